"""Actions and measures: which criteria they serve, whether they are closed, and which are late."""

from __future__ import annotations

from datetime import date

from readiness.model.records.plan import Action, Measure, Milestone
from readiness.rules.index import Index

CLOSED_ACTIONS = frozenset({"done", "stopped"})


def days_late(action: Action, as_at: date) -> int:
    """Days by which an open action is past its date; 0 when it is closed, has no date, or is not late."""
    if action.status in CLOSED_ACTIONS or action.due is None:
        return 0
    return max((as_at - action.due).days, 0)


def late_milestones(action: Action, as_at: date) -> tuple[Milestone, ...]:
    """The steps of an open action that are past their date and not done, in their order."""
    if action.status in CLOSED_ACTIONS:
        return ()
    return tuple(one for one in action.milestones if one.done is None and one.due and one.due < as_at)


def criteria_of_action(index: Index, action: Action) -> tuple[str, ...]:
    """Ids of the criteria an action works on, in the framework's order."""
    records = index.records
    named = set(action.criteria)
    named.update(records.statements[one].criterion for one in action.statements if one in records.statements)
    for one in action.recommendations:
        named.update(records.recommendations[one].criteria if one in records.recommendations else ())
    return tuple(one for one in index.framework.criteria if one in named)


def criteria_of_measure(index: Index, measure: Measure) -> tuple[str, ...]:
    """Ids of the criteria a measure speaks to, in the framework's order."""
    statements = index.records.statements
    named = {
        *measure.criteria,
        *(statements[one].criterion for one in measure.statements if one in statements),
    }
    return tuple(one for one in index.framework.criteria if one in named)
