"""Choosing one of many by typing a few of its letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from readiness.base.matching import MOST_WORDS, Found
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import line, plain
from readiness.tui.base.styles import styles
from readiness.tui.widgets.finder import Finder, marked
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.page import Entry, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

SHOWN = 60
"""Choices listed at most; typing narrows them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose."""

    id: str
    words: str
    detail: str = ""

    @property
    def text(self) -> str:
        """What it is found by."""
        return f"{self.id} {self.words} {self.detail}"


class Picker(ModalScreen[str]):
    """A search field over a list; gives the id of what was chosen, empty for nothing."""

    CSS_PATH = styles("forms/boxes.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("picker")

    def __init__(self, title: str, choices: Sequence[Choice], *, placeholder: str = "type to narrow") -> None:
        super().__init__()
        self._title = title
        self._choices = tuple(choices)
        self._placeholder = placeholder
        self._finder = Finder([one.text for one in self._choices])
        self._is_searching = False
        self._is_awaited = False
        """Whether enter was pressed before the choices for the query were there."""

    def compose(self) -> ComposeResult:
        """Title, search field, list, and how many there are."""
        with Vertical(classes="box -tall"):
            yield Static(plain(self._title, "bold"), markup=False)
            yield Input(placeholder=self._placeholder, compact=True, id="query")
            yield Page(id="choices")
            yield Static("", id="count", classes="muted", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """List everything until something is typed."""
        self._show(Found(range(len(self._choices))))
        if not self._finder.is_small:
            self._prepare()

    def on_unmount(self) -> None:
        """Nobody waits any more for what is being looked for."""
        self._finder.stop()

    @on(Input.Changed, "#query")
    def narrow(self, event: Input.Changed) -> None:
        """List what fits the words typed so far."""
        self._is_awaited = False
        if self._finder.is_small:
            self._show(self._finder.find_now(event.value))
        else:
            self._is_searching = True
            self._search(event.value)

    @on(Input.Submitted, "#query")
    def choose_first(self) -> None:
        """Enter in the field takes the entry under the cursor."""
        self.action_choose()

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Take an entry of the list."""
        self.dismiss(event.option_id or "")

    def action_choose(self) -> None:
        """Take the entry under the cursor, once the choices for what was typed are there."""
        if self._is_searching:
            self._is_awaited = True
        else:
            self.dismiss(self.query_one(Page).key)

    def action_close(self) -> None:
        """Choose nothing."""
        self.dismiss("")

    def action_down(self) -> None:
        """Move the cursor of the list while typing."""
        self.query_one(Page).action_cursor_down()

    def action_up(self) -> None:
        """Move the cursor of the list while typing."""
        self.query_one(Page).action_cursor_up()

    @work(group="prepare")
    async def _prepare(self) -> None:
        """Get ready for the first letter typed."""
        await self._finder.find("")

    @work(group="search", exclusive=True)
    async def _search(self, query: str) -> None:
        """Look in a thread, and list what was found unless something else was typed meanwhile."""
        found = await self._finder.find(query)
        if found is not None:
            self._is_searching = False
            self._show(found)
            if self._is_awaited:
                self.action_choose()

    def _show(self, found: Found) -> None:
        shown = [self._choices[place] for place in found.places[:SHOWN]]
        width = max((len(one.id) for one in shown), default=0)
        page = self.query_one(Page)
        page.fill([_entry(one, width, found) for one in shown] or [Entry(plain("Nothing fits these words."))])
        page.highlighted = 0 if shown else None
        self.query_one("#count", Static).update(plain(_counted(found, len(self._choices))))


def _counted(found: Found, total: int) -> str:
    count = len(found.places)
    parts = (
        f"{count:,} of {total:,}",
        f"the first {SHOWN} shown" if count > SHOWN else "",
        "nearly, with a letter changed" if found.corrections and count else "",
        f"only the first {MOST_WORDS} words looked for" if found.unread else "",
    )
    return ", ".join(filter(None, parts))


def _entry(one: Choice, width: int, found: Found) -> Entry:
    detail = plain(f"  {one.detail}", "$text-muted") if one.detail else plain("")
    content = line(plain(one.id.ljust(width), "bold"), f"  {one.words}", detail)
    return Entry(marked(content, found), id=one.id)
