"""Removing a record together with what points at it, so that nothing is left pointing nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness.model.field import fields_of
from readiness.model.records.changes import Change, Transaction, put, remove
from readiness.model.records.references import NOTED
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
    changes = (*_links(ws, record), *_notes(ws, record), *_references(ws, record), remove(record))
    return ws.run(Transaction(f"Remove {record.id}", changes))


def link_targets() -> frozenset[str]:
    """Kinds of link target that are records."""
    return frozenset(_TARGETS.values())


def _links(ws: Workspace, record: Record) -> Iterator[Change]:
    target = _TARGETS.get(record.table)
    for link in ws.records.links.values():
        if link.evidence == record.id or (link.target_kind == target and link.target == record.id):
            yield remove(link)


def _notes(ws: Workspace, record: Record) -> Iterator[Change]:
    if record.table in NOTED:
        yield from (remove(one) for one in ws.records.progress_notes.values() if one.about == record.id)


def _references(ws: Workspace, record: Record) -> Iterator[Change]:
    for table, kind in RECORD_TYPES.items():
        fields = [
            field
            for field in fields_of(kind).values()
            if field.field.records == record.table and not field.is_needed
        ]
        for other in ws.records.table(table).values() if fields else ():
            kept = {field.name: _without(getattr(other, field.name), record.id) for field in fields}
            if any(value != getattr(other, name) for name, value in kept.items()):
                yield put(revise(other, **kept), other)


def _without(held: str | tuple[str, ...], record_id: str) -> str | tuple[str, ...]:
    """What a field holds without an id: the others of many, nothing in place of the one."""
    if isinstance(held, tuple):
        return tuple(one for one in held if one != record_id)
    return "" if held == record_id else held
