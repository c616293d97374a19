"""The overview: if the call came today, criterion by criterion, with what to do first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.containers import Horizontal, Vertical
from textual.widgets import DataTable, OptionList, Static

from readiness.base.date_words import near_day_words
from readiness.base.dates import short_date
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import gap_line, line, plain
from readiness.tui.base.styles import styles
from readiness.tui.screens.base.area import AreaScreen
from readiness.tui.widgets.page import Entry, Page
from readiness.tui.widgets.records_table import Column, RecordsTable, Row

if TYPE_CHECKING:
    from datetime import date

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from readiness.gaps.report import Gap
    from readiness.model.records.evidence import Evidence
    from readiness.progress.overview import CriterionRow, Overview
    from readiness.tui.shell.session import Session

COLUMNS = (
    Column(" Criterion", 25, is_stretching=True),
    Column("Local view", 16),
    Column("Evidence", 9),
    Column("Kinds", 7, from_width=104),
    Column("Agencies", 15, from_width=119),
    Column("Voice", 15, from_width=97),
    Column("Current", 9),
    Column("Statements", 11, from_width=82),
    Column("Gaps", 7),
)

_STALE_SHOWN = 100
"""Items that go stale next shown at most; every one of them is among the evidence."""

EMPTY = (
    "Nothing has been put in yet. Press 3 and then a to add evidence, or 2 and then s to write a statement."
)


class OverviewScreen(AreaScreen["Overview"]):
    """If the call came today."""

    AREA = "overview"
    CSS_PATH = styles("screens/overview.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("overview")

    def __init__(self) -> None:
        super().__init__()
        self._fixes: dict[str, Gap] = {}

    def compose_body(self) -> ComposeResult:
        """The call line, the criteria, and the two lists of what to do."""
        yield Static("", id="call", markup=False)
        yield RecordsTable(COLUMNS, id="criteria-table")
        with Horizontal(id="next"):
            with Vertical(id="fix-box"):
                yield Static(plain("FIRST THINGS TO FIX", "bold"), classes="list-title", markup=False)
                yield Page(id="fix")
            with Vertical(id="stale-box"):
                yield Static(plain("GOES STALE NEXT", "bold"), classes="list-title", markup=False)
                yield Page(id="stale")

    def gather(self, session: Session) -> Overview:
        """Work the overview out."""
        from readiness.progress.overview import overview

        return overview(session.workspace, session.measured)

    async def show(self, picture: Overview) -> None:
        """Fill the line, the table and the lists."""
        call = call_line(picture, self.size.width - 2)
        self.query_one("#call", Static).update(plain(call, keep_breaks=True))
        table = self.query_one(RecordsTable)
        await table.fill([_row(one) for one in picture.rows])
        self._fixes = {str(number): gap for number, gap in enumerate(picture.first_things)}
        self.query_one("#fix", Page).fill(
            [Entry(gap_line(gap), id=number) for number, gap in self._fixes.items()]
            or [Entry(plain("No gap was found."))]
        )
        self.query_one("#stale", Page).fill(_stale_entries(picture))
        if self.focused is None:
            table.focus()

    def action_swap_lists(self) -> None:
        """Show the other of the two lists, in a window too narrow for both."""
        self.toggle_class("-stale")
        self.query_one("#stale" if self.has_class("-stale") else "#fix", Page).focus()

    @on(DataTable.RowSelected)
    def open_criterion(self, event: DataTable.RowSelected) -> None:
        """Open the criterion under the cursor."""
        self.ui.action_area("criteria", event.row_key.value or "")

    @on(OptionList.OptionSelected, "#fix")
    def open_fix(self, event: OptionList.OptionSelected) -> None:
        """Go where the gap is put right."""
        from readiness.tui.shell.navigation import place_of_gap

        gap = self._fixes.get(event.option_id or "")
        if gap is not None and self.session is not None:
            self.ui.action_area(*place_of_gap(gap, self.session))

    @on(OptionList.OptionSelected, "#stale")
    def open_stale(self, event: OptionList.OptionSelected) -> None:
        """Open the evidence that goes stale."""
        self.ui.action_area("evidence", event.option_id or "")


def call_line(picture: Overview, width: int) -> str:
    """The notice that runs; else if the call came.

    Then: on which day it could, how the most urgent asks stand, when the self-evaluation was agreed. In one
    line when it fits `width` columns, else in two.
    """
    if not any(one.evidence or one.statements for one in picture.rows):
        return EMPTY
    if picture.clock:
        return "\n".join(picture.clock)
    parts = [f"IF THE CALL CAME {near_day_words(picture.notice).upper()}"] if picture.notice else []
    agreed = picture.last_agreed
    parts.append(f"statements last agreed {short_date(agreed)}" if agreed else "nothing agreed yet")
    first = "   ".join(parts)
    if not picture.requests:
        return first
    urgent = picture.requests[0]
    left = urgent.asked - urgent.ready
    what = f"{urgent.title}{urgent.mark}"
    second = f"{what}: {urgent.ready} ready, {left} open, {urgent.without_owner} without an owner"
    return f"{first}   {second}" if len(first) + len(second) + 3 <= width else f"{first}\n{second}"


def _row(one: CriterionRow) -> Row:
    mark = Text(one.gap_marks, style="bold" if one.gaps else "")
    evidence = str(one.evidence) if one.evidence else "none"
    current = f"{one.current} of {one.evidence}" if one.evidence else "none"
    statements = str(one.statements) if one.statements else "none"
    shown = (one.local_view, evidence, one.kinds, one.agencies, one.voice, current, statements)
    return Row(one.criterion, (f" {one.criterion} {one.short}", *shown, mark))


def _stale_entries(picture: Overview) -> list[Entry]:
    if not picture.stale_next:
        return [Entry(plain("Nothing in use goes stale within three months."))]
    entries = [_stale_entry(*one) for one in picture.stale_next[:_STALE_SHOWN]]
    more = len(picture.stale_next) - len(entries)
    return [*entries, Entry(plain(f"and {more:,} more", "$text-muted"))] if more else entries


def _stale_entry(day: date, one: Evidence) -> Entry:
    owner = f"owner {one.owner}" if one.owner else "no owner"
    return Entry(line(f"{short_date(day):<12}{one.id} {one.title}  ", plain(owner, "$text-muted")), id=one.id)
