"""A short list of things to do, each with a few words about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from textual import on
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, OptionList, Static

from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import line, plain
from readiness.tui.base.styles import styles
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.page import Entry, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import App, ComposeResult
    from textual.binding import BindingType

    from readiness.base.errors import ReadinessError


class Menu(ModalScreen[str]):
    """Gives the id of what was chosen, empty for nothing."""

    CSS_PATH = styles("forms/boxes.tcss", "base/lists.tcss")
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


class ErrorDialog(ModalScreen[None]):
    """What happened, where, and what to do."""

    CSS_PATH = styles("forms/boxes.tcss", "base/lists.tcss")
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

    CSS_PATH = styles("forms/boxes.tcss", "base/lists.tcss")
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

    def action_do_it(self) -> None:
        """Give the answer that is not the safe one."""
        self.dismiss(True)


async def is_sure(app: App[None], question: str, *, do_it: str, safe: str = "Not yet") -> bool:
    """Ask before what others rely on is changed; enter and esc are the safe answer. Must run in a worker."""
    return await app.push_screen_wait(QuestionDialog(question, safe=safe, other=do_it))


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
