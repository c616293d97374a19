"""Dates of a notice put right: by whom, why, and whether the day can be."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from readiness.base.date_words import weekday_words
from readiness.base.dates import DateWordsError
from readiness.base.errors import UsageError, resolve
from readiness.base.times import moment_on, read_time
from readiness.inspection.notice import schedule_of
from readiness.model.records.changes import Transaction, put
from readiness.model.records.notice import DateCorrection
from readiness.rules.calendar.call import need_current
from readiness.rules.calendar.inspection_dates import Schedule
from readiness.workspace.clock import calendar_of
from readiness.workspace.editing import revise

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace


def correct(
    ws: Workspace, event: str, on: date, *, time: str = "", reason: str, by: str = "", is_sure: bool = False
) -> Transaction:
    """Put a computed date right, with the reason; the whole timetable is worked out again.

    Args:
        ws: Where the notice runs.
        event: Id of an event or a deadline class.
        on: The right date.
        time: A time of day as people write it; empty for none.
        reason: Why, and how it became known.
        by: Who gave the date, such as the lead inspector; the user when empty.
        is_sure: Whether the first day on site may be one that is not worked.

    Raises:
        UsageError: No notice runs, there is no such event or deadline, no reason was given, the time is
            none, or the day cannot be.
    """
    notice = need_current(ws.records)
    dates = schedule_of(ws, notice)
    known = [dated.event.id for dated in dates.events] + [dated.deadline.id for dated in dates.deadlines]
    chosen = resolve("event or deadline", event, known)
    if not reason.strip():
        raise UsageError("A corrected date needs its reason.", chosen, "Say why with --reason.")
    clock = _clock(on, time)
    _need_possible(dates, chosen, on)
    if not is_sure and (why := unlikely(ws, dates, chosen, on)):
        raise UsageError(why, "", "Check the date; when it is right all the same, add --sure.")
    correction = DateCorrection(event=chosen, on=on, time=clock, reason=reason.strip(), by=by or ws.user)
    kept = tuple(earlier for earlier in notice.corrections if earlier.event != chosen)
    after = revise(notice, corrections=(*kept, correction))
    return ws.run(Transaction(f"Correct {chosen} to {on.isoformat()}", (put(after, notice),)))


def take_back(ws: Workspace, event: str) -> Transaction:
    """Take a correction back: the date is the computed one again.

    Raises:
        UsageError: No notice runs, the date was not corrected, or it is the agreed one of a meeting.
    """
    notice = need_current(ws.records)
    timetable = ws.framework.timetable(notice.kind)
    chosen = resolve("corrected date", event, {earlier.event: earlier for earlier in notice.corrections})
    if timetable is not None and timetable.is_meeting and chosen == timetable.on_site_event:
        raise UsageError(
            "A meeting needs its date.", chosen, "Give the new one with 'readiness notice correct'."
        )
    kept = tuple(earlier for earlier in notice.corrections if earlier.event != chosen)
    return ws.run(
        Transaction(f"Take the correction of {chosen} back", (put(revise(notice, corrections=kept), notice),))
    )


def unlikely(ws: Workspace, dates: Schedule, event: str, on: date) -> str:
    """Why a day is unlikely to be the first on site; empty for a working day and for every other event."""
    if event != dates.timetable.on_site_event:
        return ""
    why = calendar_of(ws, on).without_closures().why_closed(on)
    return f"{weekday_words(on)} is not a working day ({why})." if why else ""


def _need_possible(dates: Schedule, event: str, on: date) -> None:
    """Refuse a day before the call for what can only follow it."""
    if dates.timetable.is_meeting:
        return
    called = dates.received.date()
    if on < called:
        raise UsageError(
            f"{weekday_words(on)} is before the call ({weekday_words(called)}).", event, "Check the date."
        )


def _clock(on: date, words: str) -> str:
    """The time as HH:MM; empty for none.

    Raises:
        UsageError: It is no time of day, or the clocks go forward over it.
    """
    if not words.strip():
        return ""
    try:
        clock = read_time(words)
        moment_on(on, clock)
    except DateWordsError as error:
        raise UsageError(f"{error.what}.", "", error.remedy) from None
    return f"{clock:%H:%M}"
