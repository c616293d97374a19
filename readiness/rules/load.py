"""What one pair of hands can carry: when each piece of an owner's work would be done, one after another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from readiness.rules.calendar.working_time import (
    OFFICE_HOURS,
    WorkingCalendar,
    WorkingDay,
    add_working_hours,
)
from readiness.rules.index import id_order


@dataclass(frozen=True, slots=True)
class Work:
    """One open ask with the work it takes."""

    id: str
    owner: str
    """As written; empty for nobody."""
    due: datetime | None
    hours: float
    """Working hours of work left."""


def owner_key(owner: str) -> str:
    """One owner's name however it is written: capitals and spaces do not count."""
    return " ".join(owner.casefold().split())


def finishes(
    work: Iterable[Work], start: datetime, calendar: WorkingCalendar, hours: WorkingDay = OFFICE_HOURS
) -> Mapping[str, datetime]:
    """When each ask would be done (local), by its id.

    Each owner does one after another, the soonest due first; what has no deadline comes last. What nobody
    owns is done by itself: it waits for nobody.

    Args:
        work: Every open ask whose work is known.
        start: When work begins (aware).
        calendar: Working days, closure days included.
        hours: The working day.
    """
    free: dict[str, datetime] = {}
    done: dict[str, datetime] = {}
    for one in sorted(work, key=_in_turn):
        owner = owner_key(one.owner)
        begun = free.get(owner, start) if owner else start
        done[one.id] = add_working_hours(begun, one.hours, calendar, hours)
        if owner:
            free[owner] = done[one.id]
    return done


def _in_turn(one: Work) -> tuple[float, tuple[object, ...]]:
    return (one.due.timestamp() if one.due else float("inf"), (id_order(one.id),))
