"""Whatever ends the program, what was being typed is offered again; what was saved or thrown away is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import TextArea

from readiness.model.records.changes import Transaction, put
from readiness.tui.forms import drafting
from readiness.workspace.drafts import FOLDER
from readiness.workspace.workspace import Workspace

OFFER = "You were writing this on Sat 21 Nov 2026 at 10:30"
_LOOKS = 500


@pytest.fixture(autouse=True)
def short_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """No waiting for a pause in typing."""
    monkeypatch.setattr(drafting, "PAUSE", 0.01)


def kept(workspace: Workspace) -> list[Path]:
    """The drafts on disk."""
    return sorted((workspace.root / FOLDER).glob("*.json"))


async def until_kept(stage: Any, workspace: Workspace, words: str) -> None:
    """Wait until a draft with these words is on disk."""
    for _ in range(_LOOKS):
        await stage.pilot.pause(0.01)
        if any(words in one.read_text(encoding="utf-8") for one in kept(workspace)):
            return
    raise AssertionError("the words were not kept")


async def until(stage: Any, words: str) -> None:
    """Wait until the screen shows these words."""
    for _ in range(_LOOKS):
        await stage.pilot.pause(0.01)
        if words in stage.words:
            await stage.settle()
            return
    raise AssertionError(f"{words!r} did not come:\n{stage.words}")


async def written(play: Any, workspace: Workspace, keys: tuple[str, ...], words: str) -> None:
    """Type into a form and let the program die: nothing is saved, nothing is left in order."""
    async with play(workspace) as stage:
        await stage.press(*keys)
        await stage.type(words)
        await until_kept(stage, workspace, words)


FORMS = [
    pytest.param(("2", "a"), id="new statement"),
    pytest.param(("3", "e"), id="evidence form"),
]


@pytest.mark.parametrize("keys", FORMS)
async def test_words_typed_before_a_kill_are_offered_and_taken(
    play: Any, area_workspace: Workspace, keys: tuple[str, ...]
) -> None:
    """The same form, opened again in a new program, says when they were written and puts them back."""
    await written(play, area_workspace, keys, "Waits fell by half")

    async with play(area_workspace) as stage:
        await stage.press(*keys)
        await until(stage, OFFER)
        await stage.press("enter")
        assert "Waits fell by half" in stage.words
        assert "not saved" in stage.words
        assert kept(area_workspace)


@pytest.mark.parametrize("keys", FORMS)
async def test_words_that_are_thrown_away_are_gone(
    play: Any, area_workspace: Workspace, keys: tuple[str, ...]
) -> None:
    """The other answer empties the form and the folder."""
    await written(play, area_workspace, keys, "Waits fell by half")

    async with play(area_workspace) as stage:
        await stage.press(*keys)
        await until(stage, OFFER)
        await stage.press("tab", "enter")
        for _ in range(_LOOKS):
            await stage.pilot.pause(0.01)
            if not kept(area_workspace):
                break
        assert kept(area_workspace) == []
        assert "Waits fell by half" not in stage.words


async def test_saving_ends_the_draft(play: Any, area_workspace: Workspace) -> None:
    """Once stored, words are kept in one place only."""
    await written(play, area_workspace, ("2", "a"), "Waits fell by half")

    async with play(area_workspace) as stage:
        await stage.press("2", "a")
        await until(stage, OFFER)
        await stage.press("enter", "ctrl+s")
        await until(stage, "u undo")
        assert "Waits fell by half" in {one.text for one in area_workspace.records.statements.values()}
        assert kept(area_workspace) == []

        await stage.press("a")
        await stage.pilot.pause(0.1)
        assert OFFER not in stage.words


async def test_leaving_without_saving_ends_the_draft(play: Any, area_workspace: Workspace) -> None:
    """A form that was left on purpose offers nothing the next time."""
    async with play(area_workspace) as stage:
        await stage.press("3", "e")
        await stage.type("Waits fell by half")
        await until_kept(stage, area_workspace, "Waits fell by half")
        await stage.press("escape", "tab", "enter")
        for _ in range(_LOOKS):
            await stage.pilot.pause(0.01)
            if not kept(area_workspace):
                break
        assert kept(area_workspace) == []


async def test_taking_words_back_ends_the_draft(play: Any, area_workspace: Workspace) -> None:
    """A field as it was before has nothing to offer."""
    async with play(area_workspace) as stage:
        await stage.press("2", "a")
        await stage.type("Waits")
        await until_kept(stage, area_workspace, "Waits")
        stage.app.focused.text = ""
        for _ in range(_LOOKS):
            await stage.pilot.pause(0.01)
            if not kept(area_workspace):
                break
        assert kept(area_workspace) == []


async def test_a_record_changed_since_is_said(play: Any, area_workspace: Workspace) -> None:
    """Words written on an older version do not silently stand in place of somebody's newer ones."""
    keys = ("2", "enter", "down", "e")
    async with play(area_workspace) as stage:
        await stage.press(*keys)
        await until(stage, "Edit S")
        field = stage.app.focused
        assert isinstance(field, TextArea)
        statement_id = stage.app.screen.editor._before.id
        field.text = "My words"
        await until_kept(stage, area_workspace, "My words")
    before = area_workspace.records.statements[statement_id]
    area_workspace.run(
        Transaction("Reword", (put(before.model_copy(update={"text": "Their words"}), before),))
    )

    async with play(area_workspace) as stage:
        await stage.press(*keys)
        await until(stage, "Draft was changed")


async def test_a_disk_that_takes_no_draft_is_said_once(play: Any, area_workspace: Workspace) -> None:
    """Typing goes on; that it is not safe is no secret."""
    (area_workspace.root / FOLDER).write_text("in the way", encoding="utf-8")
    async with play(area_workspace) as stage:
        await stage.press("2", "a")
        await stage.type("Waits fell")
        await until(stage, "What you type is")
        assert "Waits fell" in stage.words
