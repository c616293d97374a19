"""Every place of a check written out for whoever mends the list: row, column and rule, never a value."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from readiness.base.errors import UsageError
from readiness.formats.sheets.writing import (
    CellValue,
    SheetColumn,
    SheetContent,
    csv_text,
    workbook_bytes,
)
from readiness.people_lists.report import ListReport

_COLUMNS = (
    SheetColumn("File and sheet", 36), SheetColumn("List", 10), SheetColumn("Row", 8),
    SheetColumn("Column", 8), SheetColumn("Heading", 30), SheetColumn("Rule", 24),
    SheetColumn("Severity", 10), SheetColumn("What is wrong", 60), SheetColumn("What to do", 50),
    SheetColumn("See also", 18),
)  # fmt: skip

SUFFIXES = (".xlsx", ".csv")


def places_file(report: ListReport, name: Path) -> bytes:
    """The places as a workbook, or as text for a .csv; the date ages were measured at is in it.

    Args:
        report: A check that kept all its places.
        name: The file's name; only its ending counts.

    Raises:
        UsageError: The name ends in something else.
    """
    suffix = name.suffix.casefold()
    if suffix not in SUFFIXES:
        raise UsageError(
            "The places can be written to .xlsx or .csv.", name.name, "Give the file such an ending."
        )
    said = f"Checked as at {report.as_at:%d/%m/%Y}. Places and rules only: no value of a row is in this file."
    if suffix == ".csv":
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow([said])
        writer.writerow([column.heading for column in _COLUMNS])
        writer.writerows([csv_text(value) for value in row] for row in _rows(report))
        return out.getvalue().encode("utf-8-sig")
    sheet = SheetContent("Places", _COLUMNS, _rows(report), (said,), is_plain=True)
    return workbook_bytes((sheet,), title="Places in person-level lists", dated=report.as_at)


def _rows(report: ListReport) -> Iterator[tuple[CellValue, ...]]:
    for one in report.places:
        yield (
            one.source, one.list_id, one.row or None, one.column, one.heading, one.rule, one.severity,
            one.message, one.hint, one.see_also,
        )  # fmt: skip
