"""The request map as a workbook to be filled in and brought back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date

from readiness.exchange.rows import EDITABLE, MapValue, RequestMapRow
from readiness.formats.sheets.writing import CellValue, SheetColumn, SheetContent, workbook_bytes
from readiness.model.vocabulary import REQUEST_STATUS_TITLES

SHEET = "Request map"

_COLUMNS = (
    SheetColumn("Item", 10), SheetColumn("Title", 44), SheetColumn("Section", 10), SheetColumn("Due", 16),
    SheetColumn("Owner", 22), SheetColumn("Agency", 20), SheetColumn("Source system", 22),
    SheetColumn("How produced", 28), SheetColumn("Lead time (working hours)", 12),
    SheetColumn("Last produced", 13),
    SheetColumn("Status", 16), SheetColumn("Reason", 28), SheetColumn("Notes", 32),
    SheetColumn("Linked evidence", 32),
    SheetColumn("Revision", 8, is_hidden=True), SheetColumn("As it left", 8, is_hidden=True),
)  # fmt: skip

_NOTES = (
    "Fill in the columns from Owner to Notes and import the file again. Leave the item ids as they are.",
    "Status: " + ", ".join(REQUEST_STATUS_TITLES.values()) + ". An item that does not apply needs a reason.",
)


def request_map_workbook(
    rows: Iterable[RequestMapRow],
    agencies: Mapping[str, str],
    *,
    area: str,
    dated: date,
    marking: str,
    notices: Iterable[str] = (),
    left_out: str = "",
) -> bytes:
    """The map as xlsx.

    Args:
        rows: One for each item, in the order shown.
        agencies: Title of each agency by id; titles are what people see and fill in.
        area: Name of the area.
        dated: The date of the file.
        marking: Protective marking.
        notices: What the sheet says first.
        left_out: What is not in the map and why; empty when nothing is left out.
    """
    notes = (
        *notices,
        f"Request map of {area}, {dated:%d/%m/%Y}",
        *_NOTES,
        "Agencies: " + ", ".join(agencies.values()) + ".",
        *((f"{left_out[:1].upper()}{left_out[1:]}",) if left_out else ()),
    )
    content = SheetContent(SHEET, _COLUMNS, (_cells(row, agencies) for row in rows), notes, frozen_columns=2)
    return workbook_bytes([content], title=f"Request map of {area}", dated=dated, marking=marking)


def _cells(row: RequestMapRow, agencies: Mapping[str, str]) -> tuple[CellValue, ...]:
    shown = {name: _shown(name, row.values.get(name), agencies) for name in EDITABLE}
    base = {name: _plain(row.values.get(name)) for name in EDITABLE}
    return (
        row.item_id, row.title, row.section, row.due, *(shown[name] for name in EDITABLE), row.evidence,
        row.revision or 0, json.dumps(base, ensure_ascii=True),
    )  # fmt: skip


def _shown(name: str, value: MapValue, agencies: Mapping[str, str]) -> CellValue:
    if name == "agency":
        return agencies.get(str(value or ""), str(value or ""))
    if name == "status":
        return next((title for key, title in REQUEST_STATUS_TITLES.items() if key == value), str(value or ""))
    return value


def _plain(value: MapValue) -> str | int | None:
    return value.isoformat() if isinstance(value, date) else value
