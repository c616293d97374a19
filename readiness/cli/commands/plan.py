"""Commands about the improvement plan and its measures."""

from __future__ import annotations

from typing import Annotated

import typer

from readiness.cli.shell.output import Table, emit
from readiness.cli.shell.session import Session, parse_date


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    plan = typer.Typer(help="Actions and recommendations: add, list, set.", rich_markup_mode=None)
    plan.command("add")(add_action)
    plan.command("recommend")(add_recommendation)
    plan.command("list")(list_plan)
    plan.command("set")(set_action)
    app.add_typer(plan, name="plan")
    measures = typer.Typer(help="Measures: add, record a figure, list.", rich_markup_mode=None)
    measures.command("add")(add_measure)
    measures.command("record")(record)
    measures.command("list")(list_measures)
    app.add_typer(measures, name="measures")


def _ids(text: str) -> list[str]:
    return [one.strip().upper() for one in text.split(",") if one.strip()]


_For = Annotated[str, typer.Option("--for", help="Statement ids it answers, separated by commas.")]

_Criteria = Annotated[str, typer.Option("--criteria", help="Criterion ids, separated by commas.")]

_Due = Annotated[str, typer.Option("--due", help="When it is due.")]

_Who = Annotated[str, typer.Option("--who", help="Responsible body or role.")]

_Success = Annotated[str, typer.Option("--success", help="How success will be seen.")]

_Measures = Annotated[str, typer.Option("--measures", help="Measure ids, separated by commas.")]


def add_action(
    context: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What will be done.")],
    statements: _For = "",
    criteria: _Criteria = "",
    due: _Due = "",
    who: _Who = "",
    success: _Success = "",
    measures: _Measures = "",
) -> None:
    """Add an action.

    Example: readiness plan add "Clear the annual review backlog" --for S0015 --who LA --due 2027-01-31
    """
    from readiness.plan import plan

    session: Session = context.obj
    fields: dict[str, object] = {
        "statements": _ids(statements),
        "criteria": _ids(criteria),
        "measures": _ids(measures),
        "responsible": who,
        "success_measure": success,
        "due": parse_date(due, session) if due else None,
    }
    record, _ = plan.add_action(session.open(), title, **{k: v for k, v in fields.items() if v})
    emit(session, record.to_document(), lines=[f"{record.id} added."])


def add_recommendation(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The recommendation's words.")],
    kind: Annotated[
        str, typer.Option("--kind", help="area_for_improvement, area_for_priority_action or other")
    ] = "other",
    source: Annotated[str, typer.Option("--source", help="The report it comes from.")] = "",
    made_on: Annotated[str, typer.Option("--made-on", help="Date of the report.")] = "",
    criteria: _Criteria = "",
    who: _Who = "",
) -> None:
    """Add a recommendation made to the partnership."""
    from readiness.plan import plan

    session: Session = context.obj
    fields: dict[str, object] = {
        "kind": kind.replace("-", "_"),
        "source": source,
        "made_on": parse_date(made_on, session, "back") if made_on else None,
        "criteria": _ids(criteria),
        "responsible": tuple(one.strip() for one in who.split(",") if one.strip()),
    }
    record, _ = plan.add_recommendation(session.open(), text, **{k: v for k, v in fields.items() if v})
    emit(session, record.to_document(), lines=[f"{record.id} added."])


def list_plan(context: typer.Context) -> None:
    """List recommendations and actions."""
    from readiness.model.vocabulary import ACTION_STATUS
    from readiness.rules.plan import criteria_of_action, is_late

    session: Session = context.obj
    ws, as_at = session.open(), session.as_at
    records = ws.records
    late = {action.id for action in records.actions.values() if is_late(action, as_at)}
    actions = [
        (
            action.id,
            action.title,
            ", ".join((*action.statements, *action.recommendations)),
            action.responsible,
            action.due or "no date",
            ACTION_STATUS[action.status] + (" LATE" if action.id in late else ""),
        )
        for action in records.actions.values()
    ]
    recommendations = [
        (one.id, one.kind.replace("_", " "), one.text, ", ".join(one.responsible))
        for one in records.recommendations.values()
    ]
    emit(
        session,
        {
            "actions": [
                {
                    **action.to_document(),
                    "is_late": action.id in late,
                    "serves": list(criteria_of_action(ws.index, action)),
                }
                for action in records.actions.values()
            ],
            "recommendations": [one.to_document() for one in records.recommendations.values()],
        },
        Table(("Id", "Kind", "Recommendation", "Responsible"), recommendations, title="Recommendations"),
        Table(("Id", "Action", "For", "Responsible", "Due", "Status"), actions, title="Actions"),
    )


