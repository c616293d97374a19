"""Commands about what becomes of evidence: withdrawn, removed, moved, replaced, read again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.cli.shell.output import emit, note
from readiness.cli.shell.session import Session

if TYPE_CHECKING:
    from readiness.model.records.changes import Transaction

_Id = Annotated[str, typer.Argument(metavar="ID", help="Evidence id, such as E0012.")]

_File = Annotated[Path, typer.Argument(metavar="FILE", help="The file as it is now.")]


def register(group: typer.Typer) -> None:
    """Add these commands to the evidence group."""
    group.command("withdraw")(withdraw)
    group.command("restore")(restore)
    group.command("delete")(delete)
    group.command("relocate")(relocate)
    group.command("replace")(replace)
    group.command("earlier")(earlier)
    group.command("accept")(accept)
    group.command("reread")(reread)


def withdraw(context: typer.Context, evidence_id: _Id) -> None:
    """Stop relying on an item; it and its links stay for the record."""
    from readiness.evidence import register as evidence

    _done(context.obj, evidence.withdraw(context.obj.open(), evidence_id))


def restore(context: typer.Context, evidence_id: _Id) -> None:
    """Rely on a withdrawn item again."""
    from readiness.evidence import register as evidence

    _done(context.obj, evidence.restore(context.obj.open(), evidence_id))


def delete(context: typer.Context, evidence_id: _Id) -> None:
    """Remove an item and its links from the register; the file stays, and undo brings them back."""
    from readiness.evidence import register as evidence

    _done(context.obj, evidence.delete(context.obj.open(), evidence_id))


def relocate(
    context: typer.Context,
    old: Annotated[str, typer.Argument(metavar="OLD", help="Evidence id, or where the file was.")],
    file: _File,
) -> None:
    """Say where an item's file is now. It must hold what was registered; it is not copied.

    Example: readiness evidence relocate E0012 "S:/Evidence/2026/annual review audit.docx"
    """
    from readiness.evidence import relocating

    _done(context.obj, relocating.relocate(context.obj.open(), old, file.absolute()))


def replace(context: typer.Context, evidence_id: _Id, file: _File) -> None:
    """Rely on another file instead, such as the next edition; its links are left for review.

    Example: readiness evidence replace E0012 audit-2027.docx
    """
    from readiness.evidence import relocating

    _changed(context.obj, relocating.replace(context.obj.open(), evidence_id, file.absolute()))


def earlier(context: typer.Context, evidence_id: _Id, file: _File) -> None:
    """Keep a file as an earlier version of an item, which stays what it is, with its links.

    Example: readiness evidence earlier E0012 "audit v2.docx"
    """
    from readiness.evidence import relocating

    _done(context.obj, relocating.keep_earlier(context.obj.open(), evidence_id, file.absolute()))


def accept(context: typer.Context, evidence_id: _Id) -> None:
    """Take over what an item's file holds now; its links are left for review.

    Example: readiness evidence accept E0012
    """
    from readiness.evidence import relocating

    _changed(context.obj, relocating.accept(context.obj.open(), evidence_id))


def reread(
    context: typer.Context,
    evidence_ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID...]", help="Evidence ids, such as E0012.")
    ] = None,
    query: Annotated[
        str, typer.Option("--where", metavar="FILTER", help="Every item this filter leaves; no ids then.")
    ] = "",
    is_all: Annotated[bool, typer.Option("--all", help="Every item there is.")] = False,
) -> None:
    """Read the files of items again and record what came of it; other content is never taken over.

    Without ids: the items that nobody has looked at, or that could not be read here when last tried.
    Ctrl+C stops it; what was read by then is stored.

    Examples: readiness evidence reread    readiness evidence reread E0012 E0013
    readiness evidence reread --where unread
    """
    from readiness.base.errors import UsageError
    from readiness.evidence.rereading import not_settled, read_again
    from readiness.model.records.evidence import Evidence
    from readiness.rules.filters.known_values import known_of, none_left
    from readiness.rules.filters.lists import evidence_matching
    from readiness.workspace.editing import find

    session: Session = context.obj
    ws = session.open()
    if sum(map(bool, (evidence_ids, query, is_all))) > 1:
        raise UsageError("Ids, --where and --all cannot go together.", "", "Give one of them.")
    if evidence_ids:
        ids = [find(ws, Evidence, one).id for one in evidence_ids]
    elif query:
        ids = [one.id for one in evidence_matching(ws.index, ws.files, query, session.as_at)]
        if not ids:
            raise none_left("evidence", query, known_of(ws.framework, Evidence))
    else:
        ids = list(ws.records.evidence) if is_all else not_settled(ws)
    result = read_again(
        ws, ids, progress=lambda step: note(f"reading {step.done + 1} of {step.total}  {step.name}")
    )
    data = {
        "changed": [one.to_document() for one in result.changed],
        "same": result.same,
        "left": [{"id": one, "why": why} for one, why in result.left],
    }
    emit(session, data, lines=result.lines(ws))


def _done(session: Session, done: Transaction) -> None:
    emit(session, {"done": done.label}, lines=[f"{done.label}."])


def _changed(session: Session, done: Transaction) -> None:
    item = done.changes[0].record_id
    closing = [
        f"Does it still show what it is linked to? Then: readiness evidence review {item}",
        f"Does it cover another period? Then: readiness evidence set {item} --from DATE --to DATE",
    ]
    emit(session, {"done": done.label}, lines=[f"{done.label}."], closing=closing)
