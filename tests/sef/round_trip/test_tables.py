"""Which returned table is which printed one, and what was changed in its cells."""

from __future__ import annotations

import pytest

from readiness.sef.round_trip.edited import EditedParagraph, EditedSef
from readiness.sef.round_trip.printed import PrintedCell, PrintedSef, PrintedTable, Target
from readiness.sef.round_trip.stamp import comparable
from readiness.sef.round_trip.table_words import cell_words, words_today
from readiness.sef.round_trip.tables import (
    NEW_COLUMN,
    NEW_ROW,
    WHOLE_ROW,
    CellChange,
    TableChanges,
    compare_tables,
)
from tests.making.sef_making import stamped

Rows = list[list[str]]
PLAIN: Rows = [
    ["Action", "Who", "Due"],
    ["Open a team", "K. Ali", "1 May"],
    ["Train staff", "B. Ode", "1 June"],
    ["Write a guide", "C. Fry", "1 July"],
]


def compared(printed: Rows, returned: Rows) -> TableChanges:
    """What became of one printed table."""
    rows = tuple(tuple(PrintedCell(text=comparable(one)) for one in row) for row in printed)
    table = PrintedTable(title="The plan", rows=rows)
    paragraphs = [
        EditedParagraph(text=words, table=1, cell=(down, across))
        for down, row in enumerate(returned)
        for across, words in enumerate(row)
    ]
    stamp = stamped()
    edited = EditedSef(stamp, tuple(paragraphs), printed=PrintedSef(stamp=stamp, tables=(table,)))
    return compare_tables(edited)


def told(changes: TableChanges) -> list[tuple[str, str, str, str]]:
    """Row, heading, before and after of each change."""
    return [(one.row, one.heading, one.before, one.after) for one in changes.cells]


def with_cell(down: int, across: int, words: str) -> Rows:
    """The table with one cell typed over."""
    return [
        [words if (y, x) == (down, across) else cell for x, cell in enumerate(row)]
        for y, row in enumerate(PLAIN)
    ]


def test_a_table_as_it_was_printed_has_no_change() -> None:
    """Nor one in which spaces alone differ."""
    assert told(compared(PLAIN, PLAIN)) == []
    assert told(compared(PLAIN, with_cell(1, 1, "K.  Ali "))) == []


@pytest.mark.parametrize("down", [1, 2, 3])
@pytest.mark.parametrize("across", [0, 1, 2])
def test_a_cell_is_told_under_its_heading(down: int, across: int) -> None:
    """Every cell, in the row it was printed in."""
    row, heading = comparable(PLAIN[down][0]), comparable(PLAIN[0][across])
    before = comparable(PLAIN[down][across])
    assert told(compared(PLAIN, with_cell(down, across, "New words"))) == [
        (row, heading, before, "New words")
    ]


def test_a_changed_heading_leaves_the_columns_where_they_are() -> None:
    """As many columns are the printed ones by number, whatever stands above them."""
    changed = with_cell(0, 1, "Lead")
    changed[2][1] = "N. Cole"
    who = comparable("Who")
    assert told(compared(PLAIN, changed)) == [
        (comparable("Action"), who, who, "Lead"),
        (comparable("Train staff"), who, comparable("B. Ode"), "N. Cole"),
    ]


def test_a_column_that_was_put_between_moves_none_of_the_others() -> None:
    """Other numbers of columns are known by their headings: each new cell is told, no old one."""
    more = [[row[0], f"new {y}", *row[1:]] for y, row in enumerate(PLAIN)]
    assert told(compared(PLAIN, more)) == [
        (comparable(row[0]), NEW_COLUMN, "", f"new {y}") for y, row in enumerate(PLAIN)
    ]
    less = [[row[0], row[2]] for row in PLAIN]
    assert told(compared(PLAIN, less)) == [
        (comparable(row[0]), comparable("Who"), comparable(row[1]), "") for row in PLAIN
    ]


def test_rows_that_came_or_went_are_told_whole() -> None:
    """By their first cell; the others are the same rows as before."""
    assert told(compared(PLAIN, [*PLAIN[:2], *PLAIN[3:]])) == [
        (
            comparable("Train staff"),
            WHOLE_ROW,
            " | ".join(comparable(cell) for cell in PLAIN[2]),
            "",
        )
    ]
    extra = ["Hold a day", "K. Ali", "2 May"]
    changes = compared(PLAIN, [*PLAIN[:3], extra, PLAIN[3]])
    assert told(changes) == [("Hold a day", NEW_ROW, "", " | ".join(extra))]
    assert changes.cells[0].cells == tuple(extra)


def cell(row: str, heading: str, after: str = "new", target: Target | None = None) -> CellChange:
    """A cell that was changed."""
    return CellChange("The plan", row, heading, "old", after, target)


def test_a_cell_that_stands_for_no_field_is_told_and_one_that_does_is_not() -> None:
    """That one becomes a proposal elsewhere."""
    field = cell("Open", "Who", target=Target(table="actions", id="P0001", field="owner"))
    (words,) = cell_words(TableChanges((field, cell("Train", "Who", after="newer"))))
    assert "row \u201cTrain\u201d, Who: \u201cold\u201d became \u201cnewer\u201d." in words
    assert "Train, Who" in next(words_today(TableChanges((field, cell("Train", "Who")))))
    assert list(words_today(TableChanges((field,)))) == []


@pytest.mark.parametrize(("count", "remarks"), [(1, 1), (2, 2), (3, 1), (4, 1)])
@pytest.mark.parametrize("heading", [NEW_COLUMN, "Who", WHOLE_ROW])
def test_cells_of_a_column_that_came_or_went_are_told_together_from_three(
    heading: str, count: int, remarks: int
) -> None:
    """One remark with every row; fewer are told one by one."""
    after = "new" if heading == NEW_COLUMN else ""
    cells = tuple(cell(f"Row {number}", heading, after=after) for number in range(count))
    words = list(cell_words(TableChanges(cells)))
    assert len(words) == remarks
    assert all(f"Row {number}" in "".join(words) for number in range(count))


def test_cells_that_were_only_changed_are_told_one_by_one() -> None:
    """However many of a column."""
    cells = tuple(cell(f"Row {number}", "Who") for number in range(4))
    assert len(list(cell_words(TableChanges(cells)))) == 4
