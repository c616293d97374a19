"""The map of request items to a workbook and back, on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.base.text import counted
from readiness.tui.base.content import field_line, line, plain
from readiness.tui.forms.fields import FILE_HINT, Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import QuestionDialog
from readiness.tui.forms.reading import ReportDialog, heading
from readiness.tui.shell.background import errand, may_write
from readiness.workspace.output import free_name

if TYPE_CHECKING:
    from textual.content import Content

    from readiness.exchange.rows import MapPlan
    from readiness.tui.shell.workspace_app import Desk


async def write_map(desk: Desk) -> None:
    """Write the request map as a workbook to be filled in. Must run in a worker."""
    from readiness.exchange import exchange

    session = desk.session
    if session is None:
        return
    ws = session.workspace
    name = free_name(ws.root / "exports", ws.area, "request-map", session.today.isoformat(), exchange.SUFFIX)

    async def save(answers: Answers) -> bool:
        target = answers.path("file")
        if not await may_write(desk, target):
            return False
        count = await errand(
            desk, lambda now: exchange.export_map(now.workspace, target, dated=now.today, replace=True)
        )
        if count is None:
            return False
        desk.say(f"Wrote {counted(count, 'item')} to {target}")
        return True

    fields = [Field("file", "File", "path", str(name), hint="ends in .xlsx", is_needed=True)]
    intro = (
        "Who answers each item, from where and how long it takes. Owners fill it in; take it in again after."
    )
    await fill_in(desk, FormDialog("Write the request map", fields, save, intro=intro))


async def take_map(desk: Desk) -> None:
    """Ask for a filled-in request map, show what it changes, and store it. Must run in a worker."""
    from readiness.exchange import exchange

    read: list[tuple[str, MapPlan]] = []

    async def save(answers: Answers) -> bool:
        path = answers.path("file")
        plan = await errand(desk, lambda now: exchange.import_plan(now.workspace, path))
        read.extend([(path.name, plan)] if plan else [])
        return bool(plan)

    fields = [Field("file", "Request map", "path", hint=FILE_HINT, is_needed=True)]
    if not await fill_in(desk, FormDialog("Take a request map in", fields, save)) or not read:
        return
    name, plan = read[-1]
    await desk.push_screen_wait(ReportDialog("What the map would change", map_lines(plan)))
    if not plan.updates and not plan.conflicts:
        return
    stays = (
        f" {counted(len(plan.conflicts), 'conflict')} would stay as stored here." if plan.conflicts else ""
    )
    question = f"Take in the changes of {counted(len(plan.updates), 'item')}?{stays}"
    if plan.updates and await _asked(desk, question, "Leave all", "Take in"):
        await desk.carry_out(lambda ws: exchange.apply_map(ws, plan, name=name))
    question = f"Where both changed ({len(plan.conflicts)}), is the file's value to stand?"
    if plan.conflicts and await _asked(desk, question, "Keep ours", "Take the file's"):
        await desk.carry_out(lambda ws: exchange.take_conflicts(ws, plan, name=name))


async def _asked(desk: Desk, question: str, safe: str, other: str) -> bool:
    return await desk.push_screen_wait(QuestionDialog(question, safe=safe, other=other))


def map_lines(plan: MapPlan) -> list[Content]:
    """What a filled-in map would change, and where somebody here changed the same."""
    from readiness.exchange.exchange import field_changes

    changes = field_changes(plan)
    parts = [plain(f"{counted(len(changes), 'change')}, {counted(len(plan.conflicts), 'conflict')}.", "bold")]
    parts += [
        line(
            plain(f"{one.item_id:<7} ", "bold"),
            f"{field_line(one.field)}: {one.before or 'nothing'} -> {one.after or 'nothing'}",
        )
        for one in changes
    ]
    if plan.conflicts:
        parts.append(heading("Changed in both places"))
        parts += [
            line(
                plain(f"{one.item_id:<7} ", "bold"),
                f"{field_line(one.field)}: the file says {one.mine or 'nothing'}, "
                f"here it says {one.theirs or 'nothing'}",
            )
            for one in plan.conflicts
        ]
    if plan.problems:
        parts.append(heading("Could not be taken"))
        parts += [plain(str(one)) for one in plan.problems]
    return parts
