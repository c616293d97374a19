"""Backup, repair and the lock in a folder with links, unreadable files, odd details and stolen locks."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path
from typing import BinaryIO, Self
from unittest.mock import patch

import pytest

from readiness.base.errors import ConflictError, RefusedError, StorageError
from readiness.base.text import visible
from readiness.library import digests
from readiness.model.records.changes import Transaction, put
from readiness.store.opening import back_up, examine, open_repository, repair, unpack_backup, verify_backup
from readiness.store.tinydb import backup, backup_reading, repairing, restoring
from readiness.store.tinydb.disk import WorkspaceDisk
from readiness.store.tinydb.lock import WorkspaceLock
from readiness.store.tinydb.repository import FolderRepository
from tests.store.workload import AT, item, view_of


@pytest.fixture
def area(tmp_path: Path) -> Path:
    """A workspace with two records and three files of evidence."""
    root = tmp_path / "area"
    with FolderRepository.create(root) as repository:
        for number in (1, 2):
            record = item(f"E{number:04d}", f"Title {number}")
            repository.commit(Transaction("add", (put(record),)), user="jo", at=AT)
    (root / "evidence").mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (root / "evidence" / name).write_text(name, encoding="utf-8")
    return root


def refusing(name: str) -> object:
    """Opening files, with one that may not be read."""

    def opening(path: Path) -> BinaryIO:
        if path.name == name:
            raise PermissionError(13, "Permission denied")
        return digests.open_regular(path)

    return opening


class _Failing:
    """An open file whose disk gives nothing."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def close(self) -> None:
        """Close it."""
        self._file.close()

    def read(self, _size: int) -> bytes:
        """What a broken sector gives."""
        raise OSError(5, "Input/output error")


def breaking(name: str) -> object:
    """Opening files, with one that can be opened and not read."""

    def opening(path: Path) -> BinaryIO | _Failing:
        file = digests.open_regular(path)
        return _Failing(file) if path.name == name else file

    return opening


@pytest.mark.parametrize("opening", [refusing("b.txt"), breaking("b.txt")], ids=["refused", "broken"])
def test_an_unreadable_file_is_named_and_the_rest_backed_up(
    area: Path, tmp_path: Path, opening: object
) -> None:
    """The backup is whole without the file, and says which is missing."""
    with patch.object(backup, "open_regular", opening):
        made = back_up(area, AT)
    assert [problem.where.file for problem in made.unread] == ["evidence/b.txt"]
    assert verify_backup(made.path) == []
    unpack_backup(made.path, tmp_path / "copy")
    assert sorted(path.name for path in (tmp_path / "copy" / "evidence").iterdir()) == ["a.txt", "c.txt"]
    assert list((area / "backups").glob("*.tmp")) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_that_other_computers_refuse_stops_no_backup(area: Path, tmp_path: Path) -> None:
    """Bytes that are no characters, a colon, a backslash: named, and the rest is kept and comes back."""
    odd = ("a:b.txt", "a\\b.txt", os.fsdecode(b"bad\xff.txt"))
    for name in odd:
        (area / "evidence" / name).touch()
    made = back_up(area, AT)
    assert [problem.where.file for problem in made.unread] == [visible(f"evidence/{name}") for name in odd]
    assert verify_backup(made.path) == []
    unpack_backup(made.path, tmp_path / "copy")
    assert len(list((tmp_path / "copy" / "evidence").iterdir())) == 3


def test_records_of_a_backup_that_say_they_are_endless_are_not_unpacked(area: Path, tmp_path: Path) -> None:
    """A few kilobytes that would fill the memory are refused by what they say of their length."""
    whole = back_up(area, AT).path
    bomb = tmp_path / "bomb.zip"
    limit = backup_reading._LARGEST_OWN
    for name in ("readiness.json", "readiness.journal", "manifest.json"):
        with zipfile.ZipFile(whole) as source, zipfile.ZipFile(bomb, "w") as target:
            for info in source.infolist():
                target.writestr(info.filename, source.read(info))
                if info.filename == name:
                    target.getinfo(name).file_size = limit + 1
        with pytest.raises(RefusedError):
            unpack_backup(bomb, tmp_path / "copy")
        assert "too long to be true" in str(verify_backup(bomb)[0])


def test_an_unreadable_file_does_not_stop_a_restore_and_is_not_lost(area: Path) -> None:
    """Evidence and a definition that cannot be read stay and are named; the rest comes back."""
    made = back_up(area, AT).path
    (area / "evidence" / "c.txt").unlink()
    (area / "frameworks").mkdir()
    (area / "frameworks" / "b.txt").write_text("since", encoding="utf-8")
    with (
        patch.object(restoring, "open_regular", refusing("b.txt")),
        patch.object(restoring, "digest_of", side_effect=PermissionError(13, "Permission denied")),
        open_repository(area) as repository,
    ):
        done = repository.restore_backup(made, user="jo", at=AT)
    assert done.brought == ("evidence/c.txt",)
    assert set(done.kept) >= {"evidence/b.txt", "frameworks/b.txt"}
    assert (area / "frameworks" / "b.txt").exists()


