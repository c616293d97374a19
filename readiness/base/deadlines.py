"""Read a deadline as people write it: ``12/03/2025 17:00``, ``Wed 12 March, 5pm``, ``within 24 hours``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from readiness.base.date_words import weekday_words
from readiness.base.dates import DateWordsError, read_date
from readiness.base.times import read_moment, read_time
from readiness.base.typed_dates import WorkingDays, shown
from readiness.base.zone import local_zone

CountHours = Callable[[datetime, int], datetime]
"""The moment so many hours after a moment (both aware)."""

END_OF_DAY = time(17)
"""Taken when a deadline names a day and no time."""
_FIGURES = re.compile(r"\b(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?\b", re.ASCII)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_CLOCK = re.compile(
    r"\b(\d{1,2})(?::(\d{2})| ?h(\d{2}))(?::\d{2})?(?: ?(am|pm))?|\b(\d{1,2})(?:\.(\d{2}))? ?(am|pm)\b",
    re.ASCII,
)
_DOTTED = re.compile(r"\b([01]?\d|2[0-3])\.(00|15|30|45)\b(?!\.\d)", re.ASCII)
"""A time with a point, as 10.00 or 9.15; other minutes could be a month."""
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "twelve": 12, "twenty four": 24,
    "twenty-four": 24, "thirty six": 36, "thirty-six": 36, "forty eight": 48, "forty-eight": 48,
    "seventy two": 72, "seventy-two": 72,
}  # fmt: skip
_NUMBER_WORDS = re.compile(
    rf"\b({'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\b(?= (?:hours?|hrs?)\b)"
)
_WEEKDAYS = re.compile(r"\b(mon|tues?|wed(?:nes|s)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b")
_DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS = re.compile(r"\b(\d{1,3}) ?(?:hours?|hrs?|h)\b", re.ASCII)
_NOON = {"noon": time(12), "midday": time(12), "close of play": END_OF_DAY, "midnight": time(23, 59)}


def all_hours(start: datetime, hours: int) -> datetime:
    """Hours counted one after the other, closed days as well."""
    return start + timedelta(hours=hours)


@dataclass(frozen=True, slots=True)
class DeadlineClock:
    """What the words of a deadline are counted from."""

    asked: datetime | None
    """When it was asked for, such as the call (aware); None where nobody has asked."""
    now: datetime | None
    """When the words are written (aware); None where that is not known, as in a file."""
    count_hours: CountHours = all_hours


def read_deadline(text: str, clock: DeadlineClock, working_days: WorkingDays | None = None) -> datetime:
    """The deadline that is meant, in UTC: a moment, a day, ``12 noon``, ``within 24 hours``, ``+5 wd``.

    A day without a time ends with the working day, a time without a day is today's, and hours count from when
    it was asked for.

    Raises:
        DateWordsError: It is none, or cannot be told.
    """
    now = clock.now.astimezone(local_zone()) if clock.now is not None else None
    words = " ".join(text.casefold().split())
    if now is not None:
        asked = clock.asked or now
        due = read_due(text, near=now.date(), received=asked, count_hours=clock.count_hours)
        if due is not None:
            return due
        if (hour := _time_alone(words)) is not None:
            due = datetime.combine(now.date(), hour, local_zone())
            if due < now:
                what = f"{hour:%H:%M} has passed on {weekday_words(now.date())}"
                raise DateWordsError(what, "write the day as well")
            return due.astimezone(UTC)
    elif _HOURS.search(words) and clock.asked is not None:
        due = read_due(text, near=clock.asked.date(), received=clock.asked, count_hours=clock.count_hours)
        if due is not None:
            return due
    elif _HOURS.search(words):
        what = f"{shown(text)} counts from a call, and none is running"
        raise DateWordsError(what, "write the day and the time")
    moment = read_moment(
        text, now.date() if now else None, nearest="ahead", usual=END_OF_DAY, working_days=working_days
    )
    return moment.at.astimezone(UTC)


def _time_alone(words: str) -> time | None:
    try:
        return read_time(words.removeprefix("by ").removeprefix("before "))
    except DateWordsError:
        return None


def read_due(
    text: str, *, near: date, received: datetime | None = None, count_hours: CountHours = all_hours
) -> datetime | None:
    """The deadline in UTC, or None when it cannot be told.

    Args:
        text: As written. English order of days and months; local time of England.
        near: A date the deadline is near; gives the year when the text has none.
        received: When the call came (aware); needed for a number of hours.
        count_hours: How hours are counted from then.
    """
    words = " ".join(text.casefold().split())
    words = _NUMBER_WORDS.sub(lambda found: str(_NUMBERS[found.group(1)]), words)
    day = _day(words, near)
    if day is None:
        hours = _HOURS.search(words)
        if hours is None or received is None:
            return None
        return count_hours(received, int(hours.group(1))).astimezone(UTC)
    clock = _clock(words)
    return datetime.combine(day, clock, local_zone()).astimezone(UTC) if clock is not None else None


def due_of_cell(value: date | datetime) -> datetime:
    """A spreadsheet's date or moment, taken as local time of England, in UTC."""
    if isinstance(value, datetime):
        has_time = value.time() != time()
        moment = value if has_time else datetime.combine(value.date(), END_OF_DAY)
        return moment.replace(tzinfo=local_zone()).astimezone(UTC)
    return datetime.combine(value, END_OF_DAY, local_zone()).astimezone(UTC)


def _day(words: str, near: date) -> date | None:
    try:
        return read_date(words, near, nearest="around", lenient=True)
    except DateWordsError:
        return _named_day(words, near)


def _named_day(words: str, near: date) -> date | None:
    """A day named beside nothing else: ``today``, ``tomorrow``, or the next Friday after `near`."""
    if re.search(r"\btomorrow\b", words):
        return near + timedelta(days=1)
    if re.search(r"\b(?:today|tonight)\b", words):
        return near
    named = {_DAY_NAMES.index(found.group(1)[:3]) for found in _WEEKDAYS.finditer(words)}
    if len(named) != 1:
        return None
    return near + timedelta(days=(named.pop() - near.weekday() - 1) % 7 + 1)


def _clock(words: str) -> time | None:
    """The time of day; the end of the working day where none stands there, None for one that is none."""
    for word, moment in _NOON.items():
        if word in words:
            return moment
    dotted = _DOTTED.search(words)
    if dotted and not re.search(r"\b\d{1,2}[.:]\d{2} ?[ap]m", words):
        return time(int(dotted.group(1)), int(dotted.group(2)))
    rest = _ISO.sub(" ", _FIGURES.sub(" ", words)).replace("t", " ")
    for found in _CLOCK.finditer(rest):
        hour = int(found.group(1) or found.group(5))
        minute = int(found.group(2) or found.group(3) or found.group(6) or 0)
        half = found.group(4) or found.group(7)
        if half:
            hour = hour % 12 + (12 if half == "pm" else 0)
        try:
            return time(hour, minute)
        except ValueError:
            return None
    return END_OF_DAY
