"""The tabs of a pane in one line: each with its count, the open one a solid chip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widgets import Static

from readiness.tui.base.content import line, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content
    from textual.events import Click


@dataclass(frozen=True, slots=True)
class TabTitle:
    """One tab."""

    id: str
    title: str
    short: str
    """What stands for the title where the line is too narrow for all of them."""
    count: int


class TabLine(Static):
    """Tabs that are chosen by a click; the screen gives them keys."""

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, tab: str) -> None:
            super().__init__()
            self.tab = tab

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__("", id=id, markup=False)
        self._tabs: tuple[TabTitle, ...] = ()
        self._open = ""

    @property
    def open_tab(self) -> str:
        """Id of the open tab; empty while there is none."""
        return self._open

    def show(self, tabs: Sequence[TabTitle], wanted: str) -> str:
        """Show these tabs, with the wanted one open, or the first when it is not among them; says which."""
        self._tabs = tuple(tabs)
        known = [tab.id for tab in tabs]
        self._open = wanted if wanted in known else next(iter(known), "")
        self._paint()
        return self._open

    def beside(self, step: int) -> str:
        """Id of the tab so many places further, round the end."""
        known = [tab.id for tab in self._tabs]
        return known[(known.index(self._open) + step) % len(known)] if known else ""

    def on_resize(self) -> None:
        """Use the short names where the long ones have no room."""
        self._paint()

    def on_click(self, event: Click) -> None:
        """Choose the tab that was clicked."""
        end = 0
        for tab, words in zip(self._tabs, self._words(), strict=True):
            end += len(words)
            if event.x < end:
                self.post_message(self.Chosen(tab.id))
                return

    def _paint(self) -> None:
        self.update(line(*map(self._chip, self._tabs, self._words())))

    def _words(self) -> list[str]:
        whole = [f" {tab.title} {tab.count:,} " for tab in self._tabs]
        if sum(map(len, whole)) <= self.size.width:
            return whole
        return [f" {tab.short} {tab.count:,} " for tab in self._tabs]

    def _chip(self, tab: TabTitle, words: str) -> Content:
        if tab.id == self._open:
            return plain(words, "bold $on-solid on $solid")
        return plain(words, "$text-muted" if not tab.count else "$text")
