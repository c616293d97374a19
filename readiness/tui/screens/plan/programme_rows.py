"""The lines of a plan above its actions, and what the detail of each tells besides its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.base.date_words import day_words
from readiness.base.text import counted
from readiness.model.choices import confidences
from readiness.model.field import fields_of
from readiness.model.field_words import words
from readiness.model.vocabulary import EFFECT_TITLES, PRIORITY_KIND_TITLES
from readiness.rules.plan import is_closed
from readiness.rules.standing import standing_of
from readiness.tui.base.content import line, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from textual.content import Content

    from readiness.model.field import Bound
    from readiness.model.records.measures import Measure
    from readiness.model.records.plan import Action
    from readiness.model.records.programme import Priority, Strategy, Workstream
    from readiness.tui.shell.session import Session

_NOTES = 5
"""Notes shown beside a record; all of them are listed by the command."""


def carried_words(actions: Sequence[Action]) -> str:
    """How many actions are carried, and how many are still open: ``5 actions, 3 open``."""
    still_open = sum(not is_closed(one) for one in actions)
    return f"{counted(len(actions), 'action')}, {still_open or 'none'} open"


def strategy_words(one: Strategy) -> str:
    """The years a strategy runs."""
    ends = [day_words(day) if day else "" for day in (one.start, one.end)]
    return " to ".join(filter(None, ends)) or "no dates"


def priority_words(session: Session, one: Priority) -> str:
    """What kind of priority it is, and how much is done for it."""
    return f"{PRIORITY_KIND_TITLES[one.kind]}: {carried_words(session.index.actions_of(one.id))}"


def workstream_words(session: Session, one: Workstream) -> str:
    """How much a workstream carries."""
    return carried_words(session.index.actions_of(one.id))


def standing_facts(session: Session, action: Action) -> tuple[tuple[str, str], ...]:
    """What of an action its detail says first: confidence and why, effect, and moves of its days."""
    board = session.framework.board
    standing = standing_of(action, board, session.as_at)
    effect = (("Effect seen", EFFECT_TITLES[action.effect]), *move_facts(session, action))
    if standing is None:
        return effect
    said = confidences(session.framework)
    told = f"{said[standing.confidence]}: {standing.why}"
    if standing.is_judged and standing.proposed != standing.confidence:
        told += f" (its dates say {said[standing.proposed]})"
    return ("Confidence", told), *effect


def move_facts(session: Session, record: Action | Measure) -> Iterator[tuple[str, str]]:
    """How often a day of it was moved and why, where one ever was."""
    if record.moves:
        fields: Mapping[str, Bound] = fields_of(type(record))
        bound = fields["moves"]
        yield bound.label, words(bound, record.moves, session.around)


def note_lines(session: Session, record_id: str) -> Iterator[Content]:
    """The newest notes of progress, newest first, and how many there are in all."""
    notes = session.index.notes_of(record_id)[::-1]
    if not notes:
        return
    more = f", the newest {_NOTES} of {len(notes)}" if len(notes) > _NOTES else ""
    yield plain(f"Notes of progress{more}", "bold")
    for one in notes[:_NOTES]:
        did = f" What it did: {one.did}" if one.did.strip() else ""
        by = f", {one.by}" if one.by.strip() else ""
        said = plain(f"{one.words}{did}", keep_breaks=True)
        yield line(plain(f"{day_words(one.on)}{by}  ", "$text-muted"), said)
