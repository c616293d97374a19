"""Commands about the map of request items: list, show, set."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.base.text import counted
from readiness.base.zone import local_zone
from readiness.cli.commands.notice import parse_moment
from readiness.cli.shell.options import Force, written_to
from readiness.cli.shell.output import Table, emit, note
from readiness.cli.shell.records import SetCommand, Told, list_words
from readiness.cli.shell.session import Session
from readiness.cli.shell.sheets import SheetName, TakeFile, looked_at, looked_at_sheet, show_plan
from readiness.formats.doors import REQUEST_LISTS, TABLES

if TYPE_CHECKING:
    from readiness.requests.their_list import Match, ReconcilePlan
    from readiness.workspace.workspace import Workspace

_ITEM = Told("requests", "request item", "ITEM")

_Id = Annotated[str, typer.Argument(metavar="ID", help="Request item id, as the board lists it.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    group = typer.Typer(help="Request items: who answers each, and how far they are.", rich_markup_mode=None)
    group.command("list")(list_requests)
    group.command("show")(show)
    group.command("set", help=_SET)(SetCommand(_ITEM))
    group.command("delete")(delete)
    add_to(group)
    app.add_typer(group, name="requests")


def list_requests(
    context: typer.Context,
    section: Annotated[str, typer.Option("--section", help="Only this section, by its id.")] = "",
    status: Annotated[str, typer.Option("--status", help="Only items of this status.")] = "",
    owner: Annotated[str, typer.Option("--owner", help="Only items of this owner.")] = "",
) -> None:
    """List the request items with owner, status and deadline class.

    Example: readiness requests list --section HLT
    """
    from readiness.model.records.requests import RequestState
    from readiness.requests.states import request_rows
    from readiness.rules.filters.known_values import known_of, unknown_options

    session: Session = context.obj
    ws = session.open()
    found = request_rows(ws, section=section, status=status, owner=owner)
    chosen = (("section", section), ("status", status))
    unknown = unknown_options(chosen, known_of(ws.framework, RequestState))
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
        Table(columns, rows, empty=" ".join(("No request items fit.", *unknown))),
    )


def show(context: typer.Context, item_id: _Id) -> None:
    """Show one request item: what is asked, who answers, and the evidence attached."""
    from readiness.requests import states
    from readiness.rules.asks import ask_of

    session: Session = context.obj
    ws = session.open()
    state = states.state_of(ws, item_id)
    item = ws.framework.requests_by_id.get(state.id)
    attached = {evidence.id: evidence for evidence in ws.index.evidence_to("request", state.id)}
    links = [link for link in ws.index.links_to("request", state.id) if link.evidence in attached]
    evidence = [(link.evidence, attached[link.evidence].title, str(link.pinpoint)) for link in links]
    believed = f"{item.status}: {item.basis or ws.framework.sources[item.source].title}" if item else "asked"
    confirmed = ask_of(ws.index, state.id).proof or believed
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
            *list_words(session, state),
        ],
    )


_SET = """Say who answers items, from where, how long it takes, how far they are, and what their list says.

Example: readiness requests set ITEM --owner "Data analyst" --hours 16 --status gathering
"""


def delete(context: typer.Context, item_id: _Id) -> None:
    """Remove an item that only the inspectorate's own list has, with its links; undo brings both back."""
    from readiness.requests import states

    session: Session = context.obj
    done = states.delete(session.open(), item_id)
    emit(session, {"done": done.label}, lines=[f"{done.label}. 'readiness undo' brings it back."])


_SHOWN = 3
"""Candidates of an undecided line that are listed; all are in --json."""

_Apply = Annotated[bool, typer.Option("--apply", help="Store it; without this nothing is changed.")]


def add_to(group: typer.Typer) -> None:
    """Add these commands to the group of request items."""
    group.command("add")(add)
    group.command("reconcile")(reconcile)
    group.command("export")(export_map)
    group.command("import")(import_map)


_List = Annotated[Path, typer.Argument(metavar="FILE", help=f"The list: {REQUEST_LISTS.words}; - to paste.")]

_Sheets = Annotated[
    list[str] | None,
    typer.Option("--sheet", help="Read only this sheet, also a hidden one. May be repeated."),
]


