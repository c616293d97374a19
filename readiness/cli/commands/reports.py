"""Commands about published inspection reports."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.base.dates import weekday_words
from readiness.base.text import counted, listed
from readiness.cli import report_library_commands
from readiness.cli.shell.output import emit
from readiness.cli.shell.session import Session, parse_date

if TYPE_CHECKING:
    from readiness.model.definition.framework import Framework
    from readiness.plan.published_report import PrintedPeriods
    from readiness.plan.report_import import ReportPlan


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    group = typer.Typer(help="Published inspection reports, read in.", rich_markup_mode=None)
    group.command("import")(import_report)
    group.add_typer(report_library_commands.group(), name="library")
    app.add_typer(group, name="report")


def import_report(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The published PDF.")],
    is_applied: Annotated[bool, typer.Option("--apply", help="Store what is shown.")] = False,
    received: Annotated[
        str, typer.Option("--received", metavar="DATE", help="Day the final report reached you.")
    ] = "",
    published: Annotated[str, typer.Option("--published", metavar="DATE", help="Day of publication.")] = "",
    is_other_area: Annotated[
        bool, typer.Option("--other-area", help="Store it although the area's name differs.")
    ] = False,
    is_doubtful: Annotated[
        bool, typer.Option("--despite-doubts", help="Store it although something is in doubt.")
    ] = False,
) -> None:
    """Read a published inspection report and show what it asks for; with --apply store it as one change.

    Examples: readiness report import report.pdf    readiness report import report.pdf --apply
    """
    from readiness.plan.report_import import KnownDays
    from readiness.plan.report_records import apply_report, plan_import, read_report_file

    session: Session = context.obj
    ws = session.open()
    days = KnownDays(
        *(parse_date(typed, session, "back") if typed else None for typed in (received, published))
    )
    plan = plan_import(ws, read_report_file(file, ws.framework), days)
    closing = [*plan.remarks, *_days_needed(plan), f"{_counted(plan)} would be stored by --apply."]
    data = _data(plan)
    if is_applied:
        done = apply_report(ws, plan, has_other_area=is_other_area, has_doubts=is_doubtful)
        closing = [f"{done.label}. 'readiness undo' takes it back." if done.changes else f"{done.label}."]
        data["applied"] = [change.record_id for change in done.changes]
    emit(session, data, lines=[*_head(plan, ws.framework), *_findings(plan)], closing=closing)


def _counted(plan: ReportPlan) -> str:
    kinds = [one.kind for one in plan.fresh]
    parts = [
        counted(
            kinds.count("area_for_priority_action"), "area for priority action", "areas for priority action"
        ),
        counted(kinds.count("area_for_improvement"), "area for improvement", "areas for improvement"),
    ]
    return listed(parts)


def _head(plan: ReportPlan, framework: Framework) -> list[str]:
    report = plan.report
    outcome = framework.outcomes_by_id.get(report.outcome.outcome) if report.outcome else None
    return [
        f"Area: {report.area or 'not found'}",
        f"Inspected: {_periods(report.inspected)}",
        f"Previous inspection: {_periods(report.previous)}",
        f"Published: {weekday_words(report.published) if report.published else 'the report does not say'}",
        f"Outcome: {f'{outcome.id} {outcome.title}' if outcome else 'not found'}",
        *(str(window) for window in plan.windows),
        *(
            [f"{plan.deadline.title}: {_due(plan)}. {plan.deadline.rule}"]
            if plan.deadline
            else ["Plan asked for: not found"]
        ),
    ]


def _due(plan: ReportPlan) -> str:
    due = plan.deadline.due if plan.deadline else None
    return f"due {weekday_words(due)}" if due else "no date yet"


def _periods(found: PrintedPeriods | None) -> str:
    if found is None:
        return "not found"
    return listed(str(one) for one in found.periods) or found.printed


def _findings(plan: ReportPlan) -> list[str]:
    """Every recommendation in full, under a line that says what it is."""
    lines: list[str] = []
    for number, one in enumerate(plan.recommendations, start=1):
        bodies = f", responsible: {'; '.join(one.responsible)}" if one.responsible else ""
        kind = one.kind.replace("_", " ").capitalize()
        stored = f" [stored as {one.stored_as}]" if one.stored_as else ""
        lines += ["", f"{number}. {kind} (page {one.page}){bodies}{stored}", *one.text.split("\n")]
    return [*lines, ""]


def _days_needed(plan: ReportPlan) -> list[str]:
    if plan.deadline is None or plan.deadline.due is not None:
        return []
    return ["Add --received DATE or --published DATE, and the plan's due day is counted."]


def _data(plan: ReportPlan) -> dict[str, object]:
    return {
        "source": plan.source,
        "report": asdict(plan.report),
        "recommendations": [asdict(one) for one in plan.recommendations],
        "deadline": asdict(plan.deadline) if plan.deadline else None,
        "windows": [asdict(one) for one in plan.windows],
        "remarks": list(plan.remarks),
    }
