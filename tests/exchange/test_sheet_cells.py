"""A cell that only looks empty empties nothing, and which sheet was read is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from readiness.exchange.exchange import MAP
from readiness.exchange.rows import ChangePlan, SheetRow, plan_changes, sheet_values
from readiness.exchange.sheet_in import read_sheet
from readiness.exchange.sheet_out import sheet_workbook
from readiness.model.field import Around
from readiness.model.records.requests import RequestState
from tests.making.building import make_framework

STATES = {
    "PLN01": RequestState(id="PLN01", owner="Data team", lead_time_hours=8, notes="As agreed."),
    "PLN02": RequestState(id="PLN02", owner="Health team"),
}
AROUND = Around(make_framework(), None)
HEADER = 2
OWNER, HOURS, PRODUCED, NOTES = "E", "I", "J", "M"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """The map of two items: rows 3 and 4."""
    rows = [SheetRow(one.id, sheet_values(one, MAP.written)) for one in STATES.values()]
    path = tmp_path / "map.xlsx"
    day = date(2026, 11, 27)
    path.write_bytes(sheet_workbook(MAP, rows, AROUND, title="Map", notes=(), dated=day, marking="OFFICIAL"))
    return path


def edited(path: Path, edit: Callable[[Workbook, Worksheet], object]) -> ChangePlan[RequestState]:
    """What the file would change once it was edited and saved as a spreadsheet program saves it."""
    book = load_workbook(path)
    edit(book, book.worksheets[0])
    book.save(path)
    rows, problems = read_sheet(path, MAP, AROUND)
    plan = plan_changes(RequestState, rows, STATES, STATES)
    return ChangePlan(plan.updates, plan.conflicts, (*problems, *plan.problems), plan.kind)


def put(cell: str, value: object) -> Callable[[Workbook, Worksheet], object]:
    """Write a cell."""
    return lambda _, sheet: sheet[cell].__setattr__("value", value)


@pytest.mark.parametrize(
    ("cell", "value", "words"),
    [
        (f"{HOURS}3", "#REF!", "the error #REF!"),
        (f"{NOTES}3", "#N/A", "the error #N/A"),
        (f"{HOURS}3", "=8*2", "a formula that was not worked out"),
    ],
)
def test_an_error_or_an_unanswered_formula_empties_nothing(
    sheet: Path, cell: str, value: str, words: str
) -> None:
    """It stays as it is, and its row is named."""
    plan = edited(sheet, put(cell, value))
    assert (plan.updates, plan.conflicts) == ((), ())
    (problem,) = plan.problems
    assert "Row 3: " in problem.what
    assert words in problem.what


def test_what_a_merged_cell_covers_stays_as_it_is(sheet: Path) -> None:
    """The first cell of the merge says what it says; those it covers say nothing."""

    def merge(_: Workbook, rows: Worksheet) -> None:
        rows[f"{OWNER}3"] = "One lead"
        rows.merge_cells(f"{OWNER}3:{OWNER}4")

    plan = edited(sheet, merge)
    assert [(after.id, after.owner) for _, after in plan.updates] == [("PLN01", "One lead")]
    assert ["covered by a merged cell" in one.what for one in plan.problems] == [True]


def test_a_sheet_people_see_comes_before_a_hidden_one(sheet: Path) -> None:
    """A hidden copy in front of it decides nothing."""

    def hide_a_copy(book: Workbook, rows: Worksheet) -> None:
        copy = book.copy_worksheet(rows)
        copy.title, copy.sheet_state = "old", "hidden"
        book.move_sheet(copy, -1)
        book.active = 1
        rows[f"{OWNER}4"] = "Seen"

    plan = edited(sheet, hide_a_copy)
    assert [(after.id, after.owner) for _, after in plan.updates] == [("PLN02", "Seen")]
    assert any("the hidden sheet \u201cold\u201d has such rows too" in one.what for one in plan.problems)


def test_a_second_sheet_that_was_not_read_is_named(sheet: Path) -> None:
    """Nothing somebody filled in there is passed over in silence."""

    def copy_it(book: Workbook, rows: Worksheet) -> None:
        copy = book.copy_worksheet(rows)
        copy.title = "Health"
        copy[f"{OWNER}4"] = "Not read"

    plan = edited(sheet, copy_it)
    assert plan.updates == ()
    (problem,) = plan.problems
    assert problem.severity == "warning"
    assert "\u201cHealth\u201d" in problem.what


@pytest.mark.parametrize("written", ["31.03.26", "31/3/26", "31 March 2026", "31 mar 26", "2026-03-31"])
def test_dates_are_taken_as_people_type_them(sheet: Path, written: str) -> None:
    """As on every other surface."""
    ((_, after),) = edited(sheet, put(f"{PRODUCED}3", written)).updates
    assert after.last_produced == date(2026, 3, 31)


def test_a_date_in_a_file_needs_its_year(sheet: Path) -> None:
    """The file was not written today, so that nobody can tell which year is meant."""
    plan = edited(sheet, put(f"{PRODUCED}3", "31 March"))
    assert plan.updates == ()
    assert ["has no year" in one.what for one in plan.problems] == [True]


def test_a_field_the_map_does_not_write_is_taken_by_its_heading(sheet: Path) -> None:
    """Such as an official deadline somebody added a column for."""

    def add_a_column(_: Workbook, rows: Worksheet) -> None:
        rows.cell(HEADER, 17).value = "Official deadline"
        rows.cell(3, 17).value = "23 Nov 2026 09:15"

    ((_, after),) = edited(sheet, add_a_column).updates
    assert after.due_override is not None
