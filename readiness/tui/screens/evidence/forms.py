"""Adding evidence and saying what it is."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import Menu

if TYPE_CHECKING:
    from datetime import date

    from readiness.model.records.evidence import Evidence
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import Desk
    from readiness.workspace.workspace import Workspace

_WAYS = (
    ("file", "A file", "copied into the workspace's evidence library"),
    ("place", "A file that stays where it is", "only its place is recorded"),
    ("url", "A web address", "recorded, never fetched"),
    ("folder", "A folder of files", "every file in it, skipping what is registered already"),
)

_PERSONAL = (("yes", "yes"), ("no", "no"))


async def add_evidence(desk: Desk) -> str:
    """Ask for a file, address or folder and add it; the id of the new item, if it is one."""
    way = await desk.push_screen_wait(Menu("Add evidence", _WAYS))
    if not way:
        return ""
    if way == "folder":
        from readiness.tui.screens.evidence.scan import scan_folder

        await scan_folder(desk)
        return ""
    return await (_add_url(desk) if way == "url" else _add_file(desk, in_place=way == "place"))


async def _add_file(desk: Desk, *, in_place: bool) -> str:
    session = desk.session
    if session is None:
        return ""
    added: list[str] = []

    async def save(answers: Answers) -> bool:
        from readiness.evidence import register

        path = answers.path("file")

        def work(ws: Workspace) -> object:
            record, done = register.add_file(ws, path, in_place=in_place, as_at=session.today)
            added.append(record.id)
            return done

        return await desk.carry_out(work)

    fields = [Field("file", "File", "path", hint="type a path; right arrow completes", is_needed=True)]
    intro = "Title, kind and period are taken from the document where it says so; you can correct them next."
    if await fill_in(desk, FormDialog("Add a file", fields, save, intro=intro)) and added:
        await edit_evidence(desk, added[-1])
    return added[-1] if added else ""


async def _add_url(desk: Desk) -> str:
    session = desk.session
    if session is None:
        return ""
    added: list[str] = []

    async def save(answers: Answers) -> bool:
        from readiness.evidence import register

        values = stored_values(answers.values)
        url = str(values.pop("url"))

        def work(ws: Workspace) -> object:
            given = {name: value for name, value in values.items() if value not in ("", (), None)}
            record, done = register.add_url(ws, url, as_at=session.today, **given)
            added.append(record.id)
            return done

        return await desk.carry_out(work)

    fields = [Field("url", "Web address", hint="https://", is_needed=True), *describing(session, None)]
    await fill_in(desk, FormDialog("Add a web address", fields, save))
    return added[-1] if added else ""


async def edit_evidence(desk: Desk, evidence_id: str) -> bool:
    """Change what is said about an item. Must run in a worker."""
    session = desk.session
    before = session.records.evidence.get(evidence_id) if session else None
    if session is None or before is None:
        return False

    async def save(answers: Answers) -> bool:
        from readiness.evidence import register

        changed = stored_values(answers.changed)
        if not changed:
            return True

        def work(ws: Workspace) -> object:
            return register.replace_with(ws, before, **changed)

        def again(ws: Workspace) -> object:
            return register.edit(ws, evidence_id, **changed)

        return await desk.carry_out(work, again=again)

    title = f"{evidence_id}  {before.location.rpartition('/')[2]}"
    return await fill_in(desk, FormDialog(title, describing(session, before), save))


def describing(session: Session, before: Evidence | None) -> list[Field]:
    """The fields that say what an item is, filled in from `before`."""
    framework = session.framework
    personal = (
        "" if before is None or before.holds_personal_data is None else _yes(before.holds_personal_data)
    )
    return [
        Field("title", "Title", value=before.title if before else "", is_needed=before is not None),
        Field(
            "kind",
            "Kind",
            "choice",
            before.kind if before else "",
            tuple((one.id, one.title) for one in framework.evidence_kinds),
        ),
        Field(
            "agencies",
            "Agencies",
            "choices",
            tuple(one.id for one in framework.agencies if before and one.id in before.agencies),
            tuple((one.id, one.title) for one in framework.agencies),
        ),
        Field("owner", "Owner", value=before.owner if before else "", hint="a role or a name of staff"),
        _day("period_from", "Covers from", before.period_from if before else None, session),
        _day("period_to", "Covers to", before.period_to if before else None, session),
        _day("review_by", "Review by", before.review_by if before else None, session),
        Field(
            "marking",
            "Marking",
            "choice",
            before.marking if before else framework.markings[0],
            tuple((one, one) for one in framework.markings),
        ),
        Field(
            "holds_personal_data",
            "Personal data",
            "choice",
            personal,
            _PERSONAL,
            hint="nobody has looked yet",
        ),
        Field(
            "release_approved_by",
            "Release approved by",
            value=before.release_approved_by if before else "",
            hint="needed before personal data is handed over",
        ),
        Field("note", "Note", "long", before.note if before else "", lines=3),
    ]


def stored_values(values: dict[str, object]) -> dict[str, object]:
    """Answers as the record holds them: personal data as yes, no or not known."""
    stored = dict(values)
    if "holds_personal_data" in stored:
        said = stored["holds_personal_data"]
        stored["holds_personal_data"] = None if said == "" else said == "yes"
    return stored


def _day(name: str, label: str, value: date | None, session: Session) -> Field:
    shown = value.isoformat() if value else ""
    return Field(
        name,
        label,
        "date",
        shown,
        hint="2025-03-31 or 31/3/2025",
        today=session.today,
        nearest="ahead" if name == "review_by" else "back",
    )


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"


async def toggle_withdrawn(desk: Desk, evidence_id: str) -> bool:
    """Stop relying on an item, or rely on it again. Must run in a worker."""
    from readiness.evidence import register

    session = desk.session
    one = session.records.evidence.get(evidence_id) if session else None
    if one is None:
        return False
    if one.is_withdrawn:
        return await desk.carry_out(lambda ws: register.restore(ws, evidence_id))
    return await desk.carry_out(lambda ws: register.withdraw(ws, evidence_id))


async def mark_reviewed(desk: Desk, evidence_id: str) -> bool:
    """Say that every link of an item still holds. Must run in a worker."""
    from readiness.evidence import linking

    session = desk.session
    return session is not None and await desk.carry_out(
        lambda ws: linking.review(ws, evidence_id, as_at=session.today)
    )


async def open_evidence(desk: Desk, evidence_id: str) -> None:
    """Open the file or address in its own program. Must run in a worker."""
    from readiness.base.errors import ReadinessError
    from readiness.library.launch import launch

    session = desk.session
    one = session.records.evidence.get(evidence_id) if session else None
    if session is None or one is None:
        return
    try:
        await asyncio.to_thread(launch, one, session.workspace.library)
    except ReadinessError as error:
        await desk.tell(error)
