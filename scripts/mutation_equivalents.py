"""For `mutation_sample`: mutants that change nothing anybody could notice, each with the reason.

They are not counted, neither as noticed nor as tried. Whoever adds one says why no test can tell it from the
program.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A line, what it becomes, and why that is the same."""

    path: str
    was: str
    becomes: str
    reason: str


EQUIVALENT = (
    *(
        Equivalent(
            "readiness/pack/checks.py",
            "raise StorageError(faults[0].what, faults[0].where, faults[0].remedy)",
            becomes,
            "a pack has one place, so there is one fault of room: the first is the last",
        )
        for becomes in (
            "raise StorageError(faults[ -1].what, faults[0].where, faults[0].remedy)",
            "raise StorageError(faults[0].what, faults[ -1].where, faults[0].remedy)",
            "raise StorageError(faults[0].what, faults[0].where, faults[ -1].remedy)",
        )
    ),
    Equivalent(
        "readiness/sef/word_in/loose_lines.py",
        "break",
        "continue",
        "once nothing printed begins with the lines, nothing does with more of them: it only ends sooner",
    ),
    Equivalent(
        "readiness/sef/round_trip/tables.py",
        "yield from zip(old, new, strict=True)",
        "yield from zip(old, new, strict=False)",
        "both are as long: the line above asks it",
    ),
    Equivalent(
        "readiness/sef/round_trip/alignment.py",
        'if kind == "replace":',
        'if kind >= "replace":',
        "of the kinds difflib knows, it is the last in the alphabet",
    ),
    Equivalent(
        "readiness/pack/checks.py",
        'if kinds == {"approval"}:',
        'if kinds <= {"approval"}:',
        "no kind at all cannot come here: without faults the function has ended",
    ),
)


def reason_it_is_equivalent(path: str, was: list[str], becomes: list[str]) -> str | None:
    """Why a change of lines of a file changes nothing; None when it is not among those named."""
    for named in EQUIVALENT:
        if (named.path, [named.was], [named.becomes]) == (path, was, becomes):
            return named.reason
    return None
