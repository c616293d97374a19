"""Days others count on: they never move without a reason, and what they were stays to be read.

Which days those are is said where their fields are declared (`Field.kept_as`), on records and on their parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from readiness.base.date_words import day_words
from readiness.base.errors import UsageError
from readiness.base.text import cleaned, quoted
from readiness.model.field import Bound, fields_of
from readiness.model.records.date_moves import DateMove
from readiness.model.records.record import Record
from readiness.workspace.clock import today

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class MovedDay:
    """A day that moves between two versions of a record."""

    what: str
    """What it is called: ``due day``."""
    of: str
    """The part whose day it is, by its first field; empty for the record's own."""
    was: date
    became: date | None

    def of_record(self, record_id: str) -> str:
        """``due day of P0001``, ``due day of “Recruit” in P0001``."""
        whose = f"{quoted(self.of)} in {record_id}" if self.of else record_id
        return f"{self.what} of {whose}"


def kept_days(kind: type[BaseModel]) -> tuple[str, ...]:
    """Stored names of a record's own days that move with a reason alone."""
    return tuple(name for name, one in fields_of(kind).items() if one.field.kept_as)


def moved_days(before: Record, after: Record) -> tuple[MovedDay, ...]:
    """Days that were set before and move; setting the first moves none, nor does taking a part out."""
    found = list(_moved(before, after, ""))
    for name, first in _dated_parts(type(before)):
        for old, new in _same_parts(getattr(before, name), getattr(after, name), first):
            found += _moved(old, new, str(getattr(new, first)))
    return tuple(found)


def unmoved(before: Record, after: R) -> R:
    """The record with each day that would move as it stands before, of the record itself and of its parts."""
    held: dict[str, object] = _stay(before, after)
    for name, first in _dated_parts(type(before)):
        parts = list(getattr(after, name))
        for old, new in _same_parts(getattr(before, name), parts, first):
            parts[parts.index(new)] = new.model_copy(update=_stay(old, new))
        held[name] = tuple(parts)
    return after.model_copy(update=held)


def moves_of(before: Record, given: Mapping[str, object]) -> tuple[MovedDay, ...]:
    """Days that fields, as stored, would move."""
    return moved_days(before, before.model_copy(update=dict(given)))


def with_move(ws: Workspace, before: Record | None, after: R, why: str) -> R:
    """The record with its moved days written down; as it is where none moved.

    Args:
        ws: Whose day and user the move is of.
        before: As it stands; None for a new record.
        after: As it is to be.
        why: The reason.

    Raises:
        UsageError: A day moves and there is no reason.
    """
    moved = moved_days(before, after) if before is not None else ()
    if not moved:
        return after
    if not cleaned(why):
        first = moved[0]
        to = f"to {day_words(first.became)}" if first.became else "to no date"
        raise UsageError(
            f"The {first.of_record(after.id)} would move from {day_words(first.was)} {to}, "
            "and no reason is given.",
            after.id,
            "Say why, with --why. The reason stays beside the day.",
        )
    held: tuple[DateMove, ...] = getattr(after, MOVES)
    on, reason = today(ws.clock), cleaned(why)
    new = (
        DateMove(of=one.of, on=on, was=one.was, became=one.became, reason=reason, by=ws.user) for one in moved
    )
    return after.model_copy(update={MOVES: (*held, *new)})


MOVES = "moves"
"""Stored name of the field in which a record keeps them."""


def _moved(before: BaseModel, after: BaseModel, of: str) -> Iterator[MovedDay]:
    fields: Mapping[str, Bound] = fields_of(type(before))
    for name in kept_days(type(before)):
        was, became = getattr(before, name), getattr(after, name)
        if was is not None and was != became:
            yield MovedDay(fields[name].field.kept_as, of, was, became)


def _stay(before: BaseModel, after: BaseModel) -> dict[str, object]:
    """The days that would move, as they were."""
    days = ((name, getattr(before, name)) for name in kept_days(type(before)))
    return {name: was for name, was in days if was is not None and was != getattr(after, name)}


def _dated_parts(kind: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """Stored name of each field whose parts have such days, and of the first field of its parts."""
    for name, bound in fields_of(kind).items():
        if bound.row is not None and bound.is_many and kept_days(bound.row):
            yield name, next(iter(fields_of(bound.row)))


def _same_parts(before: Sequence[Any], after: Sequence[Any], first: str) -> Iterator[tuple[Any, Any]]:
    """Parts that are one before and after, and differ.

    They have one name or, where as many stand there as before, one place.
    """
    old = {place: one for place, one in enumerate(before) if one not in after}
    new = {place: one for place, one in enumerate(after) if one not in before}
    for place, part in list(old.items()):
        named = (at for at, one in new.items() if getattr(one, first) == getattr(part, first))
        if (at := next(named, None)) is not None:
            yield old.pop(place), new.pop(at)
    if len(before) == len(after):
        yield from ((part, new[place]) for place, part in old.items() if place in new)
