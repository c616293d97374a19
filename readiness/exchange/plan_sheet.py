"""The plan as a workbook, a sheet for each kind of record: sent out to be corrected, and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readiness.base.date_words import day_words
from readiness.base.problems import Problem, Where
from readiness.base.text import fold, visible
from readiness.exchange.columns import SUFFIX, WHY, SheetColumnOf, SheetShape
from readiness.exchange.rows import ChangePlan, SheetRow, sheet_values
from readiness.exchange.taking_in import file_around, planned_changes, read_plan
from readiness.formats.limited import read_file
from readiness.formats.sheets.register import sheet_names
from readiness.model.choices import confidences
from readiness.model.part_reading import part_form
from readiness.model.records.changes import Transaction
from readiness.model.records.measures import Measure
from readiness.model.records.plan import Action, Recommendation
from readiness.model.records.programme import Priority, Strategy, Workstream
from readiness.model.vocabulary import ACTION_STATUS, EFFECT_TITLES
from readiness.rules.index import id_order
from readiness.rules.standing import standing_of
from readiness.workspace.date_moves import MovedDay, moved_days, unmoved
from readiness.workspace.output import marking, need_suffix, notices, save

if TYPE_CHECKING:
    from readiness.exchange.rows import Conflict
    from readiness.model.records.record import Record
    from readiness.workspace.workspace import Workspace

ACTIONS: SheetShape[Action] = SheetShape(
    Action,
    "Actions",
    after=(
        SheetColumnOf(WHY, "Why the due day moves", 36),
        SheetColumnOf("standing", "Confidence today", 30),
        SheetColumnOf("note", "Newest note of progress", 44),
    ),
    widths={
        "title": 44, "statements": 16, "recommendations": 16, "criteria": 12, "owner": 24, "responsible": 24,
        "start": 12, "due": 12, "status": 16, "percent_done": 10, "difference": 40, "success_measure": 36,
        "progress": 40, "milestones": 40, "confidence": 30,
    },
    takes_new=True,
)  # fmt: skip
"""Every field people may set; what its dates say of it and the newest note stand beside for reading."""

_TITLES = {"title": 44, "text": 60, "aim": 44, "difference": 44, "definition": 44, "closing": 44}

SHAPES: tuple[SheetShape[Any], ...] = (
    ACTIONS,
    SheetShape(Recommendation, "Recommendations", widths=_TITLES, takes_new=True),
    SheetShape(Workstream, "Workstreams", widths=_TITLES, takes_new=True),
    SheetShape(Priority, "Priorities", widths=_TITLES, takes_new=True),
    SheetShape(Strategy, "Strategies", widths=_TITLES, takes_new=True),
    SheetShape(
        Measure,
        "Measures",
        after=(SheetColumnOf(WHY, "Why the target day moves", 36),),
        widths=_TITLES,
        takes_new=True,
    ),
)
"""The sheets of the plan's workbook, in order; figures of measures have a workbook of their own."""

_NOTES = (
    "Change any cell and import the file again. Leave the ids; an emptied cell empties the field.",
    "A row without an id is a new record; it gets its id when it is taken in.",
)

_ACTION_NOTES = (
    "Confidence today and the newest note are for reading only.",
    "Where Due or the day of a step moves, write why in its column: without a reason the day stays as it is.",
    f"Delivery: {', '.join(ACTION_STATUS.values())}.",
    f"Effect seen: {', '.join(EFFECT_TITLES.values())}.",
)

_MEASURE_NOTES = (
    "Where Target by moves, write why in the column of that name: without a reason the day stays as it is.",
)

_MORE_NOTES: Mapping[str, tuple[str, ...]] = {
    Action.table: _ACTION_NOTES,
    Measure.table: _MEASURE_NOTES,
}


def export_sheets(
    ws: Workspace, output: Path, *, dated: date, as_at: date, replace: bool = False
) -> dict[str, int]:
    """Write the plan as a workbook to be corrected, a sheet for each kind of record; how many of each table.

    Raises:
        UsageError: The file name is not that of a workbook.
        RefusedError: A file stands there and may not be replaced.
        StorageError: The file cannot be written.
    """
    from readiness.exchange.sheet_out import sheet_content
    from readiness.formats.sheets.writing import workbook_bytes

    need_suffix(output, SUFFIX)
    title, around = f"Plan of {ws.area.name}", file_around(ws)
    head = (*notices(ws.area), f"{title}, {dated:%d/%m/%Y}")
    sheets, counts = [], {}
    for shape in SHAPES:
        records = ws.records.table(shape.kind.table)
        ids = sorted(records, key=id_order)
        rows = [_row(ws, shape, records[one], as_at) for one in ids]
        notes = (*_NOTES, *_MORE_NOTES.get(shape.kind.table, ()), *_part_notes(shape))
        sheets.append(sheet_content(shape, rows, around, (*head, *notes)))
        counts[shape.kind.table] = len(rows)
    content = workbook_bytes(sheets, title=title, dated=dated, marking=marking(ws.area, ws.framework))
    save(output, content, replace=replace)
    return counts


