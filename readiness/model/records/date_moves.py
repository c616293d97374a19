"""Days others count on that were moved: what each was, what it became, and why."""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict

from readiness.base.date_words import day_words
from readiness.model.field import Field


class DateMove(BaseModel):
    """A day that was moved, with the reason; what it was stays to be read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    of: Annotated[str, Field(label="Of", help="The step whose day it is.", empty="the record's own day")] = ""
    """What a part calls itself, of whose day it is; empty for a day of the record itself."""
    on: Annotated[date, Field(label="On", help="The day it was moved.", kind="date", nearest="back")]
    was: Annotated[
        date | None, Field(label="Was due", help="The day before.", kind="date", empty="no date")
    ] = None
    became: Annotated[
        date | None, Field(label="Became due", help="The day since.", kind="date", empty="no date")
    ] = None
    reason: Annotated[str, Field(label="Reason", help="Why it was moved, and who agreed.")] = ""
    by: Annotated[str, Field(label="By", help="Who moved it.", empty="nobody named")] = ""


def move_words(move: DateMove) -> str:
    """``from 31 Jan 2027 to 31 Mar 2027 on 2 Dec 2026: the post was not filled``, a step's name before it."""
    was = day_words(move.was) if move.was else "no date"
    became = day_words(move.became) if move.became else "no date"
    step = f"{move.of}: " if move.of else ""
    return f"{step}from {was} to {became} on {day_words(move.on)}: {move.reason}"


Moves: TypeAlias = Annotated[
    tuple[DateMove, ...],
    Field(
        label="Days moved",
        help="Each time a day it is due was moved, and why.",
        kind="rows",
        set_by="action",
        empty="never",
        in_words=move_words,
    ),
]
"""Oldest first; `workspace.date_moves` writes them. Every record with a day that is `kept_as` has them."""
