"""Making and opening workspaces."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from readiness.base.errors import RefusedError, UsageError, resolve
from readiness.base.problems import Problem, Where
from readiness.definitions import files, pinned, stand_in
from readiness.definitions.in_force import DEFAULT_FRAMEWORK, copy_definition, definition_id
from readiness.library.files import states_now
from readiness.model.records.area import Area
from readiness.model.records.changes import Transaction, put
from readiness.store.layout import SNAPSHOT_NAME
from readiness.store.opening import create_repository, is_workspace, open_repository
from readiness.workspace.clock import DRILL_FILE, drill_clock
from readiness.workspace.editing import make, usual_values
from readiness.workspace.seen import notice_older_copy
from readiness.workspace.workspace import OpenedState, Workspace

FOLDERS = ("evidence", "exports", "backups", "frameworks", "history")


def create_workspace(
    root: Path,
    name: str,
    *,
    framework_id: str = DEFAULT_FRAMEWORK,
    user: str,
    clock: Callable[[], datetime],
) -> Workspace:
    """Make a new workspace in a folder that holds none, and open it.

    The framework is the id of a shipped one, or the path of a definition, which is copied in.

    Raises:
        UsageError: There is one already, no such framework, or no name was given.
        RefusedError: The definition given by its path has errors.
        StorageError: The folder cannot be written.
    """
    if (root / SNAPSHOT_NAME).exists():  # what a database holds is asked when it is opened
        raise UsageError("There is a workspace in this folder already.", str(root), "Choose another folder.")
    own = Path(framework_id) if Path(framework_id).exists() else None
    shipped = files.shipped_frameworks()
    chosen = definition_id(own) if own else resolve("framework", framework_id, shipped)
    name = _named(name)
    try:
        for folder in ("", *FOLDERS):
            (root / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        if own is not None:
            copy_definition(own, root / "frameworks", chosen)
        base = pinned.in_force(root, chosen).base
        usual = usual_values(Area, base)
        kept = pinned.keep_copy(root, base)
        area = make(Area, **{**usual, "name": name, "framework": chosen, "definition": kept})
    except OSError as error:
        raise RefusedError(
            "A workspace cannot be made here.",
            f"{root}: {error.strerror}",
            "Choose a folder you can write to.",
        ) from None
    repository = create_repository(root)
    repository.commit(Transaction("Start the workspace", (put(area),)), user=user, at=clock())
    repository.close()
    return open_workspace(root, user=user, clock=clock)


def open_workspace(root: Path, *, user: str, clock: Callable[[], datetime]) -> Workspace:
    """Open a workspace; what cannot be read is listed in its `problems`, the rest works.

    One whose definition cannot be found or read opens for reading only.

    Raises:
        UsageError: There is no workspace at `root`.
    """
    if not is_workspace(root):
        raise UsageError(
            "There is no workspace here.",
            str(root),
            "Make one with 'readiness init DIR --area NAME', or try 'readiness demo'.",
        )
    repository = open_repository(root)
    user = repository.rights.shown or user
    records, problems = repository.load()
    area = next(iter(records.area.values()), None)
    framework_id = area.framework if area else DEFAULT_FRAMEWORK
    try:
        used = pinned.in_force(root, framework_id, area.definition if area else "")
    except RefusedError as error:
        repository.close()
        repository = open_repository(root, read_only=True)
        opened = OpenedState(
            stand_in.stand_in(framework_id),
            records,
            (stand_in.missing(error), *problems),
            states_now(records, root),
            closed_because=stand_in.REASON,
        )
        return Workspace(root, repository, opened, user=user, clock=drill_clock(root, clock))
    faults = used.problems if area else (_area_missing(), *used.problems)
    is_drill = (root / DRILL_FILE).is_file()  # each drill begins anew in the same folder
    older = () if is_drill else notice_older_copy(root, repository, records)
    opened = OpenedState(
        used.framework,
        records,
        (*older, *problems, *faults),
        states_now(records, root),
        definition=used if area else None,
    )
    return Workspace(root, repository, opened, user=user, clock=drill_clock(root, clock))


def _named(name: str) -> str:
    if not name.strip():
        raise UsageError("The area needs a name.", "", "Give it with --area.")
    return name.strip()


def _area_missing() -> Problem:
    return Problem(
        "error",
        Where(SNAPSHOT_NAME, record="area"),
        "The record that names the area cannot be read.",
        "Run 'readiness doctor', or restore a backup with 'readiness restore'.",
    )
