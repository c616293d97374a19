"""Commands for rehearsing the night of the call."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.base.date_words import weekday_words
from readiness.base.errors import UsageError
from readiness.base.zone import local_zone
from readiness.cli.commands.notice import parse_moment, shared_words, show_board
from readiness.cli.shell.output import Table, emit
from readiness.cli.shell.session import Session

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    group = typer.Typer(
        help="Rehearse the call on a copy; nothing of yours is touched.", rich_markup_mode=None
    )
    group.command("start")(start)
    group.command("status")(status)
    group.command("end")(end)
    app.add_typer(group, name="drill")


def start(
    context: typer.Context,
    received: Annotated[str, typer.Option("--received", help="Invented moment of the call; now, else.")] = "",
    kind: Annotated[str, typer.Option("--kind", help="Id of a timetable, such as full.")] = "",
    speed: Annotated[float, typer.Option("--speed", help="1 is real time; 60 an hour in a minute.")] = 1.0,
    is_opened: Annotated[bool, typer.Option("--open/--no-open", help="Open the terminal UI on it.")] = False,
) -> None:
    """Start a rehearsal on a copy of the records.

    Example: readiness drill start --received "2026-11-23 09:15" --speed 60
    """
    from readiness.inspection.drill import start_drill

    session: Session = context.obj
    root = session.need()
    moment = parse_moment(received, session, "around") if received else session.clock()
    drill = start_drill(root, moment, kind=kind, speed=speed, user=session.user, clock=session.clock)
    drill.close()
    local = moment.astimezone(local_zone())
    emit(
        session,
        {"folder": str(drill.root), "received": moment, "speed": speed},
        lines=[
            f"The drill runs: the call came {weekday_words(local.date())} {local:%H:%M}.",
            f"Work on the copy: readiness -w {drill.root}",
            "Then: readiness drill status, readiness drill end",
        ],
    )
    if is_opened:
        from readiness.cli.shell.terminal import open_ui

        session.workspace = str(drill.root)
        raise typer.Exit(open_ui(session))


def status(context: typer.Context) -> None:
    """Show the board of the running drill, by the drill's clock."""
    from readiness.inspection import notice
    from readiness.rules.calendar import call

    session: Session = context.obj
    drill = _running(session)
    running = call.need_current(drill.records)
    board = notice.board_of(drill, running, drill.clock())
    shown = tuple(row for row in board.rows if not row.ask.is_ready and row.ask.is_wanted)
    show_board(session, running, board, shown)
    drill.close()


def end(context: typer.Context) -> None:
    """End the drill: what was met, late and missed, by agency, beside the drill before."""
    from readiness.inspection.drill import end_drill

    session: Session = context.obj
    report, earlier = end_drill(_running(session))
    before = earlier.counts if earlier else {}
    counts = [
        (name.replace("_", " "), number, before.get(name, "")) for name, number in report.counts().items()
    ]
    agencies = [(name, *numbers.values()) for name, numbers in report.by_agency().items()]
    items = [
        (one.id, one.title, one.verdict.replace("_", " "))
        for one in report.items
        if one.verdict in {"missed", "late"}
    ]
    emit(
        session,
        {
            "received": report.received,
            "ended": report.ended,
            "asked": len(report.items),
            "counts": report.counts(),
            "by_agency": report.by_agency(),
            "last_drill": before or None,
            "items": [
                {"id": one.id, "verdict": one.verdict, "due": one.due, "ready": one.ready}
                for one in report.items
            ],
        },
        Table(("Result", "This drill", "Last drill"), counts, title=f"Asked: {len(report.items)}"),
        Table(("Agency", "Met", "Late", "Missed", "Not due"), agencies, title="By agency"),
        Table(("Id", "Item", "Result"), items, title="Missed and late", empty="Nothing was missed."),
        closing=[shared_words(report.shared)] if report.shared else [],
    )


def _running(session: Session) -> Workspace:
    from readiness.workspace.drills import running_drill
    from readiness.workspace.opening import open_workspace

    folder: Path | None = running_drill(session.need())
    if folder is None:
        raise UsageError("No drill is running.", "", "Start one with 'readiness drill start'.")
    return open_workspace(folder, user=session.user, clock=session.clock)
