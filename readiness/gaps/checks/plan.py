"""Checks on recommendations and actions: is something being done, by when, and how will anybody know?"""

from __future__ import annotations

from readiness.base.date_words import day_words
from readiness.base.text import counted, quoted
from readiness.gaps.checks.check import Check, Finding, View
from readiness.model.records.plan import Action, Recommendation
from readiness.rules.plan import (
    GIVEN_UP,
    criteria_of_action,
    days_late,
    is_closed,
    is_unanswered,
    late_milestones,
    who_has,
)
from readiness.rules.responsible import lacks_a_person


def _action(view: View, action: Action, **words: object) -> Finding:
    return Finding(
        {"action": action.id, "title": quoted(action.title), **words},
        (action.id, *action.statements, *action.recommendations),
        criteria_of_action(view.index, action),
        who_has(action),
        action.due,
    )


def _overdue(view: View, action: Action) -> Finding | None:
    days = days_late(action, view.as_at)
    if not days or action.due is None:
        return None
    return _action(
        view,
        action,
        due_on=day_words(action.due),
        late=counted(days, "day"),
        as_at=day_words(view.as_at),
        done=action.percent_done,
    )


def _milestone_overdue(view: View, action: Action) -> Finding | None:
    late = late_milestones(action, view.as_at)
    if not late:
        return None
    names = ", ".join(f"{quoted(one.title)} ({day_words(one.due)})" for one in late if one.due)
    return _action(view, action, late=counted(len(late), "step"), names=names, as_at=day_words(view.as_at))


def _no_success_measure(view: View, action: Action) -> Finding | None:
    has_one = action.success_measure.strip() or action.measures
    return None if has_one or action.status in GIVEN_UP else _action(view, action)


def _nobody_or_never(view: View, action: Action) -> Finding | None:
    if is_closed(action):
        return None
    lacking = [*filter(None, (lacks_a_person(view.index, action), "" if action.due else "no date"))]
    return _action(view, action, lacking=" and ".join(lacking)) if lacking else None


def _no_action(view: View, recommendation: Recommendation) -> Finding | None:
    if not is_unanswered(view.index, recommendation):
        return None
    actions = view.index.actions_for("recommendation", recommendation.id)
    known = [one for one in recommendation.criteria if one in view.index.framework.criteria]
    source = f" from {recommendation.source}" if recommendation.source else ""
    made = f" of {day_words(recommendation.made_on)}" if recommendation.made_on else ""
    return Finding(
        {"recommendation": recommendation.id, "text": quoted(recommendation.text), "source": source + made},
        (recommendation.id, *(one.id for one in actions)),
        tuple(known),
        ", ".join(recommendation.responsible),
    )


ACTION_CHECKS: tuple[Check[Action], ...] = (
    Check(
        "action-overdue",
        "Action overdue",
        "serious",
        "action",
        "{action} {title} was due {due_on}, {late} before {as_at}, and is {done}% done.",
        "Finish it, or set a new date and say why.",
        "action",
        _overdue,
    ),
    Check(
        "action-milestone-overdue",
        "Milestone overdue",
        "minor",
        "action",
        "{action} {title} has {late} not done by {as_at}: {names}.",
        "Record what was done, or set a new date.",
        "action",
        _milestone_overdue,
    ),
    Check(
        "action-incomplete",
        "Action without who or when",
        "minor",
        "action",
        "{action} {title} has {lacking}.",
        "Name the role or the person who does it, and by when.",
        "action",
        _nobody_or_never,
    ),
    Check(
        "action-no-success-measure",
        "Action without a success measure",
        "minor",
        "action",
        "{action} {title} does not say how anybody will know it worked.",
        "Name the measure and the figure to reach.",
        "action",
        _no_success_measure,
    ),
)

RECOMMENDATION_CHECKS: tuple[Check[Recommendation], ...] = (
    Check(
        "recommendation-no-action",
        "Recommendation without an action",
        "serious",
        "recommendation",
        "No action answers {recommendation} {text}{source}.",
        "Add an action with who, by when, and how you will know it worked.",
        "action",
        _no_action,
    ),
)
