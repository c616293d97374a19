"""The register of evidence to a workbook and back, and a new name for an owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.base.text import counted
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.picker import Choice, Picker
from readiness.tui.screens.base.filter_choices import example_of
from readiness.tui.screens.base.sheets import SheetWords, take_sheet
from readiness.tui.shell.background import asked_to_replace, run_in_background
from readiness.workspace.output import free_name

if TYPE_CHECKING:
    from readiness.tui.shell.workspace_app import WorkspaceApp


async def write_register(ui: WorkspaceApp) -> None:
    """Write the register as a workbook to be corrected. Must run in a worker."""
    from readiness.exchange import evidence_register
    from readiness.exchange.columns import SUFFIX

    session = ui.opened
    ws = session.workspace
    name = free_name(ws.root / "exports", ws.area, "evidence", session.today.isoformat(), SUFFIX)

    async def save(answers: Answers) -> bool:
        target, query = answers.path("file"), answers.text("where")
        replacing = await asked_to_replace(ui, target)
        if replacing is None:
            return False
        count = await run_in_background(
            ui,
            lambda now: evidence_register.export_register(
                now.workspace, target, dated=now.today, as_at=now.as_at, query=query, replace=replacing
            ),
        )
        if count is None:
            return False
        ui.say_made(f"Wrote {counted(count, 'item')} to {target}", target)
        return True

    fields = [
        Field("file", "File", "path", str(name), hint="ends in .xlsx", is_needed=True),
        Field("where", "Only", hint=example_of(session, "a filter such as kind:audit stale; all when empty")),
    ]
    intro = "Every item as a row. Correct many in a spreadsheet; take it in again after."
    await fill_in(ui, FormDialog("Write the register", fields, save, intro=intro))


async def take_register(ui: WorkspaceApp) -> None:
    """Ask for a corrected register, show what it changes, and store it. Must run in a worker."""
    from readiness.exchange import evidence_register

    words = SheetWords("Take a register in", "Register", "What the register would change")
    await take_sheet(
        ui,
        words,
        lambda ws, path, sheet: (evidence_register.register_plan(ws, path, sheet=sheet),),
        lambda ws, plans, name, take: evidence_register.apply_register(ws, plans[0], name=name, take=take),
    )


async def rename_owner(ui: WorkspaceApp) -> None:
    """Choose a name that owns something and put another in its place. Must run in a worker."""
    from readiness.workspace import owners

    session = ui.opened
    held = owners.owned(session.workspace)
    choices = [
        Choice(name, ", ".join(f"{table} {count}" for table, count in sorted(counts.items())))
        for name, counts in held.items()
    ]
    if not choices:
        ui.say("Nobody owns anything yet.", severity="warning")
        return
    old = await ui.push_screen_wait(Picker("Whose place is another to take?", choices))
    if not old:
        return

    async def save(answers: Answers) -> bool:
        return await ui.carry_out(lambda ws: owners.rename(ws, old, answers.text("new")))

    count = sum(held[old].values())
    intro = f"Put in the place of {old} in {counted(count, 'record')}, as one change."
    fields = [Field("new", "New name", is_needed=True)]
    await fill_in(ui, FormDialog(f"Another name for {old}", fields, save, intro=intro))
