"""A notice of inspection, as received."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict

from readiness.model import choices
from readiness.model.field import Field
from readiness.model.records.record import Record


class DateCorrection(BaseModel):
    """A computed date put right by a person, with the reason."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    event: Annotated[
        str,
        Field(label="Event", help="The event or deadline.", kind="choice", choices=choices.dated),
    ]
    """Id of a timetable event or deadline class."""
    on: Annotated[date, Field(label="On", help="The right date.", kind="date", nearest="around")]
    time: Annotated[str, Field(label="At", help="Local time as HH:MM.", empty="no time")] = ""
    """Local time HH:MM, where given."""
    reason: Annotated[str, Field(label="Reason", help="Why, and who said so.")]
    by: Annotated[str, Field(label="By", help="Who put it right.", empty="nobody named")] = ""


class Notice(Record):
    """When the call came and what it was for."""

    table: ClassVar[str] = "notices"
    prefix: ClassVar[str] = "N"

    received: Annotated[
        datetime, Field(label="Received", help="When the call came.", kind="moment", nearest="back")
    ]
    """Aware, UTC; shown in local time of England."""
    kind: Annotated[
        str, Field(label="For", help="What it was for.", kind="choice", choices=choices.timetables)
    ]
    """Id of a framework timetable: full, monitoring, engagement."""
    is_drill: Annotated[
        bool,
        Field(label="Drill", help="Whether it is a rehearsal.", kind="yes_no", set_by="action"),
    ] = False
    corrections: Annotated[
        tuple[DateCorrection, ...],
        Field(
            label="Corrections",
            help="Dates put right, each with the reason.",
            kind="rows",
            set_by="action",
            empty="none",
        ),
    ] = ()
    ended: Annotated[
        datetime | None,
        Field(
            label="Ended",
            help="When the clock was stopped.",
            kind="moment",
            set_by="action",
            empty="still running",
        ),
    ] = None
    attendees: Annotated[
        tuple[str, ...],
        Field(
            label="Who attends",
            help="Roles or names of staff who go to a meeting.",
            empty="nobody named",
            names_owner=True,
        ),
    ] = ()
    note: Annotated[str, Field(label="Note", help="How it ended.", kind="long", empty="none")] = ""
