"""Retired journals: the record of every change, read only when somebody asks."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from readiness.base import disk
from readiness.base.disk import open_file, whole_file
from readiness.base.errors import StorageError
from readiness.store import documents
from readiness.store.layout import HISTORY_NAME, JOURNAL_NAME
from readiness.store.tinydb import journal
from readiness.store.tinydb.journal import Head, Header, Line

REJECTED_PREFIX = "rejected-"

_BLOCK = 1 << 16

_LONG = 1 << 18
"""Bytes from which on a line is not read before somebody asks for its documents."""

_RETIRED_NAME = re.compile(r"(\d{8,})-(\d{8,})\.journal")


def retire(root: Path, data: bytes) -> None:
    """Copy a journal's bytes to the history folder under the sequences it covers. Raises OSError."""
    scan = journal.scan(data)
    if scan.header is None or not scan.lines:
        return
    folder = root / HISTORY_NAME
    disk.make_folder(folder)
    name = f"{scan.header.after + 1:08d}-{scan.lines[-1].sequence:08d}.journal"
    disk.write_atomically(folder / name, data[: scan.good])


def retired_journals(root: Path) -> list[tuple[int, int, Path]]:
    """Retired journals as (first sequence, last sequence, path), oldest first."""
    folder = root / HISTORY_NAME
    if not folder.is_dir():
        return []
    found = [(match, path) for path in folder.iterdir() if (match := _RETIRED_NAME.fullmatch(path.name))]
    return sorted((int(match[1]), int(match[2]), path) for match, path in found)


def all_lines(root: Path) -> Iterator[Line]:
    """Every line that can be read, retired ones first."""
    for path in (*(path for _, _, path in retired_journals(root)), root / JOURNAL_NAME):
        if path.is_file():
            yield from journal.scan(whole_file(path)).lines


def lines_after(root: Path, sequence: int, digest: str) -> tuple[Line, ...]:
    """Retired lines that follow the line of this sequence and digest, in an unbroken chain."""
    lines: list[Line] = []
    for _, last, path in retired_journals(root):
        if last < sequence:
            continue
        for line in journal.scan(whole_file(path)).lines:
            if line.previous == digest:
                lines.append(line)
                digest = line.digest
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Past:
    """One transaction of the past: what it was called, and its line when somebody asks for it."""

    head: Head
    version: int
    """Schema version of its documents."""
    line: Callable[[], Line]
    """Reads and checks the line; raises StorageError when it is not what it was."""


def newest_first(root: Path, end: int | None = None) -> Iterator[Past]:
    """Every transaction, the newest first, each once; `end` is how many bytes of the journal are known good.

    Files are read from their ends, and no further than asked for; documents of long lines only on demand.
    Lines after damage inside a file are given when they are whole, then those before it.
    """
    oldest: int | None = None
    for path in [root / JOURNAL_NAME, *(path for _, _, path in reversed(retired_journals(root)))]:
        try:
            pasts = _backwards(path, end if path.name == JOURNAL_NAME else None)
            for past in pasts:
                if oldest is None or past.head.sequence < oldest:
                    oldest = past.head.sequence
                    yield past
        except FileNotFoundError:
            continue


def _backwards(path: Path, end: int | None) -> Iterator[Past]:
    with open_file(path) as file:
        header = journal.header_of(file.readline(_LONG))
        size = os.fstat(file.fileno()).st_size if end is None else end
        expected = ""
        if header is not None:
            start = file.seek(0) + len(file.readline(_LONG))
            for begin, stop in spans_backwards(file, start, size):
                if stop - begin > _LONG and (past := _long(path, file, (begin, stop), expected, header)):
                    expected = past.head.previous
                    yield past
                    continue
                line = _checked(_bytes(file, begin, stop), expected)
                if line is None:
                    break
                expected = line.previous
                if line.is_transaction:
                    yield _whole(line, header.format)
            else:
                return
        file.seek(0)
        scan = journal.scan(file.read())
    version = (scan.header or Header(documents.FORMAT, 0, "")).format
    for line in reversed(scan.lines):
        if line.is_transaction:
            yield _whole(line, version)


def spans_backwards(file: BinaryIO, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each line of a file begins and ends (its line break included), from `end` back to `start`."""
    stop = end
    while stop > start:
        size, place = _BLOCK, stop - 1
        while place > start:
            low = max(start, place - size)
            found = _bytes(file, low, place).rfind(b"\n")
            if found >= 0:
                place = low + found + 1
                break
            size, place = min(size * 2, _LONG * 16), low
        begin = max(place, start)
        yield begin, stop
        stop = begin


def _long(path: Path, file: BinaryIO, span: tuple[int, int], digest: str, header: Header) -> Past | None:
    head = journal.head_of(_bytes(file, span[0], min(span[1], span[0] + _LONG)))
    if head is None:
        return None
    return Past(head, header.format, lambda: _read_again(path, span, digest, head))


def _read_again(path: Path, span: tuple[int, int], digest: str, head: Head) -> Line:
    """A long line, read whole from where it was seen; a journal may have been retired meanwhile."""
    places = [(path, span)]
    if path.name == JOURNAL_NAME:
        retired = [one for one in retired_journals(path.parent) if one[0] <= head.sequence <= one[1]]
        places += [(one, span) for _, _, one in retired]
    for place, (begin, stop) in places:
        try:
            with open_file(place) as file:
                line = _checked(_bytes(file, begin, stop), digest)
        except FileNotFoundError:
            continue
        if line is not None and (line.sequence, line.previous) == (head.sequence, head.previous):
            return line
    raise StorageError(
        "A change in the history is damaged.",
        f"{path.name}: change {head.sequence}",
        "Run 'readiness doctor' to see how far the history can be followed.",
    )


def _checked(data: bytes, digest: str) -> Line | None:
    """A line that is whole and, where its digest is known, the one that was meant; else None."""
    try:
        line = journal.decode(data)
    except journal.BadLineError:
        return None
    return line if digest in {"", line.digest} else None


def _whole(line: Line, version: int) -> Past:
    head = Head(line.sequence, line.previous, line.at, line.user, line.label, line.undoes, len(line.ops))
    return Past(head, version, lambda: line)


def _bytes(file: BinaryIO, begin: int, stop: int) -> bytes:
    file.seek(begin)
    return file.read(stop - begin)
