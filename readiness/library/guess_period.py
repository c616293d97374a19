"""What period a document covers, guessed from its title, opening and name, on the careful side.

Of several plausible ends the earliest is taken; a guess that cannot give its reason is not made.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from readiness.base import dates
from readiness.library.period_years import Span, labelled_year, terms_and_quarters, years

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}

_MONTHS |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}

_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"

_DAY = r"\d{1,2}(?:st|nd|rd|th)?"

_FULL = (
    rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?{_DAY} {_MONTH},? \d{{4}}"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{4}|\d{4}-\d{2}-\d{2}"
)

_TO = r"\s*(?:to|until|and|-|\u2013|\u2014)\s*"

_SPAN = re.compile(rf"(?P<start>{_FULL}|{_DAY} {_MONTH}|{_DAY}){_TO}(?P<end>{_FULL})", re.IGNORECASE)

_DATE = re.compile(_FULL, re.IGNORECASE)

_INSPECTED = re.compile(r"(?<!previous )\binspection dates?\s*:?\s*", re.IGNORECASE)

_AS_AT = re.compile(
    rf"\b(?:as at|as of|position at|correct at|week ending)\s+(?:the\s+)?(?P<day>{_FULL})", re.IGNORECASE
)

_YEAR_TO = re.compile(
    r"\b(?:years? (?:ending|ended|to)|(?:12|twelve) months (?:to|ending|ended))\s+(?:the\s+)?"
    rf"(?P<day>{_FULL})",
    re.IGNORECASE,
)

_DATA_TO = re.compile(
    rf"\b(?:data|figures|position)(?: up)? to (?:the )?end of (?P<month>{_MONTH}) (?P<year>20\d\d)\b",
    re.IGNORECASE,
)

_COVERING = re.compile(
    r"\b(?:for the period|period covered|reporting period|covering|covers|period)\s*:?\s+(?:from\s+)?",
    re.IGNORECASE,
)

_HAPPENED = re.compile(
    rf"\b(?:held|ran|open|took place|received|made|issued)\s+(?:from\s+|between\s+|on\s+)?"
    rf"(?=(?:{_FULL}|{_DAY} {_MONTH}|{_DAY}){_TO}{_FULL})",
    re.IGNORECASE,
)

_LINE_SPAN = re.compile(rf"^\s*(?:from\s+|for\s+)?(?={_FULL}{_TO}{_FULL}\s*$)", re.IGNORECASE | re.MULTILINE)

_DATED = re.compile(
    r"^(?:(?:meeting |report |publication )?date(?: of meeting| published)?\s*[:|]\s*"
    rf"|dated\s+|published:?\s+)?(?P<day>{_FULL})$",
    re.IGNORECASE | re.MULTILINE,
)

_MONTH_YEAR = re.compile(rf"(?<!\d )\b(?P<month>{_MONTH})[ -](?P<year>20\d\d)\b", re.IGNORECASE)

_MONTHS_SPAN = re.compile(
    rf"\b(?P<first>{_MONTH})(?: (?P<before>20\d\d))?{_TO}"
    rf"(?P<last>{_MONTH}) (?P<year>20\d\d|\d\d(?!\d| \w|[/.-]))\b",
    re.IGNORECASE,
)

_SAID_MONTHS = re.compile(r"(?:\b(?:between|from|for)\s+|\()$", re.IGNORECASE)

_UP_TO = re.compile(r"\b(?:to|until|up to|ending|end of)\s*$", re.IGNORECASE)

_NAME_DATE = re.compile(r"(?<!\d)(?P<year>20\d\d)[-_. ]?(?P<month>[01]\d)[-_. ]?(?P<day>[0-3]\d)(?!\d)")

_NAME_DATE_BACK = re.compile(r"(?<!\d)(?P<day>[0-3]?\d)[-_. ](?P<month>[01]?\d)[-_. ](?P<year>20\d\d)(?!\d)")

_NAME_MONTH = re.compile(r"(?<!\d)(?P<year>20[12]\d)[-_. ]?(?P<month>0[1-9]|1[0-2])(?![\d-])")

_EHC_PLAN = re.compile(r"\b(?:ehc|care|support)[ -]plans?\b", re.IGNORECASE)

_LOOKS_AHEAD = re.compile(
    r"\b(?:strateg(?:y|ies)|\w*plans?|polic(?:y|ies)|protocol|charter|statement|forecasts?|projected|projections?"
    r"|framework|guide|terms of reference|offer|vision)\b",
    re.IGNORECASE,
)

_LOOKS_BACK = re.compile(
    r"\b(?:annual report|report|review|evaluation|update|monitoring|audit|survey|outturn|return)\b",
    re.IGNORECASE,
)

_LONG_RUN = re.compile(
    r"(?<![\d/-])(20\d\d)\s*(?:to|-|\u2013|\u2014|/)\s*((?:20)?\d\d)(?![\d/-])", re.IGNORECASE
)

_LABELLED_OPENING = 400
"""Characters at the start in which a year or term is taken for the document's own."""

