"""Weighing the evidence of a workspace: matrices, what goes stale when, and links that want review.

Each takes a typed filter, such as ``lens:ap`` or ``agency:health``, and counts what that leaves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from readiness.model.records.evidence import Evidence, Link
from readiness.model.records.targets import target_text
from readiness.rules.filters.lists import evidence_matching
from readiness.rules.freshness import add_months, going_stale
from readiness.rules.index import id_order
from readiness.rules.links import evidence_changed, is_suspect, target_changed
from readiness.rules.matrix import Axis, Matrix, matrix

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace

MONTHS = 12
"""Months a calendar looks ahead where nobody says how many."""


@dataclass(frozen=True, slots=True)
class MonthOfStale:
    """What goes stale in one month."""

    month: date
    """Its first day."""
    items: tuple[tuple[date, Evidence], ...]
    """Each with the first day it is no longer current, soonest first."""


@dataclass(frozen=True, slots=True)
class SuspectLink:
    """A link that wants review, and why."""

    link: Link
    title: str
    """Of the evidence; empty when it is gone."""
    target: str
    """Words of the target; empty when it is gone."""
    why: str


def weigh(ws: Workspace, axis: Axis, query: str = "", *, as_at: date) -> Matrix:
    """Criteria by kinds, agencies, voices or freshness, weakest first."""
    return matrix(ws.index, axis, as_at, _left(ws, query, as_at))


def stale_calendar(
    ws: Workspace, query: str = "", *, as_at: date, months: int = MONTHS
) -> tuple[MonthOfStale, ...]:
    """What of the evidence goes stale in each of the coming months; months without any are left out."""
    items = evidence_matching(ws.index, ws.files, query, as_at)
    dated = going_stale(items, ws.framework, as_at, until=add_months(as_at, months))
    by_month = groupby(dated, key=lambda pair: pair[0].replace(day=1))
    return tuple(MonthOfStale(month, tuple(pairs)) for month, pairs in by_month)


def suspect_links(ws: Workspace, query: str = "", *, as_at: date) -> tuple[SuspectLink, ...]:
    """Links of which an end is gone or has changed since somebody said that they hold, by evidence."""
    only = _left(ws, query, as_at)
    links = (
        one
        for one in ws.records.links.values()
        if (only is None or one.evidence in only) and is_suspect(ws.index, one)
    )
    return tuple(
        SuspectLink(one, _title(ws, one), _target(ws, one), "; ".join(_reasons(ws, one)))
        for one in sorted(links, key=lambda link: (id_order(link.evidence), id_order(link.id)))
    )


def _left(ws: Workspace, query: str, as_at: date) -> frozenset[str] | None:
    if not query.strip():
        return None
    return frozenset(one.id for one in evidence_matching(ws.index, ws.files, query, as_at))


def _title(ws: Workspace, link: Link) -> str:
    evidence = ws.records.evidence.get(link.evidence)
    return evidence.title if evidence else ""


def _target(ws: Workspace, link: Link) -> str:
    return target_text(ws.framework, ws.records, link.target_kind, link.target) or ""


def _reasons(ws: Workspace, link: Link) -> Iterator[str]:
    if link.evidence not in ws.records.evidence:
        yield "the evidence is no longer there"
    if not _target(ws, link):
        yield "what it proves is no longer there"
    if evidence_changed(ws.index, link):
        yield "the evidence has changed"
    if target_changed(ws.index, link):
        yield "the words it proves have changed"
