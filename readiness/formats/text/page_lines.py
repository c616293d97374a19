"""Pieces of text with their places on a page, set as lines that keep columns apart and paragraphs visible.

The result reads like the page: one line of text for each line of print, cells of a table beside each other
at fixed columns, a blank line where the print leaves more room than between lines. Words are never broken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from statistics import median

COLUMN_WIDTH = 4.5
"""Points of the page to one column of the text; narrower than any letter row of a report is on average."""

_SAME_LINE = 2.5
"""Points by which pieces of one line may differ in height."""

_SAME_EDGE = 0.8
"""Points by which starts of one column may differ."""

_FEWEST_STARTS = 2
"""Lines that start at one place before the place is taken for the edge of a column."""

_ROOM = 1.2
"""Times the usual distance of lines from which a distance counts as room between paragraphs."""

_MOST_COLUMNS = 400
"""Columns of a line at which indentation ends, wherever a piece claims to stand."""

_GAP = "  "
"""What parts two cells at the least."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text and where it starts: points from the left and from the bottom of the page."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class _Cell:
    """A line's worth of text that stands together."""

    x: float
    y: float
    text: str


def page_text(pieces: Sequence[Piece]) -> str:
    """The page as text, top to bottom; pieces must come in the order they were written."""
    runs = _runs(pieces)
    edges = _edges(runs)
    cells = [cell for run in runs for cell in _cells(run, edges)]
    if not cells:
        return ""
    left = min(cell.x for cell in cells)
    lines = _lines(cells)
    distances = [above[0].y - below[0].y for above, below in pairwise(lines)]
    usual = median(distances) if distances else 0
    texts = [_set(lines[0], left)]
    for distance, line in zip(distances, lines[1:], strict=True):
        if distance > usual * _ROOM:
            texts.append("")
        texts.append(_set(line, left))
    return "\n".join(texts)


def _runs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces written one after another on one line, going right; a line break in a piece ends its run."""
    runs: list[list[Piece]] = []
    is_ended = False
    for piece in pieces:
        is_ended = is_ended or piece.text.startswith("\n")
        if not piece.text.strip("\n") or not (isfinite(piece.x) and isfinite(piece.y)):
            continue
        last = runs[-1][-1] if runs and not is_ended else None
        if last is not None and abs(last.y - piece.y) <= _SAME_LINE and piece.x >= last.x:
            runs[-1].append(piece)
        else:
            runs.append([piece])
        is_ended = piece.text.endswith("\n")
    return [run for run in runs if any(piece.text.strip() for piece in run)]


def _edges(runs: list[list[Piece]]) -> list[float]:
    """Places at which several runs start: the left edges of columns."""
    starts = Counter(round(run[0].x, 1) for run in runs)
    return [
        place
        for place in starts
        if sum(count for other, count in starts.items() if abs(other - place) <= _SAME_EDGE) >= _FEWEST_STARTS
    ]


def _cells(run: list[Piece], edges: list[float]) -> list[_Cell]:
    """A run cut where a piece after a space starts at a column's edge."""
    cells: list[_Cell] = []
    held = [run[0]]
    for piece in run[1:]:
        is_after_space = held[-1].text[-1:].isspace()
        if is_after_space and piece.text.strip() and any(abs(piece.x - edge) <= _SAME_EDGE for edge in edges):
            cells.append(_cell(held))
            held = []
        held.append(piece)
    cells.append(_cell(held))
    return [cell for cell in cells if cell.text]


def _cell(pieces: list[Piece]) -> _Cell:
    text = " ".join("".join(piece.text for piece in pieces).split())
    first = next((piece for piece in pieces if piece.text.strip()), pieces[0])
    return _Cell(first.x, first.y, text)


def _lines(cells: list[_Cell]) -> list[list[_Cell]]:
    """Cells of one height side by side, from the top of the page down."""
    lines: list[list[_Cell]] = []
    for cell in sorted(cells, key=lambda cell: -cell.y):
        if lines and lines[-1][0].y - cell.y <= _SAME_LINE:
            lines[-1].append(cell)
        else:
            lines.append([cell])
    return [sorted(line, key=lambda cell: cell.x) for line in lines]


def _set(line: list[_Cell], left: float) -> str:
    text = ""
    for cell in line:
        column = min(round((cell.x - left) / COLUMN_WIDTH), _MOST_COLUMNS)
        text = text.ljust(column)
        if text.strip() and not text.endswith(_GAP):
            text = text.rstrip() + _GAP
        text += cell.text
    return text
