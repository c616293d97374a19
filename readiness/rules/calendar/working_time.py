"""Working days: weekends, public holidays and local closure days, and the date "if the call came today"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType

from readiness.base.zone import local, local_zone

DAY = timedelta(days=1)

_SATURDAY_AND_SUNDAY = (5, 6)

_NO_HOLIDAYS: Mapping[date, str] = MappingProxyType({})

FURTHEST = 3660
"""Days searched before giving up: ten years, far beyond any run of closed days."""


class WorkingCalendar:
    """Which days are worked. Public holidays are data that come in; no holiday rule lives here.

    Attributes:
        closure_days: Days on which the partnership's own offices are closed.
        public_holidays: Name of each public holiday by date.
        weekend: Days of the week that are not worked, Monday 0.
        no_meetings: Days of the year, as ``12-24``, that are worked and on which no meeting is prepared.
    """

    def __init__(
        self,
        closure_days: Iterable[date] = (),
        public_holidays: Mapping[date, str] = _NO_HOLIDAYS,
        weekend: Iterable[int] = _SATURDAY_AND_SUNDAY,
        no_meetings: Iterable[str] = (),
    ) -> None:
        self.closure_days = frozenset(closure_days)
        self.public_holidays = MappingProxyType(dict(public_holidays))
        self.weekend = frozenset(weekend)
        self.no_meetings = frozenset(no_meetings)

    def __reduce__(self) -> tuple[type[WorkingCalendar], tuple[object, ...]]:
        """As it was made, so that the process that reads files can count by it."""
        made_of = (self.closure_days, dict(self.public_holidays), self.weekend, self.no_meetings)
        return WorkingCalendar, made_of

    def is_working(self, day: date) -> bool:
        """Whether `day` is a working day."""
        return not self.why_closed(day)

    def why_closed(self, day: date) -> str:
        """Why `day` is not worked, in words; empty when it is."""
        if day.weekday() in self.weekend:
            return "weekend"
        return self.public_holidays.get(day, "") or ("local closure day" if day in self.closure_days else "")

    def without_closures(self) -> WorkingCalendar:
        """The same calendar without local closure days: what an inspectorate counts by."""
        return WorkingCalendar((), self.public_holidays, self.weekend, self.no_meetings)

    def for_meetings(self) -> WorkingCalendar:
        """The same calendar without the days on which no meeting is prepared."""
        years = {day.year for day in self.public_holidays}
        quiet = {date.fromisoformat(f"{year}-{day}") for year in years for day in self.no_meetings}
        return WorkingCalendar(
            self.closure_days | quiet, self.public_holidays, self.weekend, self.no_meetings
        )

    def add_working_days(self, day: date, count: int) -> date:
        """The date `count` working days after `day` (before it, when negative).

        `day` itself is never counted; a count of 0 gives `day` back, worked or not.

        Raises:
            ValueError: No working day was found within ten years.
        """
        step = DAY if count >= 0 else -DAY
        left = abs(count)
        closed = 0
        while left:
            day += step
            if self.is_working(day):
                left, closed = left - 1, 0
            else:
                closed = self._count_closed(closed)
        return day

    def next_working_day(self, day: date) -> date:
        """The first working day on or after `day`."""
        return day if self.is_working(day) else self.add_working_days(day, 1)

    def next_working_weekday(self, day: date, weekday: int) -> date:
        """The first working day on or after `day` that falls on `weekday` (Monday 0).

        Raises:
            ValueError: No such day was found within ten years (a weekend day, say).
        """
        closed = 0
        while day.weekday() != weekday or not self.is_working(day):
            day += DAY
            closed = self._count_closed(closed)
        return day

    def first_working_day_of_week(self, day: date) -> date:
        """The first working day of the week `day` lies in; `day` itself when none before it is worked."""
        monday = day - day.weekday() * DAY
        return next((one for one in _days(monday, day) if self.is_working(one)), day)

    def closed_weekdays(self, start: date, end: date) -> tuple[tuple[date, str], ...]:
        """Days of the week but weekends, `start` to `end` inclusive, that are not worked, with the reason."""
        weekdays = (day for day in _days(start, end) if day.weekday() not in self.weekend)
        return tuple((day, why) for day in weekdays if (why := self.why_closed(day)))

    @staticmethod
    def _count_closed(closed: int) -> int:
        if closed >= FURTHEST:
            raise ValueError("no such working day within ten years")
        return closed + 1


def _days(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=count) for count in range((end - start).days + 1))


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


def working_hours_between(
    start: datetime, end: datetime, calendar: WorkingCalendar, hours: WorkingDay = OFFICE_HOURS
) -> float:
    """Working hours from `start` to `end` (both aware); 0 when `end` is not later."""
    start, end = start.astimezone(local_zone()), end.astimezone(local_zone())
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
    moment = start.astimezone(local_zone())
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


def open_hours_later(calendar: WorkingCalendar, start: datetime, hours: int) -> datetime:
    """See `add_open_hours`; the calendar first, to be bound."""
    return add_open_hours(start, hours, calendar)


def add_open_hours(start: datetime, amount: float, calendar: WorkingCalendar) -> datetime:
    """`amount` hours after `start` (aware), the clock standing still on closed days; local time."""
    moment = start.astimezone(UTC)
    left = timedelta(hours=amount)
    while True:
        day = moment.astimezone(local_zone()).date()
        midnight = local(day + timedelta(days=1), time()).astimezone(UTC)
        if calendar.is_working(day):
            if moment + left <= midnight:
                return (moment + left).astimezone(local_zone())
            left -= midnight - moment
        moment = midnight
