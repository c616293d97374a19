"""A short list of things to do, each with a few words about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from readiness.tui.commands import bindings_for
from readiness.tui.styles import styles
from readiness.tui.text import line, plain
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.page import Entry, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType


class Menu(ModalScreen[str]):
    """Gives the id of what was chosen, empty for nothing."""

    CSS_PATH = styles("dialogs/boxes.tcss", "lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("menu")

    def __init__(self, title: str, choices: Sequence[tuple[str, str, str]], *, intro: str = "") -> None:
        super().__init__()
        self._title = title
        self._choices = tuple(choices)
        self._intro = intro

    def compose(self) -> ComposeResult:
        """Title, introduction and the choices."""
        with Vertical(classes="box"):
            yield Static(plain(self._title, "bold"), markup=False)
            if self._intro:
                yield Static(plain(self._intro), classes="gap muted", markup=False)
            yield Page(id="menu")
        yield KeyLine()

    def on_mount(self) -> None:
        """List the choices."""
        self.query_one(Page).fill(
            [
                Entry(line(f"{words}  ", plain(detail, "$text-muted")), id=one)
                for one, words, detail in self._choices
            ]
        )
        self.query_one(Page).focus()

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Take a choice."""
        self.dismiss(event.option_id or "")

    def action_close(self) -> None:
        """Choose nothing."""
        self.dismiss("")
