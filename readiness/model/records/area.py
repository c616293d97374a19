"""The local area a workspace is about; one record per workspace."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from readiness.model.records.record import Record

AREA_ID = "area"


class Area(Record):
    """The local area, the framework it works to, and its own closure days."""

    table: ClassVar[str] = "area"

    id: str = AREA_ID
    name: str
    framework: str
    """Id of the framework definition."""
    is_example: bool = False
    """Whether this is the fictional worked example, said on every screen and export."""
    context: str = ""
    """A few paragraphs about the area, printed at the front of the self-evaluation."""
    closure_days: tuple[date, ...] = ()
    """Days on which the partnership's offices are closed beside weekends and bank holidays."""
    marking: str = "OFFICIAL"
    """Protective marking of documents made from the workspace as a whole."""
    overrides: tuple[str, ...] = ()
    """Each data pack built although personal data in it was not approved, with the reason; oldest first."""
