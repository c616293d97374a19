"""Gaps grouped by why they are gaps: one cause a check, with everything it concerns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from readiness.gaps.checks.check import FIX_WORDS
from readiness.gaps.checks.registry import checks_by_id
from readiness.gaps.report import Gap
from readiness.model.definition.framework import Framework
from readiness.model.vocabulary import SEVERITIES, CheckSeverity


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


def causes(gaps: Iterable[Gap], framework: Framework, *, has_explained: bool = False) -> tuple[Cause, ...]:
    """The gaps by cause: the worst severity first, then in the order of the checks.

    Args:
        gaps: The gaps, ranked.
        framework: Whose checks found them.
        has_explained: Whether to take in gaps that another gap explains; what to do first leaves them out.
    """
    known = checks_by_id(framework)
    order = {check: place for place, check in enumerate(known)}

    def rank(gap: Gap) -> tuple[int, int]:
        return SEVERITIES.index(gap.severity), order[gap.check]

    found: dict[tuple[str, CheckSeverity], list[Gap]] = {}
    for gap in sorted(gaps, key=rank) if has_explained else gaps:
        if has_explained or not gap.part_of:
            found.setdefault((gap.check, gap.severity), []).append(gap)
    return tuple(
        Cause(check, known[check].title, severity, tuple(grouped))
        for (check, severity), grouped in found.items()
    )
