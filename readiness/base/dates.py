"""A date as people write it, read the same wherever it was typed.

The day always stands before the month. Patterns are compiled when first used, so that importing costs little.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from readiness.base.date_words import (
    MONTHS,
    WEEKDAYS,
    day_words,
    long_day_words,
)
from readiness.base.days_from_today import bare_weekday, told_from
from readiness.base.typed_dates import (
    EARLIEST_YEAR,
    HOW,
    LATEST_YEAR,
    DateWordsError,
    Nearest,
    WorkingDays,
    bounded,
    check_length,
    full_year,
    month_number,
    normal,
    out_of_reach,
    shown,
    weekday_number,
)
from readiness.base.zone import local_zone

__all__ = [
    "EARLIEST_YEAR", "LATEST_YEAR", "DateWordsError", "Nearest", "parse_date", "read_date", "short_date",
]  # fmt: skip

_AROUND: Final = timedelta(days=90)
_YEAR = r"'?(?P<year>\d{4}|\d{2})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_NAME = r"(?P<month>[a-z]{3,9})\.?"
_YEAR_FIRST: Final = (
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
    r"(?:[t ](?P<clock>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?: ?z|[+-]\d{2}:?\d{2})?))?"
)
"""As machines write it, perhaps with a time, which a date lets go."""
_WRITTEN: Final = (
    rf"(?P<day>\d{{1,2}}) ?[ ./-] ?(?P<month>\d{{1,2}}) ?[ ./-] ?{_YEAR}(?: 00:00(?::00)?)?",
    r"(?P<day>\d{1,2}) ?[./] ?(?P<month>\d{1,2})",
    r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>(?:19|20)\d{2})",
    r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})",
    rf"{_DAY}(?: of)?[ ./-]{{0,2}}{_NAME}(?:[ ./-]{{0,2}}{_YEAR})?",
    rf"{_NAME}[ ./-]{{1,2}}{_DAY}[ ./-]{{1,2}}(?P<year>\d{{4}})",
)
_WITHIN: Final = (
    r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)",
    r"\b(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4}|\d{2})\b",
    rf"\b{_DAY}(?: of)?[ -](?P<month>[a-z]{{3,9}})\b\.?(?:[ -](?P<year>(?:19|20)\d{{2}})\b)?",
    r"\b(?P<day>\d{1,2})[./](?P<month>\d{1,2})\b",
)
"""A date somewhere among other words: the plainest form first, so that ``9.10 on 12 March`` is in March."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """Day, month and perhaps year as written."""

    day: int
    month: int
    year: int | None


def read_date(
    text: str | date,
    today: date | None,
    *,
    nearest: Nearest = "ahead",
    lenient: bool = False,
    working_days: WorkingDays | None = None,
) -> date:
    """The day that is meant.

    Args:
        text: As written, or a spreadsheet's own date or moment (an aware one is taken in England).
        today: What ``today``, ``fri`` or a missing year are told from; None where the words were not
            written today (a file), so that only a whole date can be read.
        nearest: Which year is meant where none is written.
        lenient: Whether the date may stand among other words, with a weekday nobody checks.
        working_days: Counts working days, for ``+5 wd``.

    Raises:
        DateWordsError: It is no date, there is no such day, or it can mean two.
    """
    if isinstance(text, date):
        return bounded(_day_of(text))
    words = normal(text)
    if lenient:
        return _found_within(words, text, today, nearest)
    check_length(words, "date", HOW)
    words = words.removeprefix("on ").removeprefix("the ")
    first, _, rest = words.partition(" ")
    named = weekday_number(first)
    if named is None:
        day = _absolute(words, text, today, nearest) or told_from(words, text, today, working_days)
    elif rest:
        day = _on_weekday(named, _absolute(rest, text, today, nearest))
    else:
        day = bare_weekday(named, text, today, nearest)
    if day is None:
        raise DateWordsError(f"{shown(text)} is not a date")
    return bounded(day)


def parse_date(
    words: str,
    *,
    today: date | None = None,
    nearest: Nearest = "ahead",
    working_days: WorkingDays | None = None,
) -> date | None:
    """The day that is meant in a field that may be left empty; nothing but spaces is None.

    Raises:
        DateWordsError: It is no date; see `read_date`.
    """
    if not words.strip():
        return None
    return read_date(words, today, nearest=nearest, working_days=working_days)


def short_date(day: date | None) -> str:
    """``7 Dec 2026``, or nothing."""
    return "" if day is None else day_words(day)


def _on_weekday(named: int, day: date | None) -> date | None:
    if day is None or day.weekday() == named:
        return day
    raise DateWordsError(
        f"{long_day_words(day)} is a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[named]}",
        "put the weekday or the date right",
    )


def _day_of(cell: date) -> date:
    if not isinstance(cell, datetime):
        return cell
    if cell.tzinfo is None:
        return cell.date()
    try:
        return cell.astimezone(local_zone()).date()
    except OverflowError:
        return cell.date()


def _absolute(words: str, typed: str, today: date | None, nearest: Nearest) -> date | None:
    """A date that names its day and month; None when the words are something else."""
    if found := re.fullmatch(_YEAR_FIRST, words, re.ASCII):
        return _of_machine(found, typed)
    for pattern in _WRITTEN:
        if found := re.fullmatch(pattern, words, re.ASCII):
            return _resolved(_parts(found), typed, today, nearest)
    month = re.match(r"([a-z]+)\.?[ -]?\d{2,4}$", words, re.ASCII)
    if month and month_number(month[1]):
        raise DateWordsError(f"{shown(typed)} does not say which day")
    return None


def _of_machine(found: re.Match[str], typed: str) -> date:
    day = bounded(_day(int(found["year"]), int(found["month"]), int(found["day"]), typed))
    if not found["clock"]:
        return day
    try:
        at = datetime.fromisoformat(f"{day.isoformat()}T{found['clock'].replace(' ', '').upper()}")
    except ValueError:
        raise DateWordsError(f"{shown(typed)} has a time that is none") from None
    return _day_of(at)


def _parts(found: re.Match[str]) -> _Parts:
    name, groups = found["month"], found.groupdict()
    month = int(name) if name.isdecimal() else month_number(name)
    if month is None:
        raise DateWordsError(f"{shown(name)} is not a month")
    return _Parts(int(found["day"]), month, full_year(groups["year"]) if groups.get("year") else None)


def _resolved(parts: _Parts, typed: str, today: date | None, nearest: Nearest) -> date:
    """The day of a date whose year may have to be told from today."""
    if parts.year is not None:
        return _day(parts.year, parts.month, parts.day, typed)
    if today is None:
        raise DateWordsError(f"{shown(typed)} has no year")
    from_day = today if nearest != "around" else max(today, date.min + _AROUND) - _AROUND
    years = range(max(from_day.year - 1, date.min.year), min(from_day.year + 1, date.max.year) + 1)
    days = [date(year, parts.month, parts.day) for year in years if _exists(year, parts.month, parts.day)]
    fitting = [day for day in days if (day <= from_day if nearest == "back" else day >= from_day)]
    if fitting:
        return fitting[-1] if nearest == "back" else fitting[0]
    return _day(from_day.year, parts.month, parts.day, typed)


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= len(MONTHS) and 1 <= day <= calendar.monthrange(year, month)[1]


def _day(year: int, month: int, day: int, typed: str) -> date:
    """The day, or why there is none."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise out_of_reach(year)
    if _exists(year, month, day):
        return date(year, month, day)
    if not 1 <= month <= len(MONTHS):
        how = f"write the day before the month, as {month}/{day}/{year}" if 1 <= day <= len(MONTHS) else HOW
        raise DateWordsError(f"{shown(typed)} names month {month}, and there is no such month", how)
    longest = calendar.monthrange(year, month)[1]
    raise DateWordsError(f"There is no {day} {MONTHS[month - 1]} {year}: that month has {longest} days", "")


def _found_within(words: str, typed: str, today: date | None, nearest: Nearest) -> date:
    for pattern in _WITHIN:
        for found in re.finditer(pattern, words, re.ASCII):
            name = found["month"]
            is_figures, is_whole = name.isdecimal(), bool(found.groupdict().get("year"))
            if not is_figures and month_number(name) is None:
                continue
            if is_figures and not is_whole and not _exists(2000, int(name), int(found["day"])):
                continue  # a time or a number with a point, such as 10.30
            return bounded(_resolved(_parts(found), typed, today, nearest))
    raise DateWordsError(f"{shown(typed)} names no date")
