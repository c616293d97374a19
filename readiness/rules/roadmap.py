"""The plan quarter by quarter: what begins, which steps are due, and what is to be finished."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from readiness.base.date_words import month_words
from readiness.model.records.plan import Action
from readiness.rules.index import id_order
from readiness.rules.plan import is_closed, still_ours

StopKind = Literal["begins", "step", "due"]

_MONTHS = 3
_ORDER: tuple[StopKind, ...] = ("begins", "step", "due")


@dataclass(frozen=True, slots=True)
class Stop:
    """One dated point of an action."""

    on: date
    action: str
    """Id of the action."""
    title: str
    """What is to happen: the step's words, or the action's."""
    kind: StopKind
    is_done: bool
    is_late: bool
    """Whether it is past the date looked from, and still expected."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months of the year with what falls into them, by day."""

    first: date
    """Its first day."""
    stops: tuple[Stop, ...]

    @property
    def title(self) -> str:
        """Its months in words: ``January 2027 to March 2027``."""
        return f"{month_words(self.first)} to {month_words(self.first.replace(month=self.first.month + 2))}"


def road_map(actions: Iterable[Action], as_at: date) -> tuple[Quarter, ...]:
    """Every quarter in which something of the plan falls, earliest first.

    Actions that were stopped or go on as others are left out.
    """
    wanted = (one for one in still_ours(actions) if one.status != "stopped")
    stops = [stop for action in wanted for stop in _stops(action, as_at)]
    stops.sort(key=lambda one: (one.on, id_order(one.action), _ORDER.index(one.kind)))
    return tuple(Quarter(first, tuple(group)) for first, group in groupby(stops, key=_quarter))


def _stops(action: Action, as_at: date) -> Iterator[Stop]:
    is_over = is_closed(action)
    if action.start:
        has_begun = action.status != "not_started"
        is_late = not has_begun and action.start < as_at
        yield Stop(action.start, action.id, action.title, "begins", has_begun, is_late)
    for step in action.milestones:
        if step.due:
            is_done = step.done is not None
            is_late = not is_done and not is_over and step.due < as_at
            yield Stop(step.due, action.id, step.title, "step", is_done, is_late)
    if action.due:
        yield Stop(action.due, action.id, action.title, "due", is_over, not is_over and action.due < as_at)


def _quarter(stop: Stop) -> date:
    return date(stop.on.year, (stop.on.month - 1) // _MONTHS * _MONTHS + 1, 1)
