"""Commands about a workspace as a whole: make one, try the example, see where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from readiness.base.dates import ENGLAND
from readiness.cli.shell.output import Table, emit, note
from readiness.cli.shell.session import Session


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    app.command("init")(init)
    app.command("demo")(demo)
    app.command("status")(status)


def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to make; it may exist.")],
    area: Annotated[str, typer.Option("--area", help="Name of the local area.")],
    framework: Annotated[
        str, typer.Option("--framework", help="Framework id, or the path of a definition.")
    ] = "area-send-2023",
) -> None:
    """Make a new workspace.

    Example: readiness init my-area --area "Penmarsh"
    """
    from readiness.workspace.opening import create_workspace

    session: Session = context.obj
    ws = create_workspace(
        folder.resolve(), area, framework_id=framework, user=session.user, clock=session.clock
    )
    ws.close()
    emit(
        session,
        {"workspace": str(ws.root), "area": ws.area.name, "framework": ws.framework.id},
        lines=[
            f"Made a workspace for {ws.area.name} in {ws.root}",
            f"Framework: {ws.framework.title}",
            f'Next: readiness -w "{folder}" evidence scan FOLDER, or readiness -w "{folder}" to open it.',
        ],
    )


def demo(
    context: typer.Context,
    folder: Annotated[str, typer.Option("--dir", metavar="DIR", help="Where to copy the example.")] = "",
    is_opened: Annotated[bool, typer.Option("--open/--no-open", help="Open the terminal UI.")] = True,
) -> None:
    """Copy the worked example (a fictional local area) and open it.

    Examples: readiness demo    readiness demo --dir try-it --no-open
    """
    from readiness.workspace.example import copy_example

    session: Session = context.obj
    target = copy_example(Path(folder or "readiness-demo").resolve())
    session.workspace = str(target)
    if is_opened:
        from readiness.cli.shell.terminal import open_ui

        raise typer.Exit(open_ui(session))
    note(f"The worked example is in {target}")
    status(context)


def status(context: typer.Context) -> None:
    """Show where every criterion stands: if the call came today.

    Examples: readiness status    readiness status --as-at 2026-12-07 --json
    """
    from readiness.progress.overview import overview

    session: Session = context.obj
    ws = session.open()
    seen = overview(ws, session.measured)
    for problem in ws.problems:
        note(problem)
    if ws.definition is not None and ws.definition.is_own:
        note(f"Measured by {ws.definition.words}.")
    columns = ("Id", "Criterion", "Local view", "Current", "Kinds", "Agencies", "Voice", "Gaps")
    rows = [
        (
            row.criterion,
            row.short,
            row.local_view,
            f"{row.current} of {row.evidence}",
            row.kinds,
            row.agencies,
            row.voice,
            row.gap_marks,
        )
        for row in seen.rows
    ]
    emit(
        session,
        {
            **seen.to_data(),
            "workspace": str(ws.root),
            "definition": ws.definition
            and {
                "path": str(ws.definition.path),
                "is_own": ws.definition.is_own,
            },
            "problems": [str(one) for one in ws.problems],
        },
        Table(columns, rows),
        Table(
            ("Severity", "Where", "What"),
            [(gap.severity, gap.subject, gap.reason) for gap in seen.first_things],
            title="First things to fix",
            empty="No gaps as at this date.",
        ),
        lines=seen.headline(),
    )


def register_history(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    app.command("history")(history)
    app.command("undo")(undo)
    app.command("redo")(redo)


def history(
    context: typer.Context,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many at most.")] = 30,
    has_details: Annotated[bool, typer.Option("--details", help="Show each field before and after.")] = False,
) -> None:
    """Show who changed what, newest first."""
    from readiness.workspace.history import details
    from readiness.workspace.history import history as read_history

    session: Session = context.obj
    found = read_history(session.open(), limit=limit)
    rows: list[tuple[object, ...]] = []
    for one in found:
        moment = f"{one.at.astimezone(ENGLAND):%d %b %Y %H:%M}" if one.at else ""
        rows.append((one.sequence, moment, one.user, one.label))
        if has_details:
            rows += [
                ("", "", who, f"{d.field}: {d.before or '-'} > {d.after or '-'}") for who, d in details(one)
            ]
    data = [
        {
            "sequence": one.sequence,
            "at": one.at,
            "user": one.user,
            "label": one.label,
            "undoes": one.undoes or None,
            "records": [change.record_id for change in one.changes],
        }
        for one in found
    ]
    emit(session, data, Table(("No.", "When", "Who", "What"), rows, empty="Nothing has been changed yet."))


def undo(context: typer.Context) -> None:
    """Take back your newest change; works across restarts and never overwrites a later edit."""
    from readiness.workspace.history import undo as take_back

    session: Session = context.obj
    done = take_back(session.open())
    emit(session, {"done": done.label, "sequence": done.sequence}, lines=[done.label])


def redo(context: typer.Context) -> None:
    """Do again what your newest undo took back."""
    from readiness.workspace.history import redo as do_again

    session: Session = context.obj
    done = do_again(session.open())
    emit(session, {"done": done.label, "sequence": done.sequence}, lines=[done.label])


def register_safekeeping(app: typer.Typer) -> None:
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
    from readiness.workspace.safekeeping import examine, repaired_copy

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
    from readiness.workspace.safekeeping import back_up

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
    from readiness.workspace.safekeeping import restore_file, restore_point

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
    from readiness.workspace.safekeeping import take_over as become_writer

    session: Session = context.obj
    root = session.need()
    become_writer(root)
    emit(session, {"workspace": str(root)}, lines=["You are the one who writes in this workspace now."])
