"""A sheet of records that comes back: ask for the file, show what it changes, store what is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from readiness.base.text import counted
from readiness.tui.base.content import line, plain
from readiness.tui.forms.fields import FILE_HINT, Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import QuestionDialog
from readiness.tui.forms.reading import ReportDialog, heading
from readiness.tui.shell.background import run_in_background

if TYPE_CHECKING:
    from textual.content import Content

    from readiness.exchange.rows import ChangePlan, Conflict
    from readiness.model.field import Around
    from readiness.model.records.changes import Transaction
    from readiness.model.records.record import Record
    from readiness.tui.shell.workspace_app import WorkspaceApp
    from readiness.workspace.workspace import Workspace

R = TypeVar("R", bound="Record")

Read = Callable[["Workspace", Path, str], "ChangePlan[R]"]
"""What taking a file in would change, by the sheet named in it."""

Apply = Callable[["Workspace", "ChangePlan[R]", str, "Iterable[Conflict]"], "Transaction"]
"""Store a plan under the file's name; of the conflicts, those given as the file says."""


@dataclass(frozen=True, slots=True)
class SheetWords:
    """What the boxes are called."""

    form: str
    file: str
    report: str


async def take_sheet(ui: WorkspaceApp, words: SheetWords, read: Read[R], apply: Apply[R]) -> None:
    """Ask for a sheet that comes back, show what it changes, and store it. Must run in a worker."""
    session = ui.session
    if session is None:
        return
    plans: list[tuple[str, ChangePlan[R]]] = []

    async def save(answers: Answers) -> bool:
        path = answers.path("file")
        plan = await run_in_background(ui, lambda now: read(now.workspace, path, answers.text("sheet")))
        plans.extend([(path.name, plan)] if plan else [])
        return bool(plan)

    fields = [
        Field("file", words.file, "path", hint=FILE_HINT, is_needed=True),
        Field("sheet", "Sheet", hint="only where several could be meant, or a hidden one is"),
    ]
    if not await fill_in(ui, FormDialog(words.form, fields, save)) or not plans:
        return
    name, plan = plans[-1]
    await ui.push_screen_wait(ReportDialog(words.report, plan_lines(plan, session.around)))
    stays = (
        f" {counted(len(plan.conflicts), 'conflict')} would stay as stored here." if plan.conflicts else ""
    )
    question = f"Take in the changes of {counted(len(plan.updates), 'item')}?{stays}"
    if plan.updates and await _asked(ui, question, "Leave all", "Take in"):
        await ui.carry_out(lambda ws: apply(ws, plan, name, ()))
    question = f"Where both changed ({len(plan.conflicts)}), is the file's value to stand?"
    if plan.conflicts and await _asked(ui, question, "Keep ours", "Take the file's"):
        await ui.carry_out(lambda ws: apply(ws, replace(plan, updates=()), name, plan.conflicts))


async def _asked(ui: WorkspaceApp, question: str, safe: str, other: str) -> bool:
    return await ui.push_screen_wait(QuestionDialog(question, safe=safe, other=other))


def plan_lines(plan: ChangePlan[R], around: Around) -> list[Content]:
    """Which sheet was read, what it would change, and where somebody here changed the same."""
    from readiness.exchange.taking_in import conflict_words, field_changes

    changes = field_changes(plan, around)
    parts = [
        plain(f"{counted(len(changes), 'change')}, {counted(len(plan.conflicts), 'conflict')}.", "bold"),
        plain(f"The sheet \u201c{plan.sheet}\u201d was read."),
    ]
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
