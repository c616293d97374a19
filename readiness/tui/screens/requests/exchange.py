"""The map of request items to a workbook and back, on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.base.text import counted
from readiness.tui.base.content import line, plain
from readiness.tui.forms.fields import FILE_HINT, Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import QuestionDialog
from readiness.tui.forms.reading import ReportDialog, heading
from readiness.tui.shell.background import may_write, run_in_background
from readiness.workspace.output import free_name

if TYPE_CHECKING:
    from textual.content import Content

    from readiness.exchange.rows import ChangePlan
    from readiness.model.field import Around
    from readiness.model.records.requests import RequestState
    from readiness.tui.shell.workspace_app import WorkspaceApp


async def write_map(ui: WorkspaceApp) -> None:
    """Write the request map as a workbook to be filled in. Must run in a worker."""
    from readiness.exchange import exchange

    session = ui.session
    if session is None:
        return
    ws = session.workspace
    name = free_name(ws.root / "exports", ws.area, "request-map", session.today.isoformat(), exchange.SUFFIX)

    async def save(answers: Answers) -> bool:
        target = answers.path("file")
        if not await may_write(ui, target):
            return False
        count = await run_in_background(
            ui,
            lambda now: exchange.export_map(now.workspace, target, dated=now.today, replace=True),
        )
        if count is None:
            return False
        ui.say(f"Wrote {counted(count, 'item')} to {target}")
        return True

    fields = [Field("file", "File", "path", str(name), hint="ends in .xlsx", is_needed=True)]
    intro = (
        "Who answers each item, from where and how long it takes. Owners fill it in; take it in again after."
    )
    await fill_in(ui, FormDialog("Write the request map", fields, save, intro=intro))


async def take_map(ui: WorkspaceApp) -> None:
    """Ask for a filled-in request map, show what it changes, and store it. Must run in a worker."""
    from readiness.exchange import exchange

    session = ui.session
    if session is None:
        return
    read: list[tuple[str, ChangePlan[RequestState]]] = []

    async def save(answers: Answers) -> bool:
        path = answers.path("file")
        plan = await run_in_background(ui, lambda now: exchange.import_plan(now.workspace, path))
        read.extend([(path.name, plan)] if plan else [])
        return bool(plan)

    fields = [Field("file", "Request map", "path", hint=FILE_HINT, is_needed=True)]
    if not await fill_in(ui, FormDialog("Take a request map in", fields, save)) or not read:
        return
    name, plan = read[-1]
    await ui.push_screen_wait(ReportDialog("What the map would change", map_lines(plan, session.around)))
    if not plan.updates and not plan.conflicts:
        return
    stays = (
        f" {counted(len(plan.conflicts), 'conflict')} would stay as stored here." if plan.conflicts else ""
    )
    question = f"Take in the changes of {counted(len(plan.updates), 'item')}?{stays}"
    if plan.updates and await _asked(ui, question, "Leave all", "Take in"):
        await ui.carry_out(lambda ws: exchange.apply_map(ws, plan, name=name))
    question = f"Where both changed ({len(plan.conflicts)}), is the file's value to stand?"
    if plan.conflicts and await _asked(ui, question, "Keep ours", "Take the file's"):
        await ui.carry_out(lambda ws: exchange.take_conflicts(ws, plan, name=name))


async def _asked(ui: WorkspaceApp, question: str, safe: str, other: str) -> bool:
    return await ui.push_screen_wait(QuestionDialog(question, safe=safe, other=other))


def map_lines(plan: ChangePlan[RequestState], around: Around) -> list[Content]:
    """What a filled-in map would change, and where somebody here changed the same."""
    from readiness.exchange.exchange import conflict_words, field_changes

    changes = field_changes(plan, around)
    parts = [plain(f"{counted(len(changes), 'change')}, {counted(len(plan.conflicts), 'conflict')}.", "bold")]
    parts += [
        line(
            plain(f"{one.record_id:<7} ", "bold"),
            f"{one.label}: {one.before or 'nothing'} -> {one.after or 'nothing'}",
        )
        for one in changes
    ]
    if plan.conflicts:
        parts.append(heading("Changed in both places"))
        parts += [
            line(
                plain(f"{one.record_id:<7} ", "bold"),
                f"{one.label}: the file says {one.after or 'nothing'}, "
                f"here it says {one.before or 'nothing'}",
            )
            for one in conflict_words(plan, around)
        ]
    if plan.problems:
        parts.append(heading("Could not be taken"))
        parts += [plain(str(one)) for one in plan.problems]
    return parts
