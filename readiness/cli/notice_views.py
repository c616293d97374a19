"""The board, the timetable and the forecast as the command line prints them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from readiness.cli.output import Table, emit
from readiness.cli.session import LOCAL, Session
from readiness.core.wording import weekday_words

if TYPE_CHECKING:
    from readiness.core.board import Board, BoardRow, DeadlineCount
    from readiness.core.forecast import AskForecast, Forecast, Load
    from readiness.core.inspection import Notice
    from readiness.core.schedule import DatedDeadline, DatedEvent, OtherDate, Schedule


def show_board(session: Session, running: Notice, board: Board, shown: Sequence[BoardRow]) -> None:
    """Print the board's counts and the asks chosen."""
    local = running.received.astimezone(LOCAL)
    received = f"{weekday_words(local.date())} {local:%H:%M}"
    data = {
        "notice": running.to_document(),
        "now": board.now,
        "deadlines": [_deadline_count_data(one) for one in board.deadlines()],
        "asks": [_row_data(row) for row in shown],
    }
    columns = ("Id", "Item", "By", "Owner", "Time", "Needs", "Standing")
    emit(
        session,
        data,
        Table(columns, [_row_cells(row) for row in shown], empty="Nothing is open."),
        lines=[
            f"Notice {running.id}, {running.kind}, received {received}",
            *(_deadline_count_words(one) for one in board.deadlines()),
        ],
    )


def show_forecast(session: Session, found: Forecast, call: date) -> None:
    """Print which asks would be ready, which late, and whose they are."""
    counts = ", ".join(f"{number} {verdict.replace('_', ' ')}" for verdict, number in found.counts.items())
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
        Table(("Load of", "Name", "Asks", "Late", "Work", "Late in turn"), loads, title="Who carries it"),
        lines=[f"If the call came {weekday_words(call)}: {counts}", found.assumption],
    )


def show_timetable(session: Session, dates: Schedule) -> None:
    """Print every event and deadline with its rule and how far it is confirmed."""
    columns = ("Id", "When", "What", "Rule", "Confirmed?", "Or")
    data = {
        "notice": dates.notice.to_document(),
        "on_site": dates.on_site,
        "events": [_event_data(one) for one in dates.events],
        "deadlines": [_deadline_data(one) for one in dates.deadlines],
    }
    emit(
        session,
        data,
        Table(columns, [_deadline_cells(one) for one in dates.deadlines], title="Deadlines"),
        Table(columns, [_event_cells(one) for one in dates.events], title="Timetable"),
    )


def _event_cells(one: DatedEvent) -> tuple[object, ...]:
    return one.event.id, _event_date(one), one.event.title, one.rule, one.status, _others(one.others)


def _deadline_cells(one: DatedDeadline) -> tuple[object, ...]:
    due = f"{weekday_words(one.due.date())} {one.due:%H:%M}" if one.due else "not known yet"
    return one.deadline.id, due, one.deadline.title, one.rule, one.status, _others(one.others)


def _event_data(one: DatedEvent) -> dict[str, Any]:
    return {
        "id": one.event.id,
        "title": one.event.title,
        "on": one.on,
        "until": one.until,
        "at": one.at,
        "rule": one.rule,
        "status": one.status,
        "corrected": one.correction is not None,
        "others": [{"on": other.on, "rule": other.rule, "reason": other.reason} for other in one.others],
    }


def _deadline_data(one: DatedDeadline) -> dict[str, Any]:
    return {
        "id": one.deadline.id,
        "title": one.deadline.title,
        "due": one.due,
        "rule": one.rule,
        "status": one.status,
        "corrected": one.correction is not None,
        "others": [{"on": other.on, "rule": other.rule, "reason": other.reason} for other in one.others],
    }


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
    return (
        one.ask.id,
        one.ask.title,
        one.body,
        one.ask.state.owner or "no owner",
        one.verdict.replace("_", " "),
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
    return kind, name, len(load.items), load.count("late"), f"{load.hours_needed:g} h", len(load.late_in_turn)


def _event_date(one: DatedEvent) -> str:
    clock = f" {one.at:%H:%M}" if one.at else ""
    until = f" to {weekday_words(one.until)}" if one.until and one.until != one.on else ""
    return weekday_words(one.on) + clock + until


def _others(others: Iterable[OtherDate]) -> str:
    return "; ".join(f"{weekday_words(one.on)} {one.rule}: {one.reason}" for one in others)


def _due_words(due: datetime | None, status: str) -> str:
    return f" ({weekday_words(due.date())} {due:%H:%M}, {status})" if due else ""


def _row_cells(row: BoardRow) -> tuple[object, ...]:
    from readiness.core.board import time_words

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
