"""Writing a statement where it stands: its kind, its words, and what difference it made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Static

from readiness.base.dates import short_date
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import plain
from readiness.tui.forms.fields import Field, FieldRow
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import Menu, QuestionDialog

if TYPE_CHECKING:
    from datetime import date

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from readiness.model.records.evaluation import Statement
    from readiness.model.vocabulary import StatementKind
    from readiness.tui.forms.drafting import DraftKeeper
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp
    from readiness.workspace.workspace import Workspace


class StatementEditor(Vertical):
    """A form that keeps what is typed whatever else happens on the screen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("editor")

    class Closed(Message):
        """The editor was closed; carries the id of the statement it stored, if it stored one."""

        def __init__(self, statement_id: str) -> None:
            super().__init__()
            self.statement_id = statement_id

    def __init__(self) -> None:
        super().__init__()
        self._session: Session | None = None
        self._criterion = ""
        self._before: Statement | None = None
        self._keeper: DraftKeeper | None = None

    def compose(self) -> ComposeResult:
        """A title above the fields, which come with `open`, and what is not said yet."""
        yield Static("", id="editor-title", markup=False)
        yield Static("", id="editor-unsaid", classes="muted", markup=False)
        yield VerticalScroll(id="editor-fields", can_focus=False)

    async def open(self, session: Session, criterion: str, statement_id: str) -> None:
        """Start on a statement, or on a new one under a criterion when the id is empty."""
        self._session, self._criterion = session, criterion
        self._before = session.records.statements.get(statement_id)
        title = f"Edit {statement_id}" if self._before else f"New statement under {criterion}"
        self.query_one("#editor-title", Static).update(plain(title, "bold"))
        fields = self.query_one("#editor-fields", VerticalScroll)
        await fields.remove_children()
        await fields.mount_all(one.row() for one in _fields(session, self._before))
        rows = list(self.query(FieldRow))
        rows[1].take_focus()
        self._tell_unsaid()
        self._offer_draft(title)

    @work(group="offer", exclusive=True)
    async def _offer_draft(self, title: str) -> None:
        """Ask about what was typed here before and not saved; from now on keep what is typed."""
        from readiness.tui.forms.drafting import keeper_for

        self._keeper = keeper_for(self, title)
        if self._keeper is not None:
            await self._keeper.offer()

    @property
    def is_dirty(self) -> bool:
        """Whether something typed is not saved."""
        return any(row.is_changed for row in self.query(FieldRow))

    @property
    def unsaved(self) -> str:
        """What is not saved, in words; empty when nothing is."""
        if not self.is_dirty:
            return ""
        return f"The statement {self._before.id} is" if self._before else "A new statement is"

    @on(FieldRow.Edited)
    def mark_dirty(self) -> None:
        """Say whether there is something to save."""
        title = f"Edit {self._before.id}" if self._before else f"New statement under {self._criterion}"
        self.query_one("#editor-title", Static).update(
            plain(f"{title}   not saved" if self.is_dirty else title, "bold")
        )
        self._tell_unsaid()
        if self._keeper is not None:
            self._keeper.touched()

    def _tell_unsaid(self) -> None:
        """Ask for the parts of an effect that the words of a strength do not say yet."""
        from readiness.rules.so_what import questions, read_words

        rules = self._session.framework.so_what if self._session else None
        typed = {row.spec.name: row.raw for row in self.query(FieldRow)}
        unsaid: tuple[str, ...] = ()
        if rules is not None and typed.get("kind") == "strength":
            found = read_words(str(typed.get("text", "")), str(typed.get("impact", "")), rules)
            unsaid = questions(found, rules) if found else ()
        words = f"Not said yet, as far as words tell: {' '.join(unsaid)}" if unsaid else ""
        told = self.query_one("#editor-unsaid", Static)
        told.update(plain(words))
        told.display = bool(words)

    @work(group="save", exclusive=True)
    async def action_save(self) -> None:
        """Check and store."""
        rows = {row.spec.name: row for row in self.query(FieldRow)}
        wrong = [row for row in rows.values() if not row.check()]
        if wrong:
            wrong[0].take_focus()
            return
        stored = await self._store(
            {name: row.value for name, row in rows.items()},
            {name: row.value for name, row in rows.items() if row.is_changed},
        )
        if stored is not None:
            await self._close(stored)

    async def _store(self, values: dict[str, object], changed: dict[str, object]) -> str | None:
        from readiness.sef import statements
        from readiness.tui.shell.workspace_app import WorkspaceApp

        session, before, made = self._session, self._before, [""]
        if session is None or not isinstance(self.app, WorkspaceApp):
            return None

        def write(ws: Workspace) -> object:
            fields = dict(values)
            kind = cast("StatementKind", fields.pop("kind"))
            words = str(fields.pop("text"))
            as_at = cast("date | None", fields.pop("as_at")) or session.today
            record, done = statements.add(ws, self._criterion, kind, words, as_at=as_at, **fields)
            made[0] = record.id
            return done

        if before is None:
            return made[0] if await self.app.carry_out(write) else None
        if not changed:
            return before.id
        if "criterion" in changed and "position" not in changed:
            changed = {**changed, "position": _last_place(session, changed, before)}
        is_stored = await self.app.carry_out(
            lambda ws: statements.replace_with(ws, before, **changed),
            again=lambda ws: statements.edit(ws, before.id, **changed),
        )
        return before.id if is_stored else None

    @work(group="leave", exclusive=True)
    async def action_leave(self) -> None:
        """Close without saving, after asking when something was typed."""
        question = QuestionDialog(
            f"{self.unsaved} not saved. Leave it?", safe="Keep writing", other="Leave without saving"
        )
        if not self.is_dirty or await self.app.push_screen_wait(question):
            await self._close("")

    async def _close(self, statement_id: str) -> None:
        if self._keeper is not None:
            await self._keeper.forget()
            self._keeper = None
        await self.query_one("#editor-fields", VerticalScroll).remove_children()
        self._before = None
        self.post_message(self.Closed(statement_id))


