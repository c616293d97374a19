"""Commands about the notices there were, what was done under each, and each owner's list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.base.text import counted
from readiness.base.zone import local_zone
from readiness.cli.shell.options import Force
from readiness.cli.shell.output import Table, emit
from readiness.cli.shell.session import Session

if TYPE_CHECKING:
    from datetime import datetime


def add_to(group: typer.Typer) -> None:
    """Add these commands to the group of the notice."""
    group.command("list")(list_notices)
    group.command("log")(log)
    group.command("lists")(lists)


def list_notices(context: typer.Context) -> None:
    """List every notice, the newest first, with what was handed over under it.

    Example: readiness notice list
    """
    session: Session = context.obj
    records = session.open().records
    found = sorted(records.notices.values(), key=lambda one: one.received, reverse=True)
    sent = {one.id: [each for each in records.handovers.values() if each.notice == one.id] for one in found}
    rows = [
        (
            one.id,
            one.kind,
            _moment(one.received),
            _moment(one.ended) if one.ended else "running",
            counted(sum(each.handed is not None for each in sent[one.id]), "hand-over"),
            one.note,
        )
        for one in found
    ]
    data = [{**one.to_document(), "handovers": [each.id for each in sent[one.id]]} for one in found]
    columns = ("Id", "Kind", "Received", "Ended", "Handed over", "Note")
    emit(session, data, Table(columns, rows, empty="No call has come."))


def lists(
    context: typer.Context,
    output: Annotated[Path, typer.Option("-o", "--output", help="A folder, made if need be.")],
    owner: Annotated[str, typer.Option("--owner", help="Only this owner's list.")] = "",
    is_forced: Force = False,
) -> None:
    """Write each owner's list of what is asked of them: Word, workbook and e-mail draft, all in one act.

    Where files are to go, and addresses, are those of 'readiness area set' and 'readiness area contacts'.

    Example: readiness notice lists -o lists-for-owners
    """
    from readiness.inspection.owner_lists import export_owner_lists

    session: Session = context.obj
    ws = session.open()
    written = export_owner_lists(ws, output, now=ws.clock(), owner=owner, replace=is_forced)
    owners = sum(path.suffix == ".eml" for path in written)
    emit(
        session,
        {"files": [str(path) for path in written], "owners": owners},
        lines=[f"Wrote {counted(owners, 'list')} to {written[0].parent}: Word, workbook, e-mail draft."],
    )


def log(
    context: typer.Context,
    notice_id: Annotated[
        str, typer.Argument(metavar="[ID]", help="The notice; else the one that runs or ended last.")
    ] = "",
) -> None:
    """Show who did what to which ask from the call until the notice ended, newest first."""
    from readiness.inspection import notice

    session: Session = context.obj
    ws = session.open()
    logged = notice.notice_of(ws, notice_id)
    found = notice.log(ws, logged)
    rows = [(_moment(one.at) if one.at else "", one.user, one.item, one.what) for one in found]
    data = [{"at": one.at, "user": one.user, "item": one.item, "what": one.what} for one in found]
    until = f"ended {_moment(logged.ended)}" if logged.ended else "running"
    emit(
        session,
        data,
        Table(("When", "Who", "Item", "What"), rows, empty="Nothing was done to an ask."),
        lines=[f"Notice {logged.id}, {logged.kind}, received {_moment(logged.received)}, {until}."],
    )


def _moment(at: datetime) -> str:
    return f"{at.astimezone(local_zone()):%a %d %b %Y %H:%M}"