def reconcile(
    context: typer.Context,
    file: _List,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            "--accept",
            help="Decide a line: 7 (as proposed), 7=ITEM, 7=ITEM+ITEM2, 7=new, 7=nothing; or all: "
            "every proposal. May be repeated.",
        ),
    ] = None,
    is_rest_new: Annotated[
        bool, typer.Option("--rest-new", help="Make every line without a sure match an item of its own.")
    ] = False,
    is_complete: Annotated[
        bool, typer.Option("--complete", help="This is the whole list: what no list asks for is not asked.")
    ] = False,
    sheet: _Sheets = None,
    leaves_waiting: Annotated[
        bool,
        typer.Option("--leave-waiting", help="Store what is decided; leave other lines for another time."),
    ] = False,
    is_applied: _Apply = False,
) -> None:
    """Set the inspectorate's own request list beside ours: the same, proposed, undecided, and deadlines.

    Nothing becomes new or not asked by itself. Several lists add up.

    Example: readiness requests reconcile request.xlsx --accept all --accept 9=new --apply
    """
    from readiness.requests import reconciling

    session: Session = context.obj
    ws = session.open()
    plan = reconciling.decide(
        ws,
        _read_list(ws, file, sheet or ()),
        accept or [],
        is_rest_new=is_rest_new,
        is_complete=is_complete,
    )
    for problem in plan.problems:
        note(problem)
    titles = reconciling.titles(ws)
    closing = _what_next(ws, plan)
    if is_applied:
        done = reconciling.apply_plan(ws, plan, name=file.name, leaves_waiting=leaves_waiting)
        closing = [f"{done.label}: {counted(len(done.changes), 'item')} changed.", *_left(plan)]
    _show_plan(session, plan, titles, closing, is_applied=is_applied)


def add(
    context: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What was asked for, in their words.")] = "",
    by: Annotated[str, typer.Option("--by", help='Who asked, such as "lead inspector".')] = "",
    due: Annotated[
        str, typer.Option("--due", help='By when: "2026-12-02 12:00", "within 24 hours", "Friday noon".')
    ] = "",
    at: Annotated[str, typer.Option("--at", help="When they asked; now, when not given.")] = "",
    item: Annotated[str, typer.Option("--item", help="Id of the known item it asks for.")] = "",
    owner: Annotated[str, typer.Option("--owner", help="Who is to answer it.")] = "",
) -> None:
    """Write down what was asked in words, on the telephone or on site: it is on the board at once.

    Example: readiness requests add "Minutes of the July board" --by "lead inspector" --due "Friday noon"
    """
    from readiness.requests.asking import add_ask

    session: Session = context.obj
    ws = session.open()
    moment = parse_moment(at, session) if at else None
    state, done = add_ask(ws, title, by=by, at=moment, due=due, item=item, owner=owner)
    until = state.due_override.astimezone(local_zone()) if state.due_override else None
    words = f"due {until:%a %d %b %H:%M}" if until else "no deadline"
    emit(
        session,
        {"item": state.id, "due": state.due_override, "owner": state.owner or None, "done": done.label},
        lines=[f"{done.label}: {words}, {state.owner or 'no owner yet'}."],
    )


def _read_list(ws: Workspace, file: Path, sheets: Sequence[str]) -> ReconcilePlan:
    """The plan for a list: a file, or for ``-`` what is pasted on standard input."""
    from readiness.requests import reconciling

    if str(file) != "-":
        return reconciling.reconcile_plan(ws, file, sheets=sheets)
    return reconciling.pasted_plan(ws, sys.stdin.read())


def export_map(
    context: typer.Context,
    output: Annotated[Path, written_to("An .xlsx file.")],
    is_forced: Force = False,
) -> None:
    """Write who answers each item, from where and how long it takes, as a workbook to fill in.

    Example: readiness requests export -o map.xlsx
    """
    from readiness.exchange import exchange

    session: Session = context.obj
    count = exchange.export_map(session.open(), output, dated=session.today, replace=is_forced)
    emit(session, {"file": str(output), "items": count}, lines=[f"Wrote {output}: {count} items."])


def import_map(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=f"The map: {TABLES.words}.")],
    is_applied: _Apply = False,
    takes_file: TakeFile = False,
    sheet: SheetName = "",
) -> None:
    """Take a filled-in map back: what it changes, and where somebody here changed the same.

    Example: readiness requests import map.xlsx --apply
    """
    from readiness.exchange import exchange

    session: Session = context.obj
    ws = session.open()
    plan = exchange.import_plan(ws, file, sheet=sheet)
    closing = [looked_at_sheet(plan)]
    if is_applied:
        taken = plan.conflicts if takes_file else ()
        done = exchange.apply_map(ws, plan, name=file.name, take=taken)
        changed = sum(change.table == _ITEM.table for change in done.changes)
        closing = [f"{done.label}: {counted(changed, 'item')} changed."]
    show_plan(session, (plan,), closing, is_applied=is_applied)


