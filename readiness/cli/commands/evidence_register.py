"""Commands about many items of evidence at once: the register as a workbook and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.base.text import counted
from readiness.cli.shell.options import Force, written_to
from readiness.cli.shell.output import Table, emit, note
from readiness.cli.shell.session import Session
from readiness.cli.shell.sheets import SheetName, TakeFile, looked_at, looked_at_sheet, show_plan
from readiness.formats.doors import TABLES

if TYPE_CHECKING:
    from readiness.evidence.tracker import TrackerPlan

Apply = Annotated[bool, typer.Option("--apply", help="Store it; without this nothing is changed.")]


def register(group: typer.Typer) -> None:
    """Add these commands to the evidence group."""
    group.command("export")(export_register)
    group.command("import")(import_register)
    group.command("tracker")(take_tracker)


def export_register(
    context: typer.Context,
    output: Annotated[Path, written_to("An .xlsx file.")],
    query: Annotated[str, typer.Option("--where", metavar="FILTER", help="Only what a filter leaves.")] = "",
    is_forced: Force = False,
) -> None:
    """Write the register as a workbook: correct many items in a spreadsheet, then import it.

    Example: readiness evidence export -o register.xlsx --where "kind:audit stale"
    """
    from readiness.exchange import evidence_register

    session: Session = context.obj
    ws = session.open()
    count = evidence_register.export_register(
        ws, output, dated=session.today, as_at=session.as_at, query=query, replace=is_forced
    )
    emit(session, {"file": str(output), "items": count}, lines=[f"Wrote {output}: {count} items."])


def import_register(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=f"The register: {TABLES.words}.")],
    is_applied: Apply = False,
    takes_file: TakeFile = False,
    sheet: SheetName = "",
) -> None:
    """Take a corrected register back: what it changes, and where somebody here changed the same.

    Example: readiness evidence import register.xlsx --apply
    """
    from readiness.exchange import evidence_register

    session: Session = context.obj
    ws = session.open()
    plan = evidence_register.register_plan(ws, file, sheet=sheet)
    closing = [looked_at_sheet(plan)]
    if is_applied:
        taken = plan.conflicts if takes_file else ()
        done = evidence_register.apply_register(ws, plan, name=file.name, take=taken)
        closing = [f"{done.label}: {counted(len(done.changes), 'item')} changed."]
    show_plan(session, (plan,), closing, is_applied=is_applied)


def take_tracker(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=f"The tracker: {TABLES.words}, with headings.")
    ],
    columns: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="HEADING=FIELD", help="What a column is; kept for the next time."),
    ] = None,
    is_applied: Apply = False,
    sheet: SheetName = "",
) -> None:
    """Take in the area's own tracker of documents: items, what is said of them, and what they prove.

    What is known already is only added to: what stands otherwise here is listed and stays.

    Example: readiness evidence tracker tracker.xlsx --column "Lead=owner" --column "Ref=proves" --apply
    """
    from readiness.evidence import tracker

    session: Session = context.obj
    ws = session.open()
    plan = tracker.tracker_plan(
        ws, file, columns=tracker.mapped(columns or ()), sheet=sheet, as_at=session.today
    )
    note(f"Read the sheet '{plan.sheet}'.")
    for problem in plan.problems:
        note(problem)
    if plan.unread:
        note(f"Not read: {', '.join(plan.unread)}. Say what one is with --column 'HEADING=FIELD'.")
    closing = [looked_at(would_change=bool(plan.items))]
    if is_applied:
        done = tracker.apply_tracker(ws, plan, name=file.name, as_at=session.today)
        closing = [f"{done.label}."]
    _show_tracker(session, plan, closing, is_applied=is_applied)


def _show_tracker(session: Session, plan: TrackerPlan, closing: list[str], *, is_applied: bool) -> None:
    emit(
        session,
        {
            "applied": is_applied,
            "sheet": plan.sheet,
            "items": [
                {
                    "row": one.row,
                    "known": one.before.id if one.before else None,
                    "title": one.after.title,
                    "proves": list(one.targets),
                    "differing": [list(each) for each in one.differing],
                }
                for one in plan.items
            ],
            "known": plan.known,
            "unread": list(plan.unread),
            "problems": [str(one) for one in plan.problems],
        },
        Table(
            ("Row", "Id", "Title", "Owner", "Proves", "Stands otherwise here, and stays"),
            [
                (
                    one.row,
                    one.before.id if one.before else "new",
                    one.after.title,
                    one.after.owner,
                    ", ".join(one.targets),
                    "; ".join(f"{label}: {here}, file: {there}" for label, here, there in one.differing),
                )
                for one in plan.items
            ],
            empty="The tracker says nothing that is not here already.",
        ),
        closing=[f"{counted(plan.known, 'row')} known in full.", *closing],
    )
