"""Where the partnership stands with each request item. A state's id is the item's framework id."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from pydantic import Field

from readiness.model.records.record import Record
from readiness.model.vocabulary import RequestStatus


class RequestState(Record):
    """Owner, source, lead time and status of one request item."""

    table: ClassVar[str] = "requests"

    owner: str = ""
    agency: str = ""
    """Framework agency that produces it; empty means the item's body decides."""
    source_system: str = ""
    how_produced: str = ""
    lead_time_hours: int | None = Field(default=None, ge=0)
    """Working hours needed to produce it again from its source."""
    last_produced: date | None = None
    status: RequestStatus = "not_started"
    reason: str = ""
    """Why it does not apply; needed for `not_applicable`."""
    due_override: datetime | None = None
    """Official deadline when the inspectorate's own list sets one (aware, UTC)."""
    is_asked: bool | None = None
    """Whether the inspectorate's own list asks for it; None before such a list."""
    local_title: str = ""
    """Title of an item that only the inspectorate's own list has."""
    notes: str = ""
