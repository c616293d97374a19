"""How confident a board may be of an action: what its milestones and dates say, or what somebody judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from readiness.base.date_words import day_words
from readiness.base.text import counted
from readiness.model.definition.board import Board
from readiness.model.records.plan import Action
from readiness.model.vocabulary import Confidence
from readiness.rules.plan import days_late, is_closed, late_milestones

_WORST_FIRST: tuple[Confidence, ...] = ("off_track", "at_risk", "on_track")


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether an action will be delivered as planned, and why that is said."""

    confidence: Confidence
    why: str
    """What was judged, or what its dates say; a part of a sentence."""
    proposed: Confidence
    """What its dates say, whatever was judged."""
    is_judged: bool
    """Whether somebody judged it, in place of what its dates say."""


def standing_of(action: Action, board: Board, as_at: date) -> Standing | None:
    """How an open action stands at a date, by its board's own limits; None once nothing is expected of it.

    Where several things count against it, the worst stands, and all that are as bad are said.
    """
    if is_closed(action):
        return None
    signs = list(_signs(action, board, as_at))
    proposed = next(one for one in _WORST_FIRST if any(worst == one for worst, _ in signs))
    why = "; ".join(words for confidence, words in signs if confidence == proposed)
    judged = action.confidence
    if judged is None:
        return Standing(proposed, why, proposed, is_judged=False)
    return Standing(judged.confidence, judged.reason, proposed, is_judged=True)


def _signs(action: Action, board: Board, as_at: date) -> Iterator[tuple[Confidence, str]]:
    """Everything its dates say, with how much confidence that leaves."""
    if late := days_late(action, as_at):
        yield "off_track", f"{counted(late, 'day')} past its date"
    for step in late_milestones(action, as_at):
        days = (as_at - step.due).days if step.due else 0
        said = f"“{step.title}” is {counted(days, 'day')} late"
        if days >= board.off_track_days:
            yield "off_track", said
        elif days >= board.at_risk_days:
            yield "at_risk", said
    if action.due is None:
        yield "at_risk", "it has no date"
    if action.status == "not_started" and action.start is not None and action.start < as_at:
        yield "at_risk", f"it was to begin on {day_words(action.start)}"
    yield "on_track", "nothing is late"
