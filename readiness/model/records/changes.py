"""Changes: the only thing that alters a workspace, and what undo and history are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, overload

from readiness.model.records.record import AUTHORSHIP, Record
from readiness.model.records.tables import Records


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after; None before is an insertion, None after a deletion."""

    table: str
    record_id: str
    before: Record | None
    after: Record | None


class StoredChanges(Sequence[Change]):
    """Changes of a past transaction, read when somebody looks at one of them.

    Their number is known before; it counts what was written, also what can no longer be read as a record.
    """

    def __init__(self, count: int, read: Callable[[], Sequence[Change]]) -> None:
        self._count = count
        self._read = read
        self._changes: tuple[Change, ...] | None = None

    def _all(self) -> tuple[Change, ...]:
        if self._changes is None:
            self._changes = tuple(self._read())
        return self._changes

    def __len__(self) -> int:
        return self._count if self._changes is None else len(self._changes)

    @overload
    def __getitem__(self, place: int) -> Change: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Change, ...]: ...

    def __getitem__(self, place: int | slice) -> Change | tuple[Change, ...]:
        return self._all()[place]

    def __iter__(self) -> Iterator[Change]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, tuple | StoredChanges) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return f"StoredChanges({self._count})"


@dataclass(frozen=True, slots=True)
class Transaction:
    """Changes that stand or fall together, with who made them, when, and why."""

    label: str
    """What the user did, in words: ``Link E0012 to A3``."""
    changes: Sequence[Change]
    user: str = ""
    at: datetime | None = None
    """When it was committed (aware, UTC); None until it is."""
    sequence: int = 0
    """Number in the workspace's history; 0 until it is committed."""
    undoes: int = 0
    """Sequence of the transaction this one takes back; 0 when it takes back none."""
    login: str = field(default="", compare=False)
    """Who the store knows did it, whatever name is shown; empty where it knows nobody."""


def put(record: Record, before: Record | None = None) -> Change:
    """A change that stores `record`; give the record it was made from, or None to insert."""
    return Change(record.table, record.id, before, record)


def remove(record: Record) -> Change:
    """A change that deletes `record`."""
    return Change(record.table, record.id, record, None)


def merged(changes: Iterable[Change]) -> list[Change]:
    """One change per record: from the first's before to the last's after; nothing for what came and went."""
    first: dict[tuple[str, str], Record | None] = {}
    last: dict[tuple[str, str], Record | None] = {}
    for change in changes:
        key = (change.table, change.record_id)
        first.setdefault(key, change.before)
        last[key] = change.after
    return [
        Change(table, record_id, before, last[table, record_id])
        for (table, record_id), before in first.items()
        if before is not None or last[table, record_id] is not None
    ]


def apply_changes(records: Records, changes: Iterable[Change]) -> Records:
    """The records after the changes; the given records stay as they are."""
    touched: dict[str, dict[str, Record]] = {}
    for change in changes:
        table = touched.get(change.table)
        if table is None:
            table = touched[change.table] = _copy_of(records.table(change.table))
        if change.after is None:
            table.pop(change.record_id, None)
        else:
            table[change.record_id] = change.after
    frozen: dict[str, Any] = {name: MappingProxyType(table) for name, table in touched.items()}
    return replace(records, **frozen)


def _copy_of(table: Mapping[str, Record]) -> dict[str, Record]:
    """A copy at the cost of copying a dict: through the wrapper it takes ten times as long."""
    return table.copy() if isinstance(table, MappingProxyType) else dict(table)


def take_back(transaction: Transaction, records: Records) -> tuple[list[Change], list[str]]:
    """The changes that undo a transaction, and the ids that cannot be undone.

    A record can be taken back only while it still says what the transaction left it saying;
    later edits of it are never overwritten.
    """
    changes: list[Change] = []
    moved_on: list[str] = []
    for change in reversed(transaction.changes):
        current = records.table(change.table).get(change.record_id)
        if same_content(current, change.after):
            changes.append(Change(change.table, change.record_id, current, change.before))
        else:
            moved_on.append(change.record_id)
    return changes, moved_on


def same_content(one: Record | None, other: Record | None) -> bool:
    """Whether two versions of a record say the same, whoever stored them and when."""
    if one is None or other is None:
        return one is other
    return one.model_dump(exclude=set(AUTHORSHIP)) == other.model_dump(exclude=set(AUTHORSHIP))
