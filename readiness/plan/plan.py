"""Recommendations, actions and measures."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from readiness.base.errors import UsageError, resolve
from readiness.model.records.changes import Transaction, put
from readiness.model.records.evaluation import Statement
from readiness.model.records.plan import Action, Benchmark, Measure, Observation, Recommendation
from readiness.workspace.editing import find, make, revise

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace


def add_action(ws: Workspace, title: str, **fields: object) -> tuple[Action, Transaction]:
    """Add an action; its criteria are taken from the statements it answers when none are given.

    Raises:
        UsageError: A reference does not exist or a field cannot hold what was given.
    """
    record = make(Action, id=ws.new_id(Action.table), title=title, **_checked_references(ws, fields))
    return record, ws.run(Transaction(f"Add {record.id}", (put(record),)))


def edit_action(ws: Workspace, action_id: str, **fields: object) -> Transaction:
    """Change an action."""
    before = find(ws, Action, action_id)
    after = revise(before, **_checked_references(ws, fields))
    return ws.run(Transaction(f"Edit {before.id}", (put(after, before),)))


def add_recommendation(ws: Workspace, text: str, **fields: object) -> tuple[Recommendation, Transaction]:
    """Add a recommendation made to the partnership."""
    fresh = ws.new_id(Recommendation.table)
    record = make(Recommendation, **{"kind": "other", **_checked_references(ws, fields)}, id=fresh, text=text)
    return record, ws.run(Transaction(f"Add {record.id}", (put(record),)))


def add_measure(ws: Workspace, title: str, **fields: object) -> tuple[Measure, Transaction]:
    """Add a measure."""
    fresh = ws.new_id(Measure.table)
    record = make(Measure, **_checked_references(ws, fields), id=fresh, title=title)
    return record, ws.run(Transaction(f"Add {record.id}", (put(record),)))


def record_observation(
    ws: Workspace, measure_id: str, value: float, period_to: date, *, source: str = ""
) -> Transaction:
    """Add a figure to a measure's series; a figure for the same period is replaced."""
    before = find(ws, Measure, measure_id)
    kept = [one for one in before.observations if one.period_to != period_to]
    series = sorted(
        [*kept, Observation(period_to=period_to, value=value, source=source)], key=lambda one: one.period_to
    )
    baseline = before.baseline or series[0]
    after = revise(before, observations=tuple(series), baseline=baseline)
    return ws.run(Transaction(f"Record {before.id} to {period_to}", (put(after, before),)))


def set_benchmark(ws: Workspace, measure_id: str, benchmark: Benchmark) -> Transaction:
    """Set a comparator of a measure; one of the same name is replaced."""
    before = find(ws, Measure, measure_id)
    kept = tuple(one for one in before.benchmarks if one.name != benchmark.name)
    after = revise(before, benchmarks=(*kept, benchmark))
    return ws.run(Transaction(f"Set a comparator of {before.id}", (put(after, before),)))


def _checked_references(ws: Workspace, fields: dict[str, object]) -> dict[str, object]:
    checked = dict(fields)
    statements = [find(ws, Statement, one).id for one in _texts(checked.get("statements"))]
    if "statements" in checked:
        checked["statements"] = tuple(statements)
    if "recommendations" in checked:
        given = _texts(checked["recommendations"])
        checked["recommendations"] = tuple(find(ws, Recommendation, one).id for one in given)
    if "measures" in checked:
        checked["measures"] = tuple(find(ws, Measure, one).id for one in _texts(checked["measures"]))
    criteria = [
        resolve(ws.framework.terms.criterion, one, ws.framework.criteria)
        for one in _texts(checked.get("criteria"))
    ]
    if statements and not criteria:
        criteria = list(dict.fromkeys(ws.records.statements[one].criterion for one in statements))
    if criteria or "criteria" in checked:
        checked["criteria"] = tuple(criteria)
    return checked


def _texts(value: object) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list | tuple):
        raise UsageError("A list of ids is needed.", str(value), "Separate ids with commas.")
    return [str(one) for one in value]
