"""Records as a workbook to be filled in and brought back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from readiness.base.zone import local_zone
from readiness.exchange.columns import BASE, REVISION, SUFFIX, WIDTH, SheetShape, key_heading
from readiness.exchange.rows import SheetRow
from readiness.exchange.taking_in import file_around
from readiness.formats.sheets.writing import CellValue, SheetColumn, SheetContent, workbook_bytes
from readiness.model.field import Around, Bound
from readiness.model.field_words import words
from readiness.workspace.output import marking, need_suffix, notices, save

if TYPE_CHECKING:
    from pathlib import Path

    from readiness.model.records.evidence import Evidence
    from readiness.workspace.workspace import Workspace

_KEY_WIDTH = 10
_HIDDEN_WIDTH = 8


def write_sheet(
    ws: Workspace,
    output: Path,
    shape: SheetShape[Any],
    rows: Sequence[SheetRow],
    *,
    title: str,
    notes: Sequence[str],
    dated: date,
    named: Iterable[Evidence],
    replace: bool,
) -> int:
    """Write a sheet that is to come back, under the area's marking and notices; returns how many rows.

    Args:
        ws: Whose records they are.
        output: Where to.
        shape: What it is made of.
        rows: One for each record, in the order shown.
        title: Of the document.
        notes: The lines below it.
        dated: The date of the file.
        named: Items of evidence the rows name, which may raise the marking.
        replace: Whether a file that stands there may be replaced.

    Raises:
        UsageError: The file name is not that of a workbook.
        RefusedError: A file stands there and may not be replaced.
        StorageError: The file cannot be written.
    """
    need_suffix(output, SUFFIX)
    content = sheet_workbook(
        shape,
        rows,
        file_around(ws),
        title=title,
        notes=notes,
        dated=dated,
        marking=marking(ws.area, ws.framework, tuple(named)),
        notices=notices(ws.area),
    )
    save(output, content, replace=replace)
    return len(rows)


def sheet_workbook(
    shape: SheetShape[Any],
    rows: Iterable[SheetRow],
    around: Around,
    *,
    title: str,
    notes: Sequence[str],
    dated: date,
    marking: str,
    notices: Iterable[str] = (),
) -> bytes:
    """The sheet as xlsx.

    Args:
        shape: What it is made of.
        rows: One for each record, in the order shown.
        around: For the words of choices, which are what people see and fill in.
        title: Of the document, and its first line below the notices.
        notes: The lines below it.
        dated: The date of the file.
        marking: Protective marking.
        notices: What the sheet says first.
    """
    lines = (*notices, f"{title}, {dated:%d/%m/%Y}", *notes)
    content = sheet_content(shape, rows, around, lines)
    return workbook_bytes([content], title=title, dated=dated, marking=marking)


def sheet_content(
    shape: SheetShape[Any], rows: Iterable[SheetRow], around: Around, lines: tuple[str, ...]
) -> SheetContent:
    """The sheet as it is written, under these lines."""
    cells = (_cells(shape, row, around) for row in rows)
    return SheetContent(shape.title, _columns(shape), cells, lines, frozen_columns=2)


def _columns(shape: SheetShape[Any]) -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(key_heading(shape.kind), _KEY_WIDTH),
        *(SheetColumn(one.heading, one.width) for one in shape.before),
        *(SheetColumn(one.heading, shape.widths.get(one.name, WIDTH)) for one in shape.fields),
        *(SheetColumn(one.heading, one.width) for one in shape.after),
        SheetColumn(REVISION[1], _HIDDEN_WIDTH, is_hidden=True),
        SheetColumn(BASE[1], _HIDDEN_WIDTH, is_hidden=True),
    )


def _cells(shape: SheetShape[Any], row: SheetRow, around: Around) -> tuple[CellValue, ...]:
    base = {one.name: _plain(row.values.get(one.name)) for one in shape.fields}
    return (
        row.record_id,
        *(row.beside.get(one.id, "") for one in shape.before),
        *(_cell(one, row.values.get(one.name), around) for one in shape.fields),
        *(row.beside.get(one.id, "") for one in shape.after),
        row.revision or 0,
        json.dumps(base, ensure_ascii=True),
    )


def _cell(bound: Bound, value: object, around: Around) -> CellValue:
    """A date, number or text as it is; anything else in words."""
    if bound.is_empty(value):
        return value if isinstance(value, str) else None
    if isinstance(value, str) and bound.field.kind in {"text", "long"}:
        return value
    if isinstance(value, date | int | float) and not isinstance(value, datetime | bool):
        return value
    return words(bound, value, around)


def _plain(value: object) -> object:
    """A value as JSON holds it."""
    if isinstance(value, datetime):
        return value.astimezone(local_zone()).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
