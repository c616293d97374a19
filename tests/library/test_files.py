"""Evidence files are copied whole, never overwritten, never followed out of the library."""

from __future__ import annotations

import hashlib
import os
import socket
import stat
from collections.abc import Iterable
from pathlib import Path

import pytest

from readiness.base import disk
from readiness.base.errors import RefusedError, StorageError
from readiness.base.file_names import name_key
from readiness.library import files
from readiness.library.digests import DigestCache, digest_of
from readiness.library.files import StoredFile, add_file, file_states, location_of, orphans, path_of, register
from readiness.library.scan import FolderScan, Step, scan
from readiness.model.records.evidence import Evidence, FileStates
from readiness.model.records.tables import Records
from tests.hostile.names import NAMES

posix_only = pytest.mark.skipif(os.name == "nt", reason="Windows has no POSIX modes, pipes or sockets")


def item(key: str, held: StoredFile, **more: object) -> Evidence:
    """A record of a held file."""
    fields = {"location": held.location, "sha256": held.sha256, "size": held.size, "location_kind": "library"}
    return Evidence.model_validate({"id": key, "title": key, **fields, **more})


def records(items: Iterable[Evidence]) -> Records:
    """Records holding these items."""
    return Records(evidence={one.id: one for one in items})


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file somewhere else."""
    path = tmp_path / "from" / "Plan.docx"
    path.parent.mkdir()
    path.write_bytes(b"words")
    return path


def test_copy_is_whole_private_and_known_by_its_digest(tmp_path: Path, source: Path) -> None:
    """The copy has the bytes, the digest says so, nothing else is left, and only the user may read it."""
    held = add_file(tmp_path, source, folder="audits/2025")
    assert held.location == "audits/2025/Plan.docx"
    assert held.path.read_bytes() == b"words"
    assert (held.sha256, held.size) == (hashlib.sha256(b"words").hexdigest(), 5)
    assert [one.name for one in held.path.parent.iterdir()] == ["Plan.docx"]
    assert source.read_bytes() == b"words"
    if os.name != "nt":
        assert stat.S_IMODE(held.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(held.path.parent.stat().st_mode) == 0o700


def test_same_content_is_not_copied_twice_and_other_content_never_overwrites(
    tmp_path: Path, source: Path
) -> None:
    """Adding again gives the same place; another file of the same name, in any case, gets its own."""
    first = add_file(tmp_path, source)
    assert add_file(tmp_path, source) == first
    assert add_file(tmp_path, first.path).location == first.location
    other = source.with_name("PLAN.docx")
    other.write_bytes(b"other words")
    second = add_file(tmp_path, other)
    assert name_key(second.location) != name_key(first.location)
    assert first.path.read_bytes() == b"words"
    assert second.path.read_bytes() == b"other words"


def test_failed_copy_leaves_nothing(tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that refuses at the last step leaves no part of a file, and an error that says what to do."""

    def refuse(_source: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "replace", refuse)
    with pytest.raises(StorageError) as caught:
        add_file(tmp_path, source)
    assert "Nothing was added" in caught.value.hint
    assert list((tmp_path / "evidence").iterdir()) == []


@pytest.mark.parametrize("name", [one for one in NAMES if one.strip(".") and not set(one) & set("/\0\ud800")])
def test_hostile_names_stay_inside(tmp_path: Path, name: str) -> None:
    """A file of any name lands in the library under a name every system takes, and is found again."""
    source = tmp_path / "from"
    source.mkdir()
    try:
        (source / name).write_bytes(b"words")
    except OSError:
        return  # no disk holds such a name, so none can come in
    held = add_file(tmp_path, source / name)
    assert held.path.parent == tmp_path / "evidence"
    assert path_of(item("E0001", held), tmp_path) == held.path


@pytest.mark.parametrize("folder", ["../../out", "/abs/olute", "a/../../..", "CON/aux"])
def test_hostile_folders_stay_inside(tmp_path: Path, source: Path, folder: str) -> None:
    """No subfolder leads out of the library."""
    held = add_file(tmp_path, source, folder=folder)
    assert held.path.resolve().is_relative_to((tmp_path / "evidence").resolve())


@posix_only
def test_links_pipes_and_devices_are_refused(tmp_path: Path, source: Path) -> None:
    """What is not a plain file is refused at once: nothing waits, nothing is followed."""
    link, pipe = tmp_path / "link.docx", tmp_path / "pipe"
    link.symlink_to(source)
    os.mkfifo(pipe)
    for path in (link, pipe, Path("/dev/zero"), tmp_path, tmp_path / "none"):
        with pytest.raises(RefusedError):
            add_file(tmp_path, path)
        with pytest.raises(RefusedError):
            register(tmp_path, path)


@pytest.mark.parametrize(
    "location", ["../secret.txt", "/etc/passwd", "a/../../secret.txt", "C:/secret.txt", ""]
)
def test_locations_that_leave_the_library_are_missing(tmp_path: Path, location: str) -> None:
    """A record edited by hand cannot point out of the library."""
    (tmp_path / "secret.txt").write_text("x")
    bad = Evidence(id="E0001", title="x", location_kind="library", location=location)
    assert path_of(bad, tmp_path) is None
    assert file_states(records([bad]), tmp_path).missing == {"E0001"}


