"""Working days: weekends, bank holidays and local closure days, and the date "if the call came today"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from readiness.core.timetable import Timetable

_DAY = timedelta(days=1)
_SATURDAY = 5
_NO_HOLIDAYS: Mapping[date, str] = MappingProxyType({})
_FURTHEST = 3660
"""Days searched before giving up: ten years, far beyond any run of closed days."""


class WorkingCalendar:
    """Which days are worked. Bank holidays are data that come in; no holiday rule lives here.

    Attributes:
        closure_days: Days on which the partnership's own offices are closed.
        bank_holidays: Name of each bank holiday by date.
    """

    def __init__(
        self, closure_days: Iterable[date] = (), bank_holidays: Mapping[date, str] = _NO_HOLIDAYS
    ) -> None:
        self.closure_days = frozenset(closure_days)
        self.bank_holidays = MappingProxyType(dict(bank_holidays))

    def is_working(self, day: date) -> bool:
        """Whether `day` is a working day."""
        return not self.why_closed(day)

    def why_closed(self, day: date) -> str:
        """Why `day` is not worked, in words; empty when it is."""
        if day.weekday() >= _SATURDAY:
            return "weekend"
        return self.bank_holidays.get(day, "") or ("local closure day" if day in self.closure_days else "")

    def without_closures(self) -> WorkingCalendar:
        """The same calendar without local closure days: what an inspectorate counts by."""
        return WorkingCalendar((), self.bank_holidays)

    def add_working_days(self, day: date, count: int) -> date:
        """The date `count` working days after `day` (before it, when negative).

        `day` itself is never counted; a count of 0 gives `day` back, worked or not.

        Raises:
            ValueError: No working day was found within ten years.
        """
        step = _DAY if count >= 0 else -_DAY
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
            day += _DAY
            closed = self._count_closed(closed)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; the inverse of `add_working_days`.

        When `end` is before `start` it is minus the working days from `end` up to the day before `start`.
        """
        if end < start:
            return -sum(self.is_working(day) for day in _days(end, start - _DAY))
        return sum(self.is_working(day) for day in _days(start + _DAY, end))

    def closed_weekdays(self, start: date, end: date) -> tuple[tuple[date, str], ...]:
        """Mondays to Fridays from `start` to `end` inclusive that are not worked, each with the reason."""
        weekdays = (day for day in _days(start, end) if day.weekday() < _SATURDAY)
        return tuple((day, why) for day in weekdays if (why := self.why_closed(day)))

    @staticmethod
    def _count_closed(closed: int) -> int:
        if closed >= _FURTHEST:
            raise ValueError("no such working day within ten years")
        return closed + 1


def default_notice_day(today: date, timetable: Timetable, calendar: WorkingCalendar) -> date:
    """The day the next call could come.

    It is the first working day, from `today` on, of the timetable's notice weekday. A call can still come
    today, so a `today` that qualifies is the answer; a bank holiday does not qualify. When the first day
    on site would fall in a closed month the next such week is tried. Local closure days do not count:
    inspectors do not keep them.
    """
    inspectors = calendar.without_closures()
    day = first = _notice_day(today, timetable, inspectors)
    for _ in range(_FURTHEST // 7):
        if _on_site_day(day, timetable, inspectors).month not in timetable.closed_months:
            return day
        day = _notice_day(day + _DAY, timetable, inspectors)
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


def _days(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=count) for count in range((end - start).days + 1))
