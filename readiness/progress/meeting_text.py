"""The engagement meeting in plain lines, for a terminal: what the brief says, nothing cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from readiness.base.text import counted
from readiness.progress.meeting import NO_FIGURE, NO_PROOF, ROLES, Meeting, Told, Voice, period_of
from readiness.progress.meeting_questions import Question


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading with the lines below it."""

    heading: str
    lines: tuple[str, ...]


def passages(found: Meeting) -> tuple[Passage, ...]:
    """What to bring, part by part in the order of the brief."""
    framework = found.framework
    return (
        Passage("Since last time", found.since),
        Passage("What we were told, and what came of it", tuple(_told(found)) or ("Nothing recorded.",)),
        Passage(
            "Challenges and what leaders do about them", tuple(_challenges(found)) or ("Nothing recorded.",)
        ),
        Passage(
            framework.headings.meeting_voices, tuple(map(_voice, found.voices)) or ("Nothing recorded.",)
        ),
        Passage("Who attends", found.attendees)
        if found.attendees
        else Passage("Whom to invite (our suggestion)", tuple(framework.meeting_roles or ROLES)),
    )


def question_lines(questions: tuple[Question, ...]) -> Iterator[str]:
    """Each question with why it may be asked and the records behind it."""
    for number, one in enumerate(questions, 1):
        yield f"{number}. {one.text}"
        yield f"   {one.why} ({', '.join(one.records)})"


def _told(found: Meeting) -> Iterator[str]:
    for one in found.told:
        yield from _lines_of(one)


def _lines_of(one: Told) -> Iterator[str]:
    yield f"{one.recommendation.id} {one.recommendation.text}"
    yield f"   Progress: {one.progress}"
    yield f"   Figures: {'; '.join(one.figures) or NO_FIGURE}"
    proof = "; ".join(f"{item.id} {item.title}" for item in one.proof)
    yield f"   Proof: {proof or NO_PROOF}"


def _challenges(found: Meeting) -> Iterator[str]:
    for one in found.challenges:
        draft = "" if one.is_agreed else " (draft, not agreed)"
        yield f"{one.statement.id} {one.text}{draft}"
        yield f"   What we do: {'; '.join(one.answers) or 'no action answers this yet'}"


def _voice(one: Voice) -> str:
    covered = period_of(one.evidence)
    said = "; ".join(filter(None, (one.said, one.heard))) or "nothing noted"
    return f"{one.evidence.id} {one.evidence.title}{f' ({covered})' if covered else ''}: {said}"


def in_short(found: Meeting) -> str:
    """How much there is to say: ``6 recommendations, 2 without a measure, 3 without current proof``."""
    bare = sum(not one.figures for one in found.told)
    unproved = sum(not one.proof for one in found.told)
    numbered = sum(one.has_number for one in found.voices)
    return (
        f"{counted(len(found.told), 'recommendation')}: {bare:,} without a measure, {unproved:,} without "
        f"current proof. {counted(len(found.challenges), 'challenge')}. "
        f"{counted(len(found.voices), 'voice')}, {numbered:,} with a figure."
    )
