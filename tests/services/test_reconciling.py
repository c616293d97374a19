"""The inspectorate's own list, and the map out to a workbook and back: nothing in silence or by halves."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from readiness.base.errors import RefusedError, StaleEditError, UsageError
from readiness.exchange import exchange
from readiness.requests import states as requests
from readiness.requests import their_list
from readiness.workspace import history
from readiness.workspace.workspace import Workspace

SEF = "Self-evaluation (SEF), current and partnership-owned"


def list_file(folder: Path, *rows: tuple[str, str, str]) -> Path:
    """A list as it may arrive: reference, document, deadline."""
    path = folder / "request.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("Ref", "Document requested", "Deadline"), *rows])
    return path


def test_an_applied_list_says_what_is_asked_by_when(workspace: Workspace, tmp_path: Path) -> None:
    """One change holds the match, its official deadline, the new item and everything that is not asked."""
    path = list_file(
        tmp_path, ("1", SEF, "24/11/2026 10:00"), ("2", "Menu of the canteen", "27/11/2026 12:00")
    )
    plan = their_list.reconcile_plan(workspace, path)
    assert [(one.how, one.item_id) for one in plan.matches] == [("same title", "STR01"), ("new", "ASK001")]
    before = workspace.repository.sequence

    their_list.apply_plan(workspace, plan, name=path.name)

    assert workspace.repository.sequence == before + 1
    states = workspace.records.requests
    assert states["STR01"].is_asked is True
    assert states["STR01"].due_override == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert states["ASK001"].local_title == "Menu of the canteen"
    assert states["ASK001"].due_override == datetime(2026, 11, 27, 12, tzinfo=UTC)
    assert all(states[one].is_asked is False for one in plan.not_asked)
    assert len(plan.not_asked) == len(workspace.framework.requests) - 1
    history.undo(workspace)
    assert "ASK001" not in workspace.records.requests


def test_the_same_list_twice_changes_nothing_more(workspace: Workspace, tmp_path: Path) -> None:
    """Items that only the list has are found again by their titles."""
    path = list_file(tmp_path, ("1", "Menu of the canteen", "27/11/2026 12:00"))
    their_list.apply_plan(workspace, their_list.reconcile_plan(workspace, path), name=path.name)
    again = their_list.reconcile_plan(workspace, path)
    assert [(one.how, one.item_id) for one in again.matches] == [("same title", "ASK001")]
    assert not their_list.apply_plan(workspace, again, name=path.name).changes


def test_a_suggestion_is_never_applied_in_silence(workspace: Workspace, tmp_path: Path) -> None:
    """A line that only resembles an item stops the change until somebody says what it is."""
    path = list_file(tmp_path, ("1", "Self-evaluation", ""))
    plan = their_list.reconcile_plan(workspace, path)
    [match] = plan.undecided
    assert (match.how, match.item_id) == ("suggested", "STR01")
    assert 0 < match.score < 1
    with pytest.raises(UsageError, match="looked at first"):
        their_list.apply_plan(workspace, plan, name=path.name)
    assert not workspace.records.requests


@pytest.mark.parametrize(
    ("choice", "item"), [("all", "STR01"), ("1", "STR01"), ("1=ehc03", "EHC03"), ("1=new", "ASK001")]
)
def test_a_person_decides_a_suggestion(workspace: Workspace, tmp_path: Path, choice: str, item: str) -> None:
    """A line can be taken as suggested, given to another item, or made an item of its own."""
    path = list_file(tmp_path, ("1", "Self-evaluation", ""))
    plan = their_list.decide(workspace, their_list.reconcile_plan(workspace, path), [choice])
    their_list.apply_plan(workspace, plan, name=path.name)
    asked = [one.id for one in workspace.records.requests.values() if one.is_asked]
    assert asked == [item]


@pytest.mark.parametrize("choice", ["0", "2", "x", "1=NOSUCH", ""])
def test_a_choice_that_means_nothing_is_refused(workspace: Workspace, tmp_path: Path, choice: str) -> None:
    """No such line, no such item, no number at all."""
    plan = their_list.reconcile_plan(workspace, list_file(tmp_path, ("1", "Self-evaluation", "")))
    with pytest.raises(UsageError):
        their_list.decide(workspace, plan, [choice])


def edited(path: Path, item: str, **cells: str) -> Path:
    """The workbook with some cells of an item's row filled in, as Excel would save it."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    [header] = [row for row in sheet.iter_rows() if row[0].value == "Item"]
    column = {str(cell.value): at for at, cell in enumerate(header, 1)}
    [row] = [at for at, row in enumerate(sheet.iter_rows(), 1) if row[0].value == item]
    for heading, value in cells.items():
        sheet.cell(row, column[heading.replace("_", " ")], value)
    book.save(path)
    return path


