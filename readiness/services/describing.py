"""What a new item of evidence is said to be, from what its document says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from readiness.core.passages import Extracted
from readiness.intake.guess import guess_from

if TYPE_CHECKING:
    from readiness.core.framework import Framework
    from readiness.core.problems import Problem


def described(
    extracted: Extracted, path: Path, framework: Framework, *, is_personal: bool = False
) -> tuple[dict[str, object], tuple[Problem, ...]]:
    """Fields for a new item, and what could not be read.

    What was guessed is said in the note, with the reason, so that a person can confirm it. A document that
    looks as if it held records of people is flagged; one that does not stays unflagged until somebody looks.
    Of one that is flagged, or said to be (`is_personal`), no word is taken: its file name alone describes it.
    """
    seen = guess_from(extracted, path.name, framework)
    is_about_people = seen.looks_personal or is_personal
    found = guess_from(Extracted(), path.name, framework) if is_about_people else seen
    reasons = {**found.reasons, "looks_personal": seen.reasons.get("looks_personal", "")}
    fields: dict[str, object] = {
        "title": found.title or path.stem,
        "kind": found.kind,
        "period_from": found.period_from,
        "period_to": found.period_to,
        "words": seen.words,
        "holds_personal_data": True if is_about_people else None,
        "note": "; ".join(
            f"{_LABELS.get(name, name)} guessed: {why}" for name, why in reasons.items() if why
        ),
    }
    return {name: value for name, value in fields.items() if value}, extracted.problems


_LABELS = {"period_to": "period", "looks_personal": "personal data"}
