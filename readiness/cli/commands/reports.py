"""Commands about published inspection reports."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.cli import report_library_commands
from readiness.cli.shell.output import emit
from readiness.cli.shell.session import Session, parse_date

if TYPE_CHECKING:
    from readiness.plan.report_import import ReportPlan
    from readiness.workspace.workspace import Workspace


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
    from readiness.plan.report_words import finding_lines, head_lines

    session: Session = context.obj
    ws = session.open()
    days = KnownDays(
        *(parse_date(typed, session, "back") if typed else None for typed in (received, published))
    )
    plan = plan_import(ws, read_report_file(file, ws.framework), days)
    closing = [*plan.remarks, *_days_needed(plan), *_would(ws, plan)]
    data = _data(plan)
    if is_applied:
        done = apply_report(ws, plan, has_other_area=is_other_area, has_doubts=is_doubtful)
        closing = [f"{done.label}. 'readiness undo' takes it back." if done.changes else f"{done.label}."]
        data["applied"] = [change.record_id for change in done.changes]
    emit(session, data, lines=[*head_lines(plan, ws.framework), *finding_lines(plan)], closing=closing)


def _days_needed(plan: ReportPlan) -> list[str]:
    from readiness.plan.report_words import lacks_a_day

    days = "Add --received DATE or --published DATE, and the plan's due day is counted."
    return [days] if lacks_a_day(plan) else []


def _would(ws: Workspace, plan: ReportPlan) -> list[str]:
    """What --apply would store, with what else has to be given for it, and why."""
    from readiness.plan.report_words import fresh_words, other_area_words

    other = other_area_words(ws, plan)
    needed = [
        "--apply",
        *(["--other-area"] if other else []),
        *(["--despite-doubts"] if plan.remarks else []),
    ]
    return [*filter(None, [other]), f"{fresh_words(plan)} would be stored by {' '.join(needed)}."]


def _data(plan: ReportPlan) -> dict[str, object]:
    return {
        "source": plan.source,
        "report": asdict(plan.report),
        "recommendations": [asdict(one) for one in plan.recommendations],
        "deadline": asdict(plan.deadline) if plan.deadline else None,
        "windows": [asdict(one) for one in plan.windows],
        "remarks": list(plan.remarks),
    }
