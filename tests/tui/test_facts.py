"""Facts of the framework on the screens: doubts by what rests on them, settled there, one or many at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from readiness.definitions.fact_sheet import facts_workbook
from readiness.model.definition.parts import places
from readiness.tui.app.app import ReadinessApp
from readiness.tui.screens.facts.screen import lines_of
from readiness.tui.shell.session import Session
from readiness.workspace.history import history
from readiness.workspace.workspace import Workspace
from tests.tui.example_area import TODAY

Play = Callable[..., Any]


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])
async def test_the_doubts(
    play: Play,
    golden: Callable[[ReadinessApp, str], None],
    area_workspace: Workspace,
    width: int,
    height: int,
) -> None:
    """What rests on each, most first, then every kind of fact there is."""
    async with play(area_workspace, (width, height)) as stage:
        await stage.press("K")
        golden(stage.app, f"facts-{width}x{height}")


async def test_a_doubt_is_settled_where_it_is_listed_and_undone(
    play: Play, area_workspace: Workspace
) -> None:
    """R asks where it was read; the fact is confirmed in one change; u takes it back; x doubts it again."""
    async with play(area_workspace, (100, 30)) as stage:
        await stage.press("K")
        stage.app.screen.query_one("#facts").point_at("deadline:B")
        await stage.press("r")
        await stage.type("Letter, page 2")
        await stage.press("ctrl+s")
        deadline = area_workspace.framework.deadline_classes_by_id["B"]
        assert (deadline.status, deadline.basis) == ("confirmed", "Letter, page 2")
        assert history(area_workspace)[0].label == "Confirm deadline B"
        await stage.press("u")
        assert area_workspace.framework.deadline_classes_by_id["B"].status == "assumed"


async def test_what_is_under_the_cursor_is_corrected_from_any_screen(
    play: Play, area_workspace: Workspace
) -> None:
    """K on a request item shows it with its deadline; e puts its words right everywhere; x takes it back."""
    async with play(area_workspace, (120, 40)) as stage:
        await stage.press("5")
        stage.app.screen.table.point_at("GEN01")
        await stage.press("K")
        assert "Facts: GEN01, A" in stage.words
        await stage.press("e")
        assert "Correct GEN01" in stage.words
        await stage.press("ctrl+s")
        assert "This is needed." in stage.words
        await stage.type("Annex A")
        await stage.press("ctrl+s")
        assert "Nothing was put right" in stage.words
        for row in stage.app.screen.query("FieldRow"):
            if row.spec.name == "title":
                row.fill("The self-evaluation of the partnership")
        await stage.press("ctrl+s")
        assert area_workspace.framework.requests_by_id["GEN01"].title == (
            "The self-evaluation of the partnership"
        )
        await stage.press("x")
        assert area_workspace.framework.requests_by_id["GEN01"].title == "Self-evaluation"


@pytest.mark.parametrize(
    ("area", "words"), [("2", "Facts: A"), ("5", "Facts: GEN"), ("6", "What the framework says")]
)
async def test_every_screen_has_a_way_to_its_facts(
    play: Play, area_workspace: Workspace, area: str, words: str
) -> None:
    """Those under the cursor where there are some, the doubts elsewhere; enter opens a line."""
    async with play(area_workspace, (100, 30)) as stage:
        await stage.press(area, "K")
        assert words in stage.words
        await stage.press("escape")
        await stage.press("1", "K")
        stage.app.screen.query_one("#facts").point_at("all:prompt")
        await stage.press("enter")
        assert "prompt:A1.1" in stage.words
        await stage.press("e")
        assert "Correct A1.1" in stage.words


async def test_the_timetable_shows_the_facts_of_its_dates(play: Play, area_workspace: Workspace) -> None:
    """The day under the cursor, and how sure it is."""
    async with play(area_workspace, (100, 30)) as stage:
        await stage.press("7", "t")
        stage.app.screen.query_one("#dates").point_at("on-site")
        await stage.press("K")
        assert "event:full.on-site" in stage.words


async def test_many_are_settled_from_a_workbook_in_one_act(
    play: Play, area_workspace: Workspace, tmp_path: Path
) -> None:
    """I reads it, shows what it says, asks once, and stores one change."""
    path = tmp_path / "facts.xlsx"
    framework = area_workspace.framework
    chosen = list(places(framework).values())
    path.write_bytes(facts_workbook(framework, chosen, area="Penmarsh", dated=TODAY))
    book = openpyxl.load_workbook(path)
    rows = list(book["Facts"].iter_rows())
    start = next(at for at, row in enumerate(rows) if row[0].value == "Fact")
    right = [cell.value for cell in rows[start]].index("Right?")
    for row in rows[start + 1 :]:
        row[right].value = "yes"
    book.save(path)
    before = len(history(area_workspace))
    async with play(area_workspace, (100, 30)) as stage:
        await stage.press("K", "i")
        await stage.type(str(path))
        await stage.press("enter")
        await stage.type("Handbook")
        await stage.press("ctrl+s")
        assert "What the workbook says" in stage.words
        await stage.press("escape")
        await stage.click("Store it")
    assert len(history(area_workspace)) == before + 1
    assert all(one.fact.status == "confirmed" for one in places(area_workspace.framework).values())
    assert {one.sure for one in lines_of(Session(area_workspace, given=TODAY))} == {"settled"}


async def test_shown_facts_are_written_to_a_workbook(play: Play, area_workspace: Workspace) -> None:
    """W writes those of the line under the cursor."""
    async with play(area_workspace, (100, 30)) as stage:
        await stage.press("K")
        stage.app.screen.query_one("#facts").point_at("all:request")
        await stage.press("w", "ctrl+s")
        [path] = (area_workspace.root / "exports").glob("*facts*.xlsx")
    values = [str(row[0].value) for row in openpyxl.load_workbook(path)["Facts"].iter_rows()]
    assert [one for one in values if ":" in one and " " not in one] == [
        "request:GEN01", "request:GEN02", "request:GEN03",
    ]  # fmt: skip
