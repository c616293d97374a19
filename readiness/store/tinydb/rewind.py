"""Going back: the documents at an earlier point, and everything made as it is in other documents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from readiness.base.errors import RefusedError, UsageError
from readiness.model.records.changes import Change, StoredChanges, Transaction
from readiness.model.records.record import Record
from readiness.model.records.tables import RECORD_TYPES
from readiness.store import documents
from readiness.store.documents import Document, as_utc, migrate, read_record
from readiness.store.tinydb import history
from readiness.store.tinydb.draft import difference
from readiness.store.tinydb.history import Past
from readiness.store.tinydb.journal import Line, Op
from readiness.store.tinydb.snapshot import State, Tables
from readiness.store.tinydb.storage import DurableStorage

_STAMPS = frozenset({"revision", "updated", "updated_by"})


def tables_at(root: Path, tables: Tables, sequence: int, point: int) -> Tables:
    """The documents after the transaction numbered `point`, from those after `sequence`.

    Raises UsageError when there is no such point, RefusedError when the history has a hole on the way.
    """
    if not 0 <= point <= sequence:
        raise UsageError(
            "There is no such point in the history.", f"{point}", f"Name one from 0 to {sequence}."
        )
    past = {name: dict(table) for name, table in tables.items()}
    expected = sequence
    for entry in history.newest_first(root):
        if entry.head.sequence <= point or entry.head.sequence != expected:
            break
        for op in reversed(entry.line().ops):
            _take_back(past, op, entry.version)
        expected -= 1
    if expected != point:
        raise RefusedError(
            "The history does not go back that far without a hole.",
            f"change {expected} is missing",
            "Restore a backup instead.",
        )
    return past


def put_back(storage: DurableStorage, wanted: Tables, *, label: str, user: str, at: datetime) -> Transaction:
    """Make every document be as in `wanted`, as one transaction that history keeps and undo takes back.

    What differs gets the next revision and this authorship. Returns the transaction; its sequence is 0
    when nothing differed. Raises StorageError and ConflictError; then nothing is changed.
    """
    at = as_utc(at)
    with storage.transaction(at=at.isoformat(), user=user, label=label) as draft:
        for op in put_back_ops(storage.state, wanted, user, at):
            if op.after is None:
                draft.remove(op.table, op.doc)
            else:
                draft.put(op.table, op.doc, op.after)
        line = draft.line()
    return transaction_of(line) if line.is_transaction else Transaction(label, (), user, at)


def put_back_changes(state: State, wanted: Tables, *, user: str, at: datetime) -> tuple[Change, ...]:
    """The changes that `put_back` would make; none is made."""
    ops = put_back_ops(state, wanted, user, as_utc(at))
    changes = (_change(op.table, op.before, op.after, documents.FORMAT) for op in ops)
    return tuple(change for change in changes if change is not None)


def put_back_ops(state: State, wanted: Tables, user: str, at: datetime) -> Iterator[Op]:
    """What makes every document be as in `wanted`: each with the next revision and this authorship."""
    for op in _wide_difference(state.tables, _renumbered(wanted, state)):
        yield op if op.after is None else Op(op.table, op.doc, op.before, _restamped(op, user, at))


def _renumbered(wanted: Tables, state: State) -> Tables:
    """The wanted documents under the numbers their records have now, or under numbers that are free."""
    renumbered: Tables = {}
    for name, table in wanted.items():
        present = state.tables.get(name, {})
        numbers = state.numbers.get(name, {})
        free = max(state.next_docs.get(name, 1), *(int(doc) + 1 for doc in table)) if table else 1
        placed: dict[str, Document] = {}
        for doc, document in table.items():
            own = numbers.get(str(document.get("id")))
            place = str(own) if own is not None else doc
            if place in placed or (own is None and place in present):  # a record of another past has it
                place, free = str(free), free + 1
            placed[place] = document
        renumbered[name] = placed
    return renumbered


def _wide_difference(before: Tables, after: Tables) -> Iterator[Op]:
    for op in difference(before, after):
        if op.before is None or op.after is None or _content(op.before) != _content(op.after):
            yield op


def _content(document: Document) -> Document:
    return {name: value for name, value in document.items() if name not in _STAMPS}


def _restamped(op: Op, user: str, at: datetime) -> Document:
    wanted = op.after or {}
    if "revision" not in wanted:
        return wanted
    revision = max(int((op.before or wanted).get("revision", 0)), int(wanted["revision"])) + 1
    moment = at.isoformat().replace("+00:00", "Z")
    return {**wanted, "revision": revision, "updated": moment, "updated_by": user}


def _take_back(tables: Tables, op: Op, version: int) -> None:
    table = tables.setdefault(op.table, {})
    if op.before is None:
        table.pop(str(op.doc), None)
    elif version < documents.FORMAT:
        table[str(op.doc)] = documents.migrate(op.table, op.before, version)
    else:
        table[str(op.doc)] = op.before


def transaction_of(line: Line, version: int | None = None) -> Transaction:
    """A journal line of a schema version (default: the present) as the transaction it was.

    Changes whose records cannot be read are left out.
    """
    version = documents.FORMAT if version is None else version
    changes = tuple(change for op in line.ops if (change := _change(op.table, op.before, op.after, version)))
    at = datetime.fromisoformat(line.at) if line.at else None
    return Transaction(line.label, changes, line.user, at, line.sequence, line.undoes)


def past_transaction(past: Past) -> Transaction:
    """A transaction of the past, whose changes are read when somebody looks at them."""
    head = past.head
    changes = StoredChanges(head.count, lambda: transaction_of(past.line(), past.version).changes)
    at = datetime.fromisoformat(head.at) if head.at else None
    return Transaction(head.label, changes, head.user, at, head.sequence, head.undoes)


def _change(table: str, before: Document | None, after: Document | None, version: int) -> Change | None:
    kind = RECORD_TYPES.get(table)
    if kind is None:
        return None
    sides: list[Record | None] = []
    for document in (before, after):
        record = None if document is None else read_record(kind, migrate(table, document, version), [])
        if document is not None and record is None:
            return None
        sides.append(record)
    some = sides[1] or sides[0]
    return None if some is None else Change(table, some.id, sides[0], sides[1])
