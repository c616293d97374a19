"""The local area a workspace is about; one record per workspace."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from readiness.model import choices
from readiness.model.field import Field
from readiness.model.records.record import Record

AREA_ID = "area"


class Area(Record):
    """The local area, the framework it works to, and its own closure days."""

    table: ClassVar[str] = "area"

    id: Annotated[str, Field(label="Id", help="The one area of a workspace.", set_by="store")] = AREA_ID
    name: Annotated[str, Field(label="Name", help="Name of the local area.")]
    framework: Annotated[
        str, Field(label="Framework", help="Id of the framework it works to.", set_by="action")
    ]
    """Id of the framework definition."""
    is_example: Annotated[
        bool,
        Field(
            label="Worked example",
            help="Whether this is the fictional example.",
            kind="yes_no",
            set_by="store",
        ),
    ] = False
    """Whether this is the fictional worked example, said on every screen and export."""
    context: Annotated[
        str,
        Field(
            label="About the area",
            help="A few paragraphs, printed at the front of the self-evaluation.",
            kind="long",
        ),
    ] = ""
    """A few paragraphs about the area, printed at the front of the self-evaluation."""
    closure_days: Annotated[
        tuple[date, ...],
        Field(
            label="Closure days",
            help="Days the partnership's offices are closed, beside weekends and bank holidays.",
            kind="date",
            empty="none",
        ),
    ] = ()
    """Days on which the partnership's offices are closed beside weekends and bank holidays."""
    marking: Annotated[
        str,
        Field(
            label="Marking",
            help="Protective marking of documents made from the workspace as a whole.",
            kind="choice",
            choices=choices.markings,
            clearable=False,
        ),
    ] = "OFFICIAL"
    """Protective marking of documents made from the workspace as a whole."""
    overrides: Annotated[
        tuple[str, ...],
        Field(
            label="Data packs built all the same",
            help="Each with the reason, although personal data in it was not approved.",
            set_by="action",
            empty="none",
        ),
    ] = ()
    """Each data pack built although personal data in it was not approved, with the reason; oldest first."""
