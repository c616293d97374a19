"""Saying who answers a request item, and how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import is_sure
from readiness.tui.screens.base.records import edit_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readiness.model.vocabulary import RequestStatus
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp


async def assign(ui: WorkspaceApp, item_id: str) -> bool:
    """Change everything that is known about an item. Must run in a worker."""
    from readiness.requests import states

    session = ui.opened
    if not item_id:
        return False
    before = states.state_of(session.workspace, item_id)
    item = session.framework.requests_by_id.get(item_id)
    title = f"{item_id} {item.title if item else before.local_title}"
    return await edit_record(ui, before, title=title)


async def set_status(ui: WorkspaceApp, item_id: str, status: RequestStatus, *, back: RequestStatus) -> bool:
    """Give an item a status, or take it `back` when it has that one. Must run in a worker."""
    from readiness.requests import states

    session = ui.opened
    if not item_id:
        return False
    before = states.state_of(session.workspace, item_id)
    wanted = back if before.status == status else status
    if status != "ready" and not await _is_meant(ui, session, item_id, wanted):
        return False
    return await ui.carry_out(lambda ws: states.set_status(ws, item_id, wanted))


_SAID: Mapping[RequestStatus, tuple[str, str]] = {
    "handed_over": ("Say that {item} went to the inspectors?{lack} Others are told so.", "Handed over"),
    "signed_off": ("Say that {item} is signed off?{lack} Others rely on it.", "Signed off"),
    "ready": ("Take back what was said of {item}? It would only be ready again.", "Ready again"),
}
"""What is asked before others are told so: the question, and the answer that does it."""


async def _is_meant(ui: WorkspaceApp, session: Session, item_id: str, wanted: RequestStatus) -> bool:
    lack = "" if session.index.evidence_to("request", item_id) else " Nothing is attached to it."
    question, do_it = _SAID[wanted]
    return await is_sure(ui, question.format(item=item_id, lack=lack), do_it=do_it)


async def leave_out(ui: WorkspaceApp, item_id: str) -> bool:
    """Say why an item does not apply, or take that back. Must run in a worker."""
    from readiness.requests import states

    session = ui.opened
    if not item_id:
        return False
    before = states.state_of(session.workspace, item_id)
    if before.status == "not_applicable":
        return await ui.carry_out(lambda ws: states.set_state(ws, item_id, status="gathering"))

    async def save(answers: Answers) -> bool:
        reason = answers.text("reason")
        return await ui.carry_out(
            lambda ws: states.set_state(ws, item_id, status="not_applicable", reason=reason)
        )

    fields = [Field("reason", "Reason", value=before.reason, is_needed=True)]
    intro = "Inspectors read the reason in the pack's index."
    return await fill_in(ui, FormDialog(f"{item_id} does not apply", fields, save, intro=intro))
