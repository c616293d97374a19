"""The register of evidence as a workbook: sent out to be corrected, taken back with its conflicts shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.text import visible
from readiness.exchange.columns import SheetColumnOf, SheetShape
from readiness.exchange.rows import ChangePlan, SheetRow, sheet_values
from readiness.exchange.taking_in import apply_plan, read_plan
from readiness.model.records.changes import Transaction
from readiness.model.records.evidence import Evidence
from readiness.model.vocabulary import FRESHNESS_WORDS
from readiness.rules.filters.lists import evidence_matching
from readiness.rules.freshness import freshness

if TYPE_CHECKING:
    from readiness.exchange.rows import Conflict
    from readiness.workspace.workspace import Workspace

REGISTER: SheetShape[Evidence] = SheetShape(
    Evidence,
    "Evidence",
    after=(
        SheetColumnOf("place", "Place", 44), SheetColumnOf("state", "State", 12),
        SheetColumnOf("links", "Linked to", 32),
    ),
    widths={
        "title": 44, "kind": 22, "agencies": 24, "period_from": 13, "period_to": 13, "review_by": 13,
        "marking": 18, "holds_personal_data": 14, "note": 32,
    },
)  # fmt: skip
"""Every field people may set; where the file is, its state and its links stand beside for reading."""

_NOTES = (
    "Change any column from Title to Note and import the file again. Leave the ids as they are.",
    "An emptied cell empties the field; Place, State and Linked to are for reading only.",
)


def export_register(
    ws: Workspace, output: Path, *, dated: date, as_at: date, query: str = "", replace: bool = False
) -> int:
    """Write the items of evidence a filter leaves as rows to be corrected; returns how many.

    Raises:
        UsageError: The file name is not that of a workbook.
        StorageError: The file cannot be written.
    """
    from readiness.exchange.sheet_out import write_sheet

    items = evidence_matching(ws.index, ws.files, query, as_at)
    kinds = ", ".join(kind.title for kind in ws.framework.evidence_kinds)
    agencies = ", ".join(agency.title for agency in ws.framework.agencies)
    return write_sheet(
        ws,
        output,
        REGISTER,
        [_row(ws, one, as_at) for one in items],
        title=f"Register of evidence of {ws.area.name}",
        notes=(*_NOTES, f"Kinds: {kinds}.", f"Agencies, apart by commas: {agencies}."),
        dated=dated,
        named=items,
        replace=replace,
    )


def register_plan(ws: Workspace, path: Path, *, sheet: str = "") -> ChangePlan[Evidence]:
    """What taking a register back would change; nothing is stored. See `read_plan`."""
    return read_plan(ws, path, REGISTER, ws.records.evidence, sheet=sheet)


def apply_register(
    ws: Workspace, plan: ChangePlan[Evidence], *, name: str, take: Iterable[Conflict] = ()
) -> Transaction:
    """Store a plan as one change; see `apply_plan`."""
    return apply_plan(ws, plan, label=f"Take in the register {visible(name)}", take=take)


def _row(ws: Workspace, one: Evidence, as_at: date) -> SheetRow:
    state = ws.files.state_of(one.id)
    current = FRESHNESS_WORDS[freshness(one, ws.framework, as_at)]
    targets = (link.target for link in ws.index.links_of(one.id))
    return SheetRow(
        one.id,
        sheet_values(one, (field.name for field in REGISTER.fields)),
        revision=one.revision,
        beside={
            "place": one.location,
            "state": current if state == "present" else f"file {state}",
            "links": ", ".join(targets),
        },
    )
