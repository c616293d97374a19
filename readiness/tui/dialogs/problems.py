"""What could not be read when the workspace was opened; nothing of it was thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from readiness.tui.commands import bindings_for
from readiness.tui.styles import styles
from readiness.tui.text import plain
from readiness.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from readiness.core.problems import Problem

SHOWN = 200


class ProblemsDialog(ModalScreen[None]):
    """Every problem with its place and what to do about it."""

    CSS_PATH = styles("dialogs/boxes.tcss", "lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("message")

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self._problems = tuple(problems)

    def compose(self) -> ComposeResult:
        """The problems one below the other."""
        count = len(self._problems)
        with Vertical(classes="box"):
            yield Static(plain(f"Problems found while opening: {count}", "bold"), markup=False)
            with VerticalScroll():
                for one in self._problems[:SHOWN]:
                    yield Static(plain(one), classes="gap", markup=False)
                if not count:
                    yield Static(plain("None. Everything could be read."), classes="gap", markup=False)
                if count > SHOWN:
                    yield Static(plain("'readiness doctor' lists them all."), classes="gap", markup=False)
        yield KeyLine()

    def action_close(self) -> None:
        """Close the list."""
        self.dismiss(None)

    def action_copy(self) -> None:
        """Put the problems on the clipboard."""
        self.app.copy_to_clipboard("\n".join(str(one) for one in self._problems))
        self.notify("Copied, if your terminal allows it.", markup=False)
