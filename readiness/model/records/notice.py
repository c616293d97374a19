"""A notice of inspection, as received."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from readiness.model.records.record import Record


class DateCorrection(BaseModel):
    """A computed date put right by a person, with the reason."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    event: str
    """Id of a timetable event or deadline class."""
    on: date
    time: str = ""
    """Local time HH:MM, where given."""
    reason: str
    by: str = ""


class Notice(Record):
    """When the call came and what it was for."""

    table: ClassVar[str] = "notices"
    prefix: ClassVar[str] = "N"

    received: datetime
    """Aware, UTC; shown in local time of England."""
    kind: str
    """Id of a framework timetable: full, monitoring, engagement."""
    is_drill: bool = False
    corrections: tuple[DateCorrection, ...] = ()
    ended: datetime | None = None
    note: str = ""
