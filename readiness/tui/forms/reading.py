"""A box to read: a title and lines, scrolled with the arrow keys, copied with one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from readiness.tui.base.actions import bindings_for, commands_for
from readiness.tui.base.areas import area_titles
from readiness.tui.base.command import EVERYWHERE
from readiness.tui.base.content import line, lines, plain
from readiness.tui.base.pane_help import PANE_HELP
from readiness.tui.base.styles import styles
from readiness.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from readiness.base.problems import Problem
    from readiness.model.definition.framework import Framework
    from readiness.tui.base.command import Command

LINES_SHOWN = 600
"""Lines listed at most; the command line gives them all."""

_SHORT = 12
"""Parts up to which the box is only as high as they need."""


class ReportDialog(ModalScreen[None]):
    """Lines somebody wants to read in full."""

    CSS_PATH = styles("forms/boxes.tcss", "forms/report.tcss", "base/lists.tcss")
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


SHOWN = 200


class ProblemsDialog(ModalScreen[None]):
    """Every problem with its place and what to do about it; like ones together."""

    CSS_PATH = styles("forms/boxes.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("message")

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self._problems = tuple(problems)

    def compose(self) -> ComposeResult:
        """The kinds of problem one below the other, each with its places."""
        from readiness.definitions.fault_groups import grouped

        count, kinds = len(self._problems), grouped(self._problems)
        with Vertical(classes="box"):
            yield Static(plain(f"Problems found while opening: {count}", "bold"), markup=False)
            with VerticalScroll():
                for kind in kinds[:SHOWN]:
                    yield Static(plain(kind), classes="gap", markup=False)
                if not count:
                    yield Static(plain("None. Everything could be read."), classes="gap", markup=False)
                if count > len(kinds):
                    words = "ctrl+c copies each by itself; 'readiness doctor' lists them all."
                    yield Static(plain(words), classes="gap", markup=False)
        yield KeyLine()

    def action_close(self) -> None:
        """Close the list."""
        self.dismiss(None)

    def action_copy(self) -> None:
        """Put the problems on the clipboard."""
        self.app.copy_to_clipboard("\n".join(str(one) for one in self._problems))
        self.notify("Copied, if your terminal allows it.", markup=False)


ABOUT = {
    "overview": "Every line opens what is behind it: press enter, or click.",
    "criteria": "Choose a criterion or prompt on the left. Statements and evidence are on the right.",
    "evidence": "Every item of evidence. Type / and some words to narrow the list.",
    "gaps": "What is missing, thin or stale, worst first. Enter goes to where it is put right.",
    "requests": "What inspectors may ask for, by deadline. Enter opens an item.",
    "plan": "Recommendations, actions and measures.",
    "review": "What an edited copy would change. Nothing is stored before ctrl+s; undo takes it back.",
    "notice": "The inspection timetable and the clock, once the call has come.",
}


class HelpDialog(ModalScreen[None]):
    """Keys of this screen, then the keys that work everywhere."""

    CSS_PATH = styles("forms/boxes.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("message")

    def __init__(self, area: str, framework: Framework | None = None, *, pane: str = "") -> None:
        """Of an area or a box, in the words of the framework that is open; first of the pane in use."""
        super().__init__()
        self._area = area
        self._pane = PANE_HELP.get((area, pane), "")
        self._titles = dict(area_titles(framework))
        self._said = framework.terms.said if framework is not None else str

    def compose(self) -> ComposeResult:
        """Two lists of keys under a line about the screen."""
        title = self._titles.get(self._area, "")
        with Vertical(classes="box"):
            yield Static(plain(f"Help: {title}" if title else "Help", "bold"), markup=False)
            with VerticalScroll():
                if self._pane:
                    yield Static(_prose(self._said(self._pane)), markup=False)
                about = self._said(ABOUT.get(self._area, ""))
                yield Static(plain(about), classes="gap muted" if self._pane else "muted", markup=False)
                here = f"On {title}" if title else "Here"
                yield Static(self._listed(here, commands_for(self._area)), classes="gap", markup=False)
                if title:
                    everywhere = self._listed("Everywhere", commands_for(EVERYWHERE))
                    yield Static(everywhere, classes="gap", markup=False)
                yield Static(plain(_MOVING), classes="gap muted", markup=False)
        yield KeyLine()

    def action_close(self) -> None:
        """Close the help."""
        self.dismiss(None)

    def _listed(self, title: str, commands: tuple[Command, ...]) -> Content:
        rows = [
            line(
                plain(f"  {one.key_words:<12}", "$text-accent"),
                f"{self._said(one.title):<12} ",
                plain(self._said(one.help), "$text-muted"),
            )
            for one in commands
            if one.key
        ]
        return lines([plain(title, "bold"), *rows])

    def action_copy(self) -> None:
        """There is nothing to copy here."""


def _prose(words: str) -> Content:
    """Sentences, the keys in them in the colour of keys."""
    parts = words.split("`")
    return line(*(plain(part, "bold $text-accent" if place % 2 else "") for place, part in enumerate(parts)))


_MOVING = (
    "Move with the arrow keys or j and k; tab goes to the next pane; enter opens. ctrl+p lists every verb by "
    "name. Everything can also be clicked; hold shift to select text with the mouse. Full-screen programs "
    "cannot be read by screen readers: every task is also on the command line, see 'readiness --help'."
)
