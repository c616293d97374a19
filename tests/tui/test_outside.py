"""What those outside say and ask: the meeting, other areas' reports, and what follows an inspection."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from readiness.plan.report_library import add_report
from readiness.tui.widgets.records_table import RecordsTable
from readiness.workspace.workspace import Workspace
from tests.plan.report_pdf import write_report
from tests.tui.stage import Stage
from tests.tui.test_record_form import fill

Play = Callable[..., Any]


async def opened(stage: Stage, action: str) -> None:
    """A command of the palette, with its first box drawn."""
    await stage.app.run_action(action)
    await stage.settle()


async def test_the_meeting_is_prepared_and_what_was_asked_is_kept(
    play: Play, area_workspace: Workspace, tmp_path: Path
) -> None:
    """A note that is a recommendation, an action in one key, the papers, and the record behind a line."""
    async with play(area_workspace, (120, 40)) as stage:
        await opened(stage, "app.engagement")
        assert "Engagement meeting" in stage.words
        assert "May ask" in stage.words
        await stage.press("a")
        await fill(stage, words="Show the waits by ward.")
        assert "Kept as R" in stage.words
        kept = area_workspace.records.recommendations.values()
        (asked,) = [one for one in kept if one.text.startswith("Show")]
        assert asked.source.startswith("Engagement meeting, ")
        stage.app.screen.query_one(RecordsTable).point_at(f"told {asked.id}")
        await stage.press("N")
        await fill(stage, title="Add wards to the dashboard")
        assert any(asked.id in one.recommendations for one in area_workspace.records.actions.values())
        await stage.press("w")
        await fill(stage, file=str(tmp_path / "brief.docx"), internal=str(tmp_path / "questions.docx"))
        await stage.press("enter")
        assert stage.app.current_mode == "plan"
    assert docx.Document(str(tmp_path / "brief.docx")).paragraphs
    assert docx.Document(str(tmp_path / "questions.docx")).tables


async def test_the_day_and_those_who_go_are_set_where_the_framework_has_such_a_meeting(
    play: Play, workspace: Workspace
) -> None:
    """Every other day is counted back from it; moved, all move with it."""
    async with play(workspace, (120, 40)) as stage:
        await opened(stage, "app.engagement")
        assert "no date is agreed yet" in stage.words
        await stage.press("e")
        assert "Set the day" in stage.notes
        await stage.press("d")
        await fill(stage, on="14 January 2027")
        assert "Engagement meeting on Thu 14 Jan" in stage.words
        assert "Rehearsal of the meeting" in stage.words
        await stage.press("e")
        await fill(stage, attendees="Director, R. Shah")
        await stage.press("d")
        await fill(stage, on="21 January 2027", why="The lead asked.")
        assert "Engagement meeting on Thu 21 Jan" in stage.words
    (notice,) = workspace.records.notices.values()
    assert notice.attendees


async def test_findings_elsewhere_are_read_apart_from_ours(
    play: Play, workspace: Workspace, tmp_path: Path
) -> None:
    """The themes of the reports kept open to the findings; nothing of them becomes ours."""
    path = tmp_path / "report.pdf"
    write_report(path)
    add_report(workspace, path)
    before = len(workspace.records.recommendations)
    async with play(workspace) as stage:
        await opened(stage, "app.elsewhere")
        assert "Elsewhere: 1 published report" in stage.words
        await stage.press("enter")
        await stage.type("annual reviews of plans and leaders")
        await stage.press("ctrl+s")
        assert "What inspectors wrote elsewhere" in stage.words
    assert len(workspace.records.recommendations) == before


@pytest.mark.whole
async def test_after_an_inspection(play: Play, area_workspace: Workspace) -> None:
    """The steps open to read; the days open in a form of their own."""
    async with play(area_workspace) as stage:
        await opened(stage, "app.after_inspection")
        await stage.press("enter")
        assert "Draft report" in stage.words
        await stage.press("escape")
        await opened(stage, "app.after_inspection")
        await stage.press("down", "enter")
        assert "Comments due" in stage.words
