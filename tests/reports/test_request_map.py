"""The request map through a spreadsheet and back: edits come back, clashes show, nothing else changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from readiness.base.errors import RefusedError
from readiness.exchange.exchange import MAP
from readiness.exchange.rows import ChangePlan, Conflict, SheetRow, plan_changes, sheet_values
from readiness.exchange.sheet_in import read_sheet
from readiness.exchange.sheet_out import sheet_workbook
from readiness.model.definition.framework import Agency
from readiness.model.field import Around
from readiness.model.records.requests import RequestState
from tests.making.building import make_framework

AGENCIES = (
    Agency(id="education", title="Education", letter="E"),
    Agency(id="health", title="Health (ICB)", letter="H"),
)
AROUND = Around(make_framework().model_copy(update={"agencies": AGENCIES}), None)
DAY = date(2025, 9, 1)
STATES = {
    "EHC03": RequestState(
        id="EHC03", owner="Data team", agency="education", source_system="=Synergy", lead_time_hours=8,
        last_produced=date(2025, 8, 1), status="gathering", notes="two\nlines", revision=3,
    ),
    "HLT02": RequestState(id="HLT02", owner="ICB analyst", agency="health", revision=1),
}  # fmt: skip
KNOWN = ("EHC03", "HLT02", "STR01")


def exported(folder: Path, states: Mapping[str, RequestState] = STATES) -> Path:
    """The map of these states as a file."""
    rows = [
        SheetRow(
            item_id,
            sheet_values(state, MAP.written),
            revision=state.revision,
            beside={"title": f"Title of {item_id}", "section": "X"},
        )
        for item_id in KNOWN
        for state in (states.get(item_id) or RequestState(id=item_id),)
    ]
    path = folder / "map.xlsx"
    path.write_bytes(
        sheet_workbook(
            MAP, rows, AROUND, title="Request map of Exampleshire", notes=(), dated=DAY, marking="OFFICIAL"
        )
    )
    return path


def edited(path: Path, edit: Callable[[Worksheet, dict[str, int]], object]) -> Path:
    """The file with an edit made in its sheet, saved as a spreadsheet program saves it."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    header = next(row for row in sheet.iter_rows() if row[0].value == "Item")
    edit(sheet, {str(cell.value): cell.column or 0 for cell in header})
    book.save(path)
    return path


def imported(path: Path, states: Mapping[str, RequestState] = STATES) -> ChangePlan[RequestState]:
    """What taking the file in would change."""
    rows, problems = read_sheet(path, MAP, AROUND)
    plan = plan_changes(RequestState, rows, states, KNOWN, file=path.name)
    return ChangePlan(plan.updates, plan.conflicts, (*problems, *plan.problems), plan.kind)


def row_of(sheet: Worksheet, item_id: str) -> int:
    """The row an item stands in."""
    return next(row[0].row or 0 for row in sheet.iter_rows() if row[0].value == item_id)


def put(item_id: str, column: str, value: object) -> Callable[[Worksheet, dict[str, int]], object]:
    """An edit of one cell."""
    return lambda sheet, at: sheet.cell(row_of(sheet, item_id), at[column]).__setattr__("value", value)


def test_there_and_back_changes_nothing(tmp_path: Path) -> None:
    """An unedited file is no change, also when what is stored has moved on meanwhile."""
    path = exported(tmp_path)
    assert imported(path) == ChangePlan((), (), (), RequestState)
    moved = {**STATES, "EHC03": STATES["EHC03"].model_copy(update={"owner": "New team", "revision": 4})}
    assert imported(path, moved) == ChangePlan((), (), (), RequestState)


@pytest.mark.parametrize(
    ("column", "value", "field", "expected"),
    [
        ("Owner", "New owner", "owner", "New owner"),
        ("Owner", None, "owner", ""),
        ("Agency", "health (icb)", "agency", "health"),
        ("Agency", "health", "agency", "health"),
        ("Lead time (working hours)", 16, "lead_time_hours", 16),
        ("Lead time (working hours)", None, "lead_time_hours", None),
        ("Last produced", date(2025, 8, 30), "last_produced", date(2025, 8, 30)),
        ("Last produced", "30/08/2025", "last_produced", date(2025, 8, 30)),
        ("Status", "Signed off", "status", "signed_off"),
        ("Notes", "three\nmore\nlines", "notes", "three\nmore\nlines"),
    ],
)
def test_an_edit_comes_back(tmp_path: Path, column: str, value: object, field: str, expected: object) -> None:
    """One edited cell changes that field of that item and nothing else."""
    plan = imported(edited(exported(tmp_path), put("EHC03", column, value)))
    assert plan.updates == ((STATES["EHC03"], STATES["EHC03"].model_copy(update={field: expected})),)
    assert (plan.conflicts, plan.problems) == ((), ())


