"""The notice: the clock since the call, the board of asks by risk, or what the next call would bring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Horizontal
from textual.widgets import Button, Static

from readiness.base.date_words import near_day_words, near_moment_words
from readiness.base.text import counted
from readiness.base.zone import local_zone
from readiness.model.vocabulary import DRILL_VERDICTS, FORECAST_VERDICTS, RISKS
from readiness.rules.filters.lists import matching
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import line, lines, plain, tinted
from readiness.tui.base.styles import styles
from readiness.tui.forms.reading import ReportDialog, columns, heading
from readiness.tui.screens.base.filter_choices import quoted
from readiness.tui.screens.notice.forms import change_notice, end_notice, start_notice, who_am_i, write_out
from readiness.tui.screens.requests.screen import AsksScreen
from readiness.tui.shell.background import run_in_background
from readiness.tui.widgets.pane import framed, retitle
from readiness.tui.widgets.records_table import Column, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from readiness.inspection.drill import DrillReport, Earlier
    from readiness.inspection.forecast import AskForecast, Forecast, Load
    from readiness.inspection.notice import LogEntry
    from readiness.model.definition.framework import Framework
    from readiness.model.records.notice import Notice
    from readiness.rules.board import Board, BoardRow, DeadlineCount
    from readiness.rules.burn_down import BurnDown
    from readiness.tui.shell.session import Session

EVERY = 60.0
"""Seconds after which the time left is worked out again while a notice runs."""

_DEADLINES_SHOWN = 3

_WIDE, _TALL = 100, 36
"""Columns and lines from which on the course of the asks is drawn under the board."""

_FRAME = 4
"""Columns of the frame round it."""


@dataclass(frozen=True, slots=True)
class NoticePicture:
    """The lines above the board, its rows that fit the filter, and how many asks there are."""

    head: Content
    rows: tuple[Row, ...]
    total: int
    is_running: bool = False
    """Whether a notice runs, which can be ended."""
    burn: BurnDown | None = None
    """How its asks that are due next have gone."""


class NoticeScreen(AsksScreen[NoticePicture]):
    """Countdown over the board."""

    AREA = "notice"
    CSS_PATH = styles("screens/base/listing.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("notice")
    COLUMNS = (
        Column(" Item", 8),
        Column("Asked for", 16, is_stretching=True),
        Column("By", 6, from_width=76),
        Column("Due", 17, from_width=118),
        Column("Left", 13, from_width=70),
        Column("Owner", 14),
        Column("Needs", 13, from_width=100),
        Column("Standing", 13),
        Column("Ev", 3, from_width=76),
    )
    JUMPS = (*AsksScreen.JUMPS, ("s", "#start-or-end", "the call"))
    PANE = "Asks"
    PLACEHOLDER = "words, or open unowned owner:name body:name ..."
    NOTHING_YET = "This framework asks for nothing."

    def __init__(self) -> None:
        super().__init__()
        self._burn: BurnDown | None = None

    def compose_body(self) -> ComposeResult:
        """The clock above the board."""
        with framed(Horizontal(id="call"), "The call"):
            yield Static("", id="clock", markup=False)
            yield Button(plain(_COMES), id="start-or-end", compact=True)
        yield from super().compose_body()
        yield framed(Static("", id="burn", markup=False), "Open asks")

    def on_mount(self) -> None:
        """Keep the time left true while somebody looks."""
        super().on_mount()
        self.set_interval(EVERY, self.tick)

    def tick(self) -> None:
        """Work the time left out again when a notice runs."""
        session = self.session
        from readiness.rules.calendar.call import current

        if session is not None and current(session.records) is not None and self.is_current:
            self.fill()

    def gather(self, session: Session) -> NoticePicture:
        """The board of the notice that runs, or of the next call that could come."""
        from readiness.inspection import notice
        from readiness.inspection.burn import burn_of
        from readiness.rules.calendar import call
        from readiness.rules.filters.lists import REQUEST_FILTERS
        from readiness.workspace.clock import supposed_call

        workspace = session.workspace
        running = call.current(workspace.records)
        if running is not None:
            shown = notice.board_of(workspace, running, workspace.clock())
            head = _clock(running, shown)
        elif session.framework.main_timetable is None:
            return NoticePicture(plain("This framework has no timetable."), (), 0)
        else:
            supposed = notice.supposed_on(workspace, supposed_call(workspace, session.given))
            shown = notice.board_of(workspace, supposed, supposed.received)
            head = _supposed(shown)
        fitting = {one.id for one in matching(REQUEST_FILTERS, self._query, (row.ask for row in shown.rows))}
        rows = tuple(_row(one) for one in shown.rows if one.ask.id in fitting)
        burn = burn_of(workspace, running, shown) if running else None
        return NoticePicture(head, rows, len(shown.rows), is_running=running is not None, burn=burn)

    async def show(self, picture: NoticePicture) -> None:
        """Fill the clock and the board."""
        self.query_one("#clock", Static).update(picture.head)
        self.query_one("#start-or-end", Button).label = plain(_ENDS if picture.is_running else _COMES)
        await self.show_rows(picture.rows, picture.total)
        self._burn = picture.burn
        self._show_burn()

    def on_resize(self) -> None:
        """Draw the course of the asks anew for another width."""
        self.call_after_refresh(self._show_burn)

    def _show_burn(self) -> None:
        """How the asks that are due next have gone, where the window has room for it."""
        from readiness.rules.burn_down import burn_lines

        burn = self._burn
        has_room = self.size.width >= _WIDE and self.size.height >= _TALL
        self.set_class(burn is not None and has_room, "-burning")
        if burn is not None and has_room and self.query("#burn"):
            shown = self.query_one("#burn", Static)
            retitle(shown, f"Open asks: {burn.title}")
            shown.update(lines([plain(one) for one in burn_lines(burn, width=self.size.width - _FRAME)]))

    @on(Button.Pressed, "#start-or-end")
    def start_or_end(self, event: Button.Pressed) -> None:
        """Say that the call has come, or that it is over; each asks in a form or box first."""
        self.table.focus()
        if str(event.button.label) == _ENDS:
            self.action_end_notice()
        else:
            self.action_start_notice()

    @work(group="flow", exclusive=True)
    async def action_start_notice(self) -> None:
        """Say that the call has come."""
        await start_notice(self.ui)

    @work(group="flow", exclusive=True)
    async def action_change_notice(self) -> None:
        """Put right when the call came and what it was for."""
        await change_notice(self.ui)

    @work(group="flow", exclusive=True)
    async def action_pack(self) -> None:
        """Choose where the data pack goes, look at what is in it, and build it."""
        from readiness.tui.screens.pack.forms import make_pack

        await make_pack(self.ui)

    @work(group="flow", exclusive=True)
    async def action_timetable(self) -> None:
        """Show every date."""
        from readiness.tui.screens.notice.timetable import TimetableScreen

        if self.session is not None and self.session.framework.main_timetable is not None:
            await self.ui.push_screen_wait(TimetableScreen())

    @work(group="flow", exclusive=True)
    async def action_forecast(self) -> None:
        """Show what would be ready and late if the call came."""
        from readiness.inspection import notice
        from readiness.workspace.clock import supposed_call

        found = await run_in_background(
            self.ui,
            lambda now: notice.forecast_for(now.workspace, supposed_call(now.workspace, now.given)),
        )
        if found and self.session:
            parts = forecast_lines(found, self.session.framework)
            await self.ui.push_screen_wait(ReportDialog("If the call came", parts))

    @work(group="flow", exclusive=True)
    async def action_log(self) -> None:
        """Show who did what since the call; while none runs, under the notice that ended last."""
        from readiness.inspection import notice

        def logged(now: Session) -> tuple[Notice, Sequence[LogEntry]]:
            about = notice.notice_of(now.workspace)
            return about, notice.log(now.workspace, about)

        found = await run_in_background(self.ui, logged)
        if found is not None:
            about, entries = found
            title = f"Log of the notice {about.id}{', ended' if about.ended else ''}"
            await self.ui.push_screen_wait(ReportDialog(title, log_lines(entries)))

    @work(group="flow", exclusive=True)
    async def action_mine(self) -> None:
        """Only my asks, or all of them again; asks once who I am."""
        if self.session is not None and (mine := await who_am_i(self.ui)):
            self.bar.toggle(quoted("owner", mine))

    @work(group="flow", exclusive=True)
    async def action_write_out(self) -> None:
        """Write the plan, the board or the brief."""
        await write_out(self.ui)

    @work(group="flow", exclusive=True)
    async def action_their_list(self) -> None:
        """Read the list the inspectorate sent."""
        from readiness.tui.screens.requests.their_list import read_their_list

        await read_their_list(self.ui)

    @work(group="flow", exclusive=True)
    async def action_end_notice(self) -> None:
        """End the notice, after asking."""
        await end_notice(self.ui)


_COMES, _ENDS = "The call has come ...", "End the notice ..."
"""What the button says, while no notice runs and while one does."""


def _clock(notice: Notice, shown: Board) -> Content:
    from readiness.base.zone import local_zone
    from readiness.rules.board import time_words

    drill = "DRILL" if notice.is_drill else "NOTICE"
    title = shown.schedule.timetable.title
    first = f"{drill}  {title}, received {near_moment_words(notice.received.astimezone(local_zone()))}"
    nearest = shown.next_due()
    if nearest is not None and nearest.left is not None:
        first += f"   {nearest.ask.id}: {time_words(nearest.left)}"
    late = [plain(f"{shown.headline[:1].upper()}{shown.headline[1:]}", "bold")] if shown.headline else []
    return lines([plain(first, "bold"), *late, *_deadlines(shown)])


def _supposed(shown: Board) -> Content:
    on_site = shown.schedule.on_site
    where = f", on site {near_day_words(on_site)}" if on_site else ""
    first = f"No notice is running. If it came {near_moment_words(shown.now)}{where}"
    return lines([plain(first, "bold"), *_deadlines(shown)])


def _deadlines(shown: Board) -> list[Content]:
    return [_deadline(one) for one in shown.deadlines()[:_DEADLINES_SHOWN]]


def _deadline(one: DeadlineCount) -> Content:
    from readiness.model.vocabulary import doubt

    due = near_moment_words(one.due) if one.due else "no date yet"
    counts = f"{one.open:>3} open {one.ready:>3} ready {one.handed_over:>3} handed over"
    return line(
        plain(f"{due:<16}", "bold"), counts, plain(f"  {one.title}{doubt(one.status)}", "$text-muted")
    )


def _row(one: BoardRow) -> Row:
    state = one.ask.state
    return Row(
        one.ask.id,
        (
            f" {one.ask.id}",
            one.ask.title,
            one.body or one.ask.state.agency,
            near_moment_words(one.due) if one.due else "no deadline",
            _left(one),
            state.owner or "no owner",
            one.needs,
            _standing(one),
            str(len(one.evidence)) if one.evidence else "-",
        ),
        {
            3: one.due,
            4: one.left.total_seconds() if one.left is not None else None,
            6: state.lead_time_hours,
            7: RISKS.index(one.risk),
            8: len(one.evidence),
        },
    )


_STATES = {
    "overdue": "bad",
    "late": "bad",
    "unowned": "warn",
    "tight": "warn",
    "open": "info",
    "ready": "good",
    "handed_over": "good",
}
"""The ground each standing is shown on; what is left out has none."""


def _standing(one: BoardRow) -> Content:
    state = _STATES.get(one.risk)
    return tinted(one.standing, state) if state else plain(one.standing, "$text-muted")


def _left(one: BoardRow) -> str:
    """Time until it is due, with a minus when it is past; nothing for what nobody waits for."""
    from readiness.rules.board import time_words

    if one.left is None or one.ask.is_ready or one.risk == "left_out":
        return ""
    words = time_words(one.left).rpartition(" ")[0]
    return f"-{words}" if one.left < timedelta() else words


_MUTED = "$text-muted"

_PATH_SHOWN = 40


def log_lines(entries: Sequence[LogEntry]) -> list[Content]:
    """Who did what to which ask, newest first."""
    if not entries:
        return [plain("Nothing was done to an ask.")]
    return [
        line(
            plain(f"{near_moment_words(one.at.astimezone(local_zone())) if one.at else '':<17}", _MUTED),
            f"{one.user}  ",
            plain(one.item, "bold"),
            f"  {one.what}",
        )
        for one in entries
    ]


def forecast_lines(found: Forecast, framework: Framework) -> list[Content]:
    """What would become of every ask: counts, the critical path, then whose they are."""
    counts = ", ".join(f"{number} {FORECAST_VERDICTS[verdict]}" for verdict, number in found.counts.items())
    on_site = found.schedule.on_site
    received = near_moment_words(found.schedule.notice.received.astimezone(local_zone()))
    where = f", on site {on_site:%a} {on_site.day} {on_site:%b}" if on_site else ""
    late = [one for one in found.items if one.verdict in {"late", "unknown"}]
    agencies = {one.id: one.title for one in framework.agencies}
    return [
        plain(f"A call {received}{where}: {counts}; {len(found.without_owner)} without an owner."),
        plain(found.assumption, _MUTED),
        heading("Critical path"),
        *(_ask(one) for one in late[:_PATH_SHOWN]),
        *([plain("Everything would be ready in time.")] if not late else []),
        *([plain(f"... and {len(late) - _PATH_SHOWN} more.")] if len(late) > _PATH_SHOWN else []),
        heading(f"By agency{_shared(found.shared)}"),
        *_loads(found.by_agency(), agencies, "no agency"),
        heading("By owner"),
        *_loads(found.by_owner(), {}, "no owner"),
    ]


def drill_lines(report: DrillReport, earlier: Earlier | None, framework: Framework) -> list[Content]:
    """What came of a rehearsal, beside the one before."""
    titles = {one.id: one.title for one in framework.agencies}
    before = earlier.counts if earlier else {}
    worst = [one for one in report.items if one.verdict in {"missed", "late"}]
    return [
        plain(f"Asked {len(report.items)}."),
        *(
            columns(
                (
                    (DRILL_VERDICTS[verdict], 12),
                    (f"{number:>4}", 6),
                    (f"last drill {before[verdict]}" if verdict in before else "", 0),
                )
            )
            for verdict, number in report.counts().items()
        ),
        *([] if earlier else [plain("This was the first drill.", _MUTED)]),
        heading(f"By agency{_shared(report.shared)}"),
        *(
            line(
                plain(f"{titles.get(name, name)}: ", "bold"),
                ", ".join(f"{number} {DRILL_VERDICTS[verdict]}" for verdict, number in counts.items()),
            )
            for name, counts in report.by_agency().items()
        ),
        heading("Missed and late"),
        *(line(plain(one.id, "bold"), f"  {DRILL_VERDICTS[one.verdict]}  {one.title}") for one in worst),
        *([plain("Nothing was missed.")] if not worst else []),
    ]


def _shared(count: int) -> str:
    """That some asks count for several agencies; nothing where none does."""
    return f" ({counted(count, 'ask')} of several, counted for each)" if count else ""


def _ask(one: AskForecast) -> Content:
    state = one.ask.state
    late = f"{one.hours_late:g} h late" if one.verdict == "late" else _why_unknown(one)
    return line(
        plain(f"{one.ask.id:<7}", "bold"),
        plain(f"{FORECAST_VERDICTS[one.verdict]:<13}", "bold" if one.verdict == "late" else ""),
        f"{late}, {state.owner or 'no owner'}: {one.ask.title}",
    )


def _why_unknown(one: AskForecast) -> str:
    return "no deadline" if one.due is None else "nobody said how long it takes"


def _loads(loads: Iterable[Load], titles: dict[str, str], nobody: str) -> Iterator[Content]:
    for one in loads:
        counts = ", ".join(
            f"{number} {words}"
            for verdict, words in FORECAST_VERDICTS.items()
            if (number := _count(one, verdict))
        )
        name = titles.get(one.name, one.name) or nobody
        yield line(plain(f"{name}: ", "bold"), f"{counts}; {one.hours_needed:g} h of work")


def _count(one: Load, verdict: str) -> int:
    return sum(item.verdict == verdict for item in one.items)
