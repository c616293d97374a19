"""Changes: the only thing that alters a workspace, and what undo and history are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from readiness.core.records import Record, Records


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after; None before is an insertion, None after a deletion."""

    table: str
    record_id: str
    before: Record | None
    after: Record | None

    def inverted(self) -> Change:
        """The change that takes this one back."""
        return Change(self.table, self.record_id, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Transaction:
    """Changes that stand or fall together, with who made them, when, and why."""

    label: str
    """What the user did, in words: ``Link E0012 to A3``."""
    changes: tuple[Change, ...]
    user: str = ""
    at: datetime | None = None
    """When it was committed (aware, UTC); None until it is."""
    sequence: int = 0
    """Number in the workspace's history; 0 until it is committed."""

    def inverted(self, label: str) -> Transaction:
        """The transaction that takes this one back, under a new label."""
        return Transaction(label, tuple(change.inverted() for change in reversed(self.changes)))


def put(record: Record, before: Record | None = None) -> Change:
    """A change that stores `record`; give the record it was made from, or None to insert."""
    return Change(record.table, record.id, before, record)


def remove(record: Record) -> Change:
    """A change that deletes `record`."""
    return Change(record.table, record.id, record, None)


def apply_changes(records: Records, changes: Iterable[Change]) -> Records:
    """The records after the changes; the given records stay as they are."""
    touched: dict[str, dict[str, Record]] = {}
    for change in changes:
        table = touched.setdefault(change.table, dict(records.table(change.table)))
        if change.after is None:
            table.pop(change.record_id, None)
        else:
            table[change.record_id] = change.after
    frozen: dict[str, Any] = {name: MappingProxyType(table) for name, table in touched.items()}
    return replace(records, **frozen)
