"""The burn-down of a notice: its asks, and from the history when each was done."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from readiness.base.zone import local_zone
from readiness.inspection.notice import board_of, history_since
from readiness.model.records.changes import Transaction
from readiness.model.records.notice import Notice
from readiness.model.records.requests import RequestState
from readiness.model.vocabulary import READY_STATUSES
from readiness.rules.board import Board, DeadlineCount
from readiness.rules.burn_down import BurnDown, Turn, burn_down, burn_lines
from readiness.rules.calendar.call import current
from readiness.rules.calendar.inspection_dates import Schedule
from readiness.rules.calendar.time_line import time_line
from readiness.workspace.clock import calendar_of

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace


def burn_of(ws: Workspace, notice: Notice, shown: Board) -> BurnDown | None:
    """The course of the asks that are due next, of those due last once all are; None without a deadline."""
    deadline = _next(shown)
    if deadline is None or deadline.due is None:
        return None
    ids = {row.ask.id for row in shown.chosen(deadline=deadline.deadline) if row.risk != "left_out"}
    start = shown.schedule.received
    return burn_down(
        deadline.title,
        deadline.open,
        turns(history_since(ws, notice.received), ids, start),
        start=start,
        due=deadline.due,
        now=shown.now,
        calendar=calendar_of(ws, shown.now.date()),
    )


def drawn_dates(ws: Workspace, dates: Schedule, *, width: int) -> list[str]:
    """The dates on a strip of days; under it, once a call has come, the course of the asks due next."""
    now, running = ws.clock().astimezone(local_zone()), current(ws.records)
    calendar = calendar_of(ws, dates.received.date())
    drawn = [*time_line(dates, calendar, width=width, now=now if running else None)]
    burn = burn_of(ws, running, board_of(ws, running, now)) if running else None
    if burn is not None:
        drawn += ["", f"Open asks: {burn.title}", *burn_lines(burn, width=width)]
    return drawn


def _next(shown: Board) -> DeadlineCount | None:
    dated = [one for one in shown.deadlines() if one.due is not None and one.deadline]
    waiting = [one for one in dated if one.due is not None and one.due > shown.now]
    return waiting[0] if waiting else dated[-1] if dated else None


def turns(past: Iterable[Transaction], ids: Collection[str], since: datetime) -> Iterator[Turn]:
    """When asks were done or became open again, since a moment (aware), from what was stored."""
    for done in past:
        if done.at is None or done.at < since:
            continue
        for change in done.changes:
            if change.table != RequestState.table or change.record_id not in ids:
                continue
            before, after = _is_done(change.before), _is_done(change.after)
            if before != after:
                yield Turn(done.at, is_done=after)


def _is_done(state: object) -> bool:
    return isinstance(state, RequestState) and state.status in READY_STATUSES
