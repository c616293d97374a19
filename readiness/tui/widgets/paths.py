"""Completing a file path while it is typed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.suggester import Suggester

from readiness.base.errors import RefusedError
from readiness.base.reach import named_path, own_files

if TYPE_CHECKING:
    from pathlib import Path

_LIMIT = 5_000
"""Names looked at in one folder; completion is a convenience, not a search."""


class PathSuggester(Suggester):
    """Suggests the rest of the first file or folder name that starts like what was typed."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The completed path, a folder with its closing slash; None when nothing starts like it."""
        return await asyncio.to_thread(completed, value)


def completed(value: str) -> str | None:
    """`value` with the last name completed from the folder it is in."""
    if not value:
        return None
    folder, _, start = value.rpartition("/") if "/" in value else value.rpartition("\\")
    if own_files() is None and not folder and not value.startswith(("/", "~")):
        return None
    try:
        names = _names_like(named_path(f"{folder}/" if folder or value.startswith("/") else ""), start)
    except (OSError, RefusedError):
        return None
    return f"{value}{names[0][len(start) :]}" if names else None


def _names_like(folder: Path, start: str) -> list[str]:
    found = []
    for number, one in enumerate(folder.iterdir()):
        if number >= _LIMIT:
            break
        if one.name.casefold().startswith(start.casefold()) and (start or not one.name.startswith(".")):
            found.append(f"{one.name}/" if one.is_dir() else one.name)
    return sorted(found)
