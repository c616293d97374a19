"""Every document of the example with its title and its words, by its place in the library."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scripts.example.person_lists import person_list_sources
from scripts.example.source import Source, read_sources

CONTENT = Path(__file__).parent / "content"
DUPLICATES = {"voice/Parent carer survey 2026 (copy).pdf": "voice/Parent carer survey 2026.pdf"}
"""Files that are a copy of another, as real shared drives hold them."""


@dataclass(frozen=True, slots=True)
class Described:
    """A document's own title and how many words it holds."""

    title: str
    words: int


@cache
def all_sources() -> tuple[Source, ...]:
    """Every document to be written, in order."""
    written = (source for file in sorted(CONTENT.glob("*.txt")) for source in read_sources(file))
    return (*written, *person_list_sources())


@cache
def words_and_titles() -> dict[str, Described]:
    """Title and words of every document by its path below the library."""
    known = {one.path: Described(one.title, _words(one)) for one in all_sources()}
    return {**known, **{copy: known[original] for copy, original in DUPLICATES.items()}}


def _words(source: Source) -> int:
    """Words as they are read from the file: in a sheet each bar between two cells counts as one."""
    bar = " | " if source.path.endswith((".xlsx", ".csv")) else " "
    lines = (line for part in source.parts for block in part.blocks for line in block.lines)
    return len(source.title.split()) + sum(len(line.replace("|", bar).split()) for line in lines)
