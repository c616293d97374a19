"""Commands about what reports and reviews told the partnership to do."""

from __future__ import annotations

from typing import Annotated

import typer

from readiness.cli.shell.output import Table, emit
from readiness.cli.shell.record_parts import PartsCommand
from readiness.cli.shell.records import FieldsCommand, SetCommand, Told, none_fits, show_record
from readiness.cli.shell.session import Session

_RECOMMENDATION = Told("recommendations", "recommendation", "R0001")

_Id = Annotated[str, typer.Argument(metavar="ID", help="Recommendation id, such as R0001.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    group = typer.Typer(
        help="Recommendations made to the partnership: add, list, set.", rich_markup_mode=None
    )
    group.command("add")(FieldsCommand("recommendations", add, leave_out=("text",)))
    group.command("list")(list_recommendations)
    group.command("show")(show)
    group.command("set", help=_SET)(SetCommand(_RECOMMENDATION))
    group.command("closing", help=_CLOSING)(PartsCommand(_RECOMMENDATION, "closing", fresh=_closed_now))
    group.command("delete")(delete)
    app.add_typer(group, name="recommendations")


def add(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The recommendation's words.")],
    *,
    given: dict[str, object],
) -> None:
    """Add a recommendation made to the partnership."""
    from readiness.plan import plan

    session: Session = context.obj
    record, _ = plan.add_recommendation(session.open(), text, **given)
    emit(session, record.to_document(), lines=[f"{record.id} added."])


def list_recommendations(
    context: typer.Context,
    query: Annotated[
        str, typer.Argument(metavar="[FILTER]", help="Such as: kind:priority source:2025 waits")
    ] = "",
) -> None:
    """List recommendations, all or what a filter leaves, each with the actions that answer it."""
    from readiness.model.choices import recommendation_kinds
    from readiness.model.records.plan import Recommendation
    from readiness.rules.filters.records import records_matching
    from readiness.workspace.editing import around_of

    session: Session = context.obj
    ws = session.open()
    found = records_matching(Recommendation, ws.records.recommendations.values(), query, around_of(ws))
    answers = {
        one.id: [action.id for action in ws.records.actions.values() if one.id in action.recommendations]
        for one in found
    }
    kinds = recommendation_kinds(ws.framework)
    rows = [
        (one.id, kinds[one.kind], one.text, ", ".join(one.responsible), ", ".join(answers[one.id]))
        for one in found
    ]
    columns = ("Id", "Kind", "Recommendation", "Responsible", "Answered by")
    empty = (
        none_fits(Recommendation, "recommendation", query, session)
        if query
        else 'None yet. Add one: readiness recommendations add "..."'
    )
    data = [{**one.to_document(), "answered_by": answers[one.id]} for one in found]
    emit(session, data, Table(columns, rows, empty=empty))


def show(context: typer.Context, recommendation_id: _Id) -> None:
    """Show everything said about a recommendation."""
    show_record(context.obj, _RECOMMENDATION, recommendation_id)


_SET = """Change recommendations. Which action answers one is said on the action: plan set --answers.

Example: readiness recommendations set R0001 --kind other --who "Data team"
"""


_CLOSING = """Say that a recommendation was met, when, and what shows it; or open it again.

Examples: readiness recommendations closing R0001 set --words "Nine in ten plans on time for a year."
    readiness recommendations closing R0001 remove
"""


def _closed_now(session: Session) -> dict[str, object]:
    return {"by": session.open().user, "on": session.today}


def delete(context: typer.Context, recommendation_id: _Id) -> None:
    """Remove a recommendation, also from the actions that answer it; undo brings it back."""
    from readiness.plan import plan

    session: Session = context.obj
    done = plan.delete_recommendation(session.open(), recommendation_id)
    emit(session, {"done": done.label}, lines=[f"{done.label}. 'readiness undo' brings it back."])
