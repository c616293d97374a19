"""A sheet of records that comes back: the options of such a command, and showing what it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from readiness.cli.shell.output import Table, emit, note
from readiness.cli.shell.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.exchange.rows import ChangePlan
    from readiness.model.records.record import Record

TakeFile = Annotated[bool, typer.Option("--take-file", help="Where both changed, what the file says stands.")]

SheetName = Annotated[
    str, typer.Option("--sheet", metavar="NAME", help="Sheet to read, where several could be meant.")
]

R = TypeVar("R", bound="Record")


def looked_at(*, would_change: bool, has_conflicts: bool = False) -> str:
    """What a command that only looked says at its end: how to store it, where there is something to store."""
    if would_change:
        return "Nothing was changed. Look at it, then run it again with --apply."
    if has_conflicts:
        return "Nothing was changed. To let the file stand where both changed: --apply --take-file."
    return "Nothing was changed, and there is nothing to store."


def looked_at_sheet(plan: ChangePlan[R]) -> str:
    """The same of a sheet of records."""
    return looked_at(would_change=bool(plan.updates), has_conflicts=bool(plan.conflicts))


def show_plan(session: Session, plan: ChangePlan[R], closing: Sequence[str], *, is_applied: bool) -> None:
    """Print which sheet was read, what could not be, every change, and every conflict."""
    from readiness.exchange.taking_in import conflict_words, field_changes
    from readiness.workspace.editing import around_of

    note(f"Read the sheet '{plan.sheet}'.")
    for problem in plan.problems:
        note(problem)
    around = around_of(session.open())
    changes, conflicts = field_changes(plan, around), conflict_words(plan, around)
    emit(
        session,
        {
            "applied": is_applied,
            "sheet": plan.sheet,
            "changes": [
                {"item": one.record_id, "field": one.field, "before": one.before, "after": one.after}
                for one in changes
            ],
            "conflicts": [
                {"item": one.record_id, "field": one.field, "file": one.after, "here": one.before}
                for one in conflicts
            ],
        },
        Table(
            ("Item", "Field", "Was", "Becomes"),
            [(one.record_id, one.label, one.before, one.after) for one in changes],
            empty="The file changes nothing.",
        ),
        Table(
            ("Item", "Field", "The file says", "Here it says"),
            [(one.record_id, one.label, one.after, one.before) for one in conflicts],
            title=f"Changed in both places: {len(conflicts)}",
            empty="None.",
        ),
        closing=list(closing),
    )
