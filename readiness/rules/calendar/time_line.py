"""The dates of a notice on a strip of working days, as text: what lasts, what is fixed, and now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from readiness.base.date_words import SHORT_MONTHS, near_moment_words
from readiness.base.text import counted
from readiness.rules.calendar.inspection_dates import Schedule
from readiness.rules.calendar.working_time import OFFICE_HOURS, WorkingCalendar

LASTS: Final = "━"
FIXED: Final = "◆"
UNSURE: Final = "◇"
NOW: Final = "┃"

LEGEND: Final = f"{FIXED} fixed  {UNSURE} not confirmed  {LASTS} lasts, or until it is due  {NOW} now"

_LABEL: Final = 24
"""Characters for the names at the left."""

_LEAST, _MOST = 3, 5
"""Characters of a day."""


@dataclass(frozen=True, slots=True)
class _Mark:
    title: str
    start: date
    end: date
    at: time | None
    is_settled: bool
    is_due: bool
    """Whether the mark stands at the end, as a deadline's does."""


@dataclass(frozen=True, slots=True)
class _Strip:
    days: tuple[date, ...]
    step: int

    @property
    def width(self) -> int:
        return len(self.days) * self.step

    def place_of(self, day: date, at: time | None = None) -> int:
        """The character of a moment; of a closed day, that of the next day worked; `width` beyond the end."""
        number = next((place for place, one in enumerate(self.days) if one >= day), len(self.days))
        if number == len(self.days):
            return self.width
        is_within = self.days[number] == day and at is not None
        return number * self.step + (_share_of_day(at) * self.step // 100 if is_within and at else 0)


def time_line(
    dates: Schedule, calendar: WorkingCalendar, *, width: int, now: datetime | None = None
) -> tuple[str, ...]:
    """Two lines of days, a line for each date that is known, and the legend; in characters of `width`.

    A day is three to five characters; what lies beyond the last that fits is counted in a line of its own.
    `now` (local) is drawn through all lines; None before a call, when there is no now among its days.
    """
    marks = sorted(_marks(dates), key=lambda one: (one.end if one.is_due else one.start, one.title))
    if not marks:
        return ()
    strip = _strip(dates.received.date(), max(one.end for one in marks), calendar, width - _LABEL)
    place = strip.place_of(now.date(), now.time()) if now else strip.width
    drawn = [one for one in marks if strip.place_of(one.start) < strip.width]
    rows = [f"{_cut(one.title):<{_LABEL}}{_drawn(one, strip, place)}" for one in drawn]
    heads = [f"{'':<{_LABEL}}{head}".rstrip() for head in _heads(strip)]
    beyond = len(marks) - len(drawn)
    is_now = now is not None and place < strip.width
    return (
        *heads,
        *(row.rstrip() for row in rows),
        *([f"{counted(beyond, 'date')} later than these days"] if beyond else []),
        *([f"{'':<{_LABEL + place}}{NOW} now, {near_moment_words(now)}"] if now and is_now else []),
        LEGEND if is_now else LEGEND.partition(f"  {NOW}")[0],
    )


def _cut(title: str) -> str:
    """A name in the room there is for it, with a blank behind it."""
    return title if len(title) < _LABEL else f"{title[: _LABEL - 2]}…"


def _marks(dates: Schedule) -> Iterator[_Mark]:
    begun = dates.received.date()
    for due in dates.deadlines:
        if due.due is not None:
            yield _Mark(due.title, begun, due.due.date(), due.due.time(), due.is_settled, is_due=True)
    for one in dates.events:
        at = one.at.time() if one.at else None
        yield _Mark(one.event.title, one.on, one.until or one.on, at, one.is_settled, is_due=False)


def _strip(first: date, last: date, calendar: WorkingCalendar, room: int) -> _Strip:
    most = max(room // _LEAST, 1)
    days: list[date] = []
    day = first
    while day <= last and len(days) < most:
        if calendar.is_working(day):
            days.append(day)
        day += timedelta(days=1)
    days = days or [first]
    return _Strip(tuple(days), max(min(room // len(days), _MOST), _LEAST))


def _heads(strip: _Strip) -> tuple[str, str]:
    """Each Monday, or first day, with its month; below it every day of the month."""
    months = [" "] * strip.width
    known = -1
    for number, day in enumerate(strip.days):
        name = SHORT_MONTHS[day.month - 1]
        at = number * strip.step
        if day.month != known and at + len(name) <= strip.width:
            months[at : at + len(name)] = name
            known = day.month
    return "".join(months), "".join(f"{day.day:<{strip.step}}" for day in strip.days)


def _drawn(one: _Mark, strip: _Strip, now: int) -> str:
    cells = [" "] * strip.width
    begins, ends = strip.place_of(one.start), strip.place_of(one.end, one.at if one.is_due else None)
    if not one.is_due and one.end > one.start:
        ends = min(ends + strip.step - 1, strip.width)
    for place in range(begins, min(ends, strip.width)):
        cells[place] = LASTS
    if now < strip.width:
        cells[now] = NOW
    mark = ends if one.is_due else strip.place_of(one.start, one.at)
    if mark < strip.width:
        cells[mark] = FIXED if one.is_settled else UNSURE
    return "".join(cells)


def _share_of_day(at: time) -> int:
    """How much of the office day has gone, from 0 to 99 of 100."""
    minutes = (at.hour - OFFICE_HOURS.opens.hour) * 60 + at.minute - OFFICE_HOURS.opens.minute
    length = (OFFICE_HOURS.closes.hour - OFFICE_HOURS.opens.hour) * 60
    return min(max(minutes * 100 // length, 0), 99)
