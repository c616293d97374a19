"""Facts of the framework that this partnership has confirmed or corrected, each with who says so and why."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict

from readiness.model.field import Field
from readiness.model.records.record import Record


class FactCorrection(BaseModel):
    """One field of a fact that was put right."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: Annotated[str, Field(label="Field", help="Name of the field, as in a definition.")]
    value: Annotated[
        str,
        Field(label="Reads", help="What it says now; parts of a list with commas.", empty="nothing"),
    ] = ""


class ConfirmedFact(Record):
    """A fact of the framework confirmed as it stands, or corrected. Its id is the fact's, with its kind."""

    table: ClassVar[str] = "facts"

    id: Annotated[
        str, Field(label="Fact", help="Kind and id of the fact, such as request:ID.", set_by="store")
    ]
    words: Annotated[
        str,
        Field(label="Words", help="What the fact said when it was confirmed.", kind="long", set_by="action"),
    ] = ""
    corrections: Annotated[
        tuple[FactCorrection, ...],
        Field(
            label="Corrected",
            help="What was put right; nothing when it was confirmed as it stood.",
            kind="rows",
            set_by="action",
            empty="confirmed as it stood",
        ),
    ] = ()
    source: Annotated[
        str, Field(label="Read in", help="Where it can be read that it is so.", kind="long", set_by="action")
    ]
    by: Annotated[str, Field(label="Confirmed by", help="A role or a name of staff.", set_by="action")]
    on: Annotated[
        date | None,
        Field(
            label="Confirmed on", help="Day it was confirmed.", kind="date", set_by="action", empty="no date"
        ),
    ] = None
    seen: Annotated[
        str,
        Field(
            label="Wording confirmed",
            help="Fingerprint of what the definition says without the corrections.",
            set_by="action",
            empty="not kept",
        ),
    ] = ""
    """Fingerprint of the fact in the definition; a confirmation of other words counts for nothing."""

    @property
    def kind_in_words(self) -> str:
        """What kind of part the fact is: ``evidence kind``; empty when the id does not say."""
        kind, colon, _ = self.id.partition(":")
        return kind.replace("_", " ") if colon else "fact"

    @property
    def name(self) -> str:
        """The fact's own id, without its kind."""
        return self.id.partition(":")[2] or self.id
