"""Evidence is opened in its own program as a double click would, and nothing that could run is."""

from __future__ import annotations

import os
import subprocess
import sys
import webbrowser
from pathlib import Path

import pytest

from readiness.base.errors import RefusedError
from readiness.library.launch import DOCUMENTS, launch, open_written
from readiness.model.records.evidence import Evidence, LocationKind

RUNS = (
    ".exe",
    ".bat",
    ".cmd",
    ".com",
    ".js",
    ".lnk",
    ".msi",
    ".ps1",
    ".py",
    ".scr",
    ".sh",
    ".url",
    ".vbs",
    "",
)


def item(location: str, kind: LocationKind = "library") -> Evidence:
    """Evidence at this place."""
    return Evidence(id="E0001", title="Audit", location_kind=kind, location=location)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The programs that were started, none of them really."""
    found: list[list[str]] = []

    def record(command: list[str], **_: object) -> None:
        found.append(command)

    monkeypatch.setattr(subprocess, "Popen", record)
    monkeypatch.setattr(sys, "platform", "linux")
    return found


@pytest.mark.parametrize("suffix", [*sorted(DOCUMENTS), ".DOCX"])
def test_a_document_is_opened(tmp_path: Path, started: list[list[str]], suffix: str) -> None:
    """A file of the library by its place in it, a file elsewhere by its whole path."""
    path = tmp_path / f"audit{suffix}"
    path.touch()
    launch(item(path.name), tmp_path)
    launch(item(str(path), "path"), tmp_path / "elsewhere")
    assert started == [["xdg-open", str(path)]] * 2


@pytest.mark.parametrize("suffix", RUNS)
def test_what_could_run_is_never_started(tmp_path: Path, started: list[list[str]], suffix: str) -> None:
    """Its folder is shown instead, and the user decides."""
    path = tmp_path / f"audit.pdf{suffix}" if suffix else tmp_path / "audit"
    path.touch()
    launch(item(path.name), tmp_path)
    assert started == [["xdg-open", str(tmp_path)]]


@pytest.mark.parametrize("name", ["gone.pdf", "folder.pdf"])
def test_a_file_that_is_not_there_is_said(tmp_path: Path, started: list[list[str]], name: str) -> None:
    """Gone, or a folder where a file should be: a place to look at, and nothing is started."""
    (tmp_path / "folder.pdf").mkdir()
    with pytest.raises(RefusedError, match="not there") as caught:
        launch(item(name), tmp_path)
    assert name in caught.value.detail
    assert started == []


def test_a_computer_without_a_program_for_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's own reason is passed on with the file's place."""
    (tmp_path / "audit.pdf").touch()
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RefusedError, match="Nothing on this computer") as caught:
        launch(item("audit.pdf"), tmp_path)
    assert "No such file" in caught.value.detail


def test_each_system_opens_in_its_own_way(
    tmp_path: Path, started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Mac by `open`, Windows as a double click does, without a shell on any."""
    path = tmp_path / "audit & notes.pdf"
    path.touch()
    monkeypatch.setattr(sys, "platform", "darwin")
    launch(item(path.name), tmp_path)
    assert started == [["open", str(path)]]

    clicked: list[Path] = []
    monkeypatch.setattr(os, "startfile", clicked.append, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    launch(item(path.name), tmp_path)
    assert clicked == [path]
    assert len(started) == 1


@pytest.mark.parametrize(
    "address", ["file:///c:/windows/calc.exe", "C:\\calc.exe", "javascript:alert(1)", ""]
)
def test_what_is_no_web_address_never_reaches_the_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """A record altered by hand cannot make the browser, or Windows in its place, start a program."""
    seen: list[str] = []
    monkeypatch.setattr(webbrowser, "open", seen.append)

    with pytest.raises(RefusedError, match="not a web address"):
        launch(item(address, "url"), tmp_path)
    assert not seen


def test_a_web_address_goes_to_the_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When no browser starts, the address is shown to be copied."""
    address = "https://www.example.org/report"
    seen: list[str] = []

    def browse(url: str) -> bool:
        seen.append(url)
        return True

    monkeypatch.setattr(webbrowser, "open", browse)
    launch(item(address, "url"), tmp_path)
    assert seen == [address]

    monkeypatch.setattr(webbrowser, "open", lambda _: False)
    with pytest.raises(RefusedError, match="No web browser") as caught:
        launch(item(address, "url"), tmp_path)
    assert caught.value.detail == address


def test_what_was_written_is_opened_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document itself, a folder itself, of anything else the folder; what is gone is said."""
    opened: list[Path] = []
    monkeypatch.setattr("readiness.library.launch._start", opened.append)
    document, pack = tmp_path / "plan.docx", tmp_path / "pack.zip"
    document.write_bytes(b"x")
    pack.write_bytes(b"x")

    assert open_written(document) == open_written(tmp_path) == open_written(pack) == ""
    assert opened == [document, tmp_path, tmp_path]
    with pytest.raises(RefusedError, match="no longer there"):
        open_written(tmp_path / "gone.docx")
