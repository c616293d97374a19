"""The inspectorate's own list, and the map out to a workbook and back: nothing in silence or by halves."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from readiness.base.errors import RefusedError, StaleEditError, UsageError
from readiness.exchange import exchange
from readiness.exchange.taking_in import field_changes
from readiness.requests import reconciling
from readiness.requests import states as requests
from readiness.rules.asks import ask_of
from readiness.workspace import history
from readiness.workspace.editing import around_of
from readiness.workspace.workspace import Workspace

SEF = "Self-evaluation (SEF), current and partnership-owned"


def list_file(folder: Path, *rows: tuple[str, str, str]) -> Path:
    """A list as it may arrive: reference, document, deadline."""
    path = folder / "request.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("Ref", "Document requested", "Deadline"), *rows])
    return path


def test_an_applied_list_says_what_is_asked_by_when(workspace: Workspace, tmp_path: Path) -> None:
    """One change holds the match, its official deadline and the new item; nothing else is touched."""
    path = list_file(
        tmp_path, ("1", SEF, "24/11/2026 10:00"), ("2", "Menu of the canteen", "27/11/2026 12:00")
    )
    plan = reconciling.reconcile_plan(workspace, path)
    assert [(one.how, one.item_ids) for one in plan.matches] == [
        ("same title", ("STR01",)),
        ("undecided", ()),
    ]
    before = workspace.repository.sequence

    plan = reconciling.decide(workspace, plan, [], is_rest_new=True)
    reconciling.apply_plan(workspace, plan, name=path.name)

    assert workspace.repository.sequence == before + 1
    states = workspace.records.requests
    assert set(states) == {"STR01", "ASK001"}
    assert states["STR01"].is_asked is True
    assert states["STR01"].due_override == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert [(one.list, one.title) for one in states["STR01"].asked_in] == [("request.csv", SEF)]
    assert states["ASK001"].local_title == "Menu of the canteen"
    assert states["ASK001"].due_override == datetime(2026, 11, 27, 12, tzinfo=UTC)
    history.undo(workspace)
    assert not workspace.records.requests


def test_only_a_list_declared_complete_says_what_is_not_asked(workspace: Workspace, tmp_path: Path) -> None:
    """Two lists add up; the second, complete, leaves out what neither asks for."""
    (tmp_path / "1").mkdir()
    first = list_file(tmp_path / "1", ("1", SEF, ""))
    reconciling.apply_plan(workspace, reconciling.reconcile_plan(workspace, first), name="first")
    second = list_file(tmp_path, ("1", "MHST coverage", ""))
    plan = reconciling.reconcile_plan(workspace, second)
    reconciling.apply_plan(
        workspace, reconciling.decide(workspace, plan, [], is_complete=True), name="second"
    )
    states = workspace.records.requests
    assert {one.id for one in states.values() if one.is_asked} == {"STR01", "HLT10"}
    assert sum(one.is_asked is False for one in states.values()) == len(workspace.framework.requests) - 2


def test_the_same_list_twice_changes_nothing_more(workspace: Workspace, tmp_path: Path) -> None:
    """Items that only the list has are found again by their titles, decided lines by their words."""
    rows = (("1", "Menu of the canteen", "27/11/2026 12:00"), ("2", "What leaders think of it all", ""))
    path = list_file(tmp_path, *rows)
    plan = reconciling.reconcile_plan(workspace, path)
    plan = reconciling.decide(workspace, plan, ["1=new", "2=STR01+STR03"])
    reconciling.apply_plan(workspace, plan, name=path.name)
    again = reconciling.reconcile_plan(workspace, path)
    assert [(one.how, one.item_ids) for one in again.matches] == [
        ("same title", ("ASK001",)),
        ("decided before", ("STR01", "STR03")),
    ]
    assert not reconciling.apply_plan(workspace, again, name=path.name).changes


def test_nothing_that_waits_is_applied_in_silence(workspace: Workspace, tmp_path: Path) -> None:
    """A line that is not the same stops the change until somebody says what it is, or leaves it."""
    path = list_file(tmp_path, ("1", "Self-evaluation", ""), ("2", "Menu", ""), ("3", SEF, ""))
    plan = reconciling.reconcile_plan(workspace, path)
    assert [one.how for one in plan.matches] == ["proposed", "undecided", "same title"]
    with pytest.raises(UsageError, match="2 lines must be decided first"):
        reconciling.apply_plan(workspace, plan, name=path.name)
    accepted = reconciling.decide(workspace, plan, ["all"], is_complete=True)
    with pytest.raises(UsageError, match="1 line must be decided first"):
        reconciling.apply_plan(workspace, accepted, name=path.name, leaves_waiting=True)
    assert not workspace.records.requests
    reconciling.apply_plan(workspace, plan, name=path.name, leaves_waiting=True)
    assert [one.title for one in workspace.records.requests["STR01"].asked_in] == [SEF]


@pytest.mark.parametrize(
    ("choices", "items"),
    [
        (["all"], ["STR01"]),
        (["1"], ["STR01"]),
        (["1", "1"], ["STR01"]),
        (["1=ehc03"], ["EHC03"]),
        (["1=EHC03+hlt04"], ["EHC03", "HLT04"]),
        (["1=EHC03, HLT04", "all"], ["EHC03", "HLT04"]),
        (["1=new"], ["ASK001"]),
        (["1=nothing"], []),
    ],
)
def test_a_person_decides_a_line(
    workspace: Workspace, tmp_path: Path, choices: list[str], items: list[str]
) -> None:
    """A proposal is taken, or the line given to other items, made an item of its own, or left out."""
    path = list_file(tmp_path, ("1", "Self-evaluation", ""))
    plan = reconciling.decide(workspace, reconciling.reconcile_plan(workspace, path), choices)
    reconciling.apply_plan(workspace, plan, name=path.name)
    asked = sorted(one.id for one in workspace.records.requests.values() if one.is_asked)
    assert asked == items


@pytest.mark.parametrize("choice", ["0", "3", "x", "1=NOSUCH", "1=EHC03+", "", "2"])
def test_a_choice_that_means_nothing_is_refused(workspace: Workspace, tmp_path: Path, choice: str) -> None:
    """No such line, no such item, no number at all, or a line without a proposal to take."""
    path = list_file(tmp_path, ("1", "Self-evaluation", ""), ("2", "Menu of the canteen", ""))
    plan = reconciling.reconcile_plan(workspace, path)
    with pytest.raises(UsageError):
        reconciling.decide(workspace, plan, [choice])


def test_what_a_list_asks_for_is_confirmed(workspace: Workspace, tmp_path: Path) -> None:
    """The list is the source then, and nobody is told any more that the item is only assumed."""
    assert not ask_of(workspace.index, "STR01").is_confirmed
    path = list_file(tmp_path, ("1", SEF, ""))
    reconciling.apply_plan(workspace, reconciling.reconcile_plan(workspace, path), name=path.name)
    ask = ask_of(workspace.index, "STR01")
    assert (ask.is_confirmed, ask.proof) == (True, "asked for in request.csv")


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
    changes = field_changes(plan, around_of(workspace))
    assert (
        [(one.field, one.before, one.after) for one in changes]
        == [(one.field, one.before, one.after) for one in field_changes(plan, around_of(workspace))]
        == [
            ("owner", "R. Shah", "K. Ali"),
            ("status", "not started", "gathering"),
        ]
    )
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
