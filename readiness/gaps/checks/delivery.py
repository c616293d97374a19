"""Checks on what came of a plan: is it followed, is it closed with proof, and what difference is shown?"""

from __future__ import annotations

from datetime import date, timedelta

from readiness.base.date_words import day_words
from readiness.base.text import counted, quoted
from readiness.gaps.checks.check import Check, Finding, View
from readiness.model.records.plan import Action, Recommendation
from readiness.model.records.programme import Priority, Strategy, Workstream
from readiness.model.records.record import EPOCH
from readiness.model.vocabulary import ACTION_STATUS, EFFECT_TITLES
from readiness.rules.effect import behind_effect, claims_effect, moved_of
from readiness.rules.plan import DELIVERED, criteria_of_action, is_closed, who_has


def _action(view: View, action: Action, **words: object) -> Finding:
    return Finding(
        {"action": action.id, "title": quoted(action.title), **words},
        (action.id, *action.recommendations),
        criteria_of_action(view.index, action),
        who_has(action),
        action.due,
    )


def _no_milestone(view: View, action: Action) -> Finding | None:
    return None if is_closed(action) or action.milestones else _action(view, action)


def _stale_progress(view: View, action: Action) -> Finding | None:
    if action.status != "in_progress":
        return None
    cycle = timedelta(days=view.index.framework.board.cycle_days)
    notes = view.index.notes_of(action.id)
    last = notes[-1].on if notes else _begun(action)
    if last is not None and last + cycle >= view.as_at:
        return None
    newest = f"its newest note of progress is of {day_words(last)}" if notes and last else "it has no note"
    return _action(view, action, newest=newest, cycle=counted(cycle.days, "day"), as_at=day_words(view.as_at))


def _begun(action: Action) -> date | None:
    """The day an action began, or was written down; None when neither is known."""
    written = None if action.created == EPOCH else action.created.date()
    return action.start or written


def _done_without_evidence(view: View, action: Action) -> Finding | None:
    if action.status not in DELIVERED or view.index.evidence_to("action", action.id):
        return None
    return _action(view, action, status=ACTION_STATUS[action.status])


def _effect_not_shown(view: View, action: Action) -> Finding | None:
    if not claims_effect(action) or behind_effect(view.index, action, view.as_at):
        return None
    said = EFFECT_TITLES[action.effect] if action.effect != "none_yet" else "a difference"
    return _action(view, action, said=said)


def _done_without_difference(view: View, action: Action) -> Finding | None:
    if action.status not in DELIVERED or claims_effect(action):
        return None
    return _action(view, action, status=ACTION_STATUS[action.status])


def _closed_without_evidence(view: View, one: Recommendation) -> Finding | None:
    if one.closing is None or view.index.evidence_to("recommendation", one.id):
        return None
    known = tuple(each for each in one.criteria if each in view.index.framework.criteria)
    words = {"recommendation": one.id, "text": quoted(one.text), "on": day_words(one.closing.on)}
    return Finding(words, (one.id,), known, ", ".join(one.responsible))


def _priority(view: View, one: Priority) -> Finding:
    known = tuple(each for each in one.criteria if each in view.index.framework.criteria)
    return Finding({"priority": one.id, "title": quoted(one.title)}, (one.id,), known, one.lead)


def _priority_without_measure(view: View, one: Priority) -> Finding | None:
    return None if one.measures else _priority(view, one)


def _priority_not_shown(view: View, one: Priority) -> Finding | None:
    if not one.difference.strip() or moved_of(view.index, one.measures, view.as_at):
        return None
    return _priority(view, one)


def _strategy_over(view: View, one: Strategy) -> Finding | None:
    if one.end is None or one.end >= view.as_at or one.difference.strip():
        return None
    return Finding(
        {"strategy": one.id, "title": quoted(one.title), "end": day_words(one.end)}, (one.id,), (), one.board
    )


def _no_chair(_view: View, one: Workstream) -> Finding | None:
    if one.chair.strip() or one.co_chair.strip():
        return None
    return Finding({"workstream": one.id, "title": quoted(one.title)}, (one.id,))


ACTION_CHECKS: tuple[Check[Action], ...] = (
    Check(
        "action-effect-not-shown",
        "Difference claimed, not shown",
        "serious",
        "action",
        "{action} {title} is said to have made {said}, but no measure of it has moved and nobody it is for "
        "says so.",
        "Give it a measure with a figure before and after, or link what people say.",
        "plan",
        _effect_not_shown,
    ),
    Check(
        "action-done-no-evidence",
        "Action closed without evidence",
        "minor",
        "action",
        "{action} {title} is {status}, and no evidence is linked to it.",
        "Link what shows that it was done.",
        "plan",
        _done_without_evidence,
    ),
    Check(
        "action-done-no-difference",
        "Done, and no difference said",
        "minor",
        "action",
        "{action} {title} is {status}, and nobody has said what difference it made.",
        "Say what difference it made and to whom, or that none is seen yet.",
        "plan",
        _done_without_difference,
    ),
    Check(
        "action-progress-old",
        "Progress note too old",
        "minor",
        "action",
        "{action} {title} is in progress on {as_at}, and {newest}; the board meets every {cycle}.",
        "Add a dated note of what was done and what it did.",
        "note",
        _stale_progress,
    ),
    Check(
        "action-no-milestone",
        "Action without a milestone",
        "minor",
        "action",
        "{action} {title} has no dated step on the way.",
        "Name steps with a date each, such as for the board's next meetings.",
        "plan",
        _no_milestone,
    ),
)

RECOMMENDATION_CHECKS: tuple[Check[Recommendation], ...] = (
    Check(
        "recommendation-closed-no-evidence",
        "Closed without evidence",
        "serious",
        "recommendation",
        "{recommendation} {text} was closed on {on}, and no evidence is linked to it.",
        "Link what shows that it was met, or open it again.",
        "plan",
        _closed_without_evidence,
    ),
)

PRIORITY_CHECKS: tuple[Check[Priority], ...] = (
    Check(
        "priority-not-shown",
        "Priority's difference not shown",
        "serious",
        "priority",
        "{priority} {title} is said to have made a difference, but none of its key measures has moved.",
        "Name a key measure that has a figure before and after.",
        "plan",
        _priority_not_shown,
    ),
    Check(
        "priority-no-measure",
        "Priority without a key measure",
        "minor",
        "priority",
        "{priority} {title} has no key measure.",
        "Name the measures that show whether it is reached.",
        "plan",
        _priority_without_measure,
    ),
)

STRATEGY_CHECKS: tuple[Check[Strategy], ...] = (
    Check(
        "strategy-no-difference",
        "Strategy over, no difference said",
        "minor",
        "strategy",
        "{strategy} {title} ended on {end}, and nobody has said what difference it made.",
        "Say what difference it made, and carry open actions forward.",
        "plan",
        _strategy_over,
    ),
)

WORKSTREAM_CHECKS: tuple[Check[Workstream], ...] = (
    Check(
        "workstream-no-chair",
        "Workstream without a chair",
        "minor",
        "workstream",
        "{workstream} {title} has nobody who chairs it.",
        "Name a chair or a co-chair.",
        "plan",
        _no_chair,
    ),
)
