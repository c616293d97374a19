"""Commands about what was changed: history, undo, redo."""

from __future__ import annotations

from typing import Annotated

import typer

from readiness.cli.output import Table, emit
from readiness.cli.session import LOCAL, Session


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    app.command("history")(history)
    app.command("undo")(undo)
    app.command("redo")(redo)


def history(
    context: typer.Context,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many at most.")] = 30,
    has_details: Annotated[bool, typer.Option("--details", help="Show each field before and after.")] = False,
) -> None:
    """Show who changed what, newest first."""
    from readiness.services.history import details
    from readiness.services.history import history as read_history

    session: Session = context.obj
    found = read_history(session.open(), limit=limit)
    rows: list[tuple[object, ...]] = []
    for one in found:
        moment = f"{one.at.astimezone(LOCAL):%d %b %Y %H:%M}" if one.at else ""
        rows.append((one.sequence, moment, one.user, one.label))
        if has_details:
            rows += [
                ("", "", who, f"{d.field}: {d.before or '-'} > {d.after or '-'}") for who, d in details(one)
            ]
    data = [
        {
            "sequence": one.sequence,
            "at": one.at,
            "user": one.user,
            "label": one.label,
            "undoes": one.undoes or None,
            "records": [change.record_id for change in one.changes],
        }
        for one in found
    ]
    emit(session, data, Table(("No.", "When", "Who", "What"), rows, empty="Nothing has been changed yet."))


def undo(context: typer.Context) -> None:
    """Take back your newest change; works across restarts and never overwrites a later edit."""
    from readiness.services.undo import undo as take_back

    session: Session = context.obj
    done = take_back(session.open())
    emit(session, {"done": done.label, "sequence": done.sequence}, lines=[done.label])


def redo(context: typer.Context) -> None:
    """Do again what your newest undo took back."""
    from readiness.services.undo import redo as do_again

    session: Session = context.obj
    done = do_again(session.open())
    emit(session, {"done": done.label, "sequence": done.sequence}, lines=[done.label])
