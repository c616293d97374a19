"""Jumping: a box with the places of the screen, each a letter or an id away."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import line, lines, plain
from readiness.tui.base.styles import styles
from readiness.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content
    from textual.events import Key


class JumpBox(ModalScreen[str]):
    """Gives what was typed once it names a place; empty when it names none, or for esc."""

    CSS_PATH = styles("forms/boxes.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("jump")

    def __init__(self, places: Mapping[str, str], ids: Mapping[str, str]) -> None:
        """Places by the letter or digit that goes there, and by ids that may be typed, with their words."""
        super().__init__()
        self._places = dict(places)
        self._ids = dict(ids)
        self._typed = ""

    def compose(self) -> ComposeResult:
        """The places, and below them the ids."""
        with Vertical(classes="box"):
            yield Static(plain("Jump to", "bold"), markup=False)
            with VerticalScroll():
                yield Static(_listed(self._places), markup=False)
                yield Static(_listed(self._ids), classes="gap", markup=False)
        yield KeyLine()

    def on_key(self, event: Key) -> None:
        """Take the letter; leave as soon as what is typed names a place, or can name none any more."""
        typed = event.character or ""
        if not typed or not typed.isprintable():
            return
        event.stop()
        event.prevent_default()
        self._typed += typed
        if self._typed in self._places or self._typed in self._ids:
            self.dismiss(self._typed)
        elif not any(one.startswith(self._typed) for one in self._ids):
            self.dismiss("")

    def action_close(self) -> None:
        """Stay."""
        self.dismiss("")


def _listed(places: Mapping[str, str]) -> Content:
    return lines(
        [line(plain(f"  {key:<6}", "bold $text-accent"), plain(words)) for key, words in places.items()]
    )
