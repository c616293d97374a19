"""A picker finds among few and among many, and is never deaf while it looks."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from textual.widgets import Input, Static

from readiness.base.matching import CalledOffError, TextIndex
from readiness.tui.forms.picker import SHOWN, Choice, Picker
from readiness.tui.widgets import finder
from readiness.tui.widgets.page import Page
from readiness.workspace.workspace import Workspace

FEW = [
    Choice("E0001", "Family survey", "voice"),
    Choice("E0002", "Case audit of families", "audit"),
    Choice("E0003", "Waiting times", "data"),
]


async def opened(stage: Any, choices: list[Choice]) -> tuple[Picker, list[str | None]]:
    """A picker over the screen, and what it was left with."""
    chosen: list[str | None] = []
    picker = Picker("Which?", choices)
    await stage.app.push_screen(picker, chosen.append)
    await stage.settle()
    return picker, chosen


def listed(picker: Picker) -> list[str]:
    """Ids of what the picker lists."""
    page = picker.query_one(Page)
    return [page.get_option_at_index(number).id or "" for number in range(page.option_count)]


def count(picker: Picker) -> str:
    """What the picker says of how many there are."""
    return str(picker.query_one("#count", Static).content)


@pytest.fixture(params=[False, True], ids=["at once", "in a thread"])
def in_thread(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the choices count as many."""
    is_many: bool = request.param
    if is_many:
        monkeypatch.setattr(finder, "_AT_ONCE", 0)
    return is_many


@pytest.mark.usefixtures("in_thread")
async def test_a_picker_finds_by_id_words_and_with_a_slip(play: Any, area_workspace: Workspace) -> None:
    """Words in any order, of every part of a choice; a letter out of place is forgiven and said."""
    async with play(area_workspace) as stage:
        picker, chosen = await opened(stage, FEW)
        assert (listed(picker), count(picker)) == (["E0001", "E0002", "E0003"], "3 of 3")

        await stage.type("famil audit")
        await stage.app.workers.wait_for_complete()
        assert (listed(picker), count(picker)) == (["E0002"], "1 of 3")

        picker.query_one(Input).value = "wiating"
        await stage.settle()
        await stage.app.workers.wait_for_complete()
        assert listed(picker) == ["E0003"]
        assert count(picker) == "1 of 3, nearly, with a letter changed"

        picker.query_one(Input).value = "zzz"
        await stage.settle()
        await stage.app.workers.wait_for_complete()
        assert listed(picker) == [""]
        assert "Nothing fits these words." in stage.words

        picker.query_one(Input).value = "e0001 a b c d e f g h"
        await stage.settle()
        await stage.app.workers.wait_for_complete()
        assert "only the first 6 words looked for" in count(picker)

        picker.query_one(Input).value = "e0003"
        await stage.press("enter")
        await stage.app.workers.wait_for_complete()
        await stage.settle()
        assert chosen == ["E0003"]


@pytest.mark.usefixtures("in_thread")
async def test_enter_pressed_at_once_takes_what_was_typed(play: Any, area_workspace: Workspace) -> None:
    """However quickly enter follows, it never takes what was listed for an earlier query."""
    async with play(area_workspace) as stage:
        _, chosen = await opened(stage, FEW)
        await stage.press_at_once(*"waiting", "enter")
        await stage.app.workers.wait_for_complete()
        await stage.settle()

        assert chosen == ["E0003"]


async def test_escape_answers_while_a_picker_looks(
    play: Any, area_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looking takes as long as it likes: keys are heard, esc closes, and the looking ends."""
    monkeypatch.setattr(finder, "_AT_ONCE", 0)
    begun, may_go_on, was_called_off = threading.Event(), threading.Event(), threading.Event()

    def slow(_: TextIndex, query: str, called_off: Any) -> Any:
        if query:
            begun.set()
            may_go_on.wait(30)
            if called_off():
                was_called_off.set()
        raise CalledOffError

    monkeypatch.setattr(TextIndex, "find", slow)
    async with play(area_workspace) as stage:
        _, chosen = await opened(stage, FEW)
        await stage.pilot.press("w")
        while not begun.is_set():
            await stage.pilot.pause(0.01)
        await stage.pilot.press("escape")
        await stage.settle()
        assert chosen == [""]

        may_go_on.set()
        assert was_called_off.wait(30)


async def test_only_the_first_of_many_are_made_into_lines(play: Any, area_workspace: Workspace) -> None:
    """Twenty thousand choices make no more lines than a hundred do."""
    async with play(area_workspace) as stage:
        picker, _ = await opened(stage, [Choice(f"E{number:05d}", "Same words") for number in range(20_000)])

        assert len(listed(picker)) == SHOWN
        assert count(picker) == f"20,000 of 20,000, the first {SHOWN} shown"

        await stage.type("e19999")
        await stage.app.workers.wait_for_complete()
        assert listed(picker) == ["E19999"]
