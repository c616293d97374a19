"""Choosing one of many by typing a few of its letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.fuzzy import FuzzySearch
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import line, plain
from readiness.tui.base.styles import styles
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.page import Entry, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

SHOWN = 200
"""Choices listed at most; typing narrows them."""

_FUZZY_LIMIT = 2_000
"""Choices among which letters may lie apart; beyond it whole parts of words must match."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose."""

    id: str
    words: str
    detail: str = ""


class Picker(ModalScreen[str]):
    """A search field over a list; gives the id of what was chosen, empty for nothing."""

    CSS_PATH = styles("forms/boxes.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("picker")

    def __init__(self, title: str, choices: Sequence[Choice], *, placeholder: str = "type to narrow") -> None:
        super().__init__()
        self._title = title
        self._choices = tuple(choices)
        self._placeholder = placeholder

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
        self._list("")

    @on(Input.Changed, "#query")
    def narrow(self, event: Input.Changed) -> None:
        """List what fits the words typed so far."""
        self._list(event.value)

    @on(Input.Submitted, "#query")
    def choose_first(self) -> None:
        """Enter in the field takes the entry under the cursor."""
        self.dismiss(self.query_one(Page).key)

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Take an entry of the list."""
        self.dismiss(event.option_id or "")

    def action_choose(self) -> None:
        """Take the entry under the cursor."""
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

    def _list(self, query: str) -> None:
        found = ranked(query, self._choices)
        page = self.query_one(Page)
        width = max((len(one.id) for one in found[:SHOWN]), default=0)
        entries = [_entry(one, width) for one in found[:SHOWN]]
        page.fill(entries or [Entry(plain("Nothing fits these words."))])
        page.highlighted = 0 if found else None
        more = f", the first {SHOWN} shown" if len(found) > SHOWN else ""
        self.query_one("#count", Static).update(plain(f"{len(found):,} of {len(self._choices):,}{more}"))


def ranked(query: str, choices: Sequence[Choice]) -> list[Choice]:
    """The choices that fit a query, best first; all of them, in their order, for an empty query.

    Every word typed must be part of the choice; where nothing fits so, its letters may lie apart.
    """
    words = query.casefold().split()
    if not words:
        return list(choices)
    scored = []
    for number, one in enumerate(choices):
        text = f"{one.id} {one.words} {one.detail}".casefold()
        if all(word in text for word in words):
            at_start = sum(1 for word in words if text.startswith(word) or f" {word}" in text)
            scored.append((-(one.id.casefold() == words[0]), -at_start, number, one))
    if scored or len(choices) > _FUZZY_LIMIT:
        return [one for *_, one in sorted(scored, key=lambda each: each[:3])]
    search = FuzzySearch()
    loose = ((search.match(query, f"{one.id} {one.words}")[0], one) for one in choices)
    return [one for score, one in sorted(loose, key=lambda each: -each[0]) if score > 0]


def _entry(one: Choice, width: int) -> Entry:
    detail = plain(f"  {one.detail}", "$text-muted") if one.detail else plain("")
    return Entry(line(plain(one.id.ljust(width), "bold"), f"  {one.words}", detail), id=one.id)
