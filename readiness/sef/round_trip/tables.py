"""Tables of a returned document beside the printed ones: which is which, and every cell that was changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from readiness.base.text import visible
from readiness.sef.round_trip.edited import EditedSef
from readiness.sef.round_trip.printed import PrintedCell, PrintedTable, Target
from readiness.sef.round_trip.row_words import ROW_FIELDS
from readiness.sef.round_trip.stamp import SefStamp, comparable, table_fingerprint

Rows = tuple[tuple[str, ...], ...]

_ALIKE = 0.4
"""Least part of a printed table's cells that a returned one must hold to be taken for it."""


NEW_ROW = "a new row"
"""Stands for the heading of a whole row that was not printed."""

NEW_COLUMN = "a new column"
"""Stands for the heading of a cell that stands beside those printed."""

WHOLE_ROW = "the whole row"
"""Stands for the heading where a row is gone."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell whose words are not those printed."""

    table: str
    row: str
    """First cell of the printed row; of the returned one where the row is new."""
    heading: str
    before: str
    after: str
    target: Target | None = None
    cells: tuple[str, ...] = ()
    """Of a new row, the words in each printed column."""


@dataclass(frozen=True, slots=True)
class TableChanges:
    """What became of the printed tables."""

    cells: tuple[CellChange, ...] = ()
    new: frozenset[int] = frozenset()
    """Numbers of the returned tables that were not printed."""
    gone: tuple[PrintedTable, ...] = ()
    """The printed tables that are nowhere as tables."""
    changed: tuple[str, ...] = ()
    """Titles of tables that were changed, where the words printed in them are not known."""


def compare_tables(edited: EditedSef) -> TableChanges:
    """Every change in a table; cells are compared in comparable form and shown as they were typed."""
    returned = returned_tables(edited)
    if edited.printed is None:
        return _by_fingerprint(edited.stamp, returned) if edited.stamp else TableChanges()
    marks = {mark.fingerprint for mark in edited.stamp.tables} if edited.stamp else set()
    printed = edited.printed.tables
    pairs = _pairs(printed, returned)
    same = {number for number in returned if _fingerprint(returned[number]) in marks}
    cells = [
        change
        for number, at in pairs.items()
        if number not in same
        for change in _changes(printed[at], returned[number])
    ]
    new = frozenset(number for number in returned if number not in pairs and number not in same)
    gone = [one for at, one in enumerate(printed) if at not in pairs.values()]
    return TableChanges(tuple(cells), new, tuple(gone) if edited.is_remembered else ())


