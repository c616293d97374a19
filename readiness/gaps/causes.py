"""Gaps grouped by why they are gaps: one cause a check, with everything it concerns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from readiness.gaps.checks.check import FIX_WORDS
from readiness.gaps.checks.registry import CHECKS_BY_ID
from readiness.gaps.report import Gap
from readiness.model.vocabulary import CheckSeverity


@dataclass(frozen=True, slots=True)
class Cause:
    """One check with the gaps it found, worst first."""

    check: str
    title: str
    severity: CheckSeverity
    gaps: tuple[Gap, ...]

    @property
    def subjects(self) -> tuple[str, ...]:
        """Ids of what is concerned, in the order of the gaps, each once."""
        return tuple(dict.fromkeys(gap.subject for gap in self.gaps))

    @property
    def remedy(self) -> str:
        """What puts it right, in two to four words."""
        return FIX_WORDS[self.gaps[0].fix]


def causes(gaps: Iterable[Gap]) -> tuple[Cause, ...]:
    """The gaps by cause: the worst severity first, then in the order of the checks.

    A gap that another gap explains is left out, as in what to do first; `gaps` are ranked.
    """
    found: dict[tuple[str, CheckSeverity], list[Gap]] = {}
    for gap in gaps:
        if not gap.part_of:
            found.setdefault((gap.check, gap.severity), []).append(gap)
    return tuple(
        Cause(check, CHECKS_BY_ID[check].title, severity, tuple(grouped))
        for (check, severity), grouped in found.items()
    )
