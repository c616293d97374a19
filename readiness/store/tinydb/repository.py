"""The one door to a workspace's records: load, commit with a check of revisions, and see others' changes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

from readiness.base.errors import RefusedError, StaleEditError, UsageError
from readiness.base.problems import Problem, Where
from readiness.model.records.changes import Change, Transaction
from readiness.model.records.record import Record
from readiness.model.records.tables import RECORD_TYPES, Records, make_id
from readiness.store import documents
from readiness.store.documents import Document, as_utc, migrate, read_record, read_records, stamped
from readiness.store.layout import SNAPSHOT_NAME
from readiness.store.tinydb import backup, fitness, history
from readiness.store.tinydb.draft import difference
from readiness.store.tinydb.journal import Line, Op
from readiness.store.tinydb.snapshot import State, Tables
from readiness.store.tinydb.storage import DurableStorage, DurableTinyDB, open_database

if TYPE_CHECKING:
    from readiness.store.tinydb.storage import DurableTable

_CHOSEN = "It was opened for reading only."

_UNWRITTEN = "Everything can be read, nothing can be changed."

_ELSEWHERE = "Ask for the right to write there, or copy the workspace to a disk of your own."


class Repository:
    """The records of one workspace on disk. Use `open` or `create`, and `close` when done."""

    def __init__(self, database: DurableTinyDB, problems: Iterable[Problem] = ()) -> None:
        self._database = database
        self._storage = cast("DurableStorage", database.storage)
        self._folder_problems = tuple(problems)
        self._pending: list[Line] = []

    @classmethod
    def create(cls, root: Path) -> Repository:
        """Make an empty workspace in `root`, made if missing, and open it. Raises StorageError."""
        DurableStorage.create(root)
        return cls.open(root)

    @classmethod
    def open(cls, root: Path, *, read_only: bool = False, take_over: bool = False) -> Repository:
        """Open the workspace in `root`; damage or a folder unfit for writing makes it read-only.

        `take_over` names this user and computer as the one who writes in a folder that a cloud service
        copies. Raises StorageError when there is nothing that can be read.
        """
        reason = _CHOSEN if read_only else ""
        problems: list[Problem] = []
        if not reason and (root / SNAPSHOT_NAME).is_file():
            reason, problems = _fitness(root, take_over=take_over)
        return cls(open_database(root, read_only_reason=reason), problems)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def root(self) -> Path:
        """The workspace folder."""
        return self._storage.root

    @property
    def is_read_only(self) -> bool:
        """Whether commits are refused."""
        return bool(self.read_only_reason)

    @property
    def read_only_reason(self) -> str:
        """Why commits are refused; empty when they are not."""
        return self._storage.read_only_reason

    @property
    def sequence(self) -> int:
        """Number of the newest committed transaction."""
        return self._storage.state.sequence

    @property
    def database(self) -> DurableTinyDB:
        """The TinyDB database under it."""
        return self._database

    def load(self) -> tuple[Records, list[Problem]]:
        """Every record that can be read as of now, and what is wrong with the rest or the files."""
        self._sync()
        self._pending.clear()
        records, problems = read_records(self._storage.tables())
        listed = [*self._folder_problems, *self._storage.problems]
        reason = self.read_only_reason
        if reason not in {"", _CHOSEN} and not any(reason in problem.what for problem in listed):
            listed.insert(
                0, Problem("warning", Where(file=SNAPSHOT_NAME), f"{reason} {_UNWRITTEN}", _ELSEWHERE)
            )
        return records, [*listed, *problems]

    def commit(self, transaction: Transaction, *, user: str, at: datetime) -> Transaction:
        """Store a transaction, all or nothing, and return it as stored (new revisions, sequence, time).

        `at` is aware. Changes are checked against what is stored at this moment: a change made on another
        revision raises StaleEditError with both sides. Raises StorageError when the disk will not, and
        ConflictError when somebody else holds the lock. A transaction that changes nothing has sequence 0.
        """
        at = as_utc(at)
        changes = _merged(transaction.changes)
        done: list[Change] = []
        with self._storage.transaction(
            at=at.isoformat(), user=user, label=transaction.label, undoes=transaction.undoes
        ):
            self._sync()
            done += [self._checked(change, user, at) for change in changes]
            for change in done:
                self._stage(change)
        return replace(
            transaction, changes=tuple(done), user=user, at=at, sequence=self.sequence if done else 0
        )

    def next_id(self, table: str) -> str:
        """A record id nobody was ever given; see `next_ids`."""
        return self.next_ids(table, 1)[0]

    def next_ids(self, table: str, count: int) -> list[str]:
        """Record ids nobody was ever given: not by other processes, not before a deletion or a restart.

        Raises UsageError for a table whose ids come from the framework, StorageError as `commit` does.
        """
        kind = RECORD_TYPES.get(table)
        if kind is None or not kind.prefix:
            raise UsageError("Records of this kind get their id from the framework.", table)
        if count < 1:
            return []
        first = self._storage.reserve(table, count)
        return [make_id(kind.prefix, number) for number in range(first, first + count)]

    def refresh(self) -> list[Transaction]:
        """What others committed since last asked, oldest first; one `stat` when nothing happened."""
        self._sync()
        pending, self._pending = self._pending, []
        return [transaction_of(line) for line in pending if line.is_transaction]

    def history(self, limit: int | None = 100) -> list[Transaction]:
        """The newest transactions, newest first; reads retired journals only as far back as needed."""
        lines = islice(history.newest_first(self.root), limit)
        return [transaction_of(line, version) for line, version in lines]

    def restore_to(self, sequence: int, *, user: str, at: datetime) -> Transaction:
        """Make everything as it was after the transaction of this number, as a new transaction.

        What came since stays in the history. Raises UsageError when there is no such point, RefusedError
        when the history has a hole on the way, and otherwise as `commit`.
        """
        self._sync()
        state = self._storage.state
        wanted = tables_at(self.root, state.tables, state.sequence, sequence)
        return put_back(self._storage, wanted, label=f"Restore to change {sequence}", user=user, at=at)

    def restore_backup(self, path: Path, *, user: str, at: datetime) -> Transaction:
        """Make every record as it is in a backup, as a new transaction; nothing leaves the history.

        Evidence files are not touched; see `backup.missing_files`. Raises RefusedError when the backup is not
        whole, and otherwise as `commit`.
        """
        wanted = backup.tables_in(path)
        return put_back(self._storage, wanted, label=f"Restore {path.name}", user=user, at=at)

    def close(self) -> None:
        """Bring the readable snapshot up to date and let go of the workspace."""
        self._database.close()

    def _checked(self, change: Change, user: str, at: datetime) -> Change:
        stored = self._stored(change.table, change.record_id)
        base = change.before
        is_current = (stored is None) if base is None else _revision(stored) == base.revision
        if not is_current:
            raise StaleEditError(
                change.record_id,
                mine=None if change.after is None else change.after.to_document(),
                theirs=stored,
                base=None if base is None else base.to_document(),
            )
        after = None if change.after is None else stamped(change.after, base, user, at)
        return Change(change.table, change.record_id, base, after)

    def _stage(self, change: Change) -> None:
        table = cast("DurableTable", self._database.table(change.table))
        doc = self._number(change.table, change.record_id)
        if change.after is None:
            with self._storage.transaction() as draft:
                draft.remove(change.table, cast("int", doc))
        elif doc is not None:
            table.put(doc, change.after.to_document())
        else:
            with self._storage.transaction() as draft:
                table.put(draft.take_doc(change.table), change.after.to_document())

    def _stored(self, table: str, record_id: str) -> Document | None:
        doc = self._number(table, record_id)
        return None if doc is None else self._storage.state.tables.get(table, {}).get(str(doc))

    def _number(self, table: str, record_id: str) -> int | None:
        return self._storage.state.numbers.get(table, {}).get(record_id)

    def _sync(self) -> None:
        """Take in others' changes, and keep them for `refresh` to tell."""
        self._pending += self._storage.take_unseen()


def _fitness(root: Path, *, take_over: bool) -> tuple[str, list[Problem]]:
    """Why a folder must not be written to, and what to tell the user about it."""
    if not os.access(root, os.W_OK):
        return "You may not write in this folder.", []
    reason = fitness.unfit_reason(root)
    if reason:
        return reason, []
    return fitness.check_folder(root, take_over=take_over)


def _revision(document: Document | None) -> object:
    return None if document is None else document.get("revision", 0)


def _merged(changes: Iterable[Change]) -> list[Change]:
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
