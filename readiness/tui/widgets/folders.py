"""What lies in a folder, to be chosen from: folders first, then files, each with a few words about it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from readiness.base.date_words import near_day_words
from readiness.base.zone import local_zone

if TYPE_CHECKING:
    from pathlib import Path

MOST = 2_000
"""Names listed of one folder; typing narrows them."""

_KILO = 1024


@dataclass(frozen=True, slots=True)
class Listed:
    """A folder or file of the folder that is shown."""

    path: Path
    is_folder: bool
    about: str = ""
    """Size and day of a file, in words."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a folder, or why that cannot be said."""

    folder: Path
    entries: tuple[Listed, ...]
    is_cut: bool = False
    """Whether there is more than is listed."""
    why_not: str = ""
    """Why the folder cannot be read; empty when it can."""


def contents(folder: Path) -> Contents:
    """Read a folder; hidden names are left out. Slow on a network, so to be called in a thread."""
    try:
        with os.scandir(folder) as found:
            seen = [one for one in found if not one.name.startswith((".", "~$"))]
        entries = sorted(
            (Listed(folder / one.name, _is_folder(one), _about(one)) for one in seen[: MOST + 1]),
            key=lambda one: (not one.is_folder, one.path.name.casefold()),
        )
    except OSError as error:
        return Contents(folder, (), why_not=error.strerror or "it cannot be read")
    return Contents(folder, tuple(entries[:MOST]), is_cut=len(seen) > MOST)


def drives() -> tuple[str, ...]:
    """The drives of a Windows computer; none elsewhere, where everything hangs below one root."""
    known = getattr(os, "listdrives", None)
    return tuple(known()) if known is not None else ()


def size_words(size: int) -> str:
    """Bytes as people say them: ``84 KB``, ``2.1 MB``."""
    if size < _KILO:
        return f"{size} B"
    if size < _KILO * _KILO:
        return f"{size / _KILO:.0f} KB"
    return f"{size / _KILO / _KILO:.1f} MB"


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _about(entry: os.DirEntry[str]) -> str:
    """Size and day of a file; empty for a folder, and for what cannot be looked at."""
    try:
        if entry.is_dir():
            return ""
        known = entry.stat()
        changed = datetime.fromtimestamp(known.st_mtime, local_zone()).date()
        return f"{size_words(known.st_size)}, {near_day_words(changed)}"
    except (OSError, ValueError, OverflowError):
        return ""
