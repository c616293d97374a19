"""Saying that the call has come, and that the inspection is over."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from readiness.tui.dialogs.fields import Field
from readiness.tui.dialogs.form import Answers, FormDialog, fill_in
from readiness.tui.dialogs.message import QuestionDialog

if TYPE_CHECKING:
    from readiness.services.workspace import Workspace
    from readiness.tui.desk import Desk


async def start_notice(desk: Desk) -> bool:
    """Ask when the call came and what it was for, and start the clock. Must run in a worker."""
    session = desk.session
    if session is None:
        return False
    today = session.today
    kinds = tuple((one.id, one.title) for one in session.framework.timetables)
    if not kinds:
        desk.say("This framework has no timetable.", severity="warning")
        return False

    async def save(answers: Answers) -> bool:
        from readiness.core.errors import UsageError
        from readiness.services import notice

        received = _moment(answers)
        if received is None:
            error = UsageError("That is not a time of day.", answers.text("at"), "Write it as 09:15.")
            await desk.tell(error)
            return False
        kind = answers.text("kind")
        remarks: list[str] = []

        def work(ws: Workspace) -> object:
            started, problems = notice.start(ws, received, kind=kind)
            remarks.extend(one.what for one in problems)
            return started

        is_started = await desk.carry_out(work)
        for one in remarks:
            desk.say(one, severity="warning")
        return is_started

    fields = [
        Field("on", "Day of the call", "date", today.isoformat(), is_needed=True, today=today),
        Field("at", "At", value="09:00", hint="09:15", is_needed=True),
        Field("kind", "For", "choice", kinds[0][0], kinds, is_needed=True),
    ]
    return await fill_in(desk, FormDialog("The call has come", fields, save))


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


def _moment(answers: Answers) -> datetime | None:
    from readiness.core.working_hours import local

    day = answers.values["on"]
    try:
        at = time.fromisoformat(answers.text("at").replace(".", ":").zfill(5))
    except ValueError:
        return None
    return local(day, at) if isinstance(day, date) else None
