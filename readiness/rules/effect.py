"""What difference something is said to have made, and whether anything stands behind that."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from readiness.model.definition.so_what import SoWhatRules
from readiness.model.records.evaluation import Statement
from readiness.model.records.plan import Action
from readiness.rules.index import Index
from readiness.rules.measures import moved
from readiness.rules.so_what import read_words


def claims_effect(action: Action) -> bool:
    """Whether an action is said to have made a difference; that it is delivered says nothing of it."""
    return action.effect != "none_yet" or bool(action.difference.strip())


def claims_impact(statement: Statement, rules: SoWhatRules | None) -> bool:
    """Whether a statement says what changed: its impact has words, not only such as own up to none."""
    found = read_words("", statement.impact, rules) if rules else None
    if found is None:
        return bool(statement.impact.strip())
    return not found.is_honest or "change" in found.present


def behind_impact(index: Index, statement: Statement, as_at: date) -> tuple[str, ...]:
    """Ids of what can show the impact a statement claims, by a date.

    Measures set against it that have a figure before and after, and current evidence linked to it that holds
    figures or in which people speak for themselves.
    """
    kinds = index.framework.kinds_by_id
    linked = (
        one.id
        for one in index.evidence_to("statement", statement.id)
        if one.kind in kinds
        and (kinds[one.kind].voice or kinds[one.kind].is_data)
        and index.freshness(one, as_at) == "current"
    )
    measures = (one.id for one in index.measures_for("statement", statement.id))
    return (*moved_of(index, measures, as_at), *linked)


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
