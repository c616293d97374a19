"""The folder store where it differs from others: failed commits, damaged files, private files."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from unittest.mock import patch

import pytest

from readiness.base.errors import StorageError
from readiness.model.records.changes import Change, Transaction, put
from readiness.model.records.evidence import Evidence
from readiness.store.tinydb.repository import FolderRepository
from tests.store.workload import AT, item, view_of


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with an empty workspace."""
    FolderRepository.create(tmp_path / "area").close()
    return tmp_path / "area"


def store(repository: FolderRepository, *changes: Change, label: str = "change") -> Transaction:
    """Commit changes as the tester."""
    return repository.commit(Transaction(label, changes), user="tester", at=AT)


def stored(repository: FolderRepository, record: Evidence) -> Evidence:
    """Insert a record and return it as stored."""
    after = store(repository, put(record)).changes[0].after
    assert isinstance(after, Evidence)
    return after


@pytest.mark.parametrize("call", ["write", "fdatasync"])
def test_after_a_failed_commit_the_view_equals_a_fresh_open(root: Path, call: str) -> None:
    """The failed change is nowhere: not in memory, not written with the next commit, not after reopening."""
    repository = FolderRepository.open(root)
    base = stored(repository, item("E0001", "Base"))
    with (
        patch.object(os, call, side_effect=OSError(errno.EIO, "I/O error")),
        pytest.raises(StorageError, match="not saved"),
    ):
        store(repository, put(base.model_copy(update={"title": "Lost"}), base))
    assert view_of(repository) == view_of(FolderRepository.open(root)) == {"E0001": "Base"}
    assert repository.is_read_only == (call == "fdatasync")
    if call == "write":
        store(repository, put(item("E0002", "Next")))
        assert view_of(FolderRepository.open(root)) == {"E0001": "Base", "E0002": "Next"}
    else:
        with pytest.raises(StorageError, match="reading only"):
            store(repository, put(item("E0002", "Next")))


def test_a_snapshot_changed_by_hand_opens_for_reading_only(root: Path) -> None:
    """A value edited outside the program is shown, but not built upon."""
    with FolderRepository.open(root) as repository:
        stored(repository, item("E0001", "Before"))
    path = root / "readiness.json"
    path.write_bytes(path.read_bytes().replace(b"Before", b"Beyond"))
    repository = FolderRepository.open(root)
    assert repository.is_read_only
    records, problems = repository.load()
    assert records.evidence["E0001"].title == "Beyond"
    assert "checksum" in problems[0].what


def test_a_snapshot_cut_short_opens_for_reading_with_what_can_be_read(root: Path) -> None:
    """Documents whose line is whole are shown, nothing can be written, nothing is changed."""
    with FolderRepository.open(root) as repository:
        for number in range(1, 6):
            stored(repository, item(f"E{number:04d}", f"Title {number}"))
    path = root / "readiness.json"
    damaged = path.read_bytes()[:-300]
    path.write_bytes(damaged)
    repository = FolderRepository.open(root)
    records, problems = repository.load()
    assert repository.is_read_only
    assert 1 <= len(records.evidence) < 5
    assert problems[0].severity == "error"
    repository.close()
    assert path.read_bytes() == damaged


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    """A JSON file of another program is not opened, and not altered."""
    (tmp_path / "readiness.json").write_text('{"_default": {}}', encoding="utf-8")
    with pytest.raises(StorageError, match="not a workspace"):
        FolderRepository.open(tmp_path)


def test_files_are_private_to_the_user(root: Path) -> None:
    """New files and folders are the user's own; a mode somebody widened on purpose stays."""
    with FolderRepository.open(root) as repository:
        stored(repository, item("E0001", "x"))
    modes = {path.name: path.stat().st_mode & 0o777 for path in (root, *root.rglob("*"))}
    assert all(mode & 0o077 == 0 for mode in modes.values()), modes
    (root / "readiness.json").chmod(0o660)
    with FolderRepository.open(root) as repository:
        stored(repository, item("E0002", "x"))
    assert (root / "readiness.json").stat().st_mode & 0o777 == 0o660


def test_read_only_refuses_to_write_and_leaves_no_trace(root: Path) -> None:
    """Opened for reading, nothing in the folder changes."""
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    with FolderRepository.open(root, read_only=True) as repository:
        assert repository.is_read_only
        for action in (
            lambda: store(repository, put(item("E0001", "x"))),
            lambda: repository.next_id("evidence"),
        ):
            with pytest.raises(StorageError, match="reading only"):
                action()
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


def test_a_record_that_does_not_validate_keeps_its_bytes(root: Path) -> None:
    """Whatever was stored past the checks is in the main file after later commits, unchanged."""
    bad = {"id": "E0002", "title": 7, "location_kind": "url", "location": "x", "colour": "green"}
    with FolderRepository.open(root) as repository:
        repository.database.table("evidence").insert(bad)
        repository.database.table("from_elsewhere").insert({"anything": [1, 2]})
        store(repository, put(item("E0003", "Good")))
    content = json.loads((root / "readiness.json").read_text("utf-8"))
    assert bad in content["evidence"].values()
    assert content["from_elsewhere"] == {"1": {"anything": [1, 2]}}
