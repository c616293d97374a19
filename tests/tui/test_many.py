"""Several items are marked and changed together; the register and owners are changed on the screen too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from textual.widgets import Input, Select

from readiness.tui.screens.evidence.find import FindDialog
from readiness.tui.widgets.page import Page
from readiness.workspace.workspace import Workspace


def owners(workspace: Workspace) -> dict[str, str]:
    """Who owns each item now."""
    return {one.id: one.owner for one in workspace.records.evidence.values()}


async def test_marked_items_are_changed_together(play: Any, area_workspace: Workspace) -> None:
    """Space marks, shift with an arrow the next too; the form changes only what is filled in, at once."""
    before = owners(area_workspace)
    ids = list(before)
    kinds = {one.id: one.kind for one in area_workspace.records.evidence.values()}
    async with play(area_workspace) as stage:
        await stage.press("3", "space", "shift+down")
        assert "3 marked" in stage.words
        await stage.press("e")
        await stage.type("J. Osei")
        await stage.press("ctrl+s")
        assert [owners(area_workspace)[one] for one in ids[:3]] == ["J. Osei"] * 3
        assert owners(area_workspace)[ids[3]] == before[ids[3]]
        assert {one.id: one.kind for one in area_workspace.records.evidence.values()} == kinds
        await stage.press("u")
        assert owners(area_workspace) == before


async def test_a_filter_selects_what_is_linked(play: Any, area_workspace: Workspace) -> None:
    """An asterisk marks all that the filter leaves, and one link each is made."""
    async with play(area_workspace) as stage:
        await stage.press("3", "asterisk")
        count = len(area_workspace.records.evidence)
        assert f"{count} marked" in stage.words
        await stage.press("l")
        await stage.type("B1")
        await stage.press("enter")
        linked = {one.evidence for one in area_workspace.records.links.values() if one.target == "B1"}
        assert linked == set(area_workspace.records.evidence)
        await stage.press("asterisk")
        assert "marked" not in stage.words


async def test_what_a_filter_hides_is_not_marked(play: Any, area_workspace: Workspace) -> None:
    """Nothing out of sight is ever changed."""
    async with play(area_workspace) as stage:
        await stage.press("3", "asterisk", "slash")
        await stage.type("kind:audit")
        shown = [one for one in area_workspace.records.evidence.values() if one.kind == "audit"]
        assert f"{len(shown)} marked" in stage.words


async def test_an_owner_is_renamed_from_the_palette(play: Any, area_workspace: Workspace) -> None:
    """Everything of one name goes to another."""
    old = next(one.owner for one in area_workspace.records.evidence.values() if one.owner)
    async with play(area_workspace) as stage:
        stage.app.action_rename_owner()
        await stage.settle()
        await stage.type(old)
        await stage.press("enter")
        await stage.type("J. Osei")
        await stage.press("ctrl+s")
        assert old not in owners(area_workspace).values()
        assert "J. Osei" in owners(area_workspace).values()


async def test_the_register_goes_out_and_comes_back(
    play: Any, area_workspace: Workspace, tmp_path: Path
) -> None:
    """What the file changes is shown, then stored."""
    file = tmp_path / "register.xlsx"
    async with play(area_workspace) as stage:
        stage.app.action_write_register()
        await stage.settle()
        stage.app.screen.query(Input).first().value = str(file)
        await stage.press("ctrl+s")
        book = load_workbook(file)
        sheet = book.worksheets[0]
        header = next(row for row in sheet.iter_rows() if row[0].value == "Id")
        column = next(cell.column for cell in header if cell.value == "Owner")
        sheet.cell((header[0].row or 0) + 1, column or 0).value = "From the file"
        book.save(file)
        stage.app.action_take_register()
        await stage.settle()
        stage.app.screen.query(Input).first().value = str(file)
        await stage.press("ctrl+s")
        assert "From the file" in stage.words
        await stage.press("escape", "tab", "enter")
    assert "From the file" in owners(area_workspace).values()


@pytest.mark.whole
async def test_words_are_found_and_gone_to(play: Any, area_workspace: Workspace) -> None:
    """By title where nothing was read; the passage is shown; enter goes to the item."""
    wanted = next(iter(area_workspace.records.evidence.values()))
    async with play(area_workspace) as stage:
        await stage.press("F")
        dialog = stage.app.screen
        assert isinstance(dialog, FindDialog)
        await stage.type(wanted.title)
        await stage.settle()
        assert dialog.query_one(Page).key == wanted.id
        await stage.press("enter")
        assert stage.app.current_mode == "evidence"
        assert stage.app.screen.table.key == wanted.id


async def test_a_tracker_is_taken_in_and_its_columns_asked_once(
    play: Any, area_workspace: Workspace, tmp_path: Path
) -> None:
    """A heading that says nothing is asked about; the answer is kept with the area."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Document", "Link", "Who"])
    sheet.append(["Offer page", "https://example.org/offer", "J. Osei"])
    file = tmp_path / "tracker.xlsx"
    book.save(file)
    async with play(area_workspace) as stage:
        stage.app.action_take_tracker()
        await stage.settle()
        stage.app.screen.query(Input).first().value = str(file)
        await stage.press("ctrl+s")
        assert "Who" in stage.words
        stage.app.screen.query_one(Select).value = "owner"
        await stage.press("ctrl+s")
        assert "1 new item" in stage.words
        await stage.press("escape", "tab", "enter")
    added = {one.title: one.owner for one in area_workspace.records.evidence.values()}
    assert added["Offer page"] == "J. Osei"
    assert area_workspace.area.tracker_columns == ("Who=owner",)
