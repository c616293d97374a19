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


EQUIVALENT: tuple[Equivalent, ...] = ()


def reason_it_is_equivalent(path: str, was: list[str], becomes: list[str]) -> str | None:
    """Why a change of lines of a file changes nothing; None when it is not among those named."""
    for named in EQUIVALENT:
        if (named.path, [named.was], [named.becomes]) == (path, was, becomes):
            return named.reason
    return None
