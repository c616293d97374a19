"""Working hours: how many lie between two moments, and when a piece of work would be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from readiness.core.calendar import WorkingCalendar

LOCAL = ZoneInfo("Europe/London")
"""The time zone of every inspection in England."""


@dataclass(frozen=True, slots=True)
class WorkingDay:
    """The hours of a working day in local time: a product assumption, 9:00 to 17:00 unless told otherwise."""

    opens: time = time(9)
    closes: time = time(17)

    @property
    def length(self) -> timedelta:
        """Hours in a working day."""
        return timedelta(
            hours=self.closes.hour - self.opens.hour, minutes=self.closes.minute - self.opens.minute
        )

    def __str__(self) -> str:
        """``9:00 to 17:00``."""
        return f"{self.opens.hour}:{self.opens:%M} to {self.closes.hour}:{self.closes:%M}"


OFFICE_HOURS = WorkingDay()


def local(day: date, at: time) -> datetime:
    """A moment by the clock on the wall in England (aware)."""
    return datetime.combine(day, at, LOCAL)


def working_hours_between(
    start: datetime, end: datetime, calendar: WorkingCalendar, hours: WorkingDay = OFFICE_HOURS
) -> float:
    """Working hours from `start` to `end` (both aware); 0 when `end` is not later."""
    start, end = start.astimezone(LOCAL), end.astimezone(LOCAL)
    worked = timedelta()
    day = start.date()
    while day <= end.date():
        if calendar.is_working(day):
            opens, closes = local(day, hours.opens), local(day, hours.closes)
            worked += max(timedelta(), min(end, closes) - max(start, opens))
        day += timedelta(days=1)
    return worked / timedelta(hours=1)


def add_working_hours(
    start: datetime, amount: float, calendar: WorkingCalendar, hours: WorkingDay = OFFICE_HOURS
) -> datetime:
    """When work of `amount` working hours begun at `start` (aware) would be done; local time.

    Work of no hours is done at once, whatever the time of day.
    """
    moment = start.astimezone(LOCAL)
    left = timedelta(hours=amount)
    while left > timedelta():
        day = moment.date()
        opens, closes = local(day, hours.opens), local(day, hours.closes)
        if not calendar.is_working(day) or moment >= closes:
            moment = local(calendar.add_working_days(day, 1), hours.opens)
            continue
        begun = max(moment, opens)
        done = min(left, closes - begun)
        left -= done
        moment = begun + done
    return moment


def add_open_hours(start: datetime, amount: float, calendar: WorkingCalendar) -> datetime:
    """`amount` hours after `start` (aware), the clock standing still on closed days; local time."""
    moment = start.astimezone(UTC)
    left = timedelta(hours=amount)
    while True:
        day = moment.astimezone(LOCAL).date()
        midnight = local(day + timedelta(days=1), time()).astimezone(UTC)
        if calendar.is_working(day):
            if moment + left <= midnight:
                return (moment + left).astimezone(LOCAL)
            left -= midnight - moment
        moment = midnight
