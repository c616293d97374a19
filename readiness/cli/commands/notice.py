"""Commands for the night of the call: start the clock, see the board, correct dates, end."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from readiness.base.date_words import weekday_words
from readiness.base.dates import DateWordsError, Nearest
from readiness.base.errors import UsageError
from readiness.base.text import counted
from readiness.base.times import read_moment
from readiness.base.zone import local_zone
from readiness.cli.commands import notice_past
from readiness.cli.commands.notice_dates import show_timetable
from readiness.cli.shell.options import Force, written_to
from readiness.cli.shell.output import Table, emit, note
from readiness.cli.shell.records import FieldsCommand
from readiness.cli.shell.session import Session, parse_date

if TYPE_CHECKING:
    from readiness.inspection.forecast import AskForecast, Forecast, Load
    from readiness.model.records.notice import Notice
    from readiness.rules.board import Board, BoardRow, DeadlineCount


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    group = typer.Typer(help="The call: start the clock, the board, the timetable.", rich_markup_mode=None)
    group.command("start")(start)
    group.command("status")(status)
    group.command("timetable")(timetable)
    group.command("set")(FieldsCommand("notices", set_notice))
    group.command("correct")(correct)
    group.command("uncorrect")(uncorrect)
    group.command("forecast")(forecast)
    notice_past.add_to(group)
    group.command("export")(export)
    group.command("end")(end)
    app.add_typer(group, name="notice")


def start(
    context: typer.Context,
    received: Annotated[
        str, typer.Option("--received", help='When it came: "2026-11-23 09:15". Not needed for a meeting.')
    ] = "",
    kind: Annotated[str, typer.Option("--kind", help="Id of a timetable, such as full.")] = "",
    on: Annotated[str, typer.Option("--on", help="The agreed date of a meeting.")] = "",
) -> None:
    """Start the clock: every event and deadline is worked out from the moment the call came.

    A meeting has an agreed date instead, and every other day is counted back from it.

    Examples: readiness notice start --received "2026-11-23 09:15"
    readiness notice start --kind engagement --on 2027-01-14
    """
    from readiness.inspection import notice

    session: Session = context.obj
    ws = session.open()
    if not received and not on:
        raise UsageError(
            "When did the call come?",
            "",
            "Give the moment with --received, or the date of a meeting with --on.",
        )
    came = parse_moment(received, session) if received else ws.clock()
    agreed = parse_date(on, session) if on else None
    started, problems = notice.start(ws, came, kind=kind, on=agreed)
    for problem in problems:
        note(problem)
    show_timetable(session, notice.schedule_of(ws, started))


def status(
    context: typer.Context,
    owner: Annotated[str, typer.Option("--owner", help="Only this owner's asks.")] = "",
    is_mine: Annotated[bool, typer.Option("--mine", help="Only mine; see --i-am.")] = False,
    name: Annotated[
        str, typer.Option("--i-am", metavar="NAME", help="Who I am among the owners; kept on this computer.")
    ] = "",
    agency: Annotated[str, typer.Option("--agency", help="Only this agency's or body's.")] = "",
    deadline: Annotated[str, typer.Option("--deadline", help="Only this deadline class, such as A.")] = "",
    is_all: Annotated[bool, typer.Option("--all", help="Also what is ready or left out.")] = False,
) -> None:
    """Show the board: what is due, who has it, what is at risk first.

    Examples: readiness notice status --agency health    readiness notice status --mine --i-am "K. Ali"
    """
    from readiness.inspection import notice
    from readiness.rules.calendar import call

    session: Session = context.obj
    ws = session.open()
    running = call.need_current(ws.records)
    board = notice.board_of(ws, running, ws.clock())
    owner = _my_name(name) if is_mine or name else owner
    chosen = board.chosen(owner=owner, agency=agency, deadline=deadline)
    shown = chosen if is_all else tuple(row for row in chosen if not row.ask.is_ready and row.ask.is_wanted)
    show_board(session, running, board, shown)


def _my_name(name: str) -> str:
    """Who I am among the owners: said now and kept, or as kept before."""
    from readiness.base.own_settings import own_settings, set_own

    if name.strip():
        set_own(my_name=name.strip())
    mine = name.strip() or own_settings().my_name
    if not mine:
        raise UsageError("Who are you among the owners?", "", 'Say it once: --mine --i-am "K. Ali".')
    return mine


def timetable(
    context: typer.Context,
    is_drawn: Annotated[
        bool, typer.Option("--drawn", help="Also on a strip of days, with how the asks have gone.")
    ] = False,
) -> None:
    """Show every date of the running notice, with the rule behind it and how far it is confirmed."""
    from readiness.inspection import notice
    from readiness.inspection.burn import drawn_dates
    from readiness.rules.calendar import call

    session: Session = context.obj
    ws = session.open()
    dates = notice.schedule_of(ws, call.need_current(ws.records))
    drawn = [*drawn_dates(ws, dates, width=_DRAWN), ""] if is_drawn else ()
    show_timetable(session, dates, drawn=drawn)


_DRAWN = 80
"""Characters of a drawing, so that it fits a narrow terminal."""


def correct(
    context: typer.Context,
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Event or deadline id; see 'timetable'.")],
    on: Annotated[str, typer.Argument(metavar="DATE", help="The right date.")],
    reason: Annotated[str, typer.Option("--reason", help="Why, and who said so.")] = "",
    time: Annotated[str, typer.Option("--time", help="Local time as HH:MM.")] = "",
    by: Annotated[str, typer.Option("--by", help='Who gave it, such as "the lead inspector".')] = "",
    is_sure: Annotated[
        bool, typer.Option("--sure", help="Take a first day on site that is not a working day.")
    ] = False,
) -> None:
    """Put a computed date right; the reason stays beside it, and what counts from it moves too.

    Example: readiness notice correct on-site 2026-12-08 --by "the lead inspector" --reason "E-mail of 24 Nov"
    """
    from readiness.inspection import corrections, notice
    from readiness.rules.calendar import call

    session: Session = context.obj
    ws = session.open()
    day, time = _day_and_time(on, time, session)
    corrections.correct(ws, event, day, time=time, reason=reason, by=by, is_sure=is_sure)
    show_timetable(session, notice.schedule_of(ws, call.need_current(ws.records)))


def _day_and_time(on: str, time: str, session: Session) -> tuple[date, str]:
    """The day, and the time where it was written beside the day and not as an option of its own."""
    if not time:
        with contextlib.suppress(DateWordsError):
            moment = read_moment(on, session.today, nearest="around", working_days=session.working_days)
            return moment.at.date(), f"{moment.at:%H:%M}"
    return parse_date(on, session, "around"), time


def set_notice(context: typer.Context, *, given: dict[str, object]) -> None:
    """Put right when the running call came, what it was for, or its note; every date is worked out again.

    Example: readiness notice set --received "2026-11-23 09:40"
    """
    from readiness.inspection import notice
    from readiness.rules.calendar import call

    session: Session = context.obj
    ws = session.open()
    notice.change(ws, given)
    show_timetable(session, notice.schedule_of(ws, call.need_current(ws.records)))


def uncorrect(
    context: typer.Context,
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Event or deadline id; see 'timetable'.")],
) -> None:
    """Take a correction back: the date is the computed one again."""
    from readiness.inspection import corrections, notice
    from readiness.rules.calendar import call

    session: Session = context.obj
    ws = session.open()
    corrections.take_back(ws, event)
    show_timetable(session, notice.schedule_of(ws, call.need_current(ws.records)))


def forecast(
    context: typer.Context,
    day: Annotated[
        str, typer.Option("--on", help="Day of the supposed call; otherwise the next likely one.")
    ] = "",
) -> None:
    """If the call came: which asks would be ready, which late and by how long, and whose they are."""
    from readiness.inspection import notice
    from readiness.workspace.clock import supposed_call

    session: Session = context.obj
    ws = session.open()
    call = parse_date(day, session) if day else supposed_call(ws, session.given)
    found = notice.forecast_for(ws, call)
    show_forecast(session, found, call)


def export(
    context: typer.Context,
    output: Annotated[Path, written_to("A .ics, .xlsx or .docx file.")],
    is_forced: Force = False,
) -> None:
    """Write the plan as a calendar file, the board as a workbook, or a one-page brief in Word.

    Examples: readiness notice export -o plan.ics    readiness notice export -o brief.docx
    """
    from readiness.inspection.exports import export_notice

    session: Session = context.obj
    ws = session.open()
    written = export_notice(ws, output, now=ws.clock(), replace=is_forced)
    emit(session, {"file": str(written)}, lines=[f"Wrote {written}"])


def end(
    context: typer.Context, text: Annotated[str, typer.Option("--note", help="How it ended.")] = ""
) -> None:
    """Stop the clock: its log, asks and packs are kept with it, and the next call starts clean.

    What was handed over is ready again; deadlines and lists of this call no longer count.
    """
    from readiness.inspection import notice

    session: Session = context.obj
    done = notice.end(session.open(), text)
    items = sum(change.table == "requests" for change in done.changes)
    kept = f" {counted(items, 'request item')} cleared for the next call; 'readiness notice list' keeps it."
    emit(session, {"done": done.label, "items": items}, lines=[f"{done.label}.{kept if items else ''}"])


def parse_moment(text: str, session: Session, nearest: Nearest = "back") -> datetime:
    """A day and a time by the clock on the wall, as people write them (aware, UTC).

    Raises:
        UsageError: It is no moment; see `read_moment`.
    """
    try:
        moment = read_moment(text, session.today, nearest=nearest, working_days=session.working_days)
    except DateWordsError as error:
        raise UsageError(f"{error.what}.", "", error.remedy) from None
    if moment.note:
        note(moment.note)
    return moment.at.astimezone(UTC)


def show_board(session: Session, running: Notice, board: Board, shown: Sequence[BoardRow]) -> None:
    """Print the board's counts and the asks chosen."""
    local = running.received.astimezone(local_zone())
    received = f"{weekday_words(local.date())} {local:%H:%M}"
    data = {
        "notice": running.to_document(),
        "now": board.now,
        "deadlines": [_deadline_count_data(one) for one in board.deadlines()],
        "late": board.count("overdue"),
        "will_be_late": board.count("late"),
        "unowned": board.count("unowned"),
        "asks": [_row_data(row) for row in shown],
    }
    columns = ("Id", "Item", "By", "Owner", "Time", "Needs", "Standing")
    emit(
        session,
        data,
        Table(columns, [_row_cells(row) for row in shown], empty="Nothing is open."),
        lines=[
            f"Notice {running.id}, {running.kind}, received {received}",
            *([f"{board.headline[:1].upper()}{board.headline[1:]}"] if board.headline else []),
            *(_deadline_count_words(one) for one in board.deadlines()),
        ],
    )


