"""What came of reading a file is known and said alike wherever a file comes in, and decides what goes out."""

from __future__ import annotations

import os
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import BinaryIO, cast

import docx
import pytest
from pypdf import PdfReader, PdfWriter

from readiness.base.errors import ReadinessError, RefusedError, UsageError
from readiness.evidence import linking, register, relocating
from readiness.evidence.scanning import check_files, scan_folder
from readiness.evidence.suggesting import suggestions_for
from readiness.formats.text.readers import extract_here
from readiness.library import digests
from readiness.library.search import SearchIndex
from readiness.model.vocabulary import Reading
from readiness.pack import packing
from readiness.pack.leaks import scan_pack
from readiness.requests import states
from readiness.rules.reading import reading_of
from readiness.workspace.workspace import Workspace
from tests.hostile import pdf_making as pdf

DAY = date(2026, 11, 27)


def ignored(step: object) -> None:
    """How far it is does not matter here."""


def protect(path: Path, algorithm: str, *, password: str = "") -> Path:
    """A PDF under an owner's password; without `password` anybody can open it."""
    writer = PdfWriter()
    source = path.with_name("source.pdf")
    source.write_bytes(pdf.plain("Waits fell in every service"))
    writer.append(PdfReader(source))
    source.unlink()
    writer.encrypt(password, owner_password="owner", algorithm=algorithm)  # noqa: S106 - a made-up file
    writer.write(path)
    return path


def blank_docx(path: Path) -> Path:
    """A Word document in which nothing was written."""
    docx.Document().save(str(path))
    return path


def write(path: Path, content: bytes) -> Path:
    """A file."""
    path.write_bytes(content)
    return path


def cut(path: Path) -> Path:
    """A Word document of which the end is missing."""
    document = docx.Document()
    document.add_paragraph("Waits fell")
    document.save(str(path))
    return write(path, path.read_bytes()[:4000])


@pytest.fixture
def kinds(tmp_path: Path) -> dict[Path, Reading]:
    """A folder with a file for each reading, in the order a scan takes them."""
    folder = tmp_path / "kinds"
    folder.mkdir()
    with zipfile.ZipFile(folder / "archive.zip", "w") as archive:
        archive.writestr("a.txt", "a")
    return {
        protect(folder / "aes128.pdf", "AES-128"): "read",
        protect(folder / "aes256.pdf", "AES-256"): "read",
        folder / "archive.zip": "kind_not_read",
        blank_docx(folder / "blank.docx"): "empty",
        cut(folder / "cut.docx"): "damaged",
        write(folder / "half.pdf", pdf.plain("Waits")[:200]): "damaged",
        protect(folder / "locked.pdf", "AES-256", password="secret"): "locked",  # noqa: S106 - as above
        write(folder / "photo.png", b"\x89PNG\r\n\x1a\n" + bytes(64)): "pictures",
        write(folder / "scan.pdf", pdf.plain("")): "pictures",
    }


def test_each_file_has_its_reading(kinds: dict[Path, Reading]) -> None:
    """Also a PDF whose printing alone is restricted, under any encryption: it opens without a password."""
    assert {path.name: extract_here(path).state for path in kinds} == {
        path.name: state for path, state in kinds.items()
    }


def test_what_a_library_gives_up_on_is_not_called_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its reader's fault says nothing about the file, whatever the reader calls it."""

    def broken(*_: object, **__: object) -> None:
        raise KeyError("/Root")

    path = write(tmp_path / "sound.pdf", pdf.plain("Waits"))
    monkeypatch.setattr("pypdf.PdfReader", broken)
    found = extract_here(path)
    assert found.state == "failed"
    assert "sound all the same" in found.problems[0].what
    assert "damaged" not in found.problems[0].what


def test_add_and_scan_say_the_same(kinds: dict[Path, Reading], workspace: Workspace, tmp_path: Path) -> None:
    """The reading is on the item however it came in, and so is the gap that follows from it."""
    added = scan_folder(workspace, tmp_path / "kinds", in_place=True, as_at=DAY).added
    by_scan = {Path(item.location).name: reading_of(item, workspace.files) for item in added}
    assert by_scan == {path.name: state for path, state in kinds.items()}
    for item in added:
        register.delete(workspace, item.id)
    for path, state in kinds.items():
        item, _ = register.add_file(workspace, path, in_place=True, as_at=DAY)
        assert reading_of(item, workspace.files) == state
        checks = {gap.check for gap in workspace.gaps(DAY) if item.id in gap.records}
        assert (f"evidence-{state.replace('_', '-')}" in checks) == (state != "read")


def test_an_empty_file_is_no_evidence_by_any_way(workspace: Workspace, tmp_path: Path) -> None:
    """Nothing is registered, whether it is added, scanned, or put in place of another."""
    folder = tmp_path / "in"
    folder.mkdir()
    empty = write(folder / "Strategy 2026.docx", b"")
    for in_place in (False, True):
        with pytest.raises(RefusedError, match="The file is empty"):
            register.add_file(workspace, empty, in_place=in_place, as_at=DAY)
    result = scan_folder(workspace, folder, as_at=DAY)
    assert (result.added, result.skipped) == ([], 1)
    assert "The file is empty" in result.problems[0].what
    item, _ = register.add_file(workspace, write(folder / "a.txt", b"Waits fell"), as_at=DAY)
    with pytest.raises(RefusedError, match="The file is empty"):
        relocating.replace(workspace, item.id, empty)
    write(workspace.library / "a.txt", b"")
    with pytest.raises(RefusedError, match="The file is empty"):
        relocating.accept(workspace, item.id)
    check_files(workspace)
    assert reading_of(workspace.records.evidence[item.id], workspace.files) == "empty"


