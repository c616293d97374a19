"""What those outside say and ask: the meeting, other areas' reports, and what follows an inspection."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from readiness.plan.report_library import add_report
from readiness.workspace.workspace import Workspace
from tests.plan.report_pdf import write_report
from tests.tui.conftest import Stage

Play = Callable[..., Any]


async def opened(stage: Stage, action: str) -> None:
    """A command of the palette, with its first box drawn."""
    await stage.app.run_action(action)
    await stage.settle()


async def test_the_meeting_is_prepared_and_what_was_asked_is_kept(
    play: Play, area_workspace: Workspace
) -> None:
    """What to bring opens to read; a note becomes a recommendation."""
    async with play(area_workspace) as stage:
        await opened(stage, "app.engagement")
        assert "Likely questions" in stage.words
        await stage.press("enter")
        assert "Since last time" in stage.words
        await stage.press("escape")
        await opened(stage, "app.engagement")
        await stage.press("down", "down", "enter")
        await stage.type("Show the waits by ward.")
        await stage.press("ctrl+s")
        assert "Kept as R" in stage.words
    texts = [one.text for one in area_workspace.records.recommendations.values()]
    assert "Show the waits by ward." in texts


async def test_a_likely_question_opens_its_record(play: Play, area_workspace: Workspace) -> None:
    """The first record behind it."""
    async with play(area_workspace) as stage:
        await opened(stage, "app.engagement")
        await stage.press("down", "enter")
        assert "Our suppositions" in stage.words
        await stage.press("enter")
        assert stage.app.current_mode in {"criteria", "plan", "evidence", "requests"}


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
