"""Guesses about a document that was just found, each with its reason, until a person says what is so.

Pure but for `guess`, which reads the file. A guess that cannot give its reason is not made.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from readiness.base import dates
from readiness.base.personal_data import PatternKind, count_patterns
from readiness.base.text import visible
from readiness.formats.text.sandbox import TextReader, extract
from readiness.model.definition.framework import EvidenceKind, Framework
from readiness.model.records.passages import Extracted

if TYPE_CHECKING:
    from readiness.base.problems import Problem

_OPENING = 2_500
"""Characters at the start of a document where its title block stands."""

_LABELLED = re.compile(
    r"^(?:report\s+title|title(?:\s+of\s+report)?|subject|report)\s*[:|]\s*(?P<title>\S.{4,150})$"
    r"|^report\s+title\s+(?P<unmarked>\S.{4,150})$",
    re.IGNORECASE | re.MULTILINE,
)

_NO_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel)\b.*|untitled.*|document\s?\d*|book\s?\d*|slide \d+"
    r"|presentation\s?\d*|powerpoint presentation|template|.*\.(?:docx?|pptx?|xlsx?|pdf|indd))$",
    re.IGNORECASE,
)

_TITLE_WEIGHT, _NAME_WEIGHT, _TEXT_WEIGHT = 6, 5, 1

_MOST_IN_TEXT = 1

_MOST_IN_TEXT_ALONE = 4
"""Words in the text only tell kinds apart that the title or the file's name have named."""

_PERSONAL: dict[PatternKind, int] = {
    "nhs_number": 1, "upn": 1, "learner_number": 3, "date_of_birth": 2, "national_insurance": 1,
}  # fmt: skip
"""How many of each make a document look as if it held records of people; one shape can be an accident."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a document seems to be. Empty fields were not guessed."""

    title: str = ""
    kind: str = ""
    """Id of a kind of evidence of the framework."""
    period_from: date | None = None
    period_to: date | None = None
    words: int = 0
    looks_personal: bool = False
    """Whether it seems to hold records of identifiable people; False only says that nothing was seen."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Why, by field name; personal values are never part of a reason."""
    extracted: Extracted = field(default_factory=Extracted)
    """What was read, so that it need not be read twice."""


def guess(path: Path, framework: Framework, *, reader: TextReader | None = None) -> Guess:
    """Read a file (with `reader` when there are many) and guess what it is; never raises for bad data."""
    return guess_from(reader.read(path) if reader else extract(path), path.name, framework)


def guess_from(extracted: Extracted, file_name: str, framework: Framework) -> Guess:
    """Guess from words already read and the file's name."""
    opening = extracted.text[:_OPENING]
    title, why_title = guess_title(extracted.title, opening, file_name)
    kind, why_kind = guess_kind(title, opening, file_name, framework.evidence_kinds)
    period = guess_period(title, opening, _name_words(file_name)) or Period(None, None, "")
    personal = personal_reason(extracted)
    reasons = {"title": why_title, "kind": why_kind, "period_to": period.reason, "looks_personal": personal}
    return Guess(
        title=title,
        kind=kind,
        period_from=period.start,
        period_to=period.end,
        words=extracted.words,
        looks_personal=bool(personal),
        reasons={name: why for name, why in reasons.items() if why},
        extracted=extracted,
    )


def guess_title(own: str, opening: str, file_name: str) -> tuple[str, str]:
    """A title and where it comes from: a labelled line, the document's own title, or the file's name."""
    labelled = _LABELLED.search(opening)
    if labelled:
        title = (labelled["title"] or labelled["unmarked"]).strip(" |")
        return visible(title), "a line of the document says so"
    if own.strip() and not _NO_TITLE.match(own.strip()):
        return visible(own.strip()), "the document's title or first heading"
    return visible(_name_words(file_name)).strip() or "Untitled", "the file's name"


