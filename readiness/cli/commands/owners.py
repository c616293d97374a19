"""Commands about who owns what."""

from __future__ import annotations

from typing import Annotated

import typer

from readiness.cli.shell.output import Table, emit
from readiness.cli.shell.session import Session


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    group = typer.Typer(help="Owners: who owns what, and a new name for one.", rich_markup_mode=None)
    group.command("list")(list_owners)
    group.command("rename")(rename)
    app.add_typer(group, name="owners")


def list_owners(context: typer.Context) -> None:
    """List every name that owns or answers something, and how much of each kind."""
    from readiness.workspace.owners import owned

    session: Session = context.obj
    found = owned(session.open())
    rows = [
        (name, sum(counts.values()), ", ".join(f"{table} {count}" for table, count in sorted(counts.items())))
        for name, counts in found.items()
    ]
    emit(
        session,
        [{"owner": name, "records": dict(counts)} for name, counts in found.items()],
        Table(("Owner", "Records", "Of them"), rows, empty="Nobody owns anything yet."),
    )


def rename(
    context: typer.Context,
    old: Annotated[str, typer.Argument(metavar="OLD", help="The name as it stands now, whole.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The name to put in its place.")],
) -> None:
    """Put one name in the place of another everywhere, as one change: evidence, requests, statements, plan.

    Example: readiness owners rename "K. Ali" "J. Osei"
    """
    from readiness.workspace import owners

    session: Session = context.obj
    done = owners.rename(session.open(), old, new)
    emit(
        session,
        {"done": done.label, "records": [one.record_id for one in done.changes]},
        lines=[f"{done.label}."],
    )
