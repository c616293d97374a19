"""Is this evidence current as at that date? Measured from the end of the period it covers."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from readiness.model.definition.framework import Framework
from readiness.model.records.evidence import Evidence

Freshness = Literal["current", "stale", "undated", "not_yet", "unknown", "withdrawn", "unusable"]
"""current: may be relied on at the date. stale: its kind's shelf life has run out. undated: no end of period.

not_yet: its period starts after the date. unknown: its kind is not said, so it has no shelf life.
withdrawn: kept for its history only. unusable: its file is empty, locked or damaged.
"""


class Standing(NamedTuple):
    """What counts of an item of evidence at a date."""

    state: Freshness
    kind: str
    agencies: tuple[str, ...]


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later; the last day of that month when it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@lru_cache(maxsize=65536)
def _first_stale_day(period_to: date, months: int) -> date | None:
    try:
        return add_months(period_to, months) + timedelta(days=1)
    except (ValueError, OverflowError):  # beyond the year 9999
        return None


def stale_on(evidence: Evidence, framework: Framework) -> date | None:
    """The first day the evidence is no longer current.

    None when that cannot be said: no end of period, or a kind the framework does not know.
    """
    kind = framework.kinds_by_id.get(evidence.kind)
    if kind is None or evidence.period_to is None:
        return None
    return _first_stale_day(evidence.period_to, kind.stale_after_months)


def is_stale(evidence: Evidence, framework: Framework, as_at: date) -> bool:
    """Whether its shelf life has run out by `as_at`; False when that cannot be said."""
    first = stale_on(evidence, framework)
    return first is not None and first <= as_at


def freshness(evidence: Evidence, framework: Framework, as_at: date) -> Freshness:
    """What the evidence is worth at `as_at`, in one word."""
    if evidence.is_withdrawn:
        return "withdrawn"
    if evidence.is_unusable:
        return "unusable"
    if evidence.period_to is None:
        return "undated"
    if evidence.kind not in framework.kinds_by_id:
        return "unknown"
    if evidence.period_from is not None and evidence.period_from > as_at:
        return "not_yet"
    return "stale" if is_stale(evidence, framework, as_at) else "current"


def is_current(evidence: Evidence, framework: Framework, as_at: date) -> bool:
    """Whether it may be relied on at `as_at`: none of what `Freshness` names but current."""
    return freshness(evidence, framework, as_at) == "current"


def going_stale(
    evidence: Iterable[Evidence], framework: Framework, as_at: date, *, until: date
) -> list[tuple[date, Evidence]]:
    """Evidence current at `as_at` that goes stale by `until`, each with the day, soonest first."""
    dated = (
        (first, one)
        for one in evidence
        if is_current(one, framework, as_at) and (first := stale_on(one, framework)) and first <= until
    )
    return sorted(dated, key=lambda pair: (pair[0], len(pair[1].id), pair[1].id))
