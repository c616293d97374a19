"""Commands about many items of evidence at once: the register as a workbook and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from readiness.cli.shell.options import Force
from readiness.cli.shell.output import emit
from readiness.cli.shell.session import Session
from readiness.cli.shell.sheets import NOTHING_CHANGED, SheetName, TakeFile, show_plan

Apply = Annotated[bool, typer.Option("--apply", help="Store it; without this nothing is changed.")]


def register(group: typer.Typer) -> None:
    """Add these commands to the evidence group."""
    group.command("export")(export_register)
    group.command("import")(import_register)


def export_register(
    context: typer.Context,
    output: Annotated[Path, typer.Option("-o", "--output", help="An .xlsx file.")],
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
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The register: xlsx, ods or csv.")],
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
    closing = [NOTHING_CHANGED]
    if is_applied:
        taken = plan.conflicts if takes_file else ()
        done = evidence_register.apply_register(ws, plan, name=file.name, take=taken)
        closing = [f"{done.label}: {len(done.changes)} items changed."]
    show_plan(session, plan, closing, is_applied=is_applied)
