"""Saying that the call has come, putting its dates right, leaving asks out, and that it is over."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from readiness.core.working_hours import LOCAL, local
from readiness.tui.dialogs.fields import Field
from readiness.tui.dialogs.form import Answers, FormDialog, fill_in
from readiness.tui.dialogs.menu import Menu
from readiness.tui.dialogs.message import QuestionDialog
from readiness.tui.errands import errand, free_name
from readiness.tui.text import plain

if TYPE_CHECKING:
    from pathlib import Path

    from readiness.core.problems import Problem
    from readiness.services.workspace import Workspace
    from readiness.tui.desk import Desk
    from readiness.tui.screens.timetable import DatedLine
    from readiness.tui.session import Session


async def start_notice(desk: Desk) -> bool:
    """Ask when the call came and what it was for, and start the clock. Must run in a worker."""
    session = desk.session
    if session is None:
        return False
    today, now = session.today, session.workspace.clock().astimezone(LOCAL)
    kinds = tuple((one.id, one.title) for one in session.framework.timetables)
    if not kinds or any(one.ended is None for one in session.records.notices.values()):
        why = "A notice is running already; x ends it." if kinds else "This framework has no timetable."
        desk.say(why, severity="warning")
        return False

    remarks: list[Problem] = []

    async def save(answers: Answers) -> bool:
        from readiness.core.errors import UsageError
        from readiness.services import notice

        received = await read_moment(desk, answers)
        if received is None:
            return False
        if received > session.workspace.clock():
            await desk.tell(UsageError("The call cannot come in the future.", "", _REHEARSE))
            return False
        kind = answers.text("kind")

        def work(ws: Workspace) -> object:
            started, problems = notice.start(ws, received, kind=kind)
            remarks.extend(problems)
            return started

        return await desk.carry_out(work)

    fields = [
        Field("on", "Day of the call", "date", today.isoformat(), is_needed=True, today=today),
        Field("at", "At", value=f"{now:%H:%M}", hint="09:15", is_needed=True),
        Field("kind", "For", "choice", kinds[0][0], kinds, is_needed=True),
    ]
    is_started = await fill_in(desk, FormDialog("The call has come", fields, save))
    if remarks:
        from readiness.tui.dialogs.report import ReportDialog

        told = [plain(f"{one.what} {one.hint}") for one in remarks]
        await desk.push_screen_wait(ReportDialog("The clock runs. Is this right? u takes it back.", told))
    return is_started


async def end_notice(desk: Desk) -> bool:
    """End the notice that runs, after asking. Must run in a worker."""
    from readiness.services import notice

    session = desk.session
    running = notice.current(session.workspace) if session else None
    if running is None:
        desk.say("No notice is running.", severity="warning")
        return False
    question = QuestionDialog(f"End the notice {running.id}?", safe="Keep it running", other="End it")
    return await desk.push_screen_wait(question) and await desk.carry_out(notice.end)


async def correct_date(desk: Desk, dated: DatedLine) -> bool:
    """Put a date of the timetable right, with the reason. Must run in a worker."""
    from readiness.services import notice

    session = desk.session
    if session is None:
        return False

    async def save(answers: Answers) -> bool:
        on, at = answers.values["on"], answers.text("at")
        if at and (at := await _read_time(desk, at)) == "":
            return False
        reason = answers.text("reason")
        return isinstance(on, date) and await desk.carry_out(
            lambda ws: notice.correct(ws, dated.id, on, time=at, reason=reason)
        )

    reason = dated.correction.reason if dated.correction else ""
    fields = [
        Field(
            "on",
            "Right date",
            "date",
            dated.on.isoformat() if dated.on else "",
            is_needed=True,
            today=session.today,
        ),
        Field("at", "At", value=dated.at, hint="09:15, where a time is set"),
        Field("reason", "Reason", value=reason, hint="who said so, and when", is_needed=True),
    ]
    intro = "Everything that counts from it is worked out again. The reason stays beside the date."
    return await fill_in(desk, FormDialog(f"Correct: {dated.title}", fields, save, intro=intro))


async def leave_out(desk: Desk, item_id: str) -> bool:
    """Say why an item does not apply, or take that back. Must run in a worker."""
    from readiness.services import requests

    session = desk.session
    if session is None or not item_id:
        return False
    before = requests.state_of(session.workspace, item_id)
    if before.status == "not_applicable":
        return await desk.carry_out(lambda ws: requests.set_state(ws, item_id, status="gathering"))

    async def save(answers: Answers) -> bool:
        reason = answers.text("reason")
        return await desk.carry_out(
            lambda ws: requests.set_state(ws, item_id, status="not_applicable", reason=reason)
        )

    fields = [Field("reason", "Reason", value=before.reason, is_needed=True)]
    intro = "Inspectors read the reason in the pack's index."
    return await fill_in(desk, FormDialog(f"{item_id} does not apply", fields, save, intro=intro))


async def write_out(desk: Desk) -> bool:
    """Write the plan, the board or the brief of the notice that runs to a file. Must run in a worker."""
    from readiness.services import notice, notice_exports

    session = desk.session
    if session is None:
        return False
    if notice.current(session.workspace) is None:
        desk.say("No notice is running.", severity="warning")
        return False
    chosen = await desk.push_screen_wait(Menu("Write out", _OUTPUTS))
    if not chosen:
        return False
    ws = session.workspace
    name = free_name(ws.root / "exports", ws.area, _OUTPUT_NAMES[chosen], session.today.isoformat(), chosen)

    async def save(answers: Answers) -> bool:
        target = answers.path("file").with_suffix(chosen)

        def work(now: Session) -> bool:
            notice_exports.export_notice(now.workspace, target, now=now.workspace.clock())
            return True

        if not await may_write(desk, target) or not await errand(desk, work):
            return False
        desk.say(f"Wrote {target}")
        return True

    fields = [Field("file", "File", "path", str(name), hint="type a path", is_needed=True)]
    return await fill_in(desk, FormDialog("Write out", fields, save))


async def may_write(desk: Desk, target: Path) -> bool:
    """Whether no file is lost by writing, or the user says it may be. Must run in a worker."""
    if not await asyncio.to_thread(target.exists):
        return True
    question = f"There is a file called {target.name} already. Replace it?"
    return await desk.push_screen_wait(QuestionDialog(question, safe="Keep it", other="Replace it"))


async def read_moment(desk: Desk, answers: Answers) -> datetime | None:
    """The moment in the fields `on` and `at` of a form; None once the user was told that it is none."""
    day, at = answers.values["on"], await _read_time(desk, answers.text("at"))
    return local(day, time.fromisoformat(at)) if at and isinstance(day, date) else None


async def _read_time(desk: Desk, words: str) -> str:
    """A time of day as HH:MM; empty once the user was told that it is none."""
    from readiness.core.errors import UsageError

    try:
        return f"{time.fromisoformat(words.replace('.', ':').zfill(5)):%H:%M}"
    except ValueError:
        await desk.tell(UsageError("That is not a time of day.", words, "Write it as 09:15."))
        return ""


_REHEARSE = "Check the date and time. To rehearse a call, use 'drill: Start a drill' in the palette (ctrl+p)."
_OUTPUTS = (
    (".ics", "The plan", "a calendar file for everybody's diary"),
    (".xlsx", "The board", "a workbook of every ask"),
    (".docx", "The brief", "one page in Word for the strategic lead"),
)
_OUTPUT_NAMES = {".ics": "plan", ".xlsx": "board", ".docx": "brief"}
