"""How wide the columns of a table are: by their shares, and none so narrow that it breaks a word."""

from __future__ import annotations

import math
import re

from readiness.formats.word.letter_widths import width_of
from readiness.formats.word.model import Table
from readiness.formats.word.styles import STYLES

CELL_SIDES = 8.5
"""What the sides of a cell take of its width, in points."""

_ROUNDING = 0.5
"""Points a column is made wider than its longest word, for programs round widths."""

_UNBROKEN = re.compile(r"[^\s-]+-?")
"""What stays on one line: a word, or the part of one up to its hyphen."""


def column_widths(table: Table, text_width: int) -> tuple[int, ...]:
    """Widths of the columns in twentieths of a point: by their shares, but none that breaks a word.

    A column too narrow for its longest word takes what it lacks from those that have room; a word longer
    than a third of the page may be broken.
    """
    total = sum(column.share for column in table.columns)
    widths = [int(text_width * column.share / total) for column in table.columns]
    needed = [min(_longest_word(table, at), text_width // 3) for at in range(len(table.columns))]
    lacking = sum(max(need - width, 0) for need, width in zip(needed, widths, strict=True))
    spare = sum(max(width - need, 0) for need, width in zip(needed, widths, strict=True))
    if not 0 < lacking <= spare:
        return tuple(widths)
    return tuple(
        need if width < need else width - math.ceil((width - need) * lacking / spare)
        for need, width in zip(needed, widths, strict=True)
    )


def _longest_word(table: Table, column: int) -> int:
    """The room the longest word of a column takes with the sides of its cell, in twentieths of a point."""
    heading, text = STYLES["table_heading"], STYLES["table_text"]
    cells = {run.text for row in table.rows for run in row[column]}
    words = {word for cell in cells for word in _UNBROKEN.findall(cell)}
    longest = max((width_of(word) for word in words), default=0) * text.size
    titles = (width_of(word, is_bold=True) for word in _UNBROKEN.findall(table.columns[column].heading))
    widest = max(longest, max(titles, default=0) * heading.size)
    return math.ceil((widest / 1000 + CELL_SIDES + _ROUNDING) * 20)
