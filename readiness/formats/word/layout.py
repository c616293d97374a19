"""Which page each heading falls on, worked out from the styles, so that contents are right at once.

It is an estimate: Word and LibreOffice may differ by a page near the foot
of one, and both put it right when the contents are refreshed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from readiness.formats.word.columns import CELL_SIDES, column_widths
from readiness.formats.word.letter_widths import width_of
from readiness.formats.word.markup import CHART_HEIGHT
from readiness.formats.word.model import Block, Chart, Paragraph, Part, Run, Table
from readiness.formats.word.styles import (
    LANDSCAPE_TEXT_WIDTH,
    MARGIN_BOTTOM,
    MARGIN_SIDE,
    MARGIN_TOP,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    STYLES,
    TEXT_WIDTH,
    Style,
)

_ASCENT_AND_DESCENT = 1.149
"""Height of a line of Arial at single spacing, as a multiple of the font size."""

_SUPERSCRIPT = 0.6

_RULE = 0.5

_CHART_LINE = CHART_HEIGHT
"""What a chart takes: it stands in a line of its own."""

_LEAST_FILLED = 0.5
"""Part of a page that must be filled for the next heading to start a new one."""

_NEARLY_FULL = 0.85
"""Part of a page after which a heading finds its own way to the next; a break could leave it to a line."""

_LEAST_LINES = 2
"""Widow and orphan control: a paragraph leaves at least two lines on each page."""

_WORDS = re.compile(r"\n|[^\S\n]+|[^\s]+")


def heading_pages(parts: Iterable[Part], first_page: int = 1) -> dict[str, int]:
    """Page number of every bookmarked paragraph, by bookmark."""
    cursor = _Cursor(first_page)
    for at, part in enumerate(parts):
        cursor.turn(is_landscape=part.is_landscape, is_first=at == 0)
        cursor.flow(part.blocks)
    return cursor.pages


def settled(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts without page breaks that would leave a page nearly empty; the very first one stays."""
    cursor = _Cursor(1)
    kept = []
    for at, part in enumerate(parts):
        cursor.turn(is_landscape=part.is_landscape, is_first=at == 0)
        blocks = []
        for number, block in enumerate(part.blocks):
            if isinstance(block, Paragraph) and block.starts_page and (at or number):
                block = replace(block, starts_page=not cursor.is_unfit_for_break)  # noqa: PLW2901 - settled
            blocks.append(block)
            cursor.flow((block, *part.blocks[number + 1 : number + 4]), count=1)
        kept.append(replace(part, blocks=tuple(blocks)))
    return tuple(kept)


