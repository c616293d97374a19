"""Commands about the improvement plan's actions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.base.date_words import day_words
from readiness.cli.commands import plan_sheets
from readiness.cli.commands.notes import note, notes
from readiness.cli.commands.recommendations import add as add_recommendation
from readiness.cli.shell.options import Force, written_to
from readiness.cli.shell.output import Table, emit
from readiness.cli.shell.output import note as warn
from readiness.cli.shell.record_parts import PartsCommand, Verb
from readiness.cli.shell.records import FieldsCommand, SetCommand, Told, none_fits, show_record
from readiness.cli.shell.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.model.records.plan import Action, Recommendation
    from readiness.model.records.record import Record

_ACTION = Told("actions", "action", "P0007")

_Id = Annotated[str, typer.Argument(metavar="ID", help="Action id, such as P0007.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    plan = typer.Typer(help="Actions and recommendations: add, list, set.", rich_markup_mode=None)
    plan.command("add")(FieldsCommand("actions", add_action, leave_out=("title",)))
    plan.command("recommend")(FieldsCommand("recommendations", add_recommendation, leave_out=("text",)))
    plan.command("list")(list_plan)
    plan.command("show")(show)
    plan.command("set", help=_SET)(SetCommand(_ACTION, why=_WHY))
    steps = {"done": Verb("set", _done_today)}
    milestones = PartsCommand(_ACTION, "milestones", verbs=steps, why=_WHY_STEP)
    plan.command("milestone", help=_MILESTONE)(milestones)
    plan.command("confidence", help=_CONFIDENCE)(PartsCommand(_ACTION, "confidence", fresh=_judged_now))
    plan.command("note")(note)
    plan.command("notes")(notes)
    plan.command("delete")(delete)
    plan.command("export")(export)
    plan_sheets.register(plan)
    app.add_typer(plan, name="plan")


def add_action(
    context: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What will be done.")],
    *,
    origin: Annotated[
        str,
        typer.Option(
            "--from", metavar="ID", help="What it is to answer: whatever the gaps or the plan name."
        ),
    ] = "",
    given: dict[str, object],
) -> None:
    """Add an action; with --from it names what it answers, and the criteria and measures of that.

    Examples: readiness plan add "Clear the annual review backlog" --for S0015 --who LA --due 2027-01-31
        readiness plan add "Hear from parents" --from A3
    """
    from readiness.plan import plan

    session: Session = context.obj
    ws = session.open()
    opened = plan.opened_from(ws, origin, session.as_at) if origin else {}
    record, _ = plan.add_action(ws, title, **{**opened, **given})
    emit(session, record.to_document(), lines=[f"{record.id} added."])


def list_plan(
    context: typer.Context,
    query: Annotated[
        str, typer.Argument(metavar="[FILTER]", help="Such as: status:done responsible:data due:2027 waits")
    ] = "",
) -> None:
    """List recommendations and actions, all or what a filter leaves."""
    from readiness.model.records.plan import Action, Recommendation
    from readiness.rules.filters.records import records_matching
    from readiness.rules.plan import criteria_of_action, is_late
    from readiness.workspace.editing import around_of

    session: Session = context.obj
    ws = session.open()
    around = around_of(ws)
    actions = records_matching(Action, ws.records.actions.values(), query, around)
    recommendations = records_matching(Recommendation, ws.records.recommendations.values(), query, around)
    emit(
        session,
        {
            "actions": [
                {
                    **action.to_document(),
                    "is_late": is_late(action, session.as_at),
                    "serves": list(criteria_of_action(ws.index, action)),
                }
                for action in actions
            ],
            "recommendations": [one.to_document() for one in recommendations],
        },
        *_tables(session, recommendations, actions, query),
    )


def _tables(
    session: Session, recommendations: Sequence[Recommendation], actions: Sequence[Action], query: str
) -> tuple[Table, Table]:
    """What a filter leaves of the plan, for people."""
    from readiness.model.choices import recommendation_kinds
    from readiness.model.records.plan import Action, Recommendation
    from readiness.model.vocabulary import ACTION_STATUS
    from readiness.rules.plan import is_late

    kinds = recommendation_kinds(session.open().framework)
    told = [(one.id, kinds[one.kind], one.text, ", ".join(one.responsible)) for one in recommendations]
    rows = [
        (
            action.id,
            action.title,
            ", ".join((*action.statements, *action.recommendations)),
            action.responsible,
            action.due or "no date",
            ACTION_STATUS[action.status] + (" LATE" if is_late(action, session.as_at) else ""),
        )
        for action in actions
    ]
    none_told = _none(session, Recommendation, "recommendation", query)
    none_done = _none(session, Action, "action", query)
    columns = ("Id", "Action", "For", "Responsible", "Due", "Status")
    return (
        Table(("Id", "Kind", "Recommendation", "Responsible"), told, "Recommendations", none_told),
        Table(columns, rows, "Actions", none_done),
    )


def _none(session: Session, kind: type[Record], what: str, query: str) -> str:
    """Why a table of the list is empty."""
    has_any = bool(session.open().records.table(kind.table))
    return none_fits(kind, what, query, session) if query and has_any else f"No {what} yet."


def show(context: typer.Context, action_id: _Id) -> None:
    """Show everything said about an action."""
    show_record(context.obj, _ACTION, action_id)


_WHY = "Why a due day moves, and who agreed; needed where one that was set does."

_WHY_STEP = "Why the day of a step moves, and who agreed; needed where one that was set does."

_SET = """Change actions: what is done, by whom and when, how far it is, and what it answers.

