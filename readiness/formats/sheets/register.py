"""Registers kept in spreadsheets (xlsx, xls, ods, csv): rows by column, whatever stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from readiness.base.dates import DateWordsError, read_date
from readiness.base.errors import RefusedError
from readiness.base.problems import Problem, Where
from readiness.base.text import fold, visible
from readiness.formats.doors import TEXT_TABLES
from readiness.formats.sheets.reading import (
    Cell,
    Row,
    Sheet,
    cell_text,
    column_letter,
    read_sheets,
)

RegisterValue = Cell | None

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
    kind: Literal["text", "date", "whole", "cell"] = "text"
    """cell: as the spreadsheet holds it, for a reader of its own."""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One row: its number in the sheet and its values; a column the file lacks is absent."""

    number: int
    values: Mapping[str, RegisterValue]

    def text(self, column: str) -> str:
        """A value as text; empty when absent or blank."""
        value = self.values.get(column)
        return "" if value is None else cell_text(value)


@dataclass(frozen=True, slots=True)
class Register:
    """What a file holds."""

    rows: tuple[RegisterRow, ...]
    columns: frozenset[str]
    """Ids of the columns the file has."""
    problems: tuple[Problem, ...] = ()
    """Cells that could not be read, and columns that are not known."""
    sheet: str = ""
    """Name of the sheet that was read."""
    unknown: tuple[str, ...] = ()
    """Headings of columns that are not known."""
    places: Mapping[str, int] = field(default_factory=dict)
    """Where each column stands, zero-based, by id."""


def read_register(
    path: Path,
    columns: Sequence[RegisterColumn],
    *,
    key: str,
    sheet: str = "",
    elsewhere: Iterable[str] = (),
    needs_key: bool = True,
) -> Register:
    """The rows of the sheet named, else of the first one people see that has the key column.

    A cell that shows nothing but is an error, a formula without its result, or covered by a merged cell is
    left out of its row and named; so is every other sheet with the key column.

    Args:
        path: xlsx, xls, ods or csv.
        columns: What to look for; headings match whatever their case, dashes and spaces.
        key: Id of the column without which a row is nothing.
        sheet: Name of the sheet to read, a hidden one too.
        elsewhere: Names of sheets that are read by themselves, so that nothing is said of them.
        needs_key: Whether a row without its key is passed over, and named; else it is a row like others.

    Raises:
        RefusedError: The file cannot be read, no sheet has the key column, only a hidden one has and was not
            named, or it has too many rows.
        StorageError: The file cannot be opened.
    """
    found = list(_with_key(path, columns, key))
    chosen = [one for one in found if fold(one[0].name) == fold(sheet)] if sheet else found
    if chosen:
        read, headings = min(chosen, key=lambda one: one[0].is_hidden)
        if read.is_hidden and not sheet:
            raise _only_hidden(path, read)
        wanted = {one.id: one for one in columns}
        register = _read_rows(path, read, wanted, headings, key if needs_key else "")
        apart = set(map(fold, elsewhere))
        others = (other for other, _ in found if other is not read and fold(other.name) not in apart)
        said = tuple(_not_read(path, read, other) for other in others)
        return replace(register, problems=(*said, *register.problems), sheet=read.name)
    if sheet and found:
        raise _none_called(path, sheet, found)
    title = next(one.title for one in columns if one.id == key)
    raise RefusedError(
        f"No sheet has a column called {title}.",
        visible(path.name),
        f"Give the column its heading {title}, in one of the first {HEADER_ROWS} rows.",
    )


_Found = tuple[Sheet, tuple[int, dict[str, int], list[int]]]
"""A sheet with the row of its headings, and where known and unknown ones stand."""


def _with_key(path: Path, columns: Sequence[RegisterColumn], key: str) -> Iterator[_Found]:
    """The sheets that have the key column."""
    by_writing = _writings(columns)
    for each in read_sheets(path):
        headings = _headings(each.rows(), by_writing, key)
        if headings is not None:
            yield each, headings


