"""Removing a record together with what points at it, so that nothing is left pointing nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness.model.field import fields_of
from readiness.model.records.changes import Change, Transaction, put, remove
from readiness.model.records.tables import RECORD_TYPES
from readiness.model.records.targets import RECORD_TARGETS
from readiness.workspace.editing import held_record, revise

if TYPE_CHECKING:
    from readiness.model.records.record import Record
    from readiness.workspace.workspace import Workspace

_TARGETS = {**{table: kind for kind, table in RECORD_TARGETS.items()}, "requests": "request"}
"""Kind of link target by table."""


def remove_record(ws: Workspace, kind: type[Record], record_id: str) -> Transaction:
    """Remove a record, the links at it, and its id from every other record that names it.

    Raises:
        UsageError: There is no such record.
        StaleEditError: Somebody else changed one of them meanwhile.
    """
    record = held_record(ws, kind, record_id)
    changes = (*_links(ws, record), *_references(ws, record), remove(record))
    return ws.run(Transaction(f"Remove {record.id}", changes))


def link_targets() -> frozenset[str]:
    """Kinds of link target that are records."""
    return frozenset(_TARGETS.values())


def _links(ws: Workspace, record: Record) -> Iterator[Change]:
    target = _TARGETS.get(record.table)
    for link in ws.records.links.values():
        if link.evidence == record.id or (link.target_kind == target and link.target == record.id):
            yield remove(link)


def _references(ws: Workspace, record: Record) -> Iterator[Change]:
    for table, kind in RECORD_TYPES.items():
        names = [
            name
            for name, field in fields_of(kind).items()
            if field.is_many and field.field.records == record.table
        ]
        for other in ws.records.table(table).values() if names else ():
            kept = {
                name: tuple(one for one in getattr(other, name) if one != record.id)
                for name in names
                if record.id in getattr(other, name)
            }
            if kept:
                yield put(revise(other, **kept), other)
