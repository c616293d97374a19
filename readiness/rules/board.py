"""The board of asks while an inspection runs: what is due when, who has it, and what is at risk first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from readiness.base.text import counted
from readiness.base.zone import local_zone
from readiness.model.vocabulary import REQUEST_STATUS_TITLES, RISK_TITLES, RISKS, FactStatus, Risk
from readiness.rules.asks import ONLY_THEIRS, Ask, asked_by, lead, producers_of
from readiness.rules.calendar.inspection_dates import Schedule
from readiness.rules.calendar.schedule import due_at
from readiness.rules.calendar.working_time import (
    OFFICE_HOURS,
    WorkingCalendar,
    WorkingDay,
    working_hours_between,
)
from readiness.rules.index import Index, id_order
from readiness.rules.load import Work, finishes


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One ask at one moment."""

    ask: Ask
    section: str
    body: str
    """Id of the body that answers it; empty for an item only the inspectorate's list has."""
    agencies: tuple[str, ...]
    """Agency named for it, or those its body speaks for."""
    due: datetime | None
    """Local moment."""
    due_status: FactStatus
    """How far the deadline is confirmed."""
    left: timedelta | None
    """Time by the clock until it is due; negative when past; None without a deadline."""
    hours_left: float
    """Working hours until it is due; 0 when past or without a deadline."""
    risk: Risk
    evidence: tuple[str, ...]
    """Ids of the evidence attached."""
    done: datetime | None = None
    """When its owner would be through with it, doing one ask after another (local); None when not known."""

    @property
    def needs(self) -> str:
        """The work left in words: ``needs 16 h``; empty when none is left or nobody knows."""
        hours = self.ask.state.lead_time_hours
        return f"needs {hours} h" if hours is not None and not self.ask.is_ready else ""

    @property
    def standing(self) -> str:
        """Its risk in words, or its status where that says more."""
        if self.risk in {"open", "tight"}:
            return REQUEST_STATUS_TITLES[self.ask.state.status]
        return RISK_TITLES[self.risk]


@dataclass(frozen=True, slots=True)
class DeadlineCount:
    """How the asks of one deadline stand."""

    deadline: str
    """Id of the deadline class; empty for asks without one."""
    title: str
    due: datetime | None
    status: FactStatus
    asked: int
    ready: int
    handed_over: int

    @property
    def open(self) -> int:
        """Asks neither ready nor handed over."""
        return self.asked - self.ready - self.handed_over


_LATE: tuple[Risk, ...] = ("overdue", "late")


@dataclass(frozen=True, slots=True)
class Board:
    """Every ask at one moment, worst first."""

    schedule: Schedule
    now: datetime
    """Local moment."""
    rows: tuple[BoardRow, ...]

    def chosen(self, *, owner: str = "", agency: str = "", deadline: str = "") -> tuple[BoardRow, ...]:
        """The rows of one owner (part of the name), agency or body (id), and deadline class (id)."""
        return tuple(
            row
            for row in self.rows
            if owner.casefold() in row.ask.state.owner.casefold()
            and (not agency or agency == row.body or agency in row.ask.agencies)
            and (not deadline or (row.ask.item is not None and row.ask.item.deadline == deadline))
        )

    def deadlines(self) -> tuple[DeadlineCount, ...]:
        """Counts by deadline, soonest first; asks that are left out are not counted."""
        live = [row for row in self.rows if row.risk != "left_out"]
        counts = [
            _count(live, one.deadline.id, one.title, one.due, one.status) for one in self.schedule.deadlines
        ]
        other = _count(live, "", ONLY_THEIRS, None, "seen")
        return tuple(one for one in (*counts, other) if one.asked)

    def count(self, risk: Risk) -> int:
        """How many asks stand at this risk."""
        return sum(row.risk == risk for row in self.rows)

    @property
    def headline(self) -> str:
        """What is late and what will be, as the rows and the owners' loads say it; empty for neither."""
        said = [(self.count(risk), RISK_TITLES[risk].casefold()) for risk in _LATE]
        return ", ".join(f"{number} {words}" for number, words in said if number)

    def next_due(self) -> BoardRow | None:
        """The open ask that is due soonest, or None."""
        waiting = [
            row for row in self.rows if row.due is not None and not row.ask.is_ready and row.ask.is_wanted
        ]
        return min(waiting, key=lambda row: (row.due or self.now, id_order(row.ask.id)), default=None)


