"""A page of entries of several lines, read from top to bottom, each of which can be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.widgets import OptionList
from textual.widgets.option_list import Option

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType
    from textual.content import Content


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a page; a heading has no id and cannot be chosen."""

    content: Content
    id: str = ""


class Page(OptionList):
    """Entries with a cursor that stays on the same entry when the page is filled again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open", key_display="enter"),
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("G", "last", show=False),
    ]

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, markup=False, compact=True)
        self._wanted = ""
        self._make: Callable[[int], Sequence[Entry]] | None = None
        self._made_for = 0

    @property
    def key(self) -> str:
        """Id of the entry under the cursor; empty when there is none."""
        if self.highlighted is None:
            return ""
        return self.get_option_at_index(self.highlighted).id or ""

    def fill(self, entries: Sequence[Entry]) -> None:
        """Show these entries, the cursor on the same one as before."""
        self._make = None
        self._put(entries)

    def fit(self, make: Callable[[int], Sequence[Entry]]) -> None:
        """Show the entries that `make` gives for a width in columns, made again whenever that changes."""
        self._make, self._made_for = make, self.content_region.width
        self._put(make(self._made_for))

    def on_resize(self) -> None:
        """Make the entries anew where they were made for another width."""
        if self._make is not None and self.content_region.width != self._made_for:
            self.fit(self._make)

    def _put(self, entries: Sequence[Entry]) -> None:
        wanted, offset = self._wanted or self.key, self.scroll_offset
        self.clear_options()
        self.add_options(Option(one.content, id=one.id or None, disabled=not one.id) for one in entries)
        if not self.point_at(wanted):
            first = next((number for number, one in enumerate(entries) if one.id), None)
            self.highlighted = first
        self.scroll_to(y=offset.y, animate=False, immediate=True)

    def point_at(self, key: str) -> bool:
        """Put the cursor on an entry; remembered when the entry is not there yet."""
        self._wanted = key
        if not key:
            return False
        for number in range(self.option_count):
            if self.get_option_at_index(number).id == key:
                self.highlighted = number
                self._wanted = ""
                return True
        return False
