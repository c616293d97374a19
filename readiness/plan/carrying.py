"""Carrying what is open in a strategy forward into the next one; the old one stays readable as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readiness.base.errors import UsageError
from readiness.model.records.changes import Change, Transaction, put
from readiness.model.records.plan import Action
from readiness.model.records.programme import Priority, Strategy
from readiness.rules.index import id_order
from readiness.rules.plan import in_order, is_closed
from readiness.workspace.editing import find, new_record, revise

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Carried:
    """What a strategy handed on."""

    strategy: Strategy
    """The new one."""
    priorities: tuple[tuple[str, str], ...]
    """Ids of each old priority and of the one that follows it."""
    actions: tuple[tuple[str, str], ...]
    """Ids of each open action and of the one that continues it."""


def open_actions(ws: Workspace, strategy: Strategy) -> tuple[Action, ...]:
    """The open actions that serve a priority of a strategy, each once, by id."""
    found = {
        action.id: action
        for priority in priorities_of(ws, strategy)
        for action in ws.index.actions_of(priority.id)
        if not is_closed(action)
    }
    return tuple(found[one] for one in sorted(found, key=id_order))


def priorities_of(ws: Workspace, strategy: Strategy) -> tuple[Priority, ...]:
    """The priorities that stand in a strategy, in their order."""
    return in_order(one for one in ws.records.priorities.values() if strategy.id in one.strategies)


def carry_forward(
    ws: Workspace, strategy_id: str, title: str, **fields: object
) -> tuple[Carried, Transaction]:
    """Open the strategy that follows one: its priorities again, and its open actions going on as new ones.

    In the old strategy the actions stay as they stood, called carried forward; what was done of them, their
    notes and their evidence stay with them. The new ones name what they continue, keep their open steps,
    and start without an effect: what was seen belongs to what was done.

    Raises:
        UsageError: There is no such strategy, nothing in it, or a field cannot hold what was given.
        StaleEditError: Somebody else changed one of the records meanwhile.
    """
    old = find(ws, Strategy, strategy_id)
    priorities = priorities_of(ws, old)
    if not priorities:
        raise UsageError(
            f"No priority stands in {old.id}, so nothing can be carried forward.",
            "",
            f"Say which do: readiness priority set PR0001 --of {old.id}",
        )
    new = new_record(ws, Strategy, {"title": title, **fields}, follows=old.id)
    again = iter(ws.new_ids(Priority.table, len(priorities)))
    by_old = {
        before.id: revise(
            before, id=next(again), strategies=(new.id,), difference="", revision=0, updated_by=""
        )
        for before in priorities
    }
    actions = open_actions(ws, old)
    fresh = iter(ws.new_ids(Action.table, len(actions)) if actions else ())
    continued = {before.id: _continued(before, next(fresh), by_old) for before in actions}
    changes = (
        put(new),
        *(put(one) for one in by_old.values()),
        *(put(one) for one in continued.values()),
        *(put(revise(before, status="carried_forward"), before) for before in actions),
        *_workstreams(ws, {one: after.id for one, after in by_old.items()}),
    )
    done = ws.run(Transaction(f"Carry {old.id} forward to {new.id}", tuple(changes)))
    pairs = tuple((one, after.id) for one, after in by_old.items())
    return Carried(new, pairs, tuple((one, after.id) for one, after in continued.items())), done


def _continued(before: Action, record_id: str, priorities: dict[str, Priority]) -> Action:
    """The action that goes on: what is open of it, under the priorities that follow its own."""
    return revise(
        before,
        id=record_id,
        revision=0,
        updated_by="",
        priorities=tuple(priorities[one].id if one in priorities else one for one in before.priorities),
        milestones=tuple(one for one in before.milestones if one.done is None),
        effect="none_yet",
        difference="",
        confidence=None,
        continues=before.id,
    )


def _workstreams(ws: Workspace, priorities: dict[str, str]) -> Iterator[Change]:
    """Workstreams carry the priorities that follow those they carried, too."""
    for stream in ws.records.workstreams.values():
        more = tuple(priorities[one] for one in stream.priorities if one in priorities)
        if more:
            yield put(revise(stream, priorities=(*stream.priorities, *more)), stream)
