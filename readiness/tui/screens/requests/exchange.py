"""The map of request items to a workbook and back, on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.base.text import counted
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.screens.base.sheets import SheetWords, take_sheet
from readiness.tui.shell.background import asked_to_replace, run_in_background
from readiness.workspace.output import free_name

if TYPE_CHECKING:
    from readiness.tui.shell.workspace_app import WorkspaceApp


async def write_map(ui: WorkspaceApp) -> None:
    """Write the request map as a workbook to be filled in. Must run in a worker."""
    from readiness.exchange import exchange
    from readiness.exchange.columns import SUFFIX

    session = ui.opened
    ws = session.workspace
    name = free_name(ws.root / "exports", ws.area, "request-map", session.today.isoformat(), SUFFIX)

    async def save(answers: Answers) -> bool:
        target = answers.path("file")
        replacing = await asked_to_replace(ui, target)
        if replacing is None:
            return False
        count = await run_in_background(
            ui,
            lambda now: exchange.export_map(now.workspace, target, dated=now.today, replace=replacing),
        )
        if count is None:
            return False
        ui.say_made(f"Wrote {counted(count, 'item')} to {target}", target)
        return True

    fields = [Field("file", "File", "path", str(name), hint="ends in .xlsx", is_needed=True)]
    intro = (
        "Who answers each item, from where and how long it takes. Owners fill it in; take it in again after."
    )
    await fill_in(ui, FormDialog("Write the request map", fields, save, intro=intro))


async def take_map(ui: WorkspaceApp) -> None:
    """Ask for a filled-in request map, show what it changes, and store it. Must run in a worker."""
    from readiness.exchange import exchange

    words = SheetWords("Take a request map in", "Request map", "What the map would change")
    await take_sheet(
        ui,
        words,
        lambda ws, path, sheet: (exchange.import_plan(ws, path, sheet=sheet),),
        lambda ws, plans, name, take: exchange.apply_map(ws, plans[0], name=name, take=take),
    )
