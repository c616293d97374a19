"""A pack from anywhere is read in place: safe names alone, nothing followed, what is odd is named."""

from __future__ import annotations

import os
import stat
import zipfile
from pathlib import Path

import pytest

from readiness.base.errors import RefusedError, StorageError
from readiness.pack.reading import Member, PackSource, name_fault, open_pack, read_tag_file, same_name_key

OUTSIDE = "it could lead outside the pack"
NOT_ON_WINDOWS = "Windows can have no file of that name"
ANOTHER = "Windows would take it for another file"


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("data/a.pdf", ""),
        ("data/.hidden", ""),
        ("data/a..b", ""),
        ("data/a b.pdf", ""),
        ("/etc/passwd", OUTSIDE),
        ("~/a", OUTSIDE),
        ("data/~a", ""),
        ("data\\a", OUTSIDE),
        ("C:/a", OUTSIDE),
        ("c:a", OUTSIDE),
        ("../a", OUTSIDE),
        ("data/../a", OUTSIDE),
        ("data/./a", OUTSIDE),
        ("data//a", OUTSIDE),
        ("data/", OUTSIDE),
        ("", OUTSIDE),
        ("data/a\x00", NOT_ON_WINDOWS),
        ("data/a\x1f", NOT_ON_WINDOWS),
        ("data/a\x7f", NOT_ON_WINDOWS),
        ("data/a\u00a0", ""),
        ("data/a.", ANOTHER),
        ("data/a ", ANOTHER),
        ("data /a", ANOTHER),
        ("data/a:b", ANOTHER),
    ],
)
def test_a_name_is_used_only_where_it_is_the_same_file_everywhere(name: str, fault: str) -> None:
    """Above the pack, on other disks, of signs no disk takes, or read by Windows as another."""
    assert name_fault(name) == fault


def test_names_that_differ_in_case_or_accents_alone_are_one() -> None:
    """Composed or not; other letters are not."""
    assert same_name_key("Caf\u00e9.PDF") == same_name_key("CAFE\u0301.pdf")
    assert same_name_key("cafe.pdf") != same_name_key("caf\u00e9.pdf")


def packed(path: Path, *members: tuple[str, str]) -> Path:
    """A zip of text files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members:
            archive.writestr(name, text)
    return path


def opened(path: Path) -> PackSource:
    """A pack, its names listed."""
    source = open_pack(path)
    source.close()
    return source


def test_a_zip_may_have_one_folder_around_everything(tmp_path: Path) -> None:
    """It is left out of the names; the payload's own folder is none, nor is one that not all stand in."""
    around = opened(packed(tmp_path / "a.zip", ("pack/bagit.txt", "b"), ("pack/data/a.txt", "xy")))
    assert around.members == {"bagit.txt": Member("bagit.txt", 1), "data/a.txt": Member("data/a.txt", 2)}
    assert around.has_payload_folder
    assert list(opened(packed(tmp_path / "b.zip", ("data/a.txt", "x"))).members) == ["data/a.txt"]
    mixed = opened(packed(tmp_path / "c.zip", ("pack/a.txt", "x"), ("bagit.txt", "x")))
    assert list(mixed.members) == ["pack/a.txt", "bagit.txt"]
    assert not mixed.has_payload_folder
    assert opened(packed(tmp_path / "d.zip")).members == {}


def test_what_is_odd_in_a_zip_is_named_and_never_a_member(tmp_path: Path) -> None:
    """Twice the same name, a link, an encrypted file, a packing few programs know, a name that climbs."""
    path = packed(tmp_path / "odd.zip", ("bagit.txt", "b"), ("../up.txt", "x"))
    with zipfile.ZipFile(path, "a") as archive:
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("bagit.txt", "again")
        link = zipfile.ZipInfo("link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("lzma.txt", "x", zipfile.ZIP_LZMA)
        archive.writestr("locked.txt", "x")
    content = bytearray(path.read_bytes())
    place = content.rindex(b"locked.txt") - 46
    assert content[place : place + 4] == b"PK\x01\x02"
    content[place + 8] |= 1
    path.write_bytes(content)
    source = opened(path)
    assert list(source.members) == ["bagit.txt"]
    assert dict(source.unsafe) == {
        "../up.txt": OUTSIDE,
        "bagit.txt": "the zip holds it twice",
        "link": "it is a link or not an ordinary file",
        "lzma.txt": "it is packed in a way few programs read",
        "locked.txt": "it is encrypted",
    }


def test_a_folder_is_listed_without_following_anything(tmp_path: Path) -> None:
    """Links to files and folders, pipes and odd names are named; files are read in pieces, whole."""
    root = tmp_path / "pack"
    (root / "data" / "deep").mkdir(parents=True)
    (root / "data" / "deep" / "a.txt").write_bytes(b"x" * 600_000)
    (root / "data" / "ends.").write_bytes(b"x")
    (root / "data" / "link").symlink_to(tmp_path)
    (root / "data" / "gone").symlink_to(tmp_path / "gone")
    os.mkfifo(root / "pipe")
    with_all = open_pack(root)
    assert with_all.members == {"data/deep/a.txt": Member("data/deep/a.txt", 600_000)}
    assert dict(with_all.unsafe) == {
        "data/ends.": ANOTHER,
        "data/link": "it is a link or not an ordinary file",
        "data/gone": "it is a link or not an ordinary file",
        "pipe": "it is a link or not an ordinary file",
    }
    assert with_all.has_payload_folder
    assert [len(chunk) for chunk in with_all.chunks("data/deep/a.txt")] == [262_144, 262_144, 75_712]
    assert read_tag_file(with_all, "data/deep/a.txt") == b"x" * 600_000
    (tmp_path / "empty").mkdir()
    assert not open_pack(tmp_path / "empty").has_payload_folder


def test_what_is_no_pack_at_all_is_refused_with_what_to_do(tmp_path: Path) -> None:
    """A file that is no zip, one that is not there, and one cut short."""
    words = tmp_path / "words.zip"
    words.write_text("no zip", encoding="utf-8")
    with pytest.raises(RefusedError, match="neither a pack's folder nor a whole zip"):
        open_pack(words)
    with pytest.raises(RefusedError):
        open_pack(tmp_path / "gone.zip")
    whole = packed(tmp_path / "cut.zip", ("bagit.txt", "b"))
    whole.write_bytes(whole.read_bytes()[:-10])
    with pytest.raises(RefusedError):
        open_pack(whole)
    with pytest.raises(StorageError):
        open_pack(Path("\x00"))