def test_a_refused_add_leaves_nothing_behind(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Content known already, dates that cannot be, a disk that refuses: no copy stays in the library."""
    first = write(tmp_path / "a.txt", b"Waits fell")
    register.add_file(workspace, first, as_at=DAY)
    held = sorted(workspace.library.rglob("*"))
    with pytest.raises(UsageError, match="already registered"):
        register.add_file(workspace, write(tmp_path / "other name.txt", b"Waits fell"), as_at=DAY)
    second = write(tmp_path / "b.txt", b"Waits rose")
    with pytest.raises(UsageError, match="ends before it starts"):
        register.add_file(workspace, second, as_at=DAY, period_from="2026-05-01", period_to="2026-04-01")

    def refuse(*_: object) -> None:
        raise RefusedError("No room.")

    monkeypatch.setattr(workspace, "run", refuse)
    with pytest.raises(RefusedError, match="No room"):
        register.add_file(workspace, second, as_at=DAY)
    with pytest.raises(RefusedError, match="No room"):
        scan_folder(workspace, tmp_path, as_at=DAY)
    assert sorted(path for path in workspace.library.rglob("*") if path.is_file()) == [
        path for path in held if path.is_file()
    ]


class Cloud:
    """Files that a cloud service has taken away, told by their attribute; reading one fails the test."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._taken: set[int] = set()
        self._open = digests.open_regular
        patch.setattr(digests, "open_regular", self._opened)
        for module in ("library.digests", "library.files", "library.scan", "pack.checks", "pack.leak_scan"):
            patch.setattr(f"readiness.{module}.is_online_only", self._is_online_only)

    def take(self, path: Path) -> None:
        """Leave a placeholder of a file."""
        self._taken.add(path.stat().st_ino)

    def _is_online_only(self, status: os.stat_result) -> bool:
        return status.st_ino in self._taken

    def _opened(self, path: Path) -> BinaryIO:
        assert path.stat().st_ino not in self._taken, f"{path.name} was fetched"
        return self._open(path)


def test_a_placeholder_is_known_by_its_attribute() -> None:
    """Windows and macOS each mark what lies in the cloud alone; an ordinary file has neither mark."""
    assert digests.is_online_only(cast("os.stat_result", SimpleNamespace(st_file_attributes=0x0040_0020)))
    assert digests.is_online_only(cast("os.stat_result", SimpleNamespace(st_flags=0x4000_0000)))
    assert not digests.is_online_only(cast("os.stat_result", SimpleNamespace(st_file_attributes=0x20)))


def test_what_lies_in_the_cloud_is_not_fetched(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No scan, look, search or pack reads a placeholder; each says what it is and what to do."""
    cloud = Cloud(monkeypatch)
    folder = tmp_path / "shared"
    folder.mkdir()
    kept = write(folder / "kept.txt", b"Waits fell")
    far = write(folder / "far.txt", b"Elsewhere")
    cloud.take(far)
    result = scan_folder(workspace, folder, in_place=True, as_at=DAY)
    assert [Path(item.location).name for item in result.added] == ["kept.txt"]
    assert "in the cloud alone" in result.problems[0].what
    assert "Always keep on this device" in result.problems[0].hint

    [item] = result.added
    linking.link(workspace, item.id, ["STR02"], as_at=DAY)
    states.set_state(workspace, "STR02", status="ready")
    cloud.take(kept)
    with closing(SearchIndex(workspace.root)) as index:
        index.update(workspace.records)
    for read_data in (False, True):
        assert [one.state for one in check_files(workspace, read_data=read_data)] == ["online only"]
    assert reading_of(item, workspace.files) == "online"
    faults = packing.check(workspace, packing.pack_plan(workspace, created=DAY))
    assert [fault.kind for fault in faults] == ["online"]
    [looked] = scan_pack(packing.pack_plan(workspace, created=DAY))
    assert (looked.report.leaks, looked.report.read) == ((), ())
    assert "in the cloud alone" in looked.report.problems[0].what
    assert scan_folder(workspace, far, in_place=True, as_at=DAY).skipped == 1
    with pytest.raises(UsageError) as refused:
        suggestions_for(workspace, item.id)
    assert "in the cloud alone" in refused.value.detail


def test_a_pack_sends_no_locked_file_unless_told_to(workspace: Workspace, tmp_path: Path) -> None:
    """It stops, names the file and what can be done; told to, it goes and the plan says so."""
    path = protect(tmp_path / "audit.pdf", "AES-256", password="secret")  # noqa: S106 - as above
    item, _ = register.add_file(workspace, path, as_at=DAY, holds_personal_data=False)
    linking.link(workspace, item.id, ["STR02"], as_at=DAY)
    states.set_state(workspace, "STR02", status="ready")
    plan = packing.pack_plan(workspace, created=DAY)
    [fault] = packing.check(workspace, plan)
    assert fault.kind == "unopenable"
    assert f"readiness evidence replace {item.id} FILE" in fault.remedy
    with pytest.raises(ReadinessError, match="cannot be opened"):
        packing.build(workspace, plan, tmp_path / "pack.zip", progress=ignored)
    told = replace(plan, sends_unopenable=True)
    assert packing.check(workspace, told) == ()
    assert packing.build(workspace, told, tmp_path / "pack.zip", progress=ignored).files == 1
