"""Records whose place is no longer in the framework, to read and to hand on: what each says and names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from readiness.model.field_words import facts
from readiness.model.records.differences import title_of
from readiness.rules.orphans import NOT_IN_FORCE, Orphan, in_short, names_in_words, orphans
from readiness.workspace.editing import around_of

if TYPE_CHECKING:
    from readiness.model.records.record import Record
    from readiness.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class GoneRecord:
    """One record that names what is not there."""

    table: str
    record: Record
    names: str
    """What it names, in words: ``criterion A5``."""
    says: str
    """Its title or text."""
    fields: tuple[tuple[str, str], ...]
    """Everything it holds, by label, in words."""


def gone_records(ws: Workspace) -> tuple[GoneRecord, ...]:
    """Every record that names what is no longer in the framework, table by table."""
    named: dict[tuple[str, str], list[Orphan]] = {}
    for one in orphans(ws.framework, ws.records):
        named.setdefault((one.record.table, one.record.id), []).append(one)
    around = around_of(ws)
    return tuple(
        GoneRecord(
            table,
            found[0].record,
            names_in_words(found),
            title_of(found[0].record),
            tuple(facts(found[0].record, around)),
        )
        for (table, _), found in named.items()
    )


def gone_workbook(ws: Workspace, records: Sequence[GoneRecord], *, dated: date) -> bytes:
    """All of them as xlsx, whole: one row each, everything it holds in one cell."""
    from readiness.formats.sheets.writing import SheetColumn, SheetContent, workbook_bytes
    from readiness.workspace.output import marking, notices

    columns = (
        SheetColumn("Record", 12), SheetColumn("Kind", 16), SheetColumn("Names", 30), SheetColumn("Says", 70),
        SheetColumn("Everything it holds", 90),
    )  # fmt: skip
    rows = [
        (
            one.record.id,
            one.table,
            one.names,
            one.says,
            "\n".join(f"{name}: {said}" for name, said in one.fields),
        )
        for one in records
    ]
    sentence = in_short(orphans(ws.framework, ws.records))
    content = SheetContent(NOT_IN_FORCE, columns, rows, (*notices(ws.area), sentence))
    title = f"{ws.area.name}: {NOT_IN_FORCE.lower()}"
    return workbook_bytes([content], title=title, dated=dated, marking=marking(ws.area, ws.framework))
