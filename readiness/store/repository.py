"""What every store of a workspace offers, and the laws it keeps; nothing above `store` knows more of one.

Each law is a test in ``tests/store/contract``, run for every store there is.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from readiness.base.problems import Problem
from readiness.model.records.changes import Transaction
from readiness.model.records.tables import Records
from readiness.store.rights import Everything, Rights


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made."""

    path: Path
    unread: tuple[Problem, ...] = ()
    """Files that could not be read and are not in it; everything else is."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did, or would do."""

    transaction: Transaction
    """The records, as one change; its sequence is 0 when nothing differed or nothing was done yet."""
    brought: tuple[str, ...] = ()
    """Files brought back because they were not there, named from the workspace with ``/``."""
    replaced: tuple[str, ...] = ()
    """Definitions and overlays put back over others of the same name."""
    removed: tuple[str, ...] = ()
    """Definitions and overlays taken away because the backup has none of that name."""
    kept: tuple[str, ...] = ()
    """Evidence files and snapshots that differ from the backup's and were left as they are."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure reached, and what it did not."""

    sequence: int
    """Number of the change that says in the history that something was erased; 0 when nothing was found."""
    records: int
    """Records from which something was taken, or that were taken out."""
    changes: int
    """Past changes from which it was taken."""
    backups: int
    """Backups from which it was taken."""
    unreached: tuple[str, ...] = ()
    """Backups that are not whole, named from the workspace with ``/``: they were left as they are."""