def set_action(
    context: typer.Context,
    action_id: Annotated[str, typer.Argument(metavar="ID", help="Action id, such as P0007.")],
    state: Annotated[str, typer.Option("--status", help="not_started, in_progress, done or stopped")] = "",
    percent: Annotated[int, typer.Option("--percent", min=-1, max=100, help="How far it is, per cent.")] = -1,
    progress: Annotated[str, typer.Option("--progress", help="Where it stands, in words.")] = "",
    statements: _For = "",
    due: _Due = "",
    who: _Who = "",
    success: _Success = "",
    measures: _Measures = "",
) -> None:
    """Change an action.

    Example: readiness plan set P0007 --status in_progress --percent 40
    """
    from readiness.plan import plan

    session: Session = context.obj
    fields: dict[str, object] = {
        "status": state.replace("-", "_").replace(" ", "_"),
        "progress": progress,
        "statements": _ids(statements),
        "due": parse_date(due, session) if due else None,
        "responsible": who,
        "success_measure": success,
        "measures": _ids(measures),
    }
    given = {name: value for name, value in fields.items() if value}
    if percent >= 0:
        given["percent_done"] = percent
    done = plan.edit_action(session.open(), action_id, **given)
    emit(session, {"done": done.label}, lines=[f"{done.label}."])


def add_measure(
    context: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What is measured.")],
    unit: Annotated[str, typer.Option("--unit", help="Such as % or weeks.")] = "",
    good: Annotated[str, typer.Option("--good", help="Which way is good: higher or lower.")] = "higher",
    target: Annotated[str, typer.Option("--target", help="The figure aimed at.")] = "",
    target_by: Annotated[str, typer.Option("--target-by", help="When it should be reached.")] = "",
    statements: _For = "",
    criteria: _Criteria = "",
) -> None:
    """Add a measure.

    Example: readiness measures add "New plans within 20 weeks" --unit % --target 80 --criteria A1
    """
    from readiness.plan import plan

    session: Session = context.obj
    fields: dict[str, object] = {
        "unit": unit,
        "good": good,
        "target": target or None,
        "target_by": parse_date(target_by, session) if target_by else None,
        "statements": _ids(statements),
        "criteria": _ids(criteria),
    }
    record_, _ = plan.add_measure(session.open(), title, **{k: v for k, v in fields.items() if v})
    emit(session, record_.to_document(), lines=[f"{record_.id} added."])


def record(
    context: typer.Context,
    measure_id: Annotated[str, typer.Argument(metavar="ID", help="Measure id, such as M0003.")],
    value: Annotated[float, typer.Argument(metavar="VALUE", help="The figure.")],
    period_to: Annotated[str, typer.Option("--to", help="Last day of the period it is for.")],
    source: Annotated[str, typer.Option("--source", help="Evidence id, or words.")] = "",
) -> None:
    """Record a figure; one for the same period is replaced.

    Example: readiness measures record M0003 58.2 --to 2026-09-30 --source E0021
    """
    from readiness.plan import plan

    session: Session = context.obj
    done = plan.record_observation(
        session.open(), measure_id, value, parse_date(period_to, session, "back"), source=source
    )
    emit(session, {"done": done.label}, lines=[f"{done.label}."])


def list_measures(context: typer.Context) -> None:
    """List measures with their baseline, latest figure, target and comparators."""
    session: Session = context.obj
    found = list(session.open().records.measures.values())
    rows = [
        (
            one.id,
            one.title,
            one.unit,
            one.baseline.value if one.baseline else "",
            f"{one.latest.value:g} to {one.latest.period_to}" if one.latest else "no figure",
            one.target if one.target is not None else "",
            "; ".join(f"{other.name} {other.value:g} ({other.period})" for other in one.benchmarks),
        )
        for one in found
    ]
    columns = ("Id", "Measure", "Unit", "Baseline", "Latest", "Target", "Comparators")
    emit(session, [one.to_document() for one in found], Table(columns, rows, empty="No measures yet."))
