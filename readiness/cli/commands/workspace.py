"""Commands about a workspace as a whole: make one, try the example, see where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.base.disk import resolved
from readiness.base.errors import UsageError
from readiness.base.zone import local_zone
from readiness.cli.shell.output import Table, emit, note
from readiness.cli.shell.session import Session

if TYPE_CHECKING:
    from readiness.store.repository import Restored


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    app.command("init")(init)
    app.command("demo")(demo)
    app.command("status")(status)


def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to make; it may exist.")],
    area: Annotated[str, typer.Option("--area", help="Name of the area.")],
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
        resolved(folder), area, framework_id=framework, user=session.user, clock=session.clock
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
    target = copy_example(resolved(Path(folder or "readiness-demo")))
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
    from readiness.definitions.fault_groups import grouped
    from readiness.progress.overview import overview

    session: Session = context.obj
    ws = session.open()
    seen = overview(ws, session.measured)
    for problem in grouped(ws.problems):
        note(problem)
    if ws.definition is not None and ws.definition.origin == "local":
        note(ws.definition.words)
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
            "definition": ws.definition.words if ws.definition else None,
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
    from readiness.workspace.editing import around_of
    from readiness.workspace.history import details
    from readiness.workspace.history import history as read_history

    session: Session = context.obj
    ws = session.open()
    found, around = read_history(ws, limit=limit), around_of(ws)
    rows: list[tuple[object, ...]] = []
    for one in found:
        moment = f"{one.at.astimezone(local_zone()):%d %b %Y %H:%M}" if one.at else ""
        rows.append((one.sequence, moment, one.user, one.label))
        if has_details:
            rows += [
                ("", "", who, f"{said.label}: {said.before} > {said.after}")
                for who, said in details(one, around)
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
        for one in (found if session.is_json else ())
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
        made = repaired_copy(root, resolved(repair_to))
        left = [(str(problem.where), problem.what, problem.hint) for problem in made.problems]
        emit(
            session,
            {
                "copy": str(made.root),
                "source": made.source,
                "sequence": made.sequence,
                "problems": [f"{where}: {what}" for where, what, _ in left],
            },
            *([Table(("Not in it, or still wrong", "Why", "To do"), left)] if left else []),
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
    made = back_up(session.need(), session.clock, with_evidence=has_evidence)
    unread = [(str(problem.where), problem.what, problem.hint) for problem in made.unread]
    emit(
        session,
        {
            "file": str(made.path),
            "bytes": made.path.stat().st_size,
            "unread": [where for where, _, _ in unread],
        },
        *([Table(("Not in it", "Why", "To do"), unread)] if unread else []),
        lines=[f"Wrote {made.path}"],
    )
    if unread:
        raise typer.Exit(1)


def restore(
    context: typer.Context,
    source: Annotated[
        str,
        typer.Argument(metavar="FILE_OR_NUMBER", help="A backup, or the number of a change; see 'history'."),
    ],
    into: Annotated[
        Path | None,
        typer.Option("--into", metavar="DIR", help="Make a workspace of a backup in a new or empty folder."),
    ] = None,
    is_trial: Annotated[
        bool, typer.Option("--dry-run", help="Say what a backup would change, and change nothing.")
    ] = False,
) -> None:
    """Make everything as it is in a backup, or every record as it was after a change; undo takes it back.

    Definitions and overlays become those of the backup; missing evidence files and snapshots come back, those
    that are there are never written over. A backup is made first.

    Examples: readiness restore backups/readiness-20261121-103000-manual.zip    readiness restore 42
    """
    from readiness.workspace.safekeeping import restore_file, restore_into, restore_point

    session: Session = context.obj
    if source.isdigit():
        if into is not None or is_trial:
            raise UsageError("A number of a change goes with neither --into nor --dry-run.", "", _NAME_BACKUP)
        done = restore_point(session.need(), int(source), user=session.user, clock=session.clock)
        _emit_restored(session, done, is_trial=False)
        return
    if into is not None:
        restore_into(Path(source), resolved(into), is_trial=is_trial)
        made = "would be made" if is_trial else "was made"
        emit(session, {"workspace": str(resolved(into))}, lines=[f"A workspace {made} in {resolved(into)}."])
        return
    root = session.need()
    restored = restore_file(root, Path(source), user=session.user, clock=session.clock, is_trial=is_trial)
    _emit_restored(session, restored, is_trial=is_trial)


_NAME_BACKUP = "Name a backup file instead."


def _emit_restored(session: Session, restored: Restored, *, is_trial: bool) -> None:
    done = restored.transaction
    files = [
        (words, name)
        for words, names in (
            ("comes back" if is_trial else "brought back", restored.brought),
            ("put back over another" if not is_trial else "goes back over another", restored.replaced),
            ("taken away" if not is_trial else "goes", restored.removed),
            ("left as it is, though it differs", restored.kept),
        )
        for name in names
    ]
    verb = "would change" if is_trial else "changed"
    back = "would come back" if is_trial else "brought back"
    emit(
        session,
        {
            "done": "" if is_trial else done.label,
            "records": len(done.changes),
            "files": list(restored.brought),
            "replaced": list(restored.replaced),
            "removed": list(restored.removed),
            "kept": list(restored.kept),
        },
        *(
            [Table(("What becomes of it" if is_trial else "What became of it", "File"), files)]
            if files
            else []
        ),
        lines=[f"{done.label}: {len(done.changes)} records {verb}, {len(restored.brought)} files {back}."],
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
