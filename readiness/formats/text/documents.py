"""Words out of a document of words, under its headings: Word, OpenDocument text, rich text, web pages.

What is read is what the self-evaluation's own door reads; here its looks, names and edits are left aside.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from readiness.formats.documents.model import RawDocument, RawParagraph
from readiness.formats.documents.odt import read_odt
from readiness.formats.documents.rich_text import read_rich_text
from readiness.formats.documents.web_page import read_web_page
from readiness.formats.documents.word_file import read_word
from readiness.formats.packages import Package
from readiness.formats.text.collector import Collector, heading_text
from readiness.formats.text.plain import decoded
from readiness.model.records.evidence import Pinpoint

_MOST_BYTES = 64 * 1024 * 1024

_PLACES = {"header": "Page header", "footer": "Page footer", "diagram": "Diagram"}

PAGE_FRAME = frozenset((_PLACES["header"], _PLACES["footer"]))
"""Pinpoints of what stands on every page."""


def collect_word(package: Package, into: Collector) -> None:
    """Collect the words of a Word document; raises UnreadableError."""
    document = read_word(package, into.path.name)
    for problem in document.problems:
        into.note(problem.severity, problem.what, problem.hint)
    collect(document, into)


def collect_odt(package: Package, into: Collector) -> None:
    """Collect the words of an OpenDocument text; raises UnreadableError."""
    collect(read_odt(package), into)


def collect_rich_text(path: Path, into: Collector) -> None:
    """Collect the words of rich text; raises OSError, and UnreadableError for one that is damaged."""
    with path.open("rb") as stream:
        content = stream.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        into.note("warning", "The file is very long; only its beginning was read.")
    collect(read_rich_text(content[:_MOST_BYTES]), into)


def collect_web_page(path: Path, into: Collector) -> None:
    """Collect a page's words; raises OSError."""
    collect(read_web_page(decoded(path, into)), into)


def collect(document: RawDocument, into: Collector) -> None:
    """Collect paragraphs and rows under their headings, then what stands around the text.

    Contents lists, whose lines repeat the headings, and hidden words are left out.
    """
    if document.is_cut:
        into.note("warning", "The file is cut short; what is there was read.", "Ask for the file again.")
    into.name(document.title)
    heading = ""
    shown = (one for one in document.paragraphs if not one.is_contents)
    current = 0
    for (table, _), block in groupby(shown, key=_row_of):
        if table:
            cells = list(block)
            if table != current:
                into.begin_table()
            current = table
            into.add_row(_row(cells), Pinpoint(heading=heading))
            _boxes(cells, heading, into)
            continue
        for one in block:
            words = one.inside.seen
            if one.level and words.strip():
                heading = heading_text(words)
            if one.level or one.is_title:
                into.name(words)
            into.add(words, Pinpoint(heading=heading))
            _boxes((one,), heading, into)
    for aside in document.asides:
        if aside.where != "text box":
            into.add(aside.text, Pinpoint(heading=_PLACES.get(aside.where, "Notes")))


def _row_of(paragraph: RawParagraph) -> tuple[int, int]:
    return paragraph.table, paragraph.cell[0]


def _row(paragraphs: Iterable[RawParagraph]) -> list[str]:
    """The words of a row's cells by their places; empty where a place has none."""
    cells: list[str] = []
    for (_, column), cell in groupby(paragraphs, key=lambda one: one.cell):
        cells.extend([""] * (column - len(cells)))
        cells.append(" ".join(one.inside.seen for one in cell))
    return cells


def _boxes(paragraphs: Iterable[RawParagraph], heading: str, into: Collector) -> None:
    for one in paragraphs:
        for words in one.inside.boxes:
            into.add(words, Pinpoint(heading=heading))
