"""Keeping a workspace safe: examine it, back it up, restore it, repair a copy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.errors import RefusedError, StorageError, UsageError
from readiness.model.records.tables import RECORD_TYPES
from readiness.store import opening
from readiness.store.repository import Restored
from readiness.workspace.clock import drill_clock

if TYPE_CHECKING:
    from readiness.store.examination import Repaired, Report
    from readiness.store.repository import Backup, Repository

Clock = Callable[[], datetime]


def examine(root: Path, *, read_data: bool = False) -> Report:
    """Everything that is wrong with a workspace; alters nothing.

    With `read_data` every evidence file is read and compared with its hash.
    """
    return opening.examine(root, read_data=read_data)


def repaired_copy(root: Path, target: Path) -> Repaired:
    """A sound copy with all that can be read; the workspace itself is not touched.

    Raises:
        RefusedError: The target exists or lies in the workspace, or nothing can be saved.
    """
    return opening.repair(root, target)


def back_up(root: Path, clock: Clock, *, with_evidence: bool = True) -> Backup:
    """Write a backup into the workspace's backups folder, and read it back to be sure.

    Files that could not be read are named in the answer; everything else is in the backup.

    Raises:
        StorageError: It cannot be written.
        UsageError: There is no workspace.
        RefusedError: What was written cannot be read back.
    """
    _need_workspace(root)
    made = opening.back_up(root, clock(), with_evidence=with_evidence)
    if problems := opening.verify_backup(made.path):
        raise RefusedError(
            "The backup cannot be read back.", str(problems[0]), "Make it again on another disk."
        )
    return made


IDS_PASSED_OVER = 1000
"""Ids of each kind that a workspace made of a backup does not give: more than were given since."""


def restore_file(root: Path, path: Path, *, user: str, clock: Clock, is_trial: bool = False) -> Restored:
    """Make everything as it is in a backup: records, definitions, overlays, snapshots, missing files.

    Works on a workspace whose definition is lost, too. A backup is made first; the records are one change
    that undo takes back. With `is_trial` nothing is done, and the answer says what would be.

    Raises:
        UsageError: There is no such file.
        RefusedError: The backup is not whole.
        StorageError: The workspace can only be read, or the disk refused.
    """
    _need_backup(path)
    now = drill_clock(root, clock)
    with _opened(root, is_trial=is_trial) as repository:
        if not is_trial:
            repository.way_back(now(), reason="before-restore")
        return repository.restore_backup(path, user=user, at=now(), is_trial=is_trial)


def restore_into(path: Path, target: Path, *, is_trial: bool = False) -> None:
    """Make a workspace of its own from a backup, in a new or empty folder.

    Ids that were given after the backup are not known in it, so a thousand of each kind are passed over.
    With `is_trial` it is only looked whether that can be done.

    Raises:
        UsageError: There is no such backup.
        RefusedError: The backup is not whole, or the folder holds something.
    """
    _need_backup(path)
    opening.unpack_backup(path, target, is_trial=is_trial)
    if is_trial:
        return
    with opening.open_repository(target) as repository:
        known = repository.next_numbers
        repository.skip_ids(
            {
                table: known.get(table, 1) + IDS_PASSED_OVER
                for table, kind in RECORD_TYPES.items()
                if kind.prefix
            }
        )


def restore_point(root: Path, sequence: int, *, user: str, clock: Clock) -> Restored:
    """Make every record as it was after a numbered change; a backup is made first.

    Raises:
        UsageError: There is no such change.
        StorageError: The workspace can only be read, or the disk refused.
    """
    now = drill_clock(root, clock)
    with _opened(root, is_trial=False) as repository:
        repository.way_back(now(), reason="before-restore")
        return Restored(repository.restore_to(sequence, user=user, at=now()))


def take_over(root: Path) -> None:
    """Name this user and computer as the one who writes in a folder that a cloud service copies.

    Raises:
        UsageError: There is no workspace.
        RefusedError: The folder cannot be written for another reason.
    """
    _need_workspace(root)
    with opening.open_repository(root, take_over=True) as repository:
        if repository.is_read_only:
            raise RefusedError(
                "This workspace cannot be written, whoever has it.",
                repository.read_only_reason,
                "Run the doctor.",
            )


def _need_backup(path: Path) -> None:
    if not path.is_file():
        raise UsageError("There is no such backup.", str(path), "Backups are in the backups folder.")


def _need_workspace(root: Path, hint: str = "Name it with -w DIR.") -> None:
    if not opening.is_workspace(root):
        raise UsageError("There is no workspace here.", str(root), hint)


def _opened(root: Path, *, is_trial: bool) -> Repository:
    """The records of a workspace that is to be restored, without its definition: that may be what is lost."""
    _need_workspace(root, "To make a workspace of a backup, use 'readiness restore FILE --into DIR'.")
    repository = opening.open_repository(root, read_only=is_trial)
    if repository.is_read_only and not is_trial:
        hint = "To make a workspace of a backup elsewhere, use 'readiness restore FILE --into DIR'."
        raise StorageError("This workspace can only be read.", repository.read_only_reason, hint)
    return repository