def test_the_map_comes_back_with_what_was_edited(workspace: Workspace, tmp_path: Path) -> None:
    """Only edited fields change, in one change; an unedited file changes nothing."""
    requests.set_state(workspace, "STR01", owner="R. Shah", lead_time_hours=4)
    path = tmp_path / "map.xlsx"
    assert exchange.export_map(workspace, path, dated=date(2026, 11, 21)) == len(workspace.framework.requests)
    untouched = exchange.import_plan(workspace, path)
    assert (untouched.updates, untouched.conflicts, untouched.problems) == ((), (), ())

    plan = exchange.import_plan(workspace, edited(path, "STR01", Owner="K. Ali", Status="gathering"))
    assert [(one.field, one.before, one.after) for one in exchange.field_changes(plan)] == [
        ("owner", "R. Shah", "K. Ali"),
        ("status", "not started", "gathering"),
    ]
    exchange.apply_map(workspace, plan, name=path.name)
    state = workspace.records.requests["STR01"]
    assert (state.owner, state.status, state.lead_time_hours) == ("K. Ali", "gathering", 4)


def test_what_changed_in_both_places_is_shown_and_stays(workspace: Workspace, tmp_path: Path) -> None:
    """A field edited in the file and here is a conflict: ours stays unless the file's is taken."""
    requests.set_state(workspace, "STR01", owner="R. Shah")
    path = tmp_path / "map.xlsx"
    exchange.export_map(workspace, path, dated=date(2026, 11, 21))
    requests.set_state(workspace, "STR01", owner="D. Pike")
    plan = exchange.import_plan(workspace, edited(path, "STR01", Owner="K. Ali"))
    [conflict] = plan.conflicts
    assert (conflict.base, conflict.mine, conflict.theirs) == ("R. Shah", "K. Ali", "D. Pike")

    assert not exchange.apply_map(workspace, plan, name=path.name).changes
    assert workspace.records.requests["STR01"].owner == "D. Pike"
    exchange.apply_map(workspace, plan, name=path.name, take=plan.conflicts)
    assert workspace.records.requests["STR01"].owner == "K. Ali"


def test_a_plan_made_before_somebody_elses_edit_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    """What was looked at is what is stored, or nothing is."""
    requests.set_state(workspace, "STR01", owner="R. Shah")
    path = tmp_path / "map.xlsx"
    exchange.export_map(workspace, path, dated=date(2026, 11, 21))
    plan = exchange.import_plan(workspace, edited(path, "STR01", Owner="K. Ali"))
    requests.set_state(workspace, "STR01", notes="meanwhile")
    with pytest.raises(StaleEditError):
        exchange.apply_map(workspace, plan, name=path.name)
    assert workspace.records.requests["STR01"].owner == "R. Shah"


def test_only_a_workbook_can_be_written_or_read(workspace: Workspace, tmp_path: Path) -> None:
    """A wrong ending and a file that is no map are refused with the reason."""
    with pytest.raises(UsageError):
        exchange.export_map(workspace, tmp_path / "map.docx", dated=date(2026, 11, 21))
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(RefusedError):
        exchange.import_plan(workspace, other)
