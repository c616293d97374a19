"""The inspectorate's own list beside ours, line by line, before anything is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import DataTable, Static

from readiness.base.dates import LOCAL, moment
from readiness.base.text import counted
from readiness.requests.their_list import apply_plan, titles
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import cell, line, lines, plain
from readiness.tui.base.styles import styles
from readiness.tui.forms.fields import FILE_HINT, Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.picker import Choice, Picker
from readiness.tui.forms.questions import QuestionDialog
from readiness.tui.shell.background import errand
from readiness.tui.shell.workspace_app import Desk
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.records_table import Column, RecordsTable, Row

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from readiness.requests.their_list import Match, ReconcilePlan

_MUTED = "$text-muted"

_COLUMNS = (
    Column(" #", 5),
    Column("They ask for", 24, is_stretching=True),
    Column("How", 15),
    Column("Item", 8),
    Column("Due", 17, from_width=64),
    Column("Ours", 30, from_width=90),
)


class ReconcileScreen(ModalScreen[None]):
    """Every line with what it asks for; suggestions wait for a person."""

    AREA = "reconcile"
    CSS_PATH = styles("forms/boxes.tcss", "forms/report.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("reconcile")
    desk = getters.app(Desk)

    def __init__(self, plan: ReconcilePlan, name: str) -> None:
        super().__init__()
        self.plan = plan
        self._file_name = name
        self._titles: dict[str, str] = {}
        self._is_changed = False

    def compose(self) -> ComposeResult:
        """Counts, the lines, and the line under the cursor in full."""
        with Vertical(classes="box -report"):
            yield Static("", id="their-title", markup=False)
            yield RecordsTable(_COLUMNS, id="their-lines")
            yield Static("", id="their-about", classes="about", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """List the lines."""
        if self.desk.session is not None:
            self._titles = titles(self.desk.session.workspace)
        self.query_one(RecordsTable).focus()
        self.fill()

    @property
    def unsaved(self) -> str:
        """What is not stored, in words."""
        return "What was decided about the list is" if self._is_changed else ""

    @work(group="fill", exclusive=True)
    async def fill(self) -> None:
        """Show the plan as it stands."""
        plan = self.plan
        new = sum(one.how == "new" for one in plan.matches)
        title = (
            f"{self._file_name}: {counted(len(plan.matches), 'line')}, {len(plan.undecided)} wait for you, "
            f"{new} new; {len(plan.not_asked)} of ours not asked"
        )
        self.query_one("#their-title", Static).update(plain(title, "bold"))
        rows = [self._row(number, one) for number, one in enumerate(plan.matches, start=1)]
        await self.query_one(RecordsTable).fill(rows)
        self.follow()

    @on(DataTable.RowHighlighted)
    def follow(self) -> None:
        """Show the line under the cursor in full."""
        match = self._match
        self.query_one("#their-about", Static).update(self._about(match) if match else plain(""))

    @on(DataTable.RowSelected)
    def choose(self) -> None:
        """Enter chooses another item."""
        self.action_other()

    def action_accept(self) -> None:
        """The line asks for the item suggested."""
        match = self._match
        if match and not match.is_decided:
            self._decide(match.item_id)

    def action_make_new(self) -> None:
        """The line asks for something of its own."""
        match = self._match
        if match and match.how != "new":
            self._decide("")

    @work(group="flow", exclusive=True)
    async def action_other(self) -> None:
        """The line asks for another item."""
        match = self._match
        if match is None:
            return
        likely = dict(match.others)
        ids = [*likely, *(one for one in self._titles if one not in likely)]
        choices = [
            Choice(one, self._titles.get(one, ""), f"likeness {likely[one]:.2f}" if one in likely else "")
            for one in ids
        ]
        if chosen := await self.desk.push_screen_wait(Picker("They ask for", choices)):
            self._decide(chosen)

    @work(group="flow", exclusive=True)
    async def action_apply(self) -> None:
        """Store what was decided as one change."""
        waiting = len(self.plan.undecided)
        if waiting:
            self.desk.say(
                f"{counted(waiting, 'line')} still wait: y accepts, o chooses, n makes new.",
                severity="warning",
            )
            return
        plan, name = self.plan, self._file_name
        if await self.desk.carry_out(lambda ws: apply_plan(ws, plan, name=name)):
            self.dismiss(None)

    @work(group="flow", exclusive=True)
    async def action_close(self) -> None:
        """Change nothing, after asking when something was decided."""
        question = QuestionDialog(
            f"{self.unsaved} not stored. Leave it?", safe="Stay", other="Leave without storing"
        )
        if not self._is_changed or await self.desk.push_screen_wait(question):
            self.dismiss(None)

    @property
    def _match(self) -> Match | None:
        key = self.query_one(RecordsTable).key
        return self.plan.matches[int(key) - 1] if key else None

    def _decide(self, item_id: str) -> None:
        table = self.query_one(RecordsTable)
        at = int(table.key) - 1
        self.plan = self.plan.choose(at, item_id)
        self._is_changed = True
        waiting = (number for number, one in enumerate(self.plan.matches) if not one.is_decided)
        following = next((one for one in waiting if one > at), at)
        table.move_cursor(row=following, animate=False)
        self.fill()

    def _row(self, number: int, one: Match) -> Row:
        how = f"suggested {one.score:.2f}" if one.how == "suggested" else one.how
        return Row(
            str(number),
            (
                f" {number}",
                one.line.title,
                cell(how, "" if one.is_decided else "bold"),
                one.item_id,
                moment(one.line.due.astimezone(LOCAL)) if one.line.due else one.line.due_text,
                self._titles.get(one.item_id, "new item"),
            ),
        )

    def _about(self, one: Match) -> Content:
        others = ", ".join(f"{item_id} {score:.2f}" for item_id, score in one.others)
        due = moment(one.line.due.astimezone(LOCAL)) if one.line.due else one.line.due_text or "not said"
        return lines(
            [
                line(plain("they ask  ", _MUTED), f"{one.line.reference} {one.line.title}".strip()),
                line(plain("ours      ", _MUTED), f"{one.item_id} {self._titles.get(one.item_id, '(new)')}"),
                line(plain("due       ", _MUTED), due),
                line(plain("else      ", _MUTED), others or "nothing like it"),
                line(plain("stands at ", _MUTED), one.line.place),
            ]
        )


async def read_their_list(desk: Desk) -> None:
    """Ask for the inspectorate's own list and set it beside ours. Must run in a worker."""
    from readiness.requests import their_list

    read: list[tuple[Path, ReconcilePlan]] = []

    async def save(answers: Answers) -> bool:
        path = answers.path("file")
        plan = await errand(desk, lambda now: their_list.reconcile_plan(now.workspace, path))
        read.extend([(path, plan)] if plan else [])
        return bool(plan)

    fields = [Field("file", "List", "path", hint=FILE_HINT, is_needed=True)]
    intro = "As it arrived: xlsx, ods, csv or Word. You see every line first; nothing is matched in silence."
    if await fill_in(desk, FormDialog("The inspectorate's own list", fields, save, intro=intro)) and read:
        path, plan = read[-1]
        await desk.push_screen_wait(ReconcileScreen(plan, path.name))
