"""The leak scan finds a number in every part of every format, says where, and never says the number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from readiness.pack import leak_scan
from tests.pack import leak_files
from tests.pack import leak_planting as planting
from tests.pack.conftest import Scan


@pytest.mark.parametrize(
    ("suffix", "make", "place"),
    [(suffix, make, place) for suffix, _part, make, place in planting.FILES],
    ids=[f"{suffix}-{part}" for suffix, part, _make, _place in planting.FILES],
)
def test_a_number_is_found_in_every_part(
    scan: Scan, tmp_path: Path, suffix: str, make: Callable[[], bytes], place: str
) -> None:
    """It is counted once, at its place; the report names the parts it read and holds no value."""
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(make())
    report = scan(path)
    found = [(one.place, one.count) for one in report.leaks if one.kind == "nhs_number"]
    assert [count for _place, count in found] == [1], report
    assert place in found[0][0]
    assert report.read
    assert not report.problems
    shown = repr(asdict(report)).replace(str(tmp_path), "")
    assert leak_files.NUMBER not in shown
    assert leak_files.NUMBER.replace(" ", "") not in shown


@pytest.mark.parametrize("make", [leak_files.docx, leak_files.xlsx, leak_files.pptx, leak_files.pdf])
def test_a_file_with_nothing_planted_has_no_number(
    scan: Scan, tmp_path: Path, make: Callable[[], bytes]
) -> None:
    """The control: the same files without the number give no leak at all."""
    path = tmp_path / f"a.{make.__name__}"
    path.write_bytes(make())
    assert scan(path).leaks == ()


def test_what_a_picture_shows_is_said_to_be_unread(scan: Scan, tmp_path: Path) -> None:
    """Nobody reads the words in a picture, so a file with one is never called clear."""
    path = tmp_path / "a.docx"
    path.write_bytes(leak_files.with_part(leak_files.docx, "word/media/image1.png", b"\x89PNG\r\n\x1a\n")())
    report = scan(path)
    assert report.not_read == ("what 2 pictures show",)
    assert not report.is_clear


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.7z", b"7z\xbc\xaf\x27\x1c" + b"\0" * 60),
        ("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("a.rtf", b"{\\rtf1 words}"),
    ],
)
def test_a_format_nobody_reads_here_is_a_problem(
    scan: Scan, tmp_path: Path, name: str, content: bytes
) -> None:
    """Silence would look like a clear file."""
    (tmp_path / name).write_bytes(content)
    assert scan(tmp_path / name).problems
    (tmp_path / "a.zip").write_bytes(leak_files.zipped({name: content}))
    [problem] = scan(tmp_path / "a.zip").problems
    assert problem.what.startswith("file 1 in the archive")


def test_files_inside_files_are_opened_to_a_depth_and_the_rest_is_said(scan: Scan, tmp_path: Path) -> None:
    """An archive within archives without end stops, aloud."""
    content = leak_files.WORDS.encode()
    name = "a.txt"
    for _ in range(leak_scan.DEEPEST + 2):
        content, name = leak_files.zipped({name: content}), "a.zip"
    (tmp_path / "a.zip").write_bytes(content)
    report = scan(tmp_path / "a.zip")
    assert not report.leaks
    assert any("Not opened" in one.what for one in report.problems)


def test_an_archive_of_too_many_files_is_read_in_part_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bound is on all depths together."""
    monkeypatch.setattr(leak_scan, "MOST_INSIDE", 2)
    (tmp_path / "a.zip").write_bytes(leak_files.zipped({f"{one}.txt": b"Words" for one in range(5)}))
    folder = tmp_path / "inside"
    folder.mkdir()
    _leaks, [problem], _read, _not_read = leak_scan.scan_here(tmp_path / "a.zip", folder, None)
    assert "too many" in problem.what
    assert list(folder.iterdir()) == []


def test_a_damaged_part_does_not_hide_the_others(scan: Scan, tmp_path: Path) -> None:
    """The part is named as unread; what stands in the rest is found all the same."""
    broken = leak_files.with_part(leak_files.docx, "word/footer1.xml", b"<w:ftr")
    make = leak_files.put_in(
        broken, "word/document.xml", "<w:body>", f"<w:p><w:r><w:t>{leak_files.WORDS}</w:t></w:r></w:p>"
    )
    (tmp_path / "a.docx").write_bytes(make())
    report = scan(tmp_path / "a.docx")
    assert [one.kind for one in report.leaks] == ["nhs_number"]
    assert [one.what for one in report.problems] == ["A part of the file could not be read: page footer 1."]


def test_cropped_pictures_are_pointed_out(scan: Scan, tmp_path: Path) -> None:
    """What was cut off stays in the file; a picture that was not cropped is no finding."""
    for crop, count in (('l="12000"', 1), ('l="0"', 0)):
        xml = f'<w:p><w:r><a:srcRect xmlns:a="d" {crop}/></w:r></w:p>'
        make = leak_files.put_in(leak_files.docx, "word/document.xml", "<w:body>", xml)
        (tmp_path / "a.docx").write_bytes(make())
        kinds = [one.kind for one in scan(tmp_path / "a.docx").leaks]
        assert kinds == ["cropped_pictures"] * count
