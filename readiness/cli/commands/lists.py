"""The commands that check person-level lists and returns before they leave."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.base.disk import resolved
from readiness.base.errors import UsageError
from readiness.base.text import counted
from readiness.cli.shell.options import Force, written_to
from readiness.cli.shell.output import Table, emit, note
from readiness.cli.shell.session import Session
from readiness.formats.doors import TABLES

if TYPE_CHECKING:
    from readiness.people_lists.report import ListReport


def register(app: typer.Typer) -> None:
    """Add this command to the tree."""
    group = typer.Typer(
        help="Person-level lists and returns: check them; nothing of a row is kept.", rich_markup_mode=None
    )
    group.command("check")(check)
    group.command("return")(check_return)
    app.add_typer(group, name="lists")


def check(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=f"The list: {TABLES.words}.")],
    other: Annotated[
        Path | None, typer.Option("--with", help="The other list, to find people on both.")
    ] = None,
    output: Annotated[
        Path | None,
        written_to("Write every place to an .xlsx or .csv file."),
    ] = None,
    framework: Annotated[str, typer.Option("--framework", help="Used where there is no workspace.")] = "",
    is_forced: Force = False,
) -> None:
    """Check a list against the official columns, codes and rules; counts only, never a value.

    Ages and dates to come are measured today, or at --as-at. Shown are the first places of each rule; -o
    writes all of them. Exit code 1 when there are errors.

    Example: readiness lists check list1.xlsx --with list2.xlsx -o places.xlsx
    """
    from readiness.definitions.in_force import framework_named
    from readiness.people_lists.check import check_lists
    from readiness.people_lists.places import places_file
    from readiness.workspace.output import save

    session: Session = context.obj
    ws = session.open() if session.find() else None
    chosen = ws.framework if ws and not framework else framework_named(ws.root if ws else None, framework)
    as_at = session.given or session.today
    report = check_lists(chosen, file, other, as_at=as_at, keeps_all=output is not None)
    if output is not None:
        if resolved(output) in {resolved(one) for one in (file, other) if one is not None}:
            raise UsageError("The places cannot be written over the list.", str(output), "Choose a new name.")
        save(output, places_file(report, output), replace=is_forced)
        note(f"Wrote {counted(len(report.places), 'place')} to {output}.")
    _show(session, report)
    if any(one.severity == "error" for one in report.tallies):
        raise typer.Exit(1)


def _show(session: Session, report: ListReport) -> None:
    """The date, then sheets, counts and places."""
    findings = [
        (
            one.severity,
            one.row or "sheet",
            one.column or "-",
            one.heading,
            one.message,
            one.hint,
            one.see_also or "-",
        )
        for one in report.findings
    ]
    tallies = [(one.severity, one.heading, one.message, one.count) for one in report.tallies]
    summaries = [
        (one.source, one.title, one.rows, one.rows_with_errors, one.rows_with_queries)
        for one in report.sheets
    ]
    emit(
        session,
        report.to_document(),
        Table(
            ("Sheet", "List", "Rows", "With errors", "With queries"),
            summaries,
            title=f"As at {report.as_at:%d/%m/%Y}",
        ),
        Table(("Severity", "Column", "Rule", "Count"), tallies, title="Counts", empty="No fault found."),
        Table(
            ("Severity", "Row", "Column", "Heading", "What", "To do", "See"),
            findings,
            title="Places",
            empty="None.",
        ),
        closing=report.remarks,
    )


def check_return(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The workbook of the return.")],
    return_id: Annotated[
        str, typer.Option("--id", help="Which return, where the framework knows several.")
    ] = "",
    council: Annotated[
        str, typer.Option("--council", help="Whose return it is, to compare with what it says.")
    ] = "",
    framework: Annotated[
        str, typer.Option("--framework", help="Where it is not that of the workspace.")
    ] = "",
) -> None:
    """Check the file of a recurring return: its name, sheets and the cells its form lays down; never a value.

    Nothing is stored or sent. It says what the rules were read from. Exit code 1 when there are faults.

    Example: readiness lists return lsrp-quarterly-return-999-Example.xlsx --framework local-send-reform-plan
    """
    from readiness.definitions.in_force import framework_named
    from readiness.people_lists import return_file

    session: Session = context.obj
    ws = session.open() if session.find() else None
    chosen = ws.framework if ws and not framework else framework_named(ws.root if ws else None, framework)
    report = return_file.check_return(return_file.return_of(chosen, return_id), file, council=council)
    rows = [(each.sheet or "-", each.place or "-", each.message, each.hint) for each in report.findings]
    lines = [report.title, report.known_from, f"Rows with anything in them: {report.rows}."]
    places = Table(
        ("Sheet", "Place", "What", "To do"),
        rows,
        title=f"Faults: {report.faults}",
        empty="Nothing found against what is known of the form.",
    )
    emit(session, report.to_document(), places, lines=lines)
    if report.faults:
        raise typer.Exit(1)
