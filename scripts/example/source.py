"""Reading the content files: many small documents in one plain text file.

A document starts with ``@@ path``, then ``title:``, ``by:`` and ``date:`` lines, a blank line and
its body: ``#`` and ``##`` headings, ``-`` bullets, ``|`` table rows (the first is the header),
paragraphs, and ``===`` for a new page, slide or sheet (``=== Name`` names the slide or sheet).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Literal

BlockKind = Literal["heading1", "heading2", "bullets", "table", "paragraph"]


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list or table: its lines, in order."""

    kind: BlockKind
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines as one."""
        return " ".join(self.lines)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows of a table, cell by cell."""
        return tuple(tuple(cell.strip() for cell in line.split("|")) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Part:
    """One page, slide or sheet."""

    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One document to be written."""

    path: str
    title: str
    by: str
    made: date
    parts: tuple[Part, ...]

    @property
    def made_at(self) -> datetime:
        """The moment stamped inside the file; no zone, as office formats want it."""
        return datetime(self.made.year, self.made.month, self.made.day, 9)  # noqa: DTZ001 - office formats hold no zone

    def tables(self) -> Iterator[Block]:
        """Every table of the document."""
        return (block for part in self.parts for block in part.blocks if block.kind == "table")


def read_sources(file: Path) -> tuple[Source, ...]:
    """Every document of one content file, in order."""
    text = file.read_text(encoding="utf-8")
    return tuple(_source(chunk) for chunk in text.split("@@ ")[1:])


def _source(chunk: str) -> Source:
    head, _, body = chunk.partition("\n\n")
    path, *fields = head.splitlines()
    values = dict(field.split(": ", 1) for field in fields)
    return Source(
        path.strip(), values["title"], values["by"], date.fromisoformat(values["date"]), tuple(_parts(body))
    )


def _parts(body: str) -> Iterator[Part]:
    name, lines = "", list[str]()
    for line in body.splitlines():
        if not line.startswith("==="):
            lines.append(line.rstrip())
            continue
        if name or any(lines):
            yield Part(name, tuple(_blocks(lines)))
        name, lines = line.removeprefix("===").strip(), []
    yield Part(name, tuple(_blocks(lines)))


def _blocks(lines: list[str]) -> Iterator[Block]:
    for kind, group in groupby(lines, key=_kind):
        if kind is None:
            continue
        stripped = tuple(_bare(line, kind) for line in group)
        if kind.startswith("heading"):
            yield from (Block(kind, (one,)) for one in stripped)
        else:
            yield Block(kind, stripped)


def _kind(line: str) -> BlockKind | None:
    marks: tuple[tuple[str, BlockKind], ...] = (
        ("## ", "heading2"),
        ("# ", "heading1"),
        ("- ", "bullets"),
        ("|", "table"),
    )
    if not line.strip():
        return None
    return next((kind for mark, kind in marks if line.startswith(mark)), "paragraph")


def _bare(line: str, kind: BlockKind) -> str:
    return line.strip().strip("|") if kind == "table" else line.lstrip("#- ").strip()
