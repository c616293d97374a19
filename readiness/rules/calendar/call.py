"""Which notice runs, or which would; when a call would come and inspectors be on site."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from readiness.base.dates import local
from readiness.base.errors import UsageError
from readiness.model.definition.timetable import Timetable
from readiness.model.records.notice import Notice
from readiness.rules.calendar.working_time import DAY, FURTHEST, OFFICE_HOURS, WorkingCalendar
from readiness.workspace.clock import calendar_of

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace


def current(ws: Workspace) -> Notice | None:
    """The notice that is running, or None."""
    running = [one for one in ws.records.notices.values() if one.ended is None]
    return max(running, key=lambda one: one.received, default=None)


def need_current(ws: Workspace) -> Notice:
    """The notice that is running.

    Raises:
        UsageError: None is.
    """
    found = current(ws)
    if found is None:
        raise UsageError(
            "No notice is running.",
            "",
            "Start one with 'readiness notice start --received \"2026-11-23 09:15\"'.",
        )
    return found


def notice_for(ws: Workspace, as_at: date) -> date | None:
    """The day of the call that would bring inspectors on site at this date; None when no call would."""
    timetable = ws.framework.timetables[0] if ws.framework.timetables else None
    if timetable is None or not timetable.on_site_event:
        return None
    calendar = calendar_of(ws, as_at).without_closures()
    notice = calendar.add_working_days(as_at, -timetable.day_of(timetable.on_site_event))
    fits = timetable.notice_weekday in {None, notice.weekday()}
    return notice if fits and calendar.is_working(as_at) else None


def supposed_notice(day: date, kind: str, at: time = OFFICE_HOURS.opens) -> Notice:
    """A notice nobody has received, to answer "if the call came": on `day` at local time `at`."""
    return Notice(id="", received=local(day, at), kind=kind)


def default_notice_day(today: date, timetable: Timetable, calendar: WorkingCalendar) -> date:
    """The day the next call could come.

    It is the first working day, from `today` on, of the timetable's notice weekday. A call can still come
    today, so a `today` that qualifies is the answer; a bank holiday does not qualify. When the first day
    on site would fall in a closed month the next such week is tried. Local closure days do not count:
    inspectors do not keep them.
    """
    inspectors = calendar.without_closures()
    day = first = _notice_day(today, timetable, inspectors)
    for _ in range(FURTHEST // 7):
        if _on_site_day(day, timetable, inspectors).month not in timetable.closed_months:
            return day
        day = _notice_day(day + DAY, timetable, inspectors)
    return first


def default_as_at(today: date, timetable: Timetable, calendar: WorkingCalendar) -> date:
    """The date to look at evidence by: the first day on site if the call came as soon as it could.

    See `default_notice_day` for when that is. A timetable without an on-site event gives the notice day.
    """
    notice_day = default_notice_day(today, timetable, calendar)
    return _on_site_day(notice_day, timetable, calendar.without_closures())


def _notice_day(day: date, timetable: Timetable, calendar: WorkingCalendar) -> date:
    if timetable.notice_weekday is None:
        return calendar.next_working_day(day)
    return calendar.next_working_weekday(day, timetable.notice_weekday)


def _on_site_day(notice_day: date, timetable: Timetable, calendar: WorkingCalendar) -> date:
    return calendar.add_working_days(notice_day, timetable.day_of(timetable.on_site_event))
