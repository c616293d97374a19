"""Weighing the evidence: a matrix whose cells open, what goes stale when, and links reviewed one by one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import DataTable, OptionList, Static

from readiness.base.date_words import weekday_words
from readiness.base.text import counted
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import cell, line, lines, plain
from readiness.tui.base.drawing import bar
from readiness.tui.base.styles import styles
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import Menu, QuestionDialog
from readiness.tui.screens.evidence import forms, linking
from readiness.tui.shell.background import asked_to_replace, run_in_background
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.page import Entry, Page
from readiness.workspace.output import free_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from readiness.evidence.weighing import MonthOfStale, SuspectLink
    from readiness.rules.matrix import Axis, Matrix
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp

_WAYS = (
    ("kinds", "By kind", "current items of each kind under each criterion, the weakest first"),
    ("agencies", "By agency", "whose they are"),
    ("voices", "By voice", "whose voice they carry"),
    ("freshness", "By freshness", "current, stale, undated"),
    ("calendar", "What goes stale when", "month by month, for a year"),
    ("suspects", "Links to review", "an end of which has changed since"),
    ("word", "All of it in Word", "matrices, calendar and links as a document"),
)

_AXES: dict[str, Axis] = {
    "kinds": "kinds",
    "agencies": "agencies",
    "voices": "voices",
    "freshness": "freshness",
}

_MUTED = "$text-muted"

_CELL = 6
"""Columns a cell has at least."""

_HEADING = 11
"""Characters of a heading shown at most."""

_SHORT = 22
"""Characters of a criterion's name shown at most."""


async def weigh(ui: WorkspaceApp, query: str) -> str:
    """Ask what to weigh, of what a filter leaves; a filter or record id to go to. Must run in a worker."""
    session = ui.opened
    only = f"Only what the filter leaves: {query}" if query.strip() else ""
    ways = tuple((way, title, ui.said(about)) for way, title, about in _WAYS)
    way = await ui.push_screen_wait(Menu("Weigh the evidence", ways, intro=only))
    if axis := _AXES.get(way):
        from readiness.evidence.weighing import weigh as weighed

        found = await asyncio.to_thread(weighed, session.workspace, axis, query, as_at=session.as_at)
        return await ui.push_screen_wait(MatrixDialog(found, query, ui.said))
    if way == "calendar":
        from readiness.evidence.weighing import stale_calendar

        months = await asyncio.to_thread(stale_calendar, session.workspace, query, as_at=session.as_at)
        return await ui.push_screen_wait(CalendarDialog(months))
    if way == "suspects":
        await review_queue(ui, query)
    elif way == "word":
        await _write(ui, query)
    return ""


async def _write(ui: WorkspaceApp, query: str) -> None:
    from readiness.evidence.weighing_document import weighing_document
    from readiness.workspace.output import save as save_file

    session = ui.opened
    ws = session.workspace
    name = free_name(ws.root / "exports", ws.area, "evidence-weighed", session.today.isoformat(), ".docx")

    async def save(answers: Answers) -> bool:
        target = answers.path("file")
        replacing = await asked_to_replace(ui, target)
        if replacing is None:
            return False

        def work(now: Session) -> bool:
            save_file(target, weighing_document(now.workspace, query, as_at=now.as_at), replace=replacing)
            return True

        if not await run_in_background(ui, work):
            return False
        ui.say_made(f"Wrote {target}", target)
        return True

    fields = [Field("file", "File", "path", str(name), hint="ends in .docx", is_needed=True)]
    await fill_in(ui, FormDialog("How the evidence is spread", fields, save))


