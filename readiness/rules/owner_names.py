"""Where records say who owns or answers something: in fields of their own, and in those of their parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from pydantic import BaseModel

from readiness.model.field import fields_of
from readiness.model.records.record import Record

Held: TypeAlias = str | tuple[str, ...]
"""A name, several apart by semicolons, or a list of them."""


def owner_names(record: Record) -> Iterator[tuple[str, Held]]:
    """What fields that say who hold, with the table it counts for; of parts, the name of their field."""
    yield from ((record.table, held) for held in _held(record))
    for name in _with_owners(type(record)):
        yield from ((name, held) for part in getattr(record, name) for held in _held(part))


def renamed_fields(record: Record, rename: Callable[[Held], Held | None]) -> dict[str, object]:
    """The fields of a record that differ once every name in it went through a function.

    Args:
        record: As it stands.
        rename: What a field holds afterwards; None to leave it.
    """
    changed = _renamed(record, rename)
    for name in _with_owners(type(record)):
        parts = tuple(getattr(record, name))
        after = tuple(one.model_copy(update=_renamed(one, rename)) for one in parts)
        changed |= {name: after} if after != parts else {}
    return changed


def _with_owners(kind: type[BaseModel]) -> list[str]:
    """Fields that hold parts of which each says who."""
    rows = [(name, one.row) for name, one in fields_of(kind).items() if one.row is not None and one.is_many]
    return [name for name, row in rows if _fields(row)]


def _fields(kind: type[BaseModel]) -> list[str]:
    return [name for name, one in fields_of(kind).items() if one.field.names_owner]


def _held(of: BaseModel) -> Iterator[Held]:
    yield from (getattr(of, name) for name in _fields(type(of)))


def _renamed(of: BaseModel, rename: Callable[[Held], Held | None]) -> dict[str, object]:
    after: Mapping[str, Held | None] = {name: rename(getattr(of, name)) for name in _fields(type(of))}
    return {name: one for name, one in after.items() if one is not None}
