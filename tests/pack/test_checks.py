"""What stops a pack is found before a byte is copied, each thing at its very limit."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from readiness.base.errors import StorageError
from readiness.model.vocabulary import CANNOT_BE_OPENED
from readiness.pack import checks
from readiness.pack.plan import (
    FaultKind,
    PackBlockedError,
    PackFault,
    PackFaultsError,
    PackFile,
    PackItem,
    PackPlan,
)

WORDS = b"Waits fell."


class Usage(NamedTuple):
    """Bytes of a disk."""

    total: int
    used: int
    free: int


@pytest.fixture
def file(tmp_path: Path) -> PackFile:
    """A file that nothing is wrong with."""
    path = tmp_path / "strategy.txt"
    path.write_bytes(WORDS)
    return PackFile("E0001", "Strategy", path, sha256=checks.read_digest(path))


def plan_of(*files: PackFile) -> PackPlan:
    """A plan of one item."""
    return PackPlan("Testshire", "F", "", date(2026, 11, 21), (PackItem("STR01", "Strategy", "STR", files),))


def kinds(*files: PackFile) -> list[FaultKind]:
    """What stops a pack of these files."""
    return [fault.kind for fault in checks.pack_faults(plan_of(*files))]


def test_nothing_stops_a_file_as_it_was_registered(file: PackFile) -> None:
    """Its digest may be written in capitals, or not be known."""
    assert kinds(file) == []
    assert kinds(replace(file, sha256=file.sha256.upper())) == []
    assert kinds(replace(file, sha256="")) == []
    checks.raise_faults(())


def test_each_thing_wrong_with_a_file_is_told_as_what_it_is(
    file: PackFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Changed, empty, gone, below a file, a folder; and one that lies in the cloud alone is not read."""
    (tmp_path / "empty.txt").write_bytes(b"")
    assert kinds(replace(file, sha256="0" * 64)) == ["changed"]
    assert kinds(replace(file, path=tmp_path / "empty.txt", sha256="")) == ["empty"]
    assert kinds(replace(file, path=tmp_path / "gone.txt")) == ["missing"]
    assert kinds(replace(file, path=file.path / "below.txt")) == ["missing"]
    assert kinds(replace(file, path=tmp_path)) == ["not_a_file"]
    monkeypatch.setattr(checks, "is_online_only", lambda _: True)
    assert kinds(replace(file, sha256="0" * 64)) == ["online"]


