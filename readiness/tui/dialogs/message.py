"""Short boxes: an error with its remedy, and a question before something typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from readiness.tui.commands import bindings_for
from readiness.tui.styles import styles
from readiness.tui.text import plain
from readiness.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from textual.app import App, ComposeResult
    from textual.binding import BindingType

    from readiness.core.errors import ReadinessError


class ErrorDialog(ModalScreen[None]):
    """What happened, where, and what to do."""

    CSS_PATH = styles("dialogs/boxes.tcss", "lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("message")

    def __init__(self, error: ReadinessError) -> None:
        super().__init__()
        self._error = error

    def compose(self) -> ComposeResult:
        """Three parts, the title in bold."""
        error = self._error
        with Vertical(classes="box -warning"):
            yield Static(plain(error.title, "bold"), markup=False)
            if error.detail:
                yield Static(plain(error.detail, keep_breaks=True), classes="gap muted", markup=False)
            if error.hint:
                yield Static(plain(error.hint, keep_breaks=True), classes="gap", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Close", id="close", compact=True)
        yield KeyLine()

    def on_button_pressed(self) -> None:
        """Close by mouse."""
        self.action_close()

    def action_close(self) -> None:
        """Close the box."""
        self.dismiss(None)

    def action_copy(self) -> None:
        """Put the whole message on the clipboard."""
        error = self._error
        self.app.copy_to_clipboard(
            "\n".join(part for part in (error.title, error.detail, error.hint) if part)
        )
        self.notify("Copied, if your terminal allows it.", markup=False)


class QuestionDialog(ModalScreen[bool]):
    """A question with a safe answer, which has the focus, and another."""

    CSS_PATH = styles("dialogs/boxes.tcss", "lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("question")

    def __init__(self, question: str, *, safe: str, other: str) -> None:
        super().__init__()
        self._question = question
        self._safe = safe
        self._other = other

    def compose(self) -> ComposeResult:
        """The question above its two answers."""
        with Vertical(classes="box -warning"):
            yield Static(plain(self._question), markup=False)
            with Horizontal(classes="buttons"):
                yield Button(plain(self._safe), id="safe", compact=True)
                yield Button(plain(self._other), id="other", compact=True)
        yield KeyLine()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer; True is the answer that is not the safe one."""
        self.dismiss(event.button.id == "other")

    def action_close(self) -> None:
        """Give the safe answer."""
        self.dismiss(False)


@runtime_checkable
class HoldsTyping(Protocol):
    """A screen that may hold words that are not saved."""

    @property
    def unsaved(self) -> str:
        """What is not saved, in words; empty when nothing is."""


async def may_leave(app: App[None]) -> bool:
    """Whether nothing typed would be lost, or the user says so; must run in a worker."""
    held = [one.unsaved for one in _open_screens(app) if isinstance(one, HoldsTyping)]
    words = [one for one in held if one]
    if not words:
        return True
    question = f"{' and '.join(words)} not saved. Leave the program without saving?"
    return await app.push_screen_wait(QuestionDialog(question, safe="Stay", other="Leave without saving"))


def _open_screens(app: App[None]) -> list[object]:
    return [screen for stack in app._screen_stacks.values() for screen in stack]  # noqa: SLF001 - no public list
