"""What every stored record shares."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, NamedTuple

from pydantic import BaseModel, ConfigDict

from readiness.model.field import Field

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

AUTHORSHIP = frozenset({"revision", "created", "updated", "updated_by"})
"""Fields the store sets: when a record was stored and by whom, not what it says."""


class BrokenRule(NamedTuple):
    """Fields of one record that cannot stand together."""

    what: str
    """What is wrong, one sentence."""
    how: str
    """How to put it right."""


class Record(BaseModel):
    """Base of every stored record: frozen, no unknown keys, with its revision and authorship.

    The store sets `revision`, `created`, `updated` and `updated_by` when it commits a change.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    table: ClassVar[str]
    """Name of the table in the store."""
    prefix: ClassVar[str] = ""
    """Letter of the record's own ids; empty when the id is a framework id."""

    id: Annotated[str, Field(label="Id", help="Short and permanent; never reused.", set_by="store")]
    """Short, human, permanent; never reused."""
    revision: Annotated[
        int,
        Field(label="Revision", help="Goes up by one at every change.", kind="number", set_by="store"),
    ] = 0
    """0 until stored; goes up by one at every committed change."""
    created: Annotated[
        datetime, Field(label="Stored first", help="When it was stored first.", kind="moment", set_by="store")
    ] = EPOCH
    updated: Annotated[
        datetime, Field(label="Changed last", help="When it was changed last.", kind="moment", set_by="store")
    ] = EPOCH
    updated_by: Annotated[
        str, Field(label="Changed last by", help="Who changed it last.", set_by="store", empty="nobody")
    ] = ""

    @property
    def broken_rule(self) -> BrokenRule | None:
        """What its fields together cannot mean; None when they can.

        Asked when somebody changes a record. One that is stored so is read all the same, and is a gap.
        """
        return None

    def to_document(self) -> dict[str, Any]:
        """The record as a JSON-ready mapping; fields at their default are left out, but for the id."""
        return {"id": self.id, **self.model_dump(mode="json", exclude_defaults=True)}
