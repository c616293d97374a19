"""A rehearsal: its clock, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from readiness.core.asks import Ask
from readiness.core.board import Board

DrillVerdict = Literal["met", "late", "missed", "not_due"]
"""met: ready by its deadline. late: ready after it. missed: not ready when its deadline had passed.

not_due: not ready, and its deadline had not come when the drill ended.
"""
VERDICTS: tuple[DrillVerdict, ...] = ("met", "late", "missed", "not_due")


@dataclass(frozen=True, slots=True)
class DrillClock:
    """The time of a rehearsal: begins at an invented moment and runs at its own speed."""

    received: datetime
    """The invented moment of the call (aware)."""
    started: datetime
    """The real moment the drill began (aware)."""
    speed: float = 1.0
    """Drill seconds that pass in a real second."""

    def at(self, real: datetime) -> datetime:
        """The drill's time at a real moment (aware)."""
        passed: timedelta = real - self.started
        return self.received + passed * self.speed


@dataclass(frozen=True, slots=True)
class DrillItem:
    """What came of one ask."""

    id: str
    title: str
    agencies: tuple[str, ...]
    verdict: DrillVerdict
    due: datetime | None
    ready: datetime | None
    """When it became ready and stayed so; None when it is not."""


@dataclass(frozen=True, slots=True)
class DrillReport:
    """What came of a rehearsal."""

    received: datetime
    ended: datetime
    """In drill time."""
    items: tuple[DrillItem, ...]

    def counts(self) -> dict[DrillVerdict, int]:
        """Asks by verdict; every verdict is there."""
        return {verdict: sum(one.verdict == verdict for one in self.items) for verdict in VERDICTS}

    def by_agency(self) -> dict[str, dict[DrillVerdict, int]]:
        """Asks by verdict for each agency; an ask of two agencies counts for both."""
        names = dict.fromkeys(agency for one in self.items for agency in one.agencies)
        return {
            name: {
                verdict: sum(one.verdict == verdict and name in one.agencies for one in self.items)
                for verdict in VERDICTS
            }
            for name in names
        }


def drill_report(board: Board, ready_since: Mapping[str, datetime]) -> DrillReport:
    """Judge every ask of a board at its moment; `ready_since` has the ready ones by id."""
    rows = (row for row in board.rows if row.risk != "left_out")
    items = (
        DrillItem(
            row.ask.id,
            row.ask.title,
            row.agencies,
            _verdict(row.ask, row.due, ready_since.get(row.ask.id), board.now),
            row.due,
            ready_since.get(row.ask.id) if row.ask.is_ready else None,
        )
        for row in rows
    )
    return DrillReport(board.schedule.notice.received, board.now, tuple(_in_order(items)))


def _verdict(ask: Ask, due: datetime | None, ready: datetime | None, now: datetime) -> DrillVerdict:
    if ask.is_ready:
        return "late" if due is not None and ready is not None and ready > due else "met"
    return "missed" if due is not None and due <= now else "not_due"


def _in_order(items: Iterable[DrillItem]) -> list[DrillItem]:
    worst_first = {"missed": 0, "late": 1, "not_due": 2, "met": 3}
    return sorted(items, key=lambda one: (worst_first[one.verdict], one.id))
