"""Commands about snapshots: take one, list them, see what changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.base.date_words import day_words
from readiness.base.text import counted
from readiness.base.zone import local_zone
from readiness.cli.shell.options import Force, written_to
from readiness.cli.shell.output import Table, emit
from readiness.cli.shell.session import Session
from readiness.model.vocabulary import TABLE_TITLES

if TYPE_CHECKING:
    from readiness.model.figures import AnyFigure
    from readiness.progress.comparison import Comparison


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    group = typer.Typer(help="Snapshots: what changed since the last meeting?", rich_markup_mode=None)
    group.command("take")(take)
    group.command("list")(list_snapshots)
    group.command("compare")(compare)
    app.add_typer(group, name="snapshot")


def take(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Such as 'board november'.")],
) -> None:
    """Keep the workspace as it is now under a name; it never changes afterwards.

    Example: readiness snapshot take "engagement meeting 2026"
    """
    from readiness.progress import snapshots

    session: Session = context.obj
    snapshot = snapshots.take(session.open(), name, as_at=session.as_at)
    data = {"name": snapshot.name, "taken": snapshot.taken, "as_at": snapshot.as_at}
    emit(session, data, lines=[f"Kept as '{snapshot.name}'."])


def list_snapshots(context: typer.Context) -> None:
    """List the snapshots there are, oldest first."""
    from readiness.progress import snapshots

    session: Session = context.obj
    found = snapshots.listed(session.open())
    rows = [
        (one.name, f"{one.taken.astimezone(local_zone()):%d %b %Y %H:%M}", one.by, day_words(one.as_at))
        for one in found
    ]
    data = [{"name": one.name, "taken": one.taken, "by": one.by, "as_at": one.as_at} for one in found]
    empty = "No snapshots yet. Take one: readiness snapshot take NAME"
    emit(session, data, Table(("Name", "Taken", "By", "Measured at"), rows, empty=empty))


def compare(
    context: typer.Context,
    before: Annotated[str, typer.Argument(metavar="A", help="The earlier snapshot.")],
    after: Annotated[
        str, typer.Argument(metavar="[B]", help="The later one; otherwise how it is now.")
    ] = "now",
    output: Annotated[Path | None, written_to("Write a Word document.")] = None,
    is_forced: Force = False,
) -> None:
    """Show what changed: statements, grades, evidence, gaps opened and closed, measures, asks, actions.

    Example: readiness snapshot compare "board october" -o changes.docx
    """
    from readiness.progress import snapshots

    session: Session = context.obj
    ws = session.open()
    found = snapshots.compared(ws, before, after, as_at=session.as_at)
    if output is not None:
        from readiness.progress.comparison_document import export_comparison

        export_comparison(ws, found, before, after, output, as_at=session.as_at, replace=is_forced)
    emit(session, snapshots.to_data(found), *_tables(found), lines=[f"From '{before}' to '{after}'."])


def _tables(found: Comparison) -> list[Table]:
    changes = [
        (
            TABLE_TITLES[one.table],
            one.record_id,
            one.kind,
            one.title,
            "; ".join(f"{said.label}: {said.before} > {said.after}" for said in found.said(one))
            if one.kind == "changed"
            else "",
        )
        for one in found.differences
    ]
    gaps = [("opened", one.severity, one.subject, one.reason) for one in found.gaps_opened]
    gaps += [("closed", one.severity, one.subject, one.reason) for one in found.gaps_closed]
    moves = [
        (one.measure_id, one.title, _figure(one.before), _figure(one.after), _direction(one.is_better))
        for one in found.measures
    ]
    kept = counted(found.gaps_kept, "gap")
    return [
        Table(
            ("What", "Id", "How", "About", "Details"), changes, title="Records", empty="No record changed."
        ),
        Table(
            ("Gap", "Severity", "Where", "What"), gaps, title=f"Gaps ({kept} as before)", empty="None moved."
        ),
        Table(("Id", "Measure", "Before", "Now", "Direction"), moves, title="Measures", empty="None moved."),
    ]


def _figure(value: AnyFigure | None) -> float | str | None:
    from readiness.model.figures import stored_figure

    return None if value is None else stored_figure(value)


def _direction(is_better: bool | None) -> str:
    return {True: "better", False: "worse", None: ""}[is_better]
