"""Where a framework is at home: its time zone, its public holidays and its weekends."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from readiness.model.definition.facts import Node


class ClosedDay(Node):
    """A day nobody works, beside the country's public holidays."""

    on: date
    title: str


class Calendar(Node):
    """By which days and hours inspectors count.

    A definition that says nothing counts as all did before they could: by the days of England.
    """

    time_zone: str
    """IANA name, such as ``Europe/London``."""
    country: str = ""
    """ISO 3166 code of the country whose public holidays are kept; empty for those of `closed_days` alone."""
    subdivision: str = ""
    """Code of the part of the country, where parts keep their own holidays."""
    language: str = ""
    """Language of the holidays' names, as the `holidays` library calls it; the country's own when empty."""
    weekend: tuple[int, ...] = (5, 6)
    """Days of the week on which nobody works, Monday 0."""
    closed_days: tuple[ClosedDay, ...] = ()
    """Days beside the public holidays."""
    no_meetings: tuple[str, ...] = Field(default=())
    """Days of the year (``12-24``) on which work goes on and no meeting is prepared."""


USUAL_CALENDAR = Calendar(
    time_zone="Europe/London",
    country="GB",
    subdivision="ENG",
    language="en_GB",
    no_meetings=("12-24",),
)