def returned_tables(edited: EditedSef) -> dict[int, Rows]:
    """The words of each table by its number, cell by cell; paragraphs of a cell are lines of it."""
    found: dict[int, dict[tuple[int, int], list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in edited.paragraphs:
        if one.table:
            found[one.table][one.cell].append(one.raw or one.text)
    return {number: _rows(cells) for number, cells in found.items()}


def _rows(cells: dict[tuple[int, int], list[str]]) -> Rows:
    rows: dict[int, list[str]] = defaultdict(list)
    for (row, _), texts in sorted(cells.items()):
        rows[row].append(visible("\n".join(texts), keep_breaks=True).strip())
    return tuple(tuple(rows[row]) for row in sorted(rows))


def _fingerprint(rows: Rows) -> str:
    return table_fingerprint(cell for row in rows for cell in row)


def _by_fingerprint(stamp: SefStamp, returned: dict[int, Rows]) -> TableChanges:
    """What the stamp alone can tell: which table was changed, if none was added or taken out."""
    found = [returned[number] for number in sorted(returned)]
    if len(found) != len(stamp.tables):
        return TableChanges(changed=("A table was added or taken out.",))
    pairs = zip(stamp.tables, found, strict=True)
    return TableChanges(
        changed=tuple(
            f"The table \u201c{mark.title}\u201d was changed."
            for mark, rows in pairs
            if _fingerprint(rows) != mark.fingerprint
        )
    )


def _pairs(printed: Sequence[PrintedTable], returned: dict[int, Rows]) -> dict[int, int]:
    """Printed table by number of the returned one: the most alike first, of equals the first."""
    bags = {at: Counter(cell.text for row in one.rows for cell in row) for at, one in enumerate(printed)}
    scored: list[tuple[float, int, int]] = []
    for number, rows in returned.items():
        bag = Counter(comparable(cell) for row in rows for cell in row)
        scored += [(_share(bags[at], bag), number, at) for at in bags if bags[at] & bag]
    pairs: dict[int, int] = {}
    for share, number, at in sorted(scored, key=lambda one: (-one[0], abs(one[1] - 1 - one[2]), one[1])):
        if share >= _ALIKE and number not in pairs and at not in pairs.values():
            pairs[number] = at
    return pairs


def _share(printed: Counter[str], returned: Counter[str]) -> float:
    return 2 * (printed & returned).total() / max(printed.total() + returned.total(), 1)


def _changes(table: PrintedTable, rows: Rows) -> Iterator[CellChange]:
    before = [tuple(cell.text for cell in row) for row in table.rows]
    after = [tuple(map(comparable, row)) for row in rows]
    heads = before[0] if before else ()
    columns = _columns(heads, after[0] if after else ())
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            continue
        old, new = list(range(start, end)), list(range(first, last))
        for at, number in _row_pairs(before, after, old, new):
            if at is None:
                yield _new_row(table, rows[number or 0], columns)
            elif number is None:
                row = " | ".join(before[at])
                yield CellChange(table.title, before[at][0], WHOLE_ROW, row, "")
            else:
                yield from _row_changes(table, table.rows[at], rows[number], columns)


def _columns(printed: tuple[str, ...], returned: tuple[str, ...]) -> dict[int, int]:
    """Printed column by returned one: by its heading, or by its number where the headings were changed."""
    if len(printed) == len(returned):
        return {at: at for at in range(len(printed))}
    return {at: printed.index(words) for at, words in enumerate(returned) if words in printed}


def _row_pairs(
    before: Sequence[tuple[str, ...]], after: Sequence[tuple[str, ...]], old: list[int], new: list[int]
) -> Iterator[tuple[int | None, int | None]]:
    """Rows that are one: as many on both sides in order, else by their first cell."""
    if len(old) == len(new):
        yield from zip(old, new, strict=True)
        return
    left = list(old)
    for number in new:
        at = next((one for one in left if before[one][:1] == after[number][:1]), None)
        if at is not None:
            left.remove(at)
        yield at, number
    yield from ((at, None) for at in left)


def _new_row(table: PrintedTable, row: tuple[str, ...], columns: Mapping[int, int]) -> CellChange:
    by_column = {columns[at]: words for at, words in enumerate(row) if at in columns}
    cells = tuple(by_column.get(at, "") for at in range(len(table.rows[0])))
    target = next((cell.target for line in table.rows for cell in line if cell.target), None)
    is_record = target is not None and target.table in ROW_FIELDS
    made = Target(table=target.table, criterion=target.criterion) if target and is_record else None
    words = " | ".join(row)
    return CellChange(table.title, row[0] if row else "", NEW_ROW, "", words, made, cells)


def _row_changes(
    table: PrintedTable, row: tuple[PrintedCell, ...], returned: tuple[str, ...], columns: dict[int, int]
) -> Iterator[CellChange]:
    heads = [cell.text for cell in table.rows[0]]
    met: set[int] = set()
    for number, words in enumerate(returned):
        at = columns.get(number)
        cell = row[at] if at is not None and at < len(row) else None
        met |= {at} if at is not None else set()
        if cell is None:
            if comparable(words):
                yield CellChange(table.title, row[0].text, NEW_COLUMN, "", words)
        elif comparable(words) != cell.text:
            heading = heads[at] if at is not None and at < len(heads) else ""
            yield CellChange(table.title, row[0].text, heading, cell.text, words, cell.target)
    for at, cell in enumerate(row):
        if at not in met and cell.text:
            heading = heads[at] if at < len(heads) else ""
            yield CellChange(table.title, row[0].text, heading, cell.text, "")
