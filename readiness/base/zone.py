"""The time zone everything is read and told in: that of the framework in force.

One at a time: a program works on one workspace, and opening it sets the zone.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

USUAL_ZONE: Final = "Europe/London"
"""Where a definition says nothing: the zone every definition had before it could say."""

_zone = ZoneInfo(USUAL_ZONE)


def local_zone() -> ZoneInfo:
    """The zone of the clocks on the wall where the inspection takes place."""
    return _zone


def use_zone(name: str) -> None:
    """Read and tell every moment in the zone of this IANA name from now on.

    Raises:
        ZoneInfoNotFoundError: There is no such zone.
        ValueError: It is no name of a zone.
    """
    global _zone  # noqa: PLW0603 - one zone a process, as there is one workspace
    _zone = ZoneInfo(name)


def local(day: date, at: time) -> datetime:
    """A moment by the clock on the wall (aware)."""
    return datetime.combine(day, at, local_zone())
