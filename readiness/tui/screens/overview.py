"""The overview: if the call came today, criterion by criterion, with what to do first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal
from textual.widgets import DataTable, OptionList

from readiness.base.date_words import near_day_words
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import SEVERITY_STYLES, line, lines, plain, severity_mark
from readiness.tui.base.drawing import bar, months_over, weeks
from readiness.tui.base.styles import styles
from readiness.tui.screens.base.area import AreaScreen
from readiness.tui.screens.overview_grid import NONE, UNEXPECTED, grid_columns, grid_row
from readiness.tui.widgets.page import Entry, Page
from readiness.tui.widgets.pane import framed, retitle
from readiness.tui.widgets.records_table import RecordsTable

if TYPE_CHECKING:
    from datetime import date

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from readiness.gaps.causes import Cause
    from readiness.model.records.evidence import Evidence
    from readiness.progress.first_steps import Step
    from readiness.progress.first_words import Said
    from readiness.progress.overview import Overview
    from readiness.tui.shell.session import Session

_STALE_SHOWN = 100
"""Items that go stale next shown at most; every one of them is among the evidence."""

_SUBJECTS_SHOWN = 7

_WEEKS = 13

_STEP_BAR = 24

_AT_A_GLANCE = "At a glance"

EMPTY = (
    "Nothing has been put in yet. Press 3 and then a to add evidence, or 2 and then a to write a statement."
)


class OverviewScreen(AreaScreen["Overview"]):
    """If the call came today."""

    AREA = "overview"
    CSS_PATH = styles("screens/overview.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("overview")
    JUMPS = (("a", "#criteria-table", ""), ("s", "#call", ""), ("f", "#fix", ""), ("d", "#stale", ""))

    def __init__(self) -> None:
        super().__init__()
        self._says: dict[str, Said] = {}
        self._causes: dict[str, Cause] = {}
        self._steps: dict[str, Step] = {}

    def compose_body(self) -> ComposeResult:
        """The call line, the criteria, and the two lists of what to do."""
        yield framed(Page(id="call"), _AT_A_GLANCE, "enter show them")
        table = RecordsTable((), id="criteria-table")
        key = f"numbers are current items   {NONE} nothing   {UNEXPECTED} not expected"
        yield framed(table, self.ui.said("The criteria"), key)
        with Horizontal(id="next"):
            yield framed(Page(id="fix"), "Do first", "enter show them")
            yield framed(Page(id="stale"), "Goes out of date next", "enter open it")

    def gather(self, session: Session) -> Overview:
        """Work the overview out."""
        from readiness.progress.overview import overview

        return overview(session.workspace, session.measured)

    async def show(self, picture: Overview) -> None:
        """Fill the line, the table and the lists."""
        self._says = {f"say-{number}": said for number, said in enumerate(picture.says)}
        call = self.query_one("#call", Page)
        call.fill(said_entries(picture))
        retitle(call, _call_title(picture))
        table = self.query_one(RecordsTable)
        table.set_columns(grid_columns(picture.agencies, picture.voices, self.ui.said("Criterion")))
        await table.fill([grid_row(row, picture) for row in picture.rows])
        self._causes = {cause.check: cause for cause in picture.causes}
        self._steps = {f"step-{number}": step for number, step in enumerate(picture.steps, 1)}
        fix = self.query_one("#fix", Page)
        if picture.steps:
            retitle(fix, "First steps in a new area")
            fix.fill([_step_entry(number, step) for number, step in enumerate(picture.steps, 1)])
        else:
            retitle(fix, "Do first")
            fix.fit(lambda width: _cause_entries(picture, width - 2))
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

    @on(OptionList.OptionSelected, "#call")
    def open_said(self, event: OptionList.OptionSelected) -> None:
        """Show the records behind the sentence."""
        said = self._says.get(event.option_id or "")
        if said is not None and said.area:
            self.ui.action_area(said.area, query=said.filter, may_return=True)

    @on(OptionList.OptionSelected, "#fix")
    async def open_fix(self, event: OptionList.OptionSelected) -> None:
        """Go to the gaps of the cause, or where the step is taken."""
        chosen = event.option_id or ""
        if chosen in self._steps:
            step = self._steps[chosen]
            if step.area == "overview":
                await self.run_action("app.edit_area")
            else:
                self.ui.action_area(step.area)
        elif chosen in self._causes:
            self.ui.action_area("gaps", query=f"check:{chosen}")

    @on(OptionList.OptionSelected, "#stale")
    def open_stale(self, event: OptionList.OptionSelected) -> None:
        """Open the evidence that goes stale."""
        self.ui.action_area("evidence", event.option_id or "")


def _call_title(picture: Overview) -> str:
    if picture.clock:
        return "The notice that runs"
    return "If the call came now" if picture.supposed else _AT_A_GLANCE


def said_entries(picture: Overview) -> list[Entry]:
    """The notice that runs, above all; then what a person reads first, each to be opened."""
    if picture.is_empty:
        return [Entry(plain(EMPTY))]
    rows = [Entry(plain(words, "bold")) for words in picture.clock]
    for number, one in enumerate(picture.says):
        mark = severity_mark(one.severity) if one.severity else plain("✓  ", "$text-success")
        rows.append(Entry(line(mark, one.words), id=f"say-{number}" if one.area else ""))
    return rows


def _cause_entries(picture: Overview, width: int) -> list[Entry]:
    entries = [_cause_entry(cause, width) for cause in picture.causes]
    return entries or [Entry(plain("No gap was found."))]


def _cause_entry(cause: Cause, width: int) -> Entry:
    """A cause in two lines: how often, and what puts it right; then what it concerns."""
    count = f"{len(cause.subjects):,}"
    remedy = cause.remedy
    room = max(width - len(cause.title) - len(count) - len(remedy) - 8, 1)
    first = line(
        severity_mark(cause.severity),
        plain(cause.title, "bold"),
        plain(f"  {count}", SEVERITY_STYLES[cause.severity]),
        plain(" " * room),
        plain(remedy, "$text-muted"),
    )
    shown = cause.subjects[:_SUBJECTS_SHOWN]
    more = len(cause.subjects) - len(shown)
    words = " ".join(shown) + (f" and {more:,} more" if more else "")
    return Entry(lines([first, plain(f"   {words}", "$text-muted")]), id=cause.check)


def _step_entry(number: int, step: Step) -> Entry:
    mark = plain("✓ ", "$text-success") if step.is_done else plain(f"{number} ", "bold $text-accent")
    if step.is_done:
        return Entry(line(mark, plain(step.words, "$text-muted")), id=f"step-{number}")
    full, rest = bar(step.done, step.of, _STEP_BAR)
    count = f"  {step.done:,} of {step.of:,}" if step.of > 1 else "  not yet"
    second = line("  ", plain(full, "$text-info"), plain(rest, "$text-muted"), plain(count, "$text-muted"))
    return Entry(lines([line(mark, plain(step.words, "bold")), second]), id=f"step-{number}")


def _week_entry(picture: Overview) -> Entry:
    """Thirteen weeks with the number of items that go out of date in each."""
    numbers = weeks((day for day, _ in picture.stale_next), picture.as_at, _WEEKS)
    cells = [
        plain(f"{number:^2}", "$on-warn on $warn-ground") if number else plain("· ", "$text-muted")
        for number in numbers
    ]
    strip = [part for cell in cells for part in (cell, plain(" "))]
    return Entry(
        lines([plain(months_over(picture.as_at, _WEEKS, 3), "$text-muted"), line(*strip), plain("")])
    )


def _stale_entries(picture: Overview) -> list[Entry]:
    if not picture.stale_next:
        return [Entry(plain("Nothing in use goes stale within three months."))]
    entries = [_week_entry(picture), *(_stale_entry(*one) for one in picture.stale_next[:_STALE_SHOWN])]
    more = len(picture.stale_next) - _STALE_SHOWN
    return [*entries, Entry(plain(f"and {more:,} more", "$text-muted"))] if more > 0 else entries


def _stale_entry(day: date, one: Evidence) -> Entry:
    owner = one.owner or "nobody"
    first = line(
        plain(f"{near_day_words(day):<12}", "$text-warning"), plain(f"{one.id} ", "$text-muted"), one.title
    )
    return Entry(lines([first, plain(f"            {owner}", "$text-muted")]), id=one.id)
