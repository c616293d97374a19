"""Commands about a workspace as a whole: make one, try the example, see where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from readiness.cli.output import Table, emit, note
from readiness.cli.session import Session


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    app.command("init")(init)
    app.command("demo")(demo)
    app.command("status")(status)


def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to make; it may exist.")],
    area: Annotated[str, typer.Option("--area", help="Name of the local area.")],
    framework: Annotated[
        str, typer.Option("--framework", help="Framework id, or the path of a definition.")
    ] = "area-send-2023",
) -> None:
    """Make a new workspace.

    Example: readiness init my-area --area "Penmarsh"
    """
    from readiness.services.opening import create_workspace

    session: Session = context.obj
    ws = create_workspace(
        folder.resolve(), area, framework_id=framework, user=session.user, clock=session.clock
    )
    ws.close()
    emit(
        session,
        {"workspace": str(ws.root), "area": ws.area.name, "framework": ws.framework.id},
        lines=[
            f"Made a workspace for {ws.area.name} in {ws.root}",
            f"Framework: {ws.framework.title}",
            f'Next: readiness -w "{folder}" evidence scan FOLDER, or readiness -w "{folder}" to open it.',
        ],
    )


def demo(
    context: typer.Context,
    folder: Annotated[str, typer.Option("--dir", metavar="DIR", help="Where to copy the example.")] = "",
    is_opened: Annotated[bool, typer.Option("--open/--no-open", help="Open the terminal UI.")] = True,
) -> None:
    """Copy the worked example (a fictional local area) and open it.

    Examples: readiness demo    readiness demo --dir try-it --no-open
    """
    from readiness.services.demo import copy_example

    session: Session = context.obj
    target = copy_example(Path(folder or "readiness-demo").resolve())
    session.workspace = str(target)
    if is_opened:
        from readiness.cli.terminal import open_ui

        raise typer.Exit(open_ui(session))
    note(f"The worked example is in {target}")
    status(context)


def status(context: typer.Context) -> None:
    """Show where every criterion stands: if the call came today.

    Examples: readiness status    readiness status --as-at 2026-12-07 --json
    """
    from readiness.services.overview import overview

    session: Session = context.obj
    ws = session.open()
    seen = overview(ws, session.as_at)
    for problem in ws.problems:
        note(problem)
    columns = ("Id", "Criterion", "Local view", "Current", "Kinds", "Agencies", "Voice", "Gaps")
    rows = [
        (
            row.criterion,
            row.short,
            row.local_view,
            f"{row.current} of {row.evidence}",
            row.kinds,
            row.agencies,
            row.voice,
            row.gap_marks,
        )
        for row in seen.rows
    ]
    emit(
        session,
        {**seen.to_data(), "workspace": str(ws.root), "problems": [str(one) for one in ws.problems]},
        Table(columns, rows),
        Table(
            ("Severity", "Where", "What"),
            [(gap.severity, gap.subject, gap.reason) for gap in seen.first_things],
            title="First things to fix",
            empty="No gaps as at this date.",
        ),
        lines=seen.headline(),
    )
