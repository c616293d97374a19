"""Read a deadline as people write it: ``12/03/2025 17:00``, ``Wed 12 March, 5pm``, ``within 24 hours``."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from readiness.base.dates import DateWordsError, read_date
from readiness.base.zone import local_zone

END_OF_DAY = time(17)
"""Taken when a deadline names a day and no time."""
_FIGURES = re.compile(r"\b(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?\b", re.ASCII)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_CLOCK = re.compile(
    r"\b(\d{1,2})(?::(\d{2})| ?h(\d{2}))(?::\d{2})?(?: ?(am|pm))?|\b(\d{1,2})(?:\.(\d{2}))? ?(am|pm)\b",
    re.ASCII,
)
_HOURS = re.compile(r"\b(\d{1,3}) ?(?:hours?|hrs?|h)\b", re.ASCII)
_NOON = {"noon": time(12), "midday": time(12), "close of play": END_OF_DAY, "midnight": time(23, 59)}


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
    return datetime.combine(day, _clock(words), local_zone()).astimezone(UTC)


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
