"""The actions of the plan as a workbook: sent out to be corrected, taken back with its conflicts shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.date_words import day_words
from readiness.base.text import visible
from readiness.exchange.columns import SheetColumnOf, SheetShape
from readiness.exchange.rows import ChangePlan, SheetRow, sheet_values
from readiness.exchange.taking_in import apply_plan, read_plan
from readiness.model.choices import confidences
from readiness.model.records.changes import Transaction
from readiness.model.records.plan import Action
from readiness.model.vocabulary import ACTION_STATUS, EFFECT_TITLES
from readiness.rules.index import id_order
from readiness.rules.standing import standing_of

if TYPE_CHECKING:
    from readiness.exchange.rows import Conflict
    from readiness.workspace.workspace import Workspace

ACTIONS: SheetShape[Action] = SheetShape(
    Action,
    "Actions",
    after=(
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
    """What taking the actions back would change; nothing is stored. See `read_plan`."""
    return read_plan(ws, path, ACTIONS, ws.records.actions, sheet=sheet)


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
