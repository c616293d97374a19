"""The cells of a spreadsheet (xlsx, xls, ods, csv) as rows with their numbers; one sheet at a time."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from readiness.base.errors import RefusedError, StorageError
from readiness.base.text import visible
from readiness.formats.doors import TABLES, TEXT_TABLES
from readiness.formats.kinds import sniff
from readiness.formats.sheets.guard import check_workbook
from readiness.formats.sheets.marks import Marks, Place, marks_of

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Cell = str | int | float | bool | date | datetime | time | timedelta

Row = tuple[int, Sequence[Cell]]
"""One-based row number as the spreadsheet program shows it, and the cells from column A."""

OLD_WORKBOOK = ".xls"

_DELIMITERS = ",;\t|"

_SNIFF_CHARACTERS = 8192

_LONGEST_CELL = 128 * 1024
"""Characters; a cell of a list is a word or a date, and a longer one has lost its closing quotation mark."""

_MOST_COLUMNS: Final = 16_384
"""Columns of the widest table a spreadsheet program opens."""

_LONGEST_LINE: Final = 4 * 1024 * 1024
"""Characters of a csv line."""

_EXACT_UP_TO: Final = 1e15


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: where it stands, whether people can see it, and how to read its rows."""

    number: int
    """One-based place in the workbook."""
    name: str
    is_hidden: bool
    rows: Callable[[], Iterator[Row]]
    """Starts a fresh pass over the rows."""
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    """Merged ranges as zero-based ((row, column), (row, column)), both ends included."""
    unclear: Callable[[], Mapping[Place, str]] = dict
    """Cells that look empty but are not, by place, with what they are: works through the whole sheet."""
    marks: Callable[[], Marks] = Marks
    """What cells are beside their values: errors, percentages. Works through the whole sheet."""


def read_sheets(path: Path) -> Iterator[Sheet]:
    """The sheets of a workbook, or the one table of a csv file.

    Args:
        path: An xlsx, xlsm, xls, ods, csv or tsv file.

    Raises:
        RefusedError: Wrong kind, damaged, protected, or too large to read safely.
        StorageError: The file cannot be opened.
    """
    suffix = path.suffix.casefold()
    if not TABLES.takes(path):
        raise RefusedError(
            "This kind of file cannot be read as a table.",
            visible(path.name),
            f"Save it as {TABLES.words} and try again.",
        )
    try:
        with path.open("rb"):
            pass
    except OSError as error:
        raise StorageError(
            "The file cannot be opened.",
            f"{visible(path.name)}: {visible(error.strerror)}",
            "Check the name, and close it in other programs.",
        ) from None
    if TEXT_TABLES.takes(path):
        encoding = _encoding_of(path)
        yield Sheet(1, path.stem, is_hidden=False, rows=lambda: _text_rows(path, encoding))
        return
    if suffix != OLD_WORKBOOK:
        check_workbook(path).close()
    elif sniff(path) != "xls":
        raise _not_an_old_workbook(path)
    yield from workbook_sheets(path)


def column_letter(index: int) -> str:
    """The letter a spreadsheet shows for a zero-based column: 0 is A, 26 is AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_text(cell: Cell) -> str:
    """A cell as the text a person sees: whole numbers without ``.0``, dates as DD/MM/YYYY."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT_UP_TO else repr(cell)
    if isinstance(cell, date):
        has_time = isinstance(cell, datetime) and cell.time() != time()
        return f"{cell:%d/%m/%Y %H:%M}" if has_time else f"{cell:%d/%m/%Y}"
    return f"{cell:%H:%M}" if isinstance(cell, time) else str(cell)


