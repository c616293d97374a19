"""Dated notes of what happened about an action or a recommendation."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from readiness.model.field import Field
from readiness.model.records.record import Record


class ProgressNote(Record):
    """What somebody reported on a day. It is added and never written over: a correction is a further note.

    `by` says who wrote it, not who owns anything: a new name for an owner does not reach it.
    """

    table: ClassVar[str] = "progress_notes"
    prefix: ClassVar[str] = "PN"

    about: Annotated[str, Field(label="About", help="Id of the action or recommendation.", set_by="action")]
    on: Annotated[
        date,
        Field(label="On", help="The day it is about.", kind="date", nearest="back", set_by="action"),
    ]
    words: Annotated[str, Field(label="Progress", help="What was done since.", kind="long", set_by="action")]
    did: Annotated[
        str,
        Field(
            label="What it did",
            help="What changed for people because of it.",
            kind="long",
            set_by="action",
        ),
    ] = ""
    by: Annotated[str, Field(label="By", help="Who reports it.", set_by="action", empty="nobody named")] = ""
    is_public: Annotated[
        bool,
        Field(
            label="For the public",
            help="Whether it may stand in a public version.",
            kind="yes_no",
            set_by="action",
        ),
    ] = False
