"""Typed filters, and the ready-made parts of them that a user can pick."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from readiness.core.wording import counted
from readiness.tui.dialogs.picker import Choice, Picker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readiness.core.evidence import Evidence
    from readiness.core.filtering import Filters
    from readiness.core.gaps import Gap
    from readiness.tui.desk import Desk
    from readiness.tui.session import Session

T = TypeVar("T")


def matching(filters: Filters[T], query: str, items: Iterable[T]) -> list[T]:
    """The items that pass a typed filter, in their order; nothing typed is an error."""
    from readiness.core.filters import parse_filter

    chosen = parse_filter(query, filters.vocabulary)
    return [one for one in items if filters.passes(chosen, one)]


def evidence_matching(session: Session, query: str) -> list[Evidence]:
    """The evidence that passes a typed filter, in id order."""
    from readiness.core.filtering import EVIDENCE_FILTERS, Seen

    workspace = session.workspace
    seen = (
        Seen(one, session.index, session.as_at, workspace.files) for one in session.records.evidence.values()
    )
    return [one.evidence for one in matching(EVIDENCE_FILTERS, query, seen)]


def gaps_matching(session: Session, query: str) -> list[Gap]:
    """The gaps that pass a typed filter, worst first."""
    from readiness.core.filtering import GAP_FILTERS

    return matching(GAP_FILTERS, query, session.gaps().gaps)


async def choose_gap_filter(desk: Desk) -> str:
    """A part for the gaps filter the user picks from those that would find something."""
    session = desk.session
    if session is None:
        return ""
    return await _chosen(desk, list(_gap_filters(session)))


def _gap_filters(session: Session) -> Iterator[Choice]:
    report = session.gaps()
    for severity, number in report.by_severity.items():
        yield Choice(severity, counted(number, "gap"))
    for one in session.framework.criteria.values():
        if number := len(report.for_criterion(one.id)):
            yield Choice(f"criterion:{one.id}", f"{one.short}: {counted(number, 'gap')}")
    for check, number in report.by_check.items():
        yield Choice(f"check:{check}", counted(number, "gap"))
    yield Choice("unowned", "nobody named")
    yield Choice("-explained", "leave out what another gap explains")


async def choose_evidence_filter(desk: Desk) -> str:
    """A part for the evidence filter the user picks."""
    session = desk.session
    if session is None:
        return ""
    return await _chosen(desk, list(_evidence_filters(session)))


def _evidence_filters(session: Session) -> Iterator[Choice]:
    framework = session.framework
    yield from (Choice(one, words) for one, words in _STATES)
    yield from (Choice(f"kind:{one.id}", one.title) for one in framework.evidence_kinds)
    yield from (Choice(f"agency:{one.id}", one.title) for one in framework.agencies)
    yield from (Choice(f"criterion:{one.id}", one.short) for one in framework.criteria.values())
    owners = {one.owner for one in session.records.evidence.values() if one.owner}
    yield from (Choice(quoted("owner", one), "owner") for one in sorted(owners))


_STATES = (
    ("stale", "its shelf life has run out at the date"),
    ("undated", "no period covered"),
    ("unlinked", "proves nothing yet"),
    ("unowned", "nobody named"),
    ("missing", "its file is not there"),
    ("changed", "its file changed since it was registered"),
    ("unchecked", "nobody has looked for personal data"),
    ("personal", "holds personal data"),
    ("withdrawn", "no longer relied on"),
)


def quoted(field: str, value: str) -> str:
    """A part of a filter for a value that may hold spaces."""
    return f'{field}:"{value}"' if " " in value else f"{field}:{value}"


async def _chosen(desk: Desk, choices: list[Choice]) -> str:
    return await desk.push_screen_wait(Picker("Show only", choices))
