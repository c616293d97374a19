"""Adding, changing and telling of any record by its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.tui.base.content import line, plain
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.screens.base.why import reason_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from textual.content import Content

    from readiness.model.records.changes import Transaction
    from readiness.model.records.record import Record
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp
    from readiness.workspace.workspace import Workspace

LABEL = 16
"""Columns of the labels in a detail."""


async def edit_record(
    ui: WorkspaceApp,
    before: Record,
    *,
    title: str = "",
    intro: str = "",
    only: Iterable[str] = (),
    store: Callable[[Workspace, dict[str, object]], object] | None = None,
) -> bool:
    """Change a record in a form of its fields; whether it was stored, or nothing was changed.

    Must run in a worker.

    Args:
        ui: The application.
        before: The record as it stands; a request item's may be one that is not stored yet.
        title: Of the form; else the record's id.
        intro: A few words above the fields.
        only: Names of the fields asked for; all that people set when empty.
        store: Stores what was changed, by stored name, where a rule goes with it; else it is stored as it is.
    """
    from readiness.tui.forms.record_form import record_rows

    session = ui.opened
    kind = type(before)

    async def save(answers: Answers) -> bool:
        from readiness.workspace.editing import set_fields

        changed = {name: value for name, value in answers.changed.items() if value != getattr(before, name)}
        if store is not None and changed:
            return await ui.carry_out(lambda ws: store(ws, changed))
        why = await reason_for(ui, before, changed)
        if why is None:
            return False
        return not changed or await ui.carry_out(
            lambda ws: set_fields(ws, kind, before.id, changed, before=before, why=why),
            again=lambda ws: set_fields(ws, kind, before.id, changed, why=why),
        )

    rows = record_rows(kind, before, session.around, only=only, user=session.workspace.user)
    return await fill_in(ui, FormDialog(title or before.id, rows, save, intro=intro))


async def add_record(
    ui: WorkspaceApp,
    kind: type[Record],
    add: Callable[[Workspace, dict[str, object]], tuple[Record, Transaction]],
    *,
    title: str,
    given: Mapping[str, object] | None = None,
    intro: str = "",
) -> str:
    """Ask for a new record in a form of its fields; its id, or empty when none was added.

    Must run in a worker.

    Args:
        ui: The application.
        kind: Type of the record.
        add: Stores it from its fields by stored name.
        title: Of the form.
        given: What the form opens with, by stored name.
        intro: A few words above the fields.
    """
    from readiness.tui.forms.record_form import record_rows

    session = ui.opened
    added: list[str] = []

    async def save(answers: Answers) -> bool:
        def work(ws: Workspace) -> object:
            record, done = add(ws, dict(answers.values))
            added.append(record.id)
            return done

        return await ui.carry_out(work)

    rows = record_rows(kind, None, session.around, given=given, user=session.workspace.user)
    is_stored = await fill_in(ui, FormDialog(title, rows, save, intro=intro))
    return added[-1] if is_stored and added else ""


def fact_lines(session: Session, record: Record, *, leave_out: Iterable[str] = ()) -> Iterator[Content]:
    """Everything a record says, a line each beside its label, what is empty too; what people set first.

    Args:
        session: The open session.
        record: What is told of.
        leave_out: Stored names of fields that the detail says in its own way.
    """
    from readiness.model.field import fields_of
    from readiness.model.field_words import words

    around, apart = session.around, frozenset(leave_out)
    told = [one for one in fields_of(type(record)).values() if one.field.set_by != "store"]
    for field in sorted(told, key=lambda one: not one.is_for_people):
        name = field.name
        if name in apart:
            continue
        said = words(field, getattr(record, name), around)
        label = session.framework.terms.said(field.label)
        yield line(plain(f"{label:<{LABEL}}  ", "$text-muted"), plain(said, keep_breaks=True))
