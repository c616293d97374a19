"""Verifying a pack: every kind of harm is caught and named, and hostile packs are refused."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import bagit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.base.errors import ReadinessError, RefusedError, StorageError
from readiness.formats.packages import LIMITS
from readiness.pack import reading
from readiness.pack.build import build_pack
from readiness.pack.plan import PackFile, PackItem, PackPlan
from readiness.pack.reading import name_fault
from readiness.pack.verify import verify_pack

Harm = Callable[[Path], None]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A small pack as a folder."""
    source = tmp_path / "source"
    source.mkdir()
    files = []
    for number in range(1, 4):
        path = source / f"{number}.pdf"
        path.write_bytes(f"content of file {number}".encode())
        files.append(PackFile(f"E000{number}", f"File {number}", path, holds_personal_data=False))
    items = (PackItem("X01", "Item", "X", tuple(files)),)
    plan = PackPlan("Exampleshire", "A framework", "OFFICIAL", date(2025, 9, 1), items)
    build_pack(plan, tmp_path / "pack", as_zip=False)
    return tmp_path / "pack"


ONE, TWO, THREE = (f"data/00{number}_X_X01_File-{number}.pdf" for number in (1, 2, 3))


def zipped(folder: Path) -> Path:
    """The folder as a zip beside it, packed by other means than ours."""
    target = folder.with_suffix(".zip")
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
    return target


