"""Dates, times and periods: as people write them, read and written in one place."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_NUMBERS = {name.casefold(): number for number, name in enumerate(MONTHS, start=1)}

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")

_BRITISH = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})")

_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})[ -](\d{4})")


class DateWordsError(ValueError):
    """Words that are no date; the message says how to write one."""


def parse_date(words: str, *, today: date | None = None) -> date | None:
    """The date in `2025-03-31`, `31/3/2025`, `31 March 2025`, or `today` when that is given.

    Nothing but spaces is None.

    Raises:
        DateWordsError: It is none of these, or no such day exists.
    """
    text = words.strip().casefold()
    if not text:
        return None
    if text == "today" and today is not None:
        return today
    try:
        if found := _ISO.fullmatch(text):
            year, month, day = (int(part) for part in found.groups())
            return date(year, month, day)
        if found := _BRITISH.fullmatch(text):
            day, month, year = (int(part) for part in found.groups())
            return date(year, month, day)
        if (found := _WORDS.fullmatch(text)) and found[2][:3] in _NUMBERS:
            return date(int(found[3]), _NUMBERS[found[2][:3]], int(found[1]))
    except ValueError:
        raise DateWordsError("There is no such day.") from None
    raise DateWordsError("Write a date as 2025-03-31 or 31/3/2025.")


def short_date(day: date | None) -> str:
    """``7 Dec 2026``, or nothing."""
    return "" if day is None else day_words(day)


def long_date(day: date) -> str:
    """``Mon 7 Dec 2026``."""
    return weekday_words(day)


def weekday(day: date) -> str:
    """``Mon 7 Dec``."""
    return weekday_words(day).rpartition(" ")[0]


def moment(at: datetime) -> str:
    """``Mon 7 Dec 09:15``, in the time zone the moment is in."""
    return f"{weekday(at.date())} {at:%H:%M}"


def period(start: date | None, end: date | None) -> str:
    """A period covered in few words: ``Jan-Mar 2025``, ``Oct 2026``, ``to 3 Apr 2025`` or ``no date``."""
    if start is None and end is None:
        return "no date"
    if start is None or end is None or start == end:
        day = end or start
        return short_date(day) if start == end or start is None else f"from {short_date(day)}"
    if start.day == 1 and (end + timedelta(days=1)).day == 1:
        return _whole_months(start, end)
    return f"{short_date(start)} - {short_date(end)}"


def _whole_months(start: date, end: date) -> str:
    first, last = MONTHS[start.month - 1], f"{MONTHS[end.month - 1]} {end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return last
    return f"{first}-{last}" if start.year == end.year else f"{first} {start.year}-{last}"


ENGLAND = ZoneInfo("Europe/London")

END_OF_DAY = time(17)
"""Taken when a deadline names a day and no time."""

_MONTH_NUMBERS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_FIGURES = re.compile(r"\b(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?\b", re.ASCII)

_ISO_IN_TEXT = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})", re.ASCII)

_WORDED = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?(?: of)? (" + "|".join(_MONTH_NUMBERS) + r")[a-z]*\.?,?(?: (\d{4}))?",
    re.ASCII,
)

_CLOCK = re.compile(
    r"\b(\d{1,2})(?::(\d{2})| ?h(\d{2}))(?::\d{2})?(?: ?(am|pm))?|\b(\d{1,2})(?:\.(\d{2}))? ?(am|pm)\b",
    re.ASCII,
)

_HOURS = re.compile(r"\b(\d{1,3}) ?(?:hours?|hrs?|h)\b", re.ASCII)

_NOON = {"noon": time(12), "midday": time(12), "close of play": END_OF_DAY, "midnight": time(23, 59)}

_NEAREST_PAST = timedelta(days=90)


def read_due(text: str, *, near: date, received: datetime | None = None) -> datetime | None:
    """The deadline in UTC, or None when it cannot be told.

    Args:
        text: As written. English order of days and months; local time of England.
        near: A date the deadline is near; gives the year when the text has none.
        received: When the call came (aware); needed for a number of hours.
    """
    words = " ".join(text.casefold().split())
    day = _day(words, near)
    if day is None:
        hours = _HOURS.search(words)
        if hours is None or received is None:
            return None
        return (received + timedelta(hours=int(hours.group(1)))).astimezone(UTC)
    return datetime.combine(day, _clock(words), ENGLAND).astimezone(UTC)


def due_of_cell(value: date | datetime) -> datetime:
    """A spreadsheet's date or moment, taken as local time of England, in UTC."""
    if isinstance(value, datetime):
        has_time = value.time() != time()
        moment = value if has_time else datetime.combine(value.date(), END_OF_DAY)
        return moment.replace(tzinfo=ENGLAND).astimezone(UTC)
    return datetime.combine(value, END_OF_DAY, ENGLAND).astimezone(UTC)