_AFTER = 80

_EARLIEST, _LATEST = 1990, 2099


@dataclass(frozen=True, slots=True)
class Period:
    """A guessed period; the start is None when only the end is told."""

    start: date | None
    end: date | None
    reason: str


def guess_period(title: str, opening: str, name: str) -> Period | None:
    """The period covered: what the text states, else the title's years, a date at the top, the file's name.

    Args:
        title: The document's title.
        opening: The first few thousand characters of its text.
        name: The file's name as words.
    """
    ahead = _looks_ahead(title or name)
    top = opening[:_LABELLED_OPENING]
    tries: tuple[Callable[[], Period | None], ...] = (
        lambda: _after(_INSPECTED, opening, "the inspection dates it gives"),
        lambda: _as_at(title) or _data_to(opening) or _as_at(opening),
        lambda: _year_to(title) or _year_to(opening),
        lambda: None if ahead else _said_in(opening, top),
        lambda: _from_title(title, opening, "title", ahead=ahead),
        lambda: _dated(opening),
        lambda: _from_title(name, opening, "file name", ahead=ahead),
        lambda: _from_name(name),
    )
    return next((found for attempt in tries if (found := attempt())), None)


def _looks_ahead(title: str) -> bool:
    """Whether a title names a plan, strategy or policy, and no report on one."""
    words = _EHC_PLAN.sub(" ", title)
    return bool(_LOOKS_AHEAD.search(words)) and not _LOOKS_BACK.search(words)


def _said_in(opening: str, top: str) -> Period | None:
    """The period the text says it covers: dates, months, a term or quarter, or a year called by its kind."""
    if found := _after(_COVERING, opening, "the period it says it covers"):
        return found
    for marker in (_HAPPENED, _LINE_SPAN):
        if found := _after(marker, opening, "the period it gives"):
            return found
    for span in _MONTHS_SPAN.finditer(opening):
        if _SAID_MONTHS.search(opening[: span.start()]) and (period := _months(span, "text")):
            return period
    spoken = next(terms_and_quarters(top), None) or labelled_year(top)
    return _of_span(spoken, "text") if spoken else None


def _of_span(span: Span, place: str) -> Period:
    return Period(span.start, span.end, f"{span.said}, in the {place}")


def read_date(text: str) -> date | None:
    """A date as people in England write it: ``31 March 2025``, ``31/03/2025`` or ``2025-03-31``."""
    try:
        day = dates.read_date(text, None, lenient=True)
    except dates.DateWordsError:
        return None
    return day if _EARLIEST <= day.year <= _LATEST else None


def _day(year: int, month: int, day: int) -> date | None:
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _after(marker: re.Pattern[str], text: str, reason: str) -> Period | None:
    """A span of dates, or one date, right after a marker."""
    for found in marker.finditer(text):
        rest = text[found.end() : found.end() + _AFTER]
        span = _SPAN.match(rest)
        if span:
            end = read_date(span["end"])
            start = _start_of(span["start"], end) if end else None
            if start and end and start <= end:
                return Period(start, end, f"{reason}: {span.group().strip()}")
        single = _DATE.match(rest)
        if single and (day := read_date(single.group())):
            return Period(day, day, f"{reason}: {single.group()}")
    return None


