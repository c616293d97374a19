"""The request map as a workbook: sent out to be filled in, taken back with its conflicts shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.text import visible
from readiness.exchange.columns import SheetColumnOf, SheetShape
from readiness.exchange.rows import ChangePlan, SheetRow, sheet_values
from readiness.exchange.taking_in import planned_changes, read_plan
from readiness.model.records.changes import Transaction
from readiness.model.records.requests import RequestState
from readiness.model.vocabulary import REQUEST_STATUS_TITLES
from readiness.rules.asks import asks
from readiness.rules.calendar.quoted import quoted_deadline
from readiness.rules.orphans import left_out, orphans
from readiness.workspace.receipts import receipt_changes

if TYPE_CHECKING:
    from readiness.exchange.rows import Conflict
    from readiness.rules.asks import Ask
    from readiness.workspace.workspace import Workspace

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


def export_map(ws: Workspace, output: Path, *, dated: date, replace: bool = False) -> int:
    """Write every request item as a row to be filled in; returns how many.

    Raises:
        UsageError: The file name is not that of a workbook.
        StorageError: The file cannot be written.
    """
    ws.need_definition()
    from readiness.exchange.sheet_out import write_sheet

    known = [ask for ask in asks(ws.index) if ask.is_known]
    rows = [_row(ws, ask) for ask in known]
    named = [item for ask in known for item in ws.index.evidence_to("request", ask.id)]
    agencies = ", ".join(agency.title for agency in ws.framework.agencies)
    gone = left_out(orphans(ws.framework, ws.records), "this map", RequestState.table)
    return write_sheet(
        ws,
        output,
        MAP,
        rows,
        title=f"Request map of {ws.area.name}",
        notes=(
            *_NOTES,
            f"Agencies: {agencies}.",
            *((f"{gone[:1].upper()}{gone[1:]}",) if gone else ()),
        ),
        dated=dated,
        named=named,
        replace=replace,
    )


def import_plan(ws: Workspace, path: Path, *, sheet: str = "") -> ChangePlan[RequestState]:
    """What taking a map back would change; nothing is stored. `sheet` names the sheet to read.

    Raises:
        RefusedError: The file cannot be read, has no column of item ids, or has it on a hidden sheet alone.
        StorageError: The file cannot be opened.
    """
    known = [ask.id for ask in asks(ws.index) if ask.is_known]
    return read_plan(ws, path, MAP, known, sheet=sheet)


def apply_map(
    ws: Workspace, plan: ChangePlan[RequestState], *, name: str, take: Iterable[Conflict] = ()
) -> Transaction:
    """Store a plan as one change, with receipts for what it calls handed over; see `apply_plan`."""
    changes = planned_changes(ws, plan, take)
    changes += receipt_changes(ws, changes)
    return ws.run(Transaction(f"Take in the request map {visible(name)}", changes))


def take_conflicts(ws: Workspace, plan: ChangePlan[RequestState], *, name: str) -> Transaction:
    """Store only the file's side of every conflict; the plan's other changes may be stored already."""
    return apply_map(ws, replace(plan, updates=()), name=name, take=plan.conflicts)


def _row(ws: Workspace, ask: Ask) -> SheetRow:
    item = ask.item
    due = quoted_deadline(ws.framework, ws.records, item.deadline) if item else None
    evidence = [f"{one.id} {one.title}" for one in ws.index.evidence_to("request", ask.id)]
    return SheetRow(
        ask.id,
        sheet_values(ask.state, MAP.written),
        revision=ask.state.revision,
        beside={
            "title": ask.title,
            "section": item.section if item else "",
            "due": str(due) if due else "",
            "evidence": "; ".join(evidence),
        },
    )
