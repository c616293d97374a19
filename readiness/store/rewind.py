"""Back to how things were: the documents at any point of the history, and putting them in place again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from readiness.core.changes import Transaction
from readiness.core.errors import RefusedError, UsageError
from readiness.store import history, journal, migrations
from readiness.store.documents import as_utc, transaction_of
from readiness.store.draft import difference
from readiness.store.journal import Document, Op
from readiness.store.snapshot import State, Tables
from readiness.store.storage import DurableStorage

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
    for line, version in history.newest_first(root):
        if line.sequence <= point:
            break
        if line.sequence != expected:
            break
        for op in reversed(line.ops):
            _take_back(past, op, version)
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
        for op in _wide_difference(storage.state.tables, _renumbered(wanted, storage.state)):
            if op.after is None:
                draft.remove(op.table, op.doc)
            else:
                draft.put(op.table, op.doc, _restamped(op, user, at))
        line = draft.line()
    return transaction_of(line) if line.is_transaction else Transaction(label, (), user, at)


def _renumbered(wanted: Tables, state: State) -> Tables:
    """The wanted documents under the numbers their records have now; a record may have come back since."""
    return {
        name: {
            str(state.numbers.get(name, {}).get(str(document.get("id")), doc)): document
            for doc, document in table.items()
        }
        for name, table in wanted.items()
    }


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
    elif version < journal.FORMAT:
        table[str(op.doc)] = migrations.migrate(op.table, op.before, version)
    else:
        table[str(op.doc)] = op.before
