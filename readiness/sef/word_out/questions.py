"""What the framework asks, as whole sentences: the stems of its groups completed by their criteria."""

from __future__ import annotations

from readiness.base.text import capital
from readiness.model.definition.framework import Criterion, CriterionGroup

_EXTENT = "the extent to which"

_INDIRECT = ("how ", "whether ", "to what extent ", "what ")


def question_of(group: CriterionGroup, criterion: Criterion) -> str:
    """What is asked about one criterion, such as to what extent leaders are ambitious."""
    stem, title = _plain(group.stem), criterion.title.rstrip(". ")
    if not stem or stem.endswith(_EXTENT):
        return f"The framework asks to what extent {title}."
    return f"{_opened(stem)} {title}."


def stem_of(group: CriterionGroup) -> str:
    """The whole of what is asked about a group, in one sentence; empty where each criterion says it all."""
    stem = _plain(group.stem)
    if not stem.endswith(_EXTENT):
        return ""
    titles = [criterion.title.rstrip(". ") for criterion in group.criteria]
    return f"{_opened(stem)} {'; '.join((*titles[:-1], f'and {titles[-1]}' if titles[1:] else titles[-1]))}."


def _plain(stem: str) -> str:
    return " ".join(stem.split()).rstrip(": ")


def _opened(stem: str) -> str:
    """The stem as the beginning of a sentence."""
    opening = "The framework asks " if stem.lower().startswith(_INDIRECT) else ""
    return f"{opening}{stem}" if opening else capital(stem)
