"""Timetable arithmetic: a notice, the framework's rules and the calendar give dated events and deadlines.

Inspectors do not keep a partnership's own closure days, so events and deadlines are counted without them;
where counting them, or counting plain calendar weeks, would give another date, that date and the reason are
given beside it.
"""

from __future__ import annotations

from datetime import date, datetime, time

from readiness.core.calendar import WorkingCalendar
from readiness.core.day_counting import Counting
from readiness.core.framework import Framework, RequestItem
from readiness.core.inspection import Notice
from readiness.core.problems import Problem, Where
from readiness.core.requests import RequestState
from readiness.core.schedule import Schedule
from readiness.core.timetable import Timetable
from readiness.core.wording import WEEKDAYS, weekday_words
from readiness.core.working_hours import LOCAL, OFFICE_HOURS, WorkingDay, local, working_hours_between


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
    deadlines = [counting.deadline(one) for one in framework.deadline_classes]
    latest = local(date.max, time())
    return Schedule(
        notice,
        timetable,
        counting.day_0,
        tuple(sorted(events, key=lambda one: one.on)),
        tuple(sorted(deadlines, key=lambda one: one.due or latest)),
    )


def supposed_notice(day: date, kind: str, at: time = OFFICE_HOURS.opens) -> Notice:
    """A notice nobody has received, to answer "if the call came": on `day` at local time `at`."""
    return Notice(id="", received=local(day, at), kind=kind)


def due_at(item: RequestItem | None, state: RequestState | None, dates: Schedule) -> datetime | None:
    """When a request item is due (local time): the inspectorate's own deadline first, then its class's.

    None when neither is known. An item only the inspectorate's list has comes as None.
    """
    if state is not None and state.due_override is not None:
        return state.due_override.astimezone(LOCAL)
    found = dates.deadline(item.deadline) if item else None
    return found.due if found else None


def notice_problems(
    notice: Notice, timetable: Timetable, calendar: WorkingCalendar, now: datetime
) -> list[Problem]:
    """What is unlikely about a notice: warnings, never a refusal. `now` is aware."""
    received = notice.received.astimezone(LOCAL)
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
        usual = WEEKDAYS[timetable.notice_weekday or 0]
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
    is a Monday) by the framework's first timetable, with no bank holiday. A class
    that counts from a day not known yet is left out.
    """
    timetable = next(iter(framework.timetables), None)
    if timetable is None:
        return {}
    plain = WorkingCalendar()
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
