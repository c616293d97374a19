"""Which other records a record names, found by its fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from readiness.model.field import fields_of
from readiness.model.records.record import Record
from readiness.model.records.tables import RECORD_TYPES, Records


class Reference(NamedTuple):
    """One record named by another."""

    field: str
    """Stored name of the field that names it."""
    table: str
    """Table of the named record."""
    target: str
    """Its id."""

    @property
    def what(self) -> str:
        """What it names, in words: ``statement S0009``."""
        return f"{RECORD_TYPES[self.table].__name__.lower()} {self.target}"


NOTED = ("actions", "recommendations")
"""Tables whose records have progress notes."""


def references(record: Record) -> Iterator[Reference]:
    """Every record a record names in a field that holds ids of one table, in the order of its fields."""
    for name, bound in fields_of(type(record)).items():
        if bound.field.kind != "records":
            continue
        held = getattr(record, name)
        for one in held if isinstance(held, tuple) else (held,):
            if one:
                yield Reference(name, bound.field.records, one)


def gone_from(record: Record, records: Records) -> tuple[Reference, ...]:
    """The records it names that are not there."""
    return tuple(one for one in references(record) if one.target not in records.table(one.table))
