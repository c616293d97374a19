"""The forms of the engagement meeting: its day, who goes, what was asked there, and its papers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.screens.base.records import edit_record
from readiness.tui.shell.background import asked_to_replace, export_file_field, run_in_background

if TYPE_CHECKING:
    from pathlib import Path

    from readiness.model.records.changes import Transaction
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp
    from readiness.workspace.workspace import Workspace


async def note_what_was_asked(ui: WorkspaceApp) -> None:
    """Ask what was asked, and keep it as a recommendation and, if wanted, an action. Must run in a worker."""
    session = ui.opened

    async def save(answers: Answers) -> bool:
        from readiness.plan.asked import note_asked
        from readiness.progress.meeting import MEETING, prepared_meeting

        added: list[str] = []
        given = {name: answers.text(name) for name in ("action", "who", "due", "criteria")}

        def work(ws: Workspace) -> Transaction:
            found = prepared_meeting(ws.index)
            day = found.on if found and found.on and found.on <= session.today else session.today
            recommendation, action, done = note_asked(
                ws,
                answers.text("words"),
                at=MEETING,
                on=day,
                criteria=given["criteria"],
                action=given["action"],
                who=given["who"],
                due=given["due"] or None,
            )
            added.extend((recommendation.id, *([action.id] if action else [])))
            return done

        if not await ui.carry_out(work):
            return False
        ui.say(f"Kept as {' and '.join(added)}.")
        return True

    fields = [
        Field("words", "What was asked", "long", is_needed=True, help="In the words that were used."),
        Field("criteria", "Criteria", hint="ids with commas between; may stay empty"),
        Field("action", "What we will do", hint="may stay empty"),
        Field("who", "Who", hint="of the action"),
        Field("due", "By when", hint="of the action"),
    ]
    await fill_in(ui, FormDialog("Note what was asked", fields, save))


async def set_day(ui: WorkspaceApp) -> None:
    """Ask which day is agreed, and count every other day back from it. Must run in a worker."""
    from readiness.progress.meeting import KIND, prepared_meeting

    session = ui.opened
    if session.framework.timetable(KIND) is None:
        ui.say("This framework has no timetable for such a meeting.", severity="warning")
        return
    held = prepared_meeting(session.index)

    async def save(answers: Answers) -> bool:
        from readiness.inspection import corrections, notice

        on, why = answers.values["on"], answers.text("why").strip()
        if not isinstance(on, date):
            return False
        if held is None:
            return await ui.carry_out(lambda ws: notice.start(ws, ws.clock(), kind=KIND, on=on))
        return await ui.carry_out(
            lambda ws: corrections.correct(ws, held.event, on, reason=why or "agreed anew", is_sure=True)
        )

    opened = held.on.isoformat() if held and held.on else ""
    fields = [Field("on", "Day", "date", opened, is_needed=True, today=session.today)]
    fields += [Field("why", "Why it moves", hint="who agreed to the new day")] if held else []
    intro = "Every other day is counted back from it. When the meeting is over, end it on the notice's page."
    await fill_in(ui, FormDialog("The day of the meeting", fields, save, intro=intro))


async def set_attendees(ui: WorkspaceApp) -> None:
    """Ask who goes. Must run in a worker."""
    from readiness.progress.meeting import prepared_meeting

    session = ui.opened
    held = prepared_meeting(session.index)
    if held is None:
        ui.say("Set the day of the meeting first: d.", severity="warning")
        return
    await edit_record(ui, held.notice, title="Who attends", only=("attendees",))


async def write_brief(ui: WorkspaceApp) -> None:
    """Ask where to, and write the brief and the page of questions; each file that is there is asked about.

    Must run in a worker.
    """
    session = ui.opened

    async def save(answers: Answers) -> bool:
        brief = answers.path("file")
        inside = answers.path("internal") if answers.text("internal").strip() else None
        replacing: list[Path] = []
        for target in (brief, *([inside] if inside else [])):
            answer = await asked_to_replace(ui, target)
            if answer is None:
                return False
            replacing += [target] if answer else []

        def work(now: Session) -> bool:
            from readiness.progress.meeting_document import export_meeting

            export_meeting(now.workspace, brief, as_at=now.as_at, internal=inside, replace=replacing)
            return True

        if await run_in_background(ui, work) is None:
            return False
        ui.say_made(f"Wrote the brief to {brief}", brief)
        return True

    fields = [
        export_file_field(session, "engagement-brief", ".docx"),
        Field("internal", "Questions to", "path", hint="a .docx that stays inside; may stay empty"),
    ]
    await fill_in(ui, FormDialog("Write the brief", fields, save))
