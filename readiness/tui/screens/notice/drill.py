"""Rehearsing the call: a copy of the records takes the place of the workspace until the drill ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import QuestionDialog
from readiness.tui.forms.reading import ReportDialog
from readiness.tui.screens.notice.moments import read_moment
from readiness.tui.shell.background import run_in_background
from readiness.tui.shell.session import session_for
from readiness.workspace.drills import running_drill

if TYPE_CHECKING:
    from pathlib import Path

    from readiness.inspection.drill import DrillReport, Earlier
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp

_SPEEDS = (
    ("1", "real time"),
    ("10", "an hour in six minutes"),
    ("60", "an hour in a minute"),
    ("720", "a day in two minutes"),
)


async def start_drill(ui: WorkspaceApp) -> None:
    """Ask for an invented call and go to work on a copy. Must run in a worker."""
    from readiness.inspection import drill

    session = ui.opened
    if session.is_drill:
        ui.say(
            "This is the drill already. 'drill: End the drill' in the palette ends it.", severity="warning"
        )
        return
    if folder := running_drill(session.workspace.root):
        await _return_to(ui, session, folder)
        return
    kinds = tuple((one.id, one.title) for one in session.framework.timetables)
    if not kinds:
        ui.say("This framework has no timetable.", severity="warning")
        return

    async def save(answers: Answers) -> bool:
        received = await read_moment(ui, answers)
        if received is None:
            return False
        kind, speed = answers.text("kind"), float(answers.text("speed"))

        def work(now: Session) -> Session:
            ws = now.workspace
            copy = drill.start_drill(ws.root, received, kind=kind, speed=speed, user=ws.user, clock=ws.clock)
            return session_for(copy, ui.start)

        copied = await run_in_background(ui, work)
        if copied is not None:
            _swap(ui, copied, home=session)
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
    if await fill_in(ui, FormDialog("Start a drill", fields, save, intro=intro)):
        ui.action_area("notice")


async def end_drill(ui: WorkspaceApp) -> None:
    """Judge the drill, go back to the true workspace, and show the report. Must run in a worker."""
    from readiness.inspection import drill
    from readiness.tui.screens.notice.screen import drill_lines

    session = ui.opened
    if not session.is_drill:
        folder = running_drill(session.workspace.root)
        if folder is None:
            ui.say("No drill is running.", severity="warning")
        else:
            await _return_to(ui, session, folder)
        return
    question = QuestionDialog("End the drill? The copy is removed.", safe="Go on", other="End it")
    if not await ui.push_screen_wait(question):
        return
    home = session.home
    if home is not None:
        _swap(ui, home, home=None)

    def work(_: Session) -> tuple[DrillReport, Earlier | None]:
        return drill.end_drill(session.workspace)

    ended = await run_in_background(ui, work)
    if ended is not None:
        parts = drill_lines(*ended, session.framework)
        await ui.push_screen_wait(ReportDialog("What came of the drill", parts))
    if home is None:
        ui.exit()


async def _return_to(ui: WorkspaceApp, session: Session, folder: Path) -> None:
    """Offer to go on with a drill that was left running."""
    from readiness.workspace.opening import open_workspace

    question = QuestionDialog("A drill is running already. Go on with it?", safe="Stay here", other="Go on")
    if not await ui.push_screen_wait(question):
        return

    def work(now: Session) -> Session:
        ws = now.workspace
        return session_for(open_workspace(folder, user=ws.user, clock=ws.clock), ui.start)

    copied = await run_in_background(ui, work)
    if copied is not None:
        _swap(ui, copied, home=session)
        ui.action_area("notice")


def _swap(ui: WorkspaceApp, session: Session, *, home: Session | None) -> None:
    """Work with another session from now on; every screen fills itself anew."""
    session.home = home
    session.version = ui.session.version if ui.session else 0
    ui.session = session
    ui.announce()
