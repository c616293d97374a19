"""What the areas with a filtered table share: filter, table, empty states, and a detail beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import on, work
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import DataTable, Static

from readiness.tui.base.content import plain
from readiness.tui.screens.base.area import AreaScreen
from readiness.tui.screens.base.filter_choices import example_of
from readiness.tui.widgets.filter_bar import FilterBar
from readiness.tui.widgets.pane import framed
from readiness.tui.widgets.records_table import ROW_LIMIT, RecordsTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.content import Content

    from readiness.rules.filters.known_values import Known
    from readiness.tui.widgets.records_table import Column, Row

P = TypeVar("P")

_AGAIN = "The same column again turns the order round; once more, the list stands as it did."


class ListingScreen(AreaScreen[P], Generic[P]):
    """A filter over a table over, or beside, the detail of the record under the cursor."""

    COLUMNS: Sequence[Column] = ()
    PLACEHOLDER = "words"
    PANE = ""
    """Name of the pane with the table."""
    JUMPS: ClassVar[tuple[tuple[str, str, str], ...]] = (
        ("a", "#table", ""),
        ("f", "#filter", "the filter"),
        ("d", "#detail-box", ""),
    )
    DETAIL_PANE = "In full"
    """Name of the pane beside it."""
    NOTHING_YET = ""
    """Shown when there are no records at all: what goes here and the key that fills it."""
    NOTHING_FITS = "Nothing fits this filter. Press esc to clear it."

    def __init__(self) -> None:
        super().__init__()
        self._query = ""

    def compose_body(self) -> ComposeResult:
        """Filter, then table and detail."""
        yield FilterBar(example_of(self.opened, self.PLACEHOLDER))
        with Horizontal(id="panes"):
            yield framed(RecordsTable(self.COLUMNS, id="table"), self.PANE)
            yield Static("", id="empty", markup=False)
            with framed(VerticalScroll(id="detail-box"), self.DETAIL_PANE):
                yield Static("", id="detail", markup=False)

    @property
    def table(self) -> RecordsTable:
        """The table of records."""
        return self.query_one(RecordsTable)

    @property
    def key_in_hand(self) -> str:
        """Id of the record under the cursor; empty when there is none, or no table any more."""
        return next((one.key for one in self.query(RecordsTable)), "")

    @property
    def bar(self) -> FilterBar:
        """The filter."""
        return self.query_one(FilterBar)

    async def show_rows(
        self, rows: Sequence[Row], total: int, *, found: int | None = None, keep: str = ""
    ) -> None:
        """Fill the table, say how many there are, or say why there is nothing.

        `found` is how many fit the filter when `rows` are but the first of them; `keep` is the record the
        cursor is to stand on, when it is not to stay on its own.
        """
        found = len(rows) if found is None else found
        await self.table.fill(rows, keep=keep)
        self.set_class(not rows, "-empty")
        fits = " ".join((self.NOTHING_FITS, *self._unknown_values())) if not rows else ""
        empty = fits if total else self.NOTHING_YET
        self.query_one("#empty", Static).update(plain(empty))
        shown = f", {self.table.shown:,} shown" if found > self.table.shown else ""
        self.bar.say(f"{found:,} of {total:,}{shown}")
        self.show_detail()
        if rows and self.focused is None:
            self.table.focus()

    def known_values(self) -> Known:
        """The values of each field of the filter that is chosen from a closed set."""
        return {}

    def _unknown_values(self) -> tuple[str, ...]:
        """What the filter asks for that there is none of, each in a sentence."""
        from readiness.rules.filters.known_values import unknown_values

        return unknown_values(self._query, self.known_values())

    def detail(self, record_id: str) -> Content:
        """Everything about one record."""
        raise NotImplementedError

    def show_detail(self) -> None:
        """Show the record under the cursor beside the table."""
        key = self.table.key
        self.query_one("#detail", Static).update(self.detail(key) if key and self.session else plain(""))
        self.query_one("#detail-box", VerticalScroll).scroll_home(animate=False)

    def aim(self, record_id: str) -> None:
        """Put the cursor on a record, without a filter when it is filtered away."""
        if not self.table.point_at(record_id):
            self._query = ""
            self.bar.clear()
        self.table.focus()

    def narrow(self, query: str) -> None:
        """List what fits this filter, in place of the one before."""
        self._query = query
        self.bar.value = query
        self.table.focus()

    @on(DataTable.RowHighlighted)
    def follow(self) -> None:
        """Keep the detail with the cursor."""
        self.show_detail()

    @on(FilterBar.Changed)
    def filter_changed(self, event: FilterBar.Changed) -> None:
        """List what fits the filter now."""
        if event.query != self._query:
            self._query = event.query
            self.fill()

    @on(FilterBar.Left)
    def filter_left(self) -> None:
        """From the filter to the list."""
        self.table.focus()

    def action_find(self) -> None:
        """From the list to the filter."""
        self.bar.take_focus()

    @on(DataTable.HeaderSelected)
    async def sort_by_click(self, event: DataTable.HeaderSelected) -> None:
        """Put the rows in the order of the column whose heading was clicked."""
        event.stop()
        await self._sort(int(event.column_key.value or "0"))

    @work(group="flow", exclusive=True)
    async def action_sort(self) -> None:
        """Ask by which column, and put the rows in its order; chosen again, the other way round."""
        from readiness.tui.forms.questions import Menu

        order = self.table.order
        choices = [
            (str(number), title, order.sign if order and order.column == number else "")
            for number, title in self.table.headings()
            if title
        ]
        if chosen := await self.ui.push_screen_wait(Menu("Sort by", choices, intro=_AGAIN)):
            await self._sort(int(chosen))

    async def _sort(self, column: int) -> None:
        """Sort what is shown; of a list that is cut, say that the rest of it has no part in that."""
        await self.table.sort_by(column)
        if self.table.order is not None and self.table.shown == ROW_LIMIT:
            self.ui.say(f"Only the {ROW_LIMIT:,} shown are sorted. Narrow the list to sort all of it.")

    def action_back(self) -> None:
        """Close the detail, or clear the filter, and go to the list."""
        if self.has_class("-detail"):
            self.remove_class("-detail")
        else:
            self.bar.clear()
        self.table.focus()
