"""Saying that the call has come, putting its dates right, leaving asks out, and that it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.base.dates import LOCAL
from readiness.tui.base.content import plain
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import Menu, QuestionDialog
from readiness.tui.screens.notice.moments import read_moment
from readiness.tui.shell.background import errand, may_write
from readiness.workspace.output import free_name

if TYPE_CHECKING:
    from readiness.base.problems import Problem
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import Desk
    from readiness.workspace.workspace import Workspace


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
        from readiness.base.errors import UsageError
        from readiness.inspection import notice

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
        Field(
            "on", "Day of the call", "date", today.isoformat(), is_needed=True, today=today, nearest="back"
        ),
        Field("at", "At", value=f"{now:%H:%M}", hint="09:15", is_needed=True),
        Field("kind", "For", "choice", kinds[0][0], kinds, is_needed=True),
    ]
    is_started = await fill_in(desk, FormDialog("The call has come", fields, save))
    if remarks:
        from readiness.tui.forms.reading import ReportDialog

        told = [plain(f"{one.what} {one.hint}") for one in remarks]
        await desk.push_screen_wait(ReportDialog("The clock runs. Is this right? u takes it back.", told))
    return is_started


async def end_notice(desk: Desk) -> bool:
    """End the notice that runs, after asking. Must run in a worker."""
    from readiness.inspection import notice
    from readiness.rules.calendar import call

    session = desk.session
    running = call.current(session.workspace.records) if session else None
    if running is None:
        desk.say("No notice is running.", severity="warning")
        return False
    question = QuestionDialog(f"End the notice {running.id}?", safe="Keep it running", other="End it")
    return await desk.push_screen_wait(question) and await desk.carry_out(notice.end)


async def write_out(desk: Desk) -> bool:
    """Write the plan, the board or the brief of the notice that runs to a file. Must run in a worker."""
    from readiness.inspection import exports
    from readiness.rules.calendar import call

    session = desk.session
    if session is None:
        return False
    if call.current(session.workspace.records) is None:
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
            exports.export_notice(now.workspace, target, now=now.workspace.clock(), replace=True)
            return True

        if not await may_write(desk, target) or not await errand(desk, work):
            return False
        desk.say(f"Wrote {target}")
        return True

    fields = [Field("file", "File", "path", str(name), hint="type a path", is_needed=True)]
    return await fill_in(desk, FormDialog("Write out", fields, save))


_REHEARSE = "Check the date and time. To rehearse a call, use 'drill: Start a drill' in the palette (ctrl+p)."

_OUTPUTS = (
    (".ics", "The plan", "a calendar file for everybody's diary"),
    (".xlsx", "The board", "a workbook of every ask"),
    (".docx", "The brief", "one page in Word for the strategic lead"),
)

_OUTPUT_NAMES = {".ics": "plan", ".xlsx": "board", ".docx": "brief"}
