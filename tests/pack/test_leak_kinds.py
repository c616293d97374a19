"""What a file may give away is named, counted, and never without a remedy."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from readiness.base.personal_data import PATTERN_TITLES, PatternKind
from readiness.base.problems import Problem, Where
from readiness.pack.leak_kinds import HiddenKind, Leak, LeakKind, LeakReport

HIDDEN: tuple[HiddenKind, ...] = get_args(HiddenKind)
PATTERNS: tuple[PatternKind, ...] = get_args(PatternKind)


@pytest.mark.parametrize("kind", [*HIDDEN, *PATTERNS])
def test_every_kind_has_words_and_a_remedy(kind: LeakKind) -> None:
    """A kind that can be found can be told to a person, and the person is told what to do."""
    leak = Leak(kind, "p.4", 2)
    assert leak.title
    assert leak.hint.endswith(".")
    assert leak.is_pattern == (kind in PATTERN_TITLES)


def test_a_person_named_in_the_words_is_told_from_what_is_hidden() -> None:
    """Redacting is the remedy for words, the document inspector for properties."""
    assert "Redact" in Leak("nhs_number", "p.4", 1).hint
    assert "inspector" in Leak("author", "", 1).hint


def test_what_names_a_person_is_looked_at_first_and_properties_last() -> None:
    """Patterns and tables of people, then what is hidden, then names in the properties."""
    ranks = {kind: Leak(kind, "", 1).rank for kind in (*HIDDEN, *PATTERNS)}
    assert {kind for kind, rank in ranks.items() if rank == 0} == {*PATTERNS, "people_table"}
    assert {kind for kind, rank in ranks.items() if rank == 2} == {"author"}
    assert set(ranks.values()) == {0, 1, 2}


def test_a_file_is_clear_only_when_all_of_it_was_looked_at() -> None:
    """A leak, and a part that could not be read, both keep it from being clear."""
    problem = Problem("warning", Where("a.docx"), "A part is locked.", "Open it.")
    assert LeakReport(Path("a.docx"), ()).is_clear
    assert not LeakReport(Path("a.docx"), (Leak("macros", "", 1),)).is_clear
    assert not LeakReport(Path("a.docx"), (), (problem,)).is_clear
    assert not LeakReport(Path("a.docx"), (), not_read=("what 3 pictures show",)).is_clear
