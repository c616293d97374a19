"""Recommendations, actions and measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from readiness.base.errors import UsageError
from readiness.base.text import visible
from readiness.model.records.changes import Transaction, put
from readiness.model.records.measures import Measure
from readiness.model.records.plan import Action, Recommendation
from readiness.rules.new_action import answering
from readiness.workspace.editing import new_record, read_fields, set_fields
from readiness.workspace.removing import remove_record

if TYPE_CHECKING:
    from datetime import date

    from readiness.model.records.record import Record
    from readiness.workspace.workspace import Workspace

R = TypeVar("R", Action, Recommendation, Measure)


def add_action(ws: Workspace, title: str, **fields: object) -> tuple[Action, Transaction]:
    """Add an action; its criteria are taken from the statements it answers when none are given.

    Raises:
        UsageError: A reference does not exist or a field cannot hold what was given.
    """
    return _add(ws, Action, {**_with_criteria(ws, Action, fields), "title": title})


def opened_from(ws: Workspace, origin: str, as_at: date) -> dict[str, object]:
    """The fields of an action that is to answer a record, a part of the framework, or what has a gap.

    Raises:
        UsageError: There is nothing of that id to answer.
    """
    for wanted in (origin, origin.upper()):
        gaps = (gap for gap in ws.gaps(as_at).gaps if gap.subject == wanted)
        weakened = dict.fromkeys(one for gap in gaps for one in gap.criteria)
        fields = answering(ws.index, wanted, weakened)
        if fields is not None:
            return fields
    raise UsageError(
        f"There is nothing called {visible(origin)} that an action could answer.",
        "",
        "Give an id that 'readiness gaps' or 'readiness plan list' shows.",
    )


def edit_action(ws: Workspace, action_id: str, *, why: str = "", **fields: object) -> Transaction:
    """Change an action, with the reason where its due day moves; raises as `set_fields` does."""
    return set_fields(ws, Action, action_id, fields, why=why)


def add_recommendation(ws: Workspace, text: str, **fields: object) -> tuple[Recommendation, Transaction]:
    """Add a recommendation made to the partnership; raises as `add_action` does."""
    return _add(ws, Recommendation, {"kind": "other", **fields, "text": text})


def add_measure(ws: Workspace, title: str, **fields: object) -> tuple[Measure, Transaction]:
    """Add a measure; its criteria are those of its statements when none are given. Raises as `add_action`."""
    return _add(ws, Measure, {**_with_criteria(ws, Measure, fields), "title": title})


def delete_action(ws: Workspace, action_id: str) -> Transaction:
    """Remove an action and the links to it; raises as `remove_record` does."""
    return remove_record(ws, Action, action_id)


def delete_recommendation(ws: Workspace, recommendation_id: str) -> Transaction:
    """Remove a recommendation, also from the actions that answer it."""
    return remove_record(ws, Recommendation, recommendation_id)


def delete_measure(ws: Workspace, measure_id: str) -> Transaction:
    """Remove a measure, also from the actions that name it."""
    return remove_record(ws, Measure, measure_id)


def _add(ws: Workspace, kind: type[R], given: dict[str, object]) -> tuple[R, Transaction]:
    record = new_record(ws, kind, given)
    return record, ws.run(Transaction(f"Add {record.id}", (put(record),)))


def _with_criteria(ws: Workspace, kind: type[Record], given: dict[str, object]) -> dict[str, object]:
    """What was given, with the criteria of the statements named when no criterion is."""
    if given.get("criteria") or not given.get("statements"):
        return given
    named = read_fields(ws, kind, {"statements": given["statements"]})["statements"]
    ids = [one for one in named if isinstance(one, str)] if isinstance(named, tuple) else []
    return {**given, "criteria": tuple(dict.fromkeys(ws.records.statements[one].criterion for one in ids))}
