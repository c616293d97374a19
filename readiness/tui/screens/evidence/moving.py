"""A whole folder of evidence that was moved, and what a scan proposed in place of adding."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.text import visible
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.picker import Choice, Picker
from readiness.tui.forms.questions import Menu
from readiness.tui.forms.working import WorkDialog
from readiness.tui.shell.background import run_in_background

if TYPE_CHECKING:
    from collections.abc import Callable

    from readiness.evidence.moving import FoundAgain
    from readiness.evidence.proposals import Proposal, ProposalKind
    from readiness.library.scan import Step
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp
    from readiness.workspace.workspace import Workspace

_WAYS = (
    ("all", "Record it for everybody", "one change; u undoes it"),
    ("here", "On this computer alone", "such as under another drive letter; the shared record stays"),
)

_INSTEAD = (
    "newer",
    "Take it in place of the file",
    "links stay, to be reviewed; the old version stays known",
)

_BEFORE = ("older", "Keep it as an earlier version", "the item stays what it is, with its links")

_APART = ("add", "Add it as an item of its own", "copied into the library")

_EDITION_WAYS = {
    "newer": (_INSTEAD, _BEFORE, _APART),
    "near": (_INSTEAD, _BEFORE, _APART),
    "older": (_BEFORE, _INSTEAD, _APART),
}
"""What can be done with another edition, the likeliest first."""


_MOVED = (
    ("file", "This file", "say where it is now"),
    ("folder", "Its folder", "every lost file is found again below the new one"),
)


async def moved(ui: WorkspaceApp, evidence_id: str) -> None:
    """Ask whether a file or a whole folder has moved, and where to. Must run in a worker."""
    from readiness.tui.screens.evidence.keeping import relocate

    choice = await ui.push_screen_wait(Menu("What has moved?", _MOVED))
    if choice == "file":
        await relocate(ui, evidence_id)
    elif choice:
        await move_folder(ui)


async def move_folder(ui: WorkspaceApp) -> None:
    """Ask where lost files are now, say how many were found, and record it. Must run in a worker."""
    from readiness.evidence import moving

    folders: list[Path] = []

    async def save(answers: Answers) -> bool:
        folders.append(answers.path("folder"))
        return True

    fields = [Field("folder", "Folder", "path", hint="type a path; right arrow completes", is_needed=True)]
    intro = "Every lost file is looked for below it, by its content. You see what was found first."
    if not await fill_in(ui, FormDialog("Where are the files now?", fields, save, intro=intro)):
        return
    title = f"Looking for the lost files in {visible(folders[-1])}"
    found = await ui.push_screen_wait(WorkDialog(title, partial(_find, ui.opened.workspace, folders[-1])))
    if found is None:
        return
    if not found.moves:
        ui.say(" ".join(filter(None, (str(found), _stopped(found)))), severity="warning")
        return
    intro = " ".join(filter(None, (_stopped(found), _still_lost(found.lost))))
    way = await ui.push_screen_wait(Menu(str(found), _WAYS, intro=intro))
    if way == "all":
        await ui.carry_out(lambda ws: moving.move(ws, found))
    elif way == "here":
        bases = await run_in_background(ui, lambda session: moving.move_here(session.workspace, found))
        if bases:
            ui.announce()
            ui.say("; ".join(f"{base} is {here} on this computer" for base, here in bases.items()))


def _find(
    ws: Workspace, folder: Path, progress: Callable[[Step], None], cancelled: Callable[[], bool]
) -> FoundAgain:
    from readiness.evidence.moving import find_moved

    return find_moved(ws, folder, progress=progress, cancelled=cancelled)


def _stopped(found: FoundAgain) -> str:
    return "" if found.is_complete else "You stopped the search before its end."


def _still_lost(lost: tuple[str, ...]) -> str:
    return f"Still nowhere: {', '.join(lost)}." if lost else ""


async def take_proposals(ui: WorkspaceApp, proposals: list[Proposal]) -> None:
    """Offer what a scan proposed, one after another, until all is taken or left. Must run in a worker."""
    left = list(proposals)
    while left:
        choices = [Choice(str(number), str(one)) for number, one in enumerate(left)]
        chosen = await ui.push_screen_wait(Picker("Not added: which shall be taken?", choices))
        if not chosen:
            return
        proposal = left[int(chosen)]
        if await _take(ui, proposal):
            left.remove(proposal)


async def _take(ui: WorkspaceApp, proposal: Proposal) -> bool:
    from readiness.evidence.proposals import take

    if proposal.kind not in _EDITION_WAYS:
        return await ui.carry_out(lambda ws: take(ws, proposal))
    way = await ui.push_screen_wait(Menu(str(proposal), _EDITION_WAYS[proposal.kind]))
    session = ui.opened
    if way == "add":
        return await ui.carry_out(lambda ws: _add(ws, session, proposal))
    if way not in {"newer", "older"}:
        return False
    kind: ProposalKind = "older" if way == "older" else "newer"
    return await ui.carry_out(lambda ws: take(ws, replace(proposal, kind=kind)))


def _add(ws: Workspace, session: Session, proposal: Proposal) -> object:
    from readiness.evidence import register

    _, done = register.add_file(ws, Path(proposal.path), as_at=session.today)
    return done
