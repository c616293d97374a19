"""What the screens of the night look like, kept as text; UPDATE_GOLDEN=1 keeps them anew."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from readiness.evidence import linking, register
from readiness.inspection import corrections, notice
from readiness.inspection.drill import DrillItem, DrillReport, Earlier
from readiness.library import files
from readiness.model.records.changes import Transaction, put
from readiness.pack.leak_kinds import Leak, LeakReport
from readiness.pack.leaks import FileLeaks
from readiness.requests import states
from readiness.tui.app.app import ReadinessApp
from readiness.tui.forms.reading import ReportDialog
from readiness.tui.screens.notice.screen import drill_lines
from readiness.tui.screens.pack.leak_lines import leak_lines
from readiness.tui.screens.pack.screen import PackOptions, PackScreen
from readiness.workspace.editing import revise
from readiness.workspace.workspace import Workspace

Play = Callable[..., AbstractAsyncContextManager[Any]]
Golden = Callable[[ReadinessApp, str], None]
SIZES = [(80, 24), (120, 40)]
CALL = datetime(2026, 11, 19, 9, 15, tzinfo=UTC)


@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_a_running_notice(
    play: Play, golden: Golden, area_workspace: Workspace, width: int, height: int
) -> None:
    """The clock over the board, its timetable, the forecast, the log."""
    notice.start(area_workspace, CALL)
    async with play(area_workspace, (width, height)) as stage:
        await stage.press("7")
        golden(stage.app, f"night-board-{width}x{height}")
        await stage.press("t")
        golden(stage.app, f"night-timetable-{width}x{height}")
        await stage.press("escape", "V")
        golden(stage.app, f"night-forecast-{width}x{height}")
        await stage.press("escape", "r", "L")
        golden(stage.app, f"night-log-{width}x{height}")


async def test_the_form_that_starts_the_clock(play: Play, golden: Golden, area_workspace: Workspace) -> None:
    """Day, time and kind, with the moment it is for an answer."""
    async with play(area_workspace, (80, 24)) as stage:
        await stage.press("7")
        await stage.click("The call has come")
        golden(stage.app, "night-start-80x24")


@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_a_pack_before_it_is_built(
    play: Play, golden: Golden, area_workspace: Workspace, width: int, height: int
) -> None:
    """What goes in, what is not supplied and why, and what stops it, by name."""
    linking.link(area_workspace, "E0001", ["GEN01"], as_at=CALL.date())
    states.set_state(area_workspace, "GEN03", status="not_applicable", reason="We have none.")
    register.edit(area_workspace, "E0001", holds_personal_data=True)
    held = files.path_of(area_workspace.records.evidence["E0001"], area_workspace.root)
    assert held is not None
    held.parent.mkdir(parents=True, exist_ok=True)
    held.write_bytes(b"words")
    held_by_record = area_workspace.records.evidence["E0001"]
    without = revise(held_by_record, sha256="")
    area_workspace.run(Transaction("Forget the hash", (put(without, held_by_record),)))
    async with play(area_workspace, (width, height)) as stage:
        stage.app.push_screen(PackScreen(PackOptions(Path("/packs/pack.zip"))))
        await stage.settle()
        golden(stage.app, f"night-pack-{width}x{height}")


@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_their_list_beside_ours(
    play: Play, golden: Golden, area_workspace: Workspace, tmp_path: Path, width: int, height: int
) -> None:
    """The same, proposed and undecided lines; the one under the cursor in full, with the words shared."""
    path = tmp_path / "request.csv"
    path.write_text(
        "Ref,Document requested,Deadline\n1,Waiting times,\n"
        "2,Your strategy for 2026,24/11/2026 10:00\n3,Menu,\n",
        encoding="utf-8",
    )
    async with play(area_workspace, (width, height)) as stage:
        await stage.press("7", "i")
        field = stage.app.focused
        assert isinstance(field, Input)
        field.value = str(path)
        await stage.press("ctrl+s", "down")
        golden(stage.app, f"night-their-list-{width}x{height}")


async def test_reports_to_read(play: Play, golden: Golden, area_workspace: Workspace) -> None:
    """What files give away, worst first; what came of a drill beside the one before."""
    leaks = (
        Leak("author", "document properties", 2),
        Leak("hidden_sheet", "sheet Waits", 1),
        Leak("nhs_number", "sheet Waits!B4", 12),
    )
    found = [FileLeaks("E0003", "Waiting times [b]dashboard", LeakReport(Path("waits.xlsx"), leaks))]
    moment = datetime(2026, 11, 24, 9, tzinfo=UTC)
    items = (
        DrillItem("GEN02", "Waiting times", ("health",), "missed", moment, None),
        DrillItem("GEN01", "Self-evaluation", ("education",), "met", moment, moment),
    )
    drill = DrillReport(CALL, moment, items)
    earlier = Earlier("2026-06-01", {"met": 0, "late": 1, "missed": 1, "not_due": 0})
    async with play(area_workspace, (80, 24)) as stage:
        stage.app.push_screen(ReportDialog("What the files give away", leak_lines(found)))
        await stage.settle()
        golden(stage.app, "night-leaks-80x24")
        await stage.press("escape")
        parts = drill_lines(drill, earlier, area_workspace.framework)
        stage.app.push_screen(ReportDialog("What came of the drill", parts))
        await stage.settle()
        golden(stage.app, "night-drill-80x24")


@pytest.mark.whole
async def test_the_date_form(play: Play, golden: Golden, area_workspace: Workspace) -> None:
    """Correcting a date asks for the date, the time and the reason."""
    notice.start(area_workspace, CALL)
    corrections.correct(area_workspace, "on-site", date(2026, 12, 8), reason="E-mail of 20 Nov")
    async with play(area_workspace, (80, 24)) as stage:
        await stage.press("7", "t")
        stage.app.screen.query_one("#dates").point_at("on-site")
        await stage.settle()
        golden(stage.app, "night-corrected-80x24")
        await stage.press("d")
        golden(stage.app, "night-correct-80x24")
