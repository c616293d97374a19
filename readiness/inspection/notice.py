"""The call: starting the clock, the board of asks, and the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from readiness.base.date_words import weekday_words
from readiness.base.errors import UsageError, resolve
from readiness.base.problems import Problem
from readiness.inspection.forecast import Forecast, forecast
from readiness.inspection.next_cycle import next_cycle
from readiness.model.definition.timetable import Timetable
from readiness.model.records.changes import Transaction, put
from readiness.model.records.notice import DateCorrection, Notice
from readiness.model.records.requests import RequestState
from readiness.rules.board import Board, board
from readiness.rules.calendar.call import current, need_current, supposed_notice
from readiness.rules.calendar.inspection_dates import Schedule
from readiness.rules.calendar.schedule import notice_problems, schedule
from readiness.workspace.clock import calendar_of, today
from readiness.workspace.editing import around_of, find, make, read_fields, revise, set_fields

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace

_FAR = timedelta(days=366)

_PAGE = 500
"""Transactions read at first, when what was done since a call is asked for."""

_AGREED = "the date agreed"


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
    ws: Workspace,
    received: datetime,
    *,
    kind: str = "",
    is_drill: bool = False,
    on: date | None = None,
) -> tuple[Notice, list[Problem]]:
    """Start the clock at the moment the call came (aware); returns what is unlikely about it, too.

    A meeting has an agreed date, `on`, from which every other day is counted back; `received` is then when
    it was agreed. A call may come while a meeting is being prepared, and is then the notice that runs.

    Raises:
        UsageError: One is running already, the kind is not known, the moment lies in the future
            (other than for a drill) or more than a year ago, or a meeting has no date that can be held.
    """
    timetable = _kind(ws, kind)
    _need_free(ws, timetable)
    if timetable.is_meeting:
        day = _meeting_day(ws, on)
        agreed = DateCorrection(event=timetable.on_site_event, on=day, reason=_AGREED)
        notice = _fresh(ws, received, timetable, is_drill=is_drill, corrections=(agreed,))
        ws.run(Transaction(f"Prepare {timetable.title.lower()} {notice.id}", (put(notice),)))
        return notice, []
    if on is not None:
        raise UsageError(
            f"A {timetable.title.lower()} starts with the call, not on a date.",
            "",
            "Leave --on out, and correct the first day on site when it is known: 'readiness notice correct'.",
        )
    now = ws.clock()
    _need_likely(received, now, is_drill=is_drill)
    notice = _fresh(ws, received, timetable, is_drill=is_drill)
    problems = notice_problems(notice, timetable, calendar_of(ws, received.date()), now)
    ws.run(Transaction(f"Start the notice {notice.id}", (put(notice),)))
    return notice, problems


def _kind(ws: Workspace, kind: str) -> Timetable:
    kinds = {timetable.id: timetable for timetable in ws.framework.timetables}
    main = ws.framework.main_timetable
    if not kinds or (main is None and not kind):
        raise UsageError("This framework has no timetable.", ws.framework.id, "Add one to its definition.")
    return kinds[resolve("kind of inspection", kind or (main.id if main else ""), kinds)]


def _need_free(ws: Workspace, timetable: Timetable) -> None:
    """Refuse a second notice, other than a call while a meeting is prepared."""
    running = current(ws.records)
    if running is None:
        return
    held = ws.framework.timetable(running.kind)
    if held is not None and held.is_meeting and not timetable.is_meeting:
        return
    raise UsageError(
        f"The notice {running.id} is running already.", "", "End it with 'readiness notice end'."
    )


def _need_same_sort(ws: Workspace, notice: Notice, kind: str) -> None:
    """Refuse to make a call into a meeting, which has a date of its own, or the other way about."""
    before, after = ws.framework.timetable(notice.kind), ws.framework.timetable(kind)
    if before is not None and after is not None and before.is_meeting != after.is_meeting:
        raise UsageError(
            "A call and a meeting are dated differently.",
            f"{before.title}, {after.title}",
            "End this one with 'readiness notice end', then start the other.",
        )


def _need_likely(received: datetime, now: datetime, *, is_drill: bool) -> None:
    if not is_drill and received > now:
        raise UsageError(
            "The call cannot come in the future.",
            f"{received:%Y-%m-%d %H:%M}",
            "Check the date; to rehearse use 'readiness drill start'.",
        )
    if not is_drill and received < now - _FAR:
        raise UsageError("The call came more than a year ago.", f"{received:%Y-%m-%d}", "Check the year.")


def _meeting_day(ws: Workspace, on: date | None) -> date:
    """The agreed date of a meeting: it must be given, and be worked."""
    if on is None:
        raise UsageError("A meeting needs its date.", "", "Give it with --on, such as --on 2027-01-14.")
    if on < today(ws.clock):
        raise UsageError("The meeting cannot be in the past.", weekday_words(on), "Check the date.")
    if why := calendar_of(ws, on).why_closed(on):
        raise UsageError(f"{weekday_words(on)} is not a working day ({why}).", "", "Check the date.")
    return on


def change(ws: Workspace, given: Mapping[str, object]) -> Transaction:
    """Put right when the running call came, what it was for, or its note.

    Raises:
        UsageError: As `start` for the moment, otherwise as `set_fields`.
    """
    notice = need_current(ws.records)
    values = read_fields(ws, Notice, given)
    _need_same_sort(ws, notice, str(values.get("kind", notice.kind)))
    received = values.get("received")
    if isinstance(received, datetime) and not notice.is_drill:
        _need_likely(received, ws.clock(), is_drill=False)
    return set_fields(ws, Notice, notice.id, values)


def _fresh(ws: Workspace, received: datetime, timetable: Timetable, **fields: object) -> Notice:
    return make(Notice, id=ws.new_id(Notice.table), received=received, kind=timetable.id, **fields)


def end(ws: Workspace, note: str = "") -> Transaction:
    """Stop the clock: what was asked and handed over is kept with it, and the next call starts clean."""
    notice = need_current(ws.records)
    after = revise(notice, ended=ws.clock(), note=note or notice.note)
    changes = (put(after, notice), *next_cycle(ws, notice))
    return ws.run(Transaction(f"End the notice {notice.id}", changes))


def notice_of(ws: Workspace, notice_id: str = "") -> Notice:
    """A notice by its id; without one the notice that runs, else the one that ended last.

    Raises:
        UsageError: There is none.
    """
    if notice_id:
        return find(ws, Notice, notice_id)
    last = max(ws.records.notices.values(), key=lambda one: one.ended or one.received, default=None)
    return current(ws.records) or last or need_current(ws.records)


def schedule_of(ws: Workspace, notice: Notice) -> Schedule:
    """Every event and deadline of a notice."""
    return schedule(notice, ws.framework, calendar_of(ws, notice.received.date()))


def board_of(ws: Workspace, notice: Notice, now: datetime) -> Board:
    """The board of asks at a moment (aware)."""
    return board(ws.index, schedule_of(ws, notice), calendar_of(ws, now.date()), now)


def supposed_on(ws: Workspace, day: date) -> Notice:
    """The call that nobody has received, at the start of a day, for the framework's main timetable.

    Raises:
        UsageError: The framework has no timetable.
    """
    return supposed_notice(day, _kind(ws, "").id)


def forecast_for(ws: Workspace, day: date) -> Forecast:
    """What would become of every ask if the call came at the start of a day.

    Raises:
        UsageError: The framework has no timetable.
    """
    notice = supposed_on(ws, day)
    calendar = calendar_of(ws, day)
    return forecast(ws.index, schedule(notice, ws.framework, calendar), calendar)


def log(ws: Workspace, notice: Notice) -> Sequence[LogEntry]:
    """Who did what to which ask from the call until the notice ended, newest first, however long ago."""
    from readiness.workspace.history import details

    around = around_of(ws)
    return [
        LogEntry(done.at, done.user, record_id, f"{said.label}: {said.after}")
        for done in history_since(ws, notice.received)
        if done.at is not None
        and notice.received <= done.at
        and not (notice.ended and done.at > notice.ended)
        for record_id, said in details(done, around, RequestState.table)
    ]


def history_since(ws: Workspace, moment: datetime) -> Sequence[Transaction]:
    """What was stored since a moment (aware), newest first, and perhaps some of what came before."""
    limit = _PAGE
    while True:
        past = ws.repository.history(limit=limit)
        if len(past) < limit or (past[-1].at is not None and past[-1].at < moment):
            return past
        limit *= 4
