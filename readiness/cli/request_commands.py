"""Commands about the map of request items: list, show, set."""

from __future__ import annotations

from typing import Annotated

import typer

from readiness.cli import reconcile_commands
from readiness.cli.output import Table, emit
from readiness.cli.session import Session, parse_date

_Id = Annotated[str, typer.Argument(metavar="ID", help="Request item id, such as EHC03.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    group = typer.Typer(help="Request items: who answers each, and how far they are.", rich_markup_mode=None)
    group.command("list")(list_requests)
    group.command("show")(show)
    group.command("set")(set_state)
    reconcile_commands.add_to(group)
    app.add_typer(group, name="requests")


def list_requests(
    context: typer.Context,
    section: Annotated[str, typer.Option("--section", help="Only this section, such as EHC.")] = "",
    status: Annotated[str, typer.Option("--status", help="Only items of this status.")] = "",
    owner: Annotated[str, typer.Option("--owner", help="Only items of this owner.")] = "",
) -> None:
    """List the request items with owner, status and deadline class.

    Example: readiness requests list --section HLT
    """
    from readiness.services.listing import request_rows

    session: Session = context.obj
    found = request_rows(session.open(), section=section, status=status, owner=owner)
    rows = [
        (
            one.id,
            one.title,
            one.body_id,
            one.owner or "no owner",
            one.status,
            one.deadline_class,
            one.evidence,
        )
        for one in found
    ]
    columns = ("Id", "Item", "By", "Owner", "Status", "Due", "Evidence")
    emit(
        session,
        [one.to_data() for one in found],
        Table(columns, rows, empty="No request items fit."),
    )


def show(context: typer.Context, item_id: _Id) -> None:
    """Show one request item: what is asked, who answers, and the evidence attached."""
    from readiness.services import requests

    session: Session = context.obj
    ws = session.open()
    state = requests.state_of(ws, item_id)
    item = ws.framework.requests_by_id.get(state.id)
    links = ws.index.links_to("request", state.id)
    evidence = [(one.evidence, ws.records.evidence[one.evidence].title, str(one.pinpoint)) for one in links]
    confirmed = f"{item.status}: {item.basis or ws.framework.sources[item.source].title}" if item else "asked"
    emit(
        session,
        {
            "item": item.model_dump(mode="json") if item else None,
            "state": state.to_document(),
            "links": [one.to_document() for one in links],
        },
        Table(("Evidence", "Title", "Where to look"), evidence, empty="No evidence attached."),
        lines=[
            f"{state.id} {item.title if item else state.local_title}",
            f"how far confirmed: {confirmed}",
            *(f"{name}: {value}" for name, value in state.to_document().items() if name != "id"),
        ],
    )


def set_state(
    context: typer.Context,
    item_id: _Id,
    owner: Annotated[str, typer.Option("--owner", help="Who answers it.")] = "",
    agency: Annotated[str, typer.Option("--agency", help="Agency that produces it.")] = "",
    source: Annotated[str, typer.Option("--source", help="System it comes from.")] = "",
    how: Annotated[str, typer.Option("--how", help="How it is produced.")] = "",
    hours: Annotated[int, typer.Option("--hours", min=-1, help="Working hours it takes.")] = -1,
    produced: Annotated[str, typer.Option("--last-produced", help="When it was last produced.")] = "",
    status: Annotated[
        str, typer.Option("--status", help="not started, gathering, ready, signed off, handed over, ...")
    ] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why it does not apply.")] = "",
    notes: Annotated[str, typer.Option("--notes", help="Anything else.")] = "",
) -> None:
    """Say who answers an item, from where, how long it takes and how far it is.

    Example: readiness requests set HLT04 --owner "ICB analyst" --hours 16 --status gathering
    """
    from readiness.services import requests

    session: Session = context.obj
    texts = {
        "owner": owner,
        "agency": agency,
        "source_system": source,
        "how_produced": how,
        "status": status.strip().replace(" ", "_").replace("-", "_"),
        "reason": reason,
        "notes": notes,
    }
    fields: dict[str, object] = {name: value for name, value in texts.items() if value}
    if hours >= 0:
        fields["lead_time_hours"] = hours
    if produced:
        fields["last_produced"] = parse_date(produced)
    done = requests.set_state(session.open(), item_id, **fields)
    emit(session, {"done": done.label}, lines=[f"{done.label}."])