def _start_of(text: str, end: date) -> date | None:
    """A span's first day; its month and year may be those of its last: ``11`` in ``11 to 15 March 2024``."""
    numbers = [int(one) for one in re.findall(r"\d+", text)]
    if len(numbers) > 1:
        return read_date(text)
    month = next(
        (_MONTHS[one] for one in re.findall(r"[a-z]+", text.casefold()) if one in _MONTHS), end.month
    )
    year = end.year - 1 if month > end.month else end.year
    return _day(year, month, numbers[0])


def _as_at(text: str) -> Period | None:
    found = _AS_AT.search(text)
    day = read_date(found["day"]) if found else None
    return Period(None, day, f"it says {found.group()}") if found and day else None


def _year_to(text: str) -> Period | None:
    """The twelve months that end on a day."""
    found = _YEAR_TO.search(text)
    day = read_date(found["day"]) if found else None
    if not found or not day:
        return None
    before = _day(day.year - 1, day.month, day.day) or date(day.year - 1, 2, 28)
    return Period(before + timedelta(days=1), day, f"it says {found.group()}")


def _data_to(text: str) -> Period | None:
    """The end of the month up to which a text says its figures go."""
    if found := _DATA_TO.search(text):
        whole = _whole_month(int(found["year"]), _month(found["month"]), f"it says {found.group()}")
        return replace(whole, start=None)
    return None


def _dated(opening: str) -> Period | None:
    found = _DATED.search(opening)
    day = read_date(found["day"]) if found else None
    return Period(None, day, f"it is dated {found['day']}") if found and day else None


def _from_title(title: str, opening: str, place: str, *, ahead: bool) -> Period | None:
    return next(_title_periods(title, opening, place, ahead=ahead), None)


def _title_periods(title: str, opening: str, place: str, *, ahead: bool) -> Iterator[Period]:
    for found in _DATE.finditer(title):
        if day := read_date(found.group()):
            yield Period(None, day, f"the date {found.group()} in the {place}")
    if ahead and _LONG_RUN.search(title):
        return
    if not ahead:
        yield from (_of_span(span, place) for span in terms_and_quarters(title))
    if (span := _MONTHS_SPAN.search(title)) and (period := _months(span, place)):
        yield period
    if month := _MONTH_YEAR.search(title):
        whole = _whole_month(int(month["year"]), _month(month["month"]), f"{month.group()} in the {place}")
        is_end = _UP_TO.search(title[: month.start()])
        if not (ahead and is_end):
            yield replace(whole, start=None) if is_end else whole
    if not ahead:
        yield from (_of_span(span, place) for span in years(_without_plans_life(title), opening))


def _without_plans_life(title: str) -> str:
    """A report's title without the years of the plan or strategy it reports on."""
    words = _EHC_PLAN.sub(" ", title)
    if not _LOOKS_AHEAD.search(words):
        return words
    return _LONG_RUN.sub(
        lambda run: run.group() if int(run[2]) % 100 - int(run[1]) % 100 == 1 else " ", words
    )


def _months(span: re.Match[str], place: str) -> Period | None:
    """From the first day of one month to the last day of another."""
    first, last, year = _month(span["first"]), _month(span["last"]), 2000 + int(span["year"]) % 100
    start = date(int(span["before"] or (year if first <= last else year - 1)), first, 1)
    whole = _whole_month(year, last, f"{span.group()} in the {place}")
    return replace(whole, start=start) if whole.end and start <= whole.end else None


def _month(name: str) -> int:
    return _MONTHS[name.casefold().rstrip(".")]


def _from_name(name: str) -> Period | None:
    for pattern in (_NAME_DATE, _NAME_DATE_BACK):
        if found := pattern.search(name):
            day = _day(int(found["year"]), int(found["month"]), int(found["day"]))
            if day:
                return Period(None, day, f"{found.group()} in the file name")
    if found := _NAME_MONTH.search(name):
        return _whole_month(int(found["year"]), int(found["month"]), f"{found.group()} in the file name")
    return None


def _whole_month(year: int, month: int, reason: str) -> Period:
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), reason)
