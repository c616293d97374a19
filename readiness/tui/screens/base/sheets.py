"""A sheet of records that comes back: ask for the file, show what it changes, store what is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    from readiness.tui.shell.workspace_app import WorkspaceApp
    from readiness.workspace.workspace import Workspace

Plans = Sequence["ChangePlan[Any]"]
"""What taking a file in would change, sheet by sheet."""

Read = Callable[["Workspace", Path, str], Plans]
"""The same, by the sheet named in it."""

Apply = Callable[["Workspace", Plans, str, "Iterable[Conflict]"], "Transaction"]
"""Store the plans under the file's name; of the conflicts, those given as the file says."""


@dataclass(frozen=True, slots=True)
class SheetWords:
    """What the boxes are called."""

    form: str
    file: str
    report: str


async def take_sheet(ui: WorkspaceApp, words: SheetWords, read: Read, apply: Apply) -> None:
    """Ask for a sheet that comes back, show what it changes, and store it. Must run in a worker."""
    session = ui.opened
    taken: list[tuple[str, Plans]] = []

    async def save(answers: Answers) -> bool:
        path = answers.path("file")
        plans = await run_in_background(ui, lambda now: read(now.workspace, path, answers.text("sheet")))
        taken.extend([(path.name, plans)] if plans else [])
        return bool(plans)

    fields = [
        Field("file", words.file, "path", hint=FILE_HINT, is_needed=True),
        Field("sheet", "Sheet", hint="only where several could be meant, or a hidden one is"),
    ]
    if not await fill_in(ui, FormDialog(words.form, fields, save)) or not taken:
        return
    name, plans = taken[-1]
    told = [part for plan in plans for part in plan_lines(plan, session.around)]
    await ui.push_screen_wait(ReportDialog(words.report, told))
    conflicts = [one for plan in plans for one in plan.conflicts]
    stays = f" {counted(len(conflicts), 'conflict')} would stay as stored here." if conflicts else ""
    changed, added = sum(len(one.updates) for one in plans), sum(len(one.added) for one in plans)
    new = f" and add {counted(added, 'new record')}" if added else ""
    question = f"Take in the changes of {counted(changed, 'item')}{new}?{stays}"
    if (changed or added) and await _asked(ui, question, "Leave all", "Take in"):
        await ui.carry_out(lambda ws: apply(ws, plans, name, ()))
    question = f"Where both changed ({len(conflicts)}), is the file's value to stand?"
    if conflicts and await _asked(ui, question, "Keep ours", "Take the file's"):
        only = [replace(plan, updates=(), added=()) for plan in plans]
        await ui.carry_out(lambda ws: apply(ws, only, name, conflicts))


async def _asked(ui: WorkspaceApp, question: str, safe: str, other: str) -> bool:
    return await ui.push_screen_wait(QuestionDialog(question, safe=safe, other=other))


def plan_lines(plan: ChangePlan[Any], around: Around) -> list[Content]:
    """Which sheet was read, what it would change, and where somebody here changed the same."""
    from readiness.exchange.taking_in import added_words, conflict_words, field_changes

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
    parts += [line(plain("new     ", "bold"), title) for title in added_words(plan)]
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
