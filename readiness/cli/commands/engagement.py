"""Commands about the engagement meeting."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from readiness.base.date_words import day_words
from readiness.cli.shell.options import Force, written_to
from readiness.cli.shell.output import emit
from readiness.cli.shell.session import Session, parse_date


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    group = typer.Typer(
        help="The engagement meeting: what to bring, what may be asked.", rich_markup_mode=None
    )
    group.command("show")(show)
    group.command("asked")(asked)
    group.command("export")(export)
    app.add_typer(group, name="engagement")


def show(context: typer.Context) -> None:
    """Show what to bring to an engagement meeting and what may be asked, nothing cut.

    The questions are for inside alone. Example: readiness engagement show --as-at 2026-12-07
    """
    from readiness.progress.meeting import meeting
    from readiness.progress.meeting_document import last_state
    from readiness.progress.meeting_questions import likely_questions
    from readiness.progress.meeting_text import in_short, passages, question_lines

    session: Session = context.obj
    ws, as_at = session.open(), session.as_at
    found = meeting(ws.index, as_at, last_state(ws, as_at))
    questions = likely_questions(ws.gaps(as_at), as_at)
    lines = [f"The meeting is on {day_words(found.on)}.", ""] if found.on else []
    lines += [in_short(found)]
    for one in passages(found):
        lines += ["", one.heading, *one.lines]
    lines += ["", "Likely questions, to stay inside", *question_lines(questions)]
    data = {
        "as_at": as_at,
        "on": found.on,
        "attendees": list(found.attendees),
        "passages": [{"heading": one.heading, "lines": list(one.lines)} for one in passages(found)],
        "questions": [{"text": one.text, "why": one.why, "records": list(one.records)} for one in questions],
    }
    emit(session, data, lines=lines)


def asked(
    context: typer.Context,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What was asked, in the words used.")],
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="Day of the meeting; today if left out.")
    ] = "",
    criteria: Annotated[str, typer.Option("--criteria", help="Criteria it is about.")] = "",
    action: Annotated[str, typer.Option("--action", help="What will be done about it.")] = "",
    who: Annotated[str, typer.Option("--who", help="Who does it.")] = "",
    due: Annotated[str, typer.Option("--due", metavar="DATE", help="By when.")] = "",
) -> None:
    """Note what was asked at an engagement meeting: a recommendation and, with --action, what answers it.

    Example: readiness engagement asked "Show us the waits by ward" --action "Add wards" --who "Data lead"
    """
    from readiness.plan.asked import note_asked
    from readiness.progress.meeting import MEETING

    session: Session = context.obj
    day = parse_date(on, session, "back") if on else session.as_at
    recommendation, answer, _ = note_asked(
        session.open(),
        words,
        at=MEETING,
        on=day,
        criteria=criteria,
        action=action,
        who=who,
        due=due or None,
    )
    said = f"{recommendation.id} added" + (f", answered by {answer.id}" if answer else "")
    data = {
        "recommendation": recommendation.to_document(),
        "action": answer.to_document() if answer else None,
    }
    emit(session, data, lines=[f"{said}."])


def export(
    context: typer.Context,
    output: Annotated[Path, written_to("The brief to bring, a .docx file.")],
    internal: Annotated[
        Path | None,
        typer.Option("--internal", help="Likely questions, a .docx file that never leaves the partnership."),
    ] = None,
    *,
    is_forced: Force = False,
) -> None:
    """Write the brief for an engagement meeting: two pages, from what was recorded alone.

    Examples: readiness engagement export -o brief.docx --as-at 2026-12-07
        readiness engagement export -o brief.docx --internal questions.docx
    """
    from readiness.progress.meeting_document import export_meeting

    session: Session = context.obj
    ws, as_at = session.open(), session.as_at
    export_meeting(ws, output, as_at=as_at, internal=internal, replace=is_forced)
    files = [str(one) for one in (output, internal) if one is not None]
    emit(
        session,
        {"file": str(output), "internal": str(internal) if internal else None, "as_at": as_at},
        lines=[f"Wrote {' and '.join(files)}, as at {day_words(as_at)}"],
    )
