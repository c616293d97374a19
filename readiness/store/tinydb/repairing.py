"""Repair: a sound copy of a damaged workspace, with all that can be read; what is damaged is not touched."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import BinaryIO

from readiness.base import disk
from readiness.base.disk import disk_error, resolved, whole_file
from readiness.base.errors import RefusedError, StorageError
from readiness.base.problems import Problem
from readiness.library.digests import open_regular
from readiness.store.examination import Repaired
from readiness.store.layout import BACKUPS_NAME, HISTORY_NAME, JOURNAL_NAME, SNAPSHOT_NAME
from readiness.store.tinydb import history, journal, snapshot
from readiness.store.tinydb.doctor import examine, replay
from readiness.store.tinydb.files import new_journal, read_workspace
from readiness.store.tinydb.lock import LOCK_NAME
from readiness.store.tinydb.snapshot import State
from readiness.store.tinydb.tree import files_below, unread

_BLOCK = 1 << 20

DAMAGED = "damaged"
"""Folder in the copy's backups that keeps the files as they were found."""


def repair(root: Path, target: Path) -> Repaired:
    """Copy a workspace to `target` and make the copy sound with all that can be read; `root` is not touched.

    What lies behind a link is not copied, and a file that cannot be read stops nothing: both are listed.
    The copy gets its name when it is finished, so that a repair cut short can simply be done again.
    Raises RefusedError when `target` exists or lies in the workspace or nothing can be saved, StorageError
    when the disk will not.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise RefusedError("The folder for the repaired copy exists already.", str(target), "Name a new one.")
    if resolved(target).is_relative_to(resolved(root)):
        raise RefusedError(
            "A workspace cannot be copied into itself.", str(target), "Name a folder beside it."
        )
    state, source, keeps_history = _best(root)
    unfinished = target.with_name(f".{target.name}.unfinished")
    problems: list[Problem] = []
    try:
        _empty(unfinished)
        _copy(root, unfinished, problems)
        _keep_found(unfinished)
        if keeps_history:
            _retire_good_lines(unfinished)
        else:
            _set_history_aside(unfinished, state)
        disk.write_atomically(unfinished / JOURNAL_NAME, new_journal(state))
        disk.write_atomically(unfinished / SNAPSHOT_NAME, snapshot.encode(state))
        disk.replace(unfinished, target)
        disk.sync_folder(target.parent)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise disk_error("The repaired copy could not be written.", target, error) from error
    return Repaired(target, source, state.sequence, (*problems, *examine(target).problems))


def _empty(folder: Path) -> None:
    """Make a folder of ours that is empty, whatever an earlier repair left under its name."""
    if folder.is_symlink():
        folder.unlink()
    if folder.exists():
        shutil.rmtree(folder)
    disk.make_folder(folder)


def _copy(root: Path, target: Path, problems: list[Problem]) -> None:
    for path in files_below(root, "", problems, skipped=frozenset({LOCK_NAME, BACKUPS_NAME})):
        if path.name.startswith(".") and path.name.endswith(".tmp"):
            continue
        name = path.relative_to(root).as_posix()
        try:
            source = open_regular(path)
        except OSError as error:
            problems.append(unread(name, error))
            continue
        with source:
            _copy_file(source, path, target / path.relative_to(root), problems, name)


def _copy_file(source: BinaryIO, path: Path, place: Path, problems: list[Problem], name: str) -> None:
    disk.make_folder(place.parent, is_synced=False)
    with place.open("wb") as copy:
        while block := _block(source, problems, name):
            copy.write(block)
    if block is None:
        place.unlink()
    else:
        shutil.copystat(path, place)


def _block(source: BinaryIO, problems: list[Problem], name: str) -> bytes | None:
    """The next bytes of a file, empty at its end; None, and a problem, when the disk will not give them."""
    try:
        return source.read(_BLOCK)
    except OSError as error:
        problems.append(unread(name, error))
        return None


def _best(root: Path) -> tuple[State, str, bool]:
    """The furthest state that can be trusted, where it comes from, and whether the history leads to it."""
    replayed, fault = replay(root)
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
    disk.make_folder(kept)
    for name in (SNAPSHOT_NAME, JOURNAL_NAME):
        if (target / name).exists():
            shutil.copy2(target / name, kept / name)


def _retire_good_lines(target: Path) -> None:
    path = target / JOURNAL_NAME
    if path.is_file():
        history.retire(target, whole_file(path))


def _set_history_aside(target: Path, state: State) -> None:
    """Start a new history that does not pretend to lead to what was saved; ids go on after the old ones."""
    folder = target / HISTORY_NAME
    last = max((last for _, last, _ in history.retired_journals(target)), default=0)
    if folder.is_dir():
        shutil.move(folder, target / BACKUPS_NAME / DAMAGED / HISTORY_NAME)
    disk.make_folder(folder)
    state.sequence = max(state.sequence, last)
    state.digest = journal.digest_of(snapshot.encode(state))
    state.count_all()
