"""How a workspace is found, and what its files and folders are called."""

from __future__ import annotations

from pathlib import Path

SNAPSHOT_NAME = "readiness.json"
"""The file that makes a folder a workspace."""

JOURNAL_NAME = "readiness.journal"

HISTORY_NAME = "history"

BACKUPS_NAME = "backups"

LIBRARY_NAME = "evidence"

DEFINITIONS_NAME = "frameworks"

SNAPSHOTS_NAME = "snapshots"

KEPT_NAMES = (HISTORY_NAME, DEFINITIONS_NAME, SNAPSHOTS_NAME, "reports", LIBRARY_NAME)
"""Folders a backup holds: what was kept and cannot be made again; not drafts or exports."""


def find_workspace(start: Path) -> Path | None:
    """The nearest folder at or above `start` that holds a workspace, or None."""
    folders = (start, *start.parents)
    return next((folder for folder in folders if (folder / SNAPSHOT_NAME).is_file()), None)
