"""Another definition beside the one in force, on the screen: differences, map, move and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from readiness.definitions.files import shipped_frameworks
from readiness.model.records.changes import Transaction, put
from readiness.sef import statements
from readiness.tui.app.app import ReadinessApp
from readiness.workspace.history import history
from readiness.workspace.opening import create_workspace, open_workspace
from readiness.workspace.workspace import Workspace
from tests.tui.example_area import TODAY

Play = Callable[..., Any]
OLD = "local-area-send-2016"


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with a statement under each of two questions, and an altered definition beside it."""

    def clock() -> datetime:
        return datetime(2026, 11, 21, 10, tzinfo=UTC)

    root = tmp_path / "old"
    ws = create_workspace(root, "Oldshire", framework_id=OLD, user="R. Shah", clock=clock)
    statements.add(ws, "QA", "strength", "We find needs early.", as_at=TODAY)
    statements.add(ws, "QC", "headline", "Outcomes improve.", as_at=TODAY)
    ws.close()
    text = shipped_frameworks()[OLD].read_text(encoding="utf-8")
    text = text.replace("improves outcomes for children", "has ramps in every building used by children")
    text = text.replace('version: "2016-04"', 'version: "2017-01"')
    (root / "frameworks" / f"{OLD}.yaml").write_text(text, encoding="utf-8")
    ws = open_workspace(root, user="R. Shah", clock=clock)
    yield ws
    ws.close()


async def opened(stage: Any) -> None:
    """Open the altered definition: the first that is offered."""
    stage.app.action_editions()
    await stage.settle()
    await stage.press("enter")


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])
async def test_differences_are_shown_id_by_id(
    play: Play, golden: Callable[[ReadinessApp, str], None], old: Workspace, width: int, height: int
) -> None:
    """Said on opening; what changed with its words on both sides, those to look at first."""
    async with play(old, (width, height)) as stage:
        assert old.definition is not None
        assert old.definition.waiting is not None
        await opened(stage)
        stage.app.clear_notifications()
        await stage.settle()
        golden(stage.app, f"edition-{width}x{height}")
        await stage.press("escape")
        assert old.framework.version == "2016-04"


async def test_an_edition_is_moved_to_by_a_map_made_on_the_screen_and_undone(
    play: Play, old: Workspace
) -> None:
    """E says what has taken the place of a question; ctrl+s tells the account, asks, moves; u takes back."""
    async with play(old, (120, 40)) as stage:
        await opened(stage)
        stage.app.screen.query_one("#edition").point_at("criterion:QC")
        await stage.press("e")
        for row in stage.app.screen.query("FieldRow"):
            row.fill("QZ")
        await stage.press("ctrl+s")
        assert "has no criterion QZ" in stage.words
        for row in stage.app.screen.query("FieldRow"):
            row.fill("QB")
        await stage.press("ctrl+s")
        assert "chosen by a person" in stage.words
        await stage.press("ctrl+s")
        assert "3 records: 2 kept, 1 moved, 0 archived." in stage.words
        await stage.click("Leave all")
        assert old.framework.version == "2016-04"
        await stage.press("ctrl+s")
        await stage.click(" Move ")
        assert old.framework.version == "2017-01"
        assert [one.criterion for one in old.records.statements.values()] == ["QA", "QB"]
        assert list((old.root / "backups").glob("*.zip"))
        await stage.press("u")
        assert old.framework.version == "2016-04"
        assert [one.criterion for one in old.records.statements.values()] == ["QA", "QC"]


async def test_a_map_goes_out_and_comes_back(play: Play, old: Workspace, tmp_path: Path) -> None:
    """W writes it; with a fault every one is shown and nothing is taken; corrected it is taken."""
    async with play(old, (120, 40)) as stage:
        await opened(stage)
        await stage.press("w", "ctrl+s")
        [path] = (old.root / "exports").glob("*edition-map*.xlsx")
        book = openpyxl.load_workbook(path)
        [row] = [
            row for row in book["Map"].iter_rows() if [one.value for one in row[:2]] == ["criterion", "QC"]
        ]
        row[3].value = "Q9"
        book.save(tmp_path / "faulty.xlsx")
        row[3].value = "QB"
        book.save(tmp_path / "right.xlsx")
        await stage.press("i")
        await stage.type(str(tmp_path / "faulty.xlsx"))
        await stage.press("ctrl+s")
        assert "There is no criterion `Q9`" in stage.words
        await stage.press("escape", "escape")
        await stage.click("Leave without")
        await stage.press("i")
        await stage.type(str(tmp_path / "right.xlsx"))
        await stage.press("ctrl+s")
        assert "chosen by a person" in stage.words
    assert old.framework.version == "2016-04"
    assert len(history(old)) == 3


async def test_a_definition_from_a_file_is_compared(play: Play, old: Workspace) -> None:
    """By its path; one with faults is refused with the way to see them."""
    broken = old.root / "broken.yaml"
    broken.write_text("id: broken\n", encoding="utf-8")
    for path, words in (
        (broken, "has errors"),
        (shipped_frameworks()["area-send-2023"], "area-send-2023 2025"),
    ):
        async with play(old, (120, 40)) as stage:
            stage.app.action_editions()
            await stage.settle()
            await stage.press("end", "enter")
            await stage.type(str(path))
            await stage.press("ctrl+s")
            assert words in stage.words


async def test_what_is_without_a_place_is_given_one_from_the_criteria(play: Play, old: Workspace) -> None:
    """M lists what is gone with what could take its place; ctrl+s stores it; without any it says so."""
    lost = old.records.statements["S0001"]
    old.run(Transaction("Lose", (put(lost.model_copy(update={"criterion": "Q9"}), lost),)))
    async with play(old, (120, 40)) as stage:
        await stage.press("2", "M")
        assert "what has taken its place" in stage.words
        assert "Q9" in stage.words
        await stage.press("e")
        for row in stage.app.screen.query("FieldRow"):
            row.fill("QB")
        await stage.press("ctrl+s")
        assert "1 of 1 ids have a place" in stage.words
        await stage.press("ctrl+s")
        await stage.click(" Move ")
        assert old.records.statements["S0001"].criterion == "QB"
        stage.app.action_place_all()
        await stage.settle()
        assert "Every record has its place" in stage.words
