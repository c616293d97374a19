"""Keeping a workspace safe: examine it, back it up, restore it, repair a copy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.errors import RefusedError, UsageError
from readiness.store.tinydb import backup, doctor
from readiness.store.tinydb import doctor as repair
from readiness.store.tinydb.repository import Repository

if TYPE_CHECKING:
    from readiness.model.records.changes import Transaction
    from readiness.store.tinydb.doctor import Repaired, Report
    from readiness.workspace.workspace import Workspace


def examine(root: Path, *, read_data: bool = False) -> Report:
    """Everything that is wrong with a workspace; alters nothing.

    With `read_data` every evidence file is read and compared with its hash.
    """
    return doctor.examine(root, read_data=read_data)


def repaired_copy(root: Path, target: Path) -> Repaired:
    """A sound copy with all that can be read; the workspace itself is not touched.

    Raises:
        RefusedError: The target exists, or nothing can be saved.
    """
    return repair.repair(root, target)


def back_up(root: Path, clock: Callable[[], datetime], *, with_evidence: bool = True) -> Path:
    """Write a backup into the workspace's backups folder, and read it back to be sure.

    Raises:
        StorageError: It cannot be written.
        RefusedError: What was written cannot be read back.
    """
    path = backup.create(root, clock(), with_evidence=with_evidence)
    if problems := backup.verify(path):
        raise RefusedError(
            "The backup cannot be read back.", str(problems[0]), "Make it again on another disk."
        )
    return path


def restore_file(ws: Workspace, path: Path) -> tuple[Transaction, list[str]]:
    """Make every record as it is in a backup, and bring back evidence files that are missing.

    A backup is made first; the restore is one change that undo takes back.

    Raises:
        UsageError: There is no such file.
        RefusedError: The backup is not whole.
    """
    if not path.is_file():
        raise UsageError("There is no such backup.", str(path), "Backups are in the backups folder.")
    backup.automatic(ws.root, ws.clock(), reason="before-restore")
    done = ws.repository.restore_backup(path, user=ws.user, at=ws.clock())
    brought = backup.missing_files(path, ws.root)
    ws.reload()
    return done, brought


def restore_point(ws: Workspace, sequence: int) -> Transaction:
    """Make everything as it was after a numbered change; a backup is made first.

    Raises:
        UsageError: There is no such change.
    """
    backup.automatic(ws.root, ws.clock(), reason="before-restore")
    done = ws.repository.restore_to(sequence, user=ws.user, at=ws.clock())
    ws.reload()
    return done


def take_over(root: Path) -> None:
    """Name this user and computer as the one who writes in a folder that a cloud service copies.

    Raises:
        RefusedError: The folder cannot be written for another reason.
    """
    with Repository.open(root, take_over=True) as repository:
        if repository.is_read_only:
            raise RefusedError(
                "This workspace cannot be written, whoever has it.",
                repository.read_only_reason,
                "Run the doctor.",
            )
