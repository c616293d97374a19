"""What day it is, by whose clock, and which date everything is measured at."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.deadlines import DeadlineClock, all_hours
from readiness.base.disk import whole_file
from readiness.base.errors import RefusedError
from readiness.base.zone import local_zone
from readiness.definitions.public_holidays import public_holidays
from readiness.rules.calendar.working_time import WorkingCalendar, open_hours_later

if TYPE_CHECKING:
    from readiness.rules.calendar.call import AsAt
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
        body = json.loads(whole_file(path).decode("utf-8"))
        drill = DrillClock(
            datetime.fromisoformat(body["received"]),
            datetime.fromisoformat(body["started"]),
            float(body["speed"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RefusedError("The drill cannot be read.", str(path), "Start a new drill.") from error
    return lambda: drill.at(clock())


def calendar_of(ws: Workspace, around: date) -> WorkingCalendar:
    """Working days where the framework is at home, but for the area's closure days, two years either side."""
    kept = ws.framework.calendar
    holidays = public_holidays(range(around.year - 2, around.year + 3), kept)
    return WorkingCalendar(ws.area.closure_days, holidays, kept.weekend, kept.no_meetings)


def deadline_clock(
    ws: Workspace, asked: datetime | None = None, *, is_written_now: bool = True
) -> DeadlineClock:
    """What the words of a deadline are counted from, in hours as the definition counts its own deadlines.

    Args:
        ws: The workspace.
        asked: When it was asked for (aware); the call of the notice that runs when not given.
        is_written_now: Whether the words are typed now, and not read from a file.
    """
    from readiness.rules.calendar.call import current

    notice, now = current(ws.records), ws.clock() if is_written_now else None
    asked = asked or (notice.received if notice is not None else None)
    by_hours = [one for one in ws.framework.deadline_classes if one.unit == "hours"]
    if by_hours and all(one.skips_closed_days for one in by_hours):
        calendar = calendar_of(ws, today(ws.clock)).without_closures()
        return DeadlineClock(asked, now, partial(open_hours_later, calendar))
    return DeadlineClock(asked, now, all_hours)


def today(clock: Clock) -> date:
    """Today where the inspection takes place, by a clock; the one answer, asked anew each time."""
    return clock().astimezone(local_zone()).date()


def measured(ws: Workspace, given: date | None = None) -> AsAt:
    """The date everything is measured at, and why; see `rules.calendar.call.as_at`."""
    from readiness.rules.calendar.call import as_at

    day = today(ws.clock)
    setting = ws.area.measured_on
    calendar = calendar_of(ws, given or setting or day)
    return as_at(ws.records, ws.framework, calendar, day, given, setting)


def supposed_call(ws: Workspace, given: date | None = None) -> date:
    """The day of the call that is supposed while none has come.

    It is the one that leads to the date asked for, when one would; else the next that could come.
    """
    from readiness.rules.calendar.call import call_for, supposed_day

    day = today(ws.clock)
    around = given or day
    call = call_for(ws.framework, calendar_of(ws, around), around) if given else None
    return call or supposed_day(ws.framework, calendar_of(ws, day), day)


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
