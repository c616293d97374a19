"""Commands about the map of request items: list, show, set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.cli.shell.output import Table, emit, note
from readiness.cli.shell.session import LOCAL, Session, parse_date

if TYPE_CHECKING:
    from readiness.exchange.rows import MapPlan
    from readiness.requests.their_list import Match, ReconcilePlan

_Id = Annotated[str, typer.Argument(metavar="ID", help="Request item id, such as EHC03.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    group = typer.Typer(help="Request items: who answers each, and how far they are.", rich_markup_mode=None)
    group.command("list")(list_requests)
    group.command("show")(show)
    group.command("set")(set_state)
    add_to(group)
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
    from readiness.requests.states import request_rows

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
    from readiness.requests import states

    session: Session = context.obj
    ws = session.open()
    state = states.state_of(ws, item_id)
    item = ws.framework.requests_by_id.get(state.id)
    attached = {evidence.id: evidence for evidence in ws.index.evidence_to("request", state.id)}
    links = [link for link in ws.index.links_to("request", state.id) if link.evidence in attached]
    evidence = [(link.evidence, attached[link.evidence].title, str(link.pinpoint)) for link in links]
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
    from readiness.requests import states

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
        fields["last_produced"] = parse_date(produced, session, "back")
    done = states.set_state(session.open(), item_id, **fields)
    emit(session, {"done": done.label}, lines=[f"{done.label}."])


_Apply = Annotated[bool, typer.Option("--apply", help="Store it; without this nothing is changed.")]


def add_to(group: typer.Typer) -> None:
    """Add these commands to the group of request items."""
    group.command("reconcile")(reconcile)
    group.command("export")(export_map)
    group.command("import")(import_map)


def reconcile(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The list: xlsx, ods, csv or docx.")],
    accept: Annotated[
        list[str] | None,
        typer.Option("--accept", help="Decide a suggested line: 7, 7=HLT04, 7=new, or all. May be repeated."),
    ] = None,
    is_applied: _Apply = False,
) -> None:
    """Set the inspectorate's own request list beside ours: matched, suggested, new, not asked, deadlines.

    Example: readiness requests reconcile request.xlsx --accept 7 --accept 9=new --apply
    """
    from readiness.requests import their_list

    session: Session = context.obj
    ws = session.open()
    plan = their_list.decide(ws, their_list.reconcile_plan(ws, file), accept or [])
    for problem in plan.problems:
        note(problem)
    titles = their_list.titles(ws)
    if is_applied:
        done = their_list.apply_plan(ws, plan, name=file.name)
        closing = [f"{done.label}: {len(done.changes)} items changed."]
    else:
        closing = _what_next(plan)
    _show_plan(session, plan, titles, closing, is_applied=is_applied)


def export_map(
    context: typer.Context,
    output: Annotated[Path, typer.Option("-o", "--output", help="An .xlsx file.")],
) -> None:
    """Write who answers each item, from where and how long it takes, as a workbook to fill in.

    Example: readiness requests export -o map.xlsx
    """
    from readiness.exchange import exchange

    session: Session = context.obj
    count = exchange.export_map(session.open(), output, dated=session.today)
    emit(session, {"file": str(output), "items": count}, lines=[f"Wrote {output}: {count} items."])


def import_map(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The map: xlsx, ods or csv.")],
    is_applied: _Apply = False,
    takes_file: Annotated[
        bool, typer.Option("--take-file", help="Where both changed, what the file says stands.")
    ] = False,
) -> None:
    """Take a filled-in map back: what it changes, and where somebody here changed the same.

    Example: readiness requests import map.xlsx --apply
    """
    from readiness.exchange import exchange

    session: Session = context.obj
    ws = session.open()
    plan = exchange.import_plan(ws, file)
    for problem in plan.problems:
        note(problem)
    closing = ["Nothing was changed. Look at it, then run it again with --apply."]
    if is_applied:
        taken = plan.conflicts if takes_file else ()
        done = exchange.apply_map(ws, plan, name=file.name, take=taken)
        closing = [f"{done.label}: {len(done.changes)} items changed."]
    _show_map(session, plan, closing, is_applied=is_applied)


def _show_plan(
    session: Session, plan: ReconcilePlan, titles: dict[str, str], closing: list[str], *, is_applied: bool
) -> None:
    lines = [
        (number, one.line.title, _how(one), one.item_id, titles.get(one.item_id, "new item"), _due(one))
        for number, one in enumerate(plan.matches, start=1)
    ]
    emit(
        session,
        {
            "applied": is_applied,
            "lines": [_line_data(number, one) for number, one in enumerate(plan.matches, start=1)],
            "not_asked": list(plan.not_asked),
            "undecided": len(plan.undecided),
        },
        Table(("Line", "Asked for", "How", "Item", "Ours", "Due"), lines, empty="The list has no lines."),
        Table(
            ("Item", "Ours"),
            [(one, titles.get(one, "")) for one in plan.not_asked],
            title=f"Not asked for: {len(plan.not_asked)}",
            empty="Everything of ours is asked for.",
        ),
        closing=closing,
    )


def _line_data(number: int, one: Match) -> dict[str, object]:
    return {
        "line": number,
        "place": one.line.place,
        "title": one.line.title,
        "how": one.how,
        "item": one.item_id,
        "score": one.score,
        "others": [{"item": item_id, "score": score} for item_id, score in one.others],
        "due": one.line.due,
    }


def _how(one: Match) -> str:
    return f"{one.how} {one.score:.2f}" if one.how == "suggested" else one.how


def _due(one: Match) -> str:
    return f"{one.line.due.astimezone(LOCAL):%a %d %b %H:%M}" if one.line.due else one.line.due_text


def _what_next(plan: ReconcilePlan) -> list[str]:
    waiting = len(plan.undecided)
    if waiting:
        return [
            f"{waiting} lines only seem to match: decide each with --accept LINE, LINE=ITEM or LINE=new.",
            "Nothing was changed.",
        ]
    return ["Nothing was changed. Look at it, then run it again with --apply."]


def _show_map(session: Session, plan: MapPlan, closing: list[str], *, is_applied: bool) -> None:
    from readiness.exchange.exchange import field_changes

    changes = field_changes(plan)
    conflicts = plan.conflicts
    emit(
        session,
        {
            "applied": is_applied,
            "changes": [
                {"item": one.item_id, "field": one.field, "before": one.before, "after": one.after}
                for one in changes
            ],
            "conflicts": [
                {"item": one.item_id, "field": one.field, "file": one.mine, "here": one.theirs}
                for one in conflicts
            ],
        },
        Table(
            ("Item", "Field", "Was", "Becomes"),
            [(one.item_id, one.field.replace("_", " "), one.before, one.after) for one in changes],
            empty="The file changes nothing.",
        ),
        Table(
            ("Item", "Field", "The file says", "Here it says"),
            [(one.item_id, one.field.replace("_", " "), one.mine, one.theirs) for one in conflicts],
            title=f"Changed in both places: {len(conflicts)}",
            empty="None.",
        ),
        closing=closing,
    )
