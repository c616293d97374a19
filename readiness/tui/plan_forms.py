"""Adding and editing actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.tui.dialogs.fields import Field
from readiness.tui.dialogs.form import Answers, FormDialog, fill_in

if TYPE_CHECKING:
    from readiness.core.improvement import Action
    from readiness.services.workspace import Workspace
    from readiness.tui.desk import Desk
    from readiness.tui.session import Session

_STATUSES = (
    ("not_started", "not started"),
    ("in_progress", "in progress"),
    ("done", "done"),
    ("stopped", "stopped"),
)


async def add_action(desk: Desk) -> str:
    """Ask for a new action and add it; its id, if it was added. Must run in a worker."""
    session = desk.session
    if session is None:
        return ""
    added: list[str] = []

    async def save(answers: Answers) -> bool:
        from readiness.services import improvement

        fields = _stored(answers.values)
        title = str(fields.pop("title"))

        def work(ws: Workspace) -> object:
            record, done = improvement.add_action(ws, title, **fields)
            added.append(record.id)
            return done

        return await desk.carry_out(work)

    await fill_in(desk, FormDialog("Add an action", _fields(session, None), save))
    return added[-1] if added else ""


async def edit_action(desk: Desk, action_id: str) -> bool:
    """Change an action. Must run in a worker."""
    session = desk.session
    if session is None:
        return False

    async def save(answers: Answers) -> bool:
        from readiness.services import improvement

        changed = _stored(answers.changed)
        return not changed or await desk.carry_out(
            lambda ws: improvement.edit_action(ws, action_id, **changed)
        )

    before = session.records.actions[action_id]
    return await fill_in(desk, FormDialog(f"Edit {action_id}", _fields(session, before), save))


def _fields(session: Session, before: Action | None) -> list[Field]:
    to_develop = [
        one for one in session.records.statements.values() if one.kind in {"area_to_develop", "next_step"}
    ]
    return [
        Field("title", "Action", value=before.title if before else "", is_needed=True),
        Field(
            "statements",
            "Answers",
            "choices",
            tuple(one.id for one in to_develop if before and one.id in before.statements),
            tuple((one.id, f"{one.id} {one.text}") for one in to_develop),
        ),
        Field("responsible", "Responsible", value=before.responsible if before else ""),
        Field(
            "due",
            "Due",
            "date",
            before.due.isoformat() if before and before.due else "",
            hint="2025-03-31 or 31/3/2025",
            today=session.today,
        ),
        Field(
            "status",
            "Status",
            "choice",
            before.status if before else "not_started",
            _STATUSES,
            is_needed=True,
        ),
        Field("percent_done", "Per cent done", "number", str(before.percent_done) if before else "0"),
        Field("success_measure", "Success measure", value=before.success_measure if before else ""),
        Field("progress", "Progress", "long", before.progress if before else "", lines=3),
    ]


def _stored(values: dict[str, object]) -> dict[str, object]:
    stored = dict(values)
    if "percent_done" in stored:
        stored["percent_done"] = stored["percent_done"] or 0
    return stored
