"""The gaps by cause: the table follows the cause under the cursor, and nothing is left out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from readiness.tui.screens.gaps import GapsScreen
from readiness.tui.widgets.page import Page
from readiness.tui.widgets.records_table import RecordsTable
from readiness.workspace.workspace import Workspace

Play = Callable[..., AbstractAsyncContextManager[Any]]


async def test_the_table_follows_the_cause(play: Play, area_workspace: Workspace) -> None:
    """First all gaps; under a cause only its own; together the causes hold every gap."""
    async with play(area_workspace, (120, 40)) as stage:
        await stage.press("4")
        screen = stage.app.screen
        assert isinstance(screen, GapsScreen)
        table, page = screen.query_one(RecordsTable), screen.query_one("#causes", Page)
        everything = table.shown
        counts = []
        await stage.press("shift+tab")
        assert page.has_focus
        while True:
            before = page.highlighted
            await stage.press("down")
            if page.highlighted == before or page.key == "all":
                break
            counts.append(table.shown)
            checks = {str(row.key.value).partition("/")[0] for row in table.ordered_rows}
            assert len(checks) == 1
        assert sum(counts) == everything


async def test_a_cause_of_the_overview_opens_its_gaps(play: Play, area_workspace: Workspace) -> None:
    """Enter on what to do first leads to exactly those gaps."""
    async with play(area_workspace, (120, 40)) as stage:
        stage.app.screen.query_one("#fix", Page).focus()
        wanted = stage.app.screen.query_one("#fix", Page).key
        await stage.press("enter")
        assert stage.app.screen.AREA == "gaps"
        assert stage.app.screen.bar.value == f"check:{wanted}"
        assert stage.app.screen.table.shown >= 1