def test_a_file_that_may_not_be_opened_is_told_before_the_build(
    file: PackFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where its digest was never taken; where it was, that says enough."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(checks, "open_file", refuse)
    assert [one.kind for one in checks.pack_faults(plan_of(replace(file, sha256="")))] == ["unreadable"]
    assert checks.pack_faults(plan_of(file), digest=lambda _: file.sha256) == ()


def test_a_file_the_system_refuses_is_unreadable_and_not_missing(file: PackFile) -> None:
    """The reason of the system is told."""

    def refuse(_: Path) -> str:
        raise PermissionError(13, "Permission denied")

    (fault,) = checks.pack_faults(plan_of(file), digest=refuse)
    assert fault.kind == "unreadable"
    assert fault.what == "E0001 Strategy cannot be read."
    assert fault.where.endswith("strategy.txt: Permission denied")


@pytest.mark.parametrize("reading", sorted(CANNOT_BE_OPENED))
def test_what_nobody_can_open_goes_only_when_somebody_says_so(file: PackFile, reading: str) -> None:
    """A changed file is told as changed first: its words are not known."""
    locked = replace(file, reading=reading)  # type: ignore[arg-type]  # of those of the vocabulary
    assert kinds(locked) == ["unopenable"]
    assert kinds(replace(locked, sha256="")) == ["unopenable"]
    assert kinds(replace(locked, sha256="0" * 64)) == ["changed"]
    assert checks.pack_faults(replace(plan_of(locked), sends_unopenable=True)) == ()


def test_a_file_of_several_items_is_told_once(file: PackFile, tmp_path: Path) -> None:
    """And what comes after it is looked at all the same."""
    gone, other = tmp_path / "gone.txt", tmp_path / "other.txt"
    files = [replace(file, path=path) for path in (gone, gone, other)]
    assert kinds(*files) == ["missing", "missing"]


def test_an_override_needs_words(file: PackFile) -> None:
    """Blanks are no reason; each file that waits is named with its item."""
    personal = replace(file, holds_personal_data=True)
    (fault,) = checks.pack_faults(plan_of(personal))
    assert (fault.kind, fault.where) == ("approval", "STR01: E0001 Strategy")
    assert checks.pack_faults(replace(plan_of(personal), override_reason=" \t")) == (fault,)
    assert checks.pack_faults(replace(plan_of(personal), override_reason="DPO agreed")) == ()


def test_a_name_that_is_taken_stops_it_unless_it_may_be_replaced(file: PackFile, tmp_path: Path) -> None:
    """A folder is never replaced, nor is a link to nothing; no place asked for is none taken."""
    taken = tmp_path / "pack.zip"
    taken.write_bytes(b"x")
    (tmp_path / "link.zip").symlink_to(tmp_path / "nowhere")

    def found(place: Path | None, *, replace: bool) -> list[FaultKind]:
        return [fault.kind for fault in checks.pack_faults(plan_of(file), place, replace=replace)]

    assert found(taken, replace=False) == ["place_taken"]
    assert found(taken, replace=True) == []
    assert found(tmp_path, replace=True) == ["place_taken"]
    assert found(tmp_path / "link.zip", replace=True) == ["place_taken"]
    assert found(tmp_path / "new.zip", replace=False) == []
    assert found(None, replace=False) == []


def test_a_path_is_too_long_from_the_first_character_too_many(file: PackFile, tmp_path: Path) -> None:
    """SharePoint's 400 characters, from the root of the disk to the longest name."""
    out = tmp_path / "pack"
    room = checks.LONGEST_SHAREPOINT_PATH - len(str(out)) - 1
    assert checks.longest_path(out, ["a", "b" * 7]) == len(str(out)) + 8
    assert checks.longest_path(out, []) == len(str(out)) + 1
    assert checks.pack_faults(plan_of(file), out, ["n" * room]) == ()
    (fault,) = checks.pack_faults(plan_of(file), out, ["short", "n" * (room + 1)])
    assert fault.kind == "path"
    assert fault.what == "A path in the pack would have 401 characters; SharePoint allows 400."
    assert fault.where == "n" * (room + 1)


def test_room_is_asked_for_every_file_and_what_stands_beside_them(
    file: PackFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exactly enough is enough; a byte less is told with the folder that is there, a lost file or not."""
    spare, needed = 16 * 1024 * 1024, 17_999_999
    large = tmp_path / "large.bin"
    large.touch()
    os.truncate(large, needed - spare - 2 * len(WORDS))
    others = (replace(file, path=path, sha256="") for path in (large, tmp_path / "gone.txt"))
    files = (file, file, *others)
    asked: list[Path] = []

    def free(amount: int) -> None:
        def usage(place: Path) -> Usage:
            asked.append(place)
            return Usage(0, 0, amount)

        monkeypatch.setattr(shutil, "disk_usage", usage)

    def found() -> list[PackFault]:
        plan = plan_of(*files)
        faults = checks.pack_faults(plan, tmp_path / "new" / "deep" / "pack.zip")
        return [fault for fault in faults if fault.kind == "room"]

    free(needed)
    assert found() == []
    free(needed - 1)
    (fault,) = found()
    assert fault.where == f"{tmp_path}: needs 17 MB, 17 MB free"
    assert asked == [tmp_path, tmp_path]


def test_a_disk_that_does_not_tell_its_room_stops_nothing(
    file: PackFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The build finds out."""

    def refuse(_: Path) -> Usage:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(shutil, "disk_usage", refuse)
    assert checks.pack_faults(plan_of(file), tmp_path / "pack.zip") == ()


@pytest.mark.parametrize(
    ("found", "error"),
    [
        (("approval", "approval"), PackBlockedError),
        (("room",), StorageError),
        (("approval", "room"), PackFaultsError),
        (("missing",), PackFaultsError),
    ],
)
def test_the_refusal_is_of_the_kind_of_what_is_wrong(
    found: tuple[FaultKind, ...], error: type[Exception]
) -> None:
    """Approvals alone and room alone are told as such; anything else as faults."""
    with pytest.raises(error) as raised:
        checks.raise_faults(tuple(PackFault(kind, "What.", "Where", "Remedy.") for kind in found))
    assert type(raised.value) is error
