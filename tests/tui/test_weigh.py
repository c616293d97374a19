"""Every cell of a matrix opens to its evidence; links are reviewed with one key each after asking once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from textual.widgets import DataTable, Input

from readiness.evidence.weighing import suspect_links, weigh
from readiness.model.records.changes import Transaction, put
from readiness.tui.screens.evidence.weigh import CalendarDialog, MatrixDialog, SuspectDialog
from readiness.workspace.workspace import Workspace


def filter_of(stage: Any) -> str:
    """What is typed over the list."""
    return str(stage.app.screen.bar.value)


async def choose(stage: Any, place: int) -> None:
    """One of the ways of weighing, by its place in the menu."""
    await stage.press("3", "V", *["down"] * place, "enter")


async def test_a_cell_opens_to_its_evidence(play: Any, area_workspace: Workspace) -> None:
    """The list is filtered to what the cell counts."""
    async with play(area_workspace, (120, 40)) as stage:
        await choose(stage, 0)
        dialog = stage.app.screen
        assert isinstance(dialog, MatrixDialog)
        weighed = weigh(area_workspace, "kinds", as_at=stage.app.session.as_at)
        row, column = next(
            (row, place)
            for row, one in enumerate(weighed.rows)
            for place, cell in enumerate(one.cells)
            if cell.evidence
        )
        cell = weighed.rows[row].cells[column]
        dialog.query_one(DataTable).move_cursor(row=row, column=column + 1)
        await stage.press("enter")
        assert stage.app.screen.bar.value == cell.filter
        assert f"{cell.count} of {len(area_workspace.records.evidence)}" in stage.words


async def test_the_filter_holds_while_weighing(play: Any, area_workspace: Workspace) -> None:
    """What is typed over the list narrows the matrix, and goes with the cell that is opened."""
    async with play(area_workspace, (120, 40)) as stage:
        await stage.press("3", "slash")
        await stage.type("kind:audit")
        await stage.press("enter", "V")
        assert "kind:audit" in stage.words
        await stage.press("enter", "enter")
        assert stage.app.screen.bar.value.endswith("current kind:audit")


async def test_the_calendar_goes_to_an_item(play: Any, area_workspace: Workspace) -> None:
    """Months with what goes stale in them."""
    async with play(area_workspace, (100, 30)) as stage:
        await choose(stage, 4)
        assert type(stage.app.screen) is CalendarDialog
        await stage.press("enter")
        assert filter_of(stage).startswith("id:E")


async def test_links_are_reviewed_one_key_each(play: Any, area_workspace: Workspace) -> None:
    """It asks once; y holds, x takes away; undo brings back."""
    changed = [
        put(one.model_copy(update={"sha256": f"{number:064x}"}), one)
        for number, one in enumerate(area_workspace.records.evidence.values(), start=900)
    ]
    area_workspace.run(Transaction("Change every file", tuple(changed)))
    async with play(area_workspace, (100, 30)) as stage:
        as_at = stage.app.session.as_at
        before = suspect_links(area_workspace, as_at=as_at)
        assert len(before) > 1
        await choose(stage, 5)
        await stage.press("tab", "enter")
        assert isinstance(stage.app.screen, SuspectDialog)
        await stage.press("y")
        after = suspect_links(area_workspace, as_at=as_at)
        assert [one.link.id for one in after] == [one.link.id for one in before[1:]]
        await stage.press("x")
        assert before[1].link.id not in area_workspace.records.links
        assert "2 done" in stage.words
        await stage.press("escape", "u")
        assert before[1].link.id in area_workspace.records.links


async def test_nothing_to_review_is_said(play: Any, area_workspace: Workspace) -> None:
    """No empty queue is opened."""
    async with play(area_workspace) as stage:
        if not suspect_links(area_workspace, as_at=stage.app.session.as_at):
            await choose(stage, 5)
            assert not isinstance(stage.app.screen, SuspectDialog)


async def test_all_of_it_is_written_to_word(play: Any, area_workspace: Workspace, tmp_path: Path) -> None:
    """Four matrices, the calendar and the links."""
    file = tmp_path / "weighed.docx"
    async with play(area_workspace) as stage:
        await choose(stage, 6)
        stage.app.screen.query(Input).first().value = str(file)
        await stage.press("ctrl+s")
    written = Document(str(file))
    headings = [one.text for one in written.paragraphs]
    for title in (
        "By kind of evidence",
        "By agency",
        "By freshness",
        "What goes stale when",
        "Links to review",
    ):
        assert any(title in one for one in headings), title
    assert len(written.tables) >= 4
