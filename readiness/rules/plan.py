"""Actions and measures: which criteria they serve, what is closed or late, and how a figure moved."""

from __future__ import annotations

from datetime import date

from readiness.model.definition.framework import Criterion
from readiness.model.records.measures import Measure
from readiness.model.records.plan import Action, Milestone
from readiness.rules.index import Index

CLOSED_ACTIONS = frozenset({"done", "stopped"})


def is_closed(action: Action) -> bool:
    """Whether nothing more is expected of an action: it is done, or was stopped."""
    return action.status in CLOSED_ACTIONS


def is_late(action: Action, as_at: date) -> bool:
    """Whether an action is open on a day after the one it was due."""
    return not is_closed(action) and action.due is not None and action.due < as_at


def days_late(action: Action, as_at: date) -> int:
    """Days by which an open action is past its date; 0 when it is closed, has no date, or is not late."""
    if not is_late(action, as_at) or action.due is None:
        return 0
    return (as_at - action.due).days


def late_milestones(action: Action, as_at: date) -> tuple[Milestone, ...]:
    """The steps of an open action that are past their date and not done, in their order."""
    if is_closed(action):
        return ()
    return tuple(one for one in action.milestones if one.done is None and one.due and one.due < as_at)


def criteria_of_action(index: Index, action: Action) -> tuple[str, ...]:
    """Ids of the criteria an action works on, in the framework's order.

    Those it names, and those of the statements and recommendations it answers.
    """
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


def actions_serving(index: Index, criterion: Criterion) -> list[Action]:
    """The actions `criteria_of_action` gives the criterion for, each once, by date due and id."""
    found = {action.id: action for action in index.actions_for("criterion", criterion.id)}
    for statement in index.statements_of(criterion.id):
        found |= {action.id: action for action in index.actions_for("statement", statement.id)}
    for recommendation in index.recommendations_for(criterion.id):
        found |= {action.id: action for action in index.actions_for("recommendation", recommendation.id)}
    return sorted(found.values(), key=lambda action: (action.due is None, action.due, action.id))


def measures_serving(index: Index, criterion: Criterion) -> list[Measure]:
    """The measures `criteria_of_measure` gives the criterion for, each once."""
    found = {measure.id: measure for measure in index.measures_for("criterion", criterion.id)}
    for statement in index.statements_of(criterion.id):
        found |= {measure.id: measure for measure in index.measures_for("statement", statement.id)}
    return list(found.values())


def is_better(measure: Measure, before: float, after: float) -> bool | None:
    """Whether a measure's figure moved the good way; None when it did not move."""
    return None if before == after else (after > before) == (measure.good == "higher")
