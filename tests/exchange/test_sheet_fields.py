"""Every field people set can be set and emptied in a sheet, and comes back as from anywhere else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from readiness.exchange.columns import SheetShape, sheet_columns
from readiness.exchange.rows import ChangePlan, SheetRow, plan_changes, sheet_values
from readiness.exchange.sheet_in import read_sheet
from readiness.exchange.sheet_out import sheet_workbook
from readiness.model.field import Around, Bound, fields_of
from readiness.model.field_reading import emptied, read
from readiness.model.records.area import Area
from readiness.model.records.evaluation import LocalGrade, Statement
from readiness.model.records.evidence import Evidence, Link
from readiness.model.records.facts import ConfirmedFact
from readiness.model.records.handover import HandOver
from readiness.model.records.measures import Measure
from readiness.model.records.notice import Notice
from readiness.model.records.plan import Action, Recommendation
from readiness.model.records.programme import Priority, Strategy, Workstream
from readiness.model.records.progress import ProgressNote
from readiness.model.records.record import Record
from readiness.model.records.requests import RequestState
from readiness.model.records.tables import RECORD_TYPES, Records
from tests.making.building import make_framework

FRAMEWORK = make_framework()
CRITERION = next(iter(FRAMEWORK.criteria))
RECORDS: dict[str, Record] = {
    "area": Area(name="Penmarsh", framework=FRAMEWORK.id),
    "evidence": Evidence(id="E0001", title="Audit", location_kind="url", location="https://example.org"),
    "links": Link(id="L0001", evidence="E0001", target_kind="criterion", target=CRITERION),
    "statements": Statement(id="S0001", criterion=CRITERION, kind="strength", text="We know."),
    "grades": LocalGrade(id=CRITERION, outcome="1"),
    "requests": RequestState(id="PLN01", reason="No such service here."),
    "recommendations": Recommendation(id="R0001", kind="other", text="Do it."),
    "actions": Action(id="P0001", title="Done by June"),
    "measures": Measure(id="M0001", title="Waits"),
    "notices": Notice(id="N0001", received=datetime(2026, 11, 20, 9, tzinfo=UTC), kind="full"),
    "handovers": HandOver(id="H0001", pack="pack.zip"),
    "strategies": Strategy(id="ST0001", title="Ours"),
    "priorities": Priority(id="PR0001", title="Sooner"),
    "workstreams": Workstream(id="WS0001", title="Waiting"),
    "progress_notes": ProgressNote(id="PN0001", about="P0001", on=date(2026, 11, 1), words="Two filled."),
    "facts": ConfirmedFact(id="criterion:A1", source="Page 2", by="R. Shah"),
}
AROUND = Around(
    FRAMEWORK,
    None,
    Records(**{table: {record.id: record} for table, record in RECORDS.items()}),  # type: ignore[arg-type]  # each table holds records of its own type
)
TYPED: dict[str, object] = {
    "text": "Head of service",
    "long": "First line.\nSecond line.",
    "date": "31.03.26",
    "moment": "23 Nov 2026 09:15",
    "number": 7,
    "figure": 58.2,
    "measured": "under 10",
    "yes_no": "yes",
}
ELSEWHERE = {"links.pinpoint", "measures.baseline", "measures.observations"}
"""What no sheet of records holds: links have none, figures have one of their own (`plan.figures_sheet`)."""
CASES = [
    pytest.param(table, name, id=f"{table}.{name}")
    for table, kind in RECORD_TYPES.items()
    for name, field in fields_of(kind).items()
    if field.is_for_people and f"{table}.{name}" not in ELSEWHERE
]


def typed(field: Bound) -> object:
    """What somebody might write into a cell of the field's column; of parts, each piece behind its name."""
    if field.row is not None:
        parts = list(fields_of(field.row).values())
        said = [str(typed(one)).replace("\n", " ") for one in parts]
        named = [f"{one.label}: {each}" for one, each in zip(parts, said, strict=True)]
        return "; ".join([said[0], *named[1:]])
    if field.field.kind == "records":
        return next(iter(AROUND.records.table(field.field.records))) if AROUND.records else None
    if field.field.choices is not None:
        offered = field.field.choices(FRAMEWORK)
        return (list(offered) if field.field.as_ids else list(offered.values()))[-1] if offered else None
    return TYPED[field.field.kind]


def written(folder: Path, record: Record) -> Path:
    """The record as a sheet of all its fields."""
    shape = SheetShape(type(record), "Records")
    row = SheetRow(record.id, sheet_values(record), revision=record.revision)
    path = folder / "sheet.xlsx"
    day = date(2026, 11, 27)
    path.write_bytes(
        sheet_workbook(shape, [row], AROUND, title="Records", notes=(), dated=day, marking="OFFICIAL")
    )
    return path


def put(path: Path, heading: str, value: Any) -> None:
    """Write a cell of the one row."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    header = next(row for row in sheet.iter_rows() if heading in [cell.value for cell in row])
    cell = next(cell for cell in header if cell.value == heading)
    sheet.cell((cell.row or 0) + 1, cell.column or 0).value = value
    book.save(path)


def taken_back(path: Path, record: Record) -> ChangePlan[Record]:
    """What taking the sheet in would change."""
    kind = type(record)
    rows, problems = read_sheet(path, SheetShape(kind, "Records"), AROUND)
    plan = plan_changes(kind, rows, {record.id: record}, (record.id,))
    return ChangePlan(plan.updates, plan.conflicts, (*problems, *plan.problems), plan.kind)


@pytest.mark.parametrize("table", RECORD_TYPES)
def test_an_untouched_sheet_of_every_field_changes_nothing(tmp_path: Path, table: str) -> None:
    """Whatever kind of record it is of."""
    record = RECORDS[table]
    assert taken_back(written(tmp_path, record), record) == ChangePlan((), (), (), type(record))


@pytest.mark.parametrize(("table", "name"), CASES)
def test_every_field_is_set_and_emptied_in_a_sheet(tmp_path: Path, table: str, name: str) -> None:
    """Read as by a command; a field that may not be empty stays, and that is said.

    Every field people set is in a sheet, those made of parts as well: they come back untouched as they were.
    """
    before, field = RECORDS[table], sheet_columns(RECORD_TYPES[table])[name]
    answer = typed(field)
    if answer is None:
        assert field.field.choices is not None
        return
    meant = read(field, answer, AROUND)
    path = written(tmp_path, before)
    put(path, field.heading, answer)
    plan = taken_back(path, before)
    assert plan.problems == ()
    set_to = plan.updates[0][1] if plan.updates else before
    assert getattr(set_to, name) == meant
    assert plan.updates or getattr(before, name) == meant

    held = before.model_copy(update={name: meant})
    path = written(tmp_path, held)
    assert field.row is None or taken_back(path, held) == ChangePlan((), (), (), type(held))
    put(path, field.heading, None)
    plan = taken_back(path, held)
    if field.may_be_emptied:
        assert plan.problems == ()
        empty = plan.updates[0][1] if plan.updates else held
        assert getattr(empty, name) == emptied(field)
    elif meant != field.default:
        assert plan.updates == ()
        assert any(f"{field.label}: this is needed" in one.what for one in plan.problems)
