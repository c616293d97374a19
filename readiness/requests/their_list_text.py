"""A request list that came as text: odt, slides, rich text or a pdf file, or words that were pasted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from readiness.base.errors import RefusedError
from readiness.base.text import visible
from readiness.formats.sheets.grids import Grid
from readiness.formats.text.collector import Collector, clean
from readiness.formats.text.plain import as_heading, decoded
from readiness.formats.text.readers import extract_here
from readiness.model.records.evidence import Pinpoint

_PLAIN = frozenset((".txt", ".md"))

_BARS = ("\t", " | ")
"""What sets the cells of a row apart in text."""

_LEAST = 2
"""Rows, and cells in one of them, from which a table is read as one."""


class _Pieces(Collector):
    """Keeps every piece of text as it comes, and every row of a table with all its cells."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.pieces: list[tuple[int, tuple[str, ...]]] = []
        """Number of the table, 0 for text outside tables; the row's cells, or the text alone."""
        self._tables = 0

    def begin_table(self) -> None:
        """Rows that come next are a table of their own."""
        self._tables += 1

    def add(self, text: str, at: Pinpoint) -> None:
        """Take a paragraph or line; raises FullError at the limit."""
        self.pieces.append((0, (clean(text),)))
        super().add(text, at)

    def add_row(self, cells: Iterable[str], at: Pinpoint, *, covered: Collection[int] = ()) -> None:
        """Take a row with its empty cells, and in covered ones the words that cover them."""
        row = tuple(" ".join(clean(text).split()) for text in cells)
        self.pieces.append((self._tables, row))
        super().add("\n".join(text for place, text in enumerate(row) if place not in covered), at)


def text_content(path: Path) -> tuple[tuple[Grid, ...], tuple[tuple[int, str, str], ...]]:
    """Tables of the text, and its other lines by number, ``heading`` or ``text``, and words.

    Must run in the limited process, for it reads whatever the file is.

    Raises:
        RefusedError: The file cannot be read, or holds no words.
    """
    into = _Pieces(path)
    if path.suffix.casefold() in _PLAIN:
        into.pieces.append((0, (decoded(path, into),)))
    else:
        extract_here(path, into)
    if not any(text.strip() for _, texts in into.pieces for text in texts):
        raise RefusedError(
            "No words were found in the file.",
            visible(path.name),
            "Save the list as a workbook or a Word file, or paste its words.",
        )
    rows: dict[int, list[tuple[str, ...]]] = {}
    for number, cells in into.pieces:
        if number:
            rows.setdefault(number, []).append(cells)
    tables = {number: found for number, found in rows.items() if _is_table(found)}
    grids = [
        Grid(f"table {number}", tuple((at, cells) for at, cells in enumerate(found, start=1) if any(cells)))
        for number, found in tables.items()
    ]
    texts = [" | ".join(filter(None, cells)) for number, cells in into.pieces if number not in tables]
    drawn, lines = _drawn_table(list(enumerate(_lines(texts), start=1)))
    return (*grids, *drawn), tuple((number, _kind(text), text) for number, text in lines)


def _is_table(rows: Iterable[tuple[str, ...]]) -> bool:
    filled = [cells for cells in rows if any(cells)]
    return len(filled) >= _LEAST and max(map(len, filled)) >= _LEAST


def _drawn_table(lines: list[tuple[int, str]]) -> tuple[tuple[Grid, ...], list[tuple[int, str]]]:
    """The table that lines of text with bars or tabs are, and the other lines."""
    rows = [(number, tuple(_cells(text))) for number, text in lines]
    table = [(number, cells) for number, cells in rows if len(cells) >= _LEAST]
    if len(table) < _LEAST:
        return (), lines
    inside = {number for number, _ in table}
    return (Grid("table", tuple(table)),), [one for one in lines if one[0] not in inside]


def _lines(texts: Iterable[str]) -> Iterator[str]:
    """Every line that says something; one that goes on with a small letter belongs to the line before."""
    open_line = ""
    for line in (one.strip() for text in texts for one in text.splitlines()):
        if open_line and line[:1].islower() and not any(bar in line for bar in _BARS):
            open_line = f"{open_line} {line}"
            continue
        if open_line:
            yield open_line
        open_line = line
    if open_line:
        yield open_line


def _cells(text: str) -> list[str]:
    for bar in _BARS:
        if bar in text:
            return [cell.strip() for cell in text.split(bar)]
    return [text]


def _kind(text: str) -> str:
    is_heading, _ = as_heading(text)
    return "heading" if text.endswith(":") or (is_heading and text.startswith("#")) else "text"
