"""Saying who answers a request item, and how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.tui.dialogs.fields import Field
from readiness.tui.dialogs.form import Answers, FormDialog, fill_in
from readiness.tui.dialogs.picker import Choice, Picker
from readiness.tui.filters import quoted

if TYPE_CHECKING:
    from readiness.core.requests import RequestStatus
    from readiness.services.workspace import Workspace
    from readiness.tui.desk import Desk
    from readiness.tui.session import Session


async def assign(desk: Desk, item_id: str) -> bool:
    """Change everything that is known about an item. Must run in a worker."""
    from readiness.core.requests import REQUEST_STATUS_TITLES
    from readiness.services import requests

    session = desk.session
    if session is None or not item_id:
        return False
    before = requests.state_of(session.workspace, item_id)
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
        Field("last_produced", "Last produced", "date", produced, today=session.today),
        Field("notes", "Notes", "long", before.notes, lines=3),
    ]

    async def save(answers: Answers) -> bool:
        changed = dict(answers.changed)
        if not changed:
            return True

        def work(ws: Workspace) -> object:
            return requests.replace_with(ws, before, **changed)

        return await desk.carry_out(work, again=lambda ws: requests.set_state(ws, item_id, **changed))

    item = session.framework.requests_by_id.get(item_id)
    title = f"{item_id} {item.title if item else before.local_title}"
    return await fill_in(desk, FormDialog(title, fields, save))


async def set_status(desk: Desk, item_id: str, status: RequestStatus, *, back: RequestStatus) -> bool:
    """Give an item a status, or take it `back` when it has that one. Must run in a worker."""
    from readiness.services import requests

    session = desk.session
    if session is None or not item_id:
        return False
    before = requests.state_of(session.workspace, item_id)
    wanted = back if before.status == status else status
    return await desk.carry_out(lambda ws: requests.set_state(ws, item_id, status=wanted))


async def choose_request_filter(desk: Desk) -> str:
    """A part for the requests filter the user picks."""
    from readiness.core.requests import REQUEST_STATUS_TITLES

    session = desk.session
    if session is None:
        return ""
    framework = session.framework
    choices = [
        Choice("open", "applies and is not ready"),
        Choice("ready", "could be handed over now"),
        Choice("unowned", "nobody named"),
        *(Choice(f"status:{one}", words) for one, words in REQUEST_STATUS_TITLES.items()),
        *(Choice(f"deadline:{one.id}", one.title) for one in framework.deadline_classes),
        *(Choice(f"body:{one.id}", one.title) for one in framework.bodies),
        *(Choice(f"agency:{one.id}", one.title) for one in framework.agencies),
        *(Choice(quoted("owner", one), "owner") for one in sorted(_owners(session))),
        *(Choice(f"section:{one.id}", one.title) for one in framework.request_sections),
    ]
    return await desk.push_screen_wait(Picker("Show only", choices))


def _owners(session: Session) -> set[str]:
    return {one.owner for one in session.records.requests.values() if one.owner.strip()}
