"""Commands for the night of the call: start the clock, see the board, correct dates, end."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from readiness.cli.notice_views import show_board, show_forecast, show_timetable
from readiness.cli.output import Table, emit, note
from readiness.cli.session import LOCAL, Session, parse_date
from readiness.core.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    group = typer.Typer(help="The call: start the clock, the board, the timetable.", rich_markup_mode=None)
    group.command("start")(start)
    group.command("status")(status)
    group.command("timetable")(timetable)
    group.command("correct")(correct)
    group.command("forecast")(forecast)
    group.command("log")(log)
    group.command("export")(export)
    group.command("end")(end)
    app.add_typer(group, name="notice")


def start(
    context: typer.Context,
    received: Annotated[str, typer.Option("--received", help='When it came: "2026-11-23 09:15".')],
    kind: Annotated[str, typer.Option("--kind", help="full, monitoring or engagement")] = "",
) -> None:
    """Start the clock: every event and deadline is worked out from the moment the call came.

    Example: readiness notice start --received "2026-11-23 09:15"
    """
    from readiness.services import notice

    session: Session = context.obj
    ws = session.open()
    started, problems = notice.start(ws, parse_moment(received), kind=kind)
    for problem in problems:
        note(problem)
    show_timetable(session, notice.schedule_of(ws, started))


def status(
    context: typer.Context,
    owner: Annotated[str, typer.Option("--owner", help="Only this owner's asks.")] = "",
    agency: Annotated[str, typer.Option("--agency", help="Only this agency's or body's.")] = "",
    deadline: Annotated[str, typer.Option("--deadline", help="Only this deadline class, such as A.")] = "",
    is_all: Annotated[bool, typer.Option("--all", help="Also what is ready or left out.")] = False,
) -> None:
    """Show the board: what is due, who has it, what is at risk first.

    Example: readiness notice status --agency health
    """
    from readiness.services import notice

    session: Session = context.obj
    ws = session.open()
    running = notice.need_current(ws)
    board = notice.board_of(ws, running, ws.clock())
    chosen = board.chosen(owner=owner, agency=agency, deadline=deadline)
    shown = chosen if is_all else tuple(row for row in chosen if not row.ask.is_ready and row.ask.is_wanted)
    show_board(session, running, board, shown)


def timetable(context: typer.Context) -> None:
    """Show every date of the running notice, with the rule behind it and how far it is confirmed."""
    from readiness.services import notice

    session: Session = context.obj
    ws = session.open()
    show_timetable(session, notice.schedule_of(ws, notice.need_current(ws)))


def correct(
    context: typer.Context,
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Event or deadline id; see 'timetable'.")],
    on: Annotated[str, typer.Argument(metavar="DATE", help="The right date.")],
    reason: Annotated[str, typer.Option("--reason", help="Why, and who said so.")] = "",
    time: Annotated[str, typer.Option("--time", help="Local time as HH:MM.")] = "",
) -> None:
    """Put a computed date right; the reason stays beside it.

    Example: readiness notice correct on-site 2026-12-08 --reason "Lead inspector's e-mail of 24 Nov"
    """
    from readiness.services import notice

    session: Session = context.obj
    ws = session.open()
    notice.correct(ws, event, parse_date(on), time=time, reason=reason)
    show_timetable(session, notice.schedule_of(ws, notice.need_current(ws)))


def forecast(
    context: typer.Context,
    day: Annotated[
        str, typer.Option("--on", help="Day of the supposed call; otherwise the next likely one.")
    ] = "",
) -> None:
    """If the call came: which asks would be ready, which late and by how long, and whose they are."""
    from readiness.services import notice
    from readiness.services.dates import supposed_notice_day

    session: Session = context.obj
    ws = session.open()
    call = parse_date(day) if day else supposed_notice_day(ws, session.today)
    found = notice.forecast_for(ws, call)
    show_forecast(session, found, call)


def log(context: typer.Context) -> None:
    """Show who did what to which ask since the call, newest first."""
    from readiness.services import notice

    session: Session = context.obj
    ws = session.open()
    found = notice.log(ws, notice.need_current(ws))
    rows = [
        (f"{one.at.astimezone(LOCAL):%a %H:%M}" if one.at else "", one.user, one.item, one.what)
        for one in found
    ]
    data = [{"at": one.at, "user": one.user, "item": one.item, "what": one.what} for one in found]
    emit(session, data, Table(("When", "Who", "Item", "What"), rows, empty="Nothing has been done yet."))


def export(
    context: typer.Context,
    output: Annotated[Path, typer.Option("-o", "--output", help="A .ics, .xlsx or .docx file.")],
) -> None:
    """Write the plan as a calendar file, the board as a workbook, or a one-page brief in Word.

    Examples: readiness notice export -o plan.ics    readiness notice export -o brief.docx
    """
    from readiness.services.notice_exports import export_notice

    session: Session = context.obj
    ws = session.open()
    export_notice(ws, output, now=ws.clock())
    emit(session, {"file": str(output)}, lines=[f"Wrote {output}"])


def end(
    context: typer.Context, text: Annotated[str, typer.Option("--note", help="How it ended.")] = ""
) -> None:
    """Stop the clock; everything done stays."""
    from readiness.services import notice

    session: Session = context.obj
    done = notice.end(session.open(), text)
    emit(session, {"done": done.label}, lines=[f"{done.label}."])


def parse_moment(text: str) -> datetime:
    """A local moment typed as 2026-11-23 09:15 or 23/11/2026 9:15 (aware, UTC).

    Raises:
        UsageError: It is neither.
    """
    day, _, clock = text.strip().replace("T", " ").rpartition(" ")
    if not day:
        raise UsageError(f"'{text}' is not a day and a time.", "", 'Write it as "2026-11-23 09:15".')
    try:
        at = datetime.strptime(clock, "%H:%M").replace(tzinfo=UTC).time()
    except ValueError:
        raise UsageError(f"'{clock}' is not a time.", "", 'Write it as "2026-11-23 09:15".') from None
    return datetime.combine(parse_date(day), at, LOCAL).astimezone(UTC)
