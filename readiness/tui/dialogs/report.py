"""A box to read: a title and lines, scrolled with the arrow keys, copied with one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from readiness.tui.commands import bindings_for
from readiness.tui.styles import styles
from readiness.tui.text import line, lines, plain
from readiness.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

LINES_SHOWN = 600
"""Lines listed at most; the command line gives them all."""

_SHORT = 12
"""Parts up to which the box is only as high as they need."""


class ReportDialog(ModalScreen[None]):
    """Lines somebody wants to read in full."""

    CSS_PATH = styles("dialogs/boxes.tcss", "dialogs/report.tcss", "lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("message")

    def __init__(self, title: str, parts: Sequence[Content]) -> None:
        super().__init__()
        self._title = title
        self._parts = tuple(parts)

    def compose(self) -> ComposeResult:
        """The title above the lines."""
        shown = list(self._parts[:LINES_SHOWN])
        if len(self._parts) > LINES_SHOWN:
            shown.append(plain(f"... and {len(self._parts) - LINES_SHOWN:,} lines more."))
        with Vertical(classes="box -report" + (" -short" if len(shown) <= _SHORT else "")):
            yield Static(plain(self._title, "bold"), markup=False)
            with VerticalScroll():
                yield Static(lines(shown), markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Arrow keys scroll from the start."""
        self.query_one(VerticalScroll).focus()

    def action_close(self) -> None:
        """Close the box."""
        self.dismiss(None)

    def action_copy(self) -> None:
        """Put everything on the clipboard."""
        self.app.copy_to_clipboard("\n".join((self._title, *(one.plain for one in self._parts))))
        self.notify("Copied, if your terminal allows it.", markup=False)


def heading(words: str) -> Content:
    """A line that begins a part of a report."""
    return lines([plain(""), plain(words, "bold")])


def columns(cells: Iterable[tuple[str, int]]) -> Content:
    """One line of words set to widths; the last one runs on."""
    return line(*(plain(words if not width else f"{words[: width - 1]:<{width}}") for words, width in cells))
