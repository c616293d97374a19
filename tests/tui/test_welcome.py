"""The first run: an example to try, a workspace to open, or one to start; nothing is made before that."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from readiness.tui.app.app import ReadinessApp
from readiness.workspace.opening import create_workspace


class Stage(Protocol):
    """What `play` gives: the application and the keys."""

    app: ReadinessApp
    pilot: Pilot[None]

    async def press(self, *keys: str) -> None: ...
    async def type(self, words: str) -> None: ...
    async def settle(self) -> None: ...

    @property
    def words(self) -> str: ...


Play = Callable[[None], AbstractAsyncContextManager[Stage]]


@pytest.fixture
def made(tmp_path: Path, clock: Callable[[], datetime]) -> Path:
    """A workspace that somebody made before."""
    root = tmp_path / "penmarsh"
    create_workspace(root, "Penmarsh", user="R. Shah", clock=clock).close()
    return root


def workspaces_in(folder: Path) -> list[Path]:
    """Every workspace below a folder."""
    return [one.parent for one in folder.rglob("readiness.json")]


async def opened(stage: Stage) -> Path:
    """The folder of the workspace that is open; copying and opening may take a while on a busy computer."""
    for _ in range(300):
        if stage.app.session is not None:
            break
        await stage.pilot.pause(0.1)
    session = stage.app.session
    assert session is not None, stage.words
    await stage.settle()
    return session.workspace.root


@pytest.mark.whole
async def test_the_worked_example_is_copied_and_opened(play: Play, private_home: Path) -> None:
    """Enter twice and ctrl+s: a copy in the user's own folder, open at the overview."""
    async with play(None) as stage:
        assert workspaces_in(private_home) == []
        await stage.press("enter")
        assert "readiness-example" in stage.app.screen.query(Input).first().value
        await stage.press("ctrl+s")
        assert await opened(stage) == private_home / "readiness-example"
        assert workspaces_in(private_home) == [private_home / "readiness-example"]
        assert "Welcome" not in stage.words


async def test_a_workspace_is_opened_from_a_folder_inside_it(play: Play, made: Path) -> None:
    """The folder copied from the address line, quotation marks and all, may be any within the workspace."""
    async with play(None) as stage:
        await stage.press("down", "enter")
        await stage.type(f'"{made / "evidence"}"')
        await stage.press("ctrl+s")
        assert await opened(stage) == made
        assert "Penmarsh" in stage.words


async def test_a_folder_without_a_workspace_leads_back_to_the_choice(
    play: Play, made: Path, tmp_path: Path
) -> None:
    """It is said in words, nothing is made there, and the next try may be the right one."""
    wrong = tmp_path / "holiday-pictures"
    wrong.mkdir()
    async with play(None) as stage:
        await stage.press("down", "enter")
        await stage.type(str(wrong))
        await stage.press("ctrl+s")
        assert stage.app.session is None
        await stage.press("escape")
        assert "Welcome to readiness" in stage.words
        assert list(wrong.iterdir()) == []
        await stage.press("down", "enter")
        await stage.type(str(made))
        await stage.press("ctrl+s")
        assert await opened(stage) == made


async def test_a_new_workspace_is_started(play: Play, tmp_path: Path) -> None:
    """Name and folder are enough; until both are there nothing is made, and then it opens."""
    root = tmp_path / "new-area"
    async with play(None) as stage:
        await stage.press("down", "down", "enter")
        await stage.type("Penmarsh")
        await stage.press("ctrl+s")
        assert not root.exists()
        assert stage.app.session is None
        await stage.type(str(root))
        await stage.press("ctrl+s")
        assert await opened(stage) == root
        assert stage.app.session is not None
        assert stage.app.session.workspace.area.name == "Penmarsh"


async def test_a_folder_that_is_not_empty_is_refused_and_the_words_stay(
    play: Play, tmp_path: Path, made: Path
) -> None:
    """Starting anew over a workspace is refused in words; the form stays filled in, to be put right."""
    before = (made / "readiness.json").read_bytes()
    async with play(None) as stage:
        await stage.press("down", "down", "enter")
        await stage.type("Elsewhere")
        await stage.press("enter")
        await stage.type(str(made))
        await stage.press("ctrl+s")
        assert stage.app.session is None
        await stage.press("enter")
        values = [field.value for field in stage.app.screen.query(Input)]
        assert values[:2] == ["Elsewhere", str(made)]
        assert (made / "readiness.json").read_bytes() == before

        folder = list(stage.app.screen.query(Input))[1]
        folder.value = str(tmp_path / "elsewhere")
        await stage.press("ctrl+s")
        assert await opened(stage) == tmp_path / "elsewhere"


async def test_leaving_a_form_leads_back_and_leaving_the_choice_ends(play: Play, private_home: Path) -> None:
    """Escape from the form shows the choice again; escape there ends the program, with nothing made."""
    async with play(None) as stage:
        await stage.press("enter", "escape")
        assert "Welcome to readiness" in stage.words
        await stage.pilot.press("escape")
        for _ in range(500):
            if not stage.app.is_running:
                break
            await asyncio.sleep(0.01)
        assert not stage.app.is_running
    assert stage.app.return_code == 0
    assert workspaces_in(private_home) == []
