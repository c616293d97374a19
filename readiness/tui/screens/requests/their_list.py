"""The inspectorate's own list beside ours, line by line, before anything is stored."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import DataTable, Static

from readiness.base.date_words import near_moment_words
from readiness.base.text import counted
from readiness.base.zone import local_zone
from readiness.requests.reconciling import apply_plan, titles
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import cell, line, lines, plain
from readiness.tui.base.styles import styles
from readiness.tui.forms.fields import FILE_HINT, Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.picker import Choice, Picker
from readiness.tui.forms.questions import QuestionDialog, is_sure
from readiness.tui.shell.background import run_in_background
from readiness.tui.shell.workspace_app import WorkspaceApp
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.records_table import Column, RecordsTable, Row

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from readiness.requests.likeness import Candidate
    from readiness.requests.their_list import Match, ReconcilePlan
    from readiness.tui.shell.session import Session

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
    """Every line with what it asks for; what is not the same waits for a person."""

    AREA = "reconcile"
    CSS_PATH = styles("forms/boxes.tcss", "forms/report.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("reconcile")
    ui = getters.app(WorkspaceApp)

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
        if self.ui.session is not None:
            self._titles = titles(self.ui.session.workspace)
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
        rest = "not asked unless by another list" if plan.is_complete else "unchanged"
        title = (
            f"{self._file_name}: {counted(len(plan.matches), 'line')}, {len(plan.waiting)} wait for you "
            f"({len(plan.undecided)} undecided), {new} new; not in it: {len(plan.not_in_list)}, {rest}"
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
        """The line asks for what is proposed."""
        match = self._match
        if match and match.how == "undecided":
            self.ui.say("No sure match: l chooses an item, a makes it new.", severity="warning")
        elif match and not match.is_decided:
            self._decide(self.plan.choose(self._at, match.item_ids))

    @work(group="flow", exclusive=True)
    async def action_accept_all(self) -> None:
        """Every proposal is right, once that is said."""
        taken = self.plan.accept_proposed()
        count = len(self.plan.waiting) - len(taken.waiting)
        if not count:
            self.ui.say("No proposal waits: what is left is undecided.")
        elif await is_sure(self.ui, f"Take {counted(count, 'proposal')} as they stand?", do_it="Take them"):
            self._change(taken)

    def action_make_new(self) -> None:
        """The line asks for something of its own."""
        match = self._match
        if match and match.how != "new":
            self._decide(self.plan.make_new(self._at))

    def action_rest_new(self) -> None:
        """Every line without a sure match asks for something of its own."""
        self._change(self.plan.rest_new())

    def action_leave_out(self) -> None:
        """The line asks for nothing."""
        if self._match:
            self._decide(self.plan.leave_out(self._at))

    def action_complete(self) -> None:
        """The list is the whole of what is asked, or not known to be."""
        self._change(self.plan.complete(is_complete=not self.plan.is_complete))

    @work(group="flow", exclusive=True)
    async def action_other(self) -> None:
        """The line asks for another item."""
        if self._match and (chosen := await self._picked("They ask for")):
            self._decide(self.plan.choose(self._at, [chosen]))

    @work(group="flow", exclusive=True)
    async def action_also(self) -> None:
        """The line asks for a further item, too."""
        match = self._match
        if match is None or not match.item_ids or match.how == "new":
            self.ui.say("Choose its first item with l.", severity="warning")
        elif chosen := await self._picked("They also ask for"):
            self._decide(self.plan.choose(self._at, [*match.item_ids, chosen]))

    @work(group="flow", exclusive=True)
    async def action_apply(self) -> None:
        """Store what was decided as one change; lines that wait may be left for another time."""
        plan, name, waiting = self.plan, self._file_name, len(self.plan.waiting)
        if waiting and plan.is_complete:
            self.ui.say(
                f"Still to decide: {counted(waiting, 'line')}. Only then is the list complete.",
                severity="warning",
            )
            return
        question = QuestionDialog(
            f"Still to decide: {counted(waiting, 'line')}. Store the rest, and leave them for another time?",
            safe="Go on deciding",
            other="Store the rest",
        )
        if waiting and not await self.ui.push_screen_wait(question):
            return
        if await self.ui.carry_out(lambda ws: apply_plan(ws, plan, name=name, leaves_waiting=True)):
            self.dismiss(None)

    @work(group="flow", exclusive=True)
    async def action_close(self) -> None:
        """Change nothing, after asking when something was decided."""
        question = QuestionDialog(
            f"{self.unsaved} not stored. Leave it?", safe="Stay", other="Leave without storing"
        )
        if not self._is_changed or await self.ui.push_screen_wait(question):
            self.dismiss(None)

    async def _picked(self, title: str) -> str:
        """The item a person chooses for the line under the cursor, its candidates first."""
        likely = {one.item_id: one for one in self._match.candidates} if self._match else {}
        ids = [*likely, *(one for one in self._titles if one not in likely)]
        choices = [
            Choice(one, self._titles.get(one, ""), _likeness_words(likely[one]) if one in likely else "")
            for one in ids
        ]
        return await self.ui.push_screen_wait(Picker(title, choices)) or ""

    @property
    def _at(self) -> int:
        """Place of the line under the cursor in the plan, from 0."""
        return int(self.query_one(RecordsTable).key) - 1

    @property
    def _match(self) -> Match | None:
        return self.plan.matches[self._at] if self.query_one(RecordsTable).key else None

    def _decide(self, plan: ReconcilePlan) -> None:
        """Take the plan with the line under the cursor decided, and go to the next that waits."""
        at = self._at
        waiting = (number for number, one in enumerate(plan.matches) if not one.is_decided)
        following = next((one for one in waiting if one > at), at)
        self.query_one(RecordsTable).move_cursor(row=following, animate=False)
        self._change(plan)

    def _change(self, plan: ReconcilePlan) -> None:
        self._is_changed = self._is_changed or plan != self.plan
        self.plan = plan
        self.fill()

    def _row(self, number: int, one: Match) -> Row:
        return Row(
            str(number),
            (
                f" {number}",
                one.line.title,
                cell(one.how, "" if one.is_decided else "bold"),
                " ".join(one.item_ids),
                _due_words(one),
                self._ours(one),
            ),
        )

    def _ours(self, one: Match) -> str:
        new = "new item" if one.how == "new" else ""
        return new or "; ".join(self._titles.get(item_id, "") for item_id in one.item_ids)

    def _about(self, one: Match) -> Content:
        may_be = "; ".join(f"{each.item_id} {_likeness_words(each)}" for each in one.candidates)
        due = _due_words(one) or "not said"
        return lines(
            [
                line(plain("they ask  ", _MUTED), f"{one.line.reference} {one.line.title}".strip()),
                line(plain("ours      ", _MUTED), f"{' '.join(one.item_ids)} {self._ours(one)}".strip()),
                line(plain("due       ", _MUTED), due),
                line(plain("may be    ", _MUTED), may_be or "nothing like it"),
                line(plain("how sure  ", _MUTED), f"{one.how}{f': {one.why}' if one.why else ''}"),
                line(plain("stands at ", _MUTED), one.line.place),
            ]
        )


def _due_words(one: Match) -> str:
    """When their line is due: the moment where it could be read, else their words."""
    return near_moment_words(one.line.due.astimezone(local_zone())) if one.line.due else one.line.due_text


def _likeness_words(candidate: Candidate) -> str:
    """How like, and by which words."""
    shared = ", ".join(candidate.shared)
    return f"{candidate.score:.2f} ({shared})" if shared else f"{candidate.score:.2f}"


async def read_their_list(ui: WorkspaceApp) -> None:
    """Ask for the inspectorate's own list and set it beside ours. Must run in a worker."""
    from readiness.requests import reconciling

    read: list[tuple[Path, ReconcilePlan]] = []

    async def save(answers: Answers) -> bool:
        words, sheets = answers.text("words"), answers.text("sheets")
        if not words and not answers.text("file"):
            ui.say("Give a file, or paste the list.", severity="warning")
            return False
        path = Path(reconciling.PASTED) if words else answers.path("file")
        names = [name for name in (one.strip() for one in sheets.split(";")) if name]

        def read_list(now: Session) -> ReconcilePlan:
            if words:
                return reconciling.pasted_plan(now.workspace, words)
            return reconciling.reconcile_plan(now.workspace, path, sheets=names)

        plan = await run_in_background(ui, read_list)
        read.extend([(path, plan)] if plan else [])
        return bool(plan)

    fields = [
        Field("file", "List", "path", hint=FILE_HINT),
        Field("sheets", "Sheets", hint="only these, parted by ; (also hidden ones); empty for all shown"),
        Field("words", "Or paste it", "long", hint="", lines=4),
    ]
    intro = "As it arrived: a workbook, csv, Word, odt or pdf. You see every line before anything is stored."
    if await fill_in(ui, FormDialog("The inspectorate's own list", fields, save, intro=intro)) and read:
        path, plan = read[-1]
        await ui.push_screen_wait(ReconcileScreen(plan, path.name))
