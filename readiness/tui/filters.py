"""Ready-made filters, and the filter of the gaps list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.tui.dialogs.picker import Choice, Picker
from readiness.tui.marks import SEVERITIES
from readiness.tui.widgets.filter_bar import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readiness.core.gaps import Gap
    from readiness.tui.desk import Desk
    from readiness.tui.session import Session


def gaps_matching(gaps: Iterable[Gap], query: str) -> list[Gap]:
    """The gaps that fit every part of a filter, in their order.

    `severity:`, `criterion:`, `check:`, `owner:` and `fix:` look at that field, any other word at all of it.
    """
    parts = [one.replace('"', "").casefold() for one in tokens(query)]
    return [gap for gap in gaps if all(_fits(gap, part) for part in parts)]


def _fits(gap: Gap, part: str) -> bool:
    name, colon, value = part.partition(":")
    fields: dict[str, tuple[str, ...]] = {
        "severity": (gap.severity,),
        "criterion": gap.criteria,
        "check": (gap.check,),
        "owner": (gap.owner, *gap.owner.split()) if gap.owner else ("none",),
        "fix": (gap.fix,),
    }
    if colon and name in fields:
        return any(one.casefold().startswith(value) for one in fields[name])
    return part in f"{gap.subject} {gap.reason} {gap.remedy} {gap.owner} {gap.check}".casefold()


async def choose_gap_filter(desk: Desk) -> str:
    """A part for the gaps filter the user picks from those that would find something."""
    session = desk.session
    if session is None:
        return ""
    return await _chosen(desk, list(_gap_filters(session)))


def _gap_filters(session: Session) -> Iterator[Choice]:
    report = session.gaps()
    for severity in SEVERITIES:
        if number := sum(1 for gap in report.gaps if gap.severity == severity):
            yield Choice(f"severity:{severity}", f"{number} gaps")
    for one in session.framework.criteria.values():
        if number := len(report.for_criterion(one.id)):
            yield Choice(f"criterion:{one.id}", f"{one.short}: {number} gaps")
    for check, number in report.by_check.items():
        yield Choice(f"check:{check}", f"{number} gaps")
    yield Choice("owner:none", "nobody named")


async def choose_evidence_filter(desk: Desk) -> str:
    """A part for the evidence filter the user picks."""
    session = desk.session
    if session is None:
        return ""
    return await _chosen(desk, list(_evidence_filters(session)))


def _evidence_filters(session: Session) -> Iterator[Choice]:
    framework = session.framework
    yield from (Choice(f"is:{one}", words) for one, words in _STATES)
    yield from (Choice(f"kind:{one.id}", one.title) for one in framework.evidence_kinds)
    yield from (Choice(f"agency:{one.id}", one.title) for one in framework.agencies)
    yield from (Choice(f"criterion:{one.id}", one.short) for one in framework.criteria.values())
    owners = {one.owner for one in session.records.evidence.values() if one.owner}
    yield from (Choice(f'owner:"{one}"' if " " in one else f"owner:{one}", "owner") for one in sorted(owners))


_STATES = (
    ("stale", "its shelf life has run out at the date"),
    ("undated", "no period covered"),
    ("unlinked", "proves nothing yet"),
    ("withdrawn", "no longer relied on"),
    ("personal", "holds personal data"),
)


async def _chosen(desk: Desk, choices: list[Choice]) -> str:
    return await desk.push_screen_wait(Picker("Show only", choices))
