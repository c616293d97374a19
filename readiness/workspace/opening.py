"""Making and opening workspaces."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from readiness.base.errors import RefusedError, UsageError, resolve
from readiness.base.problems import Problem, Where
from readiness.definitions import files
from readiness.definitions.in_force import (
    DEFAULT_FRAMEWORK,
    copy_definition,
    definition_id,
    in_force,
    load_definition,
)
from readiness.library.files import states_now
from readiness.model.records.area import Area
from readiness.model.records.changes import Transaction, put
from readiness.store.layout import SNAPSHOT
from readiness.store.tinydb.repository import Repository
from readiness.workspace.clock import drill_clock
from readiness.workspace.editing import make
from readiness.workspace.workspace import Opened, Workspace

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
    if (root / SNAPSHOT).exists():
        raise UsageError("There is a workspace in this folder already.", str(root), "Choose another folder.")
    own = Path(framework_id) if Path(framework_id).exists() else None
    shipped = files.shipped_frameworks()
    chosen = definition_id(own) if own else resolve("framework", framework_id, shipped)
    area = make(Area, name=_named(name), framework=chosen)
    try:
        for folder in ("", *FOLDERS):
            (root / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        if own is not None:
            copy_definition(own, root / "frameworks", chosen)
    except OSError as error:
        raise RefusedError(
            "A workspace cannot be made here.",
            f"{root}: {error.strerror}",
            "Choose a folder you can write to.",
        ) from None
    repository = Repository.create(root)
    repository.commit(Transaction("Start the workspace", (put(area),)), user=user, at=clock())
    repository.close()
    return open_workspace(root, user=user, clock=clock)


def open_workspace(root: Path, *, user: str, clock: Callable[[], datetime]) -> Workspace:
    """Open a workspace; what cannot be read is listed in its `problems`, the rest works.

    Raises:
        UsageError: There is no workspace at `root`.
        RefusedError: Not even its framework can be found.
    """
    if not (root / SNAPSHOT).is_file() and not (root / "readiness.journal").is_file():
        raise UsageError(
            "There is no workspace here.",
            str(root),
            "Make one with 'readiness init DIR --area NAME', or try 'readiness demo'.",
        )
    repository = Repository.open(root)
    records, problems = repository.load()
    area = next(iter(records.area.values()), None)
    used = area.framework if area else DEFAULT_FRAMEWORK
    framework, faults = load_definition(root, used)
    if area is None:
        faults = [_area_missing(), *faults]
    opened = Opened(framework, records, (*problems, *faults), states_now(records, root), in_force(root, used))
    return Workspace(root, repository, opened, user=user, clock=drill_clock(root, clock))


def _named(name: str) -> str:
    if not name.strip():
        raise UsageError("The local area needs a name.", "", "Give it with --area.")
    return name.strip()


def _area_missing() -> Problem:
    return Problem(
        "error",
        Where(SNAPSHOT, record="area"),
        "The record that names the local area cannot be read.",
        "Run 'readiness doctor', or restore a backup with 'readiness restore'.",
    )
