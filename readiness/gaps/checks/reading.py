"""Checks on what came of reading an item's file: whether anybody who is handed it can open and read it.

A file that is not there, and one that changed, are checked in `evidence`. Web addresses are never fetched.
"""

from __future__ import annotations

from collections.abc import Callable

from readiness.base.text import quoted
from readiness.gaps.checks.check import Check, Finding, View
from readiness.model.records.evidence import Evidence
from readiness.model.vocabulary import CheckSeverity, ReadingState
from readiness.rules.reading import reading_of


def _finds(state: ReadingState) -> Callable[[View, Evidence], Finding | None]:
    def find(view: View, evidence: Evidence) -> Finding | None:
        if reading_of(evidence, view.files) != state:
            return None
        words = {"title": quoted(evidence.title)}
        return Finding(words, (evidence.id,), view.criteria_of(evidence.id), evidence.owner)

    return find


def _check(
    state: ReadingState, title: str, severity: CheckSeverity, reason: str, remedy: str
) -> Check[Evidence]:
    name = f"evidence-{state.replace('_', '-')}"
    return Check(name, title, severity, "evidence", reason, remedy, "file", _finds(state))


CHECKS: tuple[Check[Evidence], ...] = (
    _check(
        "empty",
        "File empty",
        "critical",
        "There is nothing in the file of {title}, so it shows nothing.",
        "Ask for the file again and replace it, or withdraw the item.",
    ),
    _check(
        "damaged",
        "File damaged",
        "critical",
        "The file of {title} is damaged or cut short; nobody who is handed it can open it.",
        "Ask for the file again and replace it.",
    ),
    _check(
        "locked",
        "File locked by a password",
        "serious",
        "The file of {title} asks for a password, so inspectors cannot open it and nothing in it was read.",
        "Save a copy without the password, then replace the file with it.",
    ),
    _check(
        "online",
        "File online only",
        "serious",
        "The file of {title} lies in the cloud alone. It was not fetched, so nobody knows what it holds now.",
        "Choose 'Always keep on this device' for it, or open it once, and look again.",
    ),
    _check(
        "pictures",
        "Pictures without words",
        "minor",
        "The file of {title} is a scan or holds pictures only: no word of it is found by search, and no "
        "check for personal data has seen it.",
        "Look through it by eye and say what it shows; better, replace it by the original document.",
    ),
    _check(
        "kind_not_read",
        "Kind of file not read",
        "minor",
        "The file of {title} is of a kind that is not read here: no word of it is found by search, and no "
        "check for personal data has seen it.",
        "Save it as .docx, .xlsx or PDF and replace it, or look through it by eye.",
    ),
    _check(
        "too_large",
        "File too large to read",
        "minor",
        "The file of {title} is too large or too tightly packed to be read here; its words were not seen.",
        "Split it or take its pictures out, then replace it; or look through it by eye.",
    ),
    _check(
        "failed",
        "File could not be read",
        "minor",
        "The file of {title} could not be read here. It may be sound all the same.",
        "Open it in its own program; if it opens, save it under a new name and replace it.",
    ),
)
