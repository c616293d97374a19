"""Which notice runs, or which would; when a call would come and inspectors be on site."""

from __future__ import annotations

from datetime import date, time

from readiness.base.dates import local
from readiness.base.errors import UsageError
from readiness.model.definition.framework import Framework
from readiness.model.definition.timetable import Timetable
from readiness.model.records.notice import Notice
from readiness.model.records.tables import Records
from readiness.rules.calendar.working_time import DAY, FURTHEST, OFFICE_HOURS, WorkingCalendar


def current(records: Records) -> Notice | None:
    """The notice that is running, or None."""
    running = [one for one in records.notices.values() if one.ended is None]
    return max(running, key=lambda one: one.received, default=None)


def need_current(records: Records) -> Notice:
    """The notice that is running.

    Raises:
        UsageError: None is.
    """
    found = current(records)
    if found is None:
        raise UsageError(
            "No notice is running.",
            "",
            "Start one with 'readiness notice start --received \"2026-11-23 09:15\"'.",
        )
    return found


def notice_for(framework: Framework, calendar: WorkingCalendar, as_at: date) -> date | None:
    """The day of the call that would bring inspectors on site at this date; None when no call would."""
    timetable = framework.timetables[0] if framework.timetables else None
    if timetable is None or not timetable.on_site_event:
        return None
    inspectors = calendar.without_closures()
    notice = inspectors.add_working_days(as_at, -timetable.day_of(timetable.on_site_event))
    fits = timetable.notice_weekday in {None, notice.weekday()}
    return notice if fits and inspectors.is_working(as_at) else None


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
