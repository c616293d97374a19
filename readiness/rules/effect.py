"""What difference something is said to have made, and whether anything stands behind that."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from readiness.model.records.plan import Action
from readiness.rules.index import Index
from readiness.rules.measures import moved


def claims_effect(action: Action) -> bool:
    """Whether an action is said to have made a difference; that it is delivered says nothing of it."""
    return action.effect != "none_yet" or bool(action.difference.strip())


def behind_effect(index: Index, action: Action, as_at: date) -> tuple[str, ...]:
    """Ids of what can show the difference an action made, by a date.

    Its measures that have a figure before and after, and current evidence linked to it in which people
    speak for themselves.
    """
    kinds = index.framework.kinds_by_id
    voices = (
        one.id
        for one in index.evidence_to("action", action.id)
        if one.kind in kinds and kinds[one.kind].voice and index.freshness(one, as_at) == "current"
    )
    return (*moved_of(index, action.measures, as_at), *voices)


def moved_of(index: Index, measures: Iterable[str], as_at: date) -> tuple[str, ...]:
    """Those of some measures, by id, that have a figure before and after."""
    known = index.records.measures
    return tuple(one for one in measures if one in known and moved(known[one], as_at) is not None)
