"""The request map as a workbook: sent out to be filled in, taken back with its conflicts shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.text import visible
from readiness.exchange.columns import KEY, SheetColumnOf, SheetShape, sheet_columns
from readiness.exchange.rows import ChangePlan, SheetRow, plan_changes, sheet_values
from readiness.exchange.sheet_in import register_columns, rows_of
from readiness.formats.limited import read_file
from readiness.formats.sheets.register import read_register
from readiness.model.field import Around
from readiness.model.field_words import words
from readiness.model.records.changes import Transaction, put
from readiness.model.records.requests import RequestState
from readiness.model.vocabulary import REQUEST_STATUS_TITLES
from readiness.rules.asks import asks
from readiness.rules.orphans import left_out, orphans
from readiness.workspace.editing import revise
from readiness.workspace.output import marking, need_suffix, notices, save
from readiness.workspace.receipts import receipt_changes

if TYPE_CHECKING:
    from readiness.exchange.rows import Conflict
    from readiness.rules.asks import Ask
    from readiness.workspace.workspace import Workspace

SUFFIX = ".xlsx"

MAP: SheetShape[RequestState] = SheetShape(
    RequestState,
    "Request map",
    written=(
        "owner", "agency", "source_system", "how_produced", "lead_time_hours", "last_produced", "status",
        "reason", "notes",
    ),
    before=(
        SheetColumnOf("title", "Title", 44), SheetColumnOf("section", "Section", 10),
        SheetColumnOf("due", "Due", 16),
    ),
    after=(SheetColumnOf("evidence", "Linked evidence", 32),),
    widths={
        "agency": 20, "how_produced": 28, "lead_time_hours": 12, "last_produced": 13, "status": 16,
        "reason": 28, "notes": 32,
    },
)  # fmt: skip
"""What is written; on the way back any other field of a request item is taken, too, by its own heading."""

_NOTES = (
    "Fill in the columns from Owner to Notes and import the file again. Leave the item ids as they are.",
    "Status: " + ", ".join(REQUEST_STATUS_TITLES.values()) + ". An item that does not apply needs a reason.",
)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one item before and after, in words; empty for nothing."""

    record_id: str
    field: str
    """Stored name."""
    label: str
    before: str
    after: str


def export_map(ws: Workspace, output: Path, *, dated: date, replace: bool = False) -> int:
    """Write every request item as a row to be filled in; returns how many.

    Raises:
        UsageError: The file name is not that of a workbook.
        StorageError: The file cannot be written.
    """
    ws.need_definition()
    from readiness.exchange.sheet_out import sheet_workbook

    need_suffix(output, SUFFIX)
    known = [ask for ask in asks(ws.index) if ask.is_known]
    rows = [_row(ws, ask) for ask in known]
    named = [item for ask in known for item in ws.index.evidence_to("request", ask.id)]
    agencies = ", ".join(agency.title for agency in ws.framework.agencies)
    gone = left_out(orphans(ws.framework, ws.records), "this map", RequestState.table)
    content = sheet_workbook(
        MAP,
        rows,
        _around(ws),
        title=f"Request map of {ws.area.name}",
        notes=(
            *_NOTES,
            f"Agencies: {agencies}.",
            *((f"{gone[:1].upper()}{gone[1:]}",) if gone else ()),
        ),
        dated=dated,
        marking=marking(ws.area, ws.framework, named),
        notices=notices(ws.area),
    )
    save(output, content, replace=replace)
    return len(rows)


def import_plan(ws: Workspace, path: Path) -> ChangePlan[RequestState]:
    """What taking a map back would change; nothing is stored.

    Raises:
        RefusedError: The file cannot be read or has no column of item ids.
        StorageError: The file cannot be opened.
    """
    register = read_file(read_register, path, register_columns(MAP), key=KEY)
    rows, problems = rows_of(register, MAP, _around(ws), visible(path.name))
    known = {ask.id for ask in asks(ws.index) if ask.is_known}
    plan = plan_changes(RequestState, rows, ws.records.requests, known, file=visible(path.name))
    return replace(plan, problems=(*problems, *plan.problems))


def field_changes(plan: ChangePlan[RequestState], around: Around) -> list[FieldChange]:
    """Every field a plan changes, in the file's order."""
    return [
        _in_words(after.id, name, getattr(before, name, bound.default), getattr(after, name), around)
        for before, after in plan.updates
        for name, bound in sheet_columns(RequestState).items()
        if getattr(before, name, bound.default) != getattr(after, name)
    ]


def conflict_words(plan: ChangePlan[RequestState], around: Around) -> list[FieldChange]:
    """Every field changed in both places: what is stored here as `before`, what the file says as `after`."""
    return [_in_words(one.record_id, one.field, one.theirs, one.mine, around) for one in plan.conflicts]


def _in_words(record_id: str, name: str, before: object, after: object, around: Around) -> FieldChange:
    bound = sheet_columns(RequestState)[name]
    said = ("" if bound.is_empty(value) else words(bound, value, around) for value in (before, after))
    return FieldChange(record_id, name, bound.label, *said)


def apply_map(
    ws: Workspace, plan: ChangePlan[RequestState], *, name: str, take: Iterable[Conflict] = ()
) -> Transaction:
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
        stored = ws.records.requests[one.record_id]
        before, after = wanted.get(one.record_id, (stored, stored))
        wanted[one.record_id] = before, revise(after, **{one.field: one.mine})
    changes = tuple(put(revise(after), before) for before, after in wanted.values())
    changes += receipt_changes(ws, changes)
    return ws.run(Transaction(f"Take in the request map {visible(name)}", changes))


def take_conflicts(ws: Workspace, plan: ChangePlan[RequestState], *, name: str) -> Transaction:
    """Store only the file's side of every conflict; the plan's other changes may be stored already."""
    return apply_map(ws, replace(plan, updates=()), name=name, take=plan.conflicts)


def _row(ws: Workspace, ask: Ask) -> SheetRow:
    item = ask.item
    due = ws.framework.deadline_classes_by_id.get(item.deadline) if item else None
    evidence = [f"{one.id} {one.title}" for one in ws.index.evidence_to("request", ask.id)]
    return SheetRow(
        ask.id,
        sheet_values(ask.state, MAP.written),
        revision=ask.state.revision,
        beside={
            "title": ask.title,
            "section": item.section if item else "",
            "due": due.title if due else "",
            "evidence": "; ".join(evidence),
        },
    )


def _around(ws: Workspace) -> Around:
    """What words in a file mean: it was not written today, so that a date needs its year."""
    return Around(ws.framework, None, ws.records)
