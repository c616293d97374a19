"""Finding words in the documents: typed once, answered while typing, with the passage that answers."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from readiness.base.text import counted
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import line, lines, plain
from readiness.tui.base.styles import styles
from readiness.tui.screens.base.filter_choices import example_of
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.page import Entry, Page

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from readiness.library.search import Found, Match, SearchIndex
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp

_HIT = "underline"

_MUTED = "$text-muted"

_SHOWN = 20


async def find_words(ui: WorkspaceApp) -> None:
    """Ask for words and go to the item that is chosen. Must run in a worker."""
    chosen = await ui.push_screen_wait(FindDialog(ui.opened))
    if chosen:
        ui.action_area("evidence", chosen)


class FindDialog(ModalScreen[str]):
    """A search field over the answers and the passage of the one under the cursor; gives its id."""

    CSS_PATH = styles("forms/boxes.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("finder")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._index: SearchIndex | None = None
        self._matches: dict[str, Match] = {}
        self._is_searching = False
        self._is_awaited = False
        self._is_leaving = False

    def compose(self) -> ComposeResult:
        """Field, answers, how many, and the passage."""
        with Vertical(classes="box -tall"):
            yield Static(plain("Find words in the documents", "bold"), markup=False)
            yield Input(
                placeholder=example_of(self._session, 'words, "the very words", kind:audit is:stale'),
                compact=True,
                id="query",
            )
            yield Page(id="choices")
            yield Static("", id="count", classes="muted", markup=False)
            with VerticalScroll(id="passage-box"):
                yield Static("", id="passage", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Read what is new of the evidence first."""
        self.query_one("#passage-box").styles.max_height = "40%"
        self.query_one(Input).focus()
        self._open()

    def on_unmount(self) -> None:
        """Read no further."""
        self._is_leaving = True
        if self._index is not None:
            self._index.close()

    @work(group="open", exclusive=True)
    async def _open(self) -> None:
        """Read what is new; what is read already is searched meanwhile."""
        from readiness.library.search import SearchIndex

        session = self._session
        index = await asyncio.to_thread(SearchIndex, session.workspace.root)
        if self._is_leaving:
            index.close()
            return
        self._index = index
        self._say("Reading what is new ...")
        await asyncio.to_thread(index.update, session.records, cancelled=lambda: self._is_leaving)
        if not self._is_leaving:
            self._say("")
            self._search(self.query_one(Input).value)

    @on(Input.Changed, "#query")
    def look(self, event: Input.Changed) -> None:
        """Look for what is typed so far."""
        self._is_awaited = False
        self._is_searching = True
        self._search(event.value)

    @work(group="search", exclusive=True)
    async def _search(self, query: str) -> None:
        from readiness.evidence.finding import find_in

        index, session = self._index, self._session
        if index is None or not query.strip():
            self._is_searching = False
            if index is not None:
                self._show(None)
            return
        found = await asyncio.to_thread(find_in, index, session.workspace, query, _SHOWN, as_at=session.as_at)
        self._is_searching = False
        self._show(found)
        if self._is_awaited:
            self.action_choose()

    def _show(self, found: Found | None) -> None:
        matches = found.matches if found else ()
        self._matches = {one.evidence_id: one for one in matches}
        page = self.query_one(Page)
        nothing = [Entry(plain("No document has these words."))] if found else []
        page.fill([_entry(one) for one in matches] or nothing)
        page.highlighted = 0 if matches else None
        self._say(_told(found) if found else "")
        self._preview()

    @on(OptionList.OptionHighlighted)
    def _preview(self) -> None:
        """Show the passage of the answer under the cursor."""
        match = self._matches.get(self.query_one(Page).key)
        self.query_one("#passage", Static).update(_passage(match) if match else plain(""))

    def _say(self, words: str) -> None:
        self.query_one("#count", Static).update(plain(words))

    @on(Input.Submitted, "#query")
    def choose_first(self) -> None:
        """Enter in the field takes the answer under the cursor."""
        self.action_choose()

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Go to an answer."""
        self.dismiss(event.option_id or "")

    def action_choose(self) -> None:
        """Go to the answer under the cursor, once the answers for what was typed are there."""
        if self._is_searching:
            self._is_awaited = True
        elif key := self.query_one(Page).key:
            self.dismiss(key)

    def action_close(self) -> None:
        """Go nowhere."""
        self.dismiss("")

    def action_down(self) -> None:
        """Move the cursor of the list while typing."""
        self.query_one(Page).action_cursor_down()

    def action_up(self) -> None:
        """Move the cursor of the list while typing."""
        self.query_one(Page).action_cursor_up()


def _told(found: Found) -> str:
    parts = [counted(len(found.matches), "document")]
    parts += [
        f"no document has \u201c{typed}\u201d; meant \u201c{meant}\u201d?" for typed, meant in found.meant
    ]
    parts += [f"no document has \u201c{typed}\u201d" for typed in found.unknown]
    return ", ".join(parts)


def _entry(one: Match) -> Entry:
    place = f"  {one.pinpoint}" if str(one.pinpoint) else ""
    lacks = f"  without {', '.join(one.missing)}" if one.missing else ""
    head = line(
        plain(one.evidence_id, "bold"), f" {one.title}", plain(place, "$text-accent"), plain(lacks, _MUTED)
    )
    return Entry(lines([head, line("  ", _marked(one.snippet, one.hits))]), id=one.evidence_id)


def _marked(text: str, hits: tuple[tuple[int, int], ...]) -> Content:
    """A snippet with its hits marked: cut into pieces, each made safe to show by itself."""
    parts: list[Content] = []
    at = 0
    for start, end in hits:
        parts += [plain(text[at:start]), plain(text[start:end], _HIT)]
        at = end
    return line(*parts, plain(text[at:]))


def _passage(one: Match) -> Content:
    return lines([plain(str(one.pinpoint) or one.title, "bold"), plain(one.passage, keep_breaks=True)])
