"""From a recommendation or a gap to an action in one key, notes of progress, and workstreams."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from readiness.workspace.workspace import Workspace
from tests.tui.conftest import TODAY
from tests.tui.test_record_form import fill

Play = Callable[..., Any]


async def test_a_recommendation_becomes_an_action_with_a_note_in_one_key_each(
    play: Play, area_workspace: Workspace
) -> None:
    """The action names what it answers; the note is of today, by the user, and stands in the detail."""
    async with play(area_workspace, (120, 40)) as stage:
        await stage.press("6", "n")
        await fill(stage, title="Open a second team")
        assert area_workspace.records.actions["P0002"].recommendations == ("R0001",)
        await stage.press("t")
        await fill(stage, words="Two posts filled.", did="Waits fell.")
        note = area_workspace.records.progress_notes["PN0001"]
        assert (note.about, note.on, note.by) == ("P0002", TODAY, area_workspace.user)
        assert "Notes of progress" in stage.words
        assert "Confidence" in stage.words


async def test_a_workstream_is_added_and_an_action_put_under_it(
    play: Play, area_workspace: Workspace
) -> None:
    """Its chair stands in the list; a new action from it is carried by it."""
    async with play(area_workspace, (120, 40)) as stage:
        await stage.press("6", "s", "enter")
        await fill(stage, title="Waiting well", chair="Clinical director")
        assert area_workspace.records.workstreams["WS0001"].chair == "Clinical director"
        await stage.press("n")
        await fill(stage, title="Write to every family")
        assert area_workspace.records.actions["P0002"].workstream == "WS0001"


async def test_a_gap_becomes_an_action(play: Play, area_workspace: Workspace) -> None:
    """One that weakens a criterion gives the action that criterion."""
    async with play(area_workspace, (120, 40)) as stage:
        await stage.press("4", "n")
        await fill(stage, title="Put it right")
        assert area_workspace.records.actions["P0002"].criteria
