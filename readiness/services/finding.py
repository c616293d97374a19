"""Where a workspace is. Apart from opening one, because the terminal UI asks before its first paint."""

from __future__ import annotations

from pathlib import Path

SNAPSHOT = "readiness.json"
"""The file that makes a folder a workspace."""


def find_workspace(start: Path) -> Path | None:
    """The nearest folder at or above `start` that holds a workspace, or None."""
    folders = (start, *start.parents)
    return next((one for one in folders if (one / SNAPSHOT).is_file()), None)
