"""Files that lists come in: person-level lists, the inspectorate's own list, and the request map."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from readiness.core.wording import counted
from readiness.tui.dialogs.fields import Field
from readiness.tui.dialogs.form import Answers, FormDialog, fill_in
from readiness.tui.dialogs.message import QuestionDialog
from readiness.tui.dialogs.report import ReportDialog
from readiness.tui.errands import errand, free_name
from readiness.tui.list_views import list_lines, map_lines
from readiness.tui.notice_forms import may_write

if TYPE_CHECKING:
    from pathlib import Path

    from readiness.core.person_list_report import ListReport
    from readiness.core.reconcile import ReconcilePlan
    from readiness.core.request_map import MapPlan
    from readiness.tui.desk import Desk
    from readiness.tui.session import Session

_FILE_HINT = "type a path; right arrow completes"


async def check_lists(desk: Desk) -> None:
    """Ask for one list or both, and show what is wrong with them by place. Must run in a worker."""
    session = desk.session
    if session is None:
        return
    found: list[ListReport] = []

    async def save(answers: Answers) -> bool:
        from readiness.services import lists

        other = answers.path("other") if answers.text("other") else None
        given = answers.values["as_at"]
        as_at = given if isinstance(given, date) else session.today

        def work(now: Session) -> ListReport:
            return lists.check_lists(now.framework, answers.path("file"), other, as_at=as_at)

        report = await errand(desk, work)
        found.extend([report] if report else [])
        return bool(report)

    fields = [
        Field("file", "List", "path", hint=_FILE_HINT, is_needed=True),
        Field("other", "The other list", "path", hint="finds children on both; may stay empty"),
        Field("as_at", "As at", "date", session.today.isoformat(), today=session.today),
    ]
    intro = "Counts and places only: nothing of a row is shown, kept or written anywhere."
    if await fill_in(desk, FormDialog("Check person-level lists", fields, save, intro=intro)) and found:
        await desk.push_screen_wait(ReportDialog("Person-level lists", list_lines(found[-1])))


async def read_their_list(desk: Desk) -> None:
    """Ask for the inspectorate's own list and set it beside ours. Must run in a worker."""
    from readiness.services import reconciling
    from readiness.tui.screens.reconcile import ReconcileScreen

    read: list[tuple[Path, ReconcilePlan]] = []

    async def save(answers: Answers) -> bool:
        path = answers.path("file")
        plan = await errand(desk, lambda now: reconciling.reconcile_plan(now.workspace, path))
        read.extend([(path, plan)] if plan else [])
        return bool(plan)

    fields = [Field("file", "List", "path", hint=_FILE_HINT, is_needed=True)]
    intro = "As it arrived: xlsx, ods, csv or Word. You see every line first; nothing is matched in silence."
    if await fill_in(desk, FormDialog("The inspectorate's own list", fields, save, intro=intro)) and read:
        path, plan = read[-1]
        await desk.push_screen_wait(ReconcileScreen(plan, path.name))


async def write_map(desk: Desk) -> None:
    """Write the request map as a workbook to be filled in. Must run in a worker."""
    from readiness.services import request_map

    session = desk.session
    if session is None:
        return
    ws = session.workspace
    name = free_name(
        ws.root / "exports", ws.area, "request-map", session.today.isoformat(), request_map.SUFFIX
    )

    async def save(answers: Answers) -> bool:
        target = answers.path("file")
        if not await may_write(desk, target):
            return False
        count = await errand(desk, lambda now: request_map.export_map(now.workspace, target, dated=now.today))
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
    from readiness.services import request_map

    read: list[tuple[str, MapPlan]] = []

    async def save(answers: Answers) -> bool:
        path = answers.path("file")
        plan = await errand(desk, lambda now: request_map.import_plan(now.workspace, path))
        read.extend([(path.name, plan)] if plan else [])
        return bool(plan)

    fields = [Field("file", "Request map", "path", hint=_FILE_HINT, is_needed=True)]
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
        await desk.carry_out(lambda ws: request_map.apply_map(ws, plan, name=name))
    question = f"Where both changed ({len(plan.conflicts)}), is the file's value to stand?"
    if plan.conflicts and await _asked(desk, question, "Keep ours", "Take the file's"):
        await desk.carry_out(lambda ws: request_map.take_conflicts(ws, plan, name=name))


async def _asked(desk: Desk, question: str, safe: str, other: str) -> bool:
    return await desk.push_screen_wait(QuestionDialog(question, safe=safe, other=other))
