"""The lines of the engagement meeting's screen: its days, what was told, asked and heard, and who goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from readiness.base.date_words import near_day_words
from readiness.base.text import counted
from readiness.progress.meeting import (
    MEETING,
    NO_FIGURE,
    NO_PROOF,
    ROLES,
    Meeting,
    is_asked_there,
    meeting,
    period_of,
)
from readiness.progress.meeting_document import last_state
from readiness.progress.meeting_questions import likely_questions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from readiness.progress.meeting import Told
    from readiness.tui.shell.session import Session


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A line of the table, and what stands behind it."""

    key: str
    part: str
    """What of the meeting it belongs to."""
    what: str
    state: str
    record: str = ""
    """Id of the record it opens; empty for none."""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingPicture:
    """What the screen shows."""

    title: str
    lines: tuple[MeetingLine, ...]


def meeting_picture(session: Session) -> MeetingPicture:
    """Everything about the meeting that is prepared next, from the records alone."""
    ws, as_at = session.workspace, session.as_at
    found = meeting(ws.index, as_at, last_state(ws, as_at))
    return MeetingPicture(
        _title(found, session.today),
        (
            *_days(session, found),
            *map(_told, found.told),
            *_challenges(found),
            *_voices(found),
            *_questions(session),
            *_attendees(found),
        ),
    )


def until_words(day: date, today: date) -> str:
    """``in 38 days``, ``today`` or ``3 days ago``."""
    days = (day - today).days
    if not days:
        return "today"
    return f"in {counted(days, 'day')}" if days > 0 else f"{counted(-days, 'day')} ago"


def _title(found: Meeting, today: date) -> str:
    if found.on is None:
        return f"{MEETING}: no date is agreed yet; d sets it"
    return f"{MEETING} on {near_day_words(found.on)}, {until_words(found.on, today)}"


def _days(session: Session, found: Meeting) -> Iterator[MeetingLine]:
    """Every day that is counted back from the meeting's, in order."""
    from readiness.inspection.notice import schedule_of

    if found.prepared is None:
        yield MeetingLine("since", "Since", found.since[0], "", about=found.since)
        return
    for dated in sorted(schedule_of(session.workspace, found.prepared.notice).events, key=lambda one: one.on):
        state = f"{near_day_words(dated.on)}, {until_words(dated.on, session.today)}"
        about = (f"{dated.event.title}: {state}", f"Counted: {dated.rule}", f"How sure: {dated.status}")
        yield MeetingLine(f"day {dated.event.id}", "Day", dated.event.title, state, about=about)
    yield MeetingLine("since", "Since", found.since[0], "", about=found.since)


def _told(one: Told) -> MeetingLine:
    proof = "; ".join(f"{item.id} {item.title}" for item in one.proof)
    about = (
        one.recommendation.text,
        f"Progress: {one.progress}",
        f"Figures: {'; '.join(one.figures) or NO_FIGURE}",
        f"Proof: {proof or NO_PROOF}",
    )
    part = "Asked" if is_asked_there(one.recommendation) else "Told"
    record = one.recommendation.id
    what = f"{record} {one.recommendation.text}"
    return MeetingLine(f"told {record}", part, what, one.progress, record, about)


def _challenges(found: Meeting) -> Iterator[MeetingLine]:
    for one in found.challenges:
        draft = "" if one.is_agreed else "draft, not agreed"
        answers = "; ".join(one.answers) or "no action answers this yet"
        about = (one.text, f"What we do: {answers}", *((draft,) if draft else ()))
        record = one.statement.id
        yield MeetingLine(f"challenge {record}", "Challenge", f"{record} {one.text}", answers, record, about)


def _voices(found: Meeting) -> Iterator[MeetingLine]:
    for one in found.voices:
        said = "; ".join(filter(None, (one.said, one.heard))) or "nothing noted"
        record, covered = one.evidence.id, period_of(one.evidence)
        about = (f"{one.evidence.title}{f' ({covered})' if covered else ''}", said)
        state = "" if one.has_number else "no figure"
        yield MeetingLine(f"voice {record}", "Voice", f"{record} {one.evidence.title}", state, record, about)


def _questions(session: Session) -> Iterator[MeetingLine]:
    as_at = session.as_at
    for number, one in enumerate(likely_questions(session.workspace.gaps(as_at), as_at), 1):
        about = (one.text, one.why, f"Behind it: {', '.join(one.records)}", _SUPPOSED)
        yield MeetingLine(f"question {number}", "May ask", one.text, "", one.records[0], about)


_SUPPOSED = "Our supposition, to stay inside: nobody outside has said what will be asked."


def _attendees(found: Meeting) -> Iterator[MeetingLine]:
    for number, name in enumerate(found.attendees, 1):
        yield MeetingLine(f"attends {number}", "Attends", name, "", about=(name, "e changes who attends."))
    if not found.attendees:
        for number, role in enumerate(found.framework.meeting_roles or ROLES, 1):
            about = (role, "A role to invite, our suggestion: no list of attendees has been published.")
            yield MeetingLine(f"invite {number}", "Invite", role, "nobody named", about=about)
