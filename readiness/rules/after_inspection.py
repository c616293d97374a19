"""After an inspection: which steps lie behind, which are due, and how sure each day is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from readiness.base.date_words import day_words
from readiness.base.text import counted
from readiness.model.definition.framework import Framework
from readiness.model.records.after_inspection import Promise
from readiness.model.records.area import Area, PastInspection
from readiness.rules.freshness import add_months

StepState = Literal["done", "late", "due", "open", "about"]
"""about: a window somebody announced, and no day. open: no day is known."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that follows, with its day where one is known."""

    title: str
    state: StepState
    on: date | None = None
    note: str = ""
    """How sure the day is, or what is open."""


def last_inspection(area: Area) -> PastInspection | None:
    """The newest inspection whose report was read in."""
    return max(area.inspections, key=lambda one: one.last, default=None)


def steps(framework: Framework, area: Area, as_at: date) -> tuple[Step, ...]:
    """What follows the inspection, in order.

    Days people set come first; a day that is only counted from an announced number of months says so. Nobody
    has published how long an area has for its comments, so that day is the one in the letter.
    """
    return (*_draft(area, as_at), *_plan(area, as_at), *_windows(framework, area), *_promises(area, as_at))


def _draft(area: Area, as_at: date) -> Iterator[Step]:
    points = area.accuracy
    if area.draft_received is None and not points:
        yield Step("Draft report", "open", note="not received, or not said")
        return
    if area.draft_received is not None:
        yield Step("Draft report received", "done", area.draft_received)
    bare = sum(not one.evidence.strip() for one in points if one.state == "open")
    waiting = sum(one.state == "open" for one in points)
    said = f"{counted(len(points), 'point')}, {waiting:,} not sent yet, {bare:,} of them without evidence"
    if area.comments_sent is not None:
        yield Step("Comments on its facts sent", "done", area.comments_sent, said)
    elif area.comments_due is not None:
        yield Step("Comments on its facts", _against(area.comments_due, as_at), area.comments_due, said)
    else:
        yield Step("Comments on its facts", "open", note=f"{said}; set the day the letter gives")


def _plan(area: Area, as_at: date) -> Iterator[Step]:
    last = last_inspection(area)
    received = last.received if last else None
    published = last.published if last else None
    if received is not None:
        yield Step("Final report received", "done", received)
    if published is not None:
        yield Step("Report published", "done", published)
    if area.plan_submitted is not None:
        yield Step("Plan submitted", "done", area.plan_submitted)
    elif area.plan_due is not None:
        yield Step("Plan submitted", _against(area.plan_due, as_at), area.plan_due)


def _windows(framework: Framework, area: Area) -> Iterator[Step]:
    last = last_inspection(area)
    if last is None:
        return
    start = last.received or last.published or last.last
    from_words = f"counted from {day_words(start)}; a window, no day"
    if last.monitoring_months:
        yield Step("Monitoring inspection", "about", add_months(start, last.monitoring_months), from_words)
    if last.next_full_months:
        yield Step("Next full inspection", "about", add_months(start, last.next_full_months), from_words)
    outcome = framework.outcomes_by_id.get(last.outcome)
    for one in outcome.consequences if outcome else ():
        if one.within_months is None:
            yield Step(one.text, "open", note="" if one.is_settled else one.status)


def _promises(area: Area, as_at: date) -> Iterator[Step]:
    for one in sorted(area.promises, key=lambda one: (one.due is None, one.due or date.max)):
        whom = f"to {one.whom}" if one.whom else "to whom is not said"
        who = f", {one.by}" if one.by else ", nobody named"
        if one.kept is not None:
            yield Step(f"Promised: {one.what}", "done", one.kept, whom + who)
        else:
            state: StepState = "open" if one.due is None else _against(one.due, as_at)
            yield Step(f"Promised: {one.what}", state, one.due, whom + who)


def broken_promises(area: Area, as_at: date) -> tuple[tuple[date, Promise], ...]:
    """What was promised for a day that has passed, and was not kept, with its day; the longest past first."""
    late = [(one.due, one) for one in area.promises if one.kept is None and one.due and one.due < as_at]
    return tuple(sorted(late, key=lambda pair: pair[0]))


def not_sent(area: Area, as_at: date) -> tuple[tuple[str, date], ...]:
    """What was to be sent by a day that has passed and is not said to be sent; the first due first."""
    owed = (
        ("the comments on the draft report", area.comments_due, area.comments_sent),
        ("the plan", area.plan_due, area.plan_submitted),
    )
    late = [(what, due) for what, due, sent in owed if due is not None and due < as_at and sent is None]
    return tuple(sorted(late, key=lambda pair: pair[1]))


def _against(due: date, as_at: date) -> StepState:
    return "late" if due < as_at else "due"


def step_words(step: Step, as_at: date) -> str:
    """``LATE  Plan submitted, 4 Dec 2026, 3 days ago``."""
    mark = {"done": "done", "late": "LATE", "due": "due", "open": "no day", "about": "about"}[step.state]
    day = f", {day_words(step.on)}" if step.on else ""
    left = ""
    if step.on is not None and step.state in {"late", "due"}:
        days = abs((step.on - as_at).days)
        ago = f"{counted(days, 'day')} ago" if step.state == "late" else f"in {counted(days, 'day')}"
        left = ", today" if not days else f", {ago}"
    note = f" ({step.note})" if step.note else ""
    return f"{mark:<7} {step.title}{day}{left}{note}"
