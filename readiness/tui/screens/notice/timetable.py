"""The timetable of a notice: every date with its rule, how far it is confirmed, and a way to correct it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import DataTable, Static

from readiness.base.date_words import near_day_words, near_moment_words
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import cell, line, lines, plain
from readiness.tui.base.styles import styles
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import QuestionDialog
from readiness.tui.screens.notice.moments import read_time
from readiness.tui.shell.workspace_app import WorkspaceApp
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.records_table import Column, RecordsTable, Row

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from readiness.model.records.notice import DateCorrection
    from readiness.rules.calendar.inspection_dates import DatedDeadline, DatedEvent, OtherDate, Schedule
    from readiness.tui.shell.session import Session

_MUTED = "$text-muted"

_COLUMNS = (
    Column(" When", 21),
    Column("What", 20, is_stretching=True),
    Column("Confirmed?", 11),
    Column("Another way", 13),
)


@dataclass(frozen=True, slots=True)
class DatedLine:
    """An event or a deadline as the table lists it."""

    id: str
    title: str
    when: str
    on: date | None
    at: str
    """Local time as HH:MM, where known."""
    status: str
    is_settled: bool
    rule: str
    correction: DateCorrection | None
    others: tuple[OtherDate, ...]


class TimetableScreen(ModalScreen[None]):
    """Events and deadlines in order of date, the one under the cursor in full below."""

    AREA = "timetable"
    CSS_PATH = styles("forms/boxes.tcss", "forms/report.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("timetable")
    ui = getters.app(WorkspaceApp)

    def __init__(self) -> None:
        super().__init__()
        self._dated: dict[str, DatedLine] = {}
        self._is_supposed = False
        self._kind = ""

    def compose(self) -> ComposeResult:
        """Title, table, and what stands behind the date under the cursor."""
        with Vertical(classes="box -report"):
            yield Static("", id="dates-title", markup=False)
            yield RecordsTable(_COLUMNS, id="dates")
            yield Static("", id="date-about", classes="about", markup=False)
            with VerticalScroll(id="time-line"):
                yield Static("", id="time-line-words", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """List the dates, and again whenever something changes."""
        self.ui.changed.subscribe(self, lambda _: self.fill())
        self.query_one(RecordsTable).focus()
        self.fill()

    @work(group="fill", exclusive=True)
    async def fill(self) -> None:
        """Work the dates out in a thread, then show them."""
        from readiness.inspection.burn import drawn_dates

        session = self.ui.opened
        dates, self._is_supposed = await asyncio.to_thread(dates_of, session)
        drawn = await asyncio.to_thread(drawn_dates, session.workspace, dates, width=self.size.width - _FRAME)
        self.query_one("#time-line-words", Static).update(lines([plain(one) for one in drawn]))
        dated = [*map(_event, dates.events), *map(_deadline, dates.deadlines)]
        self._dated = {one.id: one for one in dated}
        self._kind = dates.timetable.id
        kind = f"{dates.timetable.title}, received {near_moment_words(dates.received)}"
        title = f"If the call came: {kind}" if self._is_supposed else f"Timetable: {kind}"
        self.query_one("#dates-title", Static).update(plain(title, "bold"))
        await self.query_one(RecordsTable).fill([_row(one) for one in dated])
        self.follow()

    @on(DataTable.RowHighlighted)
    def follow(self) -> None:
        """Show what stands behind the date under the cursor."""
        one = self._dated.get(self.query_one(RecordsTable).key)
        self.query_one("#date-about", Static).update(_about(one) if one else plain(""))

    def action_tab(self) -> None:
        """Draw the dates on a strip of days with now, or list them again."""
        self.toggle_class("-drawn")
        shown = self.query_one("#time-line") if self.has_class("-drawn") else self.query_one(RecordsTable)
        shown.focus()

    @on(DataTable.RowSelected)
    def choose(self) -> None:
        """Enter corrects."""
        self.action_correct()

    @work(group="flow", exclusive=True)
    async def action_correct(self) -> None:
        """Put the date under the cursor right."""
        one = self._dated.get(self.query_one(RecordsTable).key)
        if one is None:
            return
        if self._is_supposed:
            self.ui.say("There is nothing to correct before the call has come.", severity="warning")
            return
        await correct_date(self.ui, one)

    @work(group="flow", exclusive=True)
    async def action_take_back(self) -> None:
        """Take the correction of the date under the cursor back."""
        from readiness.inspection import corrections

        dated = self._dated.get(self.query_one(RecordsTable).key)
        if dated is None or dated.correction is None:
            self.ui.say("This date was not corrected.", severity="warning")
            return
        await self.ui.carry_out(lambda ws: corrections.take_back(ws, dated.id))

    @property
    def fact_ids(self) -> tuple[str, ...]:
        """The event or deadline under the cursor."""
        dated = self._dated.get(self.query_one(RecordsTable).key)
        return (dated.id, f"{self._kind}.{dated.id}") if dated else ()

    def action_close(self) -> None:
        """Back to the board."""
        self.dismiss(None)


def dates_of(session: Session) -> tuple[Schedule, bool]:
    """The dates of the notice that runs, or else of the next call that could come; and whether it is that."""
    from readiness.inspection import notice
    from readiness.rules.calendar import call
    from readiness.workspace.clock import supposed_call

    ws = session.workspace
    running = call.current(ws.records)
    if running is not None:
        return notice.schedule_of(ws, running), False
    return notice.forecast_for(ws, supposed_call(ws, session.given)).schedule, True


_FRAME = 6
"""Columns of the frame of the box and of what scrolls in it."""


def _event(one: DatedEvent) -> DatedLine:
    when = near_moment_words(one.at) if one.at else near_day_words(one.on)
    if one.until and one.until != one.on:
        first = near_day_words(one.on)
        same_month = (one.on.year, one.on.month) == (one.until.year, one.until.month)
        when = f"{first.rpartition(' ')[0] if same_month else first} - {near_day_words(one.until)}"
    at = f"{one.at:%H:%M}" if one.at else ""
    status = "corrected" if one.correction else one.status
    return DatedLine(
        one.event.id,
        one.event.title,
        when,
        one.on,
        at,
        status,
        one.is_settled,
        one.rule,
        one.correction,
        one.others,
    )


def _deadline(one: DatedDeadline) -> DatedLine:
    when = near_moment_words(one.due) if one.due else "not known yet"
    on, at = (one.due.date(), f"{one.due:%H:%M}") if one.due else (None, "")
    status = "corrected" if one.correction else one.status
    title = f"Due: {one.title}"
    return DatedLine(
        one.deadline.id, title, when, on, at, status, one.is_settled, one.rule, one.correction, one.others
    )


def _row(one: DatedLine) -> Row:
    other = near_day_words(one.others[0].on) if one.others else ""
    doubt = "" if one.is_settled and not one.others else "bold"
    return Row(one.id, (f" {one.when}", one.title, cell(one.status, doubt), cell(other, "bold")))


def _about(one: DatedLine) -> Content:
    doubt = "" if one.is_settled else ": ask the lead inspector before you rely on it"
    parts = [
        plain(one.title, "bold"),
        line(plain("rule    ", _MUTED), one.rule),
        line(plain("status  ", _MUTED), f"{one.status}{doubt}"),
        *(
            line(plain("or      ", _MUTED), f"{near_day_words(other.on)} {other.rule}: {other.reason}")
            for other in one.others
        ),
    ]
    return lines(parts)


async def correct_date(ui: WorkspaceApp, dated: DatedLine) -> bool:
    """Put a date of the timetable right, with the reason. Must run in a worker."""
    from readiness.inspection import corrections, notice
    from readiness.rules.calendar.call import need_current

    session = ui.opened
    ws = session.workspace

    async def save(answers: Answers) -> bool:
        on, at = answers.values["on"], answers.text("at")
        if at and (at := await read_time(ui, at)) == "":
            return False
        reason, by = answers.text("reason"), answers.text("by")
        if not isinstance(on, date):
            return False
        dates = notice.schedule_of(ws, need_current(ws.records))
        if why := corrections.unlikely(ws, dates, dated.id, on):
            question = QuestionDialog(f"{why} Take it all the same?", safe="Look again", other="Take it")
            if not await ui.push_screen_wait(question):
                return False
        return await ui.carry_out(
            lambda ws: corrections.correct(ws, dated.id, on, time=at, reason=reason, by=by, is_sure=True)
        )

    reason, by = (dated.correction.reason, dated.correction.by) if dated.correction else ("", "")
    fields = [
        Field(
            "on",
            "Right date",
            "date",
            dated.on.isoformat() if dated.on else "",
            is_needed=True,
            today=session.today,
            nearest="around",
        ),
        Field("at", "At", value=dated.at, hint="09:15, where a time is set"),
        Field("by", "Given by", value=by, hint="such as the lead inspector; you, when empty"),
        Field("reason", "Reason", value=reason, hint="how it became known, and when", is_needed=True),
    ]
    intro = "Everything that counts from it is worked out again. The reason stays beside the date."
    return await fill_in(ui, FormDialog(f"Correct: {dated.title}", fields, save, intro=intro))
