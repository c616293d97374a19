"""Read a deadline as people write it: ``12/03/2025 17:00``, ``Wed 12 March, 5pm``, ``within 24 hours``."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ENGLAND = ZoneInfo("Europe/London")
END_OF_DAY = time(17)
"""Taken when a deadline names a day and no time."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FIGURES = re.compile(r"\b(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?\b", re.ASCII)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_WORDED = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?(?: of)? (" + "|".join(_MONTHS) + r")[a-z]*\.?,?(?: (\d{4}))?", re.ASCII
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
    if found := _ISO.search(words):
        return _date(int(found.group(1)), int(found.group(2)), int(found.group(3)))
    if found := _FIGURES.search(words):
        day, month, year = int(found.group(1)), int(found.group(2)), found.group(3)
        return _with_year(day, month, year, near)
    if found := _WORDED.search(words):
        return _with_year(int(found.group(1)), _MONTHS.index(found.group(2)) + 1, found.group(3), near)
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
            continue
    return END_OF_DAY
