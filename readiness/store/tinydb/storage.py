"""The durable TinyDB storage: what TinyDB and the repository read and write through."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from readiness.base import disk
from readiness.base.disk import disk_error
from readiness.base.errors import ConflictError, ReadinessError, StorageError
from readiness.base.problems import Problem
from readiness.store.documents import Document
from readiness.store.layout import BACKUPS_NAME, HISTORY_NAME, JOURNAL_NAME, SNAPSHOT_NAME
from readiness.store.tinydb import snapshot
from readiness.store.tinydb.disk import WorkspaceDisk
from readiness.store.tinydb.draft import Draft, copy_document
from readiness.store.tinydb.erasing import Redaction
from readiness.store.tinydb.files import has_traces, new_journal
from readiness.store.tinydb.journal import Line
from readiness.store.tinydb.lock import WorkspaceLock
from readiness.store.tinydb.snapshot import State

JOURNAL_LINES = 1000
"""Lines after which the journal is retired to the history folder."""


class DurableStorage(Storage):
    """A workspace's documents for TinyDB, safe between threads and processes.

    Attributes:
        root: The workspace folder.
    """

    def __init__(
        self, root: Path | str, *, read_only_reason: str = "", journal_lines: int = JOURNAL_LINES
    ) -> None:
        self.root = Path(root)
        self._guard = threading.RLock()
        self._draft: Draft | None = None
        self._is_steady = False
        self._disk = WorkspaceDisk(self.root, read_only_reason=read_only_reason, journal_lines=journal_lines)

    @classmethod
    def create(cls, root: Path | str) -> None:
        """Make an empty workspace in a folder that holds none. Raises StorageError."""
        folder = Path(root)
        if has_traces(folder):
            raise StorageError(
                "There is a workspace in this folder already.", str(folder), "Open it instead."
            )
        try:
            disk.make_folder(folder)
            for part in (HISTORY_NAME, BACKUPS_NAME):
                disk.make_folder(folder / part, is_synced=False)
            with WorkspaceLock(folder).held():
                state = State()
                disk.write_atomically(folder / JOURNAL_NAME, new_journal(state))
                disk.write_atomically(folder / SNAPSHOT_NAME, snapshot.encode(state))
        except OSError as error:
            raise disk_error("The workspace could not be made.", folder, error) from error

    @property
    def state(self) -> State:
        """The documents and counters as last read or written; not to be altered."""
        return self._disk.state

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found wrong when the files were read."""
        return tuple(self._disk.problems)

    @property
    def read_only_reason(self) -> str:
        """Why nothing can be written; empty when it can."""
        return self._disk.read_only_reason

    @property
    def known_good(self) -> int:
        """Bytes of the journal that were read and found good."""
        return self._disk.known_good

    def read(self) -> dict[str, dict[str, Document]]:
        """A copy of every table; brings in other people's changes first."""
        with self._guard:
            return {name: copy_document(dict(table)) for name, table in self.tables().items()}

    def write(self, data: Mapping[str, Mapping[Any, Mapping[str, Any]]]) -> None:
        """Make the documents be exactly `data`; writes only what differs."""
        with self.transaction() as draft:
            for name in draft.tables():
                if name not in data:
                    draft.drop_table(name)
            for name, table in data.items():
                draft.make_table(name)
                wanted = {int(doc): dict(document) for doc, document in table.items()}
                gone = {int(key) for key in draft.documents(name)} - wanted.keys()
                for doc in gone:
                    draft.remove(name, doc)
                for doc, document in wanted.items():
                    draft.put(name, doc, document)

    def tables(self) -> Mapping[str, Mapping[str, Document]]:
        """Every table as it stands, with an open transaction's changes; not to be altered."""
        with self._guard:
            if self._draft is not None:
                return self._draft.tables()
            if not self._is_steady:
                self._disk.refresh()
            return self.state.tables

    @contextlib.contextmanager
    def steady(self) -> Iterator[None]:
        """Read several tables as they stand at one moment; what others write meanwhile is seen afterwards."""
        with self._guard:
            self._disk.refresh()
            self._is_steady = True
            try:
                yield
            finally:
                self._is_steady = False

    @contextlib.contextmanager
    def transaction(
        self, *, at: str = "", user: str = "", label: str = "", undoes: int = 0
    ) -> Iterator[Draft]:
        """Collect changes over any number of tables and commit them as one line, or none of them.

        Inside another transaction it joins that one. Raises StorageError and ConflictError; then
        memory and disk are as they were.
        """
        with self._guard:
            if self._draft is not None:
                yield self._draft
                return
            with self._disk.writing():
                self._draft = Draft(self.state, at=at, user=user, label=label, undoes=undoes)
                try:
                    yield self._draft
                    line = self._draft.line()
                finally:
                    self._draft = None
                if line.is_transaction:
                    self._disk.append(line)
                    if self._disk.is_journal_long:
                        self._checkpoint_if_possible(retire_journal=True)

    def reserve(self, table: str, count: int) -> int:
        """The first of `count` record numbers that nobody was ever given before."""
        with self._guard, self._disk.writing():
            first = self.state.next_records.get(table, 1)
            self._disk.append(Line(self.state.sequence, self.state.digest, reserved={table: first + count}))
            return first

    def raise_counters(self, next_records: Mapping[str, int]) -> None:
        """See that no record number below these is given again."""
        with self._guard, self._disk.writing():
            behind = {
                name: number
                for name, number in next_records.items()
                if number > self.state.next_records.get(name, 1)
            }
            if behind:
                self._disk.append(Line(self.state.sequence, self.state.digest, reserved=behind))

    def erase(self, redaction: Redaction, *, at: str, user: str) -> tuple[int, int, int]:
        """Take something out of present and past; see `WorkspaceDisk.erase`. Raises StorageError."""
        with self._guard, self._disk.writing():
            try:
                return self._disk.erase(redaction, at=at, user=user)
            except OSError as error:
                raise disk_error("The erasure was not finished: do it again.", self.root, error) from error

    def take_unseen(self) -> list[Line]:
        """Lines other processes wrote since last asked, oldest first."""
        with self._guard:
            if (
                self._draft is None and not self._is_steady
            ):  # inside a transaction the lock is held and nothing can be new
                self._disk.refresh()
            return self._disk.take_unseen()

    def checkpoint(self, *, retire_journal: bool = False) -> None:
        """Write the snapshot anew; with `retire_journal` also start a new journal. Raises StorageError."""
        with self._guard, self._disk.writing():
            try:
                self._disk.checkpoint(retire_journal=retire_journal)
            except OSError as error:
                raise disk_error(
                    "The main file could not be brought up to date.", self.root, error
                ) from error

    def close(self) -> None:
        """Bring the snapshot up to date if this process may write; the journal keeps all if it cannot."""
        with self._guard:
            if self._disk.is_snapshot_behind and not self.read_only_reason:
                with contextlib.suppress(ReadinessError):
                    self.checkpoint()

    def _checkpoint_if_possible(self, *, retire_journal: bool) -> None:
        """The commit before it stands whatever happens here; a later one tries again."""
        with contextlib.suppress(OSError, ConflictError):
            self._disk.checkpoint(retire_journal=retire_journal)
