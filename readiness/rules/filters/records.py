"""Typed filters for any record type, made from its fields: ``criterion:A3 kind:strength owner:ali``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeVar

from readiness.model.field import Around, Bound, fields_of
from readiness.model.field_words import folded, words
from readiness.model.records.record import Record
from readiness.rules.filters.grammar import matches_id
from readiness.rules.filters.lists import Filters, matching

R = TypeVar("R", bound=Record)


def record_filters(kind: type[R], around: Around) -> Filters[R]:
    """The terms a list of these records understands.

    Its fields that have a name in filters, its id, the flag ``unowned`` where it has an owner, and any word
    that its texts hold.
    """
    fields = fields_of(kind)
    named: dict[str, Callable[[str, R], bool]] = {
        field.field.filter: partial(_says, field, around) for field in fields.values() if field.field.filter
    }
    responsible = [name for name in ("owner", "responsible") if name in fields]
    flags: dict[str, Callable[[R], bool]] = {}
    if responsible:
        flags["unowned"] = lambda record: not getattr(record, responsible[0])
    return Filters(
        fields={**named, "id": lambda value, record: matches_id(value, (record.id,))},
        flags=flags,
        texts=lambda record: [record.id, *_texts(record, fields.values(), around)],
    )


def records_matching(kind: type[R], records: Iterable[R], query: str, around: Around) -> Sequence[R]:
    """The records a typed filter leaves, in their order."""
    return matching(record_filters(kind, around), query, records)


def _says(field: Bound, around: Around, value: str, record: Record) -> bool:
    """Whether a field holds the value: an id or what is above it, the start of a date, part of its words."""
    stored = getattr(record, field.name)
    parts = stored if isinstance(stored, tuple) else () if field.is_empty(stored) else (stored,)
    if field.field.kind == "date":
        return any(str(part).startswith(value) for part in parts)
    if field.field.as_ids:
        return matches_id(value, map(str, parts))
    wanted = folded(value)
    said = (f"{folded(str(part))}\n{folded(words(field, stored, around))}" for part in parts)
    return any(wanted in one for one in said)


def _texts(record: Record, fields: Iterable[Bound], around: Around) -> Iterable[str]:
    for field in fields:
        if field.field.kind in {"text", "long"} and field.is_for_people:
            yield words(field, getattr(record, field.name), around)
