"""Words out of workbooks and comma-separated tables, row by row, with sheet and cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from readiness.formats.documents.odt import refuse_locked
from readiness.formats.sheets.guard import check_workbook
from readiness.formats.sheets.reading import Cell, Row, cell_text, column_letter, workbook_sheets
from readiness.formats.text.collector import Collector
from readiness.formats.text.plain import decoded
from readiness.model.records.evidence import Pinpoint

_LONGEST_CELL = 200_000

_LONGEST_LINE = 4 * 1024 * 1024

_MOST_ROWS = 200_000


def read_xlsx(path: Path, into: Collector) -> None:
    """Collect shown values (never formulas, never macros) of each visible or hidden sheet.

    Raises RefusedError for a hostile or damaged workbook.
    """
    with check_workbook(path) as package:
        title = package.title()
        if any(name.endswith("vbaProject.bin") for name in package.names):
            into.note("info", "The workbook holds macros; they were not run, only the values were read.")
        if any(name.startswith("xl/externalLinks/") for name in package.names):
            into.note(
                "info", "The workbook takes values from other workbooks; the last ones saved were read."
            )
    into.name(title)
    read_xls(path, into)


def read_ods(path: Path, into: Collector) -> None:
    """Collect the shown values of an OpenDocument workbook; raises RefusedError as `read_xlsx` does."""
    with check_workbook(path) as package:
        refuse_locked(package)
    read_xls(path, into)


def read_xls(path: Path, into: Collector) -> None:
    """Collect the values of a checked or an older workbook; raises RefusedError for a damaged one."""
    for sheet in workbook_sheets(path):
        add_rows(sheet.name, sheet.rows(), into)


def read_csv(path: Path, into: Collector) -> None:
    """Collect a table of text whatever its separator; raises OSError."""
    text = decoded(path, into)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:8192], ",;\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        add_rows("", enumerate(csv.reader(_short(text), dialect), start=1), into)
    except csv.Error:
        into.state = "too_large" if into.is_empty else "read"
        into.note("warning", "The table stops being a table part of the way; the rest was not read.")


def _short(text: str) -> Iterator[str]:
    """The lines, none so long that splitting it would fill memory: a longer one ends the table."""
    stream = io.StringIO(text, newline="")
    while line := stream.readline(_LONGEST_LINE + 1):
        if len(line) > _LONGEST_LINE:
            raise csv.Error("line too long")
        yield line


def add_rows(sheet: str, rows: Iterable[Row], into: Collector) -> None:
    """Collect one table; a row is a passage of its own with its cells as pinpoint."""
    for number, row in rows:
        if number > _MOST_ROWS:
            into.note("warning", f"Only the first {_MOST_ROWS:,} rows of a sheet were read.")
            return
        shown = [(column, text) for column, cell in enumerate(row) if (text := _one_line(cell))]
        if shown:
            into.add(" | ".join(text for _, text in shown), _cells(sheet, number, shown[0][0], shown[-1][0]))


def _one_line(cell: Cell) -> str:
    return " ".join(cell_text(cell).split())


def _cells(sheet: str, row: int, first: int, last: int) -> Pinpoint:
    start, end = f"{column_letter(first)}{row}", f"{column_letter(last)}{row}"
    return Pinpoint(sheet=sheet, cell=start if first == last else f"{start}:{end}")
