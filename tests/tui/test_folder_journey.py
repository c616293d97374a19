"""A folder taken in, its editions settled, the folder moved and found again: on the screen."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from readiness.evidence import moving
from readiness.evidence.moving import FoundAgain
from readiness.evidence.scanning import check_files, scan_folder
from readiness.library.scan import Step
from readiness.model.records.changes import Transaction, put
from readiness.workspace.editing import revise
from readiness.workspace.workspace import Workspace
from tests.tui.example_area import NOW

TEXT = " ".join(
    f"In locality {number} the wait fell from {number + 9} to {number} weeks." for number in range(20)
)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """Two versions of one paper, and a survey."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "Waits v1.txt").write_text(TEXT, encoding="utf-8")
    (folder / "Waits v2.txt").write_text(TEXT + " It fell again.", encoding="utf-8")
    (folder / "Survey.txt").write_text("Survey of parents", encoding="utf-8")
    return folder


def lost(ws: Workspace) -> list[str]:
    """Ids of items whose file is missing."""
    return [one.id for one in check_files(ws) if one.state == "missing"]


def remove(file: Path) -> None:
    """Take a file away."""
    file.unlink()


def places(ws: Workspace) -> set[str]:
    """Names of the files the items stand for."""
    return {Path(one.location).name for one in ws.records.evidence.values()}


async def test_the_older_of_two_versions_is_kept_as_the_past_of_the_newer(
    play: Any, empty_workspace: Workspace, papers: Path
) -> None:
    """It is not added; when the scan is closed it is offered, and what is likeliest stands first."""
    async with play(empty_workspace) as stage:
        await stage.press("3", "a", "down", "down", "down", "enter")
        await stage.type(str(papers))
        await stage.press("ctrl+s")
        assert "2 files added" in stage.words
        assert "1 proposal" in stage.words
        await stage.press("escape")
        assert "has the name of an earlier version of" in stage.words
        await stage.press("enter", "enter")
        assert places(empty_workspace) == {"Waits v2.txt", "Survey.txt"}
        [item] = [one for one in empty_workspace.records.evidence.values() if one.earlier]
        assert [Path(version.location).name for version in item.earlier] == ["Waits v1.txt"]
        await stage.press("u")
        assert not any(one.earlier for one in empty_workspace.records.evidence.values())
        newest = papers / "Waits v3.txt"
        newest.write_text(TEXT + " It fell again and again.", encoding="utf-8")
        await stage.press("a", "enter")
        await stage.type(str(newest))
        await stage.press("ctrl+s")
        assert "has the name of another version of" in stage.words, "a file added alone is proposed as well"
        await stage.press("enter", "enter")
        assert places(empty_workspace) == {"Waits v3.txt", "Survey.txt"}


async def test_a_folder_that_moved_is_found_again(
    play: Any, empty_workspace: Workspace, papers: Path
) -> None:
    """What was found is said first; it is recorded as one change, which undo takes back."""
    scan_folder(empty_workspace, papers, in_place=True, adds_all=True, as_at=NOW.date())
    after = Path(shutil.move(papers, papers.with_name("elsewhere")))
    remove(after / "Survey.txt")
    assert len(lost(empty_workspace)) == 3
    async with play(empty_workspace) as stage:
        await stage.press("3", "M", "down", "enter")
        await stage.type(str(after))
        await stage.press("ctrl+s")
        assert "2 of 3 lost files are now under" in stage.words
        assert "Still nowhere: E" in stage.words
        await stage.press("enter")
        assert len(lost(empty_workspace)) == 1
        await stage.press("u")
        assert len(lost(empty_workspace)) == 3


async def test_a_folder_may_lie_elsewhere_on_this_computer_alone(
    play: Any, empty_workspace: Workspace, papers: Path
) -> None:
    """The shared record stays."""
    scan_folder(empty_workspace, papers, in_place=True, adds_all=True, as_at=NOW.date())
    before = dict(empty_workspace.records.evidence)
    after = Path(shutil.move(papers, papers.with_name("elsewhere")))
    async with play(empty_workspace) as stage:
        await stage.press("3", "M", "down", "enter")
        await stage.type(str(after))
        await stage.press("ctrl+s")
        assert "3 of 3 lost files are now under" in stage.words
        await stage.press("down", "enter")
        assert lost(empty_workspace) == []
        assert empty_workspace.records.evidence == before


async def test_the_search_can_be_stopped(
    play: Any, empty_workspace: Workspace, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is changed by it, and what was found says that it is not all."""
    scan_folder(empty_workspace, papers, in_place=True, adds_all=True, as_at=NOW.date())
    before = dict(empty_workspace.records.evidence)
    after = Path(shutil.move(papers, papers.with_name("elsewhere")))
    found = moving.find_moved

    def slow(
        ws: Workspace, folder: Path, *, progress: Callable[[Step], None], cancelled: Callable[[], bool]
    ) -> FoundAgain:
        progress(Step(1, 3, "Waits v1.txt"))
        until = time.monotonic() + 20
        while not cancelled() and time.monotonic() < until:
            time.sleep(0.01)
        return found(ws, folder, progress=progress, cancelled=cancelled)

    monkeypatch.setattr(moving, "find_moved", slow)
    async with play(empty_workspace) as stage:
        await stage.press("3", "M", "down", "enter")
        await stage.type(str(after))
        await stage.pilot.press("ctrl+s")
        while "Waits v1.txt" not in stage.words:
            await stage.pilot.pause(0.01)
        await stage.press("escape")
        assert "0 of 3 lost files" in stage.notes
        assert "You stopped the search before its end." in stage.notes
        assert empty_workspace.records.evidence == before


async def test_items_nobody_looked_at_are_read_on_a_key(
    play: Any, empty_workspace: Workspace, papers: Path
) -> None:
    """All that are marked at once; what came of it is said."""
    scan_folder(empty_workspace, papers, in_place=True, adds_all=True, as_at=NOW.date())
    items = tuple(empty_workspace.records.evidence.values())
    unread = [put(revise(item, reading="unknown", words=0), item) for item in items]
    empty_workspace.run(Transaction("As it was", tuple(unread)))
    async with play(empty_workspace) as stage:
        await stage.press("3", "asterisk", "R")
        assert "Read 3 items again; 3 read otherwise than before." in stage.words
        await stage.press("escape")
        assert {one.reading for one in empty_workspace.records.evidence.values()} == {"read"}
