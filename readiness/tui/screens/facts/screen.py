"""The facts of the framework: the doubts that carry the risk, and the facts behind each, settled here."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import DataTable, Static

from readiness.base.dates import short_date
from readiness.model.definition.parts import FactPlace, places
from readiness.rules.reliance import doubts, proof
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import cell, lines, plain
from readiness.tui.base.styles import styles
from readiness.tui.screens.facts import forms
from readiness.tui.shell.workspace_app import WorkspaceApp
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.records_table import Column, RecordsTable, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from readiness.tui.shell.session import Session

_MUTED = "$text-muted"

_COLUMNS = (
    Column(" Fact", 26),
    Column("What it says", 24, is_stretching=True),
    Column("How sure", 10),
    Column("Rests on it", 12, from_width=60),
)


@dataclass(frozen=True, slots=True)
class FactLine:
    """A line of the table: one fact, or several that are settled together."""

    name: str
    what: str
    sure: str
    count: str
    keys: tuple[str, ...]
    """Keys of the facts it stands for."""
    about: tuple[str, ...]
    """What stands behind it, shown below the table."""
    is_many: bool = True
    """Whether it opens to the facts it stands for."""


class FactsScreen(ModalScreen[None]):
    """Doubts and kinds of fact; or the facts with certain keys, one a line."""

    AREA = "facts"
    CSS_PATH = styles("forms/boxes.tcss", "forms/report.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("facts")
    ui = getters.app(WorkspaceApp)

    def __init__(self, title: str = "", keys: Sequence[str] = ()) -> None:
        """Show the doubts and every kind of fact, or only the facts with these keys."""
        super().__init__()
        self._title = title or "What the framework says, and how sure it is"
        self._keys = tuple(keys)
        self._lines: dict[str, FactLine] = {}

    def compose(self) -> ComposeResult:
        """Title, until when it all holds, table, and what stands behind the line under the cursor."""
        with Vertical(classes="box -report"):
            yield Static(plain(self._title, "bold"), markup=False)
            if self.ui.session is not None and not self._keys:
                framework = self.ui.session.framework
                yield Static(plain(f"{framework.short_title}, {framework.validity}."), markup=False)
            yield RecordsTable(_COLUMNS, id="facts")
            yield Static("", id="fact-about", classes="about", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """List the facts, and again whenever something changes."""
        self.ui.changed.subscribe(self, lambda _: self.fill())
        self.query_one(RecordsTable).focus()
        self.fill()

    @work(group="fill", exclusive=True)
    async def fill(self) -> None:
        """Work the lines out in a thread, then show them."""
        session = self.ui.opened
        found = await asyncio.to_thread(lines_of, session, self._keys)
        self._lines = {one.name: one for one in found}
        await self.query_one(RecordsTable).fill([_row(one) for one in found])
        self.follow()

    @property
    def _chosen(self) -> FactLine | None:
        return self._lines.get(self.query_one(RecordsTable).key)

    @on(DataTable.RowHighlighted)
    def follow(self) -> None:
        """Show what stands behind the line under the cursor."""
        chosen = self._chosen
        shown = lines([plain(one) for one in chosen.about]) if chosen else plain("There is none.")
        self.query_one("#fact-about", Static).update(shown)

    @on(DataTable.RowSelected)
    @work(group="flow", exclusive=True)
    async def open_line(self) -> None:
        """Show the facts behind a line; confirm a single one."""
        chosen = self._chosen
        if chosen is not None and chosen.is_many:
            await self.app.push_screen_wait(FactsScreen(chosen.what, chosen.keys))
        elif chosen is not None:
            await forms.confirm(self.ui, chosen.keys)

    @work(group="flow", exclusive=True)
    async def action_confirm(self) -> None:
        """Say that what is under the cursor is right as it stands."""
        if chosen := self._chosen:
            await forms.confirm(self.ui, chosen.keys)

    @work(group="flow", exclusive=True)
    async def action_correct(self) -> None:
        """Put the fact under the cursor right."""
        chosen = self._chosen
        if chosen is not None and len(chosen.keys) == 1:
            await forms.correct(self.ui, chosen.keys[0])
        elif chosen is not None:
            self.ui.say("Open the line first (enter): one fact is corrected at a time.", severity="warning")

    @work(group="flow", exclusive=True)
    async def action_doubt(self) -> None:
        """Take back what was confirmed or corrected of what is under the cursor."""
        from readiness.workspace import facts

        if chosen := self._chosen:
            keys = chosen.keys
            await self.ui.carry_out(lambda ws: facts.take_back(ws, keys))

    @work(group="flow", exclusive=True)
    async def action_write(self) -> None:
        """Write the facts under the cursor, or all that are shown, as a workbook."""
        chosen = self._chosen
        keys = chosen.keys if chosen is not None and chosen.is_many else self._keys
        await forms.write(self.ui, keys)

    @work(group="flow", exclusive=True)
    async def action_take_in(self) -> None:
        """Take a filled-in workbook in."""
        await forms.take_in(self.ui)

    def action_close(self) -> None:
        """Back to where it was opened."""
        self.dismiss(None)


def lines_of(session: Session, keys: Sequence[str] = ()) -> list[FactLine]:
    """The facts with these keys; without keys the doubts, most carrying first, then every kind of fact."""
    known = places(session.framework)
    if keys:
        return [_fact_line(known[key], proof(session.index, known[key])) for key in keys if key in known]
    return [*_doubts(session), *_kinds(known.values())]


def _doubts(session: Session) -> Iterator[FactLine]:
    for one in doubts(session.index):
        about = (f"{one.what}: {one.status}", f"Rests on it: {one.use}", *_basis(one.facts))
        keys = tuple(place.key for place in one.facts)
        yield FactLine(one.name, one.what, one.status, str(one.count), keys, about, len(keys) > 1)


def _basis(facts: Sequence[FactPlace]) -> Iterator[str]:
    if len(facts) == 1 and facts[0].fact.basis:
        yield f"Why it is believed: {facts[0].fact.basis}"


def _kinds(facts: Iterable[FactPlace]) -> Iterator[FactLine]:
    held: dict[str, list[FactPlace]] = {}
    for place in facts:
        held.setdefault(place.kind, []).append(place)
    for kind, mine in held.items():
        numbers = Counter(one.fact.status for one in mine)
        unsure = sum(not one.fact.is_settled for one in mine)
        sure = f"{unsure} open" if unsure else "settled"
        about = (", ".join(f"{number} {status}" for status, number in numbers.most_common()),)
        what = f"Every {kind}: {len(mine)}"
        yield FactLine(f"all:{kind}", what, sure, "", tuple(one.key for one in mine), about)


def _fact_line(place: FactPlace, proved: str) -> FactLine:
    fact = place.fact
    about = [place.words, f"How sure: {proved or fact.status}"]
    if fact.confirmed_by:
        about.append(f"Confirmed by {fact.confirmed_by}, {short_date(fact.confirmed_on)}")
    if fact.basis:
        about.append(f"{'Read in' if fact.confirmed_by else 'Why it is believed'}: {fact.basis}")
    return FactLine(
        place.key,
        place.words,
        "proved" if proved else fact.status,
        "",
        (place.key,),
        tuple(about),
        is_many=False,
    )


def _row(one: FactLine) -> Row:
    is_sure = one.sure in {"seen", "confirmed", "settled", "proved"}
    return Row(one.name, (f" {one.name}", one.what, cell(one.sure, "" if is_sure else "bold"), one.count))
