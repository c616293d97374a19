"""The area's own tracker of documents taken in: which file, what its columns are, what it would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.base.text import counted
from readiness.tui.base.content import line, plain
from readiness.tui.forms.fields import FILE_HINT, Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import QuestionDialog
from readiness.tui.forms.reading import ReportDialog, heading
from readiness.tui.shell.background import run_in_background

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from textual.content import Content

    from readiness.evidence.tracker import TrackerPlan
    from readiness.tui.shell.workspace_app import WorkspaceApp


async def take_tracker(ui: WorkspaceApp) -> None:
    """Ask for a tracker, map its columns, show what it would do, and store it. Must run in a worker."""
    from readiness.evidence import tracker

    session = ui.opened
    read: list[tuple[Path, TrackerPlan]] = []

    async def save(answers: Answers) -> bool:
        path = answers.path("file")
        typed = [part for part in answers.text("columns").replace("\n", ",").split(",") if part.strip()]
        plan = await run_in_background(
            ui,
            lambda now: tracker.tracker_plan(
                now.workspace,
                path,
                columns=tracker.mapped(typed),
                sheet=answers.text("sheet"),
                as_at=now.today,
            ),
        )
        read.extend([(path, plan)] if plan else [])
        return bool(plan)

    fields = [
        Field("file", "Tracker", "path", hint=FILE_HINT, is_needed=True),
        Field("sheet", "Sheet", hint="only where several could be meant, or a hidden one is"),
        Field("columns", "Columns", hint="such as Name of paper=title, Lead=owner; may stay empty"),
    ]
    kept = ", ".join(f"{name}={field}" for name, field in tracker.kept_columns(session.workspace).items())
    intro = "Any list of documents with a row of headings. " + (f"Mapped before: {kept}." if kept else "")
    if not await fill_in(ui, FormDialog("Take your own tracker in", fields, save, intro=intro)) or not read:
        return
    path, plan = read[-1]
    if plan.unread and (columns := await _map_columns(ui, plan)):
        mapped = await run_in_background(
            ui,
            lambda now: tracker.tracker_plan(
                now.workspace, path, columns={**plan.columns, **columns}, sheet=plan.sheet, as_at=now.today
            ),
        )
        plan = mapped or plan
    await ui.push_screen_wait(ReportDialog("What the tracker would do", plan_lines(plan)))
    question = f"Take in {counted(len(plan.items), 'item')} of the tracker?"
    asked = QuestionDialog(question, safe="Leave all", other="Take in")
    if not plan.items:
        return
    if await ui.push_screen_wait(asked):
        await ui.carry_out(lambda ws: tracker.apply_tracker(ws, plan, name=path.name, as_at=session.today))


async def _map_columns(ui: WorkspaceApp, plan: TrackerPlan) -> Mapping[str, str]:
    """Ask what each heading is that nothing was found for; those left empty stay unread."""
    from readiness.evidence.tracker import choices

    found: dict[str, str] = {}

    async def save(answers: Answers) -> bool:
        found.update({plan.unread[int(name)]: str(value) for name, value in answers.values.items() if value})
        return True

    offered = tuple(choices().items())
    fields = [
        Field(str(number), one, "choice", options=offered, hint="not taken")
        for number, one in enumerate(plan.unread)
    ]
    intro = "What are these columns? It is asked once: the answer is kept with the area."
    await fill_in(ui, FormDialog("Columns that say nothing by their heading", fields, save, intro=intro))
    return found


def plan_lines(plan: TrackerPlan) -> list[Content]:
    """What a tracker would add and change, what stays, and what could not be taken."""
    new = sum(one.before is None for one in plan.items)
    told = f"{counted(new, 'new item')}, {len(plan.items) - new} added to, {plan.known} known in full."
    parts = [plain(told, "bold"), plain(f"The sheet \u201c{plan.sheet}\u201d was read.")]
    if plan.unread:
        parts.append(plain(f"Columns not taken: {', '.join(plan.unread)}."))
    for one in plan.items:
        proves = f"  proves {', '.join(one.targets)}" if one.targets else ""
        parts.append(
            line(
                plain(f"{one.before.id if one.before else 'new':<7} ", "bold"),
                f"{one.after.title}  {one.after.owner or 'no owner'}{proves}",
            )
        )
        parts += [
            plain(f"        {label} stays: {here}; the file says {there}", "$text-muted")
            for label, here, there in one.differing
        ]
    if plan.problems:
        parts.append(heading("Could not be taken"))
        parts += [plain(str(one)) for one in plan.problems]
    return parts
