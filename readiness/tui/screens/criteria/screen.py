"""The criteria: the tree, and what is said and proved under the criterion the cursor is on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Horizontal, Vertical
from textual.widgets import OptionList, Static, Tree

from readiness.tui.base.actions import bindings_for
from readiness.tui.base.styles import styles
from readiness.tui.screens.base.actions import add_action
from readiness.tui.screens.base.area import AreaScreen
from readiness.tui.screens.criteria.agreeing import agree
from readiness.tui.screens.criteria.gone import GONE, gone_mark, gone_record, node_of
from readiness.tui.screens.criteria.page import GAP, SUGGESTED, CriteriaPicture, gather_page
from readiness.tui.screens.criteria.statements import StatementEditor, delete, disagree, grade, move
from readiness.tui.screens.criteria.tree import CriteriaTree
from readiness.tui.screens.evidence import forms, linking
from readiness.tui.shell.navigation import place_of_gap, place_of_orphan
from readiness.tui.widgets.page import Page
from readiness.tui.widgets.pane import framed
from readiness.tui.widgets.tab_line import TabLine

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from readiness.gaps.report import Gap
    from readiness.model.records.evidence import Link
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp

STATEMENTS = "statements"
"""The tab a criterion opens with, and in which a statement is found."""


class CriteriaScreen(AreaScreen[CriteriaPicture]):
    """Tree, criterion, evidence."""

    AREA = "criteria"
    CSS_PATH = styles("screens/criteria/criteria.tcss", "base/lists.tcss", "forms/boxes.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("criteria")
    JUMPS = (("a", "#page", "the page"), ("s", "CriteriaTree", ""))

    def __init__(self) -> None:
        super().__init__()
        self._node = ""
        self._tab, self._aimed = STATEMENTS, ""
        self._rows: dict[tuple[str, str], str] = {}
        self._picture: CriteriaPicture | None = None

    def compose_body(self) -> ComposeResult:
        """The tree on the left; the page, or the editor in its place, on the right."""
        with Horizontal(id="panes"):
            yield framed(CriteriaTree(), self.ui.said("Criteria"))
            with framed(Vertical(id="detail"), self.ui.said("Criterion")):
                yield Static("", id="head", markup=False)
                yield TabLine(id="tabs")
                yield Page(id="page")
                yield StatementEditor()

    def on_mount(self) -> None:
        """Begin to look for suggestions when the criteria are first entered."""
        super().on_mount()
        self.ui.suggest()

    # Filling -----------------------------------------------------------------------------------

    def gather(self, session: Session) -> CriteriaPicture:
        """The page of the node the cursor is on, or of the first criterion."""
        return gather_page(session, self._node or next(iter(session.framework.criteria), GONE))

    async def show(self, picture: CriteriaPicture) -> None:
        """Label the tree and fill the page."""
        if self.session is None:
            return
        if not self.branches.is_grown:
            self._node = picture.node
            self.branches.grow(self.session.framework, picture.node)
            if not self.page.has_focus:
                self.branches.focus()
        self.branches.mark(self.session.framework, picture.labels)
        self._remember_row()
        self._picture = picture
        self.query_one("#head", Static).update(picture.head)
        self._show_tab()

    def _show_tab(self) -> None:
        """The open tab, or the first where this node has no such tab; the cursor where it was last."""
        if self._picture is None:
            return
        tabs = {tab.title.id: tab for tab in self._picture.tabs}
        shown = self.query_one(TabLine).show([tab.title for tab in tabs.values()], self._tab)
        entries = tabs[shown].entries
        wanted = self._aimed or self._rows.get((self._picture.node, shown), "")
        self._aimed = ""
        self.page.point_at("")
        self.page.fill(entries)
        if wanted:
            self.page.point_at(wanted)

    def _remember_row(self) -> None:
        """Keep where the cursor is in the tab that is left."""
        if self._picture is not None and self.page.key:
            self._rows[self._picture.node, self.query_one(TabLine).open_tab] = self.page.key

    @property
    def branches(self) -> CriteriaTree:
        """The tree of groups, criteria and prompts."""
        return self.query_one(CriteriaTree)

    @property
    def page(self) -> Page:
        """What stands under the criterion."""
        return self.query_one("#page", Page)

    @property
    def editor(self) -> StatementEditor:
        """The place where statements are written."""
        return self.query_one(StatementEditor)

    @property
    def criterion(self) -> str:
        """Id of the criterion shown, also when the cursor is on one of its prompts."""
        session = self.session
        return session.framework.criterion_of_prompt.get(self._node, self._node) if session else ""

    @property
    def fact_ids(self) -> tuple[str, ...]:
        """The criterion or prompt the cursor is on."""
        return (self._node,) if self._node and self._node != GONE else ()

    def aim(self, record_id: str) -> None:
        """Put the cursor on a criterion, a prompt, or the page entry of a statement."""
        session = self.opened
        statement = session.records.statements.get(record_id)
        self._node = node_of(session, record_id)
        self.branches.move_to(self._node)
        if statement:
            self._tab, self._aimed = STATEMENTS, record_id
        self.add_class("-page")
        self.page.focus()

    # Moving ------------------------------------------------------------------------------------

    @on(Tree.NodeHighlighted)
    def follow(self, event: Tree.NodeHighlighted[str]) -> None:
        """Show the page of the node under the cursor."""
        if event.node.data and event.node.data != self._node:
            self._node = event.node.data
            self.fill()

    @on(Tree.NodeSelected)
    def enter_page(self, event: Tree.NodeSelected[str]) -> None:
        """Go from the tree to the page."""
        if event.node.data:
            self.add_class("-page")
            self.page.focus()

    def action_back(self) -> None:
        """From the page to the tree."""
        self.remove_class("-page")
        self.branches.focus()

    def action_tab(self, step: int) -> None:
        """Open the next tab of the page, or the one before."""
        self._open_tab(self.query_one(TabLine).beside(step))

    @on(TabLine.Chosen)
    def follow_click(self, event: TabLine.Chosen) -> None:
        """Open the tab that was clicked."""
        self._open_tab(event.tab)

    def _open_tab(self, tab: str) -> None:
        self._remember_row()
        self._tab = tab
        self._show_tab()
        self.add_class("-page")
        self.page.focus()

    def action_criterion(self, step: int) -> None:
        """Go to the next criterion in the same tab, or to the one before."""
        session = self.opened
        if not session.framework.criteria:
            return
        known = list(session.framework.criteria)
        here = known.index(self.criterion) if self.criterion in known else -1 if step > 0 else 0
        self._remember_row()
        self._node = known[(here + step) % len(known)]
        self.branches.move_to(self._node)
        self.fill()

    def action_find(self) -> None:
        """Find a criterion, prompt or statement by its words."""
        self.find_place()

    @work(group="flow", exclusive=True)
    async def find_place(self) -> None:
        """Ask which, and go there."""
        from readiness.tui.forms.picker import Picker

        session = self.opened
        known = {*session.framework.criteria, *session.framework.prompts, *session.records.statements}
        choices = [one for one in linking.targets(session) if one.id in known]
        if chosen := await self.app.push_screen_wait(Picker("Find", choices)):
            self.point_at(chosen)

    @on(OptionList.OptionSelected, "#page")
    def open_entry(self, event: OptionList.OptionSelected) -> None:
        """Open what the entry stands for."""
        key, session = event.option_id or "", self.opened
        if self._picture is None:
            return
        if key.startswith(GAP):
            self._put_right(self._picture.gaps[key], session)
        elif key in session.records.statements:
            self.action_edit_statement()
        elif key in session.framework.prompts:
            self.point_at(key)
        elif record_id := gone_record(key):
            self.ui.action_area(*place_of_orphan(record_id, session))
        elif key.startswith(SUGGESTED):
            self.ui.action_area("evidence", key.removeprefix(SUGGESTED))
        elif link := self._link():
            self.ui.action_area("evidence", link.evidence)

    def _put_right(self, gap: Gap, session: Session) -> None:
        area, record_id = place_of_gap(gap, session)
        if area == self.AREA:
            self._remember_row()
            self._tab = "evidence" if gap.fix == "link" else STATEMENTS
            self._show_tab()
        self.ui.action_area(area, record_id)

    def _link(self) -> Link | None:
        return self.session.records.links.get(self.page.key) if self.session else None

    def _statement_id(self) -> str:
        key = self.page.key
        return key if self.session and key in self.session.records.statements else ""

    # Writing -----------------------------------------------------------------------------------

    @property
    def unsaved(self) -> str:
        """What is typed in the editor and not saved, in words."""
        return self.editor.unsaved

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a statement is written, only the editor's verbs apply."""
        is_writing = self.has_class("-editing") and action in _NOT_WHILE_WRITING
        return not is_writing and super().check_action(action, parameters)

    def action_write_statement(self) -> None:
        """Open the editor for a new statement."""
        if self._node == GONE:
            self.ui.say(self.ui.said("Put the cursor on a criterion first."), severity="warning")
        elif self.session is not None:
            self._open_editor("")

    def action_edit_statement(self) -> None:
        """Open the editor on the statement under the cursor."""
        if statement_id := self._statement_id():
            self._open_editor(statement_id)
        else:
            self.ui.say("Put the cursor on a statement first.", severity="warning")

    @work(group="flow", exclusive=True)
    async def _open_editor(self, statement_id: str) -> None:
        session = self.opened
        self.add_class("-editing", "-page")
        self.refresh_bindings()
        await self.editor.open(session, self.criterion, statement_id)

    @on(StatementEditor.Closed)
    def leave_editor(self, event: StatementEditor.Closed) -> None:
        """Back to the page, the cursor on what was written."""
        self.remove_class("-editing")
        self.refresh_bindings()
        self.page.focus()
        if event.statement_id:
            self._remember_row()
            self._tab, self._aimed = STATEMENTS, event.statement_id
            self._show_tab()

    @work(group="flow", exclusive=True)
    async def action_agree(self) -> None:
        """Record an agency's agreement to the statement under the cursor."""
        await self._with_statement(agree)

    @work(group="flow", exclusive=True)
    async def action_disagree(self) -> None:
        """Take back an agency's agreement to the statement under the cursor."""
        await self._with_statement(disagree)

    @work(group="flow", exclusive=True)
    async def action_move_statement(self) -> None:
        """Put the statement under the cursor under another criterion; what is gone, to its new place."""
        if not self._statement_id() and self.session is not None and gone_mark(self.session):
            await self.run_action("app.place_all")
            return
        await self._with_statement(move)

    @work(group="flow", exclusive=True)
    async def action_delete_statement(self) -> None:
        """Remove the statement under the cursor, after asking."""
        await self._with_statement(delete)

    @work(group="flow", exclusive=True)
    async def action_add_action(self) -> None:
        """Add an action that answers the statement under the cursor."""
        await self._with_statement(self._act_on)

    async def _act_on(self, ui: WorkspaceApp, statement_id: str) -> bool:
        given = {"statements": (statement_id,), "criteria": (self.criterion,)}
        return bool(await add_action(ui, given))

    async def _with_statement(self, verb: Callable[[WorkspaceApp, str], Awaitable[bool]]) -> None:
        if statement_id := self._statement_id():
            await verb(self.ui, statement_id)
        else:
            self.ui.say("Put the cursor on a statement first.", severity="warning")

    @work(group="flow", exclusive=True)
    async def action_grade(self) -> None:
        """Set the local view of the criterion."""
        await grade(self.ui, self.criterion)

    # Proving -----------------------------------------------------------------------------------

    @work(group="flow", exclusive=True)
    async def action_link(self) -> None:
        """Link evidence to the statement under the cursor, or to the criterion or prompt."""
        target = self._statement_id() if self.page.has_focus else ""
        if not target and self._node == GONE:
            self.ui.say(self.ui.said("Put the cursor on a criterion first."), severity="warning")
            return
        await linking.link_target(self.ui, target or self._node)

    @work(group="flow", exclusive=True)
    async def action_unlink(self) -> None:
        """Take the link under the cursor away."""
        if link := self._link():
            await linking.unlink(self.ui, link)
        else:
            self.ui.say("Put the cursor on a piece of evidence first.", severity="warning")

    @work(group="flow", exclusive=True)
    async def action_reviewed(self) -> None:
        """Say that the link under the cursor still holds."""
        if link := self._link():
            await linking.review(self.ui, link)
        else:
            self.ui.say("Put the cursor on a piece of evidence first.", severity="warning")

    @work(group="flow", exclusive=True)
    async def action_open_evidence(self) -> None:
        """Open the evidence under the cursor in its own program."""
        if link := self._link():
            await forms.open_evidence(self.ui, link.evidence)

    @work(group="flow", exclusive=True)
    async def action_accept(self) -> None:
        """Link the suggestion under the cursor."""
        key = self.page.key
        if key.startswith(SUGGESTED):
            await linking.accept(self.ui, key.removeprefix(SUGGESTED), self._node)
        else:
            self.ui.say("Put the cursor on a suggestion first.", severity="warning")


_NOT_WHILE_WRITING = frozenset(
    {
        "find",
        "tab",
        "criterion",
        "link",
        "unlink",
        "reviewed",
        "open_evidence",
        "write_statement",
        "edit_statement",
        "agree",
        "disagree",
        "move_statement",
        "add_action",
        "delete_statement",
        "grade",
        "accept",
    }
)
