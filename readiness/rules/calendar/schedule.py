"""From a notice to every event and deadline, dated; what is unlikely about it."""

from __future__ import annotations

from datetime import date, datetime, time

from readiness.base.date_words import SHORT_WEEKDAYS, weekday_words
from readiness.base.problems import Problem, Where
from readiness.base.zone import local, local_zone
from readiness.model.definition.framework import Framework, RequestItem
from readiness.model.definition.timetable import Timetable
from readiness.model.records.notice import Notice
from readiness.model.records.requests import RequestState
from readiness.rules.calendar.call import supposed_notice
from readiness.rules.calendar.counting import Counting
from readiness.rules.calendar.inspection_dates import Schedule
from readiness.rules.calendar.working_time import (
    OFFICE_HOURS,
    WorkingCalendar,
    WorkingDay,
    working_hours_between,
)


def schedule(
    notice: Notice, framework: Framework, calendar: WorkingCalendar, *, hours: WorkingDay = OFFICE_HOURS
) -> Schedule:
    """Date every event and deadline of a notice.

    Raises:
        KeyError: The framework has no timetable of the notice's kind.
    """
    timetable = framework.timetable(notice.kind)
    if timetable is None:
        raise KeyError(notice.kind)
    counting = Counting(notice, timetable, calendar, hours)
    events = [counting.event(one) for one in timetable.events]
    classes = () if timetable.is_meeting else framework.deadline_classes
    deadlines = [counting.deadline(one) for one in classes]
    latest = local(date.max, time())
    return Schedule(
        notice,
        timetable,
        counting.day_0,
        tuple(sorted(events, key=lambda one: one.on)),
        tuple(sorted(deadlines, key=lambda one: one.due or latest)),
    )


def due_at(item: RequestItem | None, state: RequestState | None, dates: Schedule) -> datetime | None:
    """When a request item is due (local time): the inspectorate's own deadline first, then its class's.

    None when neither is known. An item only the inspectorate's list has comes as None.
    """
    if state is not None and state.due_override is not None:
        return state.due_override.astimezone(local_zone())
    found = dates.deadline(item.deadline) if item else None
    return found.due if found else None


def notice_problems(
    notice: Notice, timetable: Timetable, calendar: WorkingCalendar, now: datetime
) -> list[Problem]:
    """What is unlikely about a notice: warnings, never a refusal. `now` is aware."""
    received = notice.received.astimezone(local_zone())
    day = received.date()
    told = weekday_words(day)
    dates = Counting(notice, timetable, calendar, OFFICE_HOURS)
    on_site = timetable.event(timetable.on_site_event)
    start = dates.event(on_site).on if on_site else None
    found: list[tuple[str, str]] = []
    if notice.received > now and not notice.is_drill:
        found.append(
            (f"The notice is dated in the future ({received:%H:%M} {told}).", "Check the date and time.")
        )
    if why := calendar.without_closures().why_closed(day):
        counted_from = weekday_words(dates.day_0)
        found.append((f"{told} is not a working day ({why}).", f"Days are counted from {counted_from}."))
    elif timetable.notice_weekday not in (None, day.weekday()):
        usual = SHORT_WEEKDAYS[timetable.notice_weekday or 0]
        found.append((f"{told} is not the usual day of the week for a notice ({usual}).", "Check the date."))
    if start and start.month in timetable.closed_months:
        found.append(
            (
                f"The first day on site would be {weekday_words(start)}, in a month when none has been seen.",
                "Check the date, or correct the first day on site with the reason.",
            )
        )
    where = Where(record=notice.id, field="received")
    return [Problem("warning", where, what, hint) for what, hint in found]


def allowed_hours(framework: Framework) -> dict[str, float]:
    """Working hours from the call to each deadline class, by class id, in a plain week.

    The call is taken to come at the opening hour of the first notice weekday of 2001 (a year whose first day
    is a Monday) by the framework's main timetable, with no public holiday. A class
    that counts from a day not known yet is left out.
    """
    timetable = framework.main_timetable
    if timetable is None:
        return {}
    plain = WorkingCalendar(weekend=framework.calendar.weekend)
    call = supposed_notice(
        plain.next_working_weekday(_PLAIN_WEEK, timetable.notice_weekday or 0), timetable.id
    )
    dates = schedule(call, framework, plain)
    return {
        one.deadline.id: working_hours_between(call.received, one.due, plain)
        for one in dates.deadlines
        if one.due is not None
    }


_PLAIN_WEEK = date(2001, 1, 1)
