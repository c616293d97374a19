"""If the call came at this moment: which asks would be ready, which late, by how long, and who has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from readiness.model.vocabulary import FactStatus
from readiness.rules.asks import Ask, asked_by, lead, producers_of
from readiness.rules.board import works
from readiness.rules.calendar.inspection_dates import Schedule
from readiness.rules.calendar.schedule import due_at
from readiness.rules.calendar.working_time import (
    OFFICE_HOURS,
    WorkingCalendar,
    WorkingDay,
    working_hours_between,
)
from readiness.rules.index import Index, id_order
from readiness.rules.load import finishes, owner_key

Verdict = Literal["late", "unknown", "in_time", "ready"]
"""late: will be late, given all that its owner has to do. unknown: no lead time or no deadline is known.

in_time: not ready, but would be. ready: could be handed over now.
"""

VERDICTS: tuple[Verdict, ...] = ("late", "unknown", "in_time", "ready")
"""Worst first."""


@dataclass(frozen=True, slots=True)
class AskForecast:
    """What would become of one ask."""

    ask: Ask
    verdict: Verdict
    body: str
    """Id of the body that answers it; empty for an item only the inspectorate's list has."""
    due: datetime | None
    """Local moment."""
    deadline_status: FactStatus
    """How far the deadline is confirmed."""
    done: datetime | None
    """When its owner would be through with it (local); None when it is ready or nobody knows."""
    hours_needed: float
    """Working hours of work left; 0 when it is ready or nobody knows."""
    hours_late: float
    """Working hours from its deadline to its finish; 0 when it is not late."""


@dataclass(frozen=True, slots=True)
class Load:
    """What one body, agency or owner would have to do."""

    name: str
    """Body id, agency id or owner; empty where nobody is named."""
    items: tuple[AskForecast, ...]
    hours_needed: float
    """Working hours of work left in all."""

    def count(self, verdict: Verdict) -> int:
        """How many of the asks have this verdict."""
        return sum(one.verdict == verdict for one in self.items)


class Forecast:
    """The asks of one schedule, worst first: latest by most, then unknown, then the longest work.

    Attributes:
        schedule: The dates it was made with.
        hours: The working day assumed.
        items: Every ask that applies, worst first. The first are the critical path.
    """

    def __init__(
        self,
        schedule: Schedule,
        items: Iterable[AskForecast],
        *,
        hours: WorkingDay,
    ) -> None:
        self.schedule = schedule
        self.hours = hours
        self.items = tuple(sorted(items, key=_worst_first))

    @cached_property
    def counts(self) -> dict[Verdict, int]:
        """Asks with each verdict, worst first; every verdict is there."""
        return {verdict: sum(one.verdict == verdict for one in self.items) for verdict in VERDICTS}

    @property
    def without_owner(self) -> tuple[AskForecast, ...]:
        """Asks nobody owns, worst first."""
        return tuple(one for one in self.items if not one.ask.state.owner.strip())

    @property
    def assumption(self) -> str:
        """What the forecast takes for granted, for people."""
        return (
            f"Assumes work from {self.hours} on working days, begun at the call; "
            "each owner does one ask after another, the soonest due first."
        )

    @property
    def shared(self) -> int:
        """How many asks are the work of several agencies, and so count for each of them."""
        return sum(len(producers_of(one.ask, one.ask.framework)) > 1 for one in self.items)

    def by_body(self) -> tuple[Load, ...]:
        """Loads by body, the most work first."""
        return self._loads(lambda one: (one.body,))

    def by_agency(self) -> tuple[Load, ...]:
        """Loads by agency: the one named for the ask, or else those its body speaks for."""
        return self._loads(lambda one: producers_of(one.ask, one.ask.framework) or ("",))

    def by_owner(self) -> tuple[Load, ...]:
        """Loads by owner, the most work first, as first written; a name of no letters is nobody's."""
        written: dict[str, str] = {}
        for one in self.items:
            written.setdefault(owner_key(one.ask.state.owner), " ".join(one.ask.state.owner.split()))
        return self._loads(lambda one: (written[owner_key(one.ask.state.owner)],))

    def _loads(self, names: Callable[[AskForecast], tuple[str, ...]]) -> tuple[Load, ...]:
        groups: dict[str, list[AskForecast]] = {}
        for one in self.items:
            for name in names(one):
                groups.setdefault(name, []).append(one)
        loads = (self._load(name, items) for name, items in groups.items())
        return tuple(sorted(loads, key=lambda load: (-load.count("late"), -load.hours_needed, load.name)))

    def _load(self, name: str, items: list[AskForecast]) -> Load:
        return Load(name, tuple(items), sum(one.hours_needed for one in items))


def forecast(
    index: Index, schedule: Schedule, calendar: WorkingCalendar, *, hours: WorkingDay = OFFICE_HOURS
) -> Forecast:
    """What would become of every ask that applies, work beginning at the schedule's notice.

    Work stops on the partnership's own closure days as on public holidays; deadlines do not.
    """
    wanted = tuple(ask for ask in asked_by(index, schedule.timetable) if ask.is_wanted)
    work = works((ask for ask in wanted if not ask.is_ready), schedule)
    finished = finishes(work, schedule.notice.received, calendar, hours)
    items = (_forecast(ask, schedule, calendar, hours, finished.get(ask.id)) for ask in wanted)
    return Forecast(schedule, items, hours=hours)


def _forecast(
    ask: Ask, schedule: Schedule, calendar: WorkingCalendar, hours: WorkingDay, done: datetime | None
) -> AskForecast:
    due = due_at(ask.item, ask.state, schedule)
    dated = schedule.deadline(ask.item.deadline) if ask.item and not ask.state.due_override else None
    received, needed = schedule.notice.received, ask.state.lead_time_hours
    left = working_hours_between(received, due, calendar, hours) if due is not None else None
    standing = lead(ask, left)
    verdict: Verdict = "in_time" if standing == "tight" else standing
    late = 0.0
    if done is not None and due is not None:
        late = working_hours_between(due, done, calendar, hours)
        verdict = "late" if due < received or done > due else verdict
    return AskForecast(
        ask,
        verdict,
        ask.item.body if ask.item else "",
        due,
        dated.status if dated else "confirmed",
        done if due is not None else None,
        0.0 if ask.is_ready else float(needed or 0),
        late,
    )


def _worst_first(one: AskForecast) -> tuple[object, ...]:
    due = one.due.timestamp() if one.due else float("inf")
    return VERDICTS.index(one.verdict), -one.hours_late, -one.hours_needed, due, id_order(one.ask.id)
