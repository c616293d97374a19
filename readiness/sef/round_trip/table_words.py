"""What is told of the tables of a returned document, where no field of a record stands behind a cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from readiness.base.text import visible
from readiness.sef.round_trip.matching import Reading
from readiness.sef.round_trip.stamp import comparable
from readiness.sef.round_trip.tables import NEW_COLUMN, WHOLE_ROW, CellChange, TableChanges

_A_COLUMN = 3
"""Cells of one column that came or went together, from which on they are told together."""


def cell_words(tables: TableChanges) -> Iterator[str]:
    """What was changed in cells that stand for no field; a column that came or went in one remark."""
    columns: dict[tuple[str, str], list[CellChange]] = defaultdict(list)
    for change in tables.cells:
        if change.target is None:
            has_moved = change.heading == NEW_COLUMN or not change.after
            columns[change.table, change.heading if has_moved else ""].append(change)
    told: set[tuple[str, str]] = set()
    for change in (one for one in tables.cells if one.target is None):
        column = (change.table, change.heading)
        if (change.heading == NEW_COLUMN or not change.after) and len(columns[column]) >= _A_COLUMN:
            if column not in told:
                told.add(column)
                yield _column_words(columns[column])
            continue
        where = f"In the table \u201c{change.table}\u201d, row \u201c{change.row}\u201d, {change.heading}"
        before = f"\u201c{change.before}\u201d" if change.before else "nothing"
        after = f"\u201c{visible(change.after)}\u201d" if change.after else "nothing"
        yield f"{where}: {before} became {after}. Make the change in the workspace."
    yield from (f"{words} Make the change in the workspace." for words in tables.changed)


def _column_words(changes: Sequence[CellChange]) -> str:
    first = changes[0]
    words = "; ".join(f"{one.row}: {visible(one.after or one.before)}" for one in changes)
    ways = {NEW_COLUMN: NEW_COLUMN, WHOLE_ROW: "whole rows were taken out"}
    what = ways.get(first.heading, f"{first.heading} was emptied or taken out")
    return f"In the table \u201c{first.table}\u201d, {what}: {words}. Make the change in the workspace."


def words_today(tables: TableChanges) -> Iterator[str]:
    """Cells beside those that would be printed today: it is not known which of them somebody changed."""
    by_table: dict[str, list[str]] = defaultdict(list)
    for one in (one for one in tables.cells if one.target is None):
        what = f"\u201c{visible(one.after)}\u201d" if one.after else "nothing"
        by_table[one.table].append(f"{one.row}, {one.heading}: {what}")
    for title, cells in by_table.items():
        yield (
            f"The table \u201c{title}\u201d reads otherwise than it would be printed today: "
            f"{'; '.join(cells)}. Where somebody changed it, make the change in the workspace."
        )
    yield from (f"{words} Make the change in the workspace." for words in tables.changed)


_MOSTLY = 0.5


def gone_words(reading: Reading, tables: TableChanges) -> Iterator[str]:
    """Tables that are no tables any more: came back as text, with what of them is missing, or gone."""
    if not tables.gone:
        return
    texts = [one.raw or one.text for one in reading.edited.paragraphs if not one.table]
    held = frozenset(comparable(part) for text in texts for part in (text, *text.split("\t")))
    elsewhere = frozenset(unit.text for unit in reading.alignment.units)
    for table in tables.gone:
        cells = dict.fromkeys(cell.text for row in table.rows for cell in row if cell.text)
        words = [text for text in cells if text not in elsewhere]
        lost = [text for text in words if text not in held]
        if len(lost) > len(words) * _MOSTLY:
            yield f"The table \u201c{table.title}\u201d is not in the document any more."
        elif lost:
            told = "\u201d, \u201c".join(lost)
            yield f"The table \u201c{table.title}\u201d came back as text, without \u201c{told}\u201d."