def guess_kind(title: str, opening: str, file_name: str, kinds: Iterable[EvidenceKind]) -> tuple[str, str]:
    """The kind whose keywords stand out, with the words that say so; empty when none or two do."""
    places = (
        ("title", _plain(title), _TITLE_WEIGHT, 1),
        ("file name", _plain(_name_words(file_name)), _NAME_WEIGHT, 1),
        ("text", _plain(opening), _TEXT_WEIGHT, _MOST_IN_TEXT),
    )
    scored = []
    for kind in kinds:
        score, seen = 0, []
        for place, text, weight, most in places:
            for word in kind.keywords or (kind.title,):
                count = min(most, len(re.findall(rf"\b{re.escape(_plain(word))}", text)))
                score += count * weight
                seen += [f"\u201c{word}\u201d in the {place}"] if count else []
        if score > _MOST_IN_TEXT_ALONE:
            scored.append((score, kind.id, seen))
    scored.sort(key=lambda one: -one[0])
    if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return "", ""
    return scored[0][1], ", ".join(scored[0][2][:3])


def personal_reason(extracted: Extracted) -> str:
    """Why a document looks as if it held records of identifiable people; empty when it does not.

    Only kinds and counts are told, never a value.
    """
    counts = count_patterns(extracted.text)
    found = [kind for kind, least in _PERSONAL.items() if counts[kind] >= least]
    if not found:
        return ""
    return "it holds what looks like " + ", ".join(
        f"{kind.replace('_', ' ')} ({counts[kind]})" for kind in found
    )


def _name_words(file_name: str) -> str:
    """A file's name as words: no suffix, no leading numbers of a system, no dashes between words."""
    stem = PurePath(file_name).stem
    words = re.sub(r"[_\s]+|-{2,}|(?<=[A-Za-z])-|-(?=[A-Za-z])", " ", re.sub(r"^\d{4,}[-_]+(?=\D)", "", stem))
    return words[:1].upper() + words[1:].strip()


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("\u2019", "'").replace("-", " ").split())


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

_AS_AT = re.compile(rf"\b(?:as at|as of|position at|correct at)\s+(?:the\s+)?(?P<day>{_FULL})", re.IGNORECASE)

_COVERING = re.compile(
    r"\b(?:for the period|period covered|reporting period|covering|covers|period)\s*:?\s+(?:from\s+)?",
    re.IGNORECASE,
)

_DATED = re.compile(
    r"^(?:(?:meeting |report |publication )?date(?: of meeting| published)?\s*[:|]\s*"
    rf"|dated\s+|published:?\s+)?(?P<day>{_FULL})$",
    re.IGNORECASE | re.MULTILINE,
)

_YEARS = re.compile(
    r"(?<![\d/-])(?P<start>20\d\d)\s*(?:to|-|\u2013|\u2014)\s*(?P<end>20\d\d)(?![\d/-])", re.IGNORECASE
)

_SPLIT_YEAR = re.compile(r"(?<!\d)(?P<start>20\d\d)\s?[/\u2013-]\s?(?P<end>\d\d)(?![\d/-])")

_QUARTER = re.compile(r"\b(?:q|quarter )(?P<quarter>[1-4])\b", re.IGNORECASE)

_MONTH_YEAR = re.compile(rf"(?<!\d )\b(?P<month>{_MONTH})[ -](?P<year>20\d\d)\b", re.IGNORECASE)

_MONTHS_SPAN = re.compile(
    rf"\b(?P<first>{_MONTH})(?: (?P<before>20\d\d))?{_TO}(?P<last>{_MONTH}) (?P<year>20\d\d)\b", re.IGNORECASE
)

_UP_TO = re.compile(r"\b(?:to|until|up to|ending|end of)\s*$", re.IGNORECASE)

_NAME_DATE = re.compile(r"(?<!\d)(?P<year>20\d\d)[-_. ]?(?P<month>[01]\d)[-_. ]?(?P<day>[0-3]\d)(?!\d)")

_NAME_DATE_BACK = re.compile(r"(?<!\d)(?P<day>[0-3]?\d)[-_. ](?P<month>[01]?\d)[-_. ](?P<year>20\d\d)(?!\d)")

_NAME_MONTH = re.compile(r"(?<!\d)(?P<year>20\d\d)[-_. ](?P<month>0[1-9]|1[0-2])(?![\d-])")

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
    tries: tuple[Callable[[], Period | None], ...] = (
        lambda: _after(_INSPECTED, opening, "the inspection dates it gives"),
        lambda: _after(_COVERING, opening, "the period it says it covers"),
        lambda: _as_at(title) or _as_at(opening),
        lambda: _from_title(title, opening, "title"),
        lambda: _dated(opening),
        lambda: _from_title(name, opening, "file name"),
        lambda: _from_name(name),
    )
    return next((found for attempt in tries if (found := attempt())), None)


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


