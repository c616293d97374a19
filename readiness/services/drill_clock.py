"""The clock of a rehearsal's folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from readiness.core.errors import RefusedError

DRILL_FILE = "drill.json"
"""Marks a folder as a rehearsal and holds its clock."""
Clock = Callable[[], datetime]


def drill_clock(root: Path, clock: Clock) -> Clock:
    """The clock of a drill's folder; any other folder keeps the clock it was given."""
    path = root / DRILL_FILE
    if not path.is_file():
        return clock
    from readiness.core.drill import DrillClock

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
