"""The actions of the plan out to a workbook and back: edited there, and edited here meanwhile."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from readiness.exchange.plan_sheet import apply_sheets, export_sheets, sheets_plan
from readiness.exchange.rows import ChangePlan
from readiness.model.records.plan import Action, Closing, Judgement, Milestone
from readiness.model.records.programme import Priority, Strategy, Workstream
from readiness.plan import plan
from readiness.plan.programme import add_note, add_part
from readiness.workspace.editing import set_fields
from readiness.workspace.history import undo
from readiness.workspace.workspace import Workspace
from tests.conftest import TODAY

STEPS = ("milestones", "confidence")
"""What earlier sheets of actions had beside the fields."""


@pytest.fixture
def sheet(workspace: Workspace, tmp_path: Path) -> Path:
    """Two actions, written out."""
    steps = (Milestone(title="Advertise", due=date(2027, 1, 8)), Milestone(title="Ask"))
    plan.add_action(workspace, "Recruit", due="2027-03-31", owner="K. Ali", milestones=steps)
    plan.add_action(workspace, "Train", status="done", progress="All trained.")
    add_note(workspace, "P0001", "Two posts filled.", on="2026-11-02")
    path = tmp_path / "actions.xlsx"
    assert export_sheets(workspace, path, dated=TODAY, as_at=TODAY)["actions"] == 2
    return path


def actions_of(workspace: Workspace, path: Path) -> ChangePlan[Any]:
    """What the sheet of actions would change."""
    return sheets_plan(workspace, path)[0]


def cells(path: Path) -> tuple[Any, Any, dict[str, int], int]:
    """The workbook, its sheet, the column of each heading, and the row of the headings."""
    book = load_workbook(path)
    page = book.worksheets[0]
    head = next(row for row in page.iter_rows() if "Owner" in [cell.value for cell in row])
    return book, page, {str(cell.value): cell.column or 0 for cell in head}, head[0].row or 0


def edit(path: Path, number: int, **values: object) -> None:
    """Write cells of the numbered action, by heading with _ for a space."""
    book, page, columns, head = cells(path)
    for name, value in values.items():
        page.cell(head + number, columns[name.replace("_", " ")]).value = value
    book.save(path)


def test_an_untouched_sheet_changes_nothing_and_shows_confidence_and_note(
    workspace: Workspace, sheet: Path
) -> None:
    """Steps stand one to a line; what its dates say and the newest note stand beside, for reading."""
    found = actions_of(workspace, sheet)
    assert (found.updates, found.conflicts, found.problems) == ((), (), ())
    _, page, columns, head = cells(sheet)
    names = ("Milestones", "Confidence", "Confidence today")
    beside = [page.cell(head + 1, columns[name]).value for name in names]
    assert beside == ["Advertise; due 8 Jan 2027\nAsk", None, "on track (green): nothing is late"]
    assert page.cell(head + 1, columns["Newest note of progress"]).value == "2 Nov 2026: Two posts filled."


def test_edits_come_back_as_one_change_and_undo_takes_them_back(workspace: Workspace, sheet: Path) -> None:
    """Dates, words for states and emptied cells; nothing is stored before it is applied."""
    edit(
        sheet,
        1,
        Due="30 June 2027",
        Why_the_due_day_moves="The board agreed.",
        Delivery="in progress",
        Owner=None,
        Effect_seen="early signs",
    )
    edit(sheet, 2, Delivery="done and embedded", Progress="Half trained.")
    found = actions_of(workspace, sheet)
    assert workspace.records.actions["P0001"].owner == "K. Ali"
    apply_sheets(workspace, (found,), name=sheet.name)
    first, second = (workspace.records.actions[one] for one in ("P0001", "P0002"))
    assert (first.due, first.status, first.owner, first.effect) == (
        date(2027, 6, 30),
        "in_progress",
        "",
        "early",
    )
    (move,) = first.moves
    assert (move.was, move.became, move.reason) == (date(2027, 3, 31), first.due, "The board agreed.")
    assert [one.title for one in first.milestones] == ["Advertise", "Ask"]
    assert (second.status, second.progress) == ("embedded", "Half trained.")
    undo(workspace)
    assert workspace.records.actions["P0001"].owner == "K. Ali"


def test_what_changed_in_both_places_is_shown_and_stays_until_somebody_decides(
    workspace: Workspace, sheet: Path
) -> None:
    """The file's side stands only where it is taken."""
    edit(sheet, 1, Owner="J. Moss")
    set_fields(workspace, Action, "P0001", {"owner": "R. Shah"})
    found = actions_of(workspace, sheet)
    (conflict,) = found.conflicts
    assert (conflict.field, conflict.mine, conflict.theirs) == ("owner", "J. Moss", "R. Shah")
    apply_sheets(workspace, (found,), name=sheet.name, take=found.conflicts)
    assert workspace.records.actions["P0001"].owner == "J. Moss"