def _dated(opening: str) -> Period | None:
    found = _DATED.search(opening)
    day = read_date(found["day"]) if found else None
    return Period(None, day, f"it is dated {found['day']}") if found and day else None


def _from_title(title: str, opening: str, place: str) -> Period | None:
    return next(_title_periods(title, opening, place), None)


def _title_periods(title: str, opening: str, place: str) -> Iterator[Period]:
    if (years := _YEARS.search(title)) and years["start"] <= years["end"]:
        start, end = int(years["start"]), int(years["end"])
        yield Period(date(start, 1, 1), date(end, 12, 31), f"the years {start} to {end} in the {place}")
    if (split := _SPLIT_YEAR.search(title)) and (int(split["start"]) + 1) % 100 == int(split["end"]):
        yield _split_year(title, opening, int(split["start"]), split.group(), place)
    for found in _DATE.finditer(title):
        if day := read_date(found.group()):
            yield Period(None, day, f"the date {found.group()} in the {place}")
    if (span := _MONTHS_SPAN.search(title)) and (period := _months(span, place)):
        yield period
    if month := _MONTH_YEAR.search(title):
        whole = _whole_month(int(month["year"]), _month(month["month"]), f"{month.group()} in the {place}")
        yield replace(whole, start=None) if _UP_TO.search(title[: month.start()]) else whole


def _months(span: re.Match[str], place: str) -> Period | None:
    """From the first day of one month to the last day of another."""
    first, last, year = _month(span["first"]), _month(span["last"]), int(span["year"])
    start = date(int(span["before"] or (year if first <= last else year - 1)), first, 1)
    whole = _whole_month(year, last, f"{span.group()} in the {place}")
    return replace(whole, start=start) if whole.end and start <= whole.end else None


def _month(name: str) -> int:
    return _MONTHS[name.casefold().rstrip(".")]


def _split_year(title: str, opening: str, year: int, shown: str, place: str) -> Period:
    """A year written 2024/25: the academic year if the document says so, else the financial year."""
    if quarter := _QUARTER.search(title):
        number = int(quarter["quarter"])
        first = date(year, 4 + 3 * (number - 1), 1) if number < 4 else date(year + 1, 1, 1)  # noqa: PLR2004 - the fourth is in the new year
        last = date(first.year, first.month + 2, calendar.monthrange(first.year, first.month + 2)[1])
        return Period(first, last, f"quarter {number} of {shown} in the {place}, read as a financial year")
    words = f"{title} {opening}".casefold()
    if "academic year" in words or "school year" in words:
        return Period(
            date(year, 9, 1), date(year + 1, 8, 31), f"{shown} in the {place}, read as an academic year"
        )
    return Period(
        date(year, 4, 1), date(year + 1, 3, 31), f"{shown} in the {place}, read as a financial year"
    )


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


def described(
    extracted: Extracted, path: Path, framework: Framework, *, is_personal: bool = False
) -> tuple[dict[str, object], tuple[Problem, ...]]:
    """Fields for a new item, and what could not be read.

    What was guessed is said in the note, with the reason, so that a person can confirm it. A document that
    looks as if it held records of people is flagged; one that does not stays unflagged until somebody looks.
    Of one that is flagged, or said to be (`is_personal`), no word is taken: its file name alone describes it.
    """
    seen = guess_from(extracted, path.name, framework)
    is_about_people = seen.looks_personal or is_personal
    found = guess_from(Extracted(), path.name, framework) if is_about_people else seen
    reasons = {**found.reasons, "looks_personal": seen.reasons.get("looks_personal", "")}
    fields: dict[str, object] = {
        "title": found.title or path.stem,
        "kind": found.kind,
        "period_from": found.period_from,
        "period_to": found.period_to,
        "words": seen.words,
        "holds_personal_data": True if is_about_people else None,
        "note": "; ".join(
            f"{_LABELS.get(name, name)} guessed: {why}" for name, why in reasons.items() if why
        ),
    }
    return {name: value for name, value in fields.items() if value}, extracted.problems


_LABELS = {"period_to": "period", "looks_personal": "personal data"}
