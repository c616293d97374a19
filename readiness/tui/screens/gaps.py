"""The gaps: what is missing, thin, stale or unproven, worst first, each a key away from its fix."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import DataTable, OptionList, Static

from readiness.base.dates import short_date
from readiness.base.text import counted
from readiness.gaps.causes import causes
from readiness.gaps.report import gaps_matching
from readiness.model.vocabulary import SEVERITIES, SEVERITY_MARKS
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import line, lines, plain, severity_mark, shortened
from readiness.tui.base.styles import styles
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import Menu
from readiness.tui.screens.base.actions import add_action
from readiness.tui.screens.base.filter_choices import choose_gap_filter, example_of
from readiness.tui.screens.base.listing import ListingScreen
from readiness.tui.shell.background import asked_to_replace, export_file_field, run_in_background
from readiness.tui.shell.navigation import place_of_gap
from readiness.tui.widgets.filter_bar import FilterBar
from readiness.tui.widgets.page import Entry, Page
from readiness.tui.widgets.pane import framed, retitle
from readiness.tui.widgets.records_table import ROW_LIMIT, Column, RecordsTable, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from readiness.gaps.causes import Cause
    from readiness.gaps.report import Gap
    from readiness.rules.filters.known_values import Known
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp


@dataclass(frozen=True, slots=True)
class GapsPicture:
    """The gaps that fit the filter, the first of them as rows, and how many there are."""

    gaps: dict[str, Gap]
    """By row key."""
    causes: tuple[Cause, ...]
    total: int


class GapsScreen(ListingScreen[GapsPicture]):
    """Why first: the causes, the gaps of the one under the cursor, and what puts the gap right."""

    AREA = "gaps"
    CSS_PATH = styles("screens/base/listing.tcss", "base/lists.tcss", "screens/gaps.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("gaps")
    COLUMNS = (
        Column(" ", 4),
        Column("What", 8),
        Column("In", 5),
        Column("Why", 30, is_stretching=True),
        Column("Owner", 14, from_width=72),
        Column("Due", 12, from_width=100),
    )
    JUMPS = (*ListingScreen.JUMPS, ("s", "#causes", ""))
    PANE = "Gaps"
    PLACEHOLDER = "words, or critical criterion:A3 owner:name ..."
    NOTHING_YET = "No gap was found at this date."

    def __init__(self) -> None:
        super().__init__()
        self._gaps: dict[str, Gap] = {}
        self._causes: dict[str, Cause] = {}
        self._cause = ""
        self._total = 0

    def compose_body(self) -> ComposeResult:
        """Filter; the causes, and beside them their gaps over the one under the cursor in full."""
        yield FilterBar(example_of(self.opened, self.PLACEHOLDER))
        with Horizontal(id="panes"):
            yield framed(Page(id="causes"), "Why", "tab to the gaps")
            yield Static("", id="empty", markup=False)
            with Vertical(id="gaps-box"):
                yield framed(RecordsTable(self.COLUMNS, id="table"), self.PANE)
                with framed(VerticalScroll(id="detail-box"), self.DETAIL_PANE):
                    yield Static("", id="detail", markup=False)

    def gather(self, session: Session) -> GapsPicture:
        """The gaps that fit the filter."""
        found = gaps_matching(session.gaps().gaps, self._query)
        gaps = {"/".join(gap.key): gap for gap in found}
        return GapsPicture(gaps, causes(found, session.framework, has_explained=True), len(session.gaps()))

    def known_values(self) -> Known:
        """What a filter of gaps can ask for."""
        from readiness.gaps.report import GAP_KNOWN
        from readiness.rules.filters.known_values import known_under

        return known_under(GAP_KNOWN, self.opened.framework)

    async def show(self, picture: GapsPicture) -> None:
        """Fill the causes and the table."""
        self._gaps, self._total = picture.gaps, picture.total
        self._causes = {_cause_key(one): one for one in picture.causes}
        if self._cause not in self._causes:
            self._cause = ""
        self.query_one("#causes", Page).fit(lambda width: _cause_entries(picture, width))
        await self._show_cause()

    async def _show_cause(self) -> None:
        """The gaps of the cause under the cursor, or all of them."""
        cause = self._causes.get(self._cause)
        gaps = {"/".join(gap.key): gap for gap in cause.gaps} if cause else self._gaps
        rows = tuple(_row(key, gap) for key, gap in islice(gaps.items(), ROW_LIMIT))
        retitle(self.table, f"{cause.title}: {len(gaps):,}" if cause else self.PANE)
        await self.show_rows(rows, self._total, found=len(gaps))

    @on(OptionList.OptionHighlighted, "#causes")
    async def follow_cause(self, event: OptionList.OptionHighlighted) -> None:
        """Keep the table with the cursor of the causes."""
        wanted = "" if event.option_id in {None, _ALL} else str(event.option_id)
        if wanted != self._cause:
            self._cause = wanted
            await self._show_cause()

    @on(OptionList.OptionSelected, "#causes")
    def enter_cause(self) -> None:
        """Go from the cause to its gaps."""
        self.table.focus()

    def aim(self, record_id: str) -> None:
        """Put the cursor on a gap, whatever its cause."""
        self._cause = ""
        self.query_one("#causes", Page).point_at(_ALL)
        super().aim(record_id)

    def detail(self, record_id: str) -> Content:
        """A gap in full."""
        gap = self._gaps.get(record_id)
        if gap is None:
            return plain("")
        records = ", ".join(one for one in gap.records if one != gap.subject)
        return lines(
            [
                line(severity_mark(gap.severity), plain(f"{_HEADINGS[gap.severity]}  {gap.subject}", "bold")),
                plain(""),
                plain(gap.reason),
                plain(""),
                line(plain("What to do  ", "bold"), gap.remedy),
                plain(""),
                line(
                    plain("Weakens     ", "$text-muted"),
                    ", ".join(gap.criteria) or self.ui.said("no criterion directly"),
                ),
                line(plain("Records     ", "$text-muted"), records or "none"),
                line(plain("Owner       ", "$text-muted"), gap.owner or "no owner"),
                line(plain("Due         ", "$text-muted"), short_date(gap.due) or "no date"),
                line(plain("Check       ", "$text-muted"), gap.check),
                plain(""),
                plain(_CONFIRMS if gap.fix == "confirm" else _GOES, "$text-accent"),
            ]
        )

    @on(DataTable.RowSelected)
    def fix(self, event: DataTable.RowSelected) -> None:
        """Go where the gap is put right."""
        gap = self._gaps.get(event.row_key.value or "")
        if gap is not None and gap.fix == "confirm":
            self.action_confirm()
        elif gap is not None and self.session is not None:
            self.ui.action_area(*place_of_gap(gap, self.session))

    @work(group="flow", exclusive=True)
    async def action_confirm(self) -> None:
        """Say that the fact under the cursor is right as it stands."""
        gap = self._gaps.get(self.table.key)
        if gap is None or gap.fix != "confirm":
            self.ui.say("Put the cursor on an unconfirmed fact first.", severity="warning")
            return
        await confirm_fact(self.ui, gap)

    @work(group="flow", exclusive=True)
    async def action_act(self) -> None:
        """Add an action that answers the gap under the cursor."""
        from readiness.rules.new_action import answering

        gap = self._gaps.get(self.table.key)
        session = self.session
        given = answering(session.index, gap.subject, gap.criteria) if gap and session else None
        if given is None:
            self.ui.say("Nothing can be answered by an action here: enter puts it right.", severity="warning")
        elif added := await add_action(self.ui, given):
            self.ui.say(f"{added} answers it. 6 shows the plan.")

    @work(group="flow", exclusive=True)
    async def action_filter(self) -> None:
        """Choose a ready-made filter."""
        if token := await choose_gap_filter(self.ui):
            self.bar.add(token)

    @work(group="flow", exclusive=True)
    async def action_export_gaps(self) -> None:
        """Write the gaps that fit the filter to a file."""
        await export_gaps(self.ui, tuple(self._gaps.values()))


_ALL = "all"


def _cause_key(cause: Cause) -> str:
    return f"{cause.severity}/{cause.check}"


def _cause_entries(picture: GapsPicture, width: int) -> list[Entry]:
    """Every cause with its number, under what must, should and could be fixed."""
    entries = [Entry(_counted_line(plain("All gaps", "bold"), len(picture.gaps), width), id=_ALL)]
    for severity in SEVERITIES:
        listed = [one for one in picture.causes if one.severity == severity]
        if not listed:
            continue
        total = sum(len(one.gaps) for one in listed)
        heading = plain(_HEADINGS[severity], "italic $text-muted")
        entries.append(Entry(_counted_line(heading, total, width)))
        for cause in listed:
            words = line(severity_mark(severity), shortened(cause.title, max(width - 9, 12)))
            entries.append(Entry(_counted_line(words, len(cause.gaps), width), id=_cause_key(cause)))
    return entries


_HEADINGS = {"critical": "Must fix", "serious": "Should fix", "minor": "Could fix"}


def _counted_line(words: Content, count: int, width: int) -> Content:
    number = f"{count:,}"
    room = max(width - 3 - words.cell_length - len(number), 1)
    return line(words, plain(" " * room), plain(number, "bold"))


def _row(key: str, gap: Gap) -> Row:
    return Row(
        key,
        (
            f" {SEVERITY_MARKS[gap.severity]}",
            gap.subject,
            gap.criterion,
            gap.reason,
            gap.owner or "no owner",
            short_date(gap.due),
        ),
        {0: SEVERITIES.index(gap.severity), 5: gap.due},
    )


_GOES = "enter goes to where it is put right"

_CONFIRMS = "enter confirms it"


async def confirm_fact(ui: WorkspaceApp, gap: Gap) -> bool:
    """Ask where it can be read that a fact is right, and confirm it. Must run in a worker."""
    session = ui.opened
    name = _fact_name(gap, session)

    async def save(answers: Answers) -> bool:
        source = answers.text("source")

        def work(now: Session) -> tuple[str, ...]:
            from readiness.workspace.facts import confirm_facts

            _, names = confirm_facts(now.workspace, [name], on=now.today, today=now.today, source=source)
            now.gaps()
            return names

        confirmed = await run_in_background(ui, work)
        if confirmed is None:
            return False
        ui.announce()
        ui.say(f"Confirmed {', '.join(confirmed)}. u takes it back.")
        return True

    fields = [Field("source", "Where it can be read", hint="title, page, who said so", is_needed=True)]
    intro = f"{gap.reason} Confirm it as it stands only if you have compared it with the published text."
    return await fill_in(ui, FormDialog(f"Confirm {gap.subject}", fields, save, intro=intro))


def _fact_name(gap: Gap, session: Session) -> str:
    """The fact as it is named where it is confirmed: with its kind, where another could have its id."""
    framework, fact = session.framework, gap.subject
    first = framework.requests_by_id.get(gap.records[0]) if gap.records else None
    if first is not None:
        return f"section:{fact}" if first.section == fact else f"deadline:{fact}"
    return f"outcome:{fact}" if fact in framework.levels_by_id else fact


_GAP_FORMATS = (
    ("docx", "Word", "a document to hand round"),
    ("xlsx", "Excel", "a workbook to sort and filter"),
    ("csv", "CSV", "plain rows for any program"),
    ("md", "Markdown", "plain text with headings"),
)


async def export_gaps(ui: WorkspaceApp, gaps: Sequence[Gap]) -> bool:
    """Ask for a format and a file, and write these gaps. Must run in a worker."""
    session = ui.opened
    about = f"{counted(len(gaps), 'gap')}: those the filter shows."
    form = await ui.push_screen_wait(Menu("Export gaps", _GAP_FORMATS, intro=about))
    if not form:
        return False

    async def save(answers: Answers) -> bool:
        target = answers.path("file")
        replacing = await asked_to_replace(ui, target)
        if replacing is None:
            return False

        def work(now: Session) -> bool:
            from readiness.workspace.gap_files import export_gaps

            export_gaps(
                now.workspace,
                now.gaps().only(gaps),
                target,
                form,
                replace=replacing,
                why_then=now.measured.why,
            )
            return True

        if not await run_in_background(ui, work):
            return False
        ui.say_made(f"Wrote {counted(len(gaps), 'gap')} to {target}", target)
        return True

    return await fill_in(
        ui,
        FormDialog("Export gaps", [export_file_field(session, "gaps", f".{form}")], save, intro=about),
    )