def _show_plan(
    session: Session, plan: ReconcilePlan, titles: dict[str, str], closing: list[str], *, is_applied: bool
) -> None:
    numbered = list(enumerate(plan.matches, start=1))
    lines = [
        (number, one.line.title, one.how, " ".join(one.item_ids), _ours(one, titles), _due(one))
        for number, one in numbered
    ]
    emit(
        session,
        {
            "applied": is_applied,
            "complete": plan.is_complete,
            "lines": [_line_data(number, one) for number, one in numbered],
            "not_in_list": [
                {"item": one, "near_lines": list(plan.lines_near(one))} for one in plan.not_in_list
            ],
            "not_asked": list(plan.not_in_list) if plan.is_complete else [],
            "undecided": len(plan.undecided),
            "waiting": len(plan.waiting),
        },
        Table(("Line", "Asked for", "How", "Item", "Ours", "Due"), lines, empty="The list has no lines."),
        Table(
            ("Line", "May be", "Likeness", "Shared words", "Ours"),
            list(_candidate_rows(plan, titles)),
            title=f"Waiting for you: {len(plan.waiting)}",
            empty="No line waits.",
        ),
        Table(
            ("Item", "Ours", "Near line"),
            [
                (one, titles.get(one, ""), ", ".join(map(str, plan.lines_near(one))))
                for one in plan.not_in_list
            ],
            title=_rest_title(plan),
            empty="Everything of ours is in this list.",
        ),
        closing=closing,
    )


def _candidate_rows(plan: ReconcilePlan, titles: dict[str, str]) -> Iterator[tuple[object, ...]]:
    """What is proposed for each waiting line, else its likeliest items, with the words they share."""
    for number, one in enumerate(plan.matches, start=1):
        if one.is_decided:
            continue
        likely = [each for each in one.candidates if each.item_id in one.item_ids] or one.candidates[:_SHOWN]
        if not likely:
            yield (number, "nothing like it", "", "", "")
        for candidate in likely:
            words = ", ".join(candidate.shared) or "none"
            title = titles.get(candidate.item_id, "")
            yield (number, candidate.item_id, f"{candidate.score:.2f}", words, title)


def _line_data(number: int, one: Match) -> dict[str, object]:
    candidates = [
        {"item": each.item_id, "score": each.score, "shared": list(each.shared)} for each in one.candidates
    ]
    return {
        "line": number,
        "place": one.line.place,
        "title": one.line.title,
        "how": one.how,
        "why": one.why,
        "item": one.item_ids[0] if one.item_ids else "",
        "items": list(one.item_ids),
        "candidates": candidates,
        "due": one.line.due,
        "due_text": one.line.due_text,
    }


def _ours(one: Match, titles: dict[str, str]) -> str:
    if one.how == "new":
        return "new item"
    return "; ".join(titles.get(item_id, "") for item_id in one.item_ids)


def _due(one: Match) -> str:
    return f"{one.line.due.astimezone(local_zone()):%a %d %b %H:%M}" if one.line.due else one.line.due_text


def _rest_title(plan: ReconcilePlan) -> str:
    count = len(plan.not_in_list)
    if plan.is_complete:
        return f"Not in this list: {count}; those that no other list asks for are not asked"
    return f"Not in this list: {count}; they stay as they are unless the list is complete"


def _what_next(ws: Workspace, plan: ReconcilePlan) -> list[str]:
    from readiness.requests.their_list import reconciled_states

    if plan.waiting:
        proposed = len(plan.waiting) - len(plan.undecided)
        undecided = counted(len(plan.undecided), "line")
        return [
            f"{counted(proposed, 'line')} proposed: take them with --accept all, or one by one.",
            f"{undecided} without a sure match: say what each asks for with --accept LINE=ITEM, LINE=new or",
            "LINE=nothing, or make them all new with --rest-new.",
            "Nothing was changed.",
        ]
    return [looked_at(would_change=bool(reconciled_states(plan, ws.records.requests)))]


def _left(plan: ReconcilePlan) -> list[str]:
    waiting = len(plan.waiting)
    return (
        [f"{counted(waiting, 'line')} left for another time: nothing asks for them yet."] if waiting else []
    )
