"""Checking a return on the screen: by place, from a workspace of any framework."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from readiness.tui.forms.form import FormDialog
from readiness.workspace.workspace import Workspace

Play = Callable[..., AbstractAsyncContextManager[Any]]


async def test_a_return_is_checked_from_the_palette(
    play: Play, area_workspace: Workspace, tmp_path: Path
) -> None:
    """The form names the return, the report how far its rules are known, and no cell is shown."""
    path = tmp_path / "return.xlsx"
    book = Workbook()
    book.create_sheet("Quarterly Return Template")["A3"] = "Somebody"
    book.save(path)
    async with play(area_workspace, (120, 40)) as stage:
        await stage.app.run_action("check_return")
        await stage.settle()
        assert isinstance(stage.app.screen, FormDialog)
        await stage.press("tab")
        await stage.type(str(path))
        await stage.press("ctrl+s")
        assert "5 faults" in stage.words
        assert "template itself was not seen" in " ".join(stage.words.split())
        assert "Somebody" not in stage.words
