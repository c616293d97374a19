"""Dates and intervals as inspection reports print them."""

from __future__ import annotations

import re
from datetime import date

from readiness.plan.published_report import Period

_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
_MONTH = "|".join(_MONTHS)
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+", re.IGNORECASE)
_RANGE = re.compile(
    rf"\b{_DAY}(?:\s+({_MONTH}))?(?:,?\s+(\d{{4}}))?\s*(?:to|until|and|[-\u2010-\u2015])\s*"
    rf"{_DAY}\s+({_MONTH}),?\s+(\d{{4}})\b",
    re.IGNORECASE,
)
_SINGLE = re.compile(rf"\b{_DAY}\s+({_MONTH}),?\s+(\d{{4}})\b", re.IGNORECASE)
_ONLY_DATES = re.compile(
    rf"(?:\d{{1,4}}|{_MONTH}|to|and|until|st|nd|rd|th|[-\u2010-\u2015,\s])+", re.IGNORECASE
)
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty-four": 24, "thirty": 30,
    "thirty-six": 36,
}  # fmt: skip
_WITHIN = re.compile(
    r"\b(?:within|in|after)\s+(?:approximately|about|around)?\s*([\w-]+?)[\s-]+(year|month)s?\b",
    re.IGNORECASE,
)


def periods(text: str) -> tuple[Period, ...]:
    """Every range and every single date in the text, in order; month and year are filled from the right.

    Names of weekdays say nothing. Impossible dates (31 June) and ranges that run backwards are left out.
    """
    found: list[tuple[int, Period]] = []
    text = _WEEKDAY.sub("", text)
    rest = text
    for match in _RANGE.finditer(text):
        first_day, first_month, first_year, last_day, last_month, last_year = match.groups()
        last = _date(last_day, last_month, last_year)
        first = _date(first_day, first_month or last_month, first_year or last_year)
        if first and last and first > last and first_month and not first_year:
            first = _date(first_day, first_month or last_month, str(last.year - 1))
        if first and last and first <= last:
            found.append((match.start(), Period(first, last)))
        rest = rest[: match.start()] + " " * (match.end() - match.start()) + rest[match.end() :]
    for match in _SINGLE.finditer(rest):
        day = _date(*match.groups())
        if day:
            found.append((match.start(), Period(day, day)))
    return tuple(period for _, period in sorted(found, key=lambda pair: pair[0]))


def is_only_dates(line: str) -> bool:
    """Whether a line holds dates or numbers and nothing else."""
    return bool(_ONLY_DATES.fullmatch(_WEEKDAY.sub("", line.strip())))


def months_within(sentence: str) -> int | None:
    """Months of the first "within approximately N years" or "N months", in figures or words."""
    for match in _WITHIN.finditer(sentence):
        count = match.group(1).lower()
        number = int(count) if count.isdecimal() else _NUMBERS.get(count)
        if number is not None:
            return number * (12 if match.group(2).lower() == "year" else 1)
    return None


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), _MONTHS[month.lower()], int(day))
    except ValueError:
        return None
