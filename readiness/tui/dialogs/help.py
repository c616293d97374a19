"""What every key does here; made from the same declarations as the keys themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from readiness.tui.commands import AREAS, EVERYWHERE, bindings_for, commands_for
from readiness.tui.styles import styles
from readiness.tui.text import line, lines, plain
from readiness.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from readiness.tui.commands import Command

ABOUT = {
    "overview": "Every line opens what is behind it: press enter, or click.",
    "criteria": "Choose a criterion or prompt on the left. Statements and evidence are on the right.",
    "evidence": "Every item of evidence. Type / and some words to narrow the list.",
    "gaps": "What is missing, thin or stale, worst first. Enter goes to where it is put right.",
    "requests": "What inspectors may ask for, by deadline. Enter opens an item.",
    "plan": "Recommendations, actions and measures.",
    "review": "What an edited copy would change. Nothing is stored before you press w; undo takes it back.",
    "notice": "The inspection timetable and the clock, once the call has come.",
}


class HelpDialog(ModalScreen[None]):
    """Keys of this screen, then the keys that work everywhere."""

    CSS_PATH = styles("dialogs/boxes.tcss", "lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("message")

    def __init__(self, area: str) -> None:
        super().__init__()
        self._area = area

    def compose(self) -> ComposeResult:
        """Two lists of keys under a line about the screen."""
        title = dict(AREAS).get(self._area, "")
        with Vertical(classes="box"):
            yield Static(plain(f"Help: {title}" if title else "Help", "bold"), markup=False)
            with VerticalScroll():
                yield Static(plain(ABOUT.get(self._area, "")), classes="muted", markup=False)
                here = f"On {title}" if title else "Here"
                yield Static(_listed(here, commands_for(self._area)), classes="gap", markup=False)
                if title:
                    yield Static(_listed("Everywhere", commands_for(EVERYWHERE)), classes="gap", markup=False)
                yield Static(plain(_MOVING), classes="gap muted", markup=False)
        yield KeyLine()

    def action_close(self) -> None:
        """Close the help."""
        self.dismiss(None)

    def action_copy(self) -> None:
        """There is nothing to copy here."""


_MOVING = (
    "Move with the arrow keys or j and k; tab goes to the next pane; enter opens. ctrl+p lists every verb by "
    "name. Everything can also be clicked; hold shift to select text with the mouse. Full-screen programs "
    "cannot be read by screen readers: every task is also on the command line, see 'readiness --help'."
)


def _listed(title: str, commands: tuple[Command, ...]) -> Content:
    rows = [
        line(
            plain(f"  {one.key_words:<12}", "$text-accent"),
            f"{one.title:<12} ",
            plain(one.help, "$text-muted"),
        )
        for one in commands
        if one.key
    ]
    return lines([plain(title, "bold"), *rows])