def test_a_row_of_no_action_and_an_unreadable_cell_are_said(workspace: Workspace, sheet: Path) -> None:
    """And nothing of them is stored."""
    edit(sheet, 1, Delivery="nearly")
    edit(sheet, 2, Id="P0099")
    found = actions_of(workspace, sheet)
    assert found.updates == ()
    said = " ".join(str(one) for one in found.problems)
    assert "not one of the choices" in said
    assert "There is no such item" in said


def test_a_due_day_moves_with_a_reason_alone(workspace: Workspace, sheet: Path) -> None:
    """Without one it stays, which is said, and the rest of the row is taken; in conflict as well."""
    edit(sheet, 1, Due="30 June 2027", Owner="J. Moss")
    found = actions_of(workspace, sheet)
    assert [one.where.record for one in found.problems] == ["P0001"]
    assert "nobody says why" in found.problems[0].what
    apply_sheets(workspace, (found,), name=sheet.name)
    first = workspace.records.actions["P0001"]
    assert (first.due, first.owner, first.moves) == (date(2027, 3, 31), "J. Moss", ())
    set_fields(workspace, Action, "P0001", {"due": "2027-05-31"}, why="Board of May")
    found = actions_of(workspace, sheet)
    assert (found.updates, found.conflicts) == ((), ())
    edit(sheet, 1, Why_the_due_day_moves="Ours is right.")
    found = actions_of(workspace, sheet)
    assert [one.field for one in found.conflicts] == ["due"]
    apply_sheets(workspace, (found,), name=sheet.name, take=found.conflicts)
    assert [one.reason for one in workspace.records.actions["P0001"].moves] == [
        "Board of May",
        "Ours is right.",
    ]


def test_steps_and_confidence_come_back_as_they_were_typed(workspace: Workspace, sheet: Path) -> None:
    """A day of a step moves with a reason alone, and the rest of the cell is taken; both sides are shown."""
    edit(
        sheet,
        1,
        Milestones="Advertise; due 1 March 2027; done on 2 March 2027\nAsk\nTell; 9 April 2027",
        Confidence="at risk; No post; by The board",
    )
    edit(sheet, 2, Confidence="at risk", Owner="J. Moss")
    found = actions_of(workspace, sheet)
    said = [one.what for one in found.problems]
    assert said[0].endswith("Confidence: Reason: this is needed. It can be changed, not emptied.")
    assert said[1].startswith("The due day of \u201cAdvertise\u201d in P0001 moves and nobody says why")
    old, done = date(2027, 1, 8), date(2027, 3, 2)
    new = (Milestone(title="Ask"), Milestone(title="Tell", due=date(2027, 4, 9)))
    first, second = (after for _, after in found.updates)
    assert first.milestones == (Milestone(title="Advertise", due=old, done=done), *new)
    assert first.confidence == Judgement(confidence="at_risk", reason="No post", by="The board")
    assert (second.owner, second.confidence) == ("J. Moss", None)

    set_fields(workspace, Action, "P0001", {"milestones": [{"title": "Advertise", "due": old}]})
    (conflict,) = actions_of(workspace, sheet).conflicts
    assert conflict.mine == (Milestone(title="Advertise", due=old, done=done), *new)
    edit(sheet, 1, Why_the_due_day_moves="No budget.")
    found = actions_of(workspace, sheet)
    assert [one.field for one in found.conflicts] == ["milestones"]
    apply_sheets(workspace, (found,), name=sheet.name, take=found.conflicts)
    first = workspace.records.actions["P0001"]
    assert first.milestones == (Milestone(title="Advertise", due=date(2027, 3, 1), done=done), *new)
    assert [(one.of, one.was, one.reason) for one in first.moves] == [("Advertise", old, "No budget.")]