@dataclass
class _Cursor:
    """Where the next block goes. Lengths in points."""

    page: int
    height: float = 0
    width: float = 0
    used: float = 0
    after: float = 0
    """Space the last paragraph asks for below itself."""
    pages: dict[str, int] = field(default_factory=dict)

    def turn(self, *, is_landscape: bool, is_first: bool) -> None:
        """Begin a part: a new page of its orientation."""
        side = (PAGE_WIDTH - 2 * MARGIN_SIDE) if is_landscape else (PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM)
        self.height = side / 20
        self.width = (LANDSCAPE_TEXT_WIDTH if is_landscape else TEXT_WIDTH) / 20
        if not is_first:
            self.new_page()

    def new_page(self) -> None:
        self.page += 1
        self.used = self.after = 0

    @property
    def is_unfit_for_break(self) -> bool:
        """Whether a page that ended here would be nearly empty, or might spill a line onto another."""
        return not self.height * _LEAST_FILLED <= self.used <= self.height * _NEARLY_FULL

    def flow(self, blocks: tuple[Block, ...], count: int | None = None) -> None:
        """Place blocks one after another; the first `count` of them only."""
        for at, block in enumerate(blocks[:count]):
            if isinstance(block, Table):
                self._place_table(block)
            elif isinstance(block, Chart):
                self._place_chart(block)
            else:
                self._place_paragraph(block, self._needed_below(blocks, at))

    def _needed_below(self, blocks: tuple[Block, ...], at: int) -> float:
        """Height that must fit on the same page below a paragraph that keeps with the next."""
        block = blocks[at]
        if not isinstance(block, Paragraph) or not _keeps_next(block) or at + 1 == len(blocks):
            return 0
        following = blocks[at + 1]
        if isinstance(following, Table):
            return _caption_height(following, self.width) + sum(_row_heights(following, self.width)[:2])
        if isinstance(following, Chart):
            return _caption_height(following, self.width) + _CHART_LINE
        style = STYLES[following.role]
        lines = line_count(following.runs, style, self.width)
        is_whole = _keeps_next(following) or lines < 2 * _LEAST_LINES
        kept = lines if is_whole else _LEAST_LINES
        gap = max(STYLES[block.role].after, style.before)
        return gap + kept * _line_height(style) + self._needed_below(blocks, at + 1)

    def _place_paragraph(self, paragraph: Paragraph, needed_below: float) -> None:
        style = STYLES[paragraph.role]
        line = _line_height(style)
        lines = line_count(paragraph.runs, style, self.width)
        if paragraph.starts_page and self.used:
            self.new_page()
        gap = max(self.after, style.before) if self.used else (style.before if paragraph.starts_page else 0)
        is_whole = needed_below > 0 or lines < 2 * _LEAST_LINES
        least = lines if is_whole else _LEAST_LINES
        if self.used and self.used + gap + least * line + needed_below > self.height:
            self.new_page()
            gap = 0
        if paragraph.bookmark:
            self.pages[paragraph.bookmark] = self.page
        self.used += gap + lines * line
        while self.used > self.height:
            fitting = self.used - self.height
            self.page += 1
            self.used = max(fitting, _LEAST_LINES * line)
        self.after = style.after

    def _place_chart(self, chart: Chart) -> None:
        caption = _caption_height(chart, self.width)
        gap = max(self.after, STYLES["caption"].before) if self.used else 0
        if self.used and self.used + gap + caption + _CHART_LINE > self.height:
            self.new_page()
            gap = 0
        self.used += gap + caption + _CHART_LINE
        self.after = STYLES["body"].after

    def _place_table(self, table: Table) -> None:
        head, *rows = _row_heights(table, self.width)
        caption = _caption_height(table, self.width)
        gap = max(self.after, STYLES["caption"].before) if self.used else 0
        first = head + (rows[0] if rows else 0)
        if self.used and self.used + gap + caption + first > self.height:
            self.new_page()
            gap = 0
        if table.bookmark:
            self.pages[table.bookmark] = self.page
        self.used += gap + caption + head
        for row in rows:
            if self.used + row > self.height:
                self.new_page()
                self.used = head
            self.used += row
        self.after = 0


def _keeps_next(paragraph: Paragraph) -> bool:
    return paragraph.keeps_with_next or STYLES[paragraph.role].keeps_next


def _line_height(style: Style) -> float:
    return style.size * _ASCENT_AND_DESCENT * style.line / 240


def line_count(runs: Iterable[Run], style: Style, width: float) -> int:
    """How many lines the runs take in a column of this width (points)."""
    room = (width - style.left) * 1000
    lines, used = 1, style.left * 0.0
    for run in runs:
        look = STYLES[run.role] if run.role else style
        size = look.size if look.kind == "character" and look.role == "reference" else style.size
        size = style.size * _SUPERSCRIPT if look.is_superscript else size
        for piece in _WORDS.findall(run.text):
            if piece == "\n":
                lines, used = lines + 1, 0.0
                continue
            length = width_of(piece, is_bold=style.bold or look.bold) * size
            if used + length > room and not piece.isspace():
                lines, used = lines + 1, 0.0
                while length > room > 0:
                    lines, length = lines + 1, length - room
            used += length
    return lines


def _caption_height(table: Table | Chart, width: float) -> float:
    style = STYLES["caption"]
    lines = line_count((Run(f"Table 00: {table.title}"),), style, width)
    return lines * _line_height(style) + style.after


def _row_heights(table: Table, width: float) -> list[float]:
    """Heights of the header row and of every row."""
    widths = [one / 20 - CELL_SIDES for one in column_widths(table, round(width * 20))]
    heading, text = STYLES["table_heading"], STYLES["table_text"]
    heads = [(Run(column.heading),) for column in table.columns]
    return [_row_height(heads, widths, heading), *(_row_height(row, widths, text) for row in table.rows)]


def _row_height(cells: Iterable[tuple[Run, ...]], widths: list[float], style: Style) -> float:
    lines = max(line_count(cell, style, width) for cell, width in zip(cells, widths, strict=True))
    return lines * _line_height(style) + style.before + style.after + _RULE