def flip(name: str) -> Harm:
    """Change one byte."""

    def harm(pack: Path) -> None:
        content = bytearray((pack / name).read_bytes())
        content[len(content) // 2] ^= 1
        (pack / name).write_bytes(content)

    return harm


def delete(name: str) -> Harm:
    """Take one file away."""
    return lambda pack: (pack / name).unlink()


def add(name: str) -> Harm:
    """Put a file in."""

    def harm(pack: Path) -> None:
        (pack / name).write_bytes(b"new")

    return harm


def rename(name: str) -> Harm:
    """Give a file another name."""

    def harm(pack: Path) -> None:
        (pack / name).rename((pack / name).with_name("renamed.pdf"))

    return harm


def swap(one: str, other: str) -> Harm:
    """Exchange the contents of two files."""

    def harm(pack: Path) -> None:
        first, second = (pack / one).read_bytes(), (pack / other).read_bytes()
        (pack / one).write_bytes(second)
        (pack / other).write_bytes(first)

    return harm


TAGS = (
    "bag-info.txt", "README.txt", "cover-note.txt", "index.docx", "index.html", "index.xlsx",
    "manifest-sha512.txt",
)  # fmt: skip
HARMS: list[tuple[str, Harm, str, str]] = [
    *((f"flip {name}", flip(name), "changed", name) for name in (ONE, TWO, THREE, *TAGS)),
    *((f"delete {name}", delete(name), "missing", name) for name in (ONE, TWO, THREE, *TAGS)),
    *((f"add {name}", add(name), "added", name) for name in ("data/extra.pdf", "extra.exe")),
    *((f"rename {name}", rename(name), "renamed", name) for name in (ONE, TWO, THREE)),
    ("swap", swap(ONE, THREE), "swapped", ONE),
    ("swap notes", swap("index.html", "README.txt"), "swapped", "README.txt"),
    ("no bagit.txt", delete("bagit.txt"), "structure", "bagit.txt"),
    ("unfinished", add("UNFINISHED.txt"), "unfinished", ""),
]


@pytest.mark.parametrize("as_zip", [False, True], ids=["folder", "zip"])
@pytest.mark.parametrize(("harm", "kind", "name"), [one[1:] for one in HARMS], ids=[one[0] for one in HARMS])
def test_each_harm_is_caught_and_named(pack: Path, harm: Harm, kind: str, name: str, as_zip: bool) -> None:
    """One changed, missing, added, renamed or swapped file is found and called by its name."""
    harm(pack)
    report = verify_pack(zipped(pack) if as_zip else pack)
    assert not report.is_valid
    assert (kind, name) in {(one.kind, one.name) for one in report.findings}


PAYLOAD_HARMS = [
    flip(TWO), delete(TWO), add("data/extra.pdf"), rename(TWO), swap(ONE, TWO), flip("manifest-sha512.txt"),
]  # fmt: skip


@pytest.mark.parametrize("harm", PAYLOAD_HARMS)
def test_the_library_rejects_what_we_reject(pack: Path, harm: Harm) -> None:
    """The bagit library, and sha512sum where it looks, agree that the pack is harmed."""
    assert bagit.Bag(str(pack)).is_valid()
    harm(pack)
    assert not verify_pack(pack).is_valid
    assert not bagit.Bag(str(pack)).is_valid()
    summed = subprocess.run(
        ["sha512sum", "--status", "-c", "manifest-sha512.txt", "tagmanifest-sha512.txt"],
        cwd=pack,
        check=False,
    )
    is_only_addition = (pack / "data" / "extra.pdf").exists()
    assert (summed.returncode != 0) is not is_only_addition


def test_a_bag_of_the_library_is_verified_too(tmp_path: Path) -> None:
    """Bags that others made, with other checksums and names in folders, are understood."""
    bag = tmp_path / "bag"
    (bag / "sub").mkdir(parents=True)
    (bag / "sub" / "a b.txt").write_text("x")
    bagit.make_bag(str(bag), checksums=["md5", "sha256"])
    assert verify_pack(bag).findings == ()
    (bag / "data" / "sub" / "a b.txt").write_text("y")
    assert [(one.kind, one.name) for one in verify_pack(bag).findings] == [("changed", "data/sub/a b.txt")]


HOSTILE = [
    "../evil", "/etc/evil", "C:/evil", "c:evil", "data\\..\\evil", "\\\\host\\share\\evil", "~/evil",
    "data/../../evil", "data/./evil", "data//evil", "data/evil.", "data/evil ", "data/a:b", "data/a\x01b",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_names_that_lead_out_are_refused(pack: Path, name: str) -> None:
    """A member or a manifest line that leads outside is unsafe on every system, and nothing is read there."""
    archive = zipped(pack)
    with zipfile.ZipFile(archive, "a") as bag:
        info = zipfile.ZipInfo("pack/x")
        info.filename = info.orig_filename = name
        bag.writestr(info, b"evil")
    assert "unsafe" in {one.kind for one in verify_pack(archive).findings}
    with (pack / "manifest-sha512.txt").open("a", encoding="utf-8") as manifest:
        manifest.write(f"{hashlib.sha512(b'evil').hexdigest()}  {name}\n")
    assert not verify_pack(pack).is_valid
    assert name_fault(name)


def test_links_are_refused_and_never_followed(pack: Path, tmp_path: Path) -> None:
    """A symbolic link to a file or a folder is named; what it points to is not read."""
    secret = tmp_path / "secret"
    shutil.copytree(pack / "data", secret)
    (pack / ONE).unlink()
    (pack / ONE).symlink_to(secret / Path(ONE).name)
    (pack / "data" / "more").symlink_to(secret, target_is_directory=True)
    kinds = {(one.kind, one.name) for one in verify_pack(pack).findings}
    assert {("unsafe", ONE), ("unsafe", "data/more"), ("missing", ONE)} <= kinds


def test_a_link_inside_a_zip_is_refused(pack: Path) -> None:
    """A zip member marked as a symbolic link is unsafe."""
    archive = zipped(pack)
    with zipfile.ZipFile(archive, "a") as bag:
        info = zipfile.ZipInfo("pack/data/link")
        info.external_attr = 0o120777 << 16
        bag.writestr(info, "../../etc/passwd")
    assert ("unsafe", "data/link") in {(one.kind, one.name) for one in verify_pack(archive).findings}


def test_a_member_twice_and_names_differing_in_case(pack: Path) -> None:
    """Two members that one disk would take for one file are unsafe."""
    archive = zipped(pack)
    with zipfile.ZipFile(archive, "a") as bag, pytest.warns(UserWarning, match="Duplicate name"):
        bag.writestr(f"pack/{ONE}", b"again")
    assert ("unsafe", ONE) in {(one.kind, one.name) for one in verify_pack(archive).findings}
    (pack / ONE.replace("File", "FILE")).write_bytes((pack / ONE).read_bytes())
    assert ("unsafe", ONE) in {(one.kind, one.name) for one in verify_pack(pack).findings}


def test_a_bomb_is_not_unpacked(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A member that unpacks to far more than it holds is refused unread."""
    monkeypatch.setattr(reading, "_LIMITS", replace(LIMITS["pack"], ratio_from=1_000_000))
    archive = zipped(pack)
    with zipfile.ZipFile(archive, "a", zipfile.ZIP_DEFLATED) as bag:
        bag.writestr("pack/data/bomb", b"\0" * 5_000_000)
    assert ("unsafe", "data/bomb") in {(one.kind, one.name) for one in verify_pack(archive).findings}


def test_a_huge_manifest_is_refused(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A note too large to be one is not read into memory."""
    monkeypatch.setattr(reading, "_LIMITS", replace(LIMITS["pack"], parsed=100))
    with pytest.raises(RefusedError):
        verify_pack(pack)


def test_what_is_no_pack_is_said_plainly(tmp_path: Path) -> None:
    """Nothing there, not a zip, half a zip, an empty folder: each has its message."""
    with pytest.raises(StorageError):
        verify_pack(tmp_path / "nothing")
    (tmp_path / "words.zip").write_text("words")
    with pytest.raises(RefusedError):
        verify_pack(tmp_path / "words.zip")
    (tmp_path / "empty").mkdir()
    assert {one.kind for one in verify_pack(tmp_path / "empty").findings} == {"structure"}


def test_a_damaged_zip_member_is_named(pack: Path) -> None:
    """A byte flipped inside the zip itself is found as damage or change of that file."""
    archive = zipped(pack)
    content = bytearray(archive.read_bytes())
    content[content.index(b"content of file 2") + 3] ^= 1
    archive.write_bytes(content)
    assert TWO in {one.name for one in verify_pack(archive).findings if one.kind in {"damaged", "changed"}}


@given(st.integers(0, 10_000), st.integers(1, 255))
@settings(max_examples=60, deadline=None)
def test_any_flipped_byte_of_the_zip_never_goes_unnoticed(
    tmp_path_factory: pytest.TempPathFactory, place: int, mask: int
) -> None:
    """Whichever byte of a zip is flipped, files are never reported whole with another content."""
    folder = tmp_path_factory.getbasetemp() / "flipped"
    kept = folder / "pack.zip"
    if not kept.exists():
        folder.mkdir()
        (folder / "a.pdf").write_bytes(b"content of the only file" * 10)
        item = PackItem("X01", "Item", "X", (PackFile("E0001", "File", folder / "a.pdf"),))
        build_pack(PackPlan("A", "F", "O", date(2025, 9, 1), (item,)), kept, as_zip=True)
    whole = kept.read_bytes()
    content = bytearray(whole)
    content[place % len(content)] ^= mask
    harmed = folder / "harmed.zip"
    harmed.write_bytes(content)
    try:
        report = verify_pack(harmed)
    except ReadinessError:
        return
    if report.is_valid:
        with zipfile.ZipFile(harmed) as archive, zipfile.ZipFile(kept) as good:
            for name in good.namelist():
                assert archive.read(name) == good.read(name)
