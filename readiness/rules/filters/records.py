"""Typed filters for any record type, made from its fields: ``criterion:A3 kind:strength owner:ali``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeVar

from readiness.model.field import Around, Bound, fields_of
from readiness.model.field_words import folded, words
from readiness.model.records.measures import Measure
from readiness.model.records.plan import Action, Recommendation
from readiness.model.records.programme import Priority, Strategy, Workstream
from readiness.model.records.record import Record
from readiness.model.records.tables import Records
from readiness.rules.filters.grammar import Vocabulary, matches_id, parse_filter
from readiness.rules.filters.lists import Filters, matching

R = TypeVar("R", bound=Record)

PLAN_KINDS: tuple[type[Record], ...] = (Strategy, Priority, Workstream, Recommendation, Action, Measure)
"""Types of the records a plan is made of."""


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
        flags["unowned"] = lambda record: not any(getattr(record, name) for name in responsible)
    return Filters(
        fields={**named, "id": lambda value, record: matches_id(value, (record.id,))},
        flags=flags,
        texts=lambda record: [record.id, *_texts(record, fields.values(), around)],
    )


def records_matching(kind: type[R], records: Iterable[R], query: str, around: Around) -> Sequence[R]:
    """The records a typed filter leaves, in their order."""
    return matching(record_filters(kind, around), query, records)


def plan_matching(records: Records, query: str, around: Around) -> frozenset[str]:
    """Ids of the records of a plan that a typed filter leaves.

    A term that one kind of record has and another has not leaves none of the other.
    """
    known = frozenset(name for kind in PLAN_KINDS for name in record_filters(kind, around).fields)
    flags = frozenset(name for kind in PLAN_KINDS for name in record_filters(kind, around).flags)
    chosen = parse_filter(query, Vocabulary(known, flags))
    found: set[str] = set()
    for kind in PLAN_KINDS:
        own = record_filters(kind, around)
        filters = Filters(
            fields={name: own.fields.get(name, _never_says) for name in known},
            flags={name: own.flags.get(name, _never) for name in flags},
            texts=own.texts,
        )
        found |= {one.id for one in records.table(kind.table).values() if filters.passes(chosen, one)}
    return frozenset(found)


def _never_says(_value: str, _record: Record) -> bool:
    return False


def _never(_record: Record) -> bool:
    return False


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
