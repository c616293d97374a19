"""The request map as a workbook: sent out to be filled in, taken back with its conflicts shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.text import visible
from readiness.exchange.rows import MapPlan, RequestMapRow, map_values, plan_map_changes
from readiness.exchange.sheet_in import read_request_map
from readiness.formats.limited import read_file
from readiness.model.records.changes import Transaction, put
from readiness.model.records.requests import RequestState
from readiness.rules.asks import asks
from readiness.rules.orphans import left_out, orphans
from readiness.workspace.editing import revise
from readiness.workspace.output import marking, need_suffix, notices, save

if TYPE_CHECKING:
    from readiness.exchange.rows import MapConflict
    from readiness.rules.asks import Ask
    from readiness.workspace.workspace import Workspace

SUFFIX = ".xlsx"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one item before and after, in words."""

    item_id: str
    field: str
    before: str
    after: str


def export_map(ws: Workspace, output: Path, *, dated: date, replace: bool = False) -> int:
    """Write every request item as a row to be filled in; returns how many.

    Raises:
        UsageError: The file name is not that of a workbook.
        StorageError: The file cannot be written.
    """
    from readiness.exchange.sheet_out import request_map_workbook

    need_suffix(output, SUFFIX)
    known = [ask for ask in asks(ws.index) if ask.is_known]
    rows = [_row(ws, ask) for ask in known]
    named = [item for ask in known for item in ws.index.evidence_to("request", ask.id)]
    gone = left_out(orphans(ws.framework, ws.records), "this map", RequestState.table)
    data = request_map_workbook(
        rows,
        _agencies(ws),
        area=ws.area.name,
        dated=dated,
        marking=marking(ws.area, ws.framework, named),
        notices=notices(ws.area),
        left_out=gone,
    )
    save(output, data, replace=replace)
    return len(rows)


def import_plan(ws: Workspace, path: Path) -> MapPlan:
    """What taking a map back would change; nothing is stored.

    Raises:
        RefusedError: The file cannot be read or has no column of item ids.
        StorageError: The file cannot be opened.
    """
    rows, problems = read_file(read_request_map, path, _agencies(ws))
    known = {ask.id for ask in asks(ws.index) if ask.is_known}
    plan = plan_map_changes(rows, ws.records.requests, known, file=visible(path.name))
    return replace(plan, problems=(*problems, *plan.problems))


def field_changes(plan: MapPlan) -> list[FieldChange]:
    """Every field a plan changes, in the file's order."""
    return [
        FieldChange(after.id, name, _words(old.get(name)), _words(new))
        for before, after in plan.updates
        for old in (map_values(before) if before else {},)
        for name, new in map_values(after).items()
        if _words(old.get(name)) != _words(new) and (before is not None or new != _blank(after, name))
    ]


def apply_map(ws: Workspace, plan: MapPlan, *, name: str, take: Iterable[MapConflict] = ()) -> Transaction:
    """Store a plan as one change.

    Args:
        ws: The workspace.
        plan: As `import_plan` gave it.
        name: The file's name, for the history.
        take: Conflicts in which the file's value is to stand; in the others what is stored stays.

    Raises:
        StaleEditError: An item was changed by somebody else since the plan was made.
        UsageError: A taken value cannot be stored.
    """
    wanted: dict[str, tuple[RequestState | None, RequestState]] = {
        after.id: (before, after) for before, after in plan.updates
    }
    for one in take:
        stored = ws.records.requests[one.item_id]
        before, after = wanted.get(one.item_id, (stored, stored))
        wanted[one.item_id] = before, revise(after, **{one.field: one.mine})
    changes = tuple(put(revise(after), before) for before, after in wanted.values())
    return ws.run(Transaction(f"Take in the request map {visible(name)}", changes))


def take_conflicts(ws: Workspace, plan: MapPlan, *, name: str) -> Transaction:
    """Store only the file's side of every conflict; the plan's other changes may be stored already."""
    return apply_map(ws, replace(plan, updates=()), name=name, take=plan.conflicts)


def _row(ws: Workspace, ask: Ask) -> RequestMapRow:
    item = ask.item
    due = ws.framework.deadline_classes_by_id.get(item.deadline) if item else None
    evidence = [f"{one.id} {one.title}" for one in ws.index.evidence_to("request", ask.id)]
    return RequestMapRow(
        ask.id,
        map_values(ask.state),
        revision=ask.state.revision,
        title=ask.title,
        section=item.section if item else "",
        due=due.title if due else "",
        evidence="; ".join(evidence),
    )


def _agencies(ws: Workspace) -> dict[str, str]:
    return {one.id: one.title for one in ws.framework.agencies}


def _blank(state: RequestState, name: str) -> object:
    return type(state).model_fields[name].default


def _words(value: object) -> str:
    return "" if value is None else str(value).replace("_", " ")
