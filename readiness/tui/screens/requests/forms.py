"""Saying who answers a request item, and how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in

if TYPE_CHECKING:
    from readiness.model.vocabulary import RequestStatus
    from readiness.tui.shell.workspace_app import Desk
    from readiness.workspace.workspace import Workspace


async def assign(desk: Desk, item_id: str) -> bool:
    """Change everything that is known about an item. Must run in a worker."""
    from readiness.model.vocabulary import REQUEST_STATUS_TITLES
    from readiness.requests import states

    session = desk.session
    if session is None or not item_id:
        return False
    before = states.state_of(session.workspace, item_id)
    hours = "" if before.lead_time_hours is None else str(before.lead_time_hours)
    produced = before.last_produced.isoformat() if before.last_produced else ""
    fields = [
        Field("owner", "Owner", value=before.owner, hint="a role or a name of staff"),
        Field(
            "agency",
            "Agency",
            "choice",
            before.agency,
            tuple((one.id, one.title) for one in session.framework.agencies),
        ),
        Field(
            "status", "Status", "choice", before.status, tuple(REQUEST_STATUS_TITLES.items()), is_needed=True
        ),
        Field("reason", "Why not applicable", value=before.reason),
        Field("lead_time_hours", "Needs, in hours", "number", hours, hint="working hours"),
        Field("source_system", "Source system", value=before.source_system),
        Field("how_produced", "How produced", value=before.how_produced),
        Field("last_produced", "Last produced", "date", produced, today=session.today, nearest="back"),
        Field("notes", "Notes", "long", before.notes, lines=3),
    ]

    async def save(answers: Answers) -> bool:
        changed = dict(answers.changed)
        if not changed:
            return True

        def work(ws: Workspace) -> object:
            return states.replace_with(ws, before, **changed)

        return await desk.carry_out(work, again=lambda ws: states.set_state(ws, item_id, **changed))

    item = session.framework.requests_by_id.get(item_id)
    title = f"{item_id} {item.title if item else before.local_title}"
    return await fill_in(desk, FormDialog(title, fields, save))


async def set_status(desk: Desk, item_id: str, status: RequestStatus, *, back: RequestStatus) -> bool:
    """Give an item a status, or take it `back` when it has that one. Must run in a worker."""
    from readiness.requests import states

    session = desk.session
    if session is None or not item_id:
        return False
    before = states.state_of(session.workspace, item_id)
    wanted = back if before.status == status else status
    return await desk.carry_out(lambda ws: states.set_state(ws, item_id, status=wanted))


async def leave_out(desk: Desk, item_id: str) -> bool:
    """Say why an item does not apply, or take that back. Must run in a worker."""
    from readiness.requests import states

    session = desk.session
    if session is None or not item_id:
        return False
    before = states.state_of(session.workspace, item_id)
    if before.status == "not_applicable":
        return await desk.carry_out(lambda ws: states.set_state(ws, item_id, status="gathering"))

    async def save(answers: Answers) -> bool:
        reason = answers.text("reason")
        return await desk.carry_out(
            lambda ws: states.set_state(ws, item_id, status="not_applicable", reason=reason)
        )

    fields = [Field("reason", "Reason", value=before.reason, is_needed=True)]
    intro = "Inspectors read the reason in the pack's index."
    return await fill_in(desk, FormDialog(f"{item_id} does not apply", fields, save, intro=intro))
