"""What every screen looks like, kept as text; UPDATE_GOLDEN=1 keeps it anew after a change that is meant."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from textual.widgets import Input

from readiness.base.errors import RefusedError, StaleEditError
from readiness.base.problems import Problem, Where
from readiness.tui.app.app import ReadinessApp
from readiness.tui.forms.conflict import ConflictDialog
from readiness.tui.forms.questions import ErrorDialog
from readiness.tui.forms.reading import ProblemsDialog
from readiness.workspace.workspace import Workspace

Play = Callable[..., AbstractAsyncContextManager[Any]]
Golden = Callable[[ReadinessApp, str], None]
AREAS = ("overview", "criteria", "evidence", "gaps", "requests", "plan", "notice")


@pytest.mark.parametrize(
    ("width", "height"), [(80, 24), pytest.param(100, 30, marks=pytest.mark.whole), (120, 40)]
)
async def test_every_area_of_the_example(
    play: Play, golden: Golden, area_workspace: Workspace, width: int, height: int
) -> None:
    """Each area, loaded, at each of the three sizes."""
    async with play(area_workspace, (width, height)) as stage:
        for number, area in enumerate(AREAS, 1):
            await stage.press(str(number))
            golden(stage.app, f"{area}-{width}x{height}")


@pytest.mark.whole
@pytest.mark.parametrize(("width", "height"), [(160, 50), (200, 60)])
async def test_every_area_in_a_large_window(
    play: Play, golden: Golden, area_workspace: Workspace, width: int, height: int
) -> None:
    """More columns, never longer lines; nothing is cut while columns stand empty."""
    async with play(area_workspace, (width, height)) as stage:
        for number, area in enumerate(AREAS, 1):
            await stage.press(str(number))
            golden(stage.app, f"{area}-{width}x{height}")


async def test_every_area_without_records(play: Play, golden: Golden, empty_workspace: Workspace) -> None:
    """An empty area says what goes there and the key that fills it."""
    async with play(empty_workspace, (80, 24)) as stage:
        for number, area in enumerate(AREAS, 1):
            await stage.press(str(number))
            golden(stage.app, f"{area}-empty")


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])
@pytest.mark.whole
async def test_titles_far_too_long(
    play: Play, golden: Golden, wordy_workspace: Workspace, width: int, height: int
) -> None:
    """Long titles are cut in tables and folded in pages; nothing is pushed off the screen."""
    async with play(wordy_workspace, (width, height)) as stage:
        for number, area in enumerate(AREAS[:4], 1):
            await stage.press(str(number))
            if area == "criteria":
                await stage.press("enter")
            golden(stage.app, f"{area}-long-{width}x{height}")


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])
async def test_hostile_titles(
    play: Play, golden: Golden, hostile_workspace: Workspace, width: int, height: int
) -> None:
    """Hostile titles stand on the screen as they were written, controls made visible."""
    async with play(hostile_workspace, (width, height)) as stage:
        for number, area in enumerate(AREAS[:4], 1):
            await stage.press(str(number))
            if area == "criteria":
                await stage.press("enter")
            golden(stage.app, f"{area}-hostile-{width}x{height}")


async def test_every_area_without_colour(
    play: Play, golden: Golden, area_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With NO_COLOR every area says the same in the same words and marks: nothing is told by colour alone."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with play(area_workspace, (80, 24)) as stage:
        assert stage.app.no_color
        for number, area in enumerate(AREAS, 1):
            await stage.press(str(number))
            golden(stage.app, f"{area}-80x24")


async def test_drilled_in_and_filtered(play: Play, golden: Golden, area_workspace: Workspace) -> None:
    """At 80 columns the page and the detail take the place of the list; a filter shows its chips."""
    async with play(area_workspace, (80, 24)) as stage:
        await stage.press("2", "down", "down", "enter")
        golden(stage.app, "criteria-page-80x24")
        await stage.press("3", "enter")
        golden(stage.app, "evidence-detail-80x24")
        await stage.press("escape", "slash")
        await stage.type("kind:audit stale")
        golden(stage.app, "evidence-filtered-80x24")
        await stage.type(" nothinglikeit")
        golden(stage.app, "evidence-filtered-empty-80x24")
        await stage.press("4", "enter")
        golden(stage.app, "gaps-fix-80x24")


@pytest.mark.whole
async def test_boxes(play: Play, golden: Golden, area_workspace: Workspace) -> None:
    """Every box over a screen at 80x24."""
    async with play(area_workspace, (80, 24)) as stage:
        await stage.press("3")
        for key, name in (
            ("question_mark", "help"),
            ("f", "filter-picker"),
            ("a", "add-menu"),
            ("e", "evidence-form"),
            ("l", "link-picker"),
        ):
            await stage.press(key)
            golden(stage.app, f"box-{name}")
            await stage.press("escape")
        await stage.press("l", "enter")
        golden(stage.app, "box-link-form")
        await stage.type("4")
        await stage.press("escape")
        golden(stage.app, "box-question")
        await stage.press("tab", "enter", "2", "v")
        golden(stage.app, "box-grade")
        await stage.press("escape", "enter", "down", "c")
        golden(stage.app, "box-agree")
        await stage.press("escape", "a")
        golden(stage.app, "statement-editor-80x24")


async def test_messages(play: Play, golden: Golden, area_workspace: Workspace) -> None:
    """Errors, conflicts and problems are three parts: what, where, what to do."""
    async with play(area_workspace, (80, 24)) as stage:
        error = RefusedError(
            "The file cannot be read.", "Board paper.docx", "Close it in Word and try again."
        )
        stage.app.push_screen(ErrorDialog(error))
        await stage.settle()
        golden(stage.app, "box-error")
        await stage.press("escape")
        stale = StaleEditError(
            "E0001",
            mine={"id": "E0001", "title": "Mine", "revision": 2},
            theirs={"id": "E0001", "title": "Theirs", "revision": 3, "updated_by": "K. Ali"},
            base={"id": "E0001", "title": "Before", "revision": 2},
        )
        stage.app.push_screen(ConflictDialog(stale, may_repeat=True))
        await stage.settle()
        golden(stage.app, "box-stale")
        await stage.press("escape")
        problem = Problem(
            "warning", Where("readiness.json", 12, "E0009"), "A date cannot be read.", "Correct it."
        )
        stage.app.push_screen(ProblemsDialog((problem,)))
        await stage.settle()
        golden(stage.app, "box-problems")


async def test_first_run(play: Play, golden: Golden) -> None:
    """Without a workspace three choices are offered."""
    async with play(None, (80, 24)) as stage:
        golden(stage.app, "welcome-80x24")
        await stage.press("down", "enter")
        assert stage.app.screen.query(Input).first().value == ""
        golden(stage.app, "welcome-open")


async def test_the_wide_editor(play: Play, golden: Golden, area_workspace: Workspace) -> None:
    """The editor stands beside the tree when there is room."""
    async with play(area_workspace, (120, 40)) as stage:
        await stage.press("2", "a")
        golden(stage.app, "statement-editor-120x40")


@pytest.mark.parametrize(("width", "height"), [(59, 24), (80, 15)])
async def test_a_window_too_small(
    play: Play, golden: Golden, area_workspace: Workspace, width: int, height: int
) -> None:
    """A window that is too small gets one plain line."""
    async with play(area_workspace, (width, height)) as stage:
        golden(stage.app, f"too-small-{width}x{height}")
