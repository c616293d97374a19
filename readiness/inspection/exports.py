"""The running notice as files: calendar, workbook, one-page brief."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.date_words import weekday_words
from readiness.base.errors import UsageError
from readiness.base.text import visible
from readiness.base.zone import local_zone
from readiness.formats.sheets.writing import CellValue, SheetColumn, SheetContent, workbook_bytes
from readiness.inspection.notice import board_of, schedule_of
from readiness.model.definition.framework import MADE_WITH
from readiness.model.records.requests import RequestState
from readiness.model.vocabulary import REQUEST_STATUS_TITLES
from readiness.rules.board import Board, BoardRow
from readiness.rules.calendar.call import need_current
from readiness.rules.calendar.inspection_dates import Schedule
from readiness.rules.calendar.recurring import RecurringDate, recurring_dates
from readiness.rules.orphans import left_out, orphans
from readiness.workspace.clock import calendar_of
from readiness.workspace.output import DRILL_MARK, marking, notices, save

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar

    from readiness.workspace.workspace import Workspace


def export_notice(ws: Workspace, output: Path, *, now: datetime, replace: bool = False) -> Path:
    """Write the plan (.ics), the board (.xlsx) or the brief (.docx) by the file's ending; gives its path.

    What a drill writes says DRILL in its name, its titles and its identifiers.

    Raises:
        UsageError: No notice runs, or the ending is another.
        StorageError: The file cannot be written.
    """
    notice = need_current(ws.records)
    suffix = output.suffix.casefold()
    name, own = ws.area.name, marking(ws.area, ws.framework)
    said = (*notices(ws.area), *_not_in_force(ws))
    if notice.is_drill:
        name = f"{DRILL_MARK}: {name}"
        if DRILL_MARK not in output.name:
            output = output.with_name(f"{DRILL_MARK}-{output.name}")
    if suffix == ".ics":
        edition = Edition(notice.revision + ws.area.revision, max(notice.updated, ws.area.updated))
        dates, maker = schedule_of(ws, notice), ws.framework.made_with
        received = notice.received.date()
        coming = recurring_dates(ws.framework, calendar_of(ws, received), received)
        data = plan_calendar(
            name, dates, edition, marking=own, notices=said, made_with=maker, recurring=coming
        )
    elif suffix == ".xlsx":
        board = board_of(ws, notice, now)
        named = {key for row in board.rows for key in row.evidence if key in ws.records.evidence}
        mark = marking(ws.area, ws.framework, (ws.records.evidence[key] for key in named))
        data = board_workbook(name, board, marking=mark, notices=said)
    elif suffix == ".docx":
        from readiness.inspection.brief import brief_document

        data = brief_document(
            name, board_of(ws, notice, now), marking=own, notices=said, language=ws.framework.language
        )
    else:
        raise UsageError("The file must end in .ics, .xlsx or .docx.", output.name, "Choose one of these.")
    save(output, data, replace=replace)
    return output


def _not_in_force(ws: Workspace) -> Iterable[str]:
    """That asks are not in what is written, as the framework no longer has them; nothing when none is."""
    if gone := left_out(orphans(ws.framework, ws.records), "this file", RequestState.table):
        yield f"{gone[:1].upper()}{gone[1:]}"


@dataclass(frozen=True, slots=True)
class Edition:
    """Which edition of its dates a calendar file is: a calendar takes a later one in place of an earlier."""

    sequence: int
    """Goes up whenever the notice is corrected, or what is said of the area changes."""
    made: datetime
    """When that was (aware)."""


def plan_calendar(
    area: str,
    dates: Schedule,
    edition: Edition,
    *,
    marking: str = "",
    notices: Iterable[str] = (),
    made_with: str = MADE_WITH,
    recurring: Iterable[RecurringDate] = (),
) -> bytes:
    """Every event and deadline of a notice as iCalendar bytes; the same edition gives the same bytes.

    A date that is not confirmed says so in its title and description. Whole days do not block the day, and
    every entry reminds: of a deadline a day and two hours before, of a moment an hour before, of a day on
    the afternoon before.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//{visible(made_with)}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", visible(f"{area}: {dates.timetable.title}"))
    if about := ". ".join((marking, *(notice.rstrip(".") for notice in notices))).strip(". "):
        calendar.add("x-wr-caldesc", visible(about))
    notice_key = _notice_key(area, dates)
    mark = f"{DRILL_MARK}: " if dates.notice.is_drill else ""
    for event in dates.events:
        title = event.event.title if event.is_settled else f"{event.event.title} ({event.status})"
        last = event.until or event.on
        _add(
            calendar,
            f"{notice_key}-{event.event.id}",
            mark + title,
            event.rule,
            event.at or event.on,
            last,
            edition,
        )
    for deadline in dates.deadlines:
        if deadline.due is not None:
            title = f"Due: {deadline.title}"
            title = title if deadline.is_settled else f"{title} ({deadline.status})"
            key = f"{notice_key}-due-{deadline.deadline.id}"
            _add(calendar, key, mark + title, deadline.rule, deadline.due, deadline.due.date(), edition)
    for one in recurring:
        key = f"{notice_key}-{one.recurring.id}-{one.of.isoformat()}"
        _add(calendar, key, f"{mark}Due: {one.recurring.title}", one.words, one.due, one.due, edition)
    return bytes(calendar.to_ical())


