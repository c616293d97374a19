"""Commands about evidence: add, scan, list, show, describe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from readiness.base.disk import resolved
from readiness.base.text import counted
from readiness.cli.commands import (
    evidence_keeping,
    evidence_moving,
    evidence_register,
    evidence_scan,
    weighing,
)
from readiness.cli.shell.output import MOST_LISTED, Table, emit, note
from readiness.cli.shell.records import FieldsCommand, SetCommand, Told, list_words
from readiness.cli.shell.session import Session

if TYPE_CHECKING:
    from readiness.model.definition.framework import Framework
    from readiness.model.records.evidence import Evidence
    from readiness.model.records.record import Record
    from readiness.workspace.workspace import Workspace

_ITEM = Told("evidence", "item of evidence", "E0012")

_FLAGS = ("holds_personal_data",)

_Id = Annotated[str, typer.Argument(metavar="ID", help="Evidence id, such as E0012.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    group = typer.Typer(help="Evidence: add, scan, list, link, review, check.", rich_markup_mode=None)
    group.command("add")(FieldsCommand(_ITEM.table, add, flags=_FLAGS))
    evidence_scan.register(group)
    evidence_moving.register(group)
    group.command("list")(list_evidence)
    group.command("show")(show)
    group.command("set", help=_SET)(SetCommand(_ITEM, flags=_FLAGS, tell=_tell_all))
    evidence_keeping.register(group)
    evidence_register.register(group)
    weighing.register(group)
    register_links(group)
    app.add_typer(group, name="evidence")


def add(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="FILE_OR_URL", help="A file, or a web address.")],
    is_in_place: Annotated[bool, typer.Option("--in-place", help="Leave the file where it is.")] = False,
    *,
    given: dict[str, object],
) -> None:
    """Add a file (copied into the library) or a web address (never fetched).

    Example: readiness evidence add audit.docx --kind audit --agency education,health --to 2026-09-30
    """
    from readiness.evidence import register as evidence
    from readiness.library.web_addresses import looks_like_address

    session: Session = context.obj
    ws = session.open()
    if looks_like_address(source):
        record, _ = evidence.add_url(ws, source, as_at=session.today, **given)
        _tell(session, record)
        return
    path = resolved(Path(source))
    record, _ = evidence.add_file(ws, path, in_place=is_in_place, as_at=session.today, **given)
    _tell(session, record)
    _tell_edition(ws, record, path)


def _tell_edition(ws: Workspace, record: Evidence, path: Path) -> None:
    """Say of which item the file seems to be another edition, as a scan does, and how it takes its place."""
    from readiness.evidence.proposals import for_one_file
    from readiness.formats.shortcuts import SHORTCUTS

    proposal = None if path.suffix.casefold() in SHORTCUTS else for_one_file(ws, path, record)
    if proposal is not None:
        note(f"{record.id} is an item of its own now. {proposal}")
        note(f"If it belongs there: readiness evidence delete {record.id}, then {proposal.command}")


def list_evidence(
    context: typer.Context,
    query: Annotated[
        str, typer.Argument(metavar="[FILTER]", help="Such as: kind:audit agency:health stale survey")
    ] = "",
) -> None:
    """List evidence, all or what a filter leaves.

    Example: readiness evidence list "kind:audit stale"
    """
    from readiness.rules.filters.lists import evidence_matching
    from readiness.rules.reading import as_read, reading_words

    session: Session = context.obj
    ws = session.open()
    found = [as_read(one, ws.files) for one in evidence_matching(ws.index, ws.files, query, session.as_at)]
    rows = [
        (
            *(one.id, one.title, one.kind, ", ".join(one.agencies), one.period_to or "undated", one.owner),
            reading_words(one, ws.files),
        )
        for one in found
    ]
    columns = ("Id", "Title", "Kind", "Agencies", "Period to", "Owner", "Reading")
    empty = (
        _none_fits(query, ws.framework)
        if query
        else "No evidence yet. Add some: readiness evidence scan FOLDER"
    )
    emit(session, [one.to_document() for one in found], Table(columns, rows, empty=empty))


def _none_fits(query: str, framework: Framework) -> str:
    from readiness.model.records.evidence import Evidence
    from readiness.rules.filters.known_values import known_of, unknown_values
    from readiness.rules.filters.lists import EVIDENCE_FILTERS

    if unknown := unknown_values(query, known_of(framework, Evidence)):
        return " ".join(("No evidence fits this filter.", *unknown))

    fields = ", ".join(f"{one}:" for one in EVIDENCE_FILTERS.fields)
    flags = ", ".join(EVIDENCE_FILTERS.flags)
    return f"No evidence fits this filter. Fields: {fields} flags: {flags}; any other word is looked for."


def show(context: typer.Context, evidence_id: _Id) -> None:
    """Show one item with everything it is linked to."""
    from readiness.model.records.evidence import Evidence
    from readiness.model.records.targets import target_text
    from readiness.rules.reading import as_read
    from readiness.workspace.editing import find as find_record

    session: Session = context.obj
    ws = session.open()
    record = as_read(find_record(ws, Evidence, evidence_id), ws.files)
    links = ws.index.links_of(record.id)
    rows = [
        (
            session.said(one.target_kind),
            one.target,
            target_text(ws.framework, ws.records, one.target_kind, one.target) or "(no longer there)",
            str(one.pinpoint),
            one.reviewed or "never",
        )
        for one in links
    ]
    data = {**record.to_document(), "links": [one.to_document() for one in links]}
    emit(
        session,
        data,
        Table(("Kind", "Id", "Target", "Where to look", "Reviewed"), rows, empty="Linked to nothing yet."),
        lines=[record.id, *list_words(session, record)],
    )


_SET = """Change what is said about items; several ids, or --where, are changed in one step.

