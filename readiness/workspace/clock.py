"""The clock of a rehearsal's folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.errors import RefusedError
from readiness.definitions.bank_holidays import england
from readiness.rules.calendar.working_time import WorkingCalendar

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace

DRILL_FILE = "drill.json"
"""Marks a folder as a rehearsal and holds its clock."""

Clock = Callable[[], datetime]


def drill_clock(root: Path, clock: Clock) -> Clock:
    """The clock of a drill's folder; any other folder keeps the clock it was given."""
    path = root / DRILL_FILE
    if not path.is_file():
        return clock

    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        drill = DrillClock(
            datetime.fromisoformat(body["received"]),
            datetime.fromisoformat(body["started"]),
            float(body["speed"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RefusedError("The drill cannot be read.", str(path), "Start a new drill.") from error
    return lambda: drill.at(clock())


def calendar_of(ws: Workspace, around: date) -> WorkingCalendar:
    """Working days in England with the area's own closure days, two years either side of a date."""
    return WorkingCalendar(ws.area.closure_days, england(range(around.year - 2, around.year + 3)))


def supposed_on_site(ws: Workspace, today: date) -> date:
    """The first day on site if notice came on the next working Monday; the default of `as_at`.

    A framework without a full timetable is measured at today.
    """
    from readiness.rules.calendar.call import default_as_at

    timetable = ws.framework.timetables[0] if ws.framework.timetables else None
    return today if timetable is None else default_as_at(today, timetable, calendar_of(ws, today))


def supposed_notice_day(ws: Workspace, today: date) -> date:
    """The day the next call could come; today for a framework without a timetable."""
    from readiness.rules.calendar.call import default_notice_day

    timetable = ws.framework.timetables[0] if ws.framework.timetables else None
    return today if timetable is None else default_notice_day(today, timetable, calendar_of(ws, today))


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
