"""Every screen under a made-up framework of another country: no word of ours is on any."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from readiness.base.zone import USUAL_ZONE, use_zone
from readiness.workspace.opening import open_workspace
from readiness.workspace.workspace import Workspace
from tests.cli.conftest import NOW, Ran
from tests.making.foreign import ours_in, work

Play = Callable[..., AbstractAsyncContextManager[Any]]

AREAS = 7

BOXES = {
    1: "ewi",
    2: "alvNMwi",
    3: "faelwiEVM",
    4: "fw",
    5: "folWah",
    6: "aNelwi",
    7: "dPtVLwiaK",
}
"""Keys that open a form, a choice or a report, by area."""


@pytest.fixture(autouse=True)
def _at_home_again() -> Iterator[None]:
    """The clocks of the tests that follow hang where they did."""
    yield
    use_zone(USUAL_ZONE)


@pytest.fixture
def bezirk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Workspace]:
    """The foreign workspace, worked in, after its call."""
    from readiness.cli.app import main

    def run(*arguments: object) -> Ran:
        code = main([str(one) for one in arguments], clock=lambda: NOW)
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    work(run, tmp_path / "bezirk")
    run("-w", tmp_path / "bezirk", "notice", "start", "--received", "2026-11-21 09:15")
    workspace = open_workspace(tmp_path / "bezirk", user="E. Huber", clock=lambda: NOW)
    yield workspace
    workspace.close()


async def test_no_screen_has_a_word_of_ours(play: Play, bezirk: Workspace) -> None:
    """Each area with its help and its first record open, and the form of a grade on its own scale."""
    seen: list[str] = []
    async with play(bezirk, (120, 40)) as stage:
        for area in range(1, AREAS + 1):
            for keys in ((str(area),), ("question_mark",), ("escape",), ("enter",), ("escape",)):
                await stage.press(*keys)
                seen.append(stage.words)

    assert any("Bestand" in words for words in seen)
    assert any("lückenhaft" in words or "gut ausgebaut" in words for words in seen)
    assert [found for words in seen for found in ours_in(words)] == []


@pytest.mark.whole
async def test_no_box_has_a_word_of_ours(play: Play, bezirk: Workspace) -> None:
    """Forms, choices and reports of every area, opened and left again."""
    seen: dict[str, str] = {}
    opened = 0
    async with play(bezirk, (120, 40)) as stage:
        for area, keys in BOXES.items():
            for key in keys:
                await stage.press(str(area))
                before = stage.app.screen
                await stage.press(key)
                seen[f"{area}{key}"] = stage.words
                opened += stage.app.screen is not before
                await stage.press("escape", "escape", "escape")

    assert opened > len(BOXES) * 3, "most of the keys open a box"
    assert {at: found for at, words in seen.items() if (found := ours_in(words))} == {}
