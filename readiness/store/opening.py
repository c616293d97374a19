"""Which store a workspace has, and its doors; a store is loaded when it is asked for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.errors import RefusedError
from readiness.store.layout import JOURNAL_NAME, LINK_NAME, SNAPSHOT_NAME

if TYPE_CHECKING:
    from readiness.base.problems import Problem
    from readiness.store.examination import Repaired, Report
    from readiness.store.repository import Backup, Repository


def is_workspace(root: Path) -> bool:
    """Whether a folder holds a workspace, or enough of one to say what is wrong with it."""
    return any((root / name).is_file() for name in (SNAPSHOT_NAME, JOURNAL_NAME, LINK_NAME))


def is_in_database(root: Path) -> bool:
    """Whether the records of a folder are in a database."""
    return (root / LINK_NAME).is_file()


def create_repository(root: Path) -> Repository:
    """Make an empty workspace in a folder, made if missing, and open it.

    In a folder that leads to a database it is made there, in an area that holds nothing.

    Raises:
        StorageError: There is one already, or the folder cannot be written.
    """
    if is_in_database(root):
        from readiness.store.postgres.repository import PostgresRepository

        return PostgresRepository.create(root)
    from readiness.store.tinydb.repository import FolderRepository

    return FolderRepository.create(root)


def open_repository(root: Path, *, read_only: bool = False, take_over: bool = False) -> Repository:
    """Open the records of a workspace; damage or a folder unfit for writing makes them read-only.

    Args:
        root: The workspace's folder.
        read_only: Leave no trace in the folder.
        take_over: Name this user and computer as the one who writes, where a cloud service copies the folder.

    Raises:
        StorageError: There is nothing that can be read.
    """
    if is_in_database(root):
        from readiness.store.postgres.repository import PostgresRepository

        return PostgresRepository.open(root, read_only=read_only)
    from readiness.store.tinydb.repository import FolderRepository

    return FolderRepository.open(root, read_only=read_only, take_over=take_over)


def examine(root: Path, *, read_data: bool = False) -> Report:
    """Look at everything in a workspace and say what is wrong; alters nothing, never raises for bad data.

    With `read_data` every evidence file is read and compared with what was recorded, not only its size.
    """
    if is_in_database(root):
        from readiness.store.postgres import doctor as database_doctor

        return database_doctor.examine(root, read_data=read_data)
    from readiness.store.tinydb import doctor

    return doctor.examine(root, read_data=read_data)


def repair(root: Path, target: Path) -> Repaired:
    """Make a sound copy of a workspace with all that can be read; the workspace is not touched.

    Raises:
        RefusedError: The target exists or lies inside the workspace, or nothing can be saved.
        StorageError: The disk refused; then there is no target.
    """
    if is_in_database(root):
        raise RefusedError(
            "The records of this workspace are in a database, which is not repaired by a copy.",
            str(root),
            "Restore a backup with 'readiness restore', or ask whoever runs the database.",
        )
    from readiness.store.tinydb import repairing

    return repairing.repair(root, target)


def back_up(root: Path, at: datetime, *, label: str = "manual", with_evidence: bool = True) -> Backup:
    """Write a backup of a workspace, also of one that can only be read; see `Repository.back_up`."""
    if is_in_database(root):
        with open_repository(root, read_only=True) as repository:
            return repository.back_up(at, label=label, with_evidence=with_evidence)
    from readiness.store.tinydb import backup

    return backup.create(root, at, label=label, with_evidence=with_evidence)


def verify_backup(path: Path) -> list[Problem]:
    """Read every byte of a backup; an empty list means that it is whole and could be restored."""
    from readiness.store.tinydb import backup_reading

    return backup_reading.verify(path)


def unpack_backup(path: Path, target: Path, *, is_trial: bool = False) -> None:
    """Make a workspace of its own from a backup, in a folder that does not exist yet or is empty.

    With `is_trial` it is only looked whether that can be done.

    Raises:
        RefusedError: The backup is not whole, or the folder holds something.
        StorageError: The disk refused.
    """
    from readiness.store.tinydb import backup_reading

    backup_reading.unpack(path, target, is_trial=is_trial)
