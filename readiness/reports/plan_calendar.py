"""The inspection plan as a calendar file that Outlook and other calendars open."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from readiness.core.plain import visible
from readiness.core.schedule import Schedule
from readiness.core.working_hours import LOCAL

if TYPE_CHECKING:
    from icalendar import Calendar

_ASSUMED = "Not confirmed: {status}. {rule}"


def plan_calendar(area: str, dates: Schedule) -> bytes:
    """Every event and deadline of a notice as iCalendar bytes; the same schedule gives the same bytes.

    A date that is not confirmed says so in its title and description.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Area SEND readiness//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", visible(f"{area}: {dates.timetable.title}"))
    stamp = dates.notice.received.astimezone(UTC)
    for event in dates.events:
        title = event.event.title if event.is_settled else f"{event.event.title} ({event.status})"
        last = event.until or event.on
        _add(
            calendar,
            f"{dates.notice.id}-{event.event.id}",
            title,
            event.rule,
            event.at or event.on,
            last,
            stamp,
        )
    for deadline in dates.deadlines:
        if deadline.due is not None:
            title = f"Due: {deadline.deadline.title}"
            title = title if deadline.is_settled else f"{title} ({deadline.status})"
            key = f"{dates.notice.id}-due-{deadline.deadline.id}"
            _add(calendar, key, title, deadline.rule, deadline.due, deadline.due.date(), stamp)
    return bytes(calendar.to_ical())


def _add(
    calendar: Calendar,
    key: str,
    title: str,
    rule: str,
    start: date | datetime,
    last: date,
    stamp: datetime,
) -> None:
    from icalendar import Event

    entry = Event()
    entry.add("uid", f"{key}@readiness")
    entry.add("dtstamp", stamp)
    entry.add("summary", visible(title))
    entry.add("description", visible(rule))
    if isinstance(start, datetime):
        moment = start.astimezone(LOCAL).astimezone(UTC)
        entry.add("dtstart", moment)
        entry.add("dtend", moment + timedelta(minutes=30))
    else:
        entry.add("dtstart", start)
        entry.add("dtend", last + timedelta(days=1))
    calendar.add_component(entry)
