"""Words out of workbooks and comma-separated tables, row by row, with sheet and cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from readiness.formats.packages import Package
from readiness.formats.text.collector import Collector
from readiness.formats.text.plain import decoded
from readiness.model.records.evidence import Pinpoint

_LONGEST_CELL = 200_000

_ALPHABET = 26

_MOST_ROWS = 200_000


def read_xlsx(path: Path, into: Collector) -> None:
    """Collect shown values (never formulas, never macros) of each visible or hidden sheet.

    Raises UnreadableError for a hostile package, and whatever openpyxl raises for a damaged one.
    """
    import openpyxl

    with Package(path) as package:
        package.check_members()
        title = package.title()
        if any(name.endswith("vbaProject.bin") for name in package.names):
            into.note("info", "The workbook holds macros; they were not run, only the values were read.")
        if any(name.startswith("xl/externalLinks/") for name in package.names):
            into.note(
                "info", "The workbook takes values from other workbooks; the last ones saved were read."
            )
    into.name(title)
    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            add_rows(sheet.title, sheet.iter_rows(values_only=True), into)
    finally:
        book.close()


def read_xls(path: Path, into: Collector) -> None:
    """Collect the values of an older Excel workbook; raises what calamine raises for a damaged one."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        add_rows(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False), into)


def read_csv(path: Path, into: Collector) -> None:
    """Collect a table of text whatever its separator; raises OSError."""
    text = decoded(path, into)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:8192], ",;\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        add_rows("", csv.reader(io.StringIO(text, newline=""), dialect), into)
    except csv.Error:
        into.note("warning", "The table stops being a table part of the way; the rest was not read.")


def add_rows(sheet: str, rows: Iterable[Sequence[object]], into: Collector) -> None:
    """Collect one table; a row is a passage of its own with its cells as pinpoint."""
    for number, row in enumerate(rows, start=1):
        if number > _MOST_ROWS:
            into.note("warning", f"Only the first {_MOST_ROWS:,} rows of a sheet were read.")
            return
        shown = [(column, text) for column, cell in enumerate(row) if (text := cell_text(cell))]
        if shown:
            into.add(" | ".join(text for _, text in shown), _cells(sheet, number, shown[0][0], shown[-1][0]))


def cell_text(value: object) -> str:
    """A cell as a reader would write it: dates as ISO, whole numbers without ``.0``, empty for nothing."""
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date | time | timedelta | bool | int | float):
        return str(value)
    return " ".join(str(value).split())


def column_name(column: int) -> str:
    """The letters of a zero-based column: 0 is A, 26 is AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, _ALPHABET)
        letters = chr(ord("A") + rest) + letters
    return letters


def _cells(sheet: str, row: int, first: int, last: int) -> Pinpoint:
    start, end = f"{column_name(first)}{row}", f"{column_name(last)}{row}"
    return Pinpoint(sheet=sheet, cell=start if first == last else f"{start}:{end}")