def sheet_names(path: Path) -> tuple[str, ...]:
    """Names of the sheets of a workbook people see, in order; that of the file for a csv.

    Raises:
        RefusedError: The file cannot be read.
        StorageError: The file cannot be opened.
    """
    return tuple(one.name for one in read_sheets(path) if not one.is_hidden)


def _none_called(path: Path, sheet: str, found: Iterable[_Found]) -> RefusedError:
    return RefusedError(
        f"No sheet called \u201c{visible(sheet)}\u201d has such rows.",
        visible(path.name),
        f"Sheets with such rows: {', '.join(visible(one.name) for one, _ in found)}.",
    )


def _only_hidden(path: Path, sheet: Sheet) -> RefusedError:
    return RefusedError(
        f"Only the hidden sheet \u201c{visible(sheet.name)}\u201d has such rows.",
        visible(path.name),
        "Name it to have it read, or show it in the spreadsheet and save the file.",
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
    sheet: Sheet,
    columns: Mapping[str, RegisterColumn],
    headings: tuple[int, dict[str, int], list[int]],
    key: str,
) -> Register:
    header_row, places, unknown = headings
    name, is_csv = visible(path.name), TEXT_TABLES.takes(path)
    unclear = sheet.unclear()
    read: list[RegisterRow] = []
    problems = [
        Problem("info", Where(name, field=column_letter(at)), "This column is not known and was not read.")
        for at in unknown
    ]
    for number, cells in sheet.rows():
        if number <= header_row:
            continue
        if len(read) >= MOST_ROWS:
            raise RefusedError(
                f"The register has more than {MOST_ROWS:,} rows.", name, "Check that it is the right file."
            )
        values: dict[str, RegisterValue] = {}
        for column_id, at in places.items():
            cell = cells[at] if at < len(cells) else ""
            if (number, at) in unclear and not cell_text(cell):
                problems.append(_not_empty(name, number, columns[column_id], unclear[number, at]))
                continue
            value, is_readable = _value(cell, columns[column_id].kind)
            if is_csv and isinstance(value, str):
                value = _unquoted(value)
            if is_readable:
                values[column_id] = value
            else:
                problems.append(_unreadable(name, number, columns[column_id]))
        if values.get(key) is not None or (not key and any(one is not None for one in values.values())):
            read.append(RegisterRow(number, values))
        elif any(value is not None for value in values.values()):
            what = f"Row {number} has no {columns[key].title} and was passed over."
            problems.append(Problem("warning", Where(name, number), what))
    return Register(
        tuple(read),
        frozenset(places),
        tuple(problems),
        unknown=_cells_of(sheet, header_row, unknown),
        places=dict(places),
    )


def _cells_of(sheet: Sheet, row: int, places: Iterable[int]) -> tuple[str, ...]:
    """The texts of some cells of one row."""
    cells = next((cells for number, cells in sheet.rows() if number == row), ())
    return tuple(cell_text(cells[at]) for at in places)


def _not_read(path: Path, read: Sheet, other: Sheet) -> Problem:
    hidden = "hidden sheet" if other.is_hidden else "sheet"
    return Problem(
        "info" if other.is_hidden else "warning",
        Where(visible(path.name)),
        f"The sheet \u201c{visible(read.name)}\u201d was read; "
        f"the {hidden} \u201c{visible(other.name)}\u201d has such rows too and was not.",
        "Put everything into one sheet where both were filled in.",
    )


def _not_empty(name: str, number: int, column: RegisterColumn, what: str) -> Problem:
    return Problem(
        "warning",
        Where(name, number, field=column.title),
        f"Row {number}: {column.title} is {what}; it stays as it is.",
        "Write the value into the cell, or empty it.",
    )


def _value(cell: Cell, kind: str) -> tuple[RegisterValue, bool]:
    text = cell_text(cell)
    if not text:
        return None, True
    if kind == "cell":
        return (text if isinstance(cell, str) else cell), True
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
