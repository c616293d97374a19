"""Registers kept in spreadsheets (xlsx, ods, csv): rows by column, whatever stands above or around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from readiness.base.dates import DateWordsError, read_date
from readiness.base.errors import RefusedError
from readiness.base.problems import Problem, Where
from readiness.base.text import fold, visible
from readiness.formats.sheets.reading import TEXT_SUFFIXES, Cell, Row, cell_text, column_letter, read_sheets

RegisterValue = str | int | date | None

HEADER_ROWS = 20
"""Headings are looked for in the first rows only."""

MOST_ROWS = 50_000

_WHOLE = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A column looked for."""

    id: str
    title: str
    aliases: tuple[str, ...] = ()
    kind: Literal["text", "date", "whole"] = "text"


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One row: its number in the sheet and its values; a column the file lacks is absent."""

    number: int
    values: Mapping[str, RegisterValue]

    def text(self, column: str) -> str:
        """A value as text; empty when absent or blank."""
        value = self.values.get(column)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Register:
    """What a file holds."""

    rows: tuple[RegisterRow, ...]
    columns: frozenset[str]
    """Ids of the columns the file has."""
    problems: tuple[Problem, ...] = ()
    """Cells that could not be read, and columns that are not known."""


def read_register(path: Path, columns: Sequence[RegisterColumn], *, key: str) -> Register:
    """The rows of the first sheet that has the key column.

    Args:
        path: xlsx, ods or csv.
        columns: What to look for; headings match whatever their case, dashes and spaces.
        key: Id of the column without which a row is nothing.

    Raises:
        RefusedError: The file cannot be read, no sheet has the key column, or it has too many rows.
        StorageError: The file cannot be opened.
    """
    by_writing = _writings(columns)
    for sheet in read_sheets(path):
        found = _headings(sheet.rows(), by_writing, key)
        if found is not None:
            header_row, places, unknown = found
            rows = ((number, cells) for number, cells in sheet.rows() if number > header_row)
            return _read_rows(path, rows, {one.id: one for one in columns}, places, unknown, key)
    title = next(one.title for one in columns if one.id == key)
    raise RefusedError(
        f"No sheet has a column called {title}.",
        visible(path.name),
        f"Give the column its heading {title}, in one of the first {HEADER_ROWS} rows.",
    )


def _writings(columns: Iterable[RegisterColumn]) -> dict[str, str]:
    table: dict[str, str] = {}
    for column in columns:
        for writing in (column.title, column.id, *column.aliases):
            table.setdefault(fold(writing), column.id)
    return table


def _headings(
    rows: Iterable[Row], by_writing: Mapping[str, str], key: str
) -> tuple[int, dict[str, int], list[int]] | None:
    best: tuple[int, dict[str, int], list[int]] | None = None
    for number, cells in rows:
        if number > HEADER_ROWS:
            break
        places: dict[str, int] = {}
        unknown: list[int] = []
        for at, cell in enumerate(cells):
            column = by_writing.get(fold(cell_text(cell)))
            if column is not None and column not in places:
                places[column] = at
            elif cell_text(cell):
                unknown.append(at)
        if key in places and (best is None or len(places) > len(best[1])):
            best = (number, places, unknown)
    return best


def _read_rows(
    path: Path,
    rows: Iterable[Row],
    columns: Mapping[str, RegisterColumn],
    places: Mapping[str, int],
    unknown: Sequence[int],
    key: str,
) -> Register:
    name, is_csv = visible(path.name), path.suffix.casefold() in TEXT_SUFFIXES
    read: list[RegisterRow] = []
    problems = [
        Problem("info", Where(name, field=column_letter(at)), "This column is not known and was not read.")
        for at in unknown
    ]
    for number, cells in rows:
        if len(read) >= MOST_ROWS:
            raise RefusedError(
                f"The register has more than {MOST_ROWS:,} rows.", name, "Check that it is the right file."
            )
        values: dict[str, RegisterValue] = {}
        for column_id, at in places.items():
            cell = cells[at] if at < len(cells) else ""
            value, is_readable = _value(cell, columns[column_id].kind)
            if is_csv and isinstance(value, str):
                value = _unquoted(value)
            if is_readable:
                values[column_id] = value
            else:
                problems.append(_unreadable(name, number, columns[column_id]))
        if values.get(key) is not None:
            read.append(RegisterRow(number, values))
        elif any(value is not None for value in values.values()):
            what = f"Row {number} has no {columns[key].title} and was passed over."
            problems.append(Problem("warning", Where(name, number), what))
    return Register(tuple(read), frozenset(places), tuple(problems))


def _value(cell: Cell, kind: str) -> tuple[RegisterValue, bool]:
    text = cell_text(cell)
    if not text:
        return None, True
    if kind == "whole":
        return (int(text), True) if _WHOLE.fullmatch(text) else (None, False)
    if kind == "date":
        day = _day(cell, text)
        return day, day is not None
    return text, True


def _day(cell: Cell, text: str) -> date | None:
    try:
        return read_date(cell if isinstance(cell, date) else text, None)
    except DateWordsError:
        return None


def _unquoted(text: str) -> str:
    """Text without the apostrophe that kept it from being a formula in a csv file."""
    return text[1:] if text.startswith(("'=", "'+", "'-", "'@")) else text


def _unreadable(name: str, number: int, column: RegisterColumn) -> Problem:
    wanted = {"date": "a date such as 31/03/2025", "whole": "a whole number"}[column.kind]
    what = f"Row {number}: {column.title} is not {wanted}."
    return Problem(
        "warning", Where(name, number, field=column.title), what, "Correct the cell, or leave it blank."
    )
