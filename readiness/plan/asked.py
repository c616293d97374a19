"""What somebody outside asked of the partnership, kept as a recommendation and, if wanted, with an action."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from readiness.base.date_words import day_words
from readiness.base.errors import UsageError
from readiness.base.text import cleaned
from readiness.model.records.changes import Transaction, put
from readiness.model.records.plan import Action, Recommendation
from readiness.workspace.editing import new_record

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace


def note_asked(
    ws: Workspace,
    words: str,
    *,
    at: str,
    on: date,
    criteria: object = (),
    action: str = "",
    who: str = "",
    due: object = None,
) -> tuple[Recommendation, Action | None, Transaction]:
    """Keep what was asked at a meeting: a recommendation with the meeting as its source.

    Args:
        ws: The workspace.
        words: What was asked, in the words that were used.
        at: The meeting, such as ``Engagement meeting``.
        on: Its day.
        criteria: What it is about, as typed.
        action: What will be done about it; empty for nothing yet.
        who: Who does it.
        due: By when, as typed.

    Returns:
        Both, and the one change that stored them.

    Raises:
        UsageError: There are no words; or a field cannot hold what was given.
    """
    if not cleaned(words):
        raise UsageError("What was asked is empty.", at, "Write it in the words that were used.")
    if (who or due) and not action:
        raise UsageError("Who and when are of an action.", at, "Say what will be done about it, too.")
    source = f"{at}, {day_words(on)}"
    fixed = {"text": cleaned(words), "kind": "other", "source": source, "made_on": on}
    recommendation = new_record(ws, Recommendation, {"criteria": criteria}, **fixed)
    if not action:
        return recommendation, None, ws.run(Transaction(f"Add {recommendation.id}", (put(recommendation),)))
    answered = {"recommendations": (recommendation.id,), "criteria": recommendation.criteria}
    answer = new_record(ws, Action, {"title": action, "responsible": who, "due": due}, **answered)
    label = f"Add {recommendation.id} and {answer.id}"
    return recommendation, answer, ws.run(Transaction(label, (put(recommendation), put(answer))))
