"""Erasing from the screens: shown first, kept by the safe answer, gone by the other."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from readiness.tui.app.app import ReadinessApp
from readiness.workspace.workspace import Workspace


class Stage(Protocol):
    """What `play` gives: the application and the keys."""

    app: ReadinessApp

    async def press(self, *keys: str) -> None: ...
    async def type(self, words: str) -> None: ...
    async def settle(self) -> None: ...
    async def click(self, words: str) -> None: ...

    @property
    def words(self) -> str: ...


class Play(Protocol):
    """The `play` fixture."""

    def __call__(
        self, workspace: Workspace | None, size: tuple[int, int] = ...
    ) -> AbstractAsyncContextManager[Stage]: ...


async def ask(stage: Stage, *, words: str = "", records: str = "") -> None:
    """Open the box, fill it in, and read what would go."""
    await stage.app.run_action("app.erase")
    await stage.settle()
    await stage.type(words)
    await stage.press("tab")
    await stage.type(records)
    await stage.press("ctrl+s")
    await stage.settle()


async def test_words_are_shown_kept_and_erased(play: Play, area_workspace: Workspace) -> None:
    """The safe answer changes nothing; the other takes them out of the record that is shown."""
    title = area_workspace.records.evidence["E0001"].title
    async with play(area_workspace) as stage:
        await ask(stage, words=title.upper())
        assert "What would be erased" in stage.words
        await stage.press("escape")
        await stage.click("Keep it")
        assert area_workspace.records.evidence["E0001"].title == title

        await stage.press("ctrl+s")
        await stage.settle()
        await stage.press("escape")
        await stage.click("Erase it")
        await stage.settle()
        assert "What was erased" in stage.words
        assert area_workspace.records.evidence["E0001"].title == "[erased]"


async def test_a_record_is_erased_by_its_id(play: Play, area_workspace: Workspace) -> None:
    """It and its links are gone from the records the screens show."""
    async with play(area_workspace) as stage:
        await ask(stage, records="e0001")
        await stage.press("escape")
        await stage.click("Erase it")
        await stage.settle()
        assert "E0001" not in area_workspace.records.evidence
        assert not [one for one in area_workspace.records.links.values() if one.evidence == "E0001"]


async def test_words_and_records_at_once_are_refused(play: Play, area_workspace: Workspace) -> None:
    """One of the two is wanted."""
    async with play(area_workspace) as stage:
        await ask(stage, words="Some words", records="E0001")
        assert "Give either words or records." in stage.words
