"""Find the headings of a person-level list in a sheet, and say which official list it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from readiness.base.text import fold
from readiness.model.definition.person_list import ListColumn, PersonList
from readiness.people_lists.values import text_of

LOOKED_AT_ROWS = 40
"""Headings are looked for in the first rows only; titles and notes may stand above them."""

LEAST_MATCHED = 3

LEAST_SHARE = 0.3
"""Of the list's columns, how many must be found before a row counts as its headings."""


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the columns of a list stand in a sheet."""

    person_list: PersonList
    row: int
    """One-based row of the headings."""
    columns: dict[str, int]
    """Zero-based position by column id."""
    unknown: tuple[int, ...]
    """Positions of headings the list does not know."""
    repeated: tuple[tuple[str, int], ...]
    """Column id and position of a second heading that fits the same column."""

    @property
    def fit(self) -> float:
        """Share of all headings, wanted or found, that agree; 1 is a perfect fit."""
        wanted = len(self.person_list.columns)
        return len(self.columns) / (wanted + len(self.unknown))


def find_headings(
    rows: Iterable[tuple[int, Sequence[object]]], lists: Sequence[PersonList]
) -> Headings | None:
    """The best fit of any list to any of the first rows, or None when nothing fits."""
    tables = [(one, _heading_table(one.columns)) for one in lists]
    best: Headings | None = None
    for number, cells in rows:
        if number > LOOKED_AT_ROWS:
            break
        for person_list, table in tables:
            found = _match(number, cells, person_list, table)
            if _is_enough(found) and (best is None or found.fit > best.fit):
                best = found
    return best


def _is_enough(found: Headings) -> bool:
    wanted = len(found.person_list.columns)
    return len(found.columns) >= max(min(LEAST_MATCHED, wanted), LEAST_SHARE * wanted)


def _match(number: int, cells: Sequence[object], person_list: PersonList, table: dict[str, str]) -> Headings:
    columns: dict[str, int] = {}
    unknown: list[int] = []
    repeated: list[tuple[str, int]] = []
    for position, cell in enumerate(cells):
        text = text_of(cell)
        if not text:
            continue
        column = next((table[key] for key in _writings(text) if key in table), None)
        if column is None:
            unknown.append(position)
        elif column in columns:
            repeated.append((column, position))
        else:
            columns[column] = position
    return Headings(person_list, number, columns, tuple(unknown), tuple(repeated))


def _heading_table(columns: Iterable[ListColumn]) -> dict[str, str]:
    """Every way a heading may be written, with its column id; a title outranks another column's alias."""
    table: dict[str, str] = {}
    columns = tuple(columns)
    for column in columns:
        for key in _writings(column.title):
            table.setdefault(key, column.id)
    for column in columns:
        for alias in (*column.aliases, column.id):
            for key in _writings(alias):
                table.setdefault(key, column.id)
    return table


def _writings(text: str) -> tuple[str, ...]:
    """The heading folded: as it stands, without its number, and without what is in brackets."""
    without_number = re.sub(
        r"^\s*(?:no\.?\s*)?[#(]?\d{1,3}[.):\-\u2013\u2014]*\s+|^\s*\d{1,3}[.)]", "", text.casefold()
    )
    without_brackets = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", without_number)
    keys = (fold(text), fold(without_number), fold(without_brackets), fold(without_brackets).replace(" ", ""))
    return tuple(dict.fromkeys(key for key in keys if key))