class MatrixDialog(ModalScreen[str]):
    """Criteria by columns; gives the filter of the cell that is opened, empty for none."""

    CSS_PATH = styles("forms/boxes.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("matrix")

    def __init__(self, weighed: Matrix, query: str, said: Callable[[str], str]) -> None:
        """Of a matrix; `said` calls what is evaluated as the framework does."""
        super().__init__()
        self._weighed = weighed
        self._query = query
        self._said = said

    def compose(self) -> ComposeResult:
        """Title, table, and what the cell under the cursor is."""
        with Vertical(classes="box -tall") as box:
            box.styles.width = "96%"
            title = f"{self._said('Criteria')} by {self._weighed.axis}, the weakest first"
            yield Static(plain(title, "bold"), markup=False)
            table = DataTable[Text](cursor_type="cell", cell_padding=1)
            table.styles.height = "1fr"
            table.styles.overflow_x = "auto"
            yield table
            yield Static("", id="cell", classes="muted", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill the table, the criterion's name staying in sight."""
        table = self.query_one(DataTable)
        table.fixed_columns = 1
        table.add_column(cell(self._said("Criterion"), width=_SHORT), width=_SHORT, key="")
        for one in self._weighed.columns:
            title = cell(one.title, width=_HEADING)
            table.add_column(title, width=max(_CELL, title.cell_len), key=one.id)
        for row in self._weighed.rows:
            figures = [cell(one.count or "-", "bold" if one.count else "dim") for one in row.cells]
            table.add_row(cell(f"{row.criterion} {row.short}", width=_SHORT), *figures, key=row.criterion)
        table.move_cursor(row=0, column=1)
        table.focus()

    @on(DataTable.CellHighlighted)
    def tell(self, event: DataTable.CellHighlighted) -> None:
        """Say in words what the cell under the cursor counts."""
        row = self._weighed.rows[event.coordinate.row] if self._weighed.rows else None
        if row is None or not event.coordinate.column:
            words = f"{row.criterion} {row.short}" if row else ""
        else:
            place = event.coordinate.column - 1
            title = self._weighed.columns[place].title
            words = f"{row.criterion} {row.short}, {title}: {counted(row.cells[place].count, 'item')}"
        self.query_one("#cell", Static).update(plain(words))

    @on(DataTable.CellSelected)
    def open_cell(self, event: DataTable.CellSelected) -> None:
        """Go to the evidence of a cell; of the name of a criterion to all of it."""
        row = self._weighed.rows[event.coordinate.row]
        place = event.coordinate.column - 1
        wanted = row.cells[place].filter if place >= 0 else f"criterion:{row.criterion}"
        self.dismiss(f"{wanted} {self._query}".strip())

    def action_close(self) -> None:
        """Go nowhere."""
        self.dismiss("")


_BAR = 30
"""Characters of the bar of the month in which most goes stale."""


class CalendarDialog(ModalScreen[str]):
    """What goes stale in each month; gives a filter that leaves the item that is opened."""

    CSS_PATH = styles("forms/boxes.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("matrix")

    def __init__(self, months: tuple[MonthOfStale, ...]) -> None:
        super().__init__()
        self._months = months

    def compose(self) -> ComposeResult:
        """A page of months, each with its items."""
        with Vertical(classes="box -tall"):
            yield Static(plain("What goes stale when", "bold"), markup=False)
            yield Page(id="months")
        yield KeyLine()

    def on_mount(self) -> None:
        """List the months."""
        entries: list[Entry] = []
        most = max((len(one.items) for one in self._months), default=0)
        for month in self._months:
            full, _ = bar(len(month.items), most, _BAR)
            count = counted(len(month.items), "item")
            head = line(plain(f"{month.month:%B %Y:<16}", "bold"), plain(full, "$text-warning"), f" {count}")
            entries.append(Entry(head))
            entries += [
                Entry(
                    line(
                        f"{weekday_words(day)}  ",
                        plain(one.id, "bold"),
                        f" {one.title}",
                        plain(f"  {one.owner or 'no owner'}", _MUTED),
                    ),
                    id=one.id,
                )
                for day, one in month.items
            ]
        nothing = [Entry(plain("Nothing that is current now goes stale within a year."))]
        self.query_one(Page).fill(entries or nothing)
        self.query_one(Page).focus()

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Go to an item."""
        self.dismiss(f"id:{event.option_id}" if event.option_id else "")

    def action_close(self) -> None:
        """Go nowhere."""
        self.dismiss("")


async def review_queue(ui: WorkspaceApp, query: str) -> None:
    """Go through the links that want review, after asking once. Must run in a worker."""
    from readiness.evidence.weighing import suspect_links

    session = ui.opened
    found = await asyncio.to_thread(suspect_links, session.workspace, query, as_at=session.as_at)
    if not found:
        ui.say("Every link is as it was when somebody last said that it holds.")
        return
    question = (
        f"Go through {counted(len(found), 'link')}? Each press of y says at once, under your name and as of "
        "today, that a link still holds. Undo takes it back."
    )
    if await ui.push_screen_wait(QuestionDialog(question, safe="Not now", other="Go through them")):
        await ui.push_screen_wait(SuspectDialog(ui, found))


class SuspectDialog(ModalScreen[None]):
    """Links that want review, one key each: it holds, it goes, or open the evidence first."""

    CSS_PATH = styles("forms/boxes.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("suspects")

    def __init__(self, ui: WorkspaceApp, found: tuple[SuspectLink, ...]) -> None:
        super().__init__()
        self._ui = ui
        self._waiting = {one.link.id: one for one in found}
        self._done = 0

    def compose(self) -> ComposeResult:
        """How many are left, and the links."""
        with Vertical(classes="box -tall"):
            yield Static("", id="left", markup=False)
            yield Page(id="links")
        yield KeyLine()

    def on_mount(self) -> None:
        """List the links."""
        self._fill()
        self.query_one(Page).focus()

    def _fill(self) -> None:
        left = f"{counted(len(self._waiting), 'link')} to review, {self._done} done"
        self.query_one("#left", Static).update(plain(left, "bold"))
        nothing = [Entry(plain("All of them are done. Press esc."))]
        self.query_one(Page).fill([_suspect(one) for one in self._waiting.values()] or nothing)

    def action_holds(self) -> None:
        """Say that the link under the cursor holds."""
        self._settle(is_kept=True)

    def action_unlink(self) -> None:
        """Take the link under the cursor away."""
        self._settle(is_kept=False)

    def _settle(self, *, is_kept: bool) -> None:
        if one := self._waiting.get(self.query_one(Page).key):
            self.run_worker(self._store(one, is_kept=is_kept), group="settle", exclusive=False)

    async def _store(self, one: SuspectLink, *, is_kept: bool) -> None:
        from readiness.evidence.linking import review_links

        session = self._ui.opened
        if one.link.id not in self._waiting:
            return
        today, link_id = session.today, one.link.id
        page = self.query_one(Page)
        following = self._after(link_id)
        is_stored = (
            await self._ui.carry_out(lambda ws: review_links(ws, [link_id], as_at=today))
            if is_kept
            else await linking.unlink(self._ui, one.link)
        )
        if is_stored:
            self._waiting.pop(link_id, None)
            self._done += 1
            self._fill()
            page.point_at(following)

    def _after(self, link_id: str) -> str:
        """The link after one, so that the cursor goes on."""
        ids = list(self._waiting)
        place = ids.index(link_id) + 1
        return ids[place] if place < len(ids) else ""

    def action_open(self) -> None:
        """Open the evidence in its own program."""
        if one := self._waiting.get(self.query_one(Page).key):
            self.run_worker(forms.open_evidence(self._ui, one.link.evidence), group="open", exclusive=True)

    def action_close(self) -> None:
        """Leave the rest for another time."""
        self.dismiss(None)


def _suspect(one: SuspectLink) -> Entry:
    head = line(plain(one.link.evidence, "bold"), f" {one.title or '(no longer there)'}")
    where = f"  {one.link.pinpoint}" if str(one.link.pinpoint) else ""
    proves = line(
        "  proves ",
        plain(one.link.target, "bold"),
        f" {one.target or '(no longer there)'}",
        plain(where, "$text-accent"),
    )
    note = [plain(f"  {one.link.note}", _MUTED)] if one.link.note else []
    return Entry(lines([head, proves, *note, plain(f"  {one.why}", "$text-warning")]), id=one.link.id)
