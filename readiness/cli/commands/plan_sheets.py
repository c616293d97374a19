"""Commands about the whole plan: its actions as a workbook and back, and what happened between two days."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from readiness.base.date_words import day_words
from readiness.base.text import counted, listed
from readiness.cli.shell.options import Force, written_to
from readiness.cli.shell.output import Table, emit
from readiness.cli.shell.session import Session
from readiness.cli.shell.sheets import SheetName, TakeFile, looked_at_sheet, show_plan


def register(group: typer.Typer) -> None:
    """Add these commands to the plan group."""
    group.command("sheet")(export_actions)
    group.command("import")(import_actions)
    group.command("progress")(progress)
    group.command("roadmap")(roadmap)


def export_actions(
    context: typer.Context,
    output: Annotated[Path, written_to("An .xlsx file.")],
    is_forced: Force = False,
) -> None:
    """Write the plan as a workbook to be corrected, then imported again: a sheet for each kind of record.

    Actions, recommendations, workstreams, priorities, strategies and measures.

    Example: readiness plan sheet -o plan.xlsx
    """
    from readiness.exchange import plan_sheet

    session: Session = context.obj
    ws = session.open()
    counts = plan_sheet.export_sheets(ws, output, dated=session.today, as_at=session.as_at, replace=is_forced)
    said = listed(f"{number:,} {table}" for table, number in counts.items() if number) or "no records yet"
    emit(session, {"file": str(output), **counts}, lines=[f"Wrote {output}: {said}."])


def import_actions(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The plan: xlsx, xls, ods or csv.")],
    is_applied: Annotated[
        bool, typer.Option("--apply", help="Store it; without this nothing is changed.")
    ] = False,
    takes_file: TakeFile = False,
    sheet: SheetName = "",
) -> None:
    """Take the corrected plan back: what the file changes, what is new, and what somebody here changed too.

    Every sheet of the workbook is read; a row without an id is a new record, its title none that is there.

    Example: readiness plan import plan.xlsx --apply
    """
    from readiness.exchange import plan_sheet

    session: Session = context.obj
    ws = session.open()
    plans = plan_sheet.sheets_plan(ws, file, sheet=sheet)
    closing = [looked_at_sheet(*plans)]
    if is_applied:
        taken = [one for plan in plans for one in plan.conflicts] if takes_file else []
        done = plan_sheet.apply_sheets(ws, plans, name=file.name, take=taken)
        closing = [f"{done.label}: {counted(len(done.changes), 'record')} changed or added."]
    show_plan(session, plans, closing, is_applied=is_applied)


def progress(
    context: typer.Context,
    *,
    since: Annotated[str, typer.Option("--from", metavar="DATE", help="First day of the report.")],
    until: Annotated[str, typer.Option("--to", metavar="DATE", help="Last day; today if not given.")] = "",
    output: Annotated[
        Path | None,
        written_to("A .docx file, instead of the screen."),
    ] = None,
    is_public: Annotated[
        bool, typer.Option("--public", help="Only notes for the public, and no names.")
    ] = False,
    is_forced: Force = False,
) -> None:
    """Say what happened in the plan between two days: what changed, by whom, and what it did.

    Example: readiness plan progress --from 2026-09-01 --to 2026-11-30 -o progress.docx
    """
    from readiness.plan.progress_document import export_progress
    from readiness.plan.progress_report import happened_between, span_of

    session: Session = context.obj
    ws = session.open()
    span = span_of(ws, since, until, today=session.today)
    found = happened_between(ws, span, is_public=is_public)
    lines = [f"{day_words(span.first)} to {day_words(span.last)}."]
    if output is not None:
        export_progress(ws, output, span, found, is_public=is_public, replace=is_forced)
        lines = [f"Wrote {output}: {counted(len(found), 'entry', 'entries')}."]
    rows = [(day_words(one.on), one.about, one.title, one.what, one.did, one.by) for one in found]
    columns = ("On", "Id", "About", "What", "What it did", "By")
    emit(
        session,
        [{"on": one.on, "id": one.about, "what": one.what, "did": one.did, "by": one.by} for one in found],
        *([] if output else [Table(columns, rows, empty="Nothing was written down in these days.")]),
        lines=lines,
    )


def roadmap(context: typer.Context) -> None:
    """Show the plan quarter by quarter: what begins, which steps are due, what is to be finished.

    Example: readiness plan roadmap --as-at 2026-12-07
    """
    from readiness.model.vocabulary import STOP_WORDS
    from readiness.rules.roadmap import road_map

    session: Session = context.obj
    found = road_map(session.open().records.actions.values(), session.as_at)
    tables = [
        Table(
            ("On", "Id", "What", "Point", "State"),
            [
                (
                    day_words(one.on),
                    one.action,
                    one.title,
                    STOP_WORDS[one.kind],
                    "done" if one.is_done else "LATE" if one.is_late else "",
                )
                for one in quarter.stops
            ],
            title=quarter.title,
        )
        for quarter in found
    ]
    data = [
        {
            "quarter": quarter.first,
            "stops": [
                {
                    "on": one.on,
                    "action": one.action,
                    "title": one.title,
                    "kind": one.kind,
                    "is_done": one.is_done,
                    "is_late": one.is_late,
                }
                for one in quarter.stops
            ],
        }
        for quarter in found
    ]
    emit(session, data, *tables, lines=[] if found else ["No action has a date yet."])
