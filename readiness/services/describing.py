"""What a new item of evidence is said to be, from what its document says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from readiness.intake.guess import guess_from

if TYPE_CHECKING:
    from readiness.core.framework import Framework
    from readiness.core.passages import Extracted
    from readiness.core.problems import Problem


def described(
    extracted: Extracted, path: Path, framework: Framework
) -> tuple[dict[str, object], tuple[Problem, ...]]:
    """Fields for a new item, and what could not be read.

    What was guessed is said in the note, with the reason, so that a person can confirm it. A document that
    looks as if it held records of people is flagged; one that does not stays unflagged until somebody looks.
    """
    found = guess_from(extracted, path.name, framework)
    fields: dict[str, object] = {
        "title": found.title or path.stem,
        "kind": found.kind,
        "period_from": found.period_from,
        "period_to": found.period_to,
        "words": found.words,
        "holds_personal_data": True if found.looks_personal else None,
        "note": "; ".join(f"{_LABELS.get(name, name)} guessed: {why}" for name, why in found.reasons.items()),
    }
    return {name: value for name, value in fields.items() if value}, extracted.problems


_LABELS = {"period_to": "period", "looks_personal": "personal data"}
