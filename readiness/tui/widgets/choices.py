"""Choosing any number of a few; a cross in brackets says what is chosen, without any colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from readiness.tui.base.content import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.content import Content


class Choices(OptionList):
    """A list in which every line is chosen or not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "select", "Choose", show=True),
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]

    class Changed(Message):
        """Something was chosen, or is chosen no longer."""

    def __init__(self, options: Iterable[tuple[str, str]], chosen: Iterable[str]) -> None:
        self._words = dict(options)
        self._chosen = set(chosen)
        super().__init__(
            *(Option(self._line(one), id=one) for one in self._words), markup=False, compact=True
        )

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ids of what is chosen, in the order of the list."""
        return tuple(one for one in self._words if one in self._chosen)

    def choose(self, chosen: Iterable[str]) -> None:
        """Have these chosen, and no others."""
        self._chosen = set(chosen) & self._words.keys()
        for one in self._words:
            self.replace_option_prompt(one, self._line(one))
        self.post_message(self.Changed())

    @on(OptionList.OptionSelected)
    def toggle(self, event: OptionList.OptionSelected) -> None:
        """Choose the line, or choose it no longer."""
        event.stop()
        one = event.option_id or ""
        self._chosen ^= {one}
        self.replace_option_prompt(one, self._line(one))
        self.post_message(self.Changed())

    def _line(self, one: str) -> Content:
        return plain(f"[{'x' if one in self._chosen else ' '}] {self._words[one]}")
