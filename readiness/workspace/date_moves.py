"""Due days that move: never without a reason, and what they were stays to be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from readiness.base.date_words import day_words
from readiness.base.errors import UsageError
from readiness.base.text import cleaned
from readiness.model.records.plan import Action, DateMove
from readiness.model.records.record import Record
from readiness.workspace.clock import today

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace

R = TypeVar("R", bound=Record)


def moves_a_date(before: Record, given: Mapping[str, object]) -> bool:
    """Whether fields, as stored, would move a due day that was set before; setting the first moves none."""
    if not isinstance(before, Action) or before.due is None:
        return False
    return "due" in given and given["due"] != before.due


def with_move(ws: Workspace, before: Record | None, after: R, why: str) -> R:
    """The record with its moved due day written down; as it is where none moved.

    Args:
        ws: Whose day and user the move is of.
        before: As it stands; None for a new record.
        after: As it is to be.
        why: The reason.

    Raises:
        UsageError: The day moves and there is no reason.
    """
    if not isinstance(before, Action) or not isinstance(after, Action):
        return after
    if not moves_a_date(before, {"due": after.due}):
        return after
    if not cleaned(why):
        was = day_words(before.due) if before.due else ""
        to = f"to {day_words(after.due)}" if after.due else "to no date"
        raise UsageError(
            f"The due day of {before.id} would move from {was} {to}, and no reason is given.",
            before.id,
            "Say why, with --why. The reason stays beside the day.",
        )
    move = DateMove(on=today(ws.clock), was=before.due, became=after.due, reason=cleaned(why), by=ws.user)
    return after.model_copy(update={"moves": (*after.moves, move)})