def show_forecast(session: Session, found: Forecast, call: date) -> None:
    """Print which asks would be ready, which late, and whose they are."""
    from readiness.model.vocabulary import FORECAST_VERDICTS

    counts = ", ".join(f"{number} {FORECAST_VERDICTS[verdict]}" for verdict, number in found.counts.items())
    loads = [
        *(_load_cells("body", load) for load in found.by_body()),
        *(_load_cells("agency", load) for load in found.by_agency()),
        *(_load_cells("owner", load) for load in found.by_owner()),
    ]
    rows = [_forecast_cells(one) for one in found.items if one.verdict != "ready"]
    data = {
        "call": call,
        "counts": found.counts,
        "assumption": found.assumption,
        "items": [_forecast_data(one) for one in found.items],
    }
    emit(
        session,
        data,
        Table(
            ("Id", "Item", "By", "Owner", "Verdict", "Late by", "Needs"), rows, empty="All asks are ready."
        ),
        Table(("Load of", "Name", "Asks", "Will be late", "Work"), loads, title="Who carries it"),
        lines=[f"If the call came {weekday_words(call)}: {counts}", found.assumption],
        closing=[shared_words(found.shared)] if found.shared else [],
    )


def shared_words(count: int) -> str:
    """That some asks count for several agencies, so that nobody adds their totals up."""
    verb = (
        "is the work of several agencies and counts for each"
        if count == 1
        else ("are the work of several agencies and count for each")
    )
    return f"By agency, {counted(count, 'ask')} {verb}: the agencies' totals do not add up."