def test_an_item_without_a_state_gets_one(tmp_path: Path) -> None:
    """Filling in a row that had nothing makes a new state."""
    plan = imported(edited(exported(tmp_path), put("STR01", "Owner", "AD SEND")))
    assert plan.updates == ((None, RequestState(id="STR01", owner="AD SEND")),)


def test_a_field_changed_on_both_sides_is_a_conflict(tmp_path: Path) -> None:
    """The stored value stays; base, mine and theirs are shown; other edits of the row still count."""
    path = edited(exported(tmp_path), put("EHC03", "Owner", "From the file"))
    edited(path, put("EHC03", "Reason", "Because"))
    moved = {**STATES, "EHC03": STATES["EHC03"].model_copy(update={"owner": "Stored since", "revision": 4})}
    plan = imported(path, moved)
    assert plan.conflicts == (Conflict("EHC03", "owner", "Data team", "From the file", "Stored since"),)
    ((_before, after),) = plan.updates
    assert (after.owner, after.reason) == ("Stored since", "Because")


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("Item", "EHC99", "no such item"),
        ("Item", "HLT02", "second time"),
        ("Status", "perhaps", "Status: this is not one of the choices"),
        ("Agency", "Nobody", "Agency: this is not one of the choices"),
        ("Lead time (working hours)", "a week", "not a whole number"),
        ("Last produced", "last spring", "not a date"),
        ("Status", "not applicable", "without a reason"),
    ],
)
def test_what_cannot_be_taken_is_listed_and_changes_nothing(
    tmp_path: Path, column: str, value: str, words: str
) -> None:
    """A bad cell is a problem with its row; what is stored stays."""
    plan = imported(edited(exported(tmp_path), put("EHC03", column, value)))
    assert plan.updates == ()
    assert any(words in one.what for one in plan.problems)
    assert all(one.where.line or one.where.field or one.where.file for one in plan.problems)


def test_a_file_of_ones_own_clears_nothing(tmp_path: Path) -> None:
    """Without the hidden columns, blank cells change nothing and a warning says what is lost."""
    path = tmp_path / "own.csv"
    path.write_text("id,owner,notes\nEHC03,New owner,\nHLT02,,\n", encoding="utf-8")
    plan = imported(path)
    assert [(after.id, after.owner, after.notes) for _before, after in plan.updates] == [
        ("EHC03", "New owner", "two\nlines")
    ]
    assert any("hidden columns" in one.what for one in plan.problems)


def test_a_file_without_ids_is_refused(tmp_path: Path) -> None:
    """The message names the heading that is missing."""
    path = tmp_path / "own.csv"
    path.write_text("who,what\nme,this\n", encoding="utf-8")
    with pytest.raises(RefusedError, match="Item"):
        imported(path)


words = st.text(max_size=40)


@given(
    owner=words,
    notes=words,
    hours=st.none() | st.integers(0, 10_000),
    day=st.none() | st.dates(date(1950, 1, 1)),
)
@example(owner="nobody", notes="none", hours=None, day=None)
@settings(max_examples=60, deadline=None)
def test_any_state_makes_the_journey_unchanged(
    tmp_path_factory: pytest.TempPathFactory, owner: str, notes: str, hours: int | None, day: date | None
) -> None:
    """Whatever the fields hold, a file that nobody edited changes nothing."""
    state = RequestState(id="EHC03", owner=owner, notes=notes, lead_time_hours=hours, last_produced=day)
    plan = imported(exported(tmp_path_factory.getbasetemp(), {"EHC03": state}), {"EHC03": state})
    assert (plan.updates, plan.conflicts) == ((), ())
