"""Making and opening workspaces."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.core.area import Area
from readiness.core.changes import Transaction, put
from readiness.core.errors import RefusedError, UsageError
from readiness.core.problems import Problem, Where
from readiness.services.drill_clock import drill_clock
from readiness.services.editing import make, resolve
from readiness.services.file_watch import states_now
from readiness.services.finding import SNAPSHOT
from readiness.services.workspace import Opened, Workspace
from readiness.store import definitions
from readiness.store.repository import Repository

if TYPE_CHECKING:
    from readiness.core.framework import Framework

DEFAULT_FRAMEWORK = "area-send-2023"
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
    shipped = definitions.shipped_frameworks()
    chosen = _id_of(own) if own else resolve("framework", framework_id, shipped)
    area = make(Area, name=_named(name), framework=chosen)
    try:
        for folder in ("", *FOLDERS):
            (root / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        if own is not None:
            _copy_definition(own, root / "frameworks", chosen)
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
    framework, faults = load_definition(root, area.framework if area else DEFAULT_FRAMEWORK)
    if area is None:
        faults = [_area_missing(), *faults]
    opened = Opened(framework, records, (*problems, *faults), states_now(records, root))
    return Workspace(root, repository, opened, user=user, clock=drill_clock(root, clock))


def load_definition(root: Path, framework_id: str) -> tuple[Framework, list[Problem]]:
    """The definition a workspace works to: its own copy, or the shipped one, with its overlay.

    Raises:
        RefusedError: There is no such definition, or it cannot be read at all.
    """
    overlay = root / "frameworks"
    path = definitions.shipped_frameworks().get(framework_id) or _own_definition(overlay, framework_id)
    if path is None:
        raise RefusedError(
            f"The framework '{framework_id}' is not known.",
            str(overlay),
            "Put its YAML file into the workspace's frameworks folder, then open again.",
        )
    framework, problems = definitions.load_framework(path, overlay=overlay)
    if framework is None:
        raise RefusedError(
            f"The framework '{framework_id}' cannot be read.",
            str(problems[0]) if problems else str(path),
            f"Run 'readiness frameworks check {path}' to see every fault.",
        )
    return framework, problems


def _id_of(path: Path) -> str:
    """The id of a definition that has no errors."""
    framework, problems = definitions.load_framework(path)
    errors = [one for one in problems if one.severity == "error"]
    if framework is None or errors:
        raise RefusedError(
            "This framework definition has errors.",
            str(errors[0]) if errors else str(path),
            f"Run 'readiness frameworks check {path}' to see every fault.",
        )
    return framework.id


def _copy_definition(path: Path, folder: Path, framework_id: str) -> None:
    if path.is_dir():
        shutil.copytree(path, folder / framework_id)
    else:
        shutil.copyfile(path, folder / f"{framework_id}.yaml")


def _own_definition(folder: Path, framework_id: str) -> Path | None:
    candidates = (folder / framework_id, folder / f"{framework_id}.yaml")
    return next((one for one in candidates if one.exists()), None)


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
