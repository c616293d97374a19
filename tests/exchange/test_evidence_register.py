"""The register of evidence goes out as a workbook, is corrected in a spreadsheet, and comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from readiness.base.errors import RefusedError
from readiness.exchange.evidence_register import apply_register, export_register, register_plan
from readiness.exchange.taking_in import conflict_words, field_changes
from readiness.model.records.evidence import Evidence
from readiness.workspace.editing import around_of, set_fields
from readiness.workspace.example import copy_example
from readiness.workspace.history import undo
from readiness.workspace.opening import open_workspace
from readiness.workspace.workspace import Workspace

DAY = date(2026, 11, 28)


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    """A copy of the worked example."""
    area = copy_example(tmp_path / "area")
    return open_workspace(area, user="ali", clock=lambda: datetime.combine(DAY, time(9), UTC))


@pytest.fixture
def register(ws: Workspace, tmp_path: Path) -> Path:
    """Its register, written out."""
    path = tmp_path / "register.xlsx"
    assert export_register(ws, path, dated=DAY, as_at=DAY) == len(ws.records.evidence)
    return path


def edited(path: Path, edit: Callable[[Worksheet, Callable[[str, str], Any]], object]) -> Path:
    """The file with an edit, saved as a spreadsheet program saves it."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    header = next(row for row in sheet.iter_rows() if row[0].value == "Id")
    columns = {str(cell.value): cell.column or 0 for cell in header}
    rows = {str(row[0].value): row[0].row or 0 for row in sheet.iter_rows()}
    edit(sheet, lambda item, column: sheet.cell(rows[item], columns[column]))
    book.save(path)
    return path


def words(ws: Workspace, path: Path) -> list[tuple[str, str, str]]:
    """What taking the file in would change: item, field and what it becomes."""
    plan = register_plan(ws, path)
    return [(one.record_id, one.field, one.after) for one in field_changes(plan, around_of(ws))]


def test_an_untouched_register_changes_nothing(ws: Workspace, register: Path) -> None:
    """Also when something was changed here meanwhile."""
    assert words(ws, register) == []
    set_fields(ws, Evidence, "E0003", {"owner": "Somebody new"})
    plan = register_plan(ws, register)
    assert (plan.updates, plan.conflicts, plan.problems, plan.sheet) == ((), (), (), "Evidence")


def test_many_edits_are_one_change_that_undo_takes_back(ws: Workspace, register: Path) -> None:
    """Texts, choices by their words, dates as people type them, and an emptied cell."""

    def edit(_sheet: Worksheet, at: Callable[[str, str], Any]) -> None:
        at("E0001", "Owner").value = "J. Osei"
        at("E0002", "Covers to").value = "31/3/26"
        at("E0003", "Agencies").value = "Health, Education"
        at("E0004", "Note").value = None
        at("E0004", "Review by").value = "1 Feb 2027"

    edited(register, edit)
    before = ws.records.evidence
    found = words(ws, register)
    assert ("E0001", "owner", "J. Osei") in found
    assert {one[0] for one in found} <= {"E0001", "E0002", "E0003", "E0004"}
    apply_register(ws, register_plan(ws, register), name="register.xlsx")
    assert ws.records.evidence["E0002"].period_to == date(2026, 3, 31)
    assert ws.records.evidence["E0003"].agencies == ("health", "education")
    assert ws.records.evidence["E0004"].review_by == date(2027, 2, 1)
    undo(ws)
    assert {one.owner for one in ws.records.evidence.values()} == {one.owner for one in before.values()}


def test_what_both_changed_is_shown_and_stays(ws: Workspace, register: Path) -> None:
    """Until somebody says that the file is to stand."""
    edited(register, lambda _, at: setattr(at("E0001", "Owner"), "value", "The file"))
    set_fields(ws, Evidence, "E0001", {"owner": "Here"})
    plan = register_plan(ws, register)
    (clash,) = conflict_words(plan, around_of(ws))
    assert (clash.before, clash.after) == ("Here", "The file")
    apply_register(ws, plan, name="register.xlsx", take=plan.conflicts)
    assert ws.records.evidence["E0001"].owner == "The file"


@pytest.mark.parametrize("value", ["#REF!", '=VLOOKUP("x",A1:B2,2)'])
def test_errors_and_unanswered_formulas_clear_nothing(ws: Workspace, register: Path, value: str) -> None:
    """They are named, and the field stays as it is."""

    def edit(_sheet: Worksheet, at: Callable[[str, str], Any]) -> None:
        cell = at("E0001", "Owner")
        cell.value = value
        cell.data_type = "e" if value.startswith("#") else "f"

    edited(register, edit)
    plan = register_plan(ws, register)
    assert plan.updates == ()
    assert any("Owner" in str(one) for one in plan.problems)


def test_cells_covered_by_a_merge_clear_nothing(ws: Workspace, register: Path) -> None:
    """Merging two owners' cells is no way to say that the second has none."""

    def edit(sheet: Worksheet, at: Callable[[str, str], Any]) -> None:
        first, last = at("E0001", "Owner"), at("E0002", "Owner")
        sheet.merge_cells(
            start_row=first.row, start_column=first.column, end_row=last.row, end_column=last.column
        )

    edited(register, edit)
    plan = register_plan(ws, register)
    assert plan.updates == ()
    assert any("merged" in str(one) for one in plan.problems)


def test_a_hidden_sheet_is_read_only_when_it_is_named(ws: Workspace, register: Path) -> None:
    """Nobody knows what stands in a sheet that is not seen."""
    book = load_workbook(register)
    book.create_sheet("Cover")
    book.worksheets[0].sheet_state = "hidden"
    book.active = 1
    book.save(register)
    with pytest.raises(RefusedError, match="hidden"):
        register_plan(ws, register)
    assert register_plan(ws, register, sheet="evidence").sheet == "Evidence"
    with pytest.raises(RefusedError, match="No sheet called"):
        register_plan(ws, register, sheet="Other")


def test_an_id_nobody_knows_is_a_problem(ws: Workspace, register: Path) -> None:
    """And nothing is stored for it."""
    edited(register, lambda _, at: setattr(at("E0001", "Id"), "value", "E9999"))
    plan = register_plan(ws, register)
    assert plan.updates == ()
    assert any("no such item" in str(one) for one in plan.problems)


def test_only_what_a_filter_leaves_is_written(ws: Workspace, tmp_path: Path) -> None:
    """For one owner or one kind."""
    some = export_register(ws, tmp_path / "some.xlsx", dated=DAY, as_at=DAY, query="kind:audit")
    assert 0 < some < len(ws.records.evidence)