def test_a_sheet_that_left_with_steps_for_reading_alone_changes_none(
    workspace: Workspace, sheet: Path
) -> None:
    """As earlier versions wrote it."""
    book, page, columns, head = cells(sheet)
    left = page.cell(head + 1, columns["As it left"])
    base = {name: one for name, one in json.loads(left.value).items() if name not in STEPS}
    left.value = json.dumps(base)
    book.save(sheet)
    edit(sheet, 1, Milestones="Advertise (due 8 Jan 2027); Ask (no date)", Confidence="on track: all well")
    found = actions_of(workspace, sheet)
    assert (found.updates, found.conflicts, found.problems) == ((), (), ())


def test_every_part_of_the_plan_comes_back_and_new_rows_are_new_records(
    workspace: Workspace, tmp_path: Path
) -> None:
    """A sheet for each kind; rows without an id are proposed, get ids and places, and undo takes all back."""
    add_part(workspace, Strategy, "Ours", start="2026-01-01", board="The board")
    add_part(workspace, Priority, "Sooner", strategies="ST0001", lead="K. Ali")
    add_part(workspace, Workstream, "Waiting", chair="R. Shah", members="Head of service")
    plan.add_recommendation(workspace, "Better plans.", source="Report")
    plan.add_measure(workspace, "In time", unit="%", target=85, target_by="2027-03-31")
    path = tmp_path / "plan.xlsx"
    assert sum(export_sheets(workspace, path, dated=TODAY, as_at=TODAY).values()) == 5
    plans = sheets_plan(workspace, path)
    assert [one.sheet for one in plans] == [
        "Actions", "Recommendations", "Workstreams", "Priorities", "Strategies", "Measures"
    ]  # fmt: skip
    assert all((one.updates, one.added, one.problems) == ((), (), ()) for one in plans)

    def write(book: Any, sheet: str, row: int, **values: object) -> None:
        page = book[sheet]
        head = next(cells for cells in page.iter_rows() if cells[0].value == "Id")
        at = {str(cell.value).replace(" ", "_"): cell.column for cell in head}
        for name, value in values.items():
            page.cell(head[0].row + row, at[name]).value = value

    book = load_workbook(path)
    write(book, "Workstreams", 1, Chair="J. Moss")
    write(book, "Workstreams", 2, Workstream="Getting ready", Carries_priorities="PR0001")
    write(book, "Workstreams", 3, Workstream="waiting")
    write(book, "Strategies", 2, Strategy="Backwards", From="2027-01-01", To="2026-01-01")
    write(book, "Actions", 1, Action="Recruit", Due="31 March 2027", Workstream="WS0001")
    write(book, "Measures", 1, Target_by="2027-06-30", Target=90)
    write(book, "Measures", 2, Unit="weeks")
    write(book, "Recommendations", 1, Closed="20/11/2026; Nine in ten on time; by The board")
    book.save(path)
    plans = sheets_plan(workspace, path)
    said = " ".join(str(problem) for one in plans for problem in one.problems)
    assert "WS0001 is called the same" in said
    assert "would end before it begins" in said
    assert "cannot be a new record as it is: Measure" in said
    assert "target day of M0001 moves and nobody says why" in said
    apply_sheets(workspace, plans, name=path.name)
    records = workspace.records
    assert records.workstreams["WS0001"].chair == "J. Moss"
    new = records.workstreams["WS0002"]
    assert (new.title, new.priorities, new.position) == ("Getting ready", ("PR0001",), 2)
    assert (records.actions["P0001"].due, records.actions["P0001"].moves) == (date(2027, 3, 31), ())
    assert (len(records.strategies), len(records.measures)) == (1, 1)
    closed = Closing(on=date(2026, 11, 20), words="Nine in ten on time", by="The board")
    assert records.recommendations["R0001"].closing == closed
    measure = records.measures["M0001"]
    assert (measure.target, measure.target_by, measure.moves) == (90, date(2027, 3, 31), ())
    undo(workspace)
    assert workspace.records.actions == {}
    assert workspace.records.workstreams["WS0001"].chair == "R. Shah"
