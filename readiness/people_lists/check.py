"""Check person-level lists (xlsx, ods, csv) against the framework; only places and counts leave this room.

The rows hold children's data. They are read, tested and forgotten: nothing here writes, logs or
raises a value of a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from readiness.base.errors import ReadinessError, RefusedError, UsageError
from readiness.base.text import visible
from readiness.formats.limited import need_ordinary_file, read_file
from readiness.formats.sheets.reading import Row, Sheet, read_sheets
from readiness.model.definition.framework import Framework
from readiness.model.definition.person_list import PersonList
from readiness.people_lists.columns import find_headings
from readiness.people_lists.report import FindingLog, ListReport, SheetSummary
from readiness.people_lists.rows import RowChecker, Seen


def check_person_list(
    path: Path, framework_lists: Sequence[PersonList], *, as_at: date, other: Path | None = None
) -> ListReport:
    """Check a file, and a second one beside it, against the person-level lists of a framework.

    Each sheet is taken for the list its headings fit best; a workbook may hold several lists.

    Args:
        path: An xlsx, ods or csv file.
        framework_lists: The framework's `person_lists`.
        as_at: The date ages and futures are measured from.
        other: A second file, so that duplicates across lists are found.

    Raises:
        RefusedError: A file cannot be read, or no sheet of it has the headings of a list.
        StorageError: A file cannot be opened.
    """
    if not framework_lists:
        raise RefusedError(
            "This framework has no person-level lists.", "", "Choose the framework the lists belong to."
        )
    log, seen = FindingLog(), Seen()
    summaries: list[SheetSummary] = []
    skipped: list[str] = []
    for each in (path, other) if other is not None else (path,):
        before = len(summaries)
        for sheet in read_sheets(each):
            source = _source(each, sheet)
            summary = _check_sheet(sheet, source, framework_lists, as_at, log, seen)
            if summary is not None:
                summaries.append(summary)
            elif any(True for _row in _filled(sheet.rows())):
                skipped.append(source)
        if len(summaries) == before:
            raise _no_headings(each, framework_lists)
    return ListReport(as_at, tuple(summaries), log.findings(), log.tallies(), tuple(skipped))


def _check_sheet(
    sheet: Sheet,
    source: str,
    lists: Sequence[PersonList],
    as_at: date,
    log: FindingLog,
    seen: Seen,
) -> SheetSummary | None:
    try:
        headings = find_headings(sheet.rows(), lists)
        if headings is None:
            return None
        checker = RowChecker(headings, source, as_at, log, seen)
        for number, cells in _filled(sheet.rows()):
            if number > headings.row:
                checker.check(number, cells)
        return checker.summary()
    except ReadinessError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it must not carry a cell out
        # The cause may quote a cell in its message or hold it in a frame: it must not travel on.
        name = type(error).__name__
    raise ReadinessError(
        "The list could not be checked.",
        f"{source}: {name}",
        "Save the file again as xlsx and retry; if it stays, report it without the file.",
    )


def _filled(rows: Iterator[Row]) -> Iterator[Row]:
    for number, cells in rows:
        if any(cell != "" and not (isinstance(cell, str) and cell.isspace()) for cell in cells):
            yield number, cells


def _source(path: Path, sheet: Sheet) -> str:
    if path.suffix.casefold() not in {".xlsx", ".xlsm", ".ods"}:
        return visible(path.name)
    hidden = " (hidden)" if sheet.is_hidden else ""
    return f"{visible(path.name)}, sheet {visible(sheet.name)}{hidden}"


def _no_headings(path: Path, lists: Sequence[PersonList]) -> RefusedError:
    expected = "; ".join(column.title for column in lists[0].columns[:4])
    return RefusedError(
        "No row of headings fits a person-level list.",
        f"{visible(path.name)}: looked in the first 40 rows of each sheet",
        f"The headings must be those of the official template, such as: {expected}.",
    )


def check_lists(framework: Framework, path: Path, other: Path | None, *, as_at: date) -> ListReport:
    """Check one file, or two beside each other, against the framework's lists as at a date.

    Raises:
        UsageError: The framework has no person-level lists.
        RefusedError: A file cannot be read, or has the headings of no list.
    """
    if not framework.person_lists:
        raise UsageError("This framework has no person-level lists.", framework.id, "Choose another.")
    if other is not None:
        need_ordinary_file(other)
        other = other.absolute()
    return read_file(check_person_list, path, framework.person_lists, as_at=as_at, other=other)
