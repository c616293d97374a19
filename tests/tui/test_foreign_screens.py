"""Every screen under a made-up framework of another country: no word of ours is on any."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from readiness.base.zone import USUAL_ZONE, use_zone
from readiness.workspace.opening import open_workspace
from tests.cli.conftest import NOW, Ran
from tests.making.foreign import ours_in, work

Play = Callable[..., AbstractAsyncContextManager[Any]]

AREAS = 7


@pytest.fixture(autouse=True)
def _at_home_again() -> Iterator[None]:
    """The clocks of the tests that follow hang where they did."""
    yield
    use_zone(USUAL_ZONE)


async def test_no_screen_has_a_word_of_ours(
    play: Play, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each area with its help and its first record open, and the form of a grade on its own scale."""
    from readiness.cli.app import main

    def run(*arguments: object) -> Ran:
        code = main([str(one) for one in arguments], clock=lambda: NOW)
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    work(run, tmp_path / "bezirk")
    run("-w", tmp_path / "bezirk", "notice", "start", "--received", "2026-11-21 09:15")
    workspace = open_workspace(tmp_path / "bezirk", user="E. Huber", clock=lambda: NOW)
    seen: list[str] = []
    async with play(workspace, (120, 40)) as stage:
        for area in range(1, AREAS + 1):
            for keys in ((str(area),), ("question_mark",), ("escape",), ("enter",), ("escape",)):
                await stage.press(*keys)
                seen.append(stage.words)
    workspace.close()

    assert any("Bestand" in words for words in seen)
    assert any("lückenhaft" in words or "gut ausgebaut" in words for words in seen)
    assert [found for words in seen for found in ours_in(words)] == []
