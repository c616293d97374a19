"""Keys pressed before there is anything to press them on are not lost, and stay in order."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input, TextArea, Tree

from readiness.base.errors import RefusedError
from readiness.tui.app.app import ReadinessApp
from readiness.tui.shell.session import Session, Start, session_for
from readiness.tui.widgets.records_table import RecordsTable
from readiness.workspace.workspace import Workspace

Play = Callable[..., Any]


def table(stage: Any) -> RecordsTable:
    """The table on the screen."""
    found: RecordsTable = stage.app.screen.query_one(RecordsTable)
    return found


@pytest.mark.parametrize("number", range(3, 8))
@pytest.mark.whole
async def test_keys_pressed_at_once_reach_the_new_area(
    play: Play, area_workspace: Workspace, number: int
) -> None:
    """The area key and two arrows in one burst: the cursor of the new area's list is on its third row."""
    async with play(area_workspace) as stage:
        await stage.press_at_once(str(number), "down", "down")

        assert table(stage).cursor_row == min(2, table(stage).row_count - 1)
        assert table(stage).row_count > 1


async def test_keys_pressed_at_once_reach_the_tree(play: Play, area_workspace: Workspace) -> None:
    """The same in the criteria, where the cursor is put in place after drawing."""
    async with play(area_workspace) as stage:
        await stage.press_at_once("2", "down", "down")

        assert stage.app.screen.query_one(Tree).cursor_node.data == "A3"


async def test_each_key_reaches_the_area_it_was_meant_for(play: Play, area_workspace: Workspace) -> None:
    """Keys for two areas in one burst do not mix."""
    async with play(area_workspace) as stage:
        await stage.press_at_once("3", "down", "4", "down", "down")
        assert stage.app.current_mode == "gaps"
        assert table(stage).cursor_row == 2

        await stage.press("3")
        assert table(stage).cursor_row == 1


async def test_words_typed_at_once_reach_the_filter(play: Play, area_workspace: Workspace) -> None:
    """The area key, the key of the filter and words in one burst: no letter is taken for a verb.

    Nor while the editor opens: what is typed after its key stands in it, and nothing else was done.
    """
    async with play(area_workspace) as stage:
        await stage.press_at_once("3", "slash", *"audit")

        assert stage.app.screen.query_one("#filter", Input).value == "audit"
        assert not stage.app.screen.is_modal

        await stage.press("escape")
        await stage.press_at_once("2", "a", *"dry words")
        assert isinstance(stage.app.focused, TextArea)
        assert stage.app.focused.text == "dry words"
        assert not stage.app.screen.is_modal


async def test_keys_wait_while_the_workspace_opens(area_workspace: Workspace) -> None:
    """Keys pressed before there are any records are pressed once there are."""
    may_open = threading.Event()

    def slow(start: Start, _: Path) -> Session:
        may_open.wait(10)
        return session_for(area_workspace, start)

    app, pilot_keys = _app(area_workspace, slow), ("3", "down", "down")
    async with app.run_test(size=(120, 40)) as pilot:
        for key in pilot_keys:
            app.post_message(Key(key, None))
        await pilot.pause(0.1)
        assert app.current_mode == "overview"

        may_open.set()
        await _until(pilot, lambda: app.current_mode == "evidence" and not app.is_being_built)
        await _until(pilot, lambda: app.screen.query_one(RecordsTable).cursor_row == 2)


async def test_keys_are_forgotten_when_the_workspace_does_not_open(area_workspace: Workspace) -> None:
    """What was typed before an error is not taken for an answer to it."""
    may_fail = threading.Event()

    def refuse(start: Start, _: Path) -> Session:
        may_fail.wait(10)
        raise RefusedError("It cannot be opened.", str(start.root), "Choose another.")

    app = _app(area_workspace, refuse)
    async with app.run_test(size=(120, 40)) as pilot:
        app.post_message(Key("enter", None))
        app.post_message(Key("escape", None))
        await pilot.pause(0.1)
        may_fail.set()

        await _until(pilot, lambda: app.screen.is_modal)
        await pilot.pause(0.4)
        assert app.screen.is_modal
        assert type(app.screen).__name__ == "ErrorDialog"


async def test_quitting_does_not_wait_for_anything(
    area_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program ends while areas are being got ready in the background, and that ends with it."""
    begun, ended = threading.Event(), threading.Event()

    def endless(is_cancelled: Callable[[], bool]) -> None:
        begun.set()
        while not is_cancelled():
            time.sleep(0.005)
        ended.set()

    monkeypatch.setattr("readiness.tui.shell.preloading.import_areas", endless)
    app = _app(area_workspace, lambda start, _: session_for(area_workspace, start))
    async with app.run_test(size=(120, 40)) as pilot:
        await _until(pilot, begun.is_set)
        app.post_message(Key("q", "q"))
        await _until(pilot, lambda: not app.is_running)

    assert app.return_code == 0
    assert ended.wait(5)


async def test_an_area_not_got_ready_yet_is_entered(
    area_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without anything got ready, an area is entered all the same, its keys in order."""
    monkeypatch.setattr("readiness.tui.shell.preloading.import_areas", _wait_for_the_end)
    app = _app(area_workspace, lambda start, _: session_for(area_workspace, start))
    async with app.run_test(size=(120, 40)) as pilot:
        await _until(pilot, lambda: not app.is_being_built)
        for key in ("5", "down", "4", "down"):
            app.post_message(Key(key, None))

        await _until(pilot, lambda: app.current_mode == "gaps" and not app.is_being_built)
        await _until(pilot, lambda: app.screen.query_one(RecordsTable).cursor_row == 1)


@pytest.mark.whole
async def test_an_area_left_while_it_fills_is_filled_later(play: Play, area_workspace: Workspace) -> None:
    """Going through areas faster than they fill leaves none of them empty."""
    async with play(area_workspace) as stage:
        await stage.press_at_once("3", "4", "5", "6", "7", "1")
        assert stage.app.current_mode == "overview"
        for number in "34567":
            await stage.press(number)
            assert table(stage).row_count > 1, number


def _app(workspace: Workspace, opener: Callable[[Start, Path], Session]) -> ReadinessApp:
    app = ReadinessApp(Start(workspace.root, "R. Shah", clock=workspace.clock))
    app.opener = opener
    return app


def _wait_for_the_end(is_cancelled: Callable[[], bool]) -> None:
    while not is_cancelled():
        time.sleep(0.005)


async def _until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    for _ in range(1000):
        if holds():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never came about")


async def test_keys_pressed_at_once_keep_their_order_in_a_field(
    play: Play, area_workspace: Workspace
) -> None:
    """A letter typed after backspace is not the one that backspace takes."""
    async with play(area_workspace) as stage:
        await stage.press("3", "slash")
        await stage.press_at_once("a", "b", "backspace", "c", "left", "left", "d")
        assert isinstance(stage.app.focused, Input)
        assert stage.app.focused.value == "dac"
