"""Backups of an area, which either store can restore, and putting one back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.disk import disk_error
from readiness.model.records.changes import Transaction
from readiness.store.documents import as_utc
from readiness.store.postgres import moving, reading
from readiness.store.repository import Backup, Restored
from readiness.store.tinydb import backup
from readiness.store.tinydb.backup_reading import state_in
from readiness.store.tinydb.restoring import plan_files, put_files_back
from readiness.store.tinydb.rewind import put_back_changes

if TYPE_CHECKING:
    from readiness.store.postgres.area import AreaRepository
    from readiness.store.postgres.connection import Session
    from readiness.store.tinydb.snapshot import State, Tables


def back_up(repository: AreaRepository, at: datetime, *, label: str, with_evidence: bool) -> Backup:
    """A backup of records, history and files. Raises StorageError."""
    with _written(repository) as records:
        return backup.create(repository.root, at, label=label, with_evidence=with_evidence, records=records)


def way_back(repository: AreaRepository, at: datetime, *, reason: str) -> None:
    """An automatic backup; the oldest of its kind go. Raises StorageError."""
    with _written(repository) as records:
        backup.automatic(repository.root, at, reason=reason, records=records)


@contextmanager
def _written(repository: AreaRepository) -> Iterator[Path]:
    """A folder with records and history as a workspace's own files, for as long as they are packed."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            moving.write_folder(repository.connection, Path(folder))
            yield Path(folder)
    except OSError as error:
        raise disk_error("The backup could not be made.", repository.root, error) from error


def restore(repository: AreaRepository, path: Path, *, user: str, at: datetime, is_trial: bool) -> Restored:
    """Make everything as it is in a backup; see `Repository.restore_backup`."""
    wanted = state_in(path)
    plan = plan_files(path, repository.root)
    label = f"Restore {path.name}"
    if is_trial:
        code = repository.link.area
        state = repository.connection.work(lambda session: reading.read_state(session, code))
        changes = put_back_changes(state, wanted.tables, user=user, at=at)
        done = Transaction(label, changes, user, as_utc(at))
    else:

        def tables(_session: Session, _state: State) -> Tables:
            return wanted.tables

        repository.skip_ids(wanted.next_records)
        done = repository.put_back(tables, label=label, user=user, at=at)
        put_files_back(path, repository.root, plan)
    return Restored(done, plan.brought, plan.replaced, plan.removed, plan.kept)
