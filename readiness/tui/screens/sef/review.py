"""The review of an edited self-evaluation: every change is seen, taken or left, then stored at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import getters, on, work
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import DataTable, Static

from readiness.base.errors import StaleEditError
from readiness.base.text import counted, listed
from readiness.sef.taking_back import Choices, hindrance, takes_words
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import lines, plain, shortened
from readiness.tui.base.styles import styles
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import QuestionDialog, is_sure
from readiness.tui.screens.base.area import TOO_SMALL
from readiness.tui.screens.sef.change import COLUMNS, NOTHING, REMARK, detail, head, rows, short_name
from readiness.tui.screens.sef.placing import place_fields
from readiness.tui.shell.workspace_app import WorkspaceApp
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.records_table import RecordsTable

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from readiness.model.records.changes import Transaction
    from readiness.model.vocabulary import StatementKind
    from readiness.sef.round_trip.changes import PlanItem, SefPlan
    from readiness.workspace.workspace import Workspace

_INTRO_WIDTH = 240
"""Columns of each side shown above the field in which its words are written."""


class ReviewScreen(ModalScreen[None]):
    """A list of changes over the change under the cursor; nothing is stored before `w`."""

    CSS_PATH = styles("screens/sef/review.tcss", "forms/boxes.tcss", "base/lists.tcss")
    AREA: ClassVar[str] = "review"
    """Names its verbs in the palette."""
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("review")

    def __init__(self, path: Path, plan: SefPlan) -> None:
        super().__init__()
        self._path = path
        self._choices = Choices(plan)

    ui = getters.app(WorkspaceApp)

    def compose(self) -> ComposeResult:
        """Counts, list, detail."""
        yield Static("", id="review-head", markup=False)
        yield RecordsTable(COLUMNS, id="review-list")
        with VerticalScroll(id="review-box"):
            yield Static("", id="review-detail", markup=False)
        yield Static(plain(TOO_SMALL), classes="too-small", markup=False)
        yield KeyLine()

    async def on_mount(self) -> None:
        """Fill in, the cursor on the first change."""
        await self._show()
        self.table.focus()

    @property
    def table(self) -> RecordsTable:
        """The list of changes."""
        return self.query_one(RecordsTable)

    @property
    def unsaved(self) -> str:
        """What is not saved, in words; empty when nothing is."""
        accepted = len(self._choices.accepted)
        if not accepted:
            return ""
        return f"{counted(accepted, 'accepted change')} {'is' if accepted == 1 else 'are'}"

    # Showing -----------------------------------------------------------------------------------

    async def _show(self) -> None:
        found = rows(self._choices)
        self.set_class(not found, "-empty")
        self.query_one("#review-head", Static).update(head(self._path.name, self._choices))
        await self.table.fill(found)
        self._show_detail()

    @on(DataTable.RowHighlighted)
    def _show_detail(self) -> None:
        """Keep the detail with the cursor."""
        box = self.query_one("#review-box", VerticalScroll)
        self.query_one("#review-detail", Static).update(self._detail())
        box.scroll_home(animate=False)

    def _detail(self) -> Content:
        key = self.table.key
        item = self._choices.item(key)
        if item is not None:
            return detail(item, self._choices, self.ui.opened.index)
        if key.startswith(REMARK):
            words = self._choices.plan.remarks[int(key.removeprefix(REMARK))]
            return lines([plain("For you to do by hand:", "bold"), plain(words, keep_breaks=True)])
        return plain(NOTHING if self._choices.plan.is_empty else "")

    @on(DataTable.RowSelected)
    def _read(self) -> None:
        """Go to the detail, to scroll it."""
        self.query_one("#review-box").focus()

    # Deciding ----------------------------------------------------------------------------------

    @work(group="decide", exclusive=True)
    async def action_accept(self) -> None:
        """Take the change under the cursor; asks for words when none are proposed."""
        item = self._decidable()
        if item is None:
            return
        if self._choices.needs_words(item):
            await self._write_words(item)
            return
        self._choices.accept(item.key)
        await self._go_on()

    @work(group="decide", exclusive=True)
    async def action_refuse(self) -> None:
        """Leave the change under the cursor out."""
        item = self._choices.item(self.table.key)
        if item is not None:
            self._choices.refuse(item.key)
            await self._go_on()

    @work(group="decide", exclusive=True)
    async def action_edit(self) -> None:
        """Write the words to store."""
        item = self._decidable()
        if item is None:
            return
        if not takes_words(item):
            self.ui.say("There are no words to write here: y takes it, n keeps ours.")
            return
        await self._write_words(item)

    @work(group="decide", exclusive=True)
    async def action_accept_safe(self) -> None:
        """Take every safe change that is undecided, once that is said."""
        count = self._choices.safe_left
        if not count:
            self.ui.say("No safe change is left undecided.")
        elif await is_sure(self.ui, f"Take {counted(count, 'safe change')}? Then ctrl+s.", do_it="Take them"):
            self._choices.accept_safe()
            await self._show()

    def _decidable(self) -> PlanItem | None:
        item = self._choices.item(self.table.key)
        if item is None:
            return None
        if reason := hindrance(item, self.ui.opened.records.statements):
            self.ui.say(reason, severity="warning")
            return None
        return item

    async def _go_on(self) -> None:
        """Show what was decided, and move on to the next change."""
        await self._show()
        self.table.action_cursor_down()

    async def _write_words(self, item: PlanItem) -> None:
        proposed = self._choices.words_for(item)
        first = item.parts[0] if item.parts else item.ours or item.theirs
        opening = first if proposed is None else proposed

        async def save(answers: Answers) -> bool:
            words = answers.text("text") if "text" in answers.changed else opening
            if item.kind == "added":
                criterion, kind = answers.text("criterion"), cast("StatementKind", answers.text("kind"))
                self._choices.accept_in_words(item.key, words, criterion=criterion, kind=kind)
            else:
                self._choices.accept_in_words(item.key, words)
            return True

        sides = (("as sent", item.base), ("here now", item.ours), ("came back", item.theirs))
        intro = "\n".join(f"{label:<9} {shortened(words, _INTRO_WIDTH)}" for label, words in sides if words)
        field = Field(
            "text", "Store", "long", opening, lines=8, is_needed=item.field == "text" or item.kind == "added"
        )
        fields = [field, *(place_fields(item, self.ui.opened) if item.kind == "added" else ())]
        if await fill_in(self.app, FormDialog(f"Words for {short_name(item)}", fields, save, intro=intro)):
            await self._go_on()

    # Writing -----------------------------------------------------------------------------------

    @work(group="write", exclusive=True)
    async def action_write(self) -> None:
        """Store what is accepted as one change, unless somebody changed the same statements meanwhile."""
        choices = self._choices
        if not choices.accepted:
            self.ui.say("Nothing is taken yet: y takes a change, A all that are safe.")
            return
        newer: list[SefPlan] = []
        if not await self.ui.carry_out(lambda ws: self._store(ws, choices, newer)):
            return
        if newer:
            await self._take_newer(newer[-1])
            return
        left = len(choices.plan.items) - len(choices.accepted)
        if left:
            self.ui.say(f"{counted(left, 'change')} of the document left out.")
        self.dismiss(None)

    def _store(self, ws: Workspace, choices: Choices, newer: list[SefPlan]) -> Transaction | None:
        """Store the choices; runs in a thread. A plan that no longer holds is made anew instead."""
        from readiness.sef.taking_back import apply_sef, plan_foreign, plan_sef

        plan_anew = plan_foreign if choices.plan.is_foreign else plan_sef
        session = self.ui.opened
        ws.refresh()
        fresh = plan_anew(ws, self._path)
        if not choices.changed_in(fresh):
            try:
                return apply_sef(ws, fresh, choices.accepted, name=self._path.name, as_at=session.today)
            except StaleEditError:
                fresh = plan_anew(ws, self._path)
        newer.append(fresh)
        return None

    async def _take_newer(self, plan: SefPlan) -> None:
        """Show the newer plan, keeping every choice that still means the same."""
        changed = [
            short_name(item)
            for key in self._choices.changed_in(plan)
            if (item := self._choices.item(key)) is not None
        ]
        self._choices = self._choices.renewed(plan)
        self.ui.say(
            f"Nothing was stored: {listed(changed) or 'something'} was changed by somebody else meanwhile. "
            "Look at it again, then write.",
            severity="warning",
        )
        await self._show()

    # Leaving -----------------------------------------------------------------------------------

    @work(group="leave", exclusive=True)
    async def action_leave(self) -> None:
        """From the detail to the list; from the list out, after asking when something was accepted."""
        box = self.query_one("#review-box")
        if box.has_focus and not self.has_class("-empty"):
            self.table.focus()
            return
        question = QuestionDialog(
            f"{self.unsaved} not written. Leave everything as it is?",
            safe="Go on reviewing",
            other="Leave without writing",
        )
        if not self.unsaved or await self.app.push_screen_wait(question):
            self.dismiss(None)

    def action_help(self) -> None:
        """Show what every key does here."""
        from readiness.tui.forms.reading import HelpDialog

        self.app.push_screen(HelpDialog("review"))
