"""The files of a workspace: their names, and reading snapshot and journal together."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from pathlib import Path

from readiness.base.disk import whole_file
from readiness.base.errors import StorageError
from readiness.base.problems import Problem, Where
from readiness.store import documents
from readiness.store.layout import BACKUPS_NAME, HISTORY_NAME, JOURNAL_NAME, SNAPSHOT_NAME
from readiness.store.tinydb import journal, snapshot
from readiness.store.tinydb.journal import Header, Line, Scan
from readiness.store.tinydb.snapshot import State

_READ_ATTEMPTS = 20

_READ_PAUSE = 0.01

REPAIR_HINT = "Nothing was changed. Restore a backup, or run the doctor's repair, which works on a copy."


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells one version of a file from another without reading it."""

    inode: int
    size: int
    changed: int

    @classmethod
    def of(cls, path: Path) -> Stamp | None:
        """The stamp of a file, None when there is none."""
        try:
            status = os.stat(path)  # noqa: PTH116 - on the path of every commit
        except FileNotFoundError:
            return None
        return cls(status.st_ino, status.st_size, status.st_mtime_ns)


@dataclass(slots=True)
class Reading:
    """What a workspace's files say: the state, the journal's condition, and what is wrong."""

    state: State
    scan: Scan
    stamp: Stamp | None
    """Stamp of the journal that was read."""
    problems: list[Problem] = field(default_factory=list)
    snapshot_digest: str = ""
    """Digest at which the snapshot was written."""
    oldest_format: int = 0
    """The older of the schema versions of snapshot and journal."""
    damage: str = ""
    """Why nothing may be written; empty when all is well."""


def read_workspace(root: Path) -> Reading:
    """Read snapshot and journal as they are; alters nothing.

    Raises StorageError when there is no workspace, its main file is gone or empty, or a newer version
    of this program wrote it.
    """
    reading = _read_once(root)
    for _ in range(_READ_ATTEMPTS):
        if not _is_mixed(reading):
            break
        time.sleep(_READ_PAUSE)  # somebody replaced the journal between our two reads
        reading = _read_once(root)
    if _is_mixed(reading):
        _mark(reading, JOURNAL_NAME, "Changes between the main file and the journal are missing.")
    return reading


def _is_mixed(reading: Reading) -> bool:
    header = reading.scan.header
    return header is not None and header.after > reading.state.sequence and not reading.damage


def _read_once(root: Path) -> Reading:
    state, fault = _read_snapshot(root)
    path = root / JOURNAL_NAME
    stamp = Stamp.of(path)
    scan = journal.scan(whole_file(path)) if stamp is not None else _MISSING
    reading = Reading(state, scan, stamp, snapshot_digest=state.digest)
    reading.oldest_format = min(state.format, scan.header.format if scan.header else state.format)
    if fault:
        _mark(reading, SNAPSHOT_NAME, f"The main file is damaged: {fault}.")
    if scan.ending == "damaged":
        _mark(reading, JOURNAL_NAME, f"The journal is damaged: {scan.reason}.", scan.bad_line)
    elif scan.ending == "torn":
        what = "The last change was not completely written, so it does not count."
        where = Where(file=JOURNAL_NAME, line=scan.bad_line)
        hint = "Nothing that was confirmed is lost. Its bytes will be put aside in the history folder."
        reading.problems.append(Problem("warning", where, what, hint))
    _apply_journal(reading)
    return reading


_MISSING = Scan(None, (), 0, "damaged", 0, "the file is missing")


def _read_snapshot(root: Path) -> tuple[State, str]:
    path = root / SNAPSHOT_NAME
    try:
        data = whole_file(path)
    except FileNotFoundError:
        data = b""
    if not data.strip(b"\0 \r\n\t"):
        raise _no_snapshot(root, path)
    try:
        state, fault = snapshot.decode(data)
    except snapshot.SnapshotError as error:
        state, fault = snapshot.salvage(data), str(error)
        if not state.tables:
            raise StorageError(
                "This is not a workspace of this program, or nothing of it can be read.",
                f"{path}: {fault}",
                REPAIR_HINT,
            ) from error
    if state.format > documents.FORMAT:
        raise StorageError(
            "This workspace was made by a newer version of this program.",
            f"{path} has format {state.format}; this version knows formats up to {documents.FORMAT}",
            "Install the newer version. Nothing was changed.",
        )
    return state, fault


def _no_snapshot(root: Path, path: Path) -> StorageError:
    if not has_traces(root):
        return StorageError(
            "There is no workspace in this folder.",
            str(root),
            "Make one with: readiness init DIR --area NAME",
        )
    return StorageError(
        "The workspace's main file is missing or empty, although other parts of it are there.",
        str(path),
        "Do not start a new workspace here: restore a backup, or the file from your computer's recycle bin. "
        "The doctor's repair can rebuild it from the history, on a copy.",
    )


def has_traces(root: Path) -> bool:
    """Whether anything of a workspace is here. A creation cut short leaves nothing that counts."""
    if (root / SNAPSHOT_NAME).exists():
        return True
    if any(any((root / name).iterdir()) for name in (HISTORY_NAME, BACKUPS_NAME) if (root / name).is_dir()):
        return True
    path = root / JOURNAL_NAME
    return path.exists() and whole_file(path) != new_journal(State())


def _apply_journal(reading: Reading) -> None:
    state = reading.state
    header = reading.scan.header
    known: dict[int, set[str]] = {}
    if header is not None:
        known[header.after] = {header.previous}
    for line in reading.scan.lines:
        known.setdefault(line.sequence, set()).add(line.digest)
    follows = state.digest in known.get(state.sequence, ())
    if header is not None and header.after <= state.sequence and not follows:
        _mark(reading, JOURNAL_NAME, "The journal does not belong to the main file beside it.")
        return
    apply_after(state, reading.scan.lines)


def apply_after(state: State, lines: tuple[Line, ...]) -> list[Line]:
    """Apply the lines that follow the state's digest; those it holds already are passed over."""
    applied = []
    for line in lines:
        if line.previous == state.digest:
            state.apply(line)
            applied.append(line)
    return applied


def _mark(reading: Reading, file: str, what: str, line: int = 0) -> None:
    reading.problems.append(Problem("error", Where(file=file, line=line), what, REPAIR_HINT))
    reading.damage = reading.damage or what


def new_journal(state: State) -> bytes:
    """The bytes of an empty journal that continues from a state."""
    return journal.encode_header(Header(documents.FORMAT, state.sequence, state.digest))
