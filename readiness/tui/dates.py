"""Dates as people here write and read them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from readiness.core.wording import MONTHS, day_words, weekday_words

if TYPE_CHECKING:
    from datetime import datetime

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
