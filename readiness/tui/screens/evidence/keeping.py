"""The file behind an item: where it is now, what it holds now, and removing the item."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from readiness.base.text import counted
from readiness.tui.forms.fields import FILE_HINT, Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import QuestionDialog
from readiness.tui.forms.working import WorkDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from readiness.evidence.rereading import ReadAgain
    from readiness.library.scan import Step
    from readiness.model.records.evidence import Evidence
    from readiness.tui.shell.workspace_app import WorkspaceApp
    from readiness.workspace.workspace import Workspace


async def relocate(ui: WorkspaceApp, evidence_id: str) -> bool:
    """Ask where an item's file is now. Must run in a worker."""
    from readiness.evidence import relocating

    title = "Where is the file of {id} now?"
    intro = "It was at {place}. Its content must be the same; the file stays where it is."
    return await _with_file(ui, evidence_id, relocating.relocate, title, intro)


async def replace(ui: WorkspaceApp, evidence_id: str) -> bool:
    """Ask which file is relied on instead. Must run in a worker."""
    from readiness.evidence import relocating

    intro = "Instead of {place}. Its links stay, to be reviewed."
    return await _with_file(ui, evidence_id, relocating.replace, "Another file for {id}", intro)


async def keep_earlier(ui: WorkspaceApp, evidence_id: str) -> bool:
    """Ask which file an item's file was before. Must run in a worker."""
    from readiness.evidence import relocating

    intro = "What {place} was before. The item stays what it is, with its links."
    return await _with_file(ui, evidence_id, relocating.keep_earlier, "An earlier version of {id}", intro)


async def _with_file(
    ui: WorkspaceApp,
    evidence_id: str,
    change: Callable[[Workspace, str, Path], object],
    title: str,
    intro: str,
) -> bool:
    """Ask for a file and make the change with it; the words name the item's id and place."""
    item = _item(ui, evidence_id)
    if item is None:
        return False

    async def save(answers: Answers) -> bool:
        path = answers.path("file")
        return await ui.carry_out(lambda ws: change(ws, item.id, path))

    fields = [Field("file", "File", "path", hint=FILE_HINT, is_needed=True)]
    asked = FormDialog(title.format(id=item.id), fields, save, intro=intro.format(place=item.location))
    return await fill_in(ui, asked)


async def read_again(ui: WorkspaceApp, ids: Sequence[str]) -> None:
    """Read the files of items again, show how far it is and what came of it. Must run in a worker."""
    if not ids:
        return
    ws = ui.opened.workspace
    title = f"Reading {counted(len(ids), 'file')} again"
    await ui.push_screen_wait(WorkDialog(title, partial(_read_again, ws, ids), lambda found: found.lines(ws)))
    ui.announce()


def _read_again(
    ws: Workspace, ids: Sequence[str], progress: Callable[[Step], None], cancelled: Callable[[], bool]
) -> ReadAgain:
    from readiness.evidence import rereading

    return rereading.read_again(ws, ids, progress=progress, cancelled=cancelled)


async def accept(ui: WorkspaceApp, evidence_id: str) -> bool:
    """Take over what an item's file holds now, after asking. Must run in a worker."""
    from readiness.evidence import relocating

    item = _item(ui, evidence_id)
    if item is None:
        return False
    question = f"Take over what the file of {item.id} holds now? Its links are then to be reviewed."
    if not await ui.push_screen_wait(QuestionDialog(question, safe="Leave it", other="Take it over")):
        return False
    return await ui.carry_out(lambda ws: relocating.accept(ws, item.id))


async def delete(ui: WorkspaceApp, evidence_id: str) -> bool:
    """Remove an item and its links, after asking. Must run in a worker."""
    from readiness.evidence import register

    item = _item(ui, evidence_id)
    if item is None:
        return False
    question = f"Remove {item.id} and its links from the register? The file stays; undo brings it back."
    if not await ui.push_screen_wait(QuestionDialog(question, safe="Keep it", other="Remove it")):
        return False
    return await ui.carry_out(lambda ws: register.delete(ws, item.id))


def _item(ui: WorkspaceApp, evidence_id: str) -> Evidence | None:
    return ui.session.records.evidence.get(evidence_id) if ui.session else None
