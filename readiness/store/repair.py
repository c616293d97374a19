"""Repair: a new workspace made from all that can be saved of a damaged one, which stays as it is."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from readiness.core.errors import RefusedError, StorageError
from readiness.core.problems import Problem
from readiness.store import atomic, doctor, history, journal, snapshot
from readiness.store.disk import disk_error
from readiness.store.locks import LOCK_NAME
from readiness.store.snapshot import State
from readiness.store.workspace_files import (
    BACKUPS_NAME,
    HISTORY_NAME,
    JOURNAL_NAME,
    SNAPSHOT_NAME,
    new_journal,
    read_workspace,
)

DAMAGED = "damaged"
"""Folder in the copy's backups that keeps the files as they were found."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair made."""

    root: Path
    source: str
    """Where the records came from."""
    sequence: int
    """Number of the last change that could be saved."""
    problems: tuple[Problem, ...]
    """What the doctor still finds in the copy."""


def repair(root: Path, target: Path) -> Repaired:
    """Copy a workspace to `target` and make the copy sound with all that can be read; `root` is not touched.

    Raises RefusedError when `target` exists or nothing can be saved, StorageError when the disk will not.
    """
    if target.exists():
        raise RefusedError("The folder for the repaired copy exists already.", str(target), "Name a new one.")
    state, source, keeps_history = _best(root)
    try:
        shutil.copytree(root, target, ignore=shutil.ignore_patterns(LOCK_NAME, BACKUPS_NAME, ".*.tmp"))
        _keep_found(target)
        if keeps_history:
            _retire_good_lines(target)
        else:
            _set_history_aside(target, state)
        atomic.write_atomically(target / JOURNAL_NAME, new_journal(state))
        atomic.write_atomically(target / SNAPSHOT_NAME, snapshot.encode(state))
    except OSError as error:
        raise disk_error("The repaired copy could not be written.", target, error) from error
    return Repaired(target, source, state.sequence, doctor.examine(target).problems)


def _best(root: Path) -> tuple[State, str, bool]:
    """The furthest state that can be trusted, where it comes from, and whether the history leads to it."""
    replayed, fault = doctor.replay(root)
    try:
        reading = read_workspace(root)
    except StorageError as error:
        if not replayed.sequence:
            raise RefusedError("Nothing could be saved.", error.detail, "Restore a backup.") from error
        return replayed, "the history", True
    if replayed.sequence >= reading.state.sequence and replayed.sequence:
        return replayed, "the history", True
    is_main_file_whole = not any(one.where.file == SNAPSHOT_NAME for one in reading.problems)
    source = "the main file" if is_main_file_whole else "what can be read of the main file"
    return reading.state, source, is_main_file_whole and not fault


def _keep_found(target: Path) -> None:
    kept = target / BACKUPS_NAME / DAMAGED
    atomic.make_folder(kept)
    for name in (SNAPSHOT_NAME, JOURNAL_NAME):
        if (target / name).exists():
            shutil.copy2(target / name, kept / name)


def _retire_good_lines(target: Path) -> None:
    path = target / JOURNAL_NAME
    if path.is_file():
        history.retire(target, path.read_bytes())


def _set_history_aside(target: Path, state: State) -> None:
    """Start a new history that does not pretend to lead to what was saved; ids go on after the old ones."""
    folder = target / HISTORY_NAME
    last = max((last for _, last, _ in history.retired_journals(target)), default=0)
    if folder.is_dir():
        shutil.move(folder, target / BACKUPS_NAME / DAMAGED / HISTORY_NAME)
    atomic.make_folder(folder)
    state.sequence = max(state.sequence, last)
    state.digest = journal.digest_of(snapshot.encode(state))
    state.count_all()
