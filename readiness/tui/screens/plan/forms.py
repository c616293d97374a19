"""Adding, changing, answering and removing what is in the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from readiness.rules.filters.records import PLAN_KINDS
from readiness.rules.plan import who_has
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.picker import Choice, Picker
from readiness.tui.forms.questions import QuestionDialog
from readiness.tui.screens.base.actions import add_action
from readiness.tui.screens.base.records import add_record, edit_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readiness.model.records.changes import Transaction
    from readiness.model.records.record import Record
    from readiness.plan.ready_measures import Offered
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp
    from readiness.workspace.workspace import Workspace

NEW = "new"


async def add_recommendation(ui: WorkspaceApp) -> str:
    """Ask for a recommendation made to the partnership; its id, if it was added. Must run in a worker."""
    from readiness.model.records.plan import Recommendation
    from readiness.plan import plan

    def add(ws: Workspace, fields: dict[str, Any]) -> tuple[Record, Transaction]:
        return plan.add_recommendation(ws, fields.pop("text"), **fields)

    intro = "In the words of the report, the strategy or the review it comes from."
    return await add_record(ui, Recommendation, add, title="Add a recommendation", intro=intro)


async def add_measure(ui: WorkspaceApp) -> str:
    """Ask which ready measure to take over, or for one of our own; its id, if added. Must run in a worker."""
    from readiness.model.records.measures import Measure
    from readiness.plan import plan
    from readiness.plan.ready_measures import offered, take_over

    ready = offered(ui.opened.workspace.framework, ui.opened.records.measures)
    if ready:
        choices = [
            Choice(NEW, "One of our own"),
            *(Choice(one.ready.id, one.ready.title, _taken(one)) for one in ready),
        ]
        chosen = await ui.push_screen_wait(Picker("Which measure?", choices))
        if not chosen:
            return ""
        if chosen != NEW:
            added: list[str] = []

            def take(ws: Workspace) -> Transaction:
                measure, done = take_over(ws, chosen)
                added.append(measure.id)
                return done

            return added[-1] if await ui.carry_out(take) else ""

    def add(ws: Workspace, fields: dict[str, Any]) -> tuple[Record, Transaction]:
        return plan.add_measure(ws, fields.pop("title"), **fields)

    return await add_record(ui, Measure, add, title="Add a measure")


def _taken(one: Offered) -> str:
    """What was made from a ready measure already; else how far its definition is known."""
    return f"taken over as {', '.join(one.taken)}" if one.taken else one.ready.mark.strip(" ()")


def in_plan(session: Session, record_id: str) -> Record | None:
    """The record of the plan with this id."""
    tables: list[Mapping[str, Record]] = [session.records.table(kind.table) for kind in PLAN_KINDS]
    return next((table[record_id] for table in tables if record_id in table), None)


async def edit_in_plan(ui: WorkspaceApp, record_id: str) -> bool:
    """Change a record of the plan. Must run in a worker."""
    before = in_plan(ui.session, record_id) if ui.session else None
    return before is not None and await edit_record(ui, before, title=f"Edit {record_id}")


async def remove_in_plan(ui: WorkspaceApp, record_id: str) -> bool:
    """Remove a record of the plan, after asking. Must run in a worker."""
    from readiness.workspace.removing import remove_record

    record = in_plan(ui.session, record_id) if ui.session else None
    if record is None:
        return False
    question = f"Remove {record_id}, the links to it, and its mention in other records? Undo brings it back."
    if not await ui.push_screen_wait(QuestionDialog(question, safe="Keep it", other="Remove it")):
        return False
    return await ui.carry_out(lambda ws: remove_record(ws, type(record), record_id))


async def answer(ui: WorkspaceApp, recommendation_id: str) -> str:
    """Ask which action answers a recommendation, or write a new one; the id of the action.

    Must run in a worker.
    """
    from readiness.model.records.plan import Action
    from readiness.workspace.editing import set_fields

    session = ui.opened
    recommendation = session.records.recommendations.get(recommendation_id)
    if recommendation is None:
        ui.say("Put the cursor on a recommendation first.", severity="warning")
        return ""
    choices = [
        Choice(NEW, "A new action"),
        *(
            Choice(action.id, action.title, who_has(action))
            for action in session.records.actions.values()
            if recommendation_id not in action.recommendations
        ),
    ]
    chosen = await ui.push_screen_wait(Picker(f"Which action answers {recommendation_id}?", choices))
    if not chosen:
        return ""
    if chosen == NEW:
        given = {"recommendations": (recommendation_id,), "criteria": recommendation.criteria}
        return await add_action(ui, given)
    action = session.records.actions[chosen]
    answered = (*action.recommendations, recommendation_id)
    is_stored = await ui.carry_out(
        lambda ws: set_fields(ws, Action, chosen, {"recommendations": answered}, before=action)
    )
    return chosen if is_stored else ""


async def add_figure(ui: WorkspaceApp, measure_id: str) -> bool:
    """Ask for a new figure of a measure. Must run in a worker."""
    from readiness.model.field import fields_of
    from readiness.model.records.measures import Observation
    from readiness.plan.figures import record_figure
    from readiness.tui.forms.record_form import part_rows

    session = ui.opened
    measure = session.records.measures.get(measure_id)
    if measure is None:
        ui.say("Put the cursor on a measure first.", severity="warning")
        return False

    async def save(answers: Answers) -> bool:
        return await ui.carry_out(lambda ws: record_figure(ws, measure_id, answers.values))

    fresh = {name: one.default for name, one in fields_of(Observation).items()}
    as_typed = fields_of(Observation)["value"]
    rows = [
        Field("value", as_typed.label, hint="worked out from the counts", help=as_typed.field.help)
        if one.name == "value"
        else one
        for one in part_rows(Observation, fresh, session.around)
    ]
    intro = "A figure for the same day takes the place of the one that is there; e corrects or removes one."
    return await fill_in(ui, FormDialog(f"{measure_id} {measure.title}: figure", rows, save, intro=intro))
