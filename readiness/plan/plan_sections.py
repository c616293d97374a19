"""The plan set out for a paper: by body or workstream, overdue first, each recommendation answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from readiness.base.text import fold
from readiness.model.records.plan import Action, Milestone, Recommendation
from readiness.model.records.programme import Workstream
from readiness.model.records.progress import ProgressNote
from readiness.rules.index import Index, id_order
from readiness.rules.plan import CLOSED_ACTIONS, GIVEN_UP, days_late, in_order, late_milestones, still_ours
from readiness.rules.responsible import PARTNERSHIP, body_name, owner_name
from readiness.rules.standing import Standing, standing_of

NOBODY = "Nobody named"
"""Heading over what names no responsible body."""

NO_WORKSTREAM = "In no workstream"
"""Heading over what no workstream carries."""

Grouping = Literal["body", "workstream"]
"""What the plan is set out by."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An action, and what of it is late."""

    action: Action
    days_late: int
    """0 when it is not late."""
    late_steps: tuple[Milestone, ...]
    standing: Standing | None = None
    """How confident its board may be of it; None once it is closed."""
    notes: tuple[ProgressNote, ...] = ()
    """Its notes of progress up to the date, oldest first."""

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
    """What one body is responsible for, or one workstream carries."""

    body: str
    """As the records write it, or a body of the framework by its title; `NOBODY` for none.

    Of a workstream its title; `NO_WORKSTREAM` for what none carries.
    """
    items: tuple[PlanItem, ...]
    """Overdue first, then what no action answers, then by date due; closed ones last."""
    workstream: Workstream | None = None

    @property
    def late(self) -> int:
        """How many of its actions are late or have a late step."""
        return len({one.action.id for item in self.items for one in item.answers if one.late_since})


def plan_sections(
    index: Index, as_at: date, *, is_public: bool = False, by: Grouping = "body"
) -> tuple[PlanSection, ...]:
    """The whole plan by body, those with something overdue first, what names nobody last among its like.

    By workstream it stands in the workstreams' own order: what a workstream carries, or an action of it
    answers, stands under it.

    A recommendation stands under each body it names; where it names none, under those of its actions. An
    action that answers no recommendation stands under its own. An action of a body that the
    recommendation does not name stands with the recommendation, and not a second time. In a public version
    `owner_name` says what a body is.
    """
    if by == "workstream":
        return _by_workstream(index, as_at)
    found: dict[str, tuple[str, list[PlanItem]]] = {}
    for item in _items(index, as_at):
        for body in _bodies(index, item, is_public=is_public):
            found.setdefault(fold(body), (body, []))[1].append(item)
    sections = [PlanSection(body, tuple(sorted(items, key=_urgency))) for body, items in found.values()]
    return tuple(sorted(sections, key=lambda one: (not one.late, one.body == NOBODY, fold(one.body))))


def _by_workstream(index: Index, as_at: date) -> tuple[PlanSection, ...]:
    items = list(_items(index, as_at))
    streams = in_order(index.records.workstreams.values())
    placed: set[int] = set()
    sections: list[PlanSection] = []
    for stream in streams:
        mine = [(place, item) for place, item in enumerate(items) if _is_carried(item, stream)]
        placed.update(place for place, _ in mine)
        own = tuple(sorted((item for _, item in mine), key=_urgency))
        sections.append(PlanSection(stream.title, own, stream))
    rest = tuple(sorted((one for place, one in enumerate(items) if place not in placed), key=_urgency))
    return (*sections, *([PlanSection(NO_WORKSTREAM, rest)] if rest else []))


def _is_carried(item: PlanItem, stream: Workstream) -> bool:
    made = item.recommendation
    is_named = made is not None and made.id in stream.recommendations
    return is_named or any(one.action.workstream == stream.id for one in item.answers)


def _items(index: Index, as_at: date) -> Iterable[PlanItem]:
    records = index.records
    for recommendation_id in sorted(records.recommendations, key=id_order):
        actions = index.actions_for("recommendation", recommendation_id)
        yield PlanItem(records.recommendations[recommendation_id], _answers(index, actions, as_at))
    for action_id in sorted(records.actions, key=id_order):
        action = records.actions[action_id]
        is_ours = action.status != "carried_forward"
        if is_ours and not any(one in records.recommendations for one in action.recommendations):
            yield PlanItem(None, _answers(index, (action,), as_at))


def _answers(index: Index, actions: Iterable[Action], as_at: date) -> tuple[Answer, ...]:
    board = index.framework.board
    answers = [
        Answer(
            one,
            days_late(one, as_at),
            late_milestones(one, as_at),
            standing_of(one, board, as_at),
            tuple(note for note in index.notes_of(one.id) if note.on <= as_at),
        )
        for one in still_ours(actions)
    ]
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
