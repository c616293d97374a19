"""Commands about what evidence proves: link, review, check, find, suggest."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from readiness.cli.output import Table, emit, note
from readiness.cli.session import Session

_Id = Annotated[str, typer.Argument(metavar="ID", help="Evidence id, such as E0012.")]


def register(group: typer.Typer) -> None:
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
        list[str], typer.Argument(metavar="TARGET...", help="Such as A3, A3.2, S0014, EHC03.")
    ],
    page: Annotated[str, typer.Option("--page", help="Page or pages to look at.")] = "",
    heading: Annotated[str, typer.Option("--heading", help="Heading to look under.")] = "",
    sheet: Annotated[str, typer.Option("--sheet", help="Sheet to look at.")] = "",
    cell: Annotated[str, typer.Option("--cell", help="Cell or range, such as B4.")] = "",
    text: Annotated[str, typer.Option("--note", help="Why it proves the point.")] = "",
) -> None:
    """Link an item to criteria, prompts, statements, request items, actions or measures.

    Example: readiness evidence link E0012 A3 S0014 --page 4 --note "waits by service"
    """
    from readiness.core.evidence import Pinpoint
    from readiness.services import linking

    session: Session = context.obj
    pinpoint = Pinpoint(page=page, heading=heading, sheet=sheet, cell=cell)
    has_pinpoint = pinpoint != Pinpoint()
    done = linking.link(
        session.open(),
        evidence_id,
        targets,
        pinpoint=pinpoint if has_pinpoint else None,
        note=text,
        as_at=session.today,
    )
    emit(session, [one.after.to_document() for one in done.changes if one.after], lines=[f"{done.label}."])


def unlink(
    context: typer.Context,
    evidence_id: _Id,
    target: Annotated[str, typer.Argument(metavar="TARGET", help="What it is linked to.")],
) -> None:
    """Remove a link; undo brings it back."""
    from readiness.services import linking

    session: Session = context.obj
    done = linking.unlink(session.open(), evidence_id, target)
    emit(session, {"done": done.label}, lines=[f"{done.label}."])


def review(
    context: typer.Context,
    evidence_id: _Id,
    target: Annotated[str, typer.Argument(metavar="[TARGET]", help="One link; otherwise all of them.")] = "",
) -> None:
    """Say that an item still proves what it is linked to, as both now stand."""
    from readiness.services import linking

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
    from readiness.services.scanning import check_files

    session: Session = context.obj
    ws = session.open()
    found = check_files(ws, read_data=is_full)
    rows = [(one.id, one.title, one.state, one.location) for one in found]
    emit(
        session,
        [one.to_data() for one in found],
        Table(("Id", "Title", "State", "File"), rows, empty="Every file is there, unchanged and linked."),
    )
    if found:
        raise typer.Exit(1)


def find(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="Words to find in the documents.")],
    limit: Annotated[int, typer.Option("--limit", help="How many at most.")] = 20,
) -> None:
    """Find words in the text of the evidence.

    Example: readiness evidence find "waiting times"
    """
    from readiness.services.listing import find_words

    session: Session = context.obj
    found = find_words(
        session.open(),
        " ".join(words),
        limit,
        progress=lambda step: note(f"reading {step.done + 1} of {step.total}  {step.name}"),
    )
    rows = [(one.evidence_id, one.title, str(one.pinpoint), one.snippet) for one in found]
    emit(
        session,
        [one.to_data() for one in found],
        Table(("Id", "Title", "Where", "Words"), rows, empty="No document has these words."),
    )


def suggest(context: typer.Context, evidence_id: _Id) -> None:
    """Suggest what an item could be linked to, each with its reason; nothing is linked."""
    from readiness.services.listing import suggestions_for

    session: Session = context.obj
    found = suggestions_for(session.open(), evidence_id)
    rows = [(one.target, one.title, str(one.pinpoint), ", ".join(one.words)) for one in found]
    emit(
        session,
        [asdict(one) for one in found],
        Table(("Id", "Title", "Where", "Because of the words"), rows, empty="Nothing suggests itself."),
    )
