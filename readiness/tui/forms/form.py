"""A form: labelled fields, read and checked together, never lost by accident."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import DescendantFocus
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from readiness.base.reach import is_confined, named_path
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import plain
from readiness.tui.base.styles import styles
from readiness.tui.forms.fields import Field, FieldRow
from readiness.tui.forms.questions import QuestionDialog
from readiness.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual.app import App, ComposeResult
    from textual.binding import BindingType

    from readiness.tui.forms.drafting import DraftKeeper


_LABEL = 16
"""Characters of a label that stand in the narrow column of labels."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a form was filled in with."""

    values: dict[str, object]
    """Every field's value by its name."""
    changed: dict[str, object] = field(default_factory=dict)
    """Only the fields that differ from what the form opened with."""

    def text(self, name: str) -> str:
        """A field's value as words."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def chosen(self, name: str) -> tuple[str, ...]:
        """The ids chosen in a field of choices."""
        value = self.values.get(name)
        return tuple(map(str, value)) if isinstance(value, (tuple, list)) else ()

    def path(self, name: str) -> Path:
        """A field's value as an absolute path; see `named_path`."""
        return named_path(self.text(name))


class FormDialog(ModalScreen[bool]):
    """Fields in a box; closes with True once `save` has taken the answers, False when left."""

    CSS_PATH = styles("forms/boxes.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("form")

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        save: Callable[[Answers], Awaitable[bool]],
        *,
        intro: str = "",
    ) -> None:
        super().__init__()
        self._title = title
        self._fields = tuple(fields)
        self._save = save
        self._intro = intro
        self._keeper: DraftKeeper | None = None

    def compose(self) -> ComposeResult:
        """Title, introduction and one row for each field."""
        is_wide = any(len(one.label) > _LABEL for one in self._fields)
        with Vertical(classes="box -form" + (" -labelled" if is_wide else "")):
            with Horizontal(classes="form-head"):
                yield Static(plain(self._title, "bold"), markup=False, classes="form-title")
                yield Static("", id="dirty", markup=False)
            if self._intro:
                yield Static(plain(self._intro, keep_breaks=True), classes="muted", markup=False)
            with VerticalScroll(can_focus=False):
                for one in self._fields:
                    yield one.row()
            if any(one.help for one in self._fields):
                yield Static("", id="about", classes="muted", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Start in the first field."""
        self.query(FieldRow).first().take_focus()
        self._offer_draft()

    @work(group="offer")
    async def _offer_draft(self) -> None:
        """Ask about what was typed here before and not saved; from now on keep what is typed."""
        from readiness.tui.forms.drafting import keeper_for

        self._keeper = keeper_for(self, self._title)
        if self._keeper is not None:
            await self._keeper.offer()

    @property
    def is_dirty(self) -> bool:
        """Whether a field differs from what the form opened with."""
        return any(row.is_changed for row in self.query(FieldRow))

    @property
    def unsaved(self) -> str:
        """What is not saved, in words."""
        return f"'{self._title}' is" if self.is_dirty else ""

    @on(DescendantFocus)
    def explain(self, event: DescendantFocus) -> None:
        """Say what the field with the cursor is for."""
        rows = (one for one in event.widget.ancestors_with_self if isinstance(one, FieldRow))
        row = next(rows, None)
        for about in self.query("#about").results(Static):
            about.update(plain(row.spec.help if row else ""))

    @on(FieldRow.Edited)
    def mark_dirty(self) -> None:
        """Say whether there is something to save."""
        self.query_one("#dirty", Static).update(plain("not saved" if self.is_dirty else ""))
        if self._keeper is not None:
            self._keeper.touched()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Files are looked for where there are fields for them, and where this computer is one's own."""
        if action == "browse" and (is_confined() or not any(one.kind == "path" for one in self._fields)):
            return False
        return super().check_action(action, parameters)

    @work(group="flow", exclusive=True)
    async def action_browse(self) -> None:
        """Look for the file or folder of the field with the cursor, or of the first that takes one."""
        from readiness.tui.forms.browser import FileBrowser

        rows = [row for row in self.query(FieldRow) if row.spec.kind == "path"]
        row = next((one for one in rows if one.has_focus_within), rows[0])
        typed = str(row.raw)
        start = named_path(typed) if typed.strip() else Path.home()
        if chosen := await self.app.push_screen_wait(FileBrowser(start)):
            row.fill(_in_place_of(typed, chosen))
            row.take_focus()

    @on(Input.Submitted)
    def next_field(self) -> None:
        """Enter goes on to the next field."""
        self.focus_next()

    @work(group="save", exclusive=True)
    async def action_save(self) -> None:
        """Check the fields, and close once the answers are stored."""
        rows = list(self.query(FieldRow))
        wrong = [row for row in rows if not row.check()]
        if wrong:
            wrong[0].take_focus()
            return
        answers = Answers(
            {row.spec.name: row.value for row in rows},
            {row.spec.name: row.value for row in rows if row.is_changed},
        )
        if await self._save(answers):
            await self._close(is_saved=True)

    @work(group="leave", exclusive=True)
    async def action_leave(self) -> None:
        """Close without saving, after asking when something was typed."""
        question = QuestionDialog(
            f"{self.unsaved} not saved. Leave it?", safe="Keep editing", other="Leave without saving"
        )
        if not self.is_dirty or await self.app.push_screen_wait(question):
            await self._close(is_saved=False)

    async def _close(self, *, is_saved: bool) -> None:
        if self._keeper is not None:
            await self._keeper.forget()
        self.dismiss(is_saved)


def _in_place_of(typed: str, chosen: str) -> str:
    """The path chosen; in a folder chosen for a file that is to be written, under the name it had."""
    name = Path(typed.strip().strip('"')).name
    is_for_writing = bool(Path(name).suffix) and Path(chosen).is_dir() and not Path(typed).is_dir()
    return str(Path(chosen) / name) if is_for_writing else chosen


async def fill_in(app: App[None], form: FormDialog) -> bool:
    """Show a form and tell whether its answers were stored; must run in a worker."""
    return await app.push_screen_wait(form)