def sheets_plan(ws: Workspace, path: Path, *, sheet: str = "") -> tuple[ChangePlan[Any], ...]:
    """What taking the plan's sheets back would change, sheet by sheet; nothing is stored. See `read_plan`.

    Every sheet that is called as one of ours is read, or the one named; where none is, one of actions.
    """
    wanted = [one for one in SHAPES if fold(one.title) == fold(sheet)]
    if not sheet:
        there = {fold(one) for one in read_file(sheet_names, path)}
        wanted = [one for one in SHAPES if fold(one.title) in there]
    titles = [one.title for one in SHAPES]
    if not wanted:
        actions = ws.records.actions
        return (_with_reasons(path, read_plan(ws, path, ACTIONS, actions, sheet=sheet), actions),)
    plans: list[ChangePlan[Any]] = []
    for shape in wanted:
        known = ws.records.table(shape.kind.table)
        plan: ChangePlan[Any] = read_plan(ws, path, shape, known, sheet=shape.title, elsewhere=titles)
        plans.append(_with_reasons(path, plan, known))
    return tuple(plans)


def apply_sheets(
    ws: Workspace, plans: Sequence[ChangePlan[Any]], *, name: str, take: Iterable[Conflict] = ()
) -> Transaction:
    """Store the plans as one change; see `apply_plan`."""
    taken = tuple(take)
    changes = [
        change
        for plan in plans
        for change in planned_changes(ws, plan, [one for one in taken if one in plan.conflicts])
    ]
    return ws.run(Transaction(f"Take in the plan {visible(name)}", tuple(changes)))


def _with_reasons(path: Path, plan: ChangePlan[Any], stored: Mapping[str, Record]) -> ChangePlan[Any]:
    """The plan without days that move and no reason beside them, which stay as they are and are named."""
    problems: list[Problem] = []
    updates: list[tuple[Record | None, Record]] = []
    bare = {one for one, beside in plan.beside.items() if not beside.get(WHY)}
    for before, after in plan.updates:
        kept = after
        if before is not None and before.id in bare:
            problems += (_no_reason(path, before.id, day) for day in moved_days(before, after))
            kept = unmoved(before, after)
        if kept != before:
            updates.append((before, kept))
    conflicts: list[Conflict] = []
    for one in plan.conflicts:
        held = stored[one.record_id]
        mine = held.model_copy(update={one.field: one.mine})
        if held.id in bare:
            problems += (_no_reason(path, held.id, day) for day in moved_days(held, mine))
            mine = unmoved(held, mine)
        if mine != held:
            conflicts.append(replace(one, mine=getattr(mine, one.field)))
    problems = [*plan.problems, *dict.fromkeys(problems)]
    return replace(plan, updates=tuple(updates), conflicts=tuple(conflicts), problems=tuple(problems))


def _no_reason(path: Path, record_id: str, day: MovedDay) -> Problem:
    what = f"The {day.of_record(record_id)} moves and nobody says why; it stays as it is."
    hint = f"Write the reason in the column Why the {day.what} moves, and import again."
    return Problem("warning", Where(visible(path.name), record=record_id), what, hint)


def _part_notes(shape: SheetShape[Any]) -> Iterator[str]:
    """How the fields made of parts are written."""
    for field in shape.fields:
        if field.row is not None:
            each = ", one to a line" if field.is_many else ""
            yield f"{field.label}{each}: {part_form(field)}. Words that hold a semicolon: in quotation marks."


def _row(ws: Workspace, shape: SheetShape[Any], one: Record, as_at: date) -> SheetRow:
    values = sheet_values(one, (field.name for field in shape.fields))
    beside = _beside(ws, one, as_at) if isinstance(one, Action) else {}
    return SheetRow(one.id, values, revision=one.revision, beside=beside)


def _beside(ws: Workspace, one: Action, as_at: date) -> dict[str, str]:
    standing = standing_of(one, ws.framework.board, as_at)
    notes, said = ws.index.notes_of(one.id), confidences(ws.framework)
    return {
        "standing": f"{said[standing.confidence]}: {standing.why}" if standing else "",
        "note": f"{day_words(notes[-1].on)}: {notes[-1].words}" if notes else "",
    }
