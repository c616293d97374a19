"""No document takes the program down, takes its time or memory, or gets anything fetched, written or run."""

from __future__ import annotations

import os
import random
import re
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from readiness.formats.text.readers import extract_here
from readiness.formats.text.sandbox import Limits, TextReader
from tests.hostile import pdf_making as pdf
from tests.hostile.corpus import CORPUS
from tests.hostile.zip_making import docx, pptx, write_zip, xlsx

LIMITS = Limits(seconds=15, memory_mib=512)
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
SOUND: dict[str, Callable[[Path], object]] = {
    ".docx": lambda path: write_zip(path, docx()),
    ".xlsx": lambda path: write_zip(path, xlsx()),
    ".pptx": lambda path: write_zip(path, pptx()),
    ".pdf": lambda path: path.write_bytes(pdf.plain()),
}


@pytest.fixture(scope="module")
def reader() -> Iterator[TextReader]:
    """One reader for all documents, as a folder scan has."""
    with TextReader(LIMITS) as one:
        yield one


@pytest.mark.parametrize("name", CORPUS)
def test_hostile_document_is_refused_or_read_plainly(name: str, reader: TextReader, tmp_path: Path) -> None:
    """Each document ends as foreseen, within its time, and leaves nothing behind."""
    hostile = CORPUS[name]
    path = tmp_path / f"document{hostile.suffix}"
    hostile.build(path)
    start = time.monotonic()
    found = reader.read(path)
    assert time.monotonic() - start < LIMITS.seconds + 5, "the time limit did not hold"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    assert not CONTROLS.search(found.text.replace("\n", ""))
    if hostile.fate == "read":
        assert "Plain words" in found.text
    else:
        assert not found.passages
        problem = found.problems[-1]
        assert problem.severity == "error"
        assert hostile.says in problem.what
        assert problem.where.file == path.name


def test_secret_files_do_not_leak_through_entities(reader: TextReader, tmp_path: Path) -> None:
    """A document that names a local file does not bring it in."""
    path = tmp_path / "reaching.docx"
    CORPUS["docx reaching for a file"].build(path)
    assert "root:" not in str(reader.read(path))


def test_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document with outside targets is read without a single connection being tried."""
    tried: list[object] = []
    monkeypatch.setattr(socket, "socket", lambda *given, **_named: tried.append(given))
    for name in ("docx with outside targets", "xlsx with formulas", "pdf that launches a program"):
        path = tmp_path / f"document{CORPUS[name].suffix}"
        CORPUS[name].build(path)
        assert "Plain words" in extract_here(path).text
    assert tried == []


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".pptx", ".pdf"])
def test_damaged_documents_give_words_or_a_reason(suffix: str, reader: TextReader, tmp_path: Path) -> None:
    """Sound documents with bytes changed or cut off are read in part or refused, never silently empty."""
    whole = tmp_path / f"whole{suffix}"
    SOUND[suffix](whole)
    content = whole.read_bytes()
    draw = random.Random(suffix)  # noqa: S311 - the same damage at every run
    for number in range(25):
        broken = bytearray(content[: draw.randrange(1, len(content))] if number % 3 == 0 else content)
        for _ in range(number):
            broken[draw.randrange(len(broken))] = draw.randrange(256)
        path = tmp_path / f"broken{suffix}"
        path.write_bytes(broken)
        found = reader.read(path)
        assert found.passages or found.problems, f"damage {number}"


def test_slow_document_is_ended_and_the_next_one_read(tmp_path: Path) -> None:
    """A document over its time is a Problem; the reader goes on with a new process."""
    slow, good = tmp_path / "slow.html", tmp_path / "good.txt"
    slow.write_bytes(b"<html>" + b"<p>x" * 3_000_000)
    good.write_text("Plain words")
    with TextReader(Limits(seconds=1.0)) as reader:
        found = reader.read(slow)
        assert not found.passages
        assert "longer than 1 seconds" in found.problems[0].what
    with TextReader() as reader:
        reader.read(good)
        worker = reader.process._worker
        assert worker is not None
        worker.kill()
        assert "broke its reader" in reader.read(good).problems[0].what
        assert reader.read(good).text == "Plain words"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit of memory for a process")
def test_memory_limit_holds(tmp_path: Path) -> None:
    """A reader that may have too little memory loses the document, and reads the next one."""
    big, small = tmp_path / "big.txt", tmp_path / "small.txt"
    big.write_bytes(b"word " * 20_000_000)
    small.write_text("Plain words")
    with TextReader(Limits(seconds=120, memory_mib=80)) as reader:
        found = reader.read(big)
        assert not found.passages
        assert "memory" in found.problems[-1].what
        assert reader.read(small).text == "Plain words"