def _last_place(session: Session, changed: dict[str, object], before: Statement) -> int:
    """The place after all others of its kind under the criterion it is moved to."""
    kind = changed.get("kind", before.kind)
    siblings = session.index.statements_of(str(changed["criterion"]))
    return max((one.position for one in siblings if one.kind == kind), default=0) + 1


async def move(ui: WorkspaceApp, statement_id: str) -> bool:
    """Ask under which criterion a statement belongs, and put it there. Must run in a worker."""
    from readiness.sef import statements
    from readiness.tui.forms.picker import Choice, Picker

    session = ui.opened
    statement = session.records.statements.get(statement_id)
    if statement is None:
        return False
    choices = [
        Choice(criterion.id, criterion.short)
        for criterion in session.framework.criteria.values()
        if criterion.id != statement.criterion
    ]
    chosen = await ui.push_screen_wait(Picker(f"Move {statement_id} to", choices))
    return bool(chosen) and await ui.carry_out(lambda ws: statements.move(ws, statement_id, chosen))


async def delete(ui: WorkspaceApp, statement_id: str) -> bool:
    """Remove a statement, after asking. Must run in a worker."""
    from readiness.sef import statements

    question = f"Remove {statement_id} and the links to it? Undo brings it back."
    if not await ui.push_screen_wait(QuestionDialog(question, safe="Keep it", other="Remove it")):
        return False
    return await ui.carry_out(lambda ws: statements.delete(ws, statement_id))


async def disagree(ui: WorkspaceApp, statement_id: str) -> bool:
    """Ask whose agreement is taken back, and take it back. Must run in a worker."""
    from readiness.sef import statements

    session = ui.opened
    statement = session.records.statements.get(statement_id)
    if statement is None:
        return False
    if not statement.agreements:
        ui.say(f"Nobody has agreed {statement_id} yet.", severity="warning")
        return False
    titles = {agency.id: agency.title for agency in session.framework.agencies}
    choices = [
        (one.agency, titles.get(one.agency, one.agency), f"{one.by}, {short_date(one.on)}")
        for one in statement.agreements
    ]
    agency = await ui.push_screen_wait(Menu(f"Take back an agreement to {statement_id}", choices))
    return bool(agency) and await ui.carry_out(lambda ws: statements.disagree(ws, statement_id, agency))


_WRITING = ("kind", "text", "impact", "owner", "as_at", "lenses")
"""What is asked of a new statement, what is written first."""

_PLACING = ("criterion", "position", "notes")
"""What is asked besides of one that is there."""

_LINES = {"text": 5, "impact": 4}


def _fields(session: Session, before: Statement | None) -> list[Field]:
    from readiness.model.records.evaluation import Statement
    from readiness.tui.forms.record_form import record_rows

    rows = record_rows(
        Statement,
        before,
        session.around,
        only=_WRITING if before is None else _WRITING + _PLACING,
        given={"kind": "strength", "as_at": session.today},
        user=session.workspace.user,
    )
    return [replace(row, lines=_LINES.get(row.name, row.lines)) for row in rows]


async def grade(ui: WorkspaceApp, criterion_id: str) -> bool:
    """Ask for the partnership's own view of a criterion and its reason. Must run in a worker."""
    session = ui.opened
    if criterion_id not in session.framework.criteria:
        return False
    framework, today = session.framework, session.today
    before = session.records.grades.get(criterion_id)

    async def save(answers: Answers) -> bool:
        from readiness.sef import statements

        outcome, why = answers.text("outcome"), answers.text("why")
        if not outcome:
            return before is None or await ui.carry_out(lambda ws: statements.clear_grade(ws, criterion_id))
        return await ui.carry_out(
            lambda ws: statements.grade(ws, criterion_id, outcome, why=why, as_at=today)
        )

    fields = [
        Field(
            "outcome",
            "Our view",
            "choice",
            before.outcome if before else "",
            tuple((one.id, f"{one.id} {one.title}") for one in framework.levels_of(criterion_id).values()),
            hint="not graded",
        ),
        Field("why", "Why", "long", before.why if before else "", lines=4),
    ]
    is_graded = criterion_id in framework.criteria and framework.criteria[criterion_id].is_graded
    theirs = "Inspectors grade it on this scale." if is_graded else "Inspectors do not grade it by itself."
    intro = f"The partnership's own view, always labelled local. {theirs}"
    return await fill_in(ui, FormDialog(f"Our view of {criterion_id}", fields, save, intro=intro))
