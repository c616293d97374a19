"""What every stored record shares."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

AUTHORSHIP = frozenset({"revision", "created", "updated", "updated_by"})
"""Fields the store sets: when a record was stored and by whom, not what it says."""


class Record(BaseModel):
    """Base of every stored record: frozen, no unknown keys, with its revision and authorship.

    The store sets `revision`, `created`, `updated` and `updated_by` when it commits a change.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    table: ClassVar[str]
    """Name of the table in the store."""
    prefix: ClassVar[str] = ""
    """Letter of the record's own ids; empty when the id is a framework id."""

    id: str
    """Short, human, permanent; never reused."""
    revision: int = 0
    """0 until stored; goes up by one at every committed change."""
    created: datetime = EPOCH
    updated: datetime = EPOCH
    updated_by: str = ""

    def to_document(self) -> dict[str, Any]:
        """The record as a JSON-ready mapping; fields at their default are left out, but for the id."""
        return {"id": self.id, **self.model_dump(mode="json", exclude_defaults=True)}
