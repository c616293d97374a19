"""The engagement meeting as a screen: what to bring and expect, who goes, and what was asked there."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import DataTable, Static

from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import lines, plain
from readiness.tui.base.styles import styles
from readiness.tui.screens.base.actions import add_action
from readiness.tui.screens.engagement import forms
from readiness.tui.shell.workspace_app import WorkspaceApp
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.records_table import Column, RecordsTable, Row

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from readiness.tui.screens.engagement.lines import MeetingLine

_COLUMNS = (
    Column(" Part", 11),
    Column("What", 30, is_stretching=True),
    Column("Where it stands", 34, from_width=76),
)


class MeetingScreen(ModalScreen[str]):
    """Its lines in a table, the one under the cursor in full below; gives the id of a record to open."""

    AREA = "meeting"
    CSS_PATH = styles("forms/boxes.tcss", "forms/report.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("meeting")
    ui = getters.app(WorkspaceApp)

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[str, MeetingLine] = {}

    def compose(self) -> ComposeResult:
        """Title with the date, table, and what stands behind the line under the cursor."""
        with Vertical(classes="box -report"):
            yield Static("", id="meeting-title", markup=False)
            yield RecordsTable(_COLUMNS, id="meeting")
            yield Static("", id="meeting-about", classes="about", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """List what there is, and again whenever something changes."""
        self.ui.changed.subscribe(self, lambda _: self.fill())
        self.query_one(RecordsTable).focus()
        self.fill()

    @work(group="fill", exclusive=True)
    async def fill(self) -> None:
        """Work the lines out in a thread, then show them."""
        from readiness.tui.screens.engagement.lines import meeting_picture

        session = self.ui.opened
        picture = await asyncio.to_thread(meeting_picture, session)
        self._lines = {one.key: one for one in picture.lines}
        self.query_one("#meeting-title", Static).update(plain(picture.title, "bold"))
        rows = [Row(one.key, (f" {one.part}", one.what, one.state)) for one in picture.lines]
        await self.query_one(RecordsTable).fill(rows)
        self.follow()

    @property
    def _chosen(self) -> MeetingLine | None:
        return self._lines.get(self.query_one(RecordsTable).key)

    @on(DataTable.RowHighlighted)
    def follow(self) -> None:
        """Show what stands behind the line under the cursor."""
        chosen = self._chosen
        self.query_one("#meeting-about", Static).update(
            lines([plain(one) for one in chosen.about]) if chosen else plain("")
        )

    @on(DataTable.RowSelected)
    def open_record(self) -> None:
        """Go to the record behind the line."""
        chosen = self._chosen
        if chosen is not None and chosen.record:
            self.dismiss(chosen.record)

    @work(group="flow", exclusive=True)
    async def action_note_asked(self) -> None:
        """Keep what was asked as a recommendation."""
        await forms.note_what_was_asked(self.ui)

    @work(group="flow", exclusive=True)
    async def action_act(self) -> None:
        """Add an action that answers the line under the cursor."""
        from readiness.rules.new_action import answering

        chosen, session = self._chosen, self.ui.session
        given = answering(session.index, chosen.record) if chosen and session and chosen.record else None
        if given is None:
            self.ui.say("Put the cursor on something told, asked or challenging first.", severity="warning")
        else:
            await add_action(self.ui, given)

    @work(group="flow", exclusive=True)
    async def action_set_day(self) -> None:
        """Say which day is agreed."""
        await forms.set_day(self.ui)

    @work(group="flow", exclusive=True)
    async def action_attendees(self) -> None:
        """Say who goes."""
        await forms.set_attendees(self.ui)

    @work(group="flow", exclusive=True)
    async def action_write(self) -> None:
        """Write the brief and, apart from it, the likely questions."""
        await forms.write_brief(self.ui)

    def action_close(self) -> None:
        """Back to where one was."""
        self.dismiss("")
