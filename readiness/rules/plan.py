"""Actions and measures: which criteria they serve, and whether they are closed."""

from __future__ import annotations

from readiness.model.records.plan import Action, Measure
from readiness.rules.index import Index

CLOSED_ACTIONS = frozenset({"done", "stopped"})


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
