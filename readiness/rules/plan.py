"""Actions and measures: which criteria they serve, what is closed or late, and how a figure moved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from readiness.model.definition.framework import Criterion
from readiness.model.figures import AnyFigure
from readiness.model.records.measures import Measure
from readiness.model.records.plan import Action, Milestone, Recommendation
from readiness.model.records.record import Record
from readiness.rules.figures import change_between
from readiness.rules.index import Index, id_order

R = TypeVar("R", bound=Record)

CLOSED_ACTIONS = frozenset({"done", "embedded", "stopped", "carried_forward"})

DELIVERED = frozenset({"done", "embedded"})

GIVEN_UP = frozenset({"stopped", "carried_forward"})
"""What answers nothing here any more: it was stopped, or goes on as another action."""


def who_has(action: Action) -> str:
    """Whom to ask about an action: its owner, else who is responsible; empty for nobody."""
    return action.owner.strip() or action.responsible.strip()


def still_ours(actions: Iterable[Action]) -> tuple[Action, ...]:
    """The actions, but for those that go on as another action, which would count twice."""
    return tuple(one for one in actions if one.status != "carried_forward")


def is_unanswered(index: Index, recommendation: Recommendation) -> bool:
    """Whether an open recommendation has no action but such as were given up."""
    if recommendation.closing is not None:
        return False
    actions = index.actions_for("recommendation", recommendation.id)
    return all(one.status in GIVEN_UP for one in actions)


def in_order(records: Iterable[R]) -> tuple[R, ...]:
    """Records in the order they were given, those without a place last, then by id."""
    return tuple(sorted(records, key=_place))


def _place(record: Record) -> tuple[object, ...]:
    position = getattr(record, "position", 0)
    return not position, position, id_order(record.id)


def is_closed(action: Action) -> bool:
    """Whether nothing more is expected of an action: it is done, was stopped, or goes on as another."""
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
    """The actions `still_ours` that `criteria_of_action` gives the criterion for, each once, by due date."""
    found = {action.id: action for action in index.actions_for("criterion", criterion.id)}
    for statement in index.statements_of(criterion.id):
        found |= {action.id: action for action in index.actions_for("statement", statement.id)}
    for recommendation in index.recommendations_for(criterion.id):
        found |= {action.id: action for action in index.actions_for("recommendation", recommendation.id)}
    mine = still_ours(found.values())
    return sorted(mine, key=lambda action: (action.due is None, action.due, action.id))


def measures_serving(index: Index, criterion: Criterion) -> list[Measure]:
    """The measures `criteria_of_measure` gives the criterion for, each once."""
    found = {measure.id: measure for measure in index.measures_for("criterion", criterion.id)}
    for statement in index.statements_of(criterion.id):
        found |= {measure.id: measure for measure in index.measures_for("statement", statement.id)}
    return list(found.values())


def is_better(measure: Measure, before: AnyFigure, after: AnyFigure) -> bool | None:
    """Whether a measure's figure moved the good way; None when it did not, or too little is known to tell."""
    course = change_between(before, after).course
    return None if course in {"same", "unclear"} else (course == "up") == (measure.good == "higher")
