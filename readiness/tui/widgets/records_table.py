"""A table of records: one line each, bounded, filled in slices so that keys never wait."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding
from textual.cache import LRUCache
from textual.widgets import DataTable

from readiness.tui.base.content import as_text, cell
from readiness.tui.widgets.sorting import Order, after, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.segment import Segment
    from rich.style import Style
    from textual.binding import BindingType
    from textual.content import Content
    from textual.widgets.data_table import RowKey

ROW_LIMIT = 2_000
"""Rows shown at most; measuring more of them would hold the keys up."""

CURSOR = "▌"
"""Stands before the row the cursor is on, seen without colour too."""

_SLICE = 100

_CELLS_KEPT = 2_000
"""Cells whose drawing is kept: a large window full, with and without the cursor on it."""

_BREATH = 0.005
"""Seconds given to keys and drawing after each slice."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading and how wide it is."""

    title: str
    width: int
    """Columns of the terminal, with one space of gap; for the stretching column its least width."""
    from_width: int = 0
    """Width of the table from which on the column is shown."""
    below: int = 0
    """Width of the table under which alone it is shown; 0 for no such limit."""
    narrow_below: int = 0
    """Width of the table under which the next two hold in place of title and width."""
    narrow_title: str = ""
    narrow_width: int = 0
    is_stretching: bool = False
    """Whether it takes what the others leave; one column of a table does."""

    def is_shown_in(self, total: int) -> bool:
        """Whether a table of that width shows it."""
        return self.from_width <= total and not (self.below and total >= self.below)

    def width_in(self, total: int) -> int:
        """Its width in a table of that width."""
        return self.narrow_width if total < self.narrow_below else self.width

    def title_in(self, total: int) -> str:
        """Its heading in a table of that width."""
        return self.narrow_title if total < self.narrow_below else self.title


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: the id of its record and its cells, one for each column."""

    key: str
    cells: tuple[Content | Text | str, ...]
    order: Mapping[int, object] = field(default_factory=dict)
    """What cells are sorted by, where that is not how their words read: dates, numbers; None for nothing."""


class RecordsTable(DataTable[Text]):
    """A table with a row cursor that remembers which record it is on."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"datatable--bar"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "Open", key_display="enter"),
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("G", "scroll_bottom", show=False),
    ]

    def __init__(self, columns: Sequence[Column], *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(
            id=id,
            cursor_type="row",
            cell_padding=0,
            zebra_stripes=False,
            cursor_foreground_priority="renderable",
        )
        self._specs = tuple(columns)
        self._lines: tuple[Row, ...] = ()
        self._given: tuple[Row, ...] = ()
        """The rows in the order they were given in."""
        self.order: Order | None = None
        """By which column they stand; None for the order they were given in."""
        self._wanted = ""
        self._laid_out_for = 0
        self._drawing = 0
        self._rendered: LRUCache[tuple[object, ...], list[list[Segment]]] = LRUCache(_CELLS_KEPT)

    @property
    def key(self) -> str:
        """Id of the record under the cursor; empty when there is none."""
        if not self.row_count or not 0 <= self.cursor_row < self.row_count:
            return ""
        return self.ordered_rows[self.cursor_row].key.value or ""

    @property
    def shown(self) -> int:
        """How many rows it shows once it is drawn."""
        return len(self._lines)

    @property
    def is_due(self) -> bool:
        """Whether it has rows to show as soon as it has a size, which too small a window denies it."""
        is_denied = self.screen.has_class("-tiny") or self.screen.has_class("-short")
        return bool(self._lines) and not self.row_count and not is_denied

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Take other columns from the next filling on."""
        self._specs = tuple(columns)

    async def fill(self, rows: Sequence[Row], *, keep: str = "") -> None:
        """Show these rows, the cursor on the same record as before or on `keep`."""
        self._wanted = keep or self._wanted or self.key
        self._given = tuple(rows[:ROW_LIMIT])
        self._lines = tuple(in_order(self._given, self.order))
        if self.size.width:
            await self._draw()

    async def sort_by(self, column: int) -> None:
        """Put the rows in the order of a column, the cursor on the same record; again, the other way."""
        self.order = after(self.order, column)
        await self.fill(self._given)

    def headings(self) -> list[tuple[int, str]]:
        """Number and heading of each column that is shown."""
        return [(number, self._specs[number].title_in(self._room).strip()) for number, _ in self._laid_out()]

    def point_at(self, key: str) -> bool:
        """Put the cursor on a record; remembered when the record is not shown yet."""
        for number, row in enumerate(self._lines[: self.row_count]):
            if row.key == key:
                self.move_cursor(row=number, animate=False)
                self._wanted = ""
                return True
        self._wanted = key
        return False

    def on_mount(self) -> None:
        """Hear when the theme changes: the colours of cells are those of the theme they were drawn in."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self._redraw())

    def _redraw(self) -> None:
        if self.is_attached and self._lines:
            self.run_worker(self._draw(), group="fill", exclusive=False)

    def on_resize(self) -> None:
        """Share the width out again among the columns."""
        if self._room != self._laid_out_for:
            self.run_worker(self._draw(), group="fill", exclusive=False)

    @property
    def _room(self) -> int:
        scrolls = len(self._lines) > self.content_region.height - 1
        return max(self.content_region.width - (self.styles.scrollbar_size_vertical if scrolls else 0), 20)

    async def _draw(self) -> None:
        """Put the rows in place slice by slice; gives up when a newer drawing has begun."""
        self._drawing += 1
        drawing, old_row = self._drawing, self.cursor_row
        self._wanted = self._wanted or self.key
        self.clear(columns=True)
        self._rendered.clear()
        shown = self._laid_out()
        for number, width in shown:
            spec = self._specs[number]
            title = Text(spec.title_in(self._laid_out_for))
            if self.order is not None and self.order.column == number:
                title.append(f" {self.order.sign}")
            self.add_column(title, width=width, key=str(number))
        for start in range(0, len(self._lines), _SLICE):
            for row in self._lines[start : start + _SLICE]:
                cells = (_fitted(row.cells[number], width) for number, width in shown)
                self.add_row(*cells, key=row.key)
            if self._wanted:
                self.point_at(self._wanted)
            if start + _SLICE < len(self._lines):
                await asyncio.sleep(_BREATH)
                if drawing != self._drawing:
                    return
        if self._wanted and self.row_count:  # the record is gone
            self._wanted = ""
            self.move_cursor(row=min(old_row, self.row_count - 1), animate=False)

    def _render_cell(
        self,
        row_index: int,
        column_index: int,
        base_style: Style,
        width: int,
        cursor: bool = False,
        hover: bool = False,
    ) -> list[list[Segment]]:
        """Keep what is drawn while more rows come; Textual draws the rows in sight anew for each slice."""
        state = (base_style, width, cursor, hover, self._show_hover_cursor, self._pseudo_class_state)
        key = (row_index, column_index, *state)
        if (drawn := self._rendered.get(key)) is None:
            drawn = super()._render_cell(row_index, column_index, base_style, width, cursor, hover)
            if cursor and column_index == 0 and row_index >= 0:
                drawn = [_with_bar(drawn[0], self.get_component_rich_style("datatable--bar")), *drawn[1:]]
            self._rendered[key] = drawn
        return drawn

    def _update_dimensions(self, new_rows: Iterable[RowKey]) -> None:
        """Take the widths as given; Textual would measure every cell of the new rows first."""
        del new_rows
        super()._update_dimensions(())

    def notify_style_update(self) -> None:
        """Draw everything anew when colours change."""
        super().notify_style_update()
        self._rendered.clear()

    def _laid_out(self) -> list[tuple[int, int]]:
        """Number and width of each column that is shown."""
        total = self._laid_out_for = self._room
        shown = [(number, one) for number, one in enumerate(self._specs) if one.is_shown_in(total)]
        fixed = sum(one.width_in(total) for _, one in shown if not one.is_stretching)
        return [
            (number, max(one.width, total - fixed) if one.is_stretching else one.width_in(total))
            for number, one in shown
        ]


def _fitted(content: Content | Text | str, width: int) -> Text:
    if isinstance(content, str):
        return cell(content, width=width - 1)
    fitted = content.copy() if isinstance(content, Text) else as_text(content)
    fitted.truncate(max(width - 1, 1), overflow="ellipsis")
    return fitted


def _with_bar(segments: list[Segment], style: Style) -> list[Segment]:
    """The first cell of the row the cursor is on, with its bar in the blank column before the words."""
    first = segments[0]
    if not first.text.startswith(" "):
        return segments
    bar = first._replace(text=CURSOR, style=(first.style + style) if first.style else style)
    return [bar, first._replace(text=first.text[1:]), *segments[1:]]