class Repository(ABC):
    """The records of one workspace: read, changed, followed, and taken back.

    Safe between threads and between processes. Close it when done; what was committed stays if you do not.
    """

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    @abstractmethod
    def root(self) -> Path:
        """The folder of work: evidence, definitions, exports; for some stores the records too."""

    @property
    @abstractmethod
    def read_only_reason(self) -> str:
        """Why commits are refused; empty when they are not."""

    @property
    def is_read_only(self) -> bool:
        """Whether commits are refused."""
        return bool(self.read_only_reason)

    @property
    def rights(self) -> Rights:
        """What the person who opened it may do; everything unless the store knows members."""
        return Everything()

    @property
    def identity(self) -> str:
        """Who the store knows the person to be, whatever name they give; empty where it knows nobody."""
        return ""

    @property
    @abstractmethod
    def sequence(self) -> int:
        """Number of the newest transaction known here; 0 before the first.

        Law: numbers have no gap, and their order is the order of the commits.
        """

    @abstractmethod
    def load(self) -> tuple[Records, list[Problem]]:
        """Every record that can be read as of now, and what is wrong with the rest.

        Laws: records and `sequence` belong together; a record that does not validate is a Problem that names
        it and its field but never its value, it is kept as it is, and no commit writes over it.
        """

    @abstractmethod
    def commit(self, transaction: Transaction, *, user: str, at: datetime) -> Transaction:
        """Store a transaction and return it as stored: new revisions, authorship, sequence and time.

        Laws: all of it or nothing; it is on the disk when this returns, and a fresh `load` reads exactly what
        is returned. Revision, `updated` and `updated_by` are set by the store, `created` is kept. Several
        changes of one record count as one. A transaction that changes nothing has sequence 0. After an
        error nothing is changed, in memory or on the disk.

        Args:
            transaction: Changes made from what `load`, `refresh` or an earlier commit gave.
            user: Who does it, for authorship and history.
            at: When (aware).

        Raises:
            StaleEditError: A record is not at the revision its change was made from, exists although it was
                to be new, or is gone; carries both sides.
            ConflictError: Somebody else holds the store for too long.
            StorageError: The disk refused, or the workspace is open for reading only.
            RefusedError: A value cannot be stored exactly as it is.
        """

    @abstractmethod
    def refresh(self) -> list[Transaction]:
        """What others committed since last asked, oldest first.

        Laws: each of others' transactions is told once, in order, and never one of our own; cheap
        when nothing happened.
        """

    def next_id(self, table: str) -> str:
        """A record id nobody was ever given; see `next_ids`."""
        return self.next_ids(table, 1)[0]

    @abstractmethod
    def next_ids(self, table: str, count: int) -> list[str]:
        """Record ids nobody was ever given.

        Law: never twice; not to other processes, not after a deletion, a restart, an explicit higher id,
        or a restore.

        Raises:
            UsageError: Ids of this table come from the framework.
            StorageError: As `commit`.
        """

    @property
    @abstractmethod
    def next_numbers(self) -> Mapping[str, int]:
        """The number of the next id of each table that ever gave one."""

    @abstractmethod
    def skip_ids(self, next_numbers: Mapping[str, int]) -> None:
        """See that no id below these numbers is given from now on; those that are higher already stay.

        Raises:
            StorageError, ConflictError: As `commit`.
        """

    @abstractmethod
    def history(self, limit: int | None = 100) -> Sequence[Transaction]:
        """The newest transactions, newest first, each once, whoever made them; None gives all.

        Laws: every committed transaction is there with both sides of its changes, after restarts too. The
        cost follows `limit` and the changes that are looked at, not the length of the past. Damage in what
        is looked at is told, never passed over: by a StorageError when the changes are read.
        """

    @abstractmethod
    def restore_to(self, sequence: int, *, user: str, at: datetime) -> Transaction:
        """Make every record as it was after the transaction of this number, as a new transaction.

        Laws: nothing leaves the history; what differs gets a higher revision, so that edits begun before
        are stale; it can be undone like any change.

        Raises:
            UsageError: There is no such point.
            RefusedError: The history has a hole on the way.
            StorageError, ConflictError: As `commit`.
        """

    @abstractmethod
    def restore_backup(self, path: Path, *, user: str, at: datetime, is_trial: bool = False) -> Restored:
        """Make everything as it is in a backup: records, definitions, overlays, snapshots and files.

        Laws: the backup is read whole before anything changes. Records change as one transaction, as in
        `restore_to`. Definitions and overlays become those of the backup. Evidence files and snapshots
        that are missing come back if the backup holds them; those that are there are never
        written over. No id that either side ever gave is given again. With `is_trial` nothing is changed
        and the answer says what would be.

        Raises:
            RefusedError: The backup is not whole.
            StorageError, ConflictError: As `commit`.
        """

    @abstractmethod
    def back_up(self, at: datetime, *, label: str = "manual", with_evidence: bool = True) -> Backup:
        """Write a backup that any store can restore.

        Laws: it holds one moment, not a mixture; a file that cannot be read is named and the rest is done;
        no backup a person asked for is ever removed.

        Raises:
            StorageError, ConflictError: As `commit`.
        """

    @abstractmethod
    def way_back(self, at: datetime, *, reason: str) -> None:
        """See to it that there is a way back before something wide, such as an import.

        Law: at most ten are kept; the newest by what it holds never goes, whatever the clock says.

        Raises:
            StorageError, ConflictError: As `commit`.
        """

    @abstractmethod
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
        """Take words, or whole records, out of everything the store keeps: present, past and backups.

        Laws: afterwards the words (or the records' content) are in nothing this store wrote, but for what
        `unreached` names. The chain of the history can still be verified: a tombstone in it
        names each change that was altered with its digest before and after, who did it and when,
        and no content. Everybody else's opening goes on. It cannot be undone. Done again after it was
        interrupted, it completes. With `is_trial` nothing is changed and the answer says what would be.

        Args:
            words: Three characters or more; replaced in any text wherever they stand as whole words, in upper
                or lower case.
            records: Ids of records to take out whole.
            files: Files to take out of backups with them, named from the workspace with ``/``.
            user: Who does it.
            at: When (aware).
            is_trial: Only look.

        Raises:
            UsageError: Neither words nor records are given, or both, or the words are too short.
            RefusedError: A record could not be read any more without the words.
            StorageError, ConflictError: As `commit`.
        """

    @abstractmethod
    def close(self) -> None:
        """Let go of the workspace, and leave it as easy to read as the store can."""
