"""Commands that keep a workspace safe: doctor, backup, restore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from readiness.cli.output import Table, emit
from readiness.cli.session import Session


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    app.command("doctor")(doctor)
    app.command("backup")(backup)
    app.command("restore")(restore)
    app.command("take-over")(take_over)


def doctor(
    context: typer.Context,
    is_full: Annotated[bool, typer.Option("--read-data", help="Read and hash every evidence file.")] = False,
    repair_to: Annotated[
        Path | None, typer.Option("--repair-to", metavar="DIR", help="Make a sound copy there.")
    ] = None,
) -> None:
    """Look at everything and say what is wrong; alters nothing. Exit code 1 when something is.

    Example: readiness doctor --read-data
    """
    from readiness.services.safekeeping import examine, repaired_copy

    session: Session = context.obj
    root = session.need()
    if repair_to is not None:
        made = repaired_copy(root, repair_to.resolve())
        emit(
            session,
            {"copy": str(made.root), "source": made.source, "sequence": made.sequence},
            lines=[f"Made a sound copy in {made.root} from {made.source}, up to change {made.sequence}."],
        )
        return
    report = examine(root, read_data=is_full)
    looked = [(part.name, part.count, len(part.problems)) for part in report.examined]
    found = [(one.severity, str(one.where), one.what, one.hint) for one in report.problems]
    emit(
        session,
        report.to_json(),
        Table(("Looked at", "Count", "Problems"), looked),
        Table(("Severity", "Where", "What", "To do"), found, empty="Nothing is wrong."),
    )
    if not report.is_sound:
        raise typer.Exit(1)


def backup(
    context: typer.Context,
    has_evidence: Annotated[
        bool, typer.Option("--evidence/--no-evidence", help="With evidence files.")
    ] = True,
) -> None:
    """Write a backup into the backups folder and read it back to be sure."""
    from readiness.services.safekeeping import back_up

    session: Session = context.obj
    path = back_up(session.need(), session.clock, with_evidence=has_evidence)
    emit(session, {"file": str(path), "bytes": path.stat().st_size}, lines=[f"Wrote {path}"])


def restore(
    context: typer.Context,
    source: Annotated[
        str,
        typer.Argument(metavar="FILE_OR_NUMBER", help="A backup, or the number of a change; see 'history'."),
    ],
) -> None:
    """Make everything as it is in a backup, or as it was after a change; undo takes it back.

    Examples: readiness restore backups/readiness-20261121-103000-manual.zip    readiness restore 42
    """
    from readiness.services.safekeeping import restore_file, restore_point

    session: Session = context.obj
    ws = session.open()
    if source.isdigit():
        done = restore_point(ws, int(source))
        brought: list[str] = []
    else:
        done, brought = restore_file(ws, Path(source))
    emit(
        session,
        {"done": done.label, "records": len(done.changes), "files": brought},
        lines=[f"{done.label}: {len(done.changes)} records changed, {len(brought)} files brought back."],
    )


def take_over(context: typer.Context) -> None:
    """Become the one who writes, in a folder that OneDrive, SharePoint or Dropbox copies.

    Only one person on one computer can write there; everybody else reads. Make sure that the other has closed
    the workspace and that the copying has finished.
    """
    from readiness.services.safekeeping import take_over as become_writer

    session: Session = context.obj
    root = session.need()
    become_writer(root)
    emit(session, {"workspace": str(root)}, lines=["You are the one who writes in this workspace now."])
