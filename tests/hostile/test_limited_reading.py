"""No file somebody sends can take the program's memory, time or life, through whichever door it comes."""

from __future__ import annotations

import os
import socket
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from readiness.base.errors import RefusedError, StorageError, UsageError
from readiness.cli.app import main
from readiness.formats.limited import CostError, LimitedProcess, Limits, need_ordinary_file, read_file
from readiness.formats.sheets.guard import check_workbook
from readiness.formats.sheets.reading import read_sheets
from readiness.formats.sheets.register import RegisterColumn, read_register
from readiness.formats.text.readers import extract_here
from readiness.formats.text.sandbox import TextReader
from readiness.pack.verify import verify_pack
from tests.hostile.workbooks import write_workbooks
from tests.hostile.zip_making import write_zip, xlsx

DOORS = {
    "lists": ("lists", "check"),
    "their list": ("requests", "reconcile"),
    "map": ("requests", "import"),
    "self-evaluation": ("sef", "import"),
}


def rows_in(path: Path) -> int:
    """How many rows there are; asked in the limited process."""
    return sum(1 for sheet in read_sheets(path) for _row in sheet.rows())


def abort(_path: Path) -> None:
    """End the process as a library written in another language does on a crafted file."""
    os.abort()


def greedy(_path: Path) -> int:
    """Take a gigabyte."""
    return len(bytearray(1 << 30))


def sleepy(_path: Path) -> None:
    """Take longer than anybody waits."""
    time.sleep(60)


def chatty(_path: Path) -> bytes:
    """Answer with more than is taken in."""
    return bytes(70 << 20)


def telling(path: Path) -> None:
    """Fail with the file's words in the message."""
    raise ValueError(path.read_text())


def asks_for(kind: type[Exception]) -> None:
    """Raise an error of a kind of our own, as readers do."""
    raise kind("What happened.", "where", "what to do")


def opener(_path: Path) -> object:
    """Answer with something that must not be made in the asking process."""
    return print


@pytest.mark.whole
@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit of memory for a process")
def test_workbooks_that_would_fill_memory_are_refused_at_every_door(
    workspace_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Eleven spellings of the same attack; the program itself never opens them, and says so in words."""
    for path in write_workbooks(tmp_path):
        for words in DOORS.values():
            began = time.monotonic()
            assert main(["-w", str(workspace_folder), *words, str(path)]) == 3, (path.name, words)
            assert time.monotonic() - began < 30, path.name
            told = capsys.readouterr()
            assert told.err.startswith("Error: "), path.name
            assert "To do: " in told.err, path.name
        with TextReader() as reader:
            found = reader.read(path)
        assert not found.passages
        assert found.problems[-1].severity == "error", path.name


def test_odd_but_legal_workbooks_are_read(tmp_path: Path) -> None:
    """Single quotes, spaces, no references, and rows that are only formatted far below: all are read."""
    for number, rows in enumerate(
        (
            "<row r = '1'><c r = 'A1' t = 'inlineStr'><is><t>Plain words</t></is></c></row>",
            '<row><c t="inlineStr"><is><t>Plain words</t></is></c></row>',
            '<row><c t="inlineStr"><is><t>Plain words</t></is></c></row><row r="1048576"><c r="XFD9"/></row>',
        )
    ):
        path = write_zip(tmp_path / f"{number}.xlsx", xlsx(rows))
        check_workbook(path).close()
        assert read_file(extract_here, path).text == "Plain words", rows


def test_a_reader_that_is_lost_never_takes_the_program_with_it(tmp_path: Path) -> None:
    """An abort, too much memory, time or answer are refusals; the next file is read."""
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n")
    with LimitedProcess(Limits(seconds=20, memory_mib=512)) as process:
        tasks: list[Callable[[Path], object]] = [abort, chatty]
        if os.name != "nt":
            tasks.append(greedy)
        for task in tasks:
            with pytest.raises(CostError):
                process.call(task, path)
            assert process.call(rows_in, path) == 2
    with (
        LimitedProcess(Limits(seconds=1)) as process,
        pytest.raises(CostError, match="longer than 1 seconds"),
    ):
        process.call(sleepy, path)


def test_errors_come_back_as_they_are_and_never_with_the_files_words(tmp_path: Path) -> None:
    """Our own errors keep their kind and words; a library's keeps its name only."""
    path = tmp_path / "secret.txt"
    path.write_text("Zephyrine Quillfeather")
    with LimitedProcess() as process:
        for kind in (UsageError, RefusedError, StorageError):
            with pytest.raises(kind) as told:
                process.call(asks_for, kind)
            assert (type(told.value), told.value.title, told.value.hint) == (
                kind,
                "What happened.",
                "what to do",
            )
        with pytest.raises(RefusedError) as refused:
            process.call(telling, path)
        assert "Zephyrine" not in f"{refused.value.title}{refused.value.detail}{refused.value.hint}"
        assert "ValueError" in refused.value.title


def test_an_answer_holds_nothing_but_values(tmp_path: Path) -> None:
    """A worker that were taken over could not make this process call anything."""
    import pickle

    with LimitedProcess() as process, pytest.raises(pickle.UnpicklingError, match="may not hold"):
        process.call(opener, tmp_path)


def test_special_files_are_refused_at_every_door(workspace_folder: Path, tmp_path: Path) -> None:
    """A folder, a device, a pipe or a socket in the place of a file ends at once, in words."""
    odd = [tmp_path / "folder"]
    odd[0].mkdir()
    if os.name != "nt":
        os.mkfifo(tmp_path / "pipe.xlsx")
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(tmp_path / "s"))
        odd += [tmp_path / "pipe.xlsx", Path("/dev/zero"), tmp_path / "s"]
    for path in odd:
        with pytest.raises(RefusedError):
            need_ordinary_file(path)
        for words in (*DOORS.values(), ("evidence", "add"), ("restore",)):
            assert main(["-w", str(workspace_folder), *words, str(path)]) in {2, 3}, (path, words)
        template = ["sef", "export", "-o", str(tmp_path / "a.docx"), "--template", str(path)]
        assert main(["-w", str(workspace_folder), *template]) == 3
        if not stat.S_ISDIR(path.stat().st_mode):
            with pytest.raises(RefusedError):
                verify_pack(path)


def test_tables_of_text_without_end_are_refused(tmp_path: Path) -> None:
    """Millions of columns in a line, and more than any sheet has, are refused before they are split."""
    (tmp_path / "wide.csv").write_bytes(b"," * 6_000_000)
    (tmp_path / "wider.csv").write_bytes(b"Item," + b"a," * 17_000 + b"\n")
    for name in ("wide.csv", "wider.csv"):
        with pytest.raises(RefusedError, match="16,384 columns"):
            read_file(read_register, tmp_path / name, [RegisterColumn("id", "Item")], key="id")
    assert read_file(extract_here, tmp_path / "wide.csv").problems
    (tmp_path / "long.html").write_bytes(b"<html>" + b"<div>" * 3_000_000)
    with TextReader(Limits(seconds=2)) as reader:
        assert not reader.read(tmp_path / "long.html").passages
