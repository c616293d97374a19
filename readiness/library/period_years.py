"""Years, terms and quarters as English councils, schools and the NHS write them, as first and last days.

A year written 2024/25 or 2024-2025 is a school year, September to August, when the words around it say so or
name a school measure; else a financial year, April to March, which of the two ends first. School terms are
read as September to December, January to March and April to July, half terms as the months they fill most of
(the days differ by council).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

YEARS_APART = r"(?:20)?\d\d\s?[/\u2013-]\s?(?:20)?\d\d"

_YEAR = r"(?P<year>20\d\d\s?[/\u2013-]\s?(?:20)?\d\d|\d\d/\d\d|20\d\d)(?![\d/\u2013-])"

_TERMS = {"autumn": (9, 12), "spring": (1, 3), "summer": (4, 7)}

_HALF_TERMS = {1: (9, 10), 2: (11, 12), 3: (1, 2), 4: (3, 3), 5: (4, 5), 6: (6, 7)}

_NAMES = "autumn|spring|summer"

_TERM = re.compile(
    rf"\b(?P<first>{_NAMES})(?:\s+(?:and|to|&)\s+(?P<last>{_NAMES}))?\s+terms?,?\s+{_YEAR}", re.IGNORECASE
)

_TERM_AFTER = re.compile(
    r"(?<!\d)(?P<year>20\d\d\s?[/\u2013-]\s?(?:20)?\d\d)\s+" + rf"(?P<first>{_NAMES})\s+(?P<last>)term\b",
    re.IGNORECASE,
)

_HALF_TERM = re.compile(rf"\bhalf[ -]term (?P<number>[1-6]),?\s+{_YEAR}", re.IGNORECASE)

_QUARTER = re.compile(rf"\b(?:q|quarter )(?P<number>[1-4]),?\s+(?:of )?{_YEAR}", re.IGNORECASE)

_QUARTER_AFTER = re.compile(rf"(?<![\d/-]){_YEAR}\s+(?:q|quarter )(?P<number>[1-4])\b", re.IGNORECASE)

_SPLIT = re.compile(
    r"(?<![\d/\u2013-])(?P<year>20\d\d\s?(?:[/\u2013-]|\bto\b)\s?(?:20)?\d\d)(?![\d/-])", re.IGNORECASE
)

_TREND = re.compile(
    r"(?<![\d/-])(?P<first>20\d\d[/-](?:20)?\d\d)\s*(?:to|until|and|\u2013)\s*(?P<last>20\d\d[/-](?:20)?\d\d)(?![\d/-])",
    re.IGNORECASE,
)

_SCHOOL_YEAR = re.compile(r"\b(?:academic|school) years?\b|\bay\b", re.IGNORECASE)

_FINANCIAL_YEAR = re.compile(
    r"\bfinancial years?\b|\bfy\s?(?=20|\d\d/)|\boutturn\b|\bbudget\b", re.IGNORECASE
)

_SCHOOL_MEASURE = re.compile(
    r"\b(?:attendance|absen(?:ce|t)|exclusions?|excluded|suspen(?:sions?|ded)|attainment|key stage|ks[1-5]"
    r"|phonics|gcses?|part[- ]time timetables?|home educat(?:ion|ed)|sen support"
    r"|good level of development)\b",
    re.IGNORECASE,
)

_RESULTS = re.compile(r"\b(?:attainment|results|gcses?|phonics|key stage)\b", re.IGNORECASE)

_ONE_YEAR = re.compile(r"(?<![\d/\u2013-])(?P<year>20\d\d)(?![\d/\u2013-])")

_LABELLED = re.compile(
    rf"\b(?P<kind>(?:academic|school|financial) year|ay|fy)s?\s*:?\s*(?P<year>{YEARS_APART})(?![\d/-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day, and the words that say so."""

    start: date
    end: date
    said: str


def months(first: tuple[int, int], last: tuple[int, int], said: str) -> Span:
    """From the first day of one month to the last of another; each is a year and a month."""
    return Span(date(*first, 1), date(*last, calendar.monthrange(*last)[1]), said)


