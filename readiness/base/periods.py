"""A period as people write it: a month, a span, a year, a quarter or a school term, always with its days."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from readiness.base.date_words import long_period_words
from readiness.base.dates import read_date
from readiness.base.typed_dates import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    DateWordsError,
    Nearest,
    check_length,
    full_year,
    month_number,
    normal,
    out_of_reach,
    shown,
)

_HOW: Final = "write it as March 2026, autumn 2025, q3 2025/26, 2025/26, or 1/1/2026 to 31/3/2026"
_APRIL, _SEPTEMBER = 4, 9
_MONTHS_OF_YEAR: Final = 12
_TERMS: Final = {"autumn": (9, 12), "spring": (1, 3), "summer": (4, 7)}
"""First and last month taken for a school term; an area's own terms begin and end on days of their own."""
_NAMED_MONTH: Final = (
    r"(?P<month>[a-z]{3,9})\.?[ -]?(?P<year>\d{4})|(?P<short>[a-z]{3,9})(?:-| ?')(?P<figures>\d{2})"
)
_FIGURED_MONTH: Final = r"(?P<month>\d{1,2})/(?P<year>\d{4})|(?P<first>\d{4})-(?P<second>\d{2})"
_TWO_YEARS: Final = (
    r"(?:(?P<kind>academic|school|financial)(?: year)? )?(?P<first>\d{4}) ?[/-] ?(?P<second>\d{4}|\d{2})"
)
_QUARTER: Final = r"(?:q|quarter ?)(?P<quarter>[1-4]) (?P<first>\d{4})(?: ?[/-] ?(?P<second>\d{4}|\d{2}))?"
_TERM: Final = r"(?P<term>autumn|spring|summer)(?: term)? (?P<year>\d{4})"
_JOINTS: Final = (" to ", " until ", " - ", "-")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day; None where it is open on that side."""

    start: date | None
    end: date | None
    note: str = ""
    """How a year, quarter or term was taken, where another reading exists. Empty otherwise."""


def read_period(text: str, today: date | None, *, nearest: Nearest = "back") -> Period:
    """The period that is meant.

    Takes a day, ``March 2026``, ``2026-03``, ``2026``, ``2025/26`` (the financial year, unless it says
    ``academic``), ``q3 2026/27``, ``autumn 2026``, ``Jan-Mar 2026``, ``from`` or ``to`` any of these,
    two of these joined by ``to`` or a hyphen, and ``no date``.

    Args:
        text: As written.
        today: See `read_date`.
        nearest: See `read_date`; what evidence covers lies back.

    Raises:
        DateWordsError: It is none of these, or it ends before it begins.
    """
    words = normal(text)
    check_length(words, "period", _HOW)
    if words == "no date":
        return Period(None, None)
    opening, _, rest = words.removeprefix("up ").partition(" ")
    if rest and opening in {"from", "since"} and not any(joint in rest for joint in _JOINTS[:3]):
        return replace(_need(_whole(rest, today, nearest), text), end=None)
    if rest and opening in {"to", "until"}:
        return replace(_need(_whole(rest, today, nearest), text), start=None)
    words = words.removeprefix("from ")
    return _whole(words, today, nearest) or _need(_span(words, text, today, nearest), text)


def period_end(text: str, today: date | None, *, nearest: Nearest = "back") -> date:
    """The last day of the period that is meant, a day being its own; see `read_period`.

    Raises:
        DateWordsError: As `read_period`; or it has no last day.
    """
    end = read_period(text, today, nearest=nearest).end
    if end is None:
        raise DateWordsError(f"{shown(text)} has no end", "write its last day")
    return end


def _need(period: Period | None, typed: str) -> Period:
    if period is None:
        raise DateWordsError(f"{shown(typed)} is not a period", _HOW)
    return period


def _whole(words: str, today: date | None, nearest: Nearest) -> Period | None:
    """A day, month, term, quarter or year; None when the words are something else, such as a span."""
    for pattern, read in _READERS:
        if found := re.fullmatch(pattern, words, re.ASCII):
            period = read(found)
            if period is not None:
                return period
    try:
        day = read_date(words, today, nearest=nearest)
    except DateWordsError:
        return None
    return Period(day, day)


def _named_month(found: re.Match[str]) -> Period | None:
    number = month_number(found["month"] or found["short"])
    return None if number is None else _months(full_year(found["year"] or found["figures"]), number, number)


def _figured_month(found: re.Match[str]) -> Period | None:
    first, second = (found["year"], found["month"]) if found["year"] else (found["first"], found["second"])
    number = int(second)
    if not 1 <= number <= _MONTHS_OF_YEAR:
        return None
    if not found["year"] and _follows(first, second):
        raise DateWordsError(
            f"{shown(found.group())} can be a month or a year", f"write {first}/{second} or {second}/{first}"
        )
    return _months(int(first), number, number)


def _year(found: re.Match[str]) -> Period:
    return _months(int(found.group()), 1, _MONTHS_OF_YEAR)


def _two_years(found: re.Match[str]) -> Period | None:
    if not _follows(found["first"], found["second"]):
        return None
    first = int(found["first"])
    if found["kind"] in {"academic", "school"}:
        return _from_month(first, _SEPTEMBER, _MONTHS_OF_YEAR)
    period = _from_month(first, _APRIL, _MONTHS_OF_YEAR)
    return period if found["kind"] else _noted(period, "the financial year")


def _quarter(found: re.Match[str]) -> Period | None:
    if found["second"] and not _follows(found["first"], found["second"]):
        return None
    months_on = 3 * (int(found["quarter"]) - 1)
    year, month = divmod(int(found["first"]) * _MONTHS_OF_YEAR + _APRIL - 1 + months_on, _MONTHS_OF_YEAR)
    period = _from_month(year, month + 1, 3)
    return period if found["second"] else _noted(period, "a quarter of the financial year")


def _term(found: re.Match[str]) -> Period:
    return _noted(_months(int(found["year"]), *_TERMS[found["term"]]), "the term")


_READERS: Final[tuple[tuple[str, Callable[[re.Match[str]], Period | None]], ...]] = (
    (r"\d{4}", _year),
    (_NAMED_MONTH, _named_month),
    (_FIGURED_MONTH, _figured_month),
    (_TWO_YEARS, _two_years),
    (_QUARTER, _quarter),
    (_TERM, _term),
)


def _noted(period: Period, what: str) -> Period:
    return replace(period, note=f"Taken as {what}: {long_period_words(period.start, period.end)}.")


def _follows(first: str, second: str) -> bool:
    """Whether the second year, of two or four figures, is the one after the first."""
    return str(int(first) + 1).endswith(second)


def _months(year: int, first: int, last: int) -> Period:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise out_of_reach(year)
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _from_month(year: int, month: int, count: int) -> Period:
    """So many months from the first day of one."""
    last_year, last = divmod(year * _MONTHS_OF_YEAR + month - 1 + count - 1, _MONTHS_OF_YEAR)
    end = _months(last_year, last + 1, last + 1).end
    return Period(_months(year, month, month).start, end)


def _span(words: str, typed: str, today: date | None, nearest: Nearest) -> Period | None:
    for before, after in _splits(words):
        last = _whole(after, today, nearest)
        if last is None or last.end is None:
            continue
        first = _opening(before, last.end, today, nearest)
        if first is None or first.start is None:
            continue
        if first.start > last.end:
            raise DateWordsError(f"{shown(typed)} ends before it begins", _HOW)
        return Period(first.start, last.end)
    return None


def _splits(words: str) -> Iterator[tuple[str, str]]:
    for joint in _JOINTS:
        at = words.find(joint)
        while at >= 0:
            yield words[:at].strip(), words[at + len(joint) :].strip()
            at = words.find(joint, at + 1)


def _opening(words: str, end: date, today: date | None, nearest: Nearest) -> Period | None:
    """A span's first part; its month and year may be those of its last: ``11`` in ``11 to 15 March 2024``."""
    if day := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", words, re.ASCII):
        return _whole(f"{day[1]}/{end.month}/{end.year}", today, nearest)
    for year in (end.year, end.year - 1):
        period = _whole(f"{words} {year}", None, nearest)
        if period and period.start and period.start <= end:
            return period
    return _whole(words, today, nearest)
