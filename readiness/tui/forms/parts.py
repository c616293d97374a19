"""What a field of many holds, one to a line, with a line to add to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from readiness.tui.base.content import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType

ADD = "add"
"""Id of the line that adds a part."""

LEAST_KEYS = "enter changes it, x takes it out"


class Parts(OptionList):
    """A list to add to, change and take from; what its parts are is told by its kinds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x,delete", "take_out", "Take out", show=True),
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]

    class Changed(Message):
        """A part was added, changed or taken out."""

    def __init__(self, held: Iterable[object], *, is_many: bool) -> None:
        super().__init__(markup=False, compact=True)
        self._held = list(held)
        self._is_many = is_many
        self._list()

    @property
    def held(self) -> tuple[object, ...]:
        """The parts as they stand."""
        return tuple(self._held)

    @property
    def said(self) -> tuple[str, ...]:
        """The parts as text that `choose` takes."""
        return tuple(self.text_of(part) for part in self._held)

    def choose(self, said: Iterable[str]) -> None:
        """Hold the parts of a text kept from `said`; what is none any more is left out."""
        self._held = [part for text in said if (part := self.part_of(text)) is not None]
        self._tell(0)

    def text_of(self, part: object) -> str:
        """A part as text; an id as it is."""
        return str(part)

    def part_of(self, text: str) -> object | None:
        """The part a text stands for, or None."""
        return text or None

    def line_of(self, part: object) -> str:
        """A part in one line."""
        raise NotImplementedError

    async def ask(self, part: object | None) -> object | None:
        """Ask for a part, or for another in place of one; None to leave all as it is. Runs in a worker."""
        raise NotImplementedError

    @on(OptionList.OptionSelected)
    def open_line(self, event: OptionList.OptionSelected) -> None:
        """Add a part, or change the one under the cursor."""
        event.stop()
        self._open(event.option_id or "")

    @work(group="parts", exclusive=True)
    async def _open(self, line: str) -> None:
        place = None if line == ADD else int(line)
        part = await self.ask(None if place is None else self._held[place])
        if part is None or (part in self._held and part != (place is not None and self._held[place])):
            return
        if place is None:
            self._held.append(part)
        else:
            self._held[place] = part
        self._held = self.in_order(self._held)
        self._tell(self._held.index(part))

    def in_order(self, held: list[object]) -> list[object]:
        """The parts in the order they are kept in."""
        return held

    def action_take_out(self) -> None:
        """Take the part under the cursor out."""
        place = self.highlighted
        if place is not None and place < len(self._held):
            del self._held[place]
            self._tell(place)

    def _tell(self, place: int) -> None:
        self._list()
        self.highlighted = min(place, self.option_count - 1)
        self.post_message(self.Changed())

    def _list(self) -> None:
        self.clear_options()
        self.add_options(
            Option(plain(self.line_of(part)), id=str(number)) for number, part in enumerate(self._held)
        )
        if not self._held:
            self.add_option(Option(plain("+ add", "$text-muted"), id=ADD))
        elif self._is_many:
            self.add_option(Option(plain(f"+ add another   ({LEAST_KEYS})", "$text-muted"), id=ADD))
