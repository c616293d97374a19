"""What must never be kept or told about a child is nowhere in anything the program writes."""

from __future__ import annotations

import csv
import gzip
import io
import sqlite3
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readiness.cli.app import main
from readiness.definitions.catalogue import load_shipped
from readiness.model.definition.framework import Framework

NAME, SURNAME = "Zephyrine", "Quillfeather"
UPN = "H801200001001"
NHS = "943 476 5919"
BORN = "13/05/2014"
PERSON = {NAME, SURNAME, UPN, NHS, NHS.replace(" ", ""), BORN, "2014-05-13", "13 May 2014"}
"""An invented child, in every way the values could be written."""
HARMLESS = "Kestrelgate"
"""A word of an ordinary document; finding it shows that the search reaches where words are kept."""
NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)


def layers(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """The bytes of a file and of everything packed inside it."""
    yield data
    if depth > 3:
        return
    if data[:2] == b"PK":
        with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as parts:
            for name in parts.namelist():
                yield name.encode()
                yield from layers(parts.read(name), depth + 1)
    elif data[:2] == b"\x1f\x8b":
        yield from layers(gzip.decompress(data), depth + 1)
    elif data[:15] == b"SQLite format 3":
        yield from packed_cells(data)


def packed_cells(data: bytes) -> Iterator[bytes]:
    """Every cell of a SQLite database, unpacked where it is compressed."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        for table in tables:
            with suppress(sqlite3.Error):
                for row in database.execute(f'select * from "{table}"'):  # noqa: S608 - a table of its own list
                    for cell in row:
                        raw = cell if isinstance(cell, bytes) else str(cell).encode()
                        yield raw
                        with suppress(zlib.error):
                            yield zlib.decompress(raw)


def holders(folder: Path, words: Collection[str], *, apart_from: Collection[Path] = ()) -> list[str]:
    """Files under a folder that hold any of the words, in any packing, or in their names."""
    needles = [form for word in words for form in (word.lower().encode(), word.lower().encode("utf-16-le"))]
    return [
        str(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path not in apart_from
        and any(
            needle in layer.lower()
            for layer in (path.name.encode(), *layers(path.read_bytes()))
            for needle in needles
        )
    ]


class WorkspaceApp:
    """One person at work: runs commands, and keeps all that was printed."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self.capsys = capsys
        self.told = ""

    def __call__(self, *words: object) -> int:
        code = main(["-w", str(self.root), *(str(one) for one in words)], clock=lambda: NOW)
        captured = self.capsys.readouterr()
        self.told += captured.out + captured.err
        return code

    def everything(self, *words: object) -> set[int]:
        """Run one command in each of its ways of printing."""
        return {self(*words), self(*words, "--plain"), self(*words, "--json")}

    def told_of(self, words: set[str]) -> list[str]:
        """Which of the words were printed."""
        return [one for one in words if one.casefold() in self.told.casefold()]


@pytest.fixture(scope="module")
def framework() -> Framework:
    """The shipped framework."""
    return load_shipped("area-send-2023")[0]


@pytest.fixture
def desk(
    tmp_path: Path, private_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> WorkspaceApp:
    """A new workspace, with the user's own folders inside the folder that is searched."""
    home = tmp_path / "home"
    home.mkdir()
    assert private_home.is_dir()
    for name in (
        "HOME",
        "XDG_STATE_HOME",
        "XDG_CACHE_HOME",
        "XDG_CONFIG_HOME",
        "USERPROFILE",
        "LOCALAPPDATA",
    ):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("TMPDIR", str(home))
    at = WorkspaceApp(tmp_path / "area", capsys)
    assert main(["init", str(at.root), "--area", "Testshire"], clock=lambda: NOW) == 0
    return at


@pytest.fixture
def person_list(tmp_path: Path, framework: Framework) -> Path:
    """A list whose cells hold the child, in the right columns, in the wrong ones, and badly written."""
    columns = framework.person_lists[0].columns
    path = tmp_path / "sources" / "list.csv"
    path.parent.mkdir()
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow([one.title for one in columns])
        for value in (NAME, f"{NAME} {SURNAME}", UPN, NHS, BORN, "13 May 2014", UPN.lower(), f"={NAME}"):
            writer.writerow([value] * len(columns))
        by_type = {"date": BORN, "text": UPN, "identifier": UPN}
        writer.writerow([by_type.get(one.type, NAME) for one in columns])
        writer.writerow([by_type.get(one.type, NAME) for one in columns])
    return path


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    """A document about the child, whose first words are the child's name."""
    path = tmp_path / "sources" / "case notes.txt"
    path.parent.mkdir(exist_ok=True)
    lines = (
        f"{NAME} {SURNAME}\n\nTitle: {NAME} {SURNAME}\nDate of birth: {BORN}\nUPN: {UPN}\nNHS number: {NHS}\n"
    )
    path.write_text(lines + f"{NAME} waited for therapy.\n" * 10, encoding="utf-8")
    return path


def test_a_checked_list_leaves_no_trace(desk: WorkspaceApp, person_list: Path, tmp_path: Path) -> None:
    """Findings name row, column and rule; no value is printed, stored, logged or cached."""
    assert desk.everything("lists", "check", person_list) == {1}
    assert desk.everything("lists", "check", person_list, "--with", person_list) == {1}
    for line in ("status", "gaps", "history", "doctor"):
        desk.everything(*line.split())

    assert "row" in desk.told.casefold()
    assert desk.told_of(PERSON) == []
    assert holders(tmp_path, PERSON, apart_from={person_list}) == []


def test_a_fault_while_reading_a_list_leaves_no_trace(
    desk: WorkspaceApp, person_list: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even an error whose message is a child's data writes a report without it, and prints none of it."""

    def fails(*_: object, **__: object) -> None:
        child = f"{NAME} {SURNAME}"
        raise ValueError(f"{child}, born {BORN}, {UPN}, {NHS}")

    monkeypatch.setattr("readiness.people_lists.check.read_file", fails)

    assert desk("lists", "check", person_list) == 70
    assert desk.told_of(PERSON) == []
    reports = list((tmp_path / "home").rglob("crash-*.txt"))
    assert [("ValueError" in one.read_text(encoding="utf-8")) for one in reports] == [True]
    assert holders(tmp_path, PERSON, apart_from={person_list}) == []


@pytest.mark.parametrize("flags", [("--personal-data",), ()], ids=["flagged", "recognised"])
def test_words_of_a_file_about_a_child_stay_in_that_file(
    desk: WorkspaceApp, case_file: Path, tmp_path: Path, flags: tuple[str, ...]
) -> None:
    """Flagged by a person or recognised: no word of it is in the register, index, exports or output.

    An ordinary document beside it is found by the same search, in the cache too.
    """
    plain = tmp_path / "sources" / "strategy.txt"
    plain.write_text(f"The {HARMLESS} strategy for 2026.\n" * 5, encoding="utf-8")
    exports = tmp_path / "exports"
    exports.mkdir()
    assert desk("evidence", "add", case_file, *flags) == 0
    assert desk("evidence", "add", plain, "--no-personal-data") == 0
    for number in ("E0001", "E0002"):
        assert desk("evidence", "link", number, "A1", "EHC01") == 0
    assert desk("requests", "set", "EHC01", "--status", "ready") == 0
    for line in (
        "evidence show E0001", "evidence list", "evidence find therapy", f"evidence find {HARMLESS}",
        "evidence suggest E0001", "status", "gaps", "history --details", "snapshot take first", "doctor",
        "requests show EHC01", "backup --no-evidence",
    ):  # fmt: skip
        desk(*line.split())
        desk(*line.split(), "--json")
    for name in ("gaps.docx", "gaps.xlsx", "gaps.csv"):
        assert desk("gaps", "--format", name.partition(".")[2], "-o", exports / name) == 0
    assert desk("sef", "export", "-o", exports / "sef.docx") == 0
    assert desk("pack", "build", "-o", exports / "pack.zip") == 3

    library = desk.root / "evidence" / "case notes.txt"
    assert library.read_bytes() == case_file.read_bytes()
    assert desk.told_of(PERSON) == []
    assert holders(tmp_path, PERSON, apart_from={case_file, library}) == []
    found = {Path(one).suffix for one in holders(tmp_path / "home", {HARMLESS})}
    assert ".sqlite" in found


def test_a_scan_takes_no_name_out_of_a_case_file(desk: WorkspaceApp, case_file: Path, tmp_path: Path) -> None:
    """What a scan recognises as being about people is registered under its file name alone."""
    assert desk("evidence", "scan", case_file.parent) == 0
    assert desk("evidence", "list", "personal", "--json") == 0

    assert "case notes" in desk.told
    assert desk.told_of(PERSON) == []
    library = desk.root / "evidence" / "case notes.txt"
    assert holders(tmp_path, PERSON, apart_from={case_file, library}) == []


def test_the_workspace_is_private_to_its_user(desk: WorkspaceApp, case_file: Path) -> None:
    """Files and folders the program makes cannot be read by others on the same computer."""
    assert desk("evidence", "add", case_file) == 0
    assert desk("backup") == 0
    assert desk("snapshot", "take", "first") == 0
    desk("evidence", "find", "therapy")

    for path in (desk.root, *desk.root.rglob("*"), *(desk.root.parent / "home").rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path


@pytest.mark.parametrize("packing", ["plain", "zip", "docx in zip", "gzip", "sqlite", "name"])
def test_the_search_would_find_a_value(tmp_path: Path, packing: str) -> None:
    """The search sees a value in plain bytes, in packed files, in a database and in a file's name."""
    text = f"seen: {NAME}".encode()
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", text)
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("a.docx", inner.getvalue())
    made = {
        "plain": text,
        "zip": inner.getvalue(),
        "docx in zip": outer.getvalue(),
        "gzip": gzip.compress(text),
        "name": b"nothing",
    }
    path = tmp_path / (f"{NAME}.txt" if packing == "name" else "file.bin")
    if packing == "sqlite":
        with closing(sqlite3.connect(path)) as database, database:
            database.execute("create table texts (document blob)")
            database.execute("insert into texts values (?)", (zlib.compress(text),))
    else:
        path.write_bytes(made[packing])

    assert holders(tmp_path, PERSON) == [str(path)]
    assert holders(tmp_path, {"Nobody"}) == []
