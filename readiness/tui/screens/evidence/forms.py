"""Adding evidence and saying what it is."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from readiness.base.date_words import near_day_words
from readiness.base.errors import ReadinessError
from readiness.base.reach import is_confined
from readiness.base.text import counted, quoted
from readiness.formats.shortcuts import SHORTCUTS
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import Menu, is_sure
from readiness.tui.screens.base.records import edit_record
from readiness.tui.screens.evidence.moving import take_proposals

if TYPE_CHECKING:
    from pathlib import Path

    from readiness.evidence.proposals import Proposal
    from readiness.tui.shell.workspace_app import WorkspaceApp
    from readiness.workspace.workspace import Workspace

_WAYS = (
    ("file", "A file", "copied into the workspace's evidence library"),
    ("place", "A file that stays where it is", "only its place is recorded"),
    ("url", "A web address", "recorded, never fetched"),
    ("folder", "A folder of files", "every file in it, skipping what is registered already"),
)


async def add_evidence(ui: WorkspaceApp) -> str:
    """Ask for a file, address or folder and add it; the id of the new item, if it is one."""
    ways = [one for one in _WAYS if one[0] != "place" or not is_confined()]
    way = await ui.push_screen_wait(Menu("Add evidence", ways))
    if not way:
        return ""
    if way == "folder":
        from readiness.tui.screens.evidence.scan import scan_folder

        await scan_folder(ui)
        return ""
    return await (_add_url(ui) if way == "url" else _add_file(ui, in_place=way == "place"))


async def _add_file(ui: WorkspaceApp, *, in_place: bool) -> str:
    session = ui.opened
    added: list[str] = []
    proposed: list[Proposal] = []

    async def save(answers: Answers) -> bool:
        from readiness.evidence import register

        path = answers.path("file")
        proposed[:] = await _editions(ui, path)
        if proposed:
            return True

        def work(ws: Workspace) -> object:
            record, done = register.add_file(ws, path, in_place=in_place, as_at=session.today)
            added.append(record.id)
            return done

        return await ui.carry_out(work)

    fields = [Field("file", "File", "path", hint="type a path; right arrow completes", is_needed=True)]
    intro = "Title, kind and period are taken from the document where it says so; you can correct them next."
    if await fill_in(ui, FormDialog("Add a file", fields, save, intro=intro)):
        await take_proposals(ui, proposed)
    if added:
        await edit_evidence(ui, added[-1])
    return added[-1] if added else ""


async def _editions(ui: WorkspaceApp, path: Path) -> list[Proposal]:
    """What a scan would propose for a file that is not registered: the item that it is another edition of."""
    from readiness.evidence.proposals import for_one_file

    if path.suffix.casefold() in SHORTCUTS:
        return []
    try:
        found = await asyncio.to_thread(for_one_file, ui.opened.workspace, path)
    except ReadinessError:  # adding the file says what is wrong with it
        return []
    return [found] if found is not None else []


async def _add_url(ui: WorkspaceApp) -> str:
    from readiness.model.records.evidence import Evidence
    from readiness.tui.forms.record_form import record_rows

    session = ui.opened
    added: list[str] = []

    async def save(answers: Answers) -> bool:
        from readiness.evidence import register

        url = answers.text("url")
        given = {name: value for name, value in answers.changed.items() if name != "url"}

        def work(ws: Workspace) -> object:
            record, done = register.add_url(ws, url, as_at=session.today, **given)
            added.append(record.id)
            return done

        return await ui.carry_out(work)

    described = [replace(row, is_needed=False) for row in record_rows(Evidence, None, session.around)]
    fields = [Field("url", "Web address", hint="https://", is_needed=True), *described]
    await fill_in(ui, FormDialog("Add a web address", fields, save))
    return added[-1] if added else ""


async def edit_evidence(ui: WorkspaceApp, evidence_id: str) -> bool:
    """Change what is said about an item. Must run in a worker."""
    before = ui.opened.records.evidence.get(evidence_id)
    if before is None:
        return False
    return await edit_record(ui, before, title=f"{evidence_id}  {before.location.rpartition('/')[2]}")


async def toggle_withdrawn(ui: WorkspaceApp, evidence_id: str) -> bool:
    """Stop relying on an item, or rely on it again. Must run in a worker."""
    from readiness.evidence import register

    session = ui.opened
    one = session.records.evidence.get(evidence_id)
    if one is None:
        return False
    if one.is_withdrawn:
        return await ui.carry_out(lambda ws: register.restore(ws, evidence_id))
    links = session.index.links_of(evidence_id)
    question = (
        f"Stop relying on {evidence_id} {quoted(one.title)}? It proves {counted(len(links), 'thing')} now, "
        "and would count for nothing. Undo brings it back."
    )
    if not await is_sure(ui, question, do_it="Withdraw it", safe="Keep it"):
        return False
    return await ui.carry_out(lambda ws: register.withdraw(ws, evidence_id))


async def mark_reviewed(ui: WorkspaceApp, evidence_id: str) -> bool:
    """Say that every link of an item still holds. Must run in a worker."""
    from readiness.evidence import linking

    session = ui.opened
    if evidence_id not in session.records.evidence:
        return False
    links = session.index.links_of(evidence_id)
    if not links:
        ui.say(f"{evidence_id} is not linked to anything.", severity="warning")
        return False
    which = (
        f"the link of {evidence_id} still holds"
        if len(links) == 1
        else (f"all {len(links)} links of {evidence_id} still hold")
    )
    question = f"Say that {which} on {near_day_words(session.today)}? Others rely on it."
    if not await is_sure(ui, question, do_it="They hold"):
        return False
    return await ui.carry_out(lambda ws: linking.review(ws, evidence_id, as_at=session.today))


async def open_evidence(ui: WorkspaceApp, evidence_id: str) -> None:
    """Open the file or address in its own program. Must run in a worker."""
    from readiness.base.errors import ReadinessError
    from readiness.library.launch import hand_out, launch

    session = ui.opened
    one = session.records.evidence.get(evidence_id)
    if one is None:
        return
    if is_confined() and one.location_kind == "url":
        ui.open_url(one.location)
        return
    try:
        if is_confined():
            name = await asyncio.to_thread(hand_out, one, session.workspace.root)
            ui.say(f"{name} is among your files now (Files, above the screen).")
        else:
            await asyncio.to_thread(launch, one, session.workspace.library)
    except ReadinessError as error:
        await ui.tell(error)
