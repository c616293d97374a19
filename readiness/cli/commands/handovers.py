"""Commands about what was handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from readiness.base.text import counted
from readiness.base.zone import local_zone
from readiness.cli.shell.output import Table, emit
from readiness.cli.shell.records import SetCommand, Told, show_record
from readiness.cli.shell.session import Session

if TYPE_CHECKING:
    from readiness.model.records.handover import HandOver

_RECEIPT = Told("handovers", "hand-over", "H0001")


def register(app: typer.Typer) -> None:
    """Add the commands about hand-overs to the tree."""
    group = typer.Typer(help="What was handed over, to whom and when.", rich_markup_mode=None)
    group.command("list")(list_handovers)
    group.command("show")(show)
    group.command("set", help=_SET)(SetCommand(_RECEIPT))
    app.add_typer(group, name="handover")


def list_handovers(context: typer.Context) -> None:
    """List what was handed over, and packs that are built and have not gone, newest first.

    Example: readiness handover list
    """
    session: Session = context.obj
    found = sorted(session.open().records.handovers.values(), key=lambda one: one.id, reverse=True)
    rows = [
        (
            one.id,
            _handed(one),
            one.by,
            one.to,
            one.pack or "by hand",
            counted(len(one.items), "item"),
            one.supplements and f"adds to {one.supplements}",
        )
        for one in found
    ]
    data = [{**one.to_document(), "items": list(one.items)} for one in found]
    columns = ("Id", "Handed over", "By", "To", "What", "Items", "")
    emit(session, data, Table(columns, rows, empty="Nothing has been handed over."))


def show(
    context: typer.Context,
    receipt_id: Annotated[str, typer.Argument(metavar="ID", help="Its id, such as H0001.")],
) -> None:
    """Show one hand-over: when, by whom, to whom, and every file as it then was."""
    show_record(context.obj, _RECEIPT, receipt_id)


_SET = """Say who took it and how it went.

Example: readiness handover set H0001 --to "lead inspector" --how "secure portal"
"""


def hand_over(
    context: typer.Context,
    receipt_id: Annotated[
        str, typer.Argument(metavar="[ID]", help="The built pack, such as H0001; else the newest.")
    ] = "",
    to: Annotated[str, typer.Option("--to", help="Who took it.")] = "",
    how: Annotated[str, typer.Option("--how", help="The way it went, such as the secure portal.")] = "",
) -> None:
    """Say that a built pack has gone: exactly what is in it counts as handed over, and a receipt stays.

    Example: readiness pack hand-over --to "lead inspector" --how "secure portal"
    """
    from readiness.pack import handing_over

    session: Session = context.obj
    done = handing_over.hand_over(session.open(), receipt_id, to=to, how=how)
    receipt = done.changes[0].record_id
    emit(session, {"receipt": receipt, "done": done.label}, lines=[f"{done.label}. Receipt {receipt}."])


def _handed(receipt: HandOver) -> str:
    return f"{receipt.handed.astimezone(local_zone()):%a %d %b %Y %H:%M}" if receipt.handed else "not yet"
