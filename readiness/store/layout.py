"""How a workspace is found, and what its files and folders are called."""

from __future__ import annotations

from pathlib import Path

SNAPSHOT = "readiness.json"
"""The file that makes a folder a workspace."""


def find_workspace(start: Path) -> Path | None:
    """The nearest folder at or above `start` that holds a workspace, or None."""
    folders = (start, *start.parents)
    return next((one for one in folders if (one / SNAPSHOT).is_file()), None)


SNAPSHOT_NAME = "readiness.json"

JOURNAL_NAME = "readiness.journal"

HISTORY_NAME = "history"

BACKUPS_NAME = "backups"

PRINTED_NAME = "exports/.printed"
"""What each export of the self-evaluation printed, one file for each."""