def terms_and_quarters(text: str) -> Iterator[Span]:
    """School terms, half terms and quarters of a year, in that order."""
    for found in (*_TERM.finditer(text), *_TERM_AFTER.finditer(text)):
        if opened := _opening_year(found["year"]):
            first, last = found["first"].casefold(), (found["last"] or found["first"]).casefold()
            begins = _school_months(_TERMS[first][0], opened, is_split=_is_split(found["year"]))
            ends = _school_months(_TERMS[last][1], opened, is_split=_is_split(found["year"]))
            if begins <= ends:
                yield months(begins, ends, f"{found.group()}, read as a school term")
    for found in _HALF_TERM.finditer(text):
        if opened := _opening_year(found["year"]):
            begin, end = (
                _school_months(one, opened, is_split=True) for one in _HALF_TERMS[int(found["number"])]
            )
            yield months(begin, end, found.group())
    for found in (*_QUARTER.finditer(text), *_QUARTER_AFTER.finditer(text)):
        if opened := _opening_year(found["year"]):
            yield _quarter(int(found["number"]), opened, found.group(), is_split=_is_split(found["year"]))


def labelled_year(text: str) -> Span | None:
    """A year that is called an academic, school or financial one."""
    for found in _LABELLED.finditer(text):
        if opened := _opening_year(found["year"]):
            is_school = found["kind"].casefold() not in {"financial year", "fy"}
            return whole_year(opened, found.group(), is_school=is_school)
    return None


def years(title: str, around: str) -> Iterator[Span]:
    """Years written 2024/25, one or a run of them, and the year of examination results."""
    is_school = _is_school(title, around)
    for found in _TREND.finditer(title):
        first, last = _opening_year(found["first"]), _opening_year(found["last"])
        if first and last and first <= last:
            begin = whole_year(first, "", is_school=is_school).start
            yield Span(
                begin,
                whole_year(last, "", is_school=is_school).end,
                _read_as(found.group(), is_school=is_school),
            )
    for found in _SPLIT.finditer(title):
        if opened := _opening_year(found["year"]):
            yield whole_year(opened, found.group(), is_school=is_school)
    if _RESULTS.search(title) and (one := _ONE_YEAR.search(title)):
        yield whole_year(int(one["year"]) - 1, f"results of {one.group()}", is_school=True)


def whole_year(opened: int, said: str, *, is_school: bool) -> Span:
    """The school or financial year that begins in a calendar year."""
    begin, end = ((opened, 9), (opened + 1, 8)) if is_school else ((opened, 4), (opened + 1, 3))
    return months(begin, end, _read_as(said, is_school=is_school))


def _read_as(said: str, *, is_school: bool) -> str:
    return f"{said}, read as {'an academic' if is_school else 'a financial'} year"


def _is_school(title: str, around: str) -> bool:
    """Whether a year means a school year: by the title's words first, then by those around."""
    for text in (title, around):
        if _SCHOOL_YEAR.search(text):
            return True
        if _FINANCIAL_YEAR.search(text):
            return False
    return bool(_SCHOOL_MEASURE.search(title))


def _is_split(year: str) -> bool:
    return len(re.findall(r"\d+", year)) > 1


def _opening_year(year: str) -> int | None:
    """The calendar year in which ``2024/25``, ``24/25``, ``2024-2025`` or ``2024`` begins, if it is one."""
    numbers = [int(one) for one in re.findall(r"\d+", year)]
    opened = numbers[0] if numbers[0] > 99 else 2000 + numbers[0]  # noqa: PLR2004 - two digits of a year
    return opened if len(numbers) == 1 or numbers[1] % 100 == (opened + 1) % 100 else None


def _school_months(month: int, year: int, *, is_split: bool) -> tuple[int, int]:
    """Year and month of a month in a school year; of a term's own year when only one year is written."""
    in_new_year = month < 9  # noqa: PLR2004 - a school year begins in September
    return (year + 1 if is_split and in_new_year else year, month)


def _quarter(number: int, year: int, said: str, *, is_split: bool) -> Span:
    """A quarter of a financial year; of a calendar year, which ends first, when only one year is written."""
    if not is_split:
        return months((year, 3 * number - 2), (year, 3 * number), f"{said}, read as a calendar year's")
    begin = (year, 3 * number + 1) if number < 4 else (year + 1, 1)  # noqa: PLR2004 - the fourth is in the new year
    return months(begin, (begin[0], begin[1] + 2), f"{said}, read as a financial year's")
