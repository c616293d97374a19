"""A workspace's state in memory and its files on disk, kept the same; the steps a commit is made of.

A change is one checksummed journal line that is on the disk before anybody is told that it happened.
The snapshot is written anew now and then, and the journal's lines move to the history folder.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from readiness.base import disk
from readiness.base.disk import disk_error, open_file, whole_file
from readiness.base.errors import ReadinessError, RefusedError, StorageError
from readiness.store import documents
from readiness.store.layout import BACKUPS_NAME, HISTORY_NAME, JOURNAL_NAME, SNAPSHOT_NAME
from readiness.store.tinydb import journal, snapshot
from readiness.store.tinydb.draft import difference
from readiness.store.tinydb.erasing import Redaction, redact_history
from readiness.store.tinydb.files import REPAIR_HINT, Reading, Stamp, apply_after, new_journal, read_workspace
from readiness.store.tinydb.history import REJECTED_PREFIX, lines_after, retire
from readiness.store.tinydb.journal import Line, Tomb
from readiness.store.tinydb.lock import NO_LOCKING, WorkspaceLock
from readiness.store.tinydb.snapshot import State


class WorkspaceDisk:
    """The files of one workspace and the state they hold. Not safe between threads by itself.

    Attributes:
        state: Documents and counters as last read or written.
        problems: What was found wrong when the files were read.
        read_only_reason: Why nothing can be written; empty when it can.
    """

    def __init__(self, root: Path, *, read_only_reason: str, journal_lines: int) -> None:
        self.root = root
        self._journal = root / JOURNAL_NAME
        self.read_only_reason = read_only_reason
        self._journal_lines = journal_lines
        self._lock = WorkspaceLock(root)
        self._unseen: list[Line] = []
        self._take(self._first_reading())

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the writers' lock with the newest state in memory. Raises StorageError, ConflictError."""
        self._require_writable()
        with self._lock.held():
            self.refresh()
            self._require_writable()
            try:
                self._put_torn_tail_aside()
                self._finish_migration()
            except OSError as error:
                raise disk_error(
                    "The workspace could not be made ready for writing.", self.root, error
                ) from error
            yield

    def append(self, line: Line) -> None:
        """Commit one line: it is on the disk and in the state when this returns. Call inside `writing`."""
        data = _encoded(line)
        committed = journal.decode(data)
        if [op.after for op in committed.ops] != [op.after for op in line.ops]:
            raise RefusedError(
                "A value cannot be stored exactly as it is, so nothing was stored.",
                "JSON has no such value (not-a-number, infinity, a tuple)",
                "Correct the value and try again.",
            )
        self._lock.require()
        try:
            disk.append_durably(self._journal, data, self._good)
        except OSError as error:
            self._after_failure(error)
            raise disk_error("The change was not saved.", self._journal, error) from error
        self.state.apply(committed)
        self._good += len(data)
        self._journal_length += 1
        self._stamp = Stamp.of(self._journal)

    def refresh(self) -> None:
        """Take in what other processes wrote since last time; one `stat` when nothing did."""
        stamp = Stamp.of(self._journal)
        if stamp is None or stamp == self._stamp:
            return
        if not (self._read_tail(stamp) or self._read_new_journal(stamp)):
            self._reload()

    def take_unseen(self) -> list[Line]:
        """Lines other processes wrote, as found by `refresh`, oldest first; each is given once."""
        unseen, self._unseen = self._unseen, []
        return unseen

    @property
    def known_good(self) -> int:
        """Bytes of the journal that were read and found good."""
        return self._good

    @property
    def is_snapshot_behind(self) -> bool:
        """Whether the journal holds changes that the snapshot does not."""
        return self.state.digest != self._snapshot_digest

    @property
    def is_journal_long(self) -> bool:
        """Whether it is time to retire the journal."""
        return self._journal_length >= self._journal_lines

    def checkpoint(self, *, retire_journal: bool = False) -> None:
        """Write the snapshot anew; then move the journal's lines to history if asked. Raises OSError.

        A crash between any two steps is harmless: lines the snapshot holds are passed over. Raises
        ConflictError when the lock is not ours any more.
        """
        self._lock.require()
        disk.write_atomically(self.root / SNAPSHOT_NAME, snapshot.encode(self.state))
        self._snapshot_digest = self.state.digest
        if retire_journal:
            retire(self.root, whole_file(self._journal))
            fresh = new_journal(self.state)
            disk.write_atomically(self._journal, fresh)
            self._good, self._journal_length, self._stamp = len(fresh), 0, Stamp.of(self._journal)

    def erase(self, redaction: Redaction, *, at: str, user: str) -> tuple[int, int, int]:
        """Redact past and present: the number of the change that tells of it, and how many records and lines.

        The number is 0 when there was nothing to erase. Call inside `writing`. The main file is redacted
        before the tombstone is written, so that an erasure cut short never claims to be done.
        Raises OSError, and RefusedError with nothing changed.
        """
        altered = redaction.check(self.state.tables)
        self.checkpoint(retire_journal=True)
        tombs = redact_history(self.root, redaction)
        if not altered and not tombs:
            return 0, 0, 0
        redaction.state(self.state)
        self.checkpoint()
        line = Line(
            self.state.sequence + 1,
            self.state.digest,
            at,
            user,
            "Erase",
            reserved=dict(self.state.next_records),  # what was counted by erased lines alone
            erased=tuple(tombs) or (Tomb(0, "", ""),),
        )
        self.append(line)
        self.checkpoint()
        return line.sequence, altered, len(tombs)

    def _first_reading(self) -> Reading:
        """Read under the lock where it can be had, so that nobody's half-written line is taken for damage."""
        if self.read_only_reason or not (self.root / SNAPSHOT_NAME).is_file():
            return read_workspace(self.root)
        try:
            with self._lock.held(seconds=2):
                return read_workspace(self.root)
        except StorageError as error:
            if error.title != NO_LOCKING:
                raise
            self.read_only_reason = f"{error.title} {error.detail}"
            return read_workspace(self.root)

    def _take(self, reading: Reading) -> None:
        self.state = reading.state
        self.problems = reading.problems
        self.read_only_reason = self.read_only_reason or reading.damage
        self._stamp = reading.stamp
        self._good = reading.scan.good
        self._journal_length = len(reading.scan.lines)
        self._snapshot_digest = reading.snapshot_digest
        self._old_format = reading.oldest_format
        if self._old_format < documents.FORMAT:
            _migrate(self.state)

    def _reload(self) -> None:
        """Read everything anew; what differs from before counts as one change by somebody else."""
        before = self.state.tables
        self._take(read_workspace(self.root))
        ops = tuple(difference(before, self.state.tables))
        if ops:
            self._unseen.append(Line(self.state.sequence, "", label="Read the files anew", ops=ops))

    def _read_tail(self, stamp: Stamp) -> bool:
        """Take in lines added to the journal we know; False when it is not that journal any more."""
        if self._stamp is None or stamp.inode != self._stamp.inode or stamp.size < self._good:
            return False
        with open_file(self._journal) as file:
            file.seek(self._good)
            data = file.read()
        scan = journal.scan_lines(data, self.state.sequence, self.state.digest, first_line=1)
        if scan.ending == "damaged":
            return False
        if any(line.erased for line in scan.lines):
            return False  # documents changed that no line tells of
        self._unseen += apply_after(self.state, scan.lines)
        self._good += scan.good
        self._journal_length += len(scan.lines)
        self._stamp = stamp
        return True

    def _read_new_journal(self, stamp: Stamp) -> bool:
        """Take in lines by way of the history folder after somebody retired the journal."""
        scan = journal.scan(whole_file(self._journal))
        if scan.header is None or scan.ending == "damaged" or scan.header.format > documents.FORMAT:
            return False
        missed = lines_after(self.root, self.state.sequence, self.state.digest)
        lines = (*missed, *scan.lines)
        if any(line.erased for line in lines):
            return False
        if (lines[-1].digest if lines else scan.header.previous) != self._digest_after(lines):
            return False
        self._unseen += apply_after(self.state, lines)
        self._good, self._journal_length, self._stamp = scan.good, len(scan.lines), stamp
        return True

    def _digest_after(self, lines: tuple[Line, ...]) -> str:
        digest = self.state.digest
        for line in lines:
            if line.previous == digest:
                digest = line.digest
        return digest

    def _after_failure(self, error: OSError) -> None:
        """Make memory what the disk says; after a failed flush nothing more is written."""
        if isinstance(error, disk.SyncError):
            self.read_only_reason = (
                "The disk would not confirm the last change; close and open the workspace again."
            )
        with contextlib.suppress(OSError, ReadinessError):
            self._reload()

    def _require_writable(self) -> None:
        if self.read_only_reason:
            raise StorageError("This workspace is open for reading only.", self.read_only_reason, REPAIR_HINT)

    def _put_torn_tail_aside(self) -> None:
        if self._stamp is None or self._stamp.size <= self._good:
            return
        with open_file(self._journal) as file:
            file.seek(self._good)
            rest = file.read()
        folder = self.root / HISTORY_NAME
        disk.make_folder(folder)
        disk.write_atomically(folder / f"{REJECTED_PREFIX}{journal.digest_of(rest)}.bin", rest)
        disk.cut(self._journal, self._good)
        self._stamp = Stamp.of(self._journal)

    def _finish_migration(self) -> None:
        if self._old_format >= documents.FORMAT:
            return
        kept = self.root / BACKUPS_NAME / f"before-format-{documents.FORMAT}"
        disk.make_folder(kept)
        for name in (SNAPSHOT_NAME, JOURNAL_NAME):
            disk.write_atomically(kept / name, whole_file(self.root / name))
        self.checkpoint(retire_journal=True)
        self._old_format = documents.FORMAT


def _encoded(line: Line) -> bytes:
    try:
        return journal.encode(line)
    except TypeError as error:
        raise RefusedError(
            "A value cannot be stored, so nothing was stored.",
            f"{error}",
            "Remove the unusual characters or the value too large, and try again.",
        ) from error


def _migrate(state: State) -> None:
    state.tables = {
        name: {doc: documents.migrate(name, body, state.format) for doc, body in table.items()}
        for name, table in state.tables.items()
    }
    state.format = documents.FORMAT
    state.number_all()