@posix_only
def test_folder_linked_out_of_the_library_is_not_followed(tmp_path: Path, source: Path) -> None:
    """A link planted inside the library leads nowhere."""
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "out").symlink_to(source.parent)
    bad = Evidence(id="E0001", title="x", location_kind="library", location="out/Plan.docx")
    assert path_of(bad, tmp_path) is None
    assert location_of(tmp_path, source) is None


def test_states_of_files(tmp_path: Path, source: Path) -> None:
    """Missing and changed files are told; only reading every byte tells a change that keeps the size."""
    held = [add_file(tmp_path, _written(source, f"words {n}")) for n in range(4)]
    items = [item(f"E000{n}", one) for n, one in enumerate(held)]
    web = Evidence(id="E0009", title="x", location_kind="url", location="https://example.org")
    withdrawn = item("E0010", held[0], location="none.docx", is_withdrawn=True)
    held[1].path.unlink()
    held[2].path.write_bytes(b"more words than before")
    held[3].path.write_bytes(b"sdrow 3")
    everything = records([*items, web, withdrawn])
    quick, full = file_states(everything, tmp_path), file_states(everything, tmp_path, thorough=True)
    assert quick == FileStates(frozenset({"E0001"}), frozenset({"E0002"}))
    assert full == FileStates(frozenset({"E0001"}), frozenset({"E0002", "E0003"}))
    assert [full.state_of(one) for one in ("E0000", "E0001", "E0002")] == ["present", "missing", "changed"]


def test_cache_trusts_a_rested_file_and_no_other(tmp_path: Path, source: Path) -> None:
    """A file whose size and time are as remembered is not read; one whose time differs is."""
    held = add_file(tmp_path, source)
    os.utime(held.path, (1_700_000_000, 1_700_000_000))
    cache = DigestCache(tmp_path / "cache" / "digests.json")
    assert not file_states(records([item("E0001", held)]), tmp_path, cache=cache).changed
    cache.save()
    held.path.write_bytes(b"sdrow")
    again = DigestCache(tmp_path / "cache" / "digests.json")
    assert file_states(records([item("E0001", held)]), tmp_path, cache=again).changed == {"E0001"}
    os.utime(held.path, (1_700_000_000, 1_700_000_000))
    assert not file_states(records([item("E0001", held)]), tmp_path, cache=again).changed
    assert file_states(records([item("E0001", held)]), tmp_path, cache=again, thorough=True).changed
    (tmp_path / "cache" / "digests.json").write_bytes(b"[not json")
    assert DigestCache(tmp_path / "cache" / "digests.json").digest_of(held.path) == digest_of(held.path)


def test_file_just_written_is_not_remembered(tmp_path: Path) -> None:
    """Within the clock's coarseness a second write could keep the time, so such a file is read again."""
    path, cache = tmp_path / "new.txt", DigestCache(tmp_path / "c.json")
    path.write_bytes(b"one")
    cache.digest_of(path)
    cache.save()
    assert not (tmp_path / "c.json").exists()


def test_orphans_are_files_no_record_names(tmp_path: Path, source: Path) -> None:
    """A file lying in the library without a record is found; one outside it is none of its business."""
    named, lying = add_file(tmp_path, source), add_file(tmp_path, _written(source, "others"))
    assert orphans({"E0001": item("E0001", named)}, tmp_path, [named.path, lying.path, source]) == [
        lying.path
    ]


def test_scan_finds_files_in_order_and_twins(tmp_path: Path) -> None:
    """Every plain file is found with its digest; hidden and temporary ones are not; twins are grouped."""
    for name in ("b.txt", "sub/a.txt", "~$b.docx", ".hidden", "Thumbs.db", "x.tmp", ".git/config"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("same")
    (tmp_path / "c.txt").write_text("other")
    steps: list[Step] = []
    found = scan(tmp_path, progress=steps.append)
    assert [one.relative for one in found.files] == ["b.txt", "c.txt", "sub/a.txt"]
    assert [[one.relative for one in group] for group in found.twins().values()] == [["b.txt", "sub/a.txt"]]
    assert (steps[0].done, steps[-1].done, steps[-1].total) == (0, 3, 3)
    assert scan(tmp_path) == found
    assert scan(tmp_path / "c.txt").files[0].relative == "c.txt"


@posix_only
def test_scan_passes_over_what_is_no_plain_file(tmp_path: Path) -> None:
    """Links, pipes and sockets are listed with the reason and never opened; a loop of links ends."""
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("x")
    (inside / "out.txt").symlink_to(tmp_path / "secret.txt")
    (inside / "loop").symlink_to(inside)
    os.mkfifo(inside / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(inside / "socket.txt"))
        found = scan(inside)
    assert found.files == ()
    assert sorted(one.where.file for one in found.skipped) == ["loop", "out.txt", "pipe.txt", "socket.txt"]


def test_scan_can_be_cancelled_and_refuses_a_missing_folder(tmp_path: Path) -> None:
    """Cancelling keeps what was found; a folder that is not there is said."""
    (tmp_path / "a.txt").write_text("x")
    assert scan(tmp_path, cancelled=lambda: True) == FolderScan((), (), is_complete=False)
    with pytest.raises(RefusedError):
        scan(tmp_path / "none")


def test_library_is_the_folder_the_workspace_names() -> None:
    """Other rooms build the same path."""
    assert files.LIBRARY == "evidence"


def _written(path: Path, words: str) -> Path:
    path.write_bytes(words.encode())
    return path
