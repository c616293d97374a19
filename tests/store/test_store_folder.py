"""Before writing: locks and renames that work, synced folders, Windows programs that hold a file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from unittest.mock import patch

import filelock
import pytest

from readiness.base import disk
from readiness.base.errors import ConflictError, StorageError
from readiness.model.records.changes import Transaction, put
from readiness.store.tinydb import fitness
from readiness.store.tinydb.lock import WorkspaceLock
from readiness.store.tinydb.repository import FolderRepository
from tests.store.workload import AT, item


def windows_error(number: int) -> OSError:
    """An OSError as Windows raises it."""
    error = OSError(13, "busy")
    error.winerror = number  # type: ignore[attr-defined]  # only Windows has it
    return error


@pytest.mark.parametrize("number", [5, 32, 33])
def test_a_file_held_by_another_program_is_tried_again(tmp_path: Path, number: int) -> None:
    """Windows sharing errors are retried until the other program lets go; the new content is there then."""
    pauses: list[float] = []
    left = [windows_error(number)] * 3
    real = os.replace

    def replace(source: Any, target: Any) -> None:
        if left:
            raise left.pop()
        real(source, target)

    with patch.object(os, "replace", replace), patch("time.sleep", pauses.append):
        disk.write_atomically(tmp_path / "file", b"new")
    assert ((tmp_path / "file").read_bytes(), pauses) == (b"new", [0.05, 0.1, 0.2])


def test_a_file_held_for_good_is_given_up_and_left_as_it_was(tmp_path: Path) -> None:
    """After about 2.5 seconds the error comes out; the old content and no temporary file remain."""
    (tmp_path / "file").write_bytes(b"old")
    pauses: list[float] = []
    with (
        patch.object(os, "replace", side_effect=windows_error(32)),
        patch("time.sleep", pauses.append),
        pytest.raises(OSError, match="busy"),
    ):
        disk.write_atomically(tmp_path / "file", b"new")
    assert 2.4 < sum(pauses) < 2.7
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"file": b"old"}


def test_other_errors_are_not_tried_again(tmp_path: Path) -> None:
    """A full disk does not become less full by waiting."""
    with (
        patch.object(os, "replace", side_effect=windows_error(112)) as replace,
        pytest.raises(OSError, match="busy"),
    ):
        disk.write_atomically(tmp_path / "file", b"new")
    assert replace.call_count == 1


def test_the_self_test_passes_on_a_sound_folder_and_leaves_nothing(tmp_path: Path) -> None:
    """A local disk is fit, and no file of the test stays."""
    assert fitness.unfit_reason(tmp_path) == ""
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_working_locks_opens_for_reading_only(tmp_path: Path) -> None:
    """Where two can hold the same lock (some network drives), nobody may write, and is told why."""
    FolderRepository.create(tmp_path / "area").close()
    with patch.object(filelock, "FileLock", _NoLock):
        repository = FolderRepository.open(tmp_path / "area")
    assert "Locks do not work" in repository.read_only_reason
    _, problems = repository.load()
    assert any("Locks do not work" in one.what for one in problems)


def test_a_folder_whose_replaced_file_stays_old_is_unfit(tmp_path: Path) -> None:
    """Where a rename is not seen, nobody may write."""
    with patch.object(disk, "replace"):
        assert "Replacing a file" in fitness.unfit_reason(tmp_path)


@pytest.mark.parametrize("mine", [True, False])
@pytest.mark.parametrize("theirs", [True, False])
def test_somebody_elses_lock_is_a_conflict_with_a_reason(tmp_path: Path, mine: bool, theirs: bool) -> None:
    """A lock held longer than we wait for is a ConflictError, whichever way either side took it."""
    with (
        WorkspaceLock(tmp_path, is_portable=theirs).held(),
        pytest.raises(ConflictError, match="Somebody else is writing"),
        WorkspaceLock(tmp_path, is_portable=mine).held(seconds=0.01),
    ):
        raise AssertionError("two writers at once")


@pytest.mark.parametrize("is_portable", [True, False])
def test_a_lock_is_free_again_after_use_and_after_its_file_was_deleted(
    tmp_path: Path, is_portable: bool
) -> None:
    """It can be taken again and again, and a deleted lock file is simply made anew."""
    lock = WorkspaceLock(tmp_path, is_portable=is_portable)
    for _ in range(3):
        with lock.held(seconds=1):
            (tmp_path / "readiness.lock").unlink(missing_ok=True)


def test_a_folder_that_is_not_there_does_not_allow_a_lock(tmp_path: Path) -> None:
    """The reason is given, and it is no conflict."""
    with (
        pytest.raises(StorageError, match="does not allow the lock"),
        WorkspaceLock(tmp_path / "none").held(),
    ):
        raise AssertionError("a lock in a folder that is not there")


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive - Exampleshire Council/SEND", "OneDrive"),
        ("OneDrive/area", "OneDrive"),
        ("Exampleshire Council/SEND Partnership - Documents/area", "SharePoint"),
        ("Dropbox (Team)/area", "Dropbox"),
        ("Google Drive/area", "Google Drive"),
        ("Nextcloud/area", "Nextcloud"),
        ("Documents/SEND inspection/area", ""),
        ("Boxes/Onedriven/area", ""),
    ],
)
def test_synced_folders_are_recognised_by_name(tmp_path: Path, folder: str, service: str) -> None:
    """The names that the services give their folders, and names that only look a little like them."""
    assert fitness.syncing_service(tmp_path / folder, {}) == service


def test_synced_folders_are_recognised_by_environment_and_marker(tmp_path: Path) -> None:
    """A moved OneDrive folder is named in the environment; Dropbox leaves a file."""
    assert (
        fitness.syncing_service(tmp_path / "a" / "b", {"OneDriveCommercial": str(tmp_path / "a")})
        == "OneDrive"
    )
    assert fitness.syncing_service(tmp_path / "a", {"OneDrive": ""}) == ""
    (tmp_path / ".dropbox").touch()
    assert fitness.syncing_service(tmp_path / "a" / "b", {}) == "Dropbox"


def test_in_a_synced_folder_only_its_named_writer_writes(tmp_path: Path) -> None:
    """The first to open is named as writer and warned; another computer reads only, until it takes over."""
    root = tmp_path / "OneDrive - Council" / "area"
    with FolderRepository.create(root) as repository:
        assert [one.severity for one in repository.load()[1]] == ["warning"]
        repository.commit(Transaction("x", (put(item("E0001", "x")),)), user="jo", at=AT)
    with patch("platform.node", lambda: "OTHER-PC"):
        other = FolderRepository.open(root)
        assert "one writer" in other.read_only_reason
        records, problems = other.load()
        assert list(records.evidence) == ["E0001"]
        assert "shared drive" in problems[0].hint
        with pytest.raises(StorageError, match="reading only"):
            other.commit(Transaction("x", (put(item("E0002", "x")),)), user="sam", at=AT)
        assert not FolderRepository.open(root, take_over=True).is_read_only
    assert FolderRepository.open(root).is_read_only


@pytest.mark.parametrize(
    ("name", "is_copy"),
    [
        ("readiness-LAPTOP42.json", True),
        ("readiness (1).json", True),
        ("readiness (Jo's conflicted copy 2026-11-21).journal", True),
        ("readiness-jo@council.gov.uk-conflict-20261121.json", True),
        ("readiness.json", False),
        ("readiness.journal", False),
        ("gaps.json", False),
    ],
)
def test_conflict_copies_are_pointed_out(tmp_path: Path, name: str, is_copy: bool) -> None:
    """Copies a syncing service made are listed, wherever the folder is."""
    FolderRepository.create(tmp_path / "area").close()
    (tmp_path / "area" / name).touch()
    assert (fitness.conflict_copies(tmp_path / "area") == [name]) == is_copy


def test_a_folder_nobody_may_write_in_opens_for_reading(tmp_path: Path) -> None:
    """Without the right to write, everything can still be read, and the reason is listed."""
    FolderRepository.create(tmp_path / "area").close()
    with patch.object(os, "access", lambda *_: False):
        repository = FolderRepository.open(tmp_path / "area")
    assert repository.is_read_only
    assert "may not write" in repository.load()[1][0].what


class _NoLock(filelock.SoftFileLock):
    """A lock that everybody gets, as on a network drive that ignores locking."""

    def _acquire(self) -> None:
        self._context.lock_file_fd = os.open(os.devnull, os.O_RDONLY)

    def _release(self) -> None:
        if self._context.lock_file_fd is not None:
            os.close(self._context.lock_file_fd)
        self._context.lock_file_fd = None
