"""A sheet of records that comes back: the options of such a command, and showing what it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from readiness.cli.shell.output import Table, emit, note
from readiness.cli.shell.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.exchange.rows import ChangePlan

TakeFile = Annotated[bool, typer.Option("--take-file", help="Where both changed, what the file says stands.")]

SheetName = Annotated[
    str, typer.Option("--sheet", metavar="NAME", help="Sheet to read, where several could be meant.")
]


def looked_at(*, would_change: bool, has_conflicts: bool = False) -> str:
    """What a command that only looked says at its end: how to store it, where there is something to store."""
    if would_change:
        return "Nothing was changed. Look at it, then run it again with --apply."
    if has_conflicts:
        return "Nothing was changed. To let the file stand where both changed: --apply --take-file."
    return "Nothing was changed, and there is nothing to store."


def looked_at_sheet(*plans: ChangePlan[Any]) -> str:
    """The same of sheets of records."""
    return looked_at(
        would_change=any(plan.updates or plan.added for plan in plans),
        has_conflicts=any(plan.conflicts for plan in plans),
    )


def show_plan(
    session: Session, plans: Sequence[ChangePlan[Any]], closing: Sequence[str], *, is_applied: bool
) -> None:
    """Print which sheets were read, what could not be, every change, every conflict and every new record."""
    from readiness.exchange.taking_in import added_words, conflict_words, field_changes
    from readiness.workspace.editing import around_of

    for plan in plans:
        note(f"Read the sheet '{plan.sheet}'.")
        for problem in plan.problems:
            note(problem)
    around = around_of(session.open())
    changes = [one for plan in plans for one in field_changes(plan, around)]
    conflicts = [one for plan in plans for one in conflict_words(plan, around)]
    added = [(plan.sheet, title) for plan in plans for title in added_words(plan)]
    emit(
        session,
        {
            "applied": is_applied,
            "sheet": plans[0].sheet,
            "sheets": [plan.sheet for plan in plans],
            "changes": [
                {"item": one.record_id, "field": one.field, "before": one.before, "after": one.after}
                for one in changes
            ],
            "conflicts": [
                {"item": one.record_id, "field": one.field, "file": one.after, "here": one.before}
                for one in conflicts
            ],
            "new": [{"sheet": sheet, "title": title} for sheet, title in added],
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
        *([Table(("Sheet", "New"), added, title=f"New: {len(added)}")] if added else []),
        closing=list(closing),
    )
