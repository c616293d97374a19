"""The store that is a folder: records in TinyDB's format on a journal, with a check of revisions."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby, islice
from pathlib import Path
from typing import cast

from readiness.base.errors import StaleEditError, UsageError
from readiness.base.problems import Problem, Where
from readiness.base.redaction import Words
from readiness.model.records.changes import Change, Transaction, merged
from readiness.model.records.tables import RECORD_TYPES, Records, make_id
from readiness.store.documents import Document, as_utc, read_records, stamped
from readiness.store.layout import SNAPSHOT_NAME
from readiness.store.repository import Backup, Erased, Repository, Restored
from readiness.store.tinydb import backup, fitness, history
from readiness.store.tinydb.backup_reading import state_in
from readiness.store.tinydb.erasing import Redaction, count_lines
from readiness.store.tinydb.erasing_copies import redact_copies
from readiness.store.tinydb.journal import Line
from readiness.store.tinydb.restoring import plan_files, put_files_back
from readiness.store.tinydb.rewind import (
    past_transaction,
    put_back,
    put_back_changes,
    tables_at,
    transaction_of,
)
from readiness.store.tinydb.storage import DurableStorage
from readiness.store.tinydb.table import DurableTable, DurableTinyDB, open_database, replaced_by

_CHOSEN = "It was opened for reading only."

_UNWRITTEN = "Everything can be read, nothing can be changed."

_ELSEWHERE = "Ask for the right to write there, or copy the workspace to a disk of your own."


class FolderRepository(Repository):
    """The records of one workspace on disk. Use `open` or `create`, and `close` when done."""

    def __init__(self, database: DurableTinyDB, problems: Iterable[Problem] = ()) -> None:
        self._database = database
        self._storage = cast("DurableStorage", database.storage)
        self._folder_problems = tuple(problems)
        self._pending: list[Line] = []

    @classmethod
    def create(cls, root: Path) -> FolderRepository:
        """Make an empty workspace in `root`, made if missing, and open it. Raises StorageError."""
        DurableStorage.create(root)
        return cls.open(root)

    @classmethod
    def open(cls, root: Path, *, read_only: bool = False, take_over: bool = False) -> FolderRepository:
        """Open the workspace in `root`; damage or a folder unfit for writing makes it read-only.

        `take_over` names this user and computer as the one who writes in a folder that a cloud service
        copies. Raises StorageError when there is nothing that can be read.
        """
        reason = _CHOSEN if read_only else ""
        problems: list[Problem] = []
        if not reason and (root / SNAPSHOT_NAME).is_file():
            reason, problems = _fitness(root, take_over=take_over)
        return cls(open_database(root, read_only_reason=reason), problems)

    @property
    def root(self) -> Path:
        """The workspace folder."""
        return self._storage.root

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
        with self._storage.steady():
            self._storage.take_unseen()
            self._pending.clear()  # what is loaded now is not told again
            tables = {name: cast("DurableTable", self._database.table(name)) for name in RECORD_TYPES}
            records, problems = read_records({name: table.uncopied() for name, table in tables.items()})
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
        changes = merged(transaction.changes)
        done: list[Change] = []
        with self._storage.transaction(
            at=at.isoformat(), user=user, label=transaction.label, undoes=transaction.undoes
        ):
            self._sync()
            done += [self._checked(change, user, at) for change in changes]
            self._stage(done)
        return replace(
            transaction, changes=tuple(done), user=user, at=at, sequence=self.sequence if done else 0
        )

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

    @property
    def next_numbers(self) -> Mapping[str, int]:
        """The number of the next id of each table that ever gave one."""
        return dict(self._storage.state.next_records)

    def skip_ids(self, next_numbers: Mapping[str, int]) -> None:
        """See that no id below these numbers is given from now on."""
        self._storage.raise_counters(next_numbers)

    def refresh(self) -> list[Transaction]:
        """What others committed since last asked, oldest first; one `stat` when nothing happened."""
        self._sync()
        pending, self._pending = self._pending, []
        return [transaction_of(line) for line in pending if line.is_transaction]

    def history(self, limit: int | None = 100) -> Sequence[Transaction]:
        """The newest transactions, newest first; reads retired journals only as far back as needed."""
        self._sync()
        entries = islice(history.newest_first(self.root, self._storage.known_good), limit)
        return [past_transaction(entry) for entry in entries]

    def restore_to(self, sequence: int, *, user: str, at: datetime) -> Transaction:
        """Make everything as it was after the transaction of this number, as a new transaction.

        What came since stays in the history. Raises UsageError when there is no such point, RefusedError
        when the history has a hole on the way, and otherwise as `commit`.
        """
        self._sync()
        state = self._storage.state
        wanted = tables_at(self.root, state.tables, state.sequence, sequence)
        return put_back(self._storage, wanted, label=f"Restore to change {sequence}", user=user, at=at)

    def restore_backup(self, path: Path, *, user: str, at: datetime, is_trial: bool = False) -> Restored:
        """Make everything as it is in a backup; see `Repository.restore_backup`."""
        wanted = state_in(path)
        plan = plan_files(path, self.root)
        label = f"Restore {path.name}"
        self._sync()
        if is_trial:
            changes = put_back_changes(self._storage.state, wanted.tables, user=user, at=at)
            done = Transaction(label, changes, user, as_utc(at))
        else:
            self._storage.raise_counters(wanted.next_records)
            done = put_back(self._storage, wanted.tables, label=label, user=user, at=at)
            put_files_back(path, self.root, plan)
        return Restored(done, plan.brought, plan.replaced, plan.removed, plan.kept)

    def back_up(self, at: datetime, *, label: str = "manual", with_evidence: bool = True) -> Backup:
        """Write a backup into the backups folder; see `Repository.back_up`."""
        return backup.create(self.root, at, label=label, with_evidence=with_evidence)

    def way_back(self, at: datetime, *, reason: str) -> None:
        """Make an automatic backup, and let the oldest of them go."""
        backup.automatic(self.root, at, reason=reason)

    def erase(
        self,
        *,
        words: str = "",
        records: Collection[str] = (),
        files: Collection[str] = (),
        user: str,
        at: datetime,
        is_trial: bool = False,
    ) -> Erased:
        """Take words or records out of everything kept; see `Repository.erase`."""
        redaction = Redaction(Words(words), frozenset(records), frozenset(files))
        if is_trial:
            found = redaction.check(self._storage.state.tables)
            backups, broken = redact_copies(self.root, redaction, is_trial=True)
            return Erased(0, found, count_lines(self.root, redaction), backups, broken)
        sequence, found, lines = self._storage.erase(redaction, at=as_utc(at).isoformat(), user=user)
        backups, broken = redact_copies(self.root, redaction)
        return Erased(sequence, found, lines, backups, broken)

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

    def _stage(self, changes: Sequence[Change]) -> None:
        """Give checked changes to TinyDB's tables, inside a transaction."""
        for (name, is_new), run in groupby(changes, key=self._place):
            table = self._database.table(name)
            if is_new:
                table.insert_multiple(
                    change.after.to_document() for change in run if change.after is not None
                )
                continue
            for change in run:
                number = cast("int", self._number(name, change.record_id))
                if change.after is None:
                    table.remove(doc_ids=[number])
                else:
                    table.update(replaced_by(change.after.to_document()), doc_ids=[number])

    def _place(self, change: Change) -> tuple[str, bool]:
        """The table of a change, and whether its record is new there."""
        return change.table, self._number(change.table, change.record_id) is None

    def _stored(self, table: str, record_id: str) -> Document | None:
        number = self._number(table, record_id)
        return None if number is None else self._database.table(table).get(doc_id=number)

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
