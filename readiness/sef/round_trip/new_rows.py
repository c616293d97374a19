"""Rows somebody added to a printed table: a new record each, where one can be made of what was typed."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.base.text import visible
from readiness.rules.index import Index
from readiness.sef.round_trip.changes import PlanItem
from readiness.sef.round_trip.matching import Reading
from readiness.sef.round_trip.printed import Target
from readiness.sef.round_trip.record_words import BETTER, UnreadWordsError
from readiness.sef.round_trip.row_words import ROW_FIELDS, is_new_record, record_fields, row_lines
from readiness.sef.round_trip.stamp import comparable
from readiness.sef.round_trip.tables import CellChange, TableChanges


def new_row_items(reading: Reading, tables: TableChanges) -> Iterator[PlanItem]:
    """One item for each row whose record is not here yet; what it lacks is said. None is safe."""
    rows = (one for one in tables.cells if one.target is not None and is_new_record(one.target))
    for number, change in enumerate(rows, 1):
        target = change.target
        if target is not None and not _is_here(reading.index, target, change):
            yield _item(target, change, number)


def _item(target: Target, change: CellChange, number: int) -> PlanItem:
    lines = visible(row_lines(target.table, change.cells), keep_breaks=True)
    doubt = _doubt(target, lines)
    where = (
        f"Typed as a new row of the table \u201c{change.table}\u201d: \u201c{visible(change.after)}\u201d."
    )
    return PlanItem(
        key=f"{target.table}.new-{number}",
        kind="record",
        criterion=target.criterion,
        theirs=lines or visible(change.after),
        merged=None if doubt else lines,
        target=target,
        reason=f"{where} {doubt}".strip(),
    )


def _doubt(target: Target, lines: str) -> str:
    """What is missing to make the record, and how to write it; empty where nothing is."""
    try:
        record_fields(target, lines)
    except UnreadWordsError as error:
        return str(error)
    return ""


def _is_here(index: Index, target: Target, change: CellChange) -> bool:
    """Whether there is such a record by now, as when the same copy comes back twice."""
    name = ROW_FIELDS[target.table][0]
    typed = comparable(BETTER.sub("", change.cells[0]))
    held = (comparable(str(getattr(one, name))) for one in index.records.table(target.table).values())
    return bool(typed) and typed in held