def board(
    index: Index,
    schedule: Schedule,
    calendar: WorkingCalendar,
    now: datetime,
    *,
    hours: WorkingDay = OFFICE_HOURS,
) -> Board:
    """The board at a moment (aware), worst first."""
    now = now.astimezone(local_zone())
    known = tuple(asked_by(index, schedule.timetable))
    open_asks = (ask for ask in known if ask.is_wanted and not ask.is_ready)
    done = finishes(works(open_asks, schedule), now, calendar, hours)
    rows = (_row(index, ask, schedule, calendar, now, hours, done.get(ask.id)) for ask in known)
    return Board(schedule, now, tuple(sorted(rows, key=_worst_first)))


def works(open_asks: Iterable[Ask], schedule: Schedule) -> Iterator[Work]:
    """The asks whose work is known, as what their owners have to carry."""
    for ask in open_asks:
        needed = ask.state.lead_time_hours
        if needed is not None:
            yield Work(ask.id, ask.state.owner, due_at(ask.item, ask.state, schedule), float(needed))


def time_words(left: timedelta) -> str:
    """``22 h 41 m left``, ``3 days 2 h left``, ``5 h 10 m late``."""
    minutes = abs(int(left.total_seconds() // 60))
    side = "late" if left < timedelta() else "left"
    days, rest = divmod(minutes, 24 * 60)
    if days > 1:
        return f"{counted(days, 'day')} {rest // 60} h {side}"
    return f"{minutes // 60} h {minutes % 60:02d} m {side}"


def _row(
    index: Index,
    ask: Ask,
    schedule: Schedule,
    calendar: WorkingCalendar,
    now: datetime,
    hours: WorkingDay,
    done: datetime | None,
) -> BoardRow:
    """An ask on the board; `done` is when its owner would be through with it, where that is known."""
    due = due_at(ask.item, ask.state, schedule)
    dated = schedule.deadline(ask.item.deadline) if ask.item and not ask.state.due_override else None
    body = index.framework.bodies_by_id.get(ask.item.body) if ask.item else None
    hours_left = working_hours_between(now, due, calendar, hours) if due else 0.0
    return BoardRow(
        ask=ask,
        section=ask.item.section if ask.item else "",
        body=body.id if body else "",
        agencies=producers_of(ask, index.framework),
        due=due,
        due_status=dated.status if dated else "seen",
        left=due - now if due else None,
        hours_left=hours_left,
        risk=_risk(ask, due, now, hours_left, done),
        done=done,
        evidence=tuple(evidence.id for evidence in index.evidence_to("request", ask.id)),
    )


def _risk(ask: Ask, due: datetime | None, now: datetime, hours_left: float, done: datetime | None) -> Risk:
    if not ask.is_wanted:
        return "left_out"
    if ask.is_ready:
        return "handed_over" if ask.state.status == "handed_over" else "ready"
    if due is not None and due <= now:
        return "overdue"
    standing = lead(ask, hours_left if due is not None else None)
    if standing == "late" or (done is not None and due is not None and done > due):
        return "late"
    if not ask.state.owner.strip():
        return "unowned"
    return "tight" if standing == "tight" else "open"


def _worst_first(row: BoardRow) -> tuple[object, ...]:
    due = row.due.timestamp() if row.due else float("inf")
    return RISKS.index(row.risk), due, -(row.ask.state.lead_time_hours or 0), id_order(row.ask.id)


def _count(
    rows: Iterable[BoardRow], deadline: str, title: str, due: datetime | None, status: FactStatus
) -> DeadlineCount:
    mine = [row for row in rows if (row.ask.item.deadline if row.ask.item else "") == deadline]
    handed = sum(row.risk == "handed_over" for row in mine)
    ready = sum(row.risk == "ready" for row in mine)
    return DeadlineCount(deadline, title, due, status, len(mine), ready, handed)