def _notice_key(area: str, dates: Schedule) -> str:
    """What the identifiers of a notice begin with: its area, and of a drill its own moment, too.

    A calendar takes two entries of one identifier for one: a drill must never replace the real dates.
    """
    place = re.sub(r"[^a-z0-9]+", "-", area.casefold()).strip("-") or "area"
    moment = f"-{dates.notice.received.astimezone(UTC):%Y%m%d%H%M}" if dates.notice.is_drill else ""
    return f"{place}-{dates.notice.id}{moment}"


def _add(
    calendar: Calendar,
    key: str,
    title: str,
    rule: str,
    start: date | datetime,
    last: date,
    edition: Edition,
) -> None:
    from icalendar import Event

    entry = Event()
    entry.add("uid", f"{key}@readiness")
    entry.add("dtstamp", edition.made.astimezone(UTC))
    entry.add("last-modified", edition.made.astimezone(UTC))
    entry.add("sequence", edition.sequence)
    entry.add("summary", visible(title))
    entry.add("description", visible(rule))
    if isinstance(start, datetime):
        moment = start.astimezone(local_zone()).astimezone(UTC)
        entry.add("dtstart", moment)
        entry.add("dtend", moment + timedelta(minutes=30))
        before = _BEFORE_DEADLINE if "-due-" in key else _BEFORE_MOMENT
    else:
        entry.add("dtstart", start)
        entry.add("dtend", last + timedelta(days=1))
        entry.add("transp", "TRANSPARENT")
        before = _BEFORE_DAY
    for time in before:
        entry.add_component(_alarm(title, time))
    calendar.add_component(entry)


_BEFORE_DEADLINE = (timedelta(days=1), timedelta(hours=2))

_BEFORE_MOMENT = (timedelta(hours=1),)

_BEFORE_DAY = (timedelta(hours=8),)
"""From the start of the day: at four on the afternoon before."""


def _alarm(title: str, before: timedelta) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", visible(title))
    alarm.add("trigger", -before)
    return alarm


_COLUMNS = (
    SheetColumn("Id", 9),
    SheetColumn("Item", 60),
    SheetColumn("Answered by", 12),
    SheetColumn("Owner", 22),
    SheetColumn("Status", 14),
    SheetColumn("Risk", 12),
    SheetColumn("Due", 17),
    SheetColumn("Deadline confirmed?", 12),
    SheetColumn("Needs (working hours)", 12),
    SheetColumn("Evidence", 24),
    SheetColumn("Notes", 40),
)


def board_workbook(area: str, board: Board, *, marking: str, notices: Iterable[str] = ()) -> bytes:
    """The board worst first, one row an ask, as the bytes of an xlsx file."""
    now = f"{weekday_words(board.now.date())} {board.now:%H:%M}"
    title = f"{area}: board of asks, {now}"
    sheet = SheetContent("Board", _COLUMNS, [_cells(row) for row in board.rows], notes=(*notices, title))
    return workbook_bytes([sheet], title=title, dated=board.now.date(), marking=marking)


def _cells(row: BoardRow) -> tuple[CellValue, ...]:
    state = row.ask.state
    return (
        row.ask.id,
        row.ask.title,
        row.body,
        state.owner or "no owner",
        REQUEST_STATUS_TITLES[state.status],
        row.standing,
        row.due,
        row.due_status,
        state.lead_time_hours,
        " ".join(row.evidence),
        state.reason or state.notes,
    )
