"""Rehearsing the call: a copy of the records takes the place of the workspace until the drill ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import QuestionDialog
from readiness.tui.forms.reading import ReportDialog
from readiness.tui.screens.notice.moments import read_moment
from readiness.tui.shell.background import errand
from readiness.tui.shell.session import session_for

if TYPE_CHECKING:
    from pathlib import Path

    from readiness.inspection.drill import DrillReport, Earlier
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import Desk

_SPEEDS = (
    ("1", "real time"),
    ("10", "an hour in six minutes"),
    ("60", "an hour in a minute"),
    ("720", "a day in two minutes"),
)


async def start_drill(desk: Desk) -> None:
    """Ask for an invented call and go to work on a copy. Must run in a worker."""
    from readiness.inspection import drill

    session = desk.session
    if session is None:
        return
    if session.is_drill:
        desk.say(
            "This is the drill already. 'drill: End the drill' in the palette ends it.", severity="warning"
        )
        return
    if folder := drill.running_drill(session.workspace.root):
        await _return_to(desk, session, folder)
        return
    kinds = tuple((one.id, one.title) for one in session.framework.timetables)
    if not kinds:
        desk.say("This framework has no timetable.", severity="warning")
        return

    async def save(answers: Answers) -> bool:
        received = await read_moment(desk, answers)
        if received is None:
            return False
        kind, speed = answers.text("kind"), float(answers.text("speed"))

        def work(now: Session) -> Session:
            ws = now.workspace
            copy = drill.start_drill(ws.root, received, kind=kind, speed=speed, user=ws.user, clock=ws.clock)
            return session_for(copy, desk.start)

        copied = await errand(desk, work)
        if copied is not None:
            _swap(desk, copied, home=session)
        return copied is not None

    today = session.today
    fields = [
        Field(
            "on", "Day of the call", "date", today.isoformat(), is_needed=True, today=today, nearest="around"
        ),
        Field("at", "At", value="09:00", hint="09:15", is_needed=True),
        Field("kind", "For", "choice", kinds[0][0], kinds, is_needed=True),
        Field("speed", "Speed", "choice", "1", _SPEEDS, is_needed=True),
    ]
    intro = (
        "You work on a copy: nothing of the true workspace is touched. The heading says DRILL until it ends."
    )
    if await fill_in(desk, FormDialog("Start a drill", fields, save, intro=intro)):
        desk.action_area("notice")


async def end_drill(desk: Desk) -> None:
    """Judge the drill, go back to the true workspace, and show the report. Must run in a worker."""
    from readiness.inspection import drill
    from readiness.tui.screens.notice.screen import drill_lines

    session = desk.session
    if session is None:
        return
    if not session.is_drill:
        folder = drill.running_drill(session.workspace.root)
        if folder is None:
            desk.say("No drill is running.", severity="warning")
        else:
            await _return_to(desk, session, folder)
        return
    question = QuestionDialog("End the drill? The copy is removed.", safe="Go on", other="End it")
    if not await desk.push_screen_wait(question):
        return
    home = session.home
    if home is not None:
        _swap(desk, home, home=None)

    def work(_: Session) -> tuple[DrillReport, Earlier | None]:
        return drill.end_drill(session.workspace)

    ended = await errand(desk, work)
    if ended is not None:
        parts = drill_lines(*ended, session.framework)
        await desk.push_screen_wait(ReportDialog("What came of the drill", parts))
    if home is None:
        desk.exit()


async def _return_to(desk: Desk, session: Session, folder: Path) -> None:
    """Offer to go on with a drill that was left running."""
    from readiness.workspace.opening import open_workspace

    question = QuestionDialog("A drill is running already. Go on with it?", safe="Stay here", other="Go on")
    if not await desk.push_screen_wait(question):
        return

    def work(now: Session) -> Session:
        ws = now.workspace
        return session_for(open_workspace(folder, user=ws.user, clock=ws.clock), desk.start)

    copied = await errand(desk, work)
    if copied is not None:
        _swap(desk, copied, home=session)
        desk.action_area("notice")


def _swap(desk: Desk, session: Session, *, home: Session | None) -> None:
    """Work with another session from now on; every screen fills itself anew."""
    session.home = home
    session.version = desk.session.version if desk.session else 0
    desk.session = session
    desk.announce()
