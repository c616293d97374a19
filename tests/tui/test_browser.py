"""Files are looked for from folder to folder: folders first, what is hidden left out, nothing changed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from readiness.base.own_settings import own_settings
from readiness.tui.forms.browser import FileBrowser
from readiness.tui.widgets.folders import contents, size_words
from readiness.workspace.opening import create_workspace

Play = Callable[..., AbstractAsyncContextManager[Any]]


def test_a_folder_is_listed(tmp_path: Path) -> None:
    """Folders before files, by name whatever its case; hidden names and lock files of Word are left out."""
    (tmp_path / "b folder").mkdir()
    for name in ("Zebra.docx", "alpha.pdf", ".hidden", "~$Zebra.docx"):
        (tmp_path / name).write_bytes(b"x" * 2000)
    found = contents(tmp_path)

    assert [one.path.name for one in found.entries] == ["b folder", "alpha.pdf", "Zebra.docx"]
    assert found.entries[0].is_folder
    assert found.entries[1].about.startswith("2 KB, ")
    assert not found.is_cut


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    """A folder that is gone is no crash."""
    found = contents(tmp_path / "gone")

    assert found.entries == ()
    assert found.why_not


@pytest.mark.parametrize(("size", "words"), [(12, "12 B"), (84 * 1024, "84 KB"), (3_000_000, "2.9 MB")])
def test_sizes_are_said_in_words(size: int, words: str) -> None:
    """In the unit people use."""
    assert size_words(size) == words


async def test_an_area_is_found_opened_and_remembered(
    play: Play, tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    """From the welcome screen: ctrl+o, a few letters, in, and ctrl+s twice; the next time it is listed."""
    root = tmp_path / "shared" / "penmarsh"
    root.parent.mkdir()
    (root.parent / "other").mkdir()
    create_workspace(root, "Penmarsh", user="R. Shah", clock=clock).close()
    async with play(None, (80, 24)) as stage:
        await stage.press("down", "enter")
        await stage.type(f"{root.parent}/")
        await stage.press("ctrl+o")
        assert isinstance(stage.app.screen, FileBrowser)
        assert "other" in stage.words
        await stage.type("penm")
        assert "other" not in stage.words
        await stage.press("enter", "left")
        assert "2 names" in stage.words
        await stage.press("right", "ctrl+s")
        assert stage.app.screen.query(Input).first().value == str(root)
        await stage.press("ctrl+s")
        for _ in range(300):
            if own_settings().recent_areas:
                break
            await stage.pilot.pause(0.1)
        assert [one.folder for one in own_settings().recent_areas] == [str(root)]
        assert stage.app.session is not None
