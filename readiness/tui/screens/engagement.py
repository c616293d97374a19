"""The engagement meeting: what to bring, what may be asked, what was asked, and the papers for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.tui.base.content import plain
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import Menu
from readiness.tui.forms.reading import ReportDialog, heading
from readiness.tui.shell.background import asked_to_replace, export_file_field, run_in_background
from readiness.tui.shell.navigation import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.content import Content

    from readiness.model.records.changes import Transaction
    from readiness.progress.meeting import Meeting
    from readiness.progress.meeting_questions import Question
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp
    from readiness.workspace.workspace import Workspace

_BRING, _QUESTIONS, _ASKED, _WRITE = "bring", "questions", "asked", "write"


async def engagement(ui: WorkspaceApp) -> None:
    """Ask what is wanted for the meeting, and do it. Must run in a worker."""
    ways = (
        (_BRING, "What to bring", "since last time, recommendations, challenges, voices"),
        (_QUESTIONS, "Likely questions", "from our own gaps; choose one to open its records"),
        (_ASKED, "Note what was asked", "becomes a recommendation and, if you like, an action"),
        (_WRITE, "Write the brief", "two pages for Word, and apart from it the questions"),
    )
    intro = "From what was recorded and nothing else. No agenda of these meetings has been published."
    chosen = await ui.push_screen_wait(Menu("Engagement meeting", ways, intro=intro))
    if chosen == _BRING:
        await _bring(ui)
    elif chosen == _QUESTIONS:
        await _questions(ui)
    elif chosen == _ASKED:
        await _note_asked(ui)
    elif chosen == _WRITE:
        await _write(ui)


async def _bring(ui: WorkspaceApp) -> None:
    found = await run_in_background(ui, _meeting)
    if found is not None:
        await ui.push_screen_wait(ReportDialog("Engagement meeting: what to bring", list(_parts(found))))


async def _questions(ui: WorkspaceApp) -> None:
    """The likely questions; the one chosen opens the first of its records."""
    session = ui.session
    asked = await run_in_background(ui, _likely)
    if session is None or asked is None:
        return
    if not asked:
        ui.say("Our gaps and measures raise no question.")
        return
    ways = [
        (str(number), one.text, f"{one.why} {', '.join(one.records)}") for number, one in enumerate(asked)
    ]
    intro = "Our suppositions, to stay inside: nobody outside has said what will be asked."
    chosen = await ui.push_screen_wait(Menu("Likely questions", ways, intro=intro))
    if chosen and asked[int(chosen)].records:
        ui.action_area(*place_of(asked[int(chosen)].records[0], session))


async def _note_asked(ui: WorkspaceApp) -> None:
    session = ui.session
    if session is None:
        return

    async def save(answers: Answers) -> bool:
        from readiness.plan.asked import note_asked

        added: list[str] = []
        given = {name: answers.text(name) for name in ("action", "who", "due", "criteria")}
        on = session.as_at

        def work(ws: Workspace) -> Transaction:
            recommendation, action, done = note_asked(
                ws,
                answers.text("words"),
                at="Engagement meeting",
                on=on,
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


async def _write(ui: WorkspaceApp) -> None:
    session = ui.session
    if session is None:
        return

    async def save(answers: Answers) -> bool:
        brief = answers.path("file")
        inside = answers.path("internal") if answers.text("internal") else None

        replacing = False
        for target in (brief, *([inside] if inside else [])):
            answer = await asked_to_replace(ui, target)
            if answer is None:
                return False
            replacing = replacing or answer

        def work(now: Session) -> bool:
            from readiness.progress.meeting_document import export_meeting

            export_meeting(now.workspace, brief, as_at=now.as_at, internal=inside, replace=replacing)
            return True

        if await run_in_background(ui, work) is None:
            return False
        ui.say(f"Wrote the brief to {brief}")
        return True

    fields = [
        export_file_field(session, "engagement-brief", ".docx"),
        Field("internal", "Questions to", "path", hint="a .docx that stays inside; may stay empty"),
    ]
    await fill_in(ui, FormDialog("Write the brief", fields, save))


def _meeting(now: Session) -> Meeting:
    from readiness.progress.meeting import meeting
    from readiness.progress.meeting_document import last_state

    return meeting(now.workspace.index, now.as_at, last_state(now.workspace, now.as_at))


def _likely(now: Session) -> tuple[Question, ...]:
    from readiness.progress.meeting_questions import likely_questions

    return likely_questions(now.workspace.gaps(now.as_at), now.as_at)


def _parts(found: Meeting) -> Iterator[Content]:
    from readiness.progress.meeting_text import in_short, passages

    yield plain(in_short(found))
    for one in passages(found):
        yield heading(one.heading)
        yield from (plain(line) for line in one.lines)
