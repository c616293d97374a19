"""Commands about folders of evidence that were moved, or that lie elsewhere on this computer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.base.disk import resolved
from readiness.cli.shell.output import Table, emit, note
from readiness.cli.shell.session import Session

if TYPE_CHECKING:
    from readiness.evidence.moving import FoundAgain


def register(group: typer.Typer) -> None:
    """Add these commands to the evidence group."""
    group.command("moved")(moved)
    group.command("base")(base)


def moved(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the files are now.")],
    is_here_only: Annotated[
        bool, typer.Option("--here-only", help="On this computer alone; the shared record stays.")
    ] = False,
    is_dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what was found.")] = False,
) -> None:
    """Find every lost file again below a folder, by its content; one change, and links stand.

    Example: readiness evidence moved "T:/Shared/Evidence" --dry-run
    """
    from readiness.evidence.moving import find_moved, move, move_here

    session: Session = context.obj
    ws = session.open()
    found = find_moved(
        ws, resolved(folder), progress=lambda step: note(f"{step.done} of {step.total}  {step.name}")
    )
    if is_dry_run:
        _tell(session, found, [])
    elif is_here_only:
        bases = move_here(ws, found)
        _tell(session, found, [f"On this computer {base} is {here}." for base, here in bases.items()])
    else:
        _tell(session, found, [f"{move(ws, found).label}."])


def base(
    context: typer.Context,
    recorded: Annotated[str, typer.Argument(metavar="[RECORDED]", help="Folder as recorded.")] = "",
    here: Annotated[Path | None, typer.Argument(metavar="[HERE]", help="Where it is here.")] = None,
    is_forgotten: Annotated[bool, typer.Option("--forget", help="Take RECORDED as written again.")] = False,
) -> None:
    """Say where a recorded folder lies on this computer, such as under another drive letter; or list them.

    Example: readiness evidence base "S:/Evidence" "T:/Shared/Evidence"
    """
    from readiness.base.errors import StorageError, UsageError
    from readiness.library.base_folders import pairs_of, set_base_folder

    session: Session = context.obj
    root = session.open().root
    if recorded:
        if is_forgotten == (here is not None):
            raise UsageError("Say where the folder is here, or --forget it.", recorded)
        if not set_base_folder(root, recorded, here.absolute() if here else None):
            raise StorageError("The setting could not be kept.", "", "Check your settings folder.")
    pairs = pairs_of(root)
    emit(session, pairs, Table(("As recorded", "On this computer"), list(pairs.items()), empty=_AS_RECORDED))


_AS_RECORDED = "Every folder is where it is recorded."


def _tell(session: Session, found: FoundAgain, done: list[str]) -> None:
    rows = [(one.evidence_id, one.title, one.was, one.now) for one in found.moves]
    data = {
        "moved": [{"id": one.evidence_id, "was": one.was, "now": str(one.now)} for one in found.moves],
        "lost": list(found.lost),
        "bases": found.bases,
        "done": done,
    }
    lost = [f"Still nowhere: {', '.join(found.lost)}."] if found.lost else []
    table = Table(("Id", "Title", "Was at", "Is at"), rows, empty="Nothing found.")
    emit(session, data, table, lines=[str(found), *lost, *done])
