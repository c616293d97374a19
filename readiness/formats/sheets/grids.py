"""Tables of a workbook or a Word file as plain grids, merged cells filled in; a Word file's paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.errors import RefusedError, StorageError
from readiness.base.text import visible
from readiness.formats.documents.word_runs import read_inside
from readiness.formats.packages import Package, UnreadableError
from readiness.formats.sheets.reading import Cell, Sheet, read_sheets

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_ROWS = 100_000

_WIDEST = 64

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: its rows that hold something, with their numbers."""

    name: str
    rows: tuple[tuple[int, Sequence[Cell]], ...]
    is_hidden: bool = False
    """Whether it is a sheet that is not shown."""


def sheet_grids(path: Path) -> Iterator[Grid]:
    """Each sheet of a workbook, hidden ones marked, or the csv's table. Raises what `read_sheets` raises."""
    for sheet in read_sheets(path):
        rows = tuple(_filled_rows(sheet, path))
        if rows:
            yield Grid(f"sheet {visible(sheet.name)}", rows, sheet.is_hidden)


def document_grids(path: Path) -> Iterator[Grid]:
    """Each table of a Word file; a merged cell's text stands in every cell it covers.

    Raises:
        RefusedError: The file is damaged or hostile.
        StorageError: It cannot be opened.
    """
    body = _body(path)
    for number, table in enumerate(body.iter(f"{_W}tbl"), start=1):
        rows: list[tuple[int, Sequence[Cell]]] = []
        above: list[str] = []
        for at, row in enumerate(_inside(table, "tr"), start=1):
            above = _row_texts(row, above)
            if any(above):
                rows.append((at, tuple(above)))
        if rows:
            yield Grid(f"table {number}", tuple(rows))


def document_lines(path: Path) -> Iterator[tuple[int, str, str]]:
    """Each paragraph outside tables: its number, ``heading``, ``list`` or ``text``, and its words.

    Raises:
        RefusedError: The file is damaged or hostile.
        StorageError: It cannot be opened.
    """
    for number, paragraph in enumerate(_inside(_body(path), "p"), start=1):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = "" if style is None else (style.get(f"{_W}val") or "").casefold()
        is_list = paragraph.find(f"{_W}pPr/{_W}numPr") is not None or name.startswith("list")
        kind = "heading" if name.startswith(("heading", "title")) else "list" if is_list else "text"
        text = _text_of(paragraph)
        if text:
            yield number, kind, text


def _filled_rows(sheet: Sheet, path: Path) -> Iterator[tuple[int, Sequence[Cell]]]:
    covered = {
        (row, column): (top, left)
        for (top, left), (bottom, right) in sheet.merged
        if (bottom - top + 1) * (right - left + 1) <= MOST_ROWS
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    heads: dict[tuple[int, int], Cell] = {}
    wanted = set(covered.values())
    for number, cells in sheet.rows():
        if number > MOST_ROWS:
            raise RefusedError(
                f"The table has more than {MOST_ROWS:,} rows.",
                visible(path.name),
                "Check that it is the right file.",
            )
        row = list(cells)
        for at, cell in enumerate(row):
            place = (number - 1, at)
            if place in wanted:
                heads[place] = cell
            elif cell == "" and place in covered:
                row[at] = heads.get(covered[place], "")
        if any(cell != "" for cell in row):
            yield number, row


def _body(path: Path) -> _Element:
    try:
        with path.open("rb") as stream, Package(stream, "list") as package:
            body = package.xml("word/document.xml").find(f"{_W}body")
    except UnreadableError as error:
        raise RefusedError(error.title, visible(path.name), error.hint) from None
    except OSError as error:
        raise StorageError(
            "The file cannot be opened.",
            f"{visible(path.name)}: {visible(error.strerror)}",
            "Check the name, and close it in other programs.",
        ) from None
    if body is None:
        raise RefusedError("The document has no text.", visible(path.name), "Save it again from Word.")
    return body


_WRAPPERS = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
"""What may stand between a thing and what holds it: content controls of every kind, tracked insertions."""


def _inside(holder: _Element, name: str) -> Iterator[_Element]:
    """What an element holds of one kind, whatever wraps it; not what is held by a table or cell in it."""
    for child in holder:
        if child.tag == f"{_W}{name}":
            if child.find(f"{_W}trPr/{_W}del") is None:
                yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, name)


def _row_texts(row: _Element, above: list[str]) -> list[str]:
    texts: list[str] = []
    for cell in _inside(row, "tc"):
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        stated = (span.get(f"{_W}val") or "") if span is not None else ""
        width = min(int(stated), _WIDEST) if stated.isascii() and stated.isdigit() else 1
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        continues = merge is not None and merge.get(f"{_W}val") != "restart"
        at = len(texts)
        own = " ".join(_text_of(one) for one in _inside(cell, "p"))
        text = above[at] if continues and at < len(above) else own
        texts.extend([text.strip()] * max(width, 1))
    return texts


def _text_of(paragraph: _Element) -> str:
    return " ".join(read_inside(paragraph, frozenset()).seen.split())