Examples: readiness plan set P0007 --status in_progress --percent 40 --answers R0001
    readiness plan set P0007 P0008 --due 2027-03-31 --why "The board agreed on 2 December"
"""

_MILESTONE = """List, add, change, finish or remove the dated steps of an action.

Examples: readiness plan milestone P0007 add "Recruit two psychologists" --due 2027-03-03
    readiness plan milestone P0007 done 1
    readiness plan milestone P0007 set 1 --due 2027-05-03 --why "The board agreed on 2 December"
"""


_CONFIDENCE = """Judge an action yourself, with a reason, in place of what its milestones and dates say.

Examples: readiness plan confidence P0007 set --confidence at_risk --reason "The post was not filled."
    readiness plan confidence P0007 remove
"""


def _judged_now(session: Session) -> dict[str, object]:
    return {"by": session.open().user, "on": session.today}


def _done_today(session: Session) -> dict[str, object]:
    return {"done": session.today}


def delete(context: typer.Context, action_id: _Id) -> None:
    """Remove an action and the links to it; undo brings both back."""
    from readiness.plan import plan

    session: Session = context.obj
    done = plan.delete_action(session.open(), action_id)
    emit(session, {"done": done.label}, lines=[f"{done.label}. 'readiness undo' brings it back."])


def export(
    context: typer.Context,
    output: Annotated[Path, written_to("A .docx or .xlsx file.")],
    *,
    is_public: Annotated[
        bool,
        typer.Option("--public", help="Without working notes, roles and names, and small numbers."),
    ] = False,
    by_workstream: Annotated[
        bool, typer.Option("--by-workstream", help="By workstream, not by responsible body.")
    ] = False,
    only: Annotated[
        str, typer.Option("--only", metavar="NAME", help="One body or one workstream alone.")
    ] = "",
    is_forced: Force = False,
) -> None:
    """Write the plan by responsible body, overdue first, as a Word document or a workbook.

    Examples: readiness plan export -o plan.docx --as-at 2026-12-07
        readiness plan export -o plan.xlsx --public
        readiness plan export -o waiting.docx --by-workstream --only WS0001
    """
    from readiness.plan.plan_export import export_plan
    from readiness.plan.plan_sections import Grouping

    session: Session = context.obj
    ws, as_at = session.open(), session.as_at
    by: Grouping = "workstream" if by_workstream else "body"
    problems = export_plan(ws, output, as_at=as_at, is_public=is_public, by=by, only=only, replace=is_forced)
    for problem in problems:
        warn(problem)
    told = [str(one) for one in problems]
    emit(
        session,
        {"file": str(output), "as_at": as_at, "public": is_public, "problems": told},
        lines=[f"Wrote {output}, as at {day_words(as_at)}"],
    )
