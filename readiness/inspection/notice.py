"""The call: starting the clock, correcting its dates, the board of asks, and the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from readiness.base.errors import UsageError, resolve
from readiness.base.problems import Problem
from readiness.inspection.board import Board, board
from readiness.inspection.forecast import Forecast, forecast
from readiness.model.records.changes import Transaction, put
from readiness.model.records.notice import DateCorrection, Notice
from readiness.rules.calendar.call import current, need_current, supposed_notice
from readiness.rules.calendar.inspection_dates import Schedule
from readiness.rules.calendar.schedule import notice_problems, schedule
from readiness.workspace.clock import calendar_of
from readiness.workspace.editing import make, read_fields, revise, set_fields

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace

_FAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One thing somebody did to an ask."""

    at: datetime | None
    user: str
    item: str
    """Id of the request item."""
    what: str
    """The field and its new value, in words."""


def start(
    ws: Workspace, received: datetime, *, kind: str = "", is_drill: bool = False
) -> tuple[Notice, list[Problem]]:
    """Start the clock at the moment the call came (aware); returns what is unlikely about it, too.

    Raises:
        UsageError: One is running already, the kind is not known, or the moment lies in the future
            (other than for a drill) or more than a year ago.
    """
    running = current(ws.records)
    if running is not None:
        raise UsageError(
            f"The notice {running.id} is running already.", "", "End it with 'readiness notice end'."
        )
    kinds = {one.id: one for one in ws.framework.timetables}
    if not kinds:
        raise UsageError("This framework has no timetable.", ws.framework.id, "Add one to its definition.")
    chosen = resolve("kind of inspection", kind or next(iter(kinds)), kinds)
    now = ws.clock()
    if not is_drill:
        _need_likely(received, now)
    fresh = ws.new_id(Notice.table)
    notice = make(Notice, id=fresh, received=received, kind=chosen, is_drill=is_drill)
    problems = notice_problems(notice, kinds[chosen], calendar_of(ws, received.date()), now)
    ws.run(Transaction(f"Start the notice {notice.id}", (put(notice),)))
    return notice, problems


def change(ws: Workspace, given: Mapping[str, object]) -> Transaction:
    """Put right when the running call came, what it was for, or its note.

    Raises:
        UsageError: As `start` for the moment, otherwise as `set_fields`.
    """
    notice = need_current(ws.records)
    values = read_fields(ws, Notice, given)
    received = values.get("received")
    if isinstance(received, datetime) and not notice.is_drill:
        _need_likely(received, ws.clock())
    return set_fields(ws, Notice, notice.id, values)


def _need_likely(received: datetime, now: datetime) -> None:
    if received > now:
        raise UsageError(
            "The call cannot come in the future.",
            f"{received:%Y-%m-%d %H:%M}",
            "Check the date; to rehearse use 'readiness drill start'.",
        )
    if received < now - _FAR:
        raise UsageError("The call came more than a year ago.", f"{received:%Y-%m-%d}", "Check the year.")


def take_back(ws: Workspace, event: str) -> Transaction:
    """Take a correction back: the date is the computed one again.

    Raises:
        UsageError: No notice runs, or the date was not corrected.
    """
    notice = need_current(ws.records)
    chosen = resolve("corrected date", event, {one.event: one for one in notice.corrections})
    kept = tuple(one for one in notice.corrections if one.event != chosen)
    return ws.run(
        Transaction(f"Take the correction of {chosen} back", (put(revise(notice, corrections=kept), notice),))
    )


def correct(ws: Workspace, event: str, on: date, *, time: str = "", reason: str) -> Transaction:
    """Put a computed date right, with the reason; the whole timetable is worked out again.

    Raises:
        UsageError: No notice runs, there is no such event or deadline, or no reason was given.
    """
    notice = need_current(ws.records)
    dates = schedule_of(ws, notice)
    known = [one.event.id for one in dates.events] + [one.deadline.id for one in dates.deadlines]
    chosen = resolve("event or deadline", event, known)
    if not reason.strip():
        raise UsageError("A corrected date needs its reason.", chosen, "Say why with --reason.")
    correction = DateCorrection(event=chosen, on=on, time=time, reason=reason.strip(), by=ws.user)
    kept = tuple(one for one in notice.corrections if one.event != chosen)
    after = revise(notice, corrections=(*kept, correction))
    return ws.run(Transaction(f"Correct {chosen} to {on.isoformat()}", (put(after, notice),)))


def end(ws: Workspace, note: str = "") -> Transaction:
    """Stop the clock; what was done stays."""
    notice = need_current(ws.records)
    after = revise(notice, ended=ws.clock(), note=note or notice.note)
    return ws.run(Transaction(f"End the notice {notice.id}", (put(after, notice),)))


def schedule_of(ws: Workspace, notice: Notice) -> Schedule:
    """Every event and deadline of a notice."""
    return schedule(notice, ws.framework, calendar_of(ws, notice.received.date()))


def board_of(ws: Workspace, notice: Notice, now: datetime) -> Board:
    """The board of asks at a moment (aware)."""
    return board(ws.index, schedule_of(ws, notice), calendar_of(ws, now.date()), now)


def forecast_for(ws: Workspace, day: date) -> Forecast:
    """What would become of every ask if the call came at the start of a day.

    Raises:
        UsageError: The framework has no timetable.
    """
    if not ws.framework.timetables:
        raise UsageError("This framework has no timetable.", ws.framework.id, "Add one to its definition.")
    notice = supposed_notice(day, ws.framework.timetables[0].id)
    calendar = calendar_of(ws, day)
    return forecast(ws.index, schedule(notice, ws.framework, calendar), calendar)


def log(ws: Workspace, notice: Notice, limit: int = 500) -> Sequence[LogEntry]:
    """Who did what to which ask since the call, newest first."""
    from readiness.workspace.history import details

    return [
        LogEntry(one.at, one.user, record_id, f"{field.field.replace('_', ' ')}: {field.after or 'nothing'}")
        for one in ws.repository.history(limit=limit)
        if one.at is not None and one.at >= notice.received
        for record_id, field in details(one)
        if record_id in ws.records.requests
    ]
