"""How a workspace is found, and what its files and folders are called."""

from __future__ import annotations

import os
from pathlib import Path

from readiness.base.file_names import name_key

SNAPSHOT_NAME = "readiness.json"
"""The file that makes a folder a workspace."""

JOURNAL_NAME = "readiness.journal"

LINK_NAME = "readiness.link"
"""The file that makes a folder a workspace whose records are in a database."""

_MAIN_NAMES = (SNAPSHOT_NAME, JOURNAL_NAME, LINK_NAME)

HISTORY_NAME = "history"

BACKUPS_NAME = "backups"

PRINTED_NAME = "exports/.printed"
"""What each export of the self-evaluation printed, one file for each."""

LIBRARY_NAME = "evidence"

DEFINITIONS_NAME = "frameworks"

SNAPSHOTS_NAME = "snapshots"

KEPT_NAMES = (HISTORY_NAME, DEFINITIONS_NAME, SNAPSHOTS_NAME, PRINTED_NAME, "reports", LIBRARY_NAME)
"""Folders a backup holds: what was kept and cannot be made again; not drafts or exports."""

DRAFTS_NAME = "drafts"

_OWN_FOLDERS = frozenset({*KEPT_NAMES, BACKUPS_NAME, DRAFTS_NAME})

_OWN_FILES = frozenset({"drill.json"})

_OWN_STEM = "readiness."
"""Main file, journal, lock and the writer's name all begin with it."""


def find_workspace(start: Path) -> Path | None:
    """The nearest folder at or above `start` that holds a workspace, or None."""
    folders = (start, *start.parents)
    return next((folder for folder in folders if _holds(folder, SNAPSHOT_NAME, LINK_NAME)), None)


def is_workspace(folder: Path) -> bool:
    """Whether a folder holds a workspace, or what is left of one."""
    return any((folder / name).exists() for name in _MAIN_NAMES)


def is_link_alone(folder: Path) -> bool:
    """Whether what makes a folder a workspace is a link to a database and nothing else."""
    return [name for name in _MAIN_NAMES if (folder / name).exists()] == [LINK_NAME]


def _holds(folder: Path, *names: str) -> bool:
    return any((folder / name).is_file() for name in names)


def owner_of(path: Path) -> Path | None:
    """The workspace that a path is an own file or folder of; None when it may be written by anybody.

    Names are compared as Windows and Mac disks do. A name that would make a folder a workspace counts too.
    """
    name = name_key(path.name)
    if name in _MAIN_NAMES:
        return path.parent
    for folder in path.parents:
        if not is_workspace(folder):
            continue
        first = name_key(path.relative_to(folder).parts[0])
        if first in _OWN_FOLDERS | _OWN_FILES or first.startswith(_OWN_STEM):
            return folder
    return path if is_workspace(path) else None


def is_bookkeeping(path: Path) -> bool:
    """Whether a file is what a workspace itself consists of: records, history, backups; not its evidence."""
    path = Path(os.path.abspath(path))  # noqa: PTH100 - links are not followed: the name is what counts
    owner = owner_of(path)
    return owner is not None and name_key(path.relative_to(owner).parts[0]) != LIBRARY_NAME
