"""Recognise a table of people in rows of text: by its headings, or by rows that look like people.

A name with a date of birth, a unique pupil number or an NHS number is a child's record, and so are two of
these without a name, whatever the file is called. Rows are judged and forgotten: only how many there are,
and where, is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Final

from readiness.base.personal_data import is_nhs_number, is_upn

LEAST_ROWS: Final = 3
"""Rows that must look like people before a table without such headings counts as one."""

_YOUNGEST_YEARS: Final = 2

_OLDEST_YEARS: Final = 27
"""A date beside a name is taken for a date of birth when it makes a person of up to this age: young people
have plans until 25, and lists are kept for a while."""

_KEYS_WITHOUT_NAMES: Final = 2
"""Headings such as a pupil number and a date of birth, which without any name are a list of people, too."""

_LONGEST_HEADING: Final = 40

_LONGEST_ROW: Final = 120

_CELLS = re.compile(r"\s*\|\s*|\t+|[;,](?=\S)")

_PERSON = r"(?:child|pupil|young person|yp|student|learner|client|patient|person)"

_NAME_HEADING = re.compile(
    rf"(?:{_PERSON}(?: s)? )?(?:(?:full|legal|preferred|known|first|last|middle|given|family|chosen) )?names?"
    rf"(?: of (?:the )?{_PERSON})?|(?:{_PERSON}(?: s)? )?(?:surname|forename|initial)s?|{_PERSON}"
)

_KEY_HEADING = re.compile(
    rf"(?:{_PERSON}(?: s)? )?(?:d ?o ?b|dates? of birth|birth ?date|born|upn|unique pupil (?:number|no)"
    r"|nhs(?: (?:number|no|num))?|uln|unique learner (?:number|no))"
)

_WORD = r"[^\W\d_a-z](?:[^\W\d_]|['\u2019])*(?:-[^\W\d_]+)*"

_NAME = re.compile(rf"(?<!\w){_WORD}(?:,? {_WORD}){{1,3}}(?!\w)")

_ONE_NAME = re.compile(rf"{_WORD}\d{{0,3}}")

_NOT_A_PERSON = re.compile(
    r"\b(?:report|review|strategy|plan|school|academy|college|nursery|council|board|service|team|forum"
    r"|policy|audit|minutes|meeting|trust|centre|group|committee|panel|framework|guidance|survey"
    r"|letter|notice|inspection|area|local|offer|health|education|care|draft|final|version|page|date)s?\b",
    re.IGNORECASE,
)
"""Words of titles and bodies: `Local Offer Review | 01/02/2020` is a document with its date, not a person."""

_DAY = re.compile(r"(?<!\d)(?:(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d{2})-(\d{2}))(?!\d)")

_UPN = re.compile(r"(?<!\w)[A-Z]\d{11}[0-9A-Z](?!\w)", re.IGNORECASE)

_NHS = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")

_KEY = re.compile(f"{_DAY.pattern}|{_UPN.pattern}|{_NHS.pattern}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """A table of people: where it begins and how many rows it has."""

    place: str
    rows: int


@dataclass
class PeopleTables:
    """Takes the rows of a document in their order and says which of them are a table of people.

    `as_at` is the day ages are measured from; without it a bare date beside a name is not judged.
    """

    as_at: date | None = None
    _by_heading: dict[str, PeopleTable] = field(default_factory=dict, repr=False)
    _by_shape: dict[str, PeopleTable] = field(default_factory=dict, repr=False)
    _open: str | None = None
    """The table whose headings were seen and whose rows are coming."""

    def take(self, text: str, *, table: str, place: str) -> None:
        """Take the lines of a passage.

        Args:
            text: Lines whose cells are set apart by a bar, a tab, a comma or a semicolon.
            table: What the rows belong to, such as a sheet's name; never shown.
            place: Where the passage stands, in words fit to be shown.
        """
        for line in text.splitlines():
            self._take_line(line, table, place)

    def found(self) -> tuple[PeopleTable, ...]:
        """Every table of people seen so far, those told by their headings first."""
        shaped = (
            one
            for table, one in self._by_shape.items()
            if table not in self._by_heading and one.rows >= LEAST_ROWS
        )
        return (*self._by_heading.values(), *shaped)

    def _take_line(self, line: str, table: str, place: str) -> None:
        cells = [cell.strip().strip('"') for cell in _CELLS.split(line) if cell.strip()]
        if _is_heading(cells):
            self._open = table
            return
        if self._open == table and _is_filled(cells):
            _count(self._by_heading, table, place)
        for record in _records(line):
            if looks_like_a_person(record, cells, self.as_at):
                _count(self._by_shape, table, place)


def looks_like_a_person(line: str, cells: list[str], as_at: date | None) -> bool:
    """Whether a row holds a name beside an identifier or a date somebody young was born on."""
    if not (_has_name(line) or _names_in_cells(cells)) or _NOT_A_PERSON.search(line):
        return False
    has_number = any(is_upn(one) for one in _UPN.findall(line)) or any(map(is_nhs_number, _NHS.findall(line)))
    return has_number or (as_at is not None and any(_is_birth(one, as_at) for one in _DAY.finditer(line)))


def may_name_a_person(words: str) -> bool:
    """Whether words such as a heading may hold a name; words of titles and bodies are taken for none."""
    return any(_NOT_A_PERSON.search(found[0]) is None for found in _NAME.finditer(words))


def _records(line: str) -> Iterator[str]:
    """The line itself; or, where rows were run together into a long one, what ends in each date or number."""
    if len(line) <= _LONGEST_ROW:
        yield line
        return
    start = 0
    for found in _KEY.finditer(line):
        if found.end() - start <= _LONGEST_ROW:
            yield line[start : found.end()]
        start = found.end()


def _count(tables: dict[str, PeopleTable], table: str, place: str) -> None:
    before = tables.get(table, PeopleTable(place, 0))
    tables[table] = PeopleTable(before.place, before.rows + 1)


def _is_heading(cells: list[str]) -> bool:
    folded = [_folded(cell) for cell in cells if len(cell) <= _LONGEST_HEADING]
    has_name = any(_NAME_HEADING.fullmatch(one) for one in folded)
    keys = {one for one in folded if _KEY_HEADING.fullmatch(one)}
    return bool(keys) if has_name else len(keys) >= _KEYS_WITHOUT_NAMES


def _folded(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.casefold()).strip()


def _is_filled(cells: list[str]) -> bool:
    """Whether a row below the headings holds a person, rather than a note or nothing."""
    return len(cells) > 1 and any(any(letter.isalpha() for letter in cell) for cell in cells)


def _has_name(line: str) -> bool:
    return _NAME.search(line) is not None


def _names_in_cells(cells: list[str]) -> bool:
    """Whether forename and surname stand in two cells beside each other."""
    return any(_ONE_NAME.fullmatch(one) and _ONE_NAME.fullmatch(other) for one, other in pairwise(cells))


def _is_birth(found: re.Match[str], as_at: date) -> bool:
    day, month, year, iso_year, iso_month, iso_day = (int(part or 0) for part in found.groups())
    try:
        born = date(year or iso_year, month or iso_month, day or iso_day)
    except ValueError:
        return False
    return as_at.year - _OLDEST_YEARS <= born.year <= as_at.year - _YOUNGEST_YEARS
