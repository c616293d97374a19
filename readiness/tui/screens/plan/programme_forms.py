"""Adding what stands above the actions of a plan, an action from what it answers, and notes of progress."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import Menu
from readiness.tui.screens.base.actions import add_action
from readiness.tui.screens.base.records import add_record

if TYPE_CHECKING:
    from readiness.model.records.changes import Transaction
    from readiness.model.records.record import Record
    from readiness.tui.shell.workspace_app import WorkspaceApp
    from readiness.workspace.workspace import Workspace

_PARTS = (
    ("workstreams", "Workstream", "a group that carries part of the plan"),
    ("priorities", "Priority", "or a golden thread: what matters, and how it is measured"),
    ("strategies", "Strategy", "the plan itself, for the years it runs"),
)


_ADDED = (
    ("add_action", "Action", "what we will do, who and by when"),
    ("act", "Action that answers this", "with what it answers filled in"),
    ("add_note", "Note of progress", "dated, on an action or a recommendation"),
    ("add_figure", "Figure", "the newest of the measure under the cursor"),
    ("add_recommendation", "Recommendation", "what was asked of us"),
    ("add_measure", "Measure", "one of our own, or a ready one"),
    ("add_part", "Workstream, priority or strategy", "what stands above the actions"),
)
"""What can be added: the action of the screen that does it, and its words."""

_LIKELIEST = {
    "recommendations": ("act", "add_note"),
    "actions": ("add_note",),
    "measures": ("add_figure", "act"),
    "priorities": ("act",),
    "workstreams": ("act",),
}
"""What comes first, by the kind of record the cursor is on."""


async def what_to_add(ui: WorkspaceApp, record_id: str) -> str:
    """Ask what is to be added: the action of the screen that does it. Must run in a worker."""
    from readiness.tui.screens.plan.forms import in_plan

    record = in_plan(ui.session, record_id) if ui.session else None
    first = _LIKELIEST.get(record.table, ()) if record else ()
    choices = sorted(_ADDED, key=lambda one: first.index(one[0]) if one[0] in first else len(first))
    return await ui.push_screen_wait(Menu("Add to the plan", choices))


async def add_part(ui: WorkspaceApp) -> str:
    """Ask for a workstream, a priority or a strategy; its id, if it was added. Must run in a worker."""
    from readiness.model.records.programme import Priority, Strategy, Workstream
    from readiness.plan import programme

    kinds: dict[str, type[Strategy | Priority | Workstream]] = {
        one.table: one for one in (Workstream, Priority, Strategy)
    }
    chosen = await ui.push_screen_wait(Menu("Add to the plan", _PARTS))
    if not chosen:
        return ""
    kind = kinds[chosen]

    def add(ws: Workspace, fields: dict[str, Any]) -> tuple[Record, Transaction]:
        return programme.add_part(ws, kind, fields.pop("title"), **fields)

    return await add_record(ui, kind, add, title=f"Add a {kind.__name__.lower()}")


async def act_on(ui: WorkspaceApp, origin: str) -> str:
    """Ask for a new action that answers a record; the id of the action. Must run in a worker."""
    from readiness.rules.new_action import answering

    given = answering(ui.session.index, origin) if ui.session else None
    if given is None:
        ui.say("Put the cursor on a recommendation, priority, workstream or measure.", severity="warning")
        return ""
    return await add_action(ui, given)


async def add_note(ui: WorkspaceApp, about: str) -> bool:
    """Ask for a dated note about an action or a recommendation. Must run in a worker."""
    from readiness.model.records.progress import ProgressNote
    from readiness.plan import programme
    from readiness.tui.forms.record_form import record_rows

    session = ui.opened
    if about not in session.records.actions and about not in session.records.recommendations:
        ui.say("Put the cursor on an action or a recommendation first.", severity="warning")
        return False

    async def save(answers: Answers) -> bool:
        given: dict[str, Any] = dict(answers.values)
        return await ui.carry_out(lambda ws: programme.add_note(ws, about, given.pop("words"), **given)[1])

    rows = record_rows(
        ProgressNote,
        None,
        session.around,
        only=("words", "did", "on", "by", "is_public"),
        given={"on": session.today, "by": session.workspace.user},
    )
    intro = "It stays as it is written: a correction is a further note."
    return await fill_in(ui, FormDialog(f"Note of progress on {about}", rows, save, intro=intro))