def _day(words: str, near: date) -> date | None:
    if found := _ISO_IN_TEXT.search(words):
        return _date(int(found.group(1)), int(found.group(2)), int(found.group(3)))
    if found := _FIGURES.search(words):
        day, month, year = int(found.group(1)), int(found.group(2)), found.group(3)
        return _with_year(day, month, year, near)
    if found := _WORDED.search(words):
        return _with_year(int(found.group(1)), _MONTH_NUMBERS.index(found.group(2)) + 1, found.group(3), near)
    return None


def _with_year(day: int, month: int, year: str | None, near: date) -> date | None:
    if year:
        return _date(int(year) + (2000 if len(year) == len("25") else 0), month, day)
    this = _date(near.year, month, day)
    if this is not None and this < near - _NEAREST_PAST:
        return _date(near.year + 1, month, day)
    return this


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clock(words: str) -> time:
    for word, moment in _NOON.items():
        if word in words:
            return moment
    rest = _ISO_IN_TEXT.sub(" ", _FIGURES.sub(" ", words)).replace("t", " ")
    for found in _CLOCK.finditer(rest):
        hour = int(found.group(1) or found.group(5))
        minute = int(found.group(2) or found.group(3) or found.group(6) or 0)
        half = found.group(4) or found.group(7)
        if half:
            hour = hour % 12 + (12 if half == "pm" else 0)
        try:
            return time(hour, minute)
        except ValueError:
            continue
    return END_OF_DAY


WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@lru_cache(maxsize=4096)
def day_words(day: date) -> str:
    """``7 Dec 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_words(day: date) -> str:
    """``Mon 7 Dec 2026``."""
    return f"{WEEKDAYS[day.weekday()]} {day_words(day)}"


LOCAL = ZoneInfo("Europe/London")
"""The time zone of every inspection in England."""


def local(day: date, at: time) -> datetime:
    """A moment by the clock on the wall in England (aware)."""
    return datetime.combine(day, at, LOCAL)


MONTHS_IN_FULL = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]  # the language of the document, whatever the machine's


def day_in_full(when: date) -> str:
    """A date as people write it: 3 March 2026."""
    return f"{when.day} {month_in_full(when)}"


def month_in_full(when: date) -> str:
    """A month as people write it: March 2026."""
    return f"{MONTHS_IN_FULL[when.month - 1]} {when.year}"


def short_month(when: date) -> str:
    """A month in a table: Mar 2026."""
    return f"{MONTHS_IN_FULL[when.month - 1][:3]} {when.year}"


def short_day(when: date) -> str:
    """A date in a table: 3 Mar 2026."""
    return f"{when.day} {short_month(when)}"


def period_in_full(start: date | None, end: date | None) -> str:
    """The period evidence covers: January 2026 to March 2026."""
    if start and end:
        return (
            month_in_full(end)
            if month_in_full(start) == month_in_full(end)
            else f"{month_in_full(start)} to {month_in_full(end)}"
        )
    if end:
        return f"to {month_in_full(end)}"
    return f"from {month_in_full(start)}" if start else ""
