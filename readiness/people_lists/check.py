"""Check person-level lists (xlsx, xls, ods, csv) against the framework; only places and counts get out.

The rows hold children's data. They are read, tested and forgotten: nothing here writes, logs or
raises a value of a row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from readiness.base.errors import ReadinessError, RefusedError, UsageError
from readiness.base.text import visible
from readiness.formats.doors import WORKBOOKS
from readiness.formats.limited import need_ordinary_file, read_file
from readiness.formats.sheets.marks import NOT_WORKED_OUT
from readiness.formats.sheets.reading import Sheet, read_sheets
from readiness.model.definition.framework import Framework
from readiness.model.definition.person_list import PersonList
from readiness.people_lists.columns import Headings, find_headings
from readiness.people_lists.report import FindingLog, ListReport
from readiness.people_lists.rows import RowChecker, Seen
from readiness.people_lists.values import Fault, Unanswered


def check_person_list(
    path: Path,
    framework_lists: Sequence[PersonList],
    *,
    as_at: date,
    other: Path | None = None,
    keeps_all: bool = False,
) -> ListReport:
    """Check a file, and a second one beside it, against the person-level lists of a framework.

    Each sheet is taken for the list its headings fit best; a workbook may hold several lists.

    Args:
        path: An xlsx, xls, ods or csv file.
        framework_lists: The framework's `person_lists`.
        as_at: The date ages and futures are measured from.
        other: A second file, so that duplicates across lists are found.
        keeps_all: Whether every place is kept, to be written out, and not only the first of each rule.

    Raises:
        RefusedError: A file cannot be read, or no sheet of it has the headings of a list.
        StorageError: A file cannot be opened.
    """
    if not framework_lists:
        raise RefusedError(
            "This framework has no person-level lists.", "", "Choose the framework the lists belong to."
        )
    log, seen = FindingLog(keeps_all=keeps_all), Seen()
    checkers: list[RowChecker] = []
    skipped: list[str] = []
    for each in (path, other) if other is not None else (path,):
        before = len(checkers)
        for sheet in read_sheets(each):
            source = _source(each, sheet)
            checker = _check_sheet(sheet, source, framework_lists, as_at, log, seen)
            if checker is not None:
                checkers.append(checker)
            elif any(True for _row in _filled(sheet.rows())):
                skipped.append(source)
        if len(checkers) == before:
            raise _no_headings(each, framework_lists)
    summaries = tuple(checker.summary() for checker in checkers)
    return ListReport(as_at, summaries, log.findings(), log.tallies(), tuple(skipped), places=log.every())


def _check_sheet(
    sheet: Sheet,
    source: str,
    lists: Sequence[PersonList],
    as_at: date,
    log: FindingLog,
    seen: Seen,
) -> RowChecker | None:
    try:
        headings = find_headings(sheet.rows(), lists)
        if headings is None:
            return None
        checker = RowChecker(headings, source, as_at, log, seen)
        for number, cells in _filled(as_shown(sheet, headings)):
            if number > headings.row:
                checker.check(number, cells)
    except ReadinessError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it must not carry a cell out
        # The cause may quote a cell in its message or hold it in a frame: it must not travel on.
        name = type(error).__name__
    else:
        return checker
    raise ReadinessError(
        "The list could not be checked.",
        f"{source}: {name}",
        "Save the file again as xlsx and retry; if it stays, report it without the file.",
    )


def as_shown(sheet: Sheet, headings: Headings) -> Iterator[tuple[int, Sequence[object]]]:
    """The rows as people see them, whatever the file is: errors stand out, 0.125 shown as 12.5% is 12.5."""
    marks = sheet.marks()
    percents = {
        headings.columns[column.id]
        for column in headings.person_list.columns
        if column.type == "percent" and column.id in headings.columns
    }
    unanswered: dict[int, dict[int, Unanswered]] = {}
    for (row, column), what in marks.unanswered.items():
        fault: Fault = "not-worked-out" if what == NOT_WORKED_OUT else "cell-error"
        unanswered.setdefault(row, {})[column] = Unanswered(fault)
    marked = {row for row, column in marks.percentages if column in percents}
    for number, cells in sheet.rows():
        shown: Sequence[object] = cells
        if number in marked:
            shown = [
                round(cell * 100, 9)
                if at in percents and isinstance(cell, int | float) and (number, at) in marks.percentages
                else cell
                for at, cell in enumerate(cells)
            ]
        yield number, _with_unanswered(shown, unanswered.get(number, {}))


def _with_unanswered(cells: Sequence[object], unanswered: Mapping[int, Unanswered]) -> Sequence[object]:
    if not unanswered:
        return cells
    width = max(len(cells), *(column + 1 for column in unanswered))
    padded = [*cells, *[""] * (width - len(cells))]
    return [unanswered.get(at, cell) if cell == "" else cell for at, cell in enumerate(padded)]


def _filled(rows: Iterator[tuple[int, Sequence[object]]]) -> Iterator[tuple[int, Sequence[object]]]:
    for number, cells in rows:
        if any(cell != "" and not (isinstance(cell, str) and cell.isspace()) for cell in cells):
            yield number, cells


def _source(path: Path, sheet: Sheet) -> str:
    if not WORKBOOKS.takes(path):
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


def check_lists(
    framework: Framework, path: Path, other: Path | None, *, as_at: date, keeps_all: bool = False
) -> ListReport:
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
    report = read_file(
        check_person_list, path, framework.person_lists, as_at=as_at, other=other, keeps_all=keeps_all
    )
    return replace(report, codes_from=codes_known_from(framework, {sheet.list_id for sheet in report.sheets}))


def codes_known_from(framework: Framework, list_ids: Collection[str]) -> tuple[str, ...]:
    """For each coded column of these lists, what its codes are known from and how far, a sentence each."""
    said: dict[str, None] = {}
    for person_list in framework.person_lists:
        for column in person_list.columns if person_list.id in list_ids else ():
            for known in column.codes_from:
                which = f"{column.title} {', '.join(known.codes)}" if known.codes else column.title
                source = framework.sources[known.source]
                when = f", {source.date}" if source.date else ""
                said[f"Codes of {which}: {known.year} - {known.status} ({source.title}{when})."] = None
    return tuple(said)
