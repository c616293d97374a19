"""The command that checks person-level lists before they leave."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from readiness.cli.shell.output import Table, emit
from readiness.cli.shell.session import Session


def register(app: typer.Typer) -> None:
    """Add this command to the tree."""
    group = typer.Typer(
        help="Person-level lists: check them; nothing of a row is kept.", rich_markup_mode=None
    )
    group.command("check")(check)
    app.add_typer(group, name="lists")


def check(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An xlsx, ods or csv file.")],
    other: Annotated[
        Path | None, typer.Option("--with", help="The other list, to find children on both.")
    ] = None,
    framework: Annotated[str, typer.Option("--framework", help="Used where there is no workspace.")] = "",
) -> None:
    """Check a list against the official columns, codes and rules; counts only, never a value.

    Exit code 1 when there are errors. Example: readiness lists check list1.xlsx --with list2.xlsx
    """
    from readiness.definitions.in_force import framework_named
    from readiness.people_lists.check import check_lists

    session: Session = context.obj
    ws = session.open() if session.find() else None
    chosen = ws.framework if ws and not framework else framework_named(ws.root if ws else None, framework)
    report = check_lists(chosen, file, other, as_at=session.today)
    findings = [
        (one.severity, one.row or "sheet", one.column or "-", one.heading, one.message, one.hint)
        for one in report.findings
    ]
    tallies = [(one.severity, one.heading, one.message, one.count) for one in report.tallies]
    summaries = [
        (one.source, one.title, one.rows, one.rows_with_errors, one.rows_with_queries)
        for one in report.sheets
    ]
    emit(
        session,
        asdict(report),
        Table(("Sheet", "List", "Rows", "With errors", "With queries"), summaries),
        Table(("Severity", "Column", "Rule", "Count"), tallies, title="Counts", empty="No fault found."),
        Table(
            ("Severity", "Row", "Column", "Heading", "What", "To do"), findings, title="Places", empty="None."
        ),
    )
    if any(one.severity == "error" for one in report.tallies):
        raise typer.Exit(1)
