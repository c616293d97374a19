"""Files go out through one door: private, whole, asked about, marked, and never over a workspace's own."""

from __future__ import annotations

import io
import os
import shutil
import socket
import stat
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readiness.base import disk
from readiness.base.errors import RefusedError, StorageError
from readiness.cli.app import main
from readiness.model.records.changes import Transaction, put
from readiness.workspace.editing import revise
from readiness.workspace.example import copy_example
from readiness.workspace.opening import open_workspace
from readiness.workspace.output import EXAMPLE_NOTE, TakenError, marking, need_place, save

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)

STRONGEST = "OFFICIAL-SENSITIVE"

EXPORTS: dict[str, tuple[str, ...]] = {
    "sef.docx": ("sef", "export"),
    "gaps.docx": ("gaps",),
    "gaps.xlsx": ("gaps",),
    "gaps.md": ("gaps",),
    "map.xlsx": ("requests", "export"),
    "plan.ics": ("notice", "export"),
    "board.xlsx": ("notice", "export"),
    "brief.docx": ("notice", "export"),
    "changes.docx": ("snapshot", "compare", "before"),
    "pack.zip": ("pack", "build", "--override", "a rehearsal"),
}
"""Every document the program writes, by the command that writes it."""

QUOTES_NO_EVIDENCE = {"plan.ics", "brief.docx"}


def run(*words: object) -> int:
    """Run one command line; the clock stands still."""
    return main([str(word) for word in words], clock=lambda: NOW)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example, unmarked itself, with strongly marked evidence, a notice and a snapshot."""
    root = copy_example(tmp_path_factory.mktemp("example") / "area")
    assert run("-w", root, "snapshot", "take", "before") == 0
    assert run("-w", root, "notice", "start", "--received", "2026-11-20 09:15") == 0
    ws = open_workspace(root, user="R. Shah", clock=lambda: NOW)
    area = revise(ws.area, marking="OFFICIAL")
    evidence = [(revise(item, marking=STRONGEST), item) for item in ws.records.evidence.values()]
    ws.run(Transaction("Mark", (put(area, ws.area), *(put(after, before) for after, before in evidence))))
    ws.close()
    return root


@pytest.mark.parametrize("name", EXPORTS)
def test_every_document_is_private_marked_and_said_to_be_an_example(
    name: str, example: Path, tmp_path: Path
) -> None:
    """The strongest marking of what it quotes, the notice, mode 0600; and it is not replaced unasked."""
    target = tmp_path / name
    command = ("-w", example, *EXPORTS[name], "-o", target)
    assert run(*command) == 0
    words = text_of(target)
    assert EXAMPLE_NOTE.rstrip(".") in words, name
    assert ("OFFICIAL" if name in QUOTES_NO_EVIDENCE else STRONGEST) in words, name
    assert os.name == "nt" or stat.S_IMODE(target.stat().st_mode) == 0o600
    before = target.read_bytes()
    assert run(*command) == 3
    assert target.read_bytes() == before
    target.write_bytes(b"something else")
    assert run(*command, "--force") == 0
    assert target.read_bytes() != b"something else"
    assert [path.name for path in tmp_path.iterdir()] == [name]


def text_of(path: Path) -> str:
    """Every part of a file as text; long lines of a calendar put together again."""
    content = path.read_bytes()
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(
                inner_text(archive.read(part)) for part in archive.namelist() if "/data/" not in part
            )
    return content.decode("utf-8", "replace").replace("\r\n ", "").replace("\\,", ",")


def inner_text(content: bytes) -> str:
    """A part of an archive as text, whatever it is."""
    return content.decode("utf-8", "replace")


OWN = (
    "readiness.json", "readiness.journal", "readiness.lock", "readiness.writer", "drill.json",
    "history/a.docx", "backups/a.docx", "evidence/a.docx", "evidence/deep/er/a.docx", "frameworks/a.yaml",
    "snapshots/a.json", "READINESS.JSON", "Evidence/a.docx", "exports/../readiness.json",
)  # fmt: skip


@pytest.mark.parametrize("name", OWN)
def test_a_workspaces_own_files_are_never_written_over(name: str, example: Path) -> None:
    """Of any workspace, whatever the spelling, by a link too, and whatever was said."""
    place = example / name
    before = sorted(path for path in example.rglob("*"))
    with pytest.raises(RefusedError, match="own file"):
        save(place, b"words", replace=True)
    assert sorted(path for path in example.rglob("*")) == before


def test_links_lead_to_what_they_name(example: Path, tmp_path: Path) -> None:
    """A link into a workspace is the file it leads to; one to an ordinary file is asked about like it."""
    link, held = tmp_path / "link.docx", tmp_path / "held.docx"
    link.symlink_to(example / "readiness.json")
    with pytest.raises(RefusedError, match="own file"):
        save(link, b"words", replace=True)
    link.unlink()
    link.symlink_to(held)
    save(link, b"one")
    with pytest.raises(TakenError):
        save(link, b"two")
    save(link, b"two", replace=True)
    assert (link.is_symlink(), held.read_bytes()) == (True, b"two")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_special_files_and_folders_stay(tmp_path: Path) -> None:
    """A folder, a device, a pipe and a socket are refused, whatever was said."""
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
    for place in (tmp_path, tmp_path / "pipe", tmp_path / "s", Path("/dev/null")):
        with pytest.raises(RefusedError):
            save(place, b"words", replace=True)


def test_nothing_half_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails leaves the old file whole and no other; so does a folder that is not there."""
    held = tmp_path / "a.docx"
    held.write_bytes(b"old")

    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "_write_all", full)
    with pytest.raises(StorageError, match="could not be written"):
        save(held, b"new", replace=True)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.docx", b"old")]
    with pytest.raises(StorageError):
        save(tmp_path / "none" / "a.docx", b"new")
    assert need_place(tmp_path / "b.docx") == tmp_path.resolve() / "b.docx"


def test_the_folder_for_documents_is_made_private(example: Path) -> None:
    """A workspace's own folder for documents comes by itself; others must be there."""
    shutil.rmtree(example / "exports")
    save(example / "exports" / "a.docx", b"words")
    assert os.name == "nt" or stat.S_IMODE((example / "exports").stat().st_mode) == 0o700


def test_the_strongest_marking_counts(example: Path) -> None:
    """Weakest first in the framework; a marking nobody knows is never made weaker."""
    ws = open_workspace(example, user="R. Shah", clock=lambda: NOW)
    item = next(iter(ws.records.evidence.values()))
    odd = revise(item, marking="unheard of")
    assert marking(ws.area, ws.framework, [odd]) == "OFFICIAL"
    assert marking(ws.area, ws.framework, [odd, item]) == STRONGEST
    assert marking(revise(ws.area, marking="SECRET"), ws.framework, [item]) == "SECRET"
    ws.close()