def test_without_its_records_there_is_no_backup(area: Path) -> None:
    """A main file that cannot be read is an error, not a file that is left out."""
    with patch.object(backup, "open_regular", breaking("readiness.json")), pytest.raises(StorageError):
        back_up(area, AT)
    assert list((area / "backups").iterdir()) == []


@pytest.mark.parametrize("opening", [refusing("b.txt"), breaking("b.txt")], ids=["refused", "broken"])
def test_an_unreadable_file_is_named_and_the_rest_repaired(
    area: Path, tmp_path: Path, opening: object
) -> None:
    """The copy is made without the file."""
    with patch.object(repairing, "open_regular", opening):
        done = repair(area, tmp_path / "copy")
    assert [problem.where.file for problem in done.problems] == ["evidence/b.txt"]
    assert sorted(path.name for path in (tmp_path / "copy" / "evidence").iterdir()) == ["a.txt", "c.txt"]


def test_backup_and_repair_never_leave_the_workspace_by_a_link(area: Path, tmp_path: Path) -> None:
    """What a link leads to is neither packed nor copied; the link, a pipe and a socket are named."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("not ours", encoding="utf-8")
    (area / "evidence" / "folder").symlink_to(outside)
    (area / "evidence" / "file.txt").symlink_to(outside / "secret.txt")
    (area / "evidence" / "circle").symlink_to(area)
    (area / "evidence" / "dangling").symlink_to(tmp_path / "nowhere")
    os.mkfifo(area / "evidence" / "pipe")
    named = {f"evidence/{name}" for name in ("folder", "file.txt", "circle", "dangling", "pipe")}

    made = back_up(area, AT)
    assert {problem.where.file for problem in made.unread} == named
    assert not any("secret" in name or "circle" in name for name in zipfile.ZipFile(made.path).namelist())

    done = repair(area, tmp_path / "copy")
    assert {problem.where.file for problem in done.problems} == named
    assert {path.name for path in (tmp_path / "copy" / "evidence").iterdir()} == {"a.txt", "b.txt", "c.txt"}


def test_a_repair_cut_short_can_be_done_again(area: Path, tmp_path: Path) -> None:
    """No half copy gets the name, and what a killed repair left is no obstacle."""
    copy = tmp_path / "copy"
    with patch.object(repairing, "new_journal", side_effect=OSError(28, "full")), pytest.raises(StorageError):
        repair(area, copy)
    assert not copy.exists()
    (tmp_path / ".copy.unfinished" / "evidence").mkdir(parents=True)
    (tmp_path / ".copy.unfinished" / "evidence" / "old.txt").touch()
    assert repair(area, copy).problems == ()
    assert not (copy / "evidence" / "old.txt").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["area", "copy"]


def test_a_workspace_is_not_copied_into_itself(area: Path) -> None:
    """A target inside would hold itself."""
    with pytest.raises(RefusedError, match="into itself"):
        repair(area, area / "backups" / "copy")


@pytest.mark.parametrize("meta", [None, {"1": None}, [], {"1": []}, {}, 7, "x"])
def test_odd_workspace_details_are_listed_and_repaired(area: Path, tmp_path: Path, meta: object) -> None:
    """A main file whose details were set to something else is a finding, not a fault of ours."""
    path = area / "readiness.json"
    content = json.loads(path.read_text("utf-8"))
    lines = path.read_text("utf-8").splitlines(keepends=True)
    lines[1:4] = [f'"_meta": {json.dumps(meta)},\n']
    path.write_text("".join(lines), encoding="utf-8")
    assert json.loads(path.read_text("utf-8"))["evidence"] == content["evidence"]

    assert not examine(area).is_sound
    done = repair(area, tmp_path / "copy")
    assert done.problems == ()
    assert view_of(open_repository(tmp_path / "copy")) == {"E0001": "Title 1", "E0002": "Title 2"}


@pytest.mark.parametrize("is_replaced", [True, False])
@pytest.mark.parametrize("is_portable", [True, False])
def test_a_lock_stolen_while_held_is_noticed_before_writing(
    area: Path, is_replaced: bool, is_portable: bool
) -> None:
    """Nothing is written once the lock file was deleted or replaced; afterwards work goes on."""
    path = area / "readiness.lock"
    before = (area / "readiness.journal").read_bytes()
    with FolderRepository.open(area) as repository:
        disk = repository._storage._disk
        disk._lock = WorkspaceLock(area, is_portable=is_portable)
        append = WorkspaceDisk.append

        def stealing(self: WorkspaceDisk, line: object) -> None:
            path.unlink()
            if is_replaced:
                path.touch()
            append(self, line)  # type: ignore[arg-type]  # what was given is handed on

        with patch.object(WorkspaceDisk, "append", stealing), pytest.raises(ConflictError, match="lock"):
            repository.commit(Transaction("x", (put(item("E0003", "x")),)), user="jo", at=AT)
        assert (area / "readiness.journal").read_bytes() == before
        assert view_of(repository) == {"E0001": "Title 1", "E0002": "Title 2"}
        repository.commit(Transaction("x", (put(item("E0003", "Next")),)), user="jo", at=AT)
    assert view_of(open_repository(area))["E0003"] == "Next"
