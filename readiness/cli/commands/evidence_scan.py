"""The command that looks through a folder for evidence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.base.disk import resolved
from readiness.cli.shell.output import Table, emit, note
from readiness.cli.shell.session import Session

if TYPE_CHECKING:
    from readiness.evidence.scanning import ScanResult


def register(group: typer.Typer) -> None:
    """Add the command to the evidence group."""
    group.command("scan")(scan)


def scan(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder to look through.")],
    is_in_place: Annotated[bool, typer.Option("--in-place", help="Leave the files where they are.")] = False,
    adds_all: Annotated[
        bool, typer.Option("--all", help="Add other editions of an item as items of their own.")
    ] = False,
    is_dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be added.")] = False,
) -> None:
    """Add every readable file of a folder; run again, it adds only what is new.

    The file of an item that moved or changed, and another edition of one, is proposed with its command;
    of several editions in the folder the newest is added.

    Example: readiness evidence scan shared-drive/Papers --dry-run
    """
    from readiness.evidence.scanning import scan_folder

    session: Session = context.obj
    ws = session.open()
    result = scan_folder(
        ws,
        resolved(folder),
        in_place=is_in_place,
        dry_run=is_dry_run,
        adds_all=adds_all,
        as_at=session.today,
        progress=lambda step: note(f"{step.done} of {step.total}  {step.name}"),
    )
    for problem in result.problems:
        note(problem)
    _tell(session, result, is_dry_run=is_dry_run)


def _tell(session: Session, result: ScanResult, *, is_dry_run: bool) -> None:
    """What was added, what was known, and what was passed over."""
    from readiness.rules.reading import reading_words

    files = session.open().files
    rows = [
        (one.id, one.title, one.kind, one.period_to or "undated", reading_words(one, files), one.location)
        for one in result.added
    ]
    verb = "Would add" if is_dry_run else "Added"
    twins = len(result.duplicates)
    counts = f"known already {result.known}; same content {twins}; passed over {result.skipped}"
    emit(
        session,
        {
            "added": [one.to_document() for one in result.added],
            "known": result.known,
            "duplicates": [{"file": file, "of": twin} for file, twin in result.duplicates],
            "proposals": [one.to_data() for one in result.proposals],
            "skipped": result.skipped,
            "problems": [str(one) for one in result.problems],
        },
        Table(
            ("Id", "Title", "Kind (guessed)", "Period to (guessed)", "Reading", "File"),
            rows,
            empty="Nothing new.",
        ),
        *_proposals(result),
        lines=[
            f"{verb} {len(result.added)}; {counts}.",
            *(f"{file}: same content as {twin}" for file, twin in result.duplicates),
        ],
    )


def _proposals(result: ScanResult) -> list[Table]:
    """What was not added, each with the command that takes it."""
    if not result.proposals:
        return []
    rows = [(str(one), one.command or "once its item is added") for one in result.proposals]
    title = "Not added: each seems to belong to an item (--all adds other editions all the same)"
    return [Table(("What it seems to be", "To take it"), rows, title=title)]
