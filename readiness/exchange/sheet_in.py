"""Read a request map that comes back from a spreadsheet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from readiness.base.problems import Problem, Where
from readiness.base.text import fold, visible
from readiness.exchange.rows import EDITABLE, MapValue, RequestMapRow
from readiness.formats.sheets.register import RegisterColumn, RegisterRow, read_register
from readiness.model.vocabulary import REQUEST_STATUS_TITLES

_COLUMNS = (
    RegisterColumn("item", "Item", ("Item id", "Id", "Reference")),
    RegisterColumn("owner", "Owner", ("Lead", "Responsible")),
    RegisterColumn("agency", "Agency", ("Partner",)),
    RegisterColumn("source_system", "Source system", ("System", "Source")),
    RegisterColumn("how_produced", "How produced", ("How it is produced", "Method")),
    RegisterColumn("lead_time_hours", "Lead time (working hours)", ("Lead time", "Lead time hours"), "whole"),
    RegisterColumn("last_produced", "Last produced", (), "date"),
    RegisterColumn("status", "Status"),
    RegisterColumn("reason", "Reason"),
    RegisterColumn("notes", "Notes", ("Comments",)),
    RegisterColumn("title", "Title"),
    RegisterColumn("section", "Section"),
    RegisterColumn("due", "Due"),
    RegisterColumn("evidence", "Linked evidence"),
    RegisterColumn("revision", "Revision", (), "whole"),
    RegisterColumn("base", "As it left"),
)


def read_request_map(
    path: Path, agencies: Mapping[str, str]
) -> tuple[tuple[RequestMapRow, ...], tuple[Problem, ...]]:
    """The rows of a request map, and what could not be read.

    Args:
        path: xlsx, ods or csv.
        agencies: Title of each agency by id; the file may use either.

    Raises:
        RefusedError: The file cannot be read or has no column of item ids.
        StorageError: The file cannot be opened.
    """
    register = read_register(path, _COLUMNS, key="item")
    problems = list(register.problems)
    if "base" not in register.columns:
        what = "The file has lost its hidden columns: changes made here meanwhile cannot be told from it."
        problems.append(
            Problem("warning", Where(visible(path.name)), what, "Look at each change before you apply it.")
        )
    agency_ids = {fold(word): key for key, title in agencies.items() for word in (title, key)}
    statuses = {fold(word): key for key, title in REQUEST_STATUS_TITLES.items() for word in (title, key)}
    rows: list[RequestMapRow] = []
    for row in register.rows:
        values: dict[str, MapValue] = {name: row.values[name] for name in EDITABLE if name in row.values}
        for field, words in (("agency", agency_ids), ("status", statuses)):
            text = fold(row.text(field))
            if text and text not in words:
                what = f"Row {row.number}: the {field} is not known."
                problems.append(
                    Problem("warning", Where(visible(path.name), row.number, row.text("item")), what)
                )
                values.pop(field, None)
            elif text:
                values[field] = words[text]
        rows.append(_row(row, values))
    return tuple(rows), tuple(problems)


def _row(row: RegisterRow, values: dict[str, MapValue]) -> RequestMapRow:
    revision = row.values.get("revision")
    return RequestMapRow(
        row.text("item").strip(),
        values,
        _base(row.text("base")),
        revision if isinstance(revision, int) else None,
        row.number,
    )


def _base(text: str) -> dict[str, MapValue] | None:
    """What the row was when it left; None when the cell is empty or was spoilt."""
    try:
        found = json.loads(text) if text else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not all(isinstance(one, str | int | None) for one in found.values()):
        return None
    base: dict[str, MapValue] = {name: found[name] for name in EDITABLE if name in found}
    produced = base.get("last_produced")
    try:
        base["last_produced"] = date.fromisoformat(produced) if isinstance(produced, str) else None
    except ValueError:
        return None
    return base
