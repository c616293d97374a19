"""Saying that the call has come, putting its dates right, leaving asks out, and that it is over."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from readiness.base.text import counted
from readiness.base.zone import local_zone
from readiness.tui.base.content import plain
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import Menu, QuestionDialog
from readiness.tui.screens.base.records import edit_record
from readiness.tui.screens.notice.moments import read_moment
from readiness.tui.shell.background import asked_to_replace, run_in_background
from readiness.workspace.output import free_name

if TYPE_CHECKING:
    from pathlib import Path

    from readiness.base.problems import Problem
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp
    from readiness.workspace.workspace import Workspace


async def start_notice(ui: WorkspaceApp) -> bool:
    """Ask when the call came and what it was for, and start the clock. Must run in a worker."""
    from readiness.rules.calendar import call

    session = ui.opened
    timetables = session.framework.timetables
    kinds = tuple((timetable.id, timetable.title) for timetable in timetables)
    meetings = {timetable.id for timetable in timetables if timetable.is_meeting}
    running = call.current(session.records)
    if not kinds or (running is not None and running.kind not in meetings):
        why = "A notice is running already: end it first." if kinds else "This framework has no timetable."
        ui.say(why, severity="warning")
        return False
    main = session.framework.main_timetable

    remarks: list[Problem] = []

    async def save(answers: Answers) -> bool:
        from readiness.base.errors import UsageError
        from readiness.inspection import notice

        kind, agreed = answers.text("kind"), answers.values.get("meeting")
        if kind in meetings:
            now, on = session.workspace.clock(), agreed if isinstance(agreed, date) else None
            return await ui.carry_out(lambda ws: notice.start(ws, now, kind=kind, on=on)[0])
        received = await read_moment(ui, answers)
        if received is None:
            return False
        if received > session.workspace.clock():
            await ui.tell(UsageError("The call cannot come in the future.", "", _REHEARSE))
            return False

        def work(ws: Workspace) -> object:
            started, problems = notice.start(ws, received, kind=kind)
            remarks.extend(problems)
            return started

        return await ui.carry_out(work)

    fields = _call_fields(session, kinds, main.id if main else kinds[0][0], has_meetings=bool(meetings))
    is_started = await fill_in(ui, FormDialog("The call has come", fields, save))
    if remarks:
        from readiness.tui.forms.reading import ReportDialog

        told = [plain(f"{one.what} {one.hint}") for one in remarks]
        await ui.push_screen_wait(ReportDialog("The clock runs. Is this right? u takes it back.", told))
    return is_started


def _call_fields(
    session: Session, kinds: tuple[tuple[str, str], ...], kind: str, *, has_meetings: bool
) -> list[Field]:
    today, now = session.today, session.workspace.clock().astimezone(local_zone())
    day = today.isoformat()
    fields = [
        Field("on", "Day of the call", "date", day, is_needed=True, today=today, nearest="back"),
        Field("at", "At", value=f"{now:%H:%M}", hint="09:15", is_needed=True),
        Field("kind", "For", "choice", kind, kinds, is_needed=True),
    ]
    if has_meetings:
        fields.append(Field("meeting", "Day of the meeting", "date", hint="only for a meeting", today=today))
    return fields


async def who_am_i(ui: WorkspaceApp) -> str:
    """My name among the owners; asked once, then kept on this computer. Must run in a worker."""
    from readiness.base.own_settings import own_settings, set_own
    from readiness.tui.forms.picker import Choice, Picker

    session = ui.opened
    if kept := own_settings().my_name:
        return kept
    owners = dict.fromkeys(" ".join(one.owner.split()) for one in session.records.requests.values())
    choices = [Choice(name, name, "") for name in sorted(owners, key=str.casefold) if name]
    if not choices:
        ui.say("Nobody owns anything yet: o says who does.", severity="warning")
        return ""
    mine = await ui.push_screen_wait(Picker("Who are you? Asked once", choices)) or ""
    if mine and not set_own(my_name=mine):
        ui.say("It could not be kept on this computer, and is asked again.", severity="warning")
    return mine


async def change_notice(ui: WorkspaceApp) -> bool:
    """Put right when the running call came, what it was for, or its note. Must run in a worker."""
    from readiness.inspection import notice
    from readiness.rules.calendar import call

    running = call.current(ui.opened.workspace.records)
    if running is None:
        ui.say("No notice is running.", severity="warning")
        return False
    intro = "Every date that counts from the call is worked out again."
    return await edit_record(ui, running, title=f"Put {running.id} right", intro=intro, store=notice.change)


async def end_notice(ui: WorkspaceApp) -> bool:
    """End the notice that runs, after asking. Must run in a worker."""
    from readiness.inspection import notice
    from readiness.rules.calendar import call

    session = ui.opened
    running = call.current(session.workspace.records)
    if running is None:
        ui.say("No notice is running.", severity="warning")
        return False
    question = QuestionDialog(f"End the notice {running.id}?", safe="Keep it running", other="End it")
    return await ui.push_screen_wait(question) and await ui.carry_out(notice.end)


async def write_out(ui: WorkspaceApp) -> bool:
    """Write the plan, the board or the brief of the notice that runs to a file. Must run in a worker."""
    from readiness.inspection import exports
    from readiness.rules.calendar import call

    session = ui.opened
    chosen = await ui.push_screen_wait(Menu("Write out", _OUTPUTS))
    if not chosen:
        return False
    if chosen == _LISTS:
        return await write_lists(ui, session)
    if call.current(session.workspace.records) is None:
        ui.say("No notice is running.", severity="warning")
        return False
    ws = session.workspace
    name = free_name(ws.root / "exports", ws.area, _OUTPUT_NAMES[chosen], session.today.isoformat(), chosen)

    async def save(answers: Answers) -> bool:
        target = answers.path("file").with_suffix(chosen)
        replacing = await asked_to_replace(ui, target)
        if replacing is None:
            return False

        def work(now: Session) -> Path:
            ws = now.workspace
            return exports.export_notice(ws, target, now=ws.clock(), replace=replacing)

        written = await run_in_background(ui, work)
        if not written:
            return False
        ui.say_made(f"Wrote {written}", written)
        return True

    fields = [Field("file", "File", "path", str(name), hint="type a path", is_needed=True)]
    return await fill_in(ui, FormDialog("Write out", fields, save))


async def write_lists(ui: WorkspaceApp, session: Session) -> bool:
    """Write each owner's list of what is asked of them into a folder. Must run in a worker."""
    from readiness.inspection.owner_lists import export_owner_lists

    ws = session.workspace
    name = free_name(ws.root / "exports", ws.area, "owner-lists", session.today.isoformat(), "")

    async def save(answers: Answers) -> bool:
        folder = answers.path("folder")

        def work(now: Session) -> tuple[Path, ...]:
            return export_owner_lists(now.workspace, folder, now=now.workspace.clock())

        written = await run_in_background(ui, work)
        if written:
            folder = written[0].parent
            ui.say_made(f"Wrote {counted(len(written) // _FILES_EACH, 'list')} to {folder}", folder)
        return bool(written)

    fields = [Field("folder", "Folder", "path", str(name), hint="a new folder", is_needed=True)]
    intro = "What is asked of each owner: a Word file, a workbook and an e-mail draft for each."
    return await fill_in(ui, FormDialog("Each owner's list", fields, save, intro=intro))


_FILES_EACH = 3

_LISTS = "lists"

_REHEARSE = "Check the date and time. To rehearse a call, use 'drill: Start a drill' in the palette (ctrl+p)."

_OUTPUTS = (
    (".ics", "The plan", "a calendar file for everybody's diary"),
    (".xlsx", "The board", "a workbook of every ask"),
    (".docx", "The brief", "one page in Word for the strategic lead"),
    (_LISTS, "Each owner's list", "Word, workbook and e-mail draft for each"),
)

_OUTPUT_NAMES = {".ics": "plan", ".xlsx": "board", ".docx": "brief"}
