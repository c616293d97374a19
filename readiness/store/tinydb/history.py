"""Retired journals: the record of every change, read only when somebody asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from readiness.base import disk
from readiness.store import documents
from readiness.store.layout import HISTORY_NAME, JOURNAL_NAME
from readiness.store.tinydb import journal
from readiness.store.tinydb.journal import Header, Line

REJECTED_PREFIX = "rejected-"

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


def lines_after(root: Path, sequence: int, digest: str) -> tuple[Line, ...]:
    """Retired lines that follow the line of this sequence and digest, in an unbroken chain."""
    lines: list[Line] = []
    for _, last, path in retired_journals(root):
        if last < sequence:
            continue
        for line in journal.scan(path.read_bytes()).lines:
            if line.previous == digest:
                lines.append(line)
                digest = line.digest
    return tuple(lines)


def newest_first(root: Path) -> Iterator[tuple[Line, int]]:
    """Every transaction's line with its schema version, the newest first, each once.

    Reads one file at a time, so that asking for the last few never reads the whole past.
    """
    oldest: int | None = None
    paths = [root / JOURNAL_NAME, *(path for _, _, path in reversed(retired_journals(root)))]
    for path in paths:
        if not path.is_file():
            continue
        scan = journal.scan(path.read_bytes())
        header = scan.header or Header(documents.FORMAT, 0, "")
        for line in reversed(scan.lines):
            if line.is_transaction and (oldest is None or line.sequence < oldest):
                oldest = line.sequence
                yield line, header.format
