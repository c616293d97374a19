"""A sheet of records of any type that comes back: what it would change, and storing that as one change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from readiness.base.text import visible
from readiness.exchange.columns import KEY, WHY, SheetShape, sheet_columns
from readiness.exchange.rows import ChangePlan, plan_changes
from readiness.exchange.sheet_in import register_columns, rows_of
from readiness.formats.limited import read_file
from readiness.formats.sheets.register import read_register
from readiness.model.field import Around
from readiness.model.field_words import words
from readiness.model.records.changes import Change, Transaction, put
from readiness.model.records.differences import title_of
from readiness.model.records.record import Record
from readiness.workspace.clock import deadline_clock
from readiness.workspace.date_moves import with_move
from readiness.workspace.editing import revise

if TYPE_CHECKING:
    from readiness.exchange.rows import Conflict
    from readiness.workspace.workspace import Workspace

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one item before and after, in words; empty for nothing."""

    record_id: str
    field: str
    """Stored name."""
    label: str
    before: str
    after: str


def read_plan(
    ws: Workspace,
    path: Path,
    shape: SheetShape[R],
    known: Iterable[str],
    *,
    sheet: str = "",
    elsewhere: Iterable[str] = (),
) -> ChangePlan[R]:
    """What taking a sheet back would change; nothing is stored.

    Args:
        ws: The workspace.
        path: xlsx, xls, ods or csv.
        shape: What the sheet was written as.
        known: Ids of every record there is, stored or not.
        sheet: Name of the sheet to read; the one people see with the ids when empty.
        elsewhere: Names of sheets that are read by themselves.

    Raises:
        RefusedError: The file cannot be read, has no column of ids, or has it on a hidden sheet alone.
        StorageError: The file cannot be opened.
    """
    register = read_file(
        read_register,
        path,
        register_columns(shape),
        key=KEY,
        sheet=sheet,
        elsewhere=tuple(elsewhere),
        needs_key=not shape.takes_new,
    )
    rows, problems = rows_of(register, shape, file_around(ws), visible(path.name))
    stored = {
        one.id: one for one in ws.records.table(shape.kind.table).values() if isinstance(one, shape.kind)
    }
    plan = plan_changes(shape.kind, rows, stored, known, file=visible(path.name), takes_new=shape.takes_new)
    beside = {row.record_id: row.beside for row in rows}
    return replace(plan, problems=(*problems, *plan.problems), sheet=register.sheet, beside=beside)


def field_changes(plan: ChangePlan[R], around: Around) -> list[FieldChange]:
    """Every field a plan changes, in the file's order."""
    return [
        _in_words(
            plan.kind, after.id, name, (getattr(before, name, bound.default), getattr(after, name)), around
        )
        for before, after in plan.updates
        for name, bound in sheet_columns(plan.kind).items()
        if getattr(before, name, bound.default) != getattr(after, name)
    ]


def conflict_words(plan: ChangePlan[R], around: Around) -> list[FieldChange]:
    """Every field changed in both places: what is stored here as `before`, what the file says as `after`."""
    return [
        _in_words(plan.kind, one.record_id, one.field, (one.theirs, one.mine), around)
        for one in plan.conflicts
    ]


def added_words(plan: ChangePlan[R]) -> list[str]:
    """What is new, by its title."""
    return [title_of(one) for one in plan.added]


def apply_plan(
    ws: Workspace, plan: ChangePlan[R], *, label: str, take: Iterable[Conflict] = ()
) -> Transaction:
    """Store a plan as one change.

    Args:
        ws: The workspace.
        plan: As `read_plan` gave it.
        label: For the history.
        take: Conflicts in which the file's value is to stand; in the others what is stored stays.

    Raises:
        StaleEditError: An item was changed by somebody else since the plan was made.
        UsageError: A taken value cannot be stored.
    """
    return ws.run(Transaction(label, planned_changes(ws, plan, take)))


def planned_changes(ws: Workspace, plan: ChangePlan[R], take: Iterable[Conflict] = ()) -> tuple[Change, ...]:
    """What `apply_plan` would store."""
    wanted: dict[str, tuple[Record | None, Record]] = {
        after.id: (before, after) for before, after in plan.updates
    }
    for one in take:
        stored = ws.records.table(plan.kind.table)[one.record_id]
        before, after = wanted.get(one.record_id, (stored, stored))
        wanted[one.record_id] = before, revise(after, **{one.field: one.mine})
    changed = tuple(
        put(with_move(ws, before, revise(after), plan.beside.get(after.id, {}).get(WHY, "")), before)
        for before, after in wanted.values()
    )
    return (*changed, *_added(ws, plan))


def _added(ws: Workspace, plan: ChangePlan[R]) -> Iterator[Change]:
    """What rows without an id propose, with ids and places of its own behind all others."""
    ids = ws.new_ids(plan.kind.table, len(plan.added)) if plan.added else ()
    places = (getattr(one, "position", 0) for one in ws.records.table(plan.kind.table).values())
    last = max(places, default=0)
    for number, (record_id, new) in enumerate(zip(ids, plan.added, strict=True), 1):
        is_placed = "position" in plan.kind.model_fields and not getattr(new, "position", 0)
        yield put(revise(new, id=record_id, **({"position": last + number} if is_placed else {})))


def file_around(ws: Workspace) -> Around:
    """What words in a file mean: it was not written today, so that a date needs its year."""
    return Around(ws.framework, None, ws.records, None, deadline_clock(ws, is_written_now=False))


def _in_words(
    kind: type[Record], record_id: str, name: str, values: tuple[object, object], around: Around
) -> FieldChange:
    bound = sheet_columns(kind)[name]
    before, after = ("" if bound.is_empty(value) else words(bound, value, around) for value in values)
    return FieldChange(record_id, name, bound.label, before, after)
