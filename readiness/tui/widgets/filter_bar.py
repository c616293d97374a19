"""Words that narrow a list while they are typed, each shown as a chip that can be taken away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from readiness.tui.base.content import plain

if TYPE_CHECKING:
    from textual.app import ComposeResult

_TOKEN = re.compile(r'[^\s"]*"[^"]*"?|\S+')


def tokens(query: str) -> list[str]:
    """The parts of a filter, a quoted part in one piece."""
    return _TOKEN.findall(query)


class Chip(Static):
    """One part of the filter; a click takes it away."""

    class Removed(Message):
        """A chip was clicked."""

        def __init__(self, token: str) -> None:
            super().__init__()
            self.token = token

    def __init__(self, token: str) -> None:
        super().__init__(plain(f" {token} x "), markup=False)
        self._token = token

    def on_click(self) -> None:
        """Take this part away."""
        self.post_message(self.Removed(self._token))


class FilterBar(Vertical):
    """The search field, the number found, and the chips."""

    class Changed(Message):
        """The filter is another one now."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

    class Left(Message):
        """The user went from the filter to the list."""

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        """Field and count in one line, chips below."""
        with Horizontal(id="filter-line"):
            yield Static(plain(" / "), id="filter-mark", markup=False)
            yield Input(placeholder=self._placeholder, compact=True, id="filter", select_on_focus=False)
            yield Static("", id="filter-count", markup=False)
        yield Horizontal(id="chips")

    @property
    def value(self) -> str:
        """The filter as typed."""
        return self.query_one("#filter", Input).value

    @value.setter
    def value(self, words: str) -> None:
        self.query_one("#filter", Input).value = words

    def say(self, words: str) -> None:
        """Show how many were found, or what is wrong with the filter."""
        self.query_one("#filter-count", Static).update(plain(f"{words} "))

    def take_focus(self) -> None:
        """Put the cursor into the field."""
        self.query_one("#filter", Input).focus()

    def add(self, token: str) -> None:
        """Narrow further by one part, unless it is there already."""
        if token not in tokens(self.value):
            self.value = f"{self.value} {token}".strip()

    def toggle(self, token: str) -> None:
        """Narrow further by one part, or no longer by it when it is there already."""
        parts = tokens(self.value)
        kept = [one for one in parts if one != token]
        self.value = " ".join(kept if token in parts else [*parts, token])

    @on(Input.Changed, "#filter")
    async def narrow(self, event: Input.Changed) -> None:
        """Tell the screen, and draw the chips again."""
        event.stop()
        chips = self.query_one("#chips", Horizontal)
        parts = tokens(event.value)
        chips.set_class(bool(parts), "-some")
        await chips.remove_children()
        if parts:
            await chips.mount_all(Chip(one) for one in parts)
        self.post_message(self.Changed(event.value))

    @on(Input.Submitted, "#filter")
    def leave(self, event: Input.Submitted) -> None:
        """Enter goes to the list."""
        event.stop()
        self.post_message(self.Left())

    @on(Chip.Removed)
    def remove_chip(self, event: Chip.Removed) -> None:
        """Take one part out of the filter."""
        event.stop()
        kept = tokens(self.value)
        if event.token in kept:
            kept.remove(event.token)
        self.value = " ".join(kept)

    def clear(self) -> bool:
        """Empty the filter; whether there was one."""
        had = bool(self.value)
        self.value = ""
        return had
