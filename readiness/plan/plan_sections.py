"""The plan set out for a paper: by responsible body, overdue first, each recommendation with its answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from readiness.base.text import fold
from readiness.model.records.plan import Action, Milestone, Recommendation
from readiness.rules.index import Index, id_order
from readiness.rules.plan import CLOSED_ACTIONS, GIVEN_UP, days_late, late_milestones
from readiness.rules.responsible import PARTNERSHIP, body_name, owner_name

NOBODY = "Nobody named"
"""Heading over what names no responsible body."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An action, and what of it is late."""

    action: Action
    days_late: int
    """0 when it is not late."""
    late_steps: tuple[Milestone, ...]

    @property
    def late_since(self) -> date | None:
        """The earliest date that was missed; None when none was."""
        missed = [one.due for one in self.late_steps if one.due]
        if self.days_late and self.action.due:
            missed.append(self.action.due)
        return min(missed, default=None)


@dataclass(frozen=True, slots=True)
class PlanItem:
    """A recommendation with the actions that answer it, or actions that answer none."""

    recommendation: Recommendation | None
    answers: tuple[Answer, ...]
    """Late ones first, then by date due; closed ones last."""

    @property
    def late_since(self) -> date | None:
        """The earliest date that was missed in it; None when none was."""
        return min((since for one in self.answers if (since := one.late_since)), default=None)

    @property
    def is_unanswered(self) -> bool:
        """Whether it is an open recommendation that no action answers but such as were given up."""
        made = self.recommendation
        is_open = made is not None and made.closing is None
        return is_open and all(one.action.status in GIVEN_UP for one in self.answers)


@dataclass(frozen=True, slots=True)
class PlanSection:
    """What one body is responsible for."""

    body: str
    """As the records write it, or a body of the framework by its title; `NOBODY` for none."""
    items: tuple[PlanItem, ...]
    """Overdue first, then what no action answers, then by date due; closed ones last."""

    @property
    def late(self) -> int:
        """How many of its actions are late or have a late step."""
        return len({one.action.id for item in self.items for one in item.answers if one.late_since})


def plan_sections(index: Index, as_at: date, *, is_public: bool = False) -> tuple[PlanSection, ...]:
    """The whole plan by body, those with something overdue first, what names nobody last among its like.

    A recommendation stands under each body it names; where it names none, under those of its actions. An
    action that answers no recommendation stands under its own. An action of a body that the
    recommendation does not name stands with the recommendation, and not a second time. In a public version
    `owner_name` says what a body is.
    """
    found: dict[str, tuple[str, list[PlanItem]]] = {}
    for item in _items(index, as_at):
        for body in _bodies(index, item, is_public=is_public):
            found.setdefault(fold(body), (body, []))[1].append(item)
    sections = [PlanSection(body, tuple(sorted(items, key=_urgency))) for body, items in found.values()]
    return tuple(sorted(sections, key=lambda one: (not one.late, one.body == NOBODY, fold(one.body))))


def _items(index: Index, as_at: date) -> Iterable[PlanItem]:
    records = index.records
    for recommendation_id in sorted(records.recommendations, key=id_order):
        actions = index.actions_for("recommendation", recommendation_id)
        yield PlanItem(records.recommendations[recommendation_id], _answers(actions, as_at))
    for action_id in sorted(records.actions, key=id_order):
        action = records.actions[action_id]
        if not any(one in records.recommendations for one in action.recommendations):
            yield PlanItem(None, _answers((action,), as_at))


def _answers(actions: Iterable[Action], as_at: date) -> tuple[Answer, ...]:
    answers = [Answer(one, days_late(one, as_at), late_milestones(one, as_at)) for one in actions]
    return tuple(sorted(answers, key=_answer_urgency))


def _bodies(index: Index, item: PlanItem, *, is_public: bool) -> list[str]:
    """The bodies an item stands under, each once; at least one."""
    named = item.recommendation.responsible if item.recommendation else ()
    names = [name for one in named if (name := body_name(index.framework, one))]
    if not names:
        owners = (owner_name(index, one.action, is_public=is_public) for one in item.answers)
        names = [name for name in owners if name]
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(fold(name), name)
    return list(first.values()) or [PARTNERSHIP if is_public else NOBODY]


def _answer_urgency(answer: Answer) -> tuple[object, ...]:
    action = answer.action
    rank = 0 if answer.late_since else 2 if action.status in CLOSED_ACTIONS else 1
    return rank, answer.late_since or action.due or date.max, id_order(action.id)


def _urgency(item: PlanItem) -> tuple[object, ...]:
    recommendation = item.recommendation
    first = item.answers[0].action if item.answers else None
    is_closed = bool(item.answers) and all(one.action.status in CLOSED_ACTIONS for one in item.answers)
    rank = 0 if item.late_since else 1 if item.is_unanswered else 3 if is_closed else 2
    due = first.due if first and not item.is_unanswered else None
    day = item.late_since or due or date.max
    record_id = recommendation.id if recommendation else first.id if first else ""
    return rank, day, recommendation is None, id_order(record_id)