Example: readiness evidence set E0012 --to 2026-09-30 --owner "K. Ali"
"""


def _tell_all(session: Session, records: Sequence[Record]) -> None:
    """One item as its document, several as a list of them."""
    if len(records) == 1:
        _tell(session, cast("Evidence", records[0]))
        return
    emit(
        session,
        [one.to_document() for one in records],
        lines=[f"Changed: {', '.join(one.id for one in records)}."],
    )


def _tell(session: Session, record: Evidence) -> None:
    from readiness.rules.reading import reading_words

    covered = f"{record.period_from or '?'} to {record.period_to or '?'}"
    emit(
        session,
        record.to_document(),
        lines=[
            f"{record.id} {record.title}",
            f"kind: {record.kind or 'not said'}; period covered: {covered}",
            f"reading: {reading_words(record, session.open().files)}",
        ],
    )


def register_links(group: typer.Typer) -> None:
    """Add these commands to the evidence group."""
    group.command("link")(link)
    group.command("unlink")(unlink)
    group.command("review")(review)
    group.command("check")(check)
    group.command("find")(find)
    group.command("suggest")(suggest)


def link(
    context: typer.Context,
    evidence_id: _Id,
    targets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TARGET...", help="Such as A3, A3.2, S0014 or a request item; further items come first."
        ),
    ] = None,
    page: Annotated[
        str | None, typer.Option("--page", metavar="TEXT", help="Page or pages to look at.")
    ] = None,
    heading: Annotated[
        str | None, typer.Option("--heading", metavar="TEXT", help="Heading to look under.")
    ] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", metavar="TEXT", help="Sheet to look at.")] = None,
    cell: Annotated[
        str | None, typer.Option("--cell", metavar="TEXT", help="Cell or range, such as B4.")
    ] = None,
    text: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help="Why it proves the point.")
    ] = None,
    query: Annotated[
        str, typer.Option("--where", metavar="FILTER", help="Every item this filter leaves; no ids then.")
    ] = "",
) -> None:
    """Link items to criteria, prompts, statements, request items, actions or measures.

    Linked already: the place and the note that are given replace the old; "" empties.

    Examples: readiness evidence link E0012 A3 S0014 --page 4 --note "waits by service"
    readiness evidence link E0012 E0013 A3    readiness evidence link A3 --where "kind:audit unlinked"
    """
    from readiness.evidence import linking
    from readiness.model.records.evidence import Pinpoint

    session: Session = context.obj
    ws = session.open()
    items, named = _items_and_targets(session, [evidence_id, *(targets or [])], query)
    parts = {"page": page, "heading": heading, "sheet": sheet, "cell": cell}
    given = {name: value for name, value in parts.items() if value is not None}
    done = linking.link_many(
        ws,
        items,
        named,
        pinpoint=Pinpoint(**given) if given else None,
        note=text,
        as_at=session.today,
    )
    emit(session, [one.after.to_document() for one in done.changes if one.after], lines=[f"{done.label}."])


def _items_and_targets(session: Session, given: Sequence[str], query: str) -> tuple[list[str], list[str]]:
    """Ids of items, which come first or are what a filter leaves, and of targets."""
    ws = session.open()
    if query:
        from readiness.model.records.evidence import Evidence
        from readiness.rules.filters.known_values import known_of, none_left
        from readiness.rules.filters.lists import evidence_matching

        found = evidence_matching(ws.index, ws.files, query, session.as_at)
        if not found:
            raise none_left("evidence", query, known_of(ws.framework, Evidence))
        return [one.id for one in found], list(given)
    count = 1
    while count < len(given) and given[count].upper() in ws.records.evidence:
        count += 1
    return list(given[:count]), list(given[count:])


def unlink(
    context: typer.Context,
    evidence_id: _Id,
    target: Annotated[str, typer.Argument(metavar="TARGET", help="What it is linked to.")],
) -> None:
    """Remove a link; undo brings it back."""
    from readiness.evidence import linking

    session: Session = context.obj
    done = linking.unlink(session.open(), evidence_id, target)
    emit(session, {"done": done.label}, lines=[f"{done.label}."])


def review(
    context: typer.Context,
    evidence_id: _Id,
    target: Annotated[str, typer.Argument(metavar="[TARGET]", help="One link; otherwise all of them.")] = "",
) -> None:
    """Say that an item still proves what it is linked to, as both now stand."""
    from readiness.evidence import linking

    session: Session = context.obj
    done = linking.review(session.open(), evidence_id, target, as_at=session.today)
    emit(session, {"done": done.label}, lines=[f"{done.label}."])


def check(
    context: typer.Context,
    is_full: Annotated[
        bool, typer.Option("--read-data", help="Read every file again, not only its date.")
    ] = False,
) -> None:
    """Find files missing or changed and items linked to nothing; exit code 1 when there are any."""
    from readiness.evidence.scanning import check_files

    session: Session = context.obj
    ws = session.open()
    found = check_files(ws, read_data=is_full)
    rows = [(one.id, one.title, one.state, one.location) for one in found]
    emit(
        session,
        [one.to_data() for one in found],
        Table(("Id", "Title", "State", "File"), rows, empty="Every file is there, unchanged and linked."),
        closing=_where_to_look(sum(one.state == "missing" for one in found)),
    )
    if found:
        raise typer.Exit(1)


def _where_to_look(missing: int) -> list[str]:
    """What finds missing files again, all at once."""
    if not missing:
        return []
    return [
        f"{counted(missing, 'file')} missing. Moved or renamed: readiness evidence moved FOLDER finds them.",
        "Under another drive letter on this computer: readiness evidence base RECORDED HERE",
    ]


def find(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="Words to find in the documents.")],
    limit: Annotated[int, typer.Option("--limit", max=MOST_LISTED, help="How many at most.")] = 20,
) -> None:
    """Find words in the text of the evidence; filters may stand among them.

    Examples: readiness evidence find "waiting times"    readiness evidence find SALT waits kind:audit
    """
    from readiness.evidence.finding import find_words

    session: Session = context.obj
    ws = session.open()
    found = find_words(
        ws,
        " ".join(words),
        limit,
        as_at=session.as_at,
        progress=lambda step: note(f"reading {step.done + 1} of {step.total}  {step.name}"),
    )
    for typed, meant in found.meant:
        note(f"No document has '{typed}'. Did you mean '{meant}'? These have that.")
    for typed in found.unknown:
        note(f"No document has '{typed}'; it was left aside.")
    rows = [
        (one.evidence_id, one.title, str(one.pinpoint), one.snippet, ", ".join(one.missing))
        for one in found.matches
    ]
    columns = ("Id", "Title", "Where", "Words", "Without")
    emit(
        session,
        [one.to_data() for one in found.matches],
        Table(columns, rows, empty="No document has these words."),
    )


def suggest(context: typer.Context, evidence_id: _Id) -> None:
    """Suggest what an item could be linked to, each with its reason; nothing is linked."""
    from readiness.evidence.suggesting import suggestions_for

    session: Session = context.obj
    found = suggestions_for(session.open(), evidence_id)
    rows = [(one.target, one.title, str(one.pinpoint), ", ".join(one.words)) for one in found]
    emit(
        session,
        [asdict(one) for one in found],
        Table(("Id", "Title", "Where", "Because of the words"), rows, empty="Nothing suggests itself."),
    )