def workbook_sheets(path: Path) -> Iterator[Sheet]:
    """The sheets of a workbook that `check_workbook` has let pass, or of an older one (xls).

    Raises:
        RefusedError: It is damaged.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError, ValueError):
        raise _unreadable(path) from None
    with book:
        for number, meta in enumerate(book.sheets_metadata, start=1):
            if meta.typ is not SheetTypeEnum.WorkSheet:
                continue
            try:
                sheet = book.get_sheet_by_index(number - 1)
                merged = tuple(sheet.merged_cell_ranges or ())
            except (CalamineError, OSError, ValueError):
                raise _unreadable(path) from None

            is_hidden = meta.visible is not SheetVisibleEnum.Visible
            yield Sheet(
                number,
                meta.name,
                is_hidden,
                partial(_sheet_rows, sheet),
                merged,
                partial(_unclear, path, meta.name, merged),
                partial(marks_of, path, meta.name),
            )


def _sheet_rows(sheet: CalamineSheet) -> Iterator[Row]:
    """The reader begins at the first used column but at the first row: columns before it are put back."""
    start = sheet.start
    before: list[Cell] = [""] * (start[1] if start is not None else 0)
    rows = enumerate(sheet.iter_rows(), start=1)
    return ((number, [*before, *cells]) for number, cells in rows) if before else rows


def _unclear(
    path: Path, name: str, merged: Iterable[tuple[tuple[int, int], tuple[int, int]]]
) -> dict[Place, str]:
    """Errors, formulas that were never worked out, and what a merged cell covers."""
    covered = {
        (row + 1, column): "covered by a merged cell"
        for first, last in merged
        for row in range(first[0], last[0] + 1)
        for column in range(first[1], last[1] + 1)
        if (row, column) != first
    }
    return covered | marks_of(path, name).unanswered


def percent_cells(path: Path, name: str) -> frozenset[Place]:
    """Cells of a workbook's sheet that are shown as percentages, so that 0.56 in them reads 56%.

    Empty for a file in which cells have no format that can be read here (csv, ods).

    Raises:
        RefusedError: The workbook is damaged.
    """
    from openpyxl import load_workbook

    if path.suffix.casefold() not in {".xlsx", ".xlsm"}:
        return frozenset()
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            return frozenset(
                (number, column)
                for number, cells in enumerate(book[name].iter_rows(), start=1)
                for column, cell in enumerate(cells)
                if cell.data_type == "n" and "%" in str(cell.number_format)
            )
        finally:
            book.close()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise _unreadable(path) from None


def _text_rows(path: Path, encoding: str) -> Iterator[Row]:
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        sample = stream.read(_SNIFF_CHARACTERS)
        stream.seek(0)
        delimiter = max(_DELIMITERS, key=sample.count)
        csv.field_size_limit(_LONGEST_CELL)  # one for the whole process: other readers of csv set their own
        try:
            for number, cells in enumerate(
                csv.reader(_short_lines(stream, path), delimiter=delimiter), start=1
            ):
                if len(cells) > _MOST_COLUMNS:
                    raise _too_wide(path)
                yield number, cells
        except csv.Error:
            raise RefusedError(
                "The csv file has a cell that never ends or is far too long.",
                visible(path.name),
                "Look for a quotation mark that is not closed; or save it as xlsx.",
            ) from None


def _short_lines(stream: TextIO, path: Path) -> Iterator[str]:
    """The lines, none so long that splitting it would fill memory."""
    while line := stream.readline(_LONGEST_LINE + 1):
        if len(line) > _LONGEST_LINE:
            raise _too_wide(path)
        yield line


def _too_wide(path: Path) -> RefusedError:
    return RefusedError(
        f"The table has more than {_MOST_COLUMNS:,} columns, or a line far too long.",
        visible(path.name),
        "Check that it is the right file, and that its lines end where its rows do.",
    )


def _encoding_of(path: Path) -> str:
    """UTF-8 or UTF-16 when the bytes say so, else the Windows code page Excel saves csv in."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as stream:
        start = stream.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        stream.seek(0)
        try:
            while chunk := stream.read(1 << 20):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _not_an_old_workbook(path: Path) -> RefusedError:
    return RefusedError(
        "The file is no workbook of Excel 97-2003, or is protected by a password.",
        visible(path.name),
        "Web pages and text are given this ending, too: open it in Excel, save it as xlsx, and try that.",
    )


def _unreadable(path: Path) -> RefusedError:
    return RefusedError(
        "The spreadsheet cannot be read.",
        visible(path.name),
        "Open it in Excel or LibreOffice, save it again as xlsx, and try with that.",
    )
