"""Another definition beside the one in force, id by id; the map from one to the other, and the move."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import DataTable, Static

from readiness.definitions.edition_details import details
from readiness.definitions.editions import became, newcomers, parts_of
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import cell, line, lines, plain
from readiness.tui.base.styles import styles
from readiness.tui.screens.edition import forms
from readiness.tui.shell.workspace_app import WorkspaceApp
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.records_table import Column, RecordsTable, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from readiness.definitions.editions import Step
    from readiness.workspace.edition_move import EditionMove

_MUTED = "$text-muted"

_COLUMNS = (
    Column(" Kind", 15),
    Column("Old id", 14),
    Column("New id", 16),
    Column("What became of it", 20, is_stretching=True),
    Column("Alike", 6, from_width=60),
)

_NOTHING = "-"


class EditionScreen(ModalScreen[None]):
    """Every id that does not stay as it was, those to look at first."""

    AREA = "edition"
    CSS_PATH = styles("forms/boxes.tcss", "forms/report.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("edition")
    ui = getters.app(WorkspaceApp)

    def __init__(self, move: EditionMove) -> None:
        super().__init__()
        self._move = move
        self._rows: dict[str, tuple[Row, Content]] = {}

    def compose(self) -> ComposeResult:
        """What is compared, the map, and the words on both sides of the line under the cursor."""
        with Vertical(classes="box -report"):
            yield Static(plain(title_of(self._move), "bold"), markup=False)
            yield Static("", id="edition-account", classes="muted", markup=False)
            yield RecordsTable(_COLUMNS, id="edition")
            yield Static("", id="edition-about", classes="about", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """List the map."""
        self.query_one(RecordsTable).focus()
        self.fill()

    @work(group="fill", exclusive=True)
    async def fill(self) -> None:
        """Work the lines out in a thread, then show them."""
        found = await asyncio.to_thread(lambda: list(rows_of(self._move)))
        self._rows = {row.key: (row, about) for row, about in found}
        self.query_one("#edition-account", Static).update(plain(account(self._move)))
        await self.query_one(RecordsTable).fill([row for row, _ in found])
        self.follow()

    @property
    def _step(self) -> Step | None:
        kind, _, old = self.query_one(RecordsTable).key.partition(":")
        return next((one for one in self._move.steps if (one.kind, one.old) == (kind, old)), None)

    @on(DataTable.RowHighlighted)
    def follow(self) -> None:
        """Show the words on both sides."""
        shown = self._rows.get(self.query_one(RecordsTable).key)
        self.query_one("#edition-about", Static).update(shown[1] if shown else plain("They say the same."))

    @on(DataTable.RowSelected)
    def open_line(self) -> None:
        """Enter chooses."""
        self.action_choose()

    @work(group="flow", exclusive=True)
    async def action_choose(self) -> None:
        """Say what has taken the place of the id under the cursor."""
        step = self._step
        if step is None:
            self.ui.say("Nothing is moved from here: it is new, or no record names it.", severity="warning")
        elif (changed := await forms.choose(self.ui, self._move, step)) is not None:
            self._move = changed
            self.fill()

    @work(group="flow", exclusive=True)
    async def action_write(self) -> None:
        """Write the map as a workbook."""
        await forms.write_map(self.ui, self._move)

    @work(group="flow", exclusive=True)
    async def action_take_in(self) -> None:
        """Take a corrected map in."""
        if (changed := await forms.take_map(self.ui, self._move)) is not None:
            self._move = changed
            self.fill()

    @work(group="flow", exclusive=True)
    async def action_move(self) -> None:
        """Show what the move does to the records, ask, and make it."""
        if await forms.apply(self.ui, self._move):
            self.dismiss(None)

    def action_close(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)


def title_of(move: EditionMove) -> str:
    """What is compared with what."""
    if move.is_placing:
        return "No longer in the framework: what has taken its place"
    old, new = move.old, move.base
    return f"From {old.id} {old.version} to {new.id} {new.version}"


def account(move: EditionMove) -> str:
    """How many ids stay, and what the move does to the records."""
    if move.is_placing:
        left = sum(not one.new for one in move.steps)
        return f"{len(move.steps) - left} of {len(move.steps)} ids have a place. {move.account}"
    same = sum(one.how == "same" for one in move.steps)
    return f"{same} of {len(move.steps)} ids stay as they are. {move.account}"


def rows_of(move: EditionMove) -> Iterator[tuple[Row, Content]]:
    """A line for each id that does not stay as it was, each new one, and what differs beside."""
    after = parts_of(move.new)
    changed = [one for one in move.steps if one.how != "same"]
    for step in sorted(changed, key=lambda one: not one.is_unsure):
        what = became(step, move.steps)
        words = " / ".join(after[step.kind].get(one, "") for one in step.new)
        style = "bold" if step.is_unsure else ""
        cells = (
            f" {step.kind}", step.old, ", ".join(step.new) or ("none yet" if move.is_placing else "archived"),
            cell(what, style), f"{round(step.score * 100)}%",
        )  # fmt: skip
        yield Row(f"{step.kind}:{step.old}", cells), _about(step.words, words, what)
    if move.is_placing:
        return
    for one in newcomers(move.new, move.steps):
        row = Row(f"new:{one.kind}:{one.new}", (f" {one.kind}", _NOTHING, one.new, "new", ""))
        yield row, _about(_NOTHING, one.words, "new")
    for detail in details(move.plain, move.new):
        was, now = (
            _NOTHING if detail.how == "new" else detail.id,
            _NOTHING if detail.how == "gone" else detail.id,
        )
        row = Row(f"detail:{detail.kind}:{detail.id}", (f" {detail.kind}", was, now, detail.how, ""))
        yield row, _about(detail.before or _NOTHING, detail.after or _NOTHING, detail.how)


def _about(before: str, after: str, what: str) -> Content:
    return lines(
        [
            line(plain("before  ", _MUTED), before),
            line(
                plain("after   ", _MUTED), after or "archived: kept, under what is no longer in the framework"
            ),
            line(plain("why     ", _MUTED), what),
        ]
    )
