"""Days, months, periods and moments in words; the same on every computer, whatever its locale."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SHORT_MONTHS: Final = tuple(name[:3] for name in MONTHS)
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT_WEEKDAYS: Final = tuple(name[:3] for name in WEEKDAYS)


@lru_cache(maxsize=4096)
def day_words(day: date) -> str:
    """``7 Dec 2026``."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


def long_day_words(day: date) -> str:
    """``7 December 2026``, for documents."""
    return f"{day.day} {month_words(day)}"


def weekday_words(day: date) -> str:
    """``Mon 7 Dec 2026``."""
    return f"{SHORT_WEEKDAYS[day.weekday()]} {day_words(day)}"


def near_day_words(day: date) -> str:
    """``Mon 7 Dec``, where the year is known."""
    return weekday_words(day).rpartition(" ")[0]


def figures(day: date) -> str:
    """``07/12/2026``, for tables that are read back."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def dated_words(day: date, why: str) -> str:
    """``30 November 2026``, with the reason behind it in brackets where there is one."""
    return f"{long_day_words(day)} ({why[:1].lower()}{why[1:]})" if why else long_day_words(day)


def month_words(day: date) -> str:
    """``December 2026``."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def short_month_words(day: date) -> str:
    """``Dec 2026``."""
    return f"{SHORT_MONTHS[day.month - 1]} {day.year}"


def moment_words(at: datetime) -> str:
    """``Mon 7 Dec 2026 09:15``, in the time zone the moment is in."""
    return f"{weekday_words(at.date())} {at:%H:%M}"


def near_moment_words(at: datetime) -> str:
    """``Mon 7 Dec 09:15``, in the time zone the moment is in, where the year is known."""
    return f"{near_day_words(at.date())} {at:%H:%M}"


def period_words(start: date | None, end: date | None) -> str:
    """A period in few words: ``Jan-Mar 2025``, ``Oct 2026``, ``from 3 Apr 2025`` or ``no date``.

    Whole months are written as months. An end alone is written as that day.
    """
    if end is None:
        return "no date" if start is None else f"from {day_words(start)}"
    if start is None or start == end:
        return day_words(end)
    if start.day == 1 and is_month_end(end):
        return _whole_months(start, end)
    return f"{day_words(start)} - {day_words(end)}"


def long_period_words(start: date | None, end: date | None) -> str:
    """A period in months, for documents: ``January 2026 to March 2026``; empty without a date."""
    if start and end:
        first, last = month_words(start), month_words(end)
        return last if first == last else f"{first} to {last}"
    if end:
        return f"to {month_words(end)}"
    return f"from {month_words(start)}" if start else ""


def is_month_end(day: date) -> bool:
    """Whether the next day is in another month."""
    return day == date.max or (day + timedelta(days=1)).day == 1


def _whole_months(start: date, end: date) -> str:
    last = short_month_words(end)
    if (start.year, start.month) == (end.year, end.month):
        return last
    first = SHORT_MONTHS[start.month - 1]
    return f"{first}-{last}" if start.year == end.year else f"{first} {start.year}-{last}"
