"""The actions of the plan as a workbook: sent out to be corrected, taken back with its conflicts shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.date_words import day_words
from readiness.base.problems import Problem, Where
from readiness.base.text import visible
from readiness.exchange.columns import WHY, SheetColumnOf, SheetShape
from readiness.exchange.rows import ChangePlan, SheetRow, sheet_values
from readiness.exchange.taking_in import apply_plan, read_plan
from readiness.model.choices import confidences
from readiness.model.records.changes import Transaction
from readiness.model.records.plan import Action
from readiness.model.vocabulary import ACTION_STATUS, EFFECT_TITLES
from readiness.rules.index import id_order
from readiness.rules.standing import standing_of
from readiness.workspace.date_moves import moves_a_date

if TYPE_CHECKING:
    from readiness.exchange.rows import Conflict
    from readiness.workspace.workspace import Workspace

ACTIONS: SheetShape[Action] = SheetShape(
    Action,
    "Actions",
    after=(
        SheetColumnOf(WHY, "Why the due day moves", 36),
        SheetColumnOf("steps", "Milestones", 40), SheetColumnOf("confidence", "Confidence", 30),
        SheetColumnOf("note", "Newest note of progress", 44),
    ),
    widths={
        "title": 44, "statements": 16, "recommendations": 16, "criteria": 12, "owner": 24, "responsible": 24,
        "start": 12, "due": 12, "status": 16, "percent_done": 10, "difference": 40, "success_measure": 36,
        "progress": 40,
    },
)  # fmt: skip
"""Every field people may set that fits a cell; what has parts of its own stands beside for reading."""

_NOTES = (
    "Change any column from Action to Progress and import the file again. Leave the ids as they are.",
    "An emptied cell empties the field; Milestones, Confidence and the newest note are for reading only.",
    "Where Due moves, write why in the column of that name: without a reason the day stays as it is.",
)


def export_actions(ws: Workspace, output: Path, *, dated: date, as_at: date, replace: bool = False) -> int:
    """Write every action as a row to be corrected; returns how many.

    Raises:
        UsageError: The file name is not that of a workbook.
        RefusedError: A file stands there and may not be replaced.
        StorageError: The file cannot be written.
    """
    from readiness.exchange.sheet_out import write_sheet

    actions = ws.records.actions
    return write_sheet(
        ws,
        output,
        ACTIONS,
        [_row(ws, actions[one], as_at) for one in sorted(actions, key=id_order)],
        title=f"Actions of {ws.area.name}",
        notes=(
            *_NOTES,
            f"Delivery: {', '.join(ACTION_STATUS.values())}.",
            f"Effect seen: {', '.join(EFFECT_TITLES.values())}.",
        ),
        dated=dated,
        named=(),
        replace=replace,
    )


def actions_plan(ws: Workspace, path: Path, *, sheet: str = "") -> ChangePlan[Action]:
    """What taking the actions back would change; nothing is stored. See `read_plan`.

    A due day that moves without a reason beside it stays as it is, which is said.
    """
    plan = read_plan(ws, path, ACTIONS, ws.records.actions, sheet=sheet)
    problems: list[Problem] = []
    updates: list[tuple[Action | None, Action]] = []
    bare = {one for one, beside in plan.beside.items() if not beside.get(WHY)}
    for before, after in plan.updates:
        kept = after
        if before is not None and before.id in bare and moves_a_date(before, {"due": after.due}):
            kept = after.model_copy(update={"due": before.due})
            problems.append(_no_reason(path, before.id))
        if kept != before:
            updates.append((before, kept))
    unsaid = [one for one in plan.conflicts if one.field == "due" and one.record_id in bare]
    problems += [_no_reason(path, one.record_id) for one in unsaid]
    conflicts = tuple(one for one in plan.conflicts if one not in unsaid)
    return replace(plan, updates=tuple(updates), conflicts=conflicts, problems=(*plan.problems, *problems))


def _no_reason(path: Path, action_id: str) -> Problem:
    what = f"The due day of {action_id} moves and nobody says why; it stays as it is."
    hint = "Write the reason in the column Why the due day moves, and import again."
    return Problem("warning", Where(visible(path.name), record=action_id), what, hint)


def apply_actions(
    ws: Workspace, plan: ChangePlan[Action], *, name: str, take: Iterable[Conflict] = ()
) -> Transaction:
    """Store a plan as one change; see `apply_plan`."""
    return apply_plan(ws, plan, label=f"Take in the actions {visible(name)}", take=take)


def _row(ws: Workspace, one: Action, as_at: date) -> SheetRow:
    standing = standing_of(one, ws.framework.board, as_at)
    notes, said = ws.index.notes_of(one.id), confidences(ws.framework)
    return SheetRow(
        one.id,
        sheet_values(one, (field.name for field in ACTIONS.fields)),
        revision=one.revision,
        beside={
            "steps": "; ".join(
                f"{step.title} ({_day('done', step.done) or _day('due', step.due) or 'no date'})"
                for step in one.milestones
            ),
            "confidence": f"{said[standing.confidence]}: {standing.why}" if standing else "",
            "note": f"{day_words(notes[-1].on)}: {notes[-1].words}" if notes else "",
        },
    )


def _day(word: str, day: date | None) -> str:
    return f"{word} {day_words(day)}" if day else ""
