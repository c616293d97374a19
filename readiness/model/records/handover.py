"""What was handed over: a pack, or an item by hand, with every file as it then was."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict

from readiness.model.field import Field
from readiness.model.records.record import Record


class HandedFile(BaseModel):
    """One file or web address that went, or an item that went without one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    item: Annotated[str, Field(label="Item", help="The request item it answers.")]
    """Id of the request item."""
    evidence: Annotated[
        str,
        Field(label="Evidence", help="The item of evidence.", empty="none"),
    ] = ""
    name: Annotated[str, Field(label="Name", help="Its name in the pack, or its address.", empty="none")] = ""
    """Path in the pack, the file's own name when it went by hand, or the web address."""
    number: Annotated[
        int | None, Field(label="Number", help="Its number in the pack.", kind="number", empty="none")
    ] = None
    sha256: Annotated[
        str, Field(label="Fingerprint", help="SHA-256 of what went; an address has none.", empty="none")
    ] = ""
    """Hex; empty for an address, and for a file nobody could read."""


class HandOver(Record):
    """A receipt: what went to the inspectors, when, by whom and to whom; or a pack built and not gone yet."""

    table: ClassVar[str] = "handovers"
    prefix: ClassVar[str] = "H"

    handed: Annotated[
        datetime | None,
        Field(
            label="Handed over",
            help="When it went.",
            kind="moment",
            set_by="action",
            empty="built, not handed over",
        ),
    ] = None
    """Aware, UTC; None for a pack that is built and has not gone."""
    by: Annotated[
        str, Field(label="Handed over by", help="Who handed it over.", set_by="action", empty="nobody yet")
    ] = ""
    to: Annotated[str, Field(label="To", help="Who took it.")] = ""
    how: Annotated[str, Field(label="How", help="The way it went, such as the secure portal.")] = ""
    note: Annotated[str, Field(label="Note", help="Anything else about it.", kind="long", empty="none")] = ""
    notice: Annotated[
        str, Field(label="Notice", help="The notice that ran.", set_by="action", empty="none ran")
    ] = ""
    """Id of the notice that ran."""
    pack: Annotated[
        str,
        Field(
            label="Pack", help="Name of the pack; none for what went by hand.", set_by="action", empty="none"
        ),
    ] = ""
    pack_hash: Annotated[
        str, Field(label="Pack hash", help="SHA-512 of the pack's manifest.", set_by="action", empty="none")
    ] = ""
    supplements: Annotated[
        str,
        Field(
            label="Adds to",
            help="The hand-over that a supplementary pack adds to.",
            set_by="action",
            empty="nothing: it is whole",
        ),
    ] = ""
    """Id of the newest hand-over before it."""
    files: Annotated[
        tuple[HandedFile, ...],
        Field(
            label="What went",
            help="Every file and address, by item.",
            kind="rows",
            set_by="action",
            empty="nothing",
        ),
    ] = ()

    @property
    def items(self) -> tuple[str, ...]:
        """Ids of the request items it answers, each once, in their order."""
        return tuple(dict.fromkeys(one.item for one in self.files))
