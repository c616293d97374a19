"""Every date of a notice, printed with its rule and how far it is confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from readiness.base.date_words import weekday_words
from readiness.cli.shell.output import Table, emit
from readiness.cli.shell.session import Session

if TYPE_CHECKING:
    from readiness.rules.calendar.inspection_dates import DatedDeadline, DatedEvent, OtherDate, Schedule


def show_timetable(session: Session, dates: Schedule, *, drawn: Sequence[str] = ()) -> None:
    """Print every event and deadline with its rule and how far it is confirmed; first what is drawn."""
    data = {
        "notice": dates.notice.to_document(),
        "on_site": dates.on_site,
        "events": [_event_data(one) for one in dates.events],
        "deadlines": [_deadline_data(one) for one in dates.deadlines],
    }
    deadlines = [_deadline_cells(one) for one in dates.deadlines]
    events = [_event_cells(one) for one in dates.events]
    if session.is_plain:
        columns = ("Id", "When", "What", "Rule", "Confirmed?", "Or")
        told = (Table(columns, deadlines, title="Deadlines"), Table(columns, events, "Timetable"))
        emit(session, data, *told, lines=drawn)
        return
    shorter = ("Id", "When", "What", "Confirmed?")
    tables = [
        Table(shorter, [(*cells[:3], cells[4]) for cells in rows], title=title)
        for rows, title in ((deadlines, "Deadlines"), (events, "Timetable"))
    ]
    second = [f"{cells[0]}: or {cells[5]}" for cells in (*deadlines, *events) if cells[5]]
    closing = (*second, "The rule of each date: add --plain.")
    emit(session, data, *tables, lines=drawn, closing=closing)


def _event_cells(one: DatedEvent) -> tuple[object, ...]:
    return one.event.id, _event_date(one), one.event.title, one.rule, one.status, _others(one.others)


def _deadline_cells(one: DatedDeadline) -> tuple[object, ...]:
    due = f"{weekday_words(one.due.date())} {one.due:%H:%M}" if one.due else "not known yet"
    return one.deadline.id, due, one.title, one.rule, one.status, _others(one.others)


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
        "title": one.title,
        "due": one.due,
        "rule": one.rule,
        "status": one.status,
        "corrected": one.correction is not None,
        "others": [{"on": other.on, "rule": other.rule, "reason": other.reason} for other in one.others],
    }


def _event_date(one: DatedEvent) -> str:
    clock = f" {one.at:%H:%M}" if one.at else ""
    until = f" to {weekday_words(one.until)}" if one.until and one.until != one.on else ""
    return weekday_words(one.on) + clock + until


def _others(others: Iterable[OtherDate]) -> str:
    return "; ".join(f"{weekday_words(one.on)} {one.rule}: {one.reason}" for one in others)
