"""From a recommendation or a gap to an action in one key, notes of progress, and workstreams."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from readiness.model.records.measures import Measure
from readiness.tui.widgets.records_table import RecordsTable
from readiness.workspace.editing import set_fields
from readiness.workspace.workspace import Workspace
from tests.tui.example_area import TODAY
from tests.tui.test_record_form import fill

Play = Callable[..., Any]


async def test_a_recommendation_becomes_an_action_with_a_note_in_one_key_each(
    play: Play, area_workspace: Workspace
) -> None:
    """The action names what it answers; the note is of today, by the user, and stands in the detail."""
    async with play(area_workspace, (120, 40)) as stage:
        await stage.press("6", "N")
        await fill(stage, title="Open a second team")
        assert area_workspace.records.actions["P0002"].recommendations == ("R0001",)
        await stage.press("a", "enter")
        await fill(stage, words="Two posts filled.", did="Waits fell.")
        note = area_workspace.records.progress_notes["PN0001"]
        assert (note.about, note.on, note.by) == ("P0002", TODAY, area_workspace.user)
        assert "Notes of progress" in stage.words
        assert "Confidence" in stage.words


async def test_a_due_day_that_moves_asks_why(play: Play, area_workspace: Workspace) -> None:
    """Left without a reason nothing is stored; with one it stands in the detail beside what the day was."""
    before = area_workspace.records.actions["P0001"].due
    async with play(area_workspace, (120, 40)) as stage:
        await stage.press("6")
        stage.app.screen.query_one(RecordsTable).point_at("P0001")
        await stage.press("e")
        await fill(stage, due="31 March 2027")
        assert "Why does the due day of P0001 move?" in stage.words
        await stage.press("escape")
        assert area_workspace.records.actions["P0001"].due == before
        await stage.press("ctrl+s")
        await fill(stage, why="The board agreed.")
        (move,) = area_workspace.records.actions["P0001"].moves
        assert (move.was, move.reason, move.by) == (before, "The board agreed.", area_workspace.user)
        assert "Days moved" in stage.words


async def test_a_workstream_is_added_and_an_action_put_under_it(
    play: Play, area_workspace: Workspace
) -> None:
    """Its chair stands in the list; a new action from it is carried by it."""
    async with play(area_workspace, (120, 40)) as stage:
        await stage.press("6", "a", "up", "enter", "enter")
        await fill(stage, title="Waiting well", chair="Clinical director")
        assert area_workspace.records.workstreams["WS0001"].chair == "Clinical director"
        await stage.press("N")
        await fill(stage, title="Write to every family")
        assert area_workspace.records.actions["P0002"].workstream == "WS0001"


async def test_a_gap_becomes_an_action(play: Play, area_workspace: Workspace) -> None:
    """One that weakens a criterion gives the action that criterion."""
    async with play(area_workspace, (120, 40)) as stage:
        await stage.press("4", "N")
        await fill(stage, title="Put it right")
        assert area_workspace.records.actions["P0002"].criteria


async def test_figures_are_shown_before_they_are_stored_and_go_out_again(
    play: Play, area_workspace: Workspace, tmp_path: Path
) -> None:
    """What a sheet would store is read first, then asked about; w writes the sheet that comes back."""
    path = tmp_path / "figures.csv"
    path.write_text("Measure,Unit,Good,Period,Count,Out of\nIn time,%,high,Jul 2022,28,50\n", "utf-8")
    out = tmp_path / "out.xlsx"
    set_fields(area_workspace, Measure, "M0001", {"target": "90", "target_by": "31 Mar 2027"})
    async with play(area_workspace, (120, 40)) as stage:
        await stage.press("6")
        assert "Are we getting there?" in stage.words
        assert "90% by Mar 2027" in stage.words
        await stage.press("i", "enter")
        await fill(stage, file=str(path))
        assert "56% (28 of 50), new measure" in stage.words
        await stage.press("escape")
        assert "Store 1 figure, with 1 new measure, as one change?" in stage.words
        assert all(one.title != "In time" for one in area_workspace.records.measures.values())
        await stage.press("y")
        await stage.press("w", "up", "enter")
        await fill(stage, file=str(out))
    assert any(one.title == "In time" for one in area_workspace.records.measures.values())
    assert out.is_file()