def _deadline_count_data(one: DeadlineCount) -> dict[str, Any]:
    return {
        "id": one.deadline,
        "title": one.title,
        "due": one.due,
        "status": one.status,
        "asked": one.asked,
        "ready": one.ready,
        "handed_over": one.handed_over,
        "open": one.open,
    }


def _deadline_count_words(one: DeadlineCount) -> str:
    counts = f"asked {one.asked}, handed over {one.handed_over}, ready {one.ready}, open {one.open}"
    return f"{one.title}{_due_words(one.due, one.status)}: {counts}"


def _forecast_cells(one: AskForecast) -> tuple[object, ...]:
    from readiness.model.vocabulary import FORECAST_VERDICTS

    return (
        one.ask.id,
        one.ask.title,
        one.body,
        one.ask.state.owner or "no owner",
        FORECAST_VERDICTS[one.verdict],
        f"{one.hours_late:g} h" if one.hours_late else "",
        f"{one.hours_needed:g} h" if one.hours_needed else "",
    )


def _forecast_data(one: AskForecast) -> dict[str, Any]:
    return {
        "id": one.ask.id,
        "title": one.ask.title,
        "body": one.body,
        "owner": one.ask.state.owner or None,
        "verdict": one.verdict,
        "due": one.due,
        "done": one.done,
        "hours_needed": one.hours_needed,
        "hours_late": one.hours_late,
        "deadline_status": one.deadline_status,
    }


def _load_cells(kind: str, load: Load) -> tuple[object, ...]:
    name = load.name or "nobody"
    return kind, name, len(load.items), load.count("late"), f"{load.hours_needed:g} h"


def _due_words(due: datetime | None, status: str) -> str:
    return f" ({weekday_words(due.date())} {due:%H:%M}, {status})" if due else ""


def _row_cells(row: BoardRow) -> tuple[object, ...]:
    from readiness.rules.board import time_words

    state = row.ask.state
    left = time_words(row.left) if row.left is not None else ""
    return row.ask.id, row.ask.title, row.body, state.owner or "no owner", left, row.needs, row.standing


def _row_data(row: BoardRow) -> dict[str, Any]:
    return {
        "id": row.ask.id,
        "title": row.ask.title,
        "body": row.body,
        "agencies": list(row.agencies),
        "owner": row.ask.state.owner or None,
        "status": row.ask.state.status,
        "due": row.due,
        "due_status": row.due_status,
        "hours_left": row.hours_left,
        "hours_needed": row.ask.state.lead_time_hours,
        "risk": row.risk,
        "evidence": list(row.evidence),
    }
