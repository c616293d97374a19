"""How far the files that a person names may lie: anywhere on this computer, or in a folder of their own.

In a terminal the computer is the person's own. In a browser it is somebody else's: what they hand in and take
out lies in one folder, and nothing else on that computer is theirs to name. Like a process's working folder
this is said once, by the door the process was started through, and holds until it ends.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from readiness.base.errors import RefusedError
from readiness.base.text import visible

NAME_ONE = "the name of one of your files; right arrow completes"
"""What a field for a file asks for where only one's own files can be named."""


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """The folder of what a person hands in and takes out."""

    folder: Path
    library: Path | None = None
    """The folder of evidence, which documents may name, too."""
    is_all: bool = True
    """Whether nothing else on this computer may be named."""


_own: OwnFiles | None = None


def reach_only(own: OwnFiles | None) -> None:
    """From now on relative names lie in the folder of own files; with `is_all` nothing else is reached."""
    global _own  # noqa: PLW0603 - of the process, as its working folder is
    _own = own


def own_files() -> OwnFiles | None:
    """The folder of own files; None in a terminal, where there is none."""
    return _own


def is_confined() -> bool:
    """Whether nothing but one's own files can be named."""
    return _own is not None and _own.is_all


def named_path(text: str) -> Path:
    """The absolute path that a person named, `~` being their own folder where it is.

    The quotation marks Windows puts round a path it copies are left out.

    Raises:
        RefusedError: It leaves the folder of own files, and nothing else may be named.
    """
    typed = text.strip().strip('"')
    if _own is None:
        return Path(typed).expanduser().absolute()
    if not _own.is_all:
        return _own.folder / Path(typed).expanduser()
    path = _own.folder / typed.replace("\\", "/")
    if not _is_below(path, _own.folder):
        raise _refusal(typed)
    return path


def need_reach(path: Path) -> None:
    """Refuse a file that a document names (a shortcut, a row of a sheet) and its person could not.

    Raises:
        RefusedError: It lies elsewhere.
    """
    if _own is None or not _own.is_all:
        return
    folders = (_own.folder, *((_own.library,) if _own.library else ()))
    if not any(_is_below(path, folder) for folder in folders):
        raise _refusal(path.name)


def as_named(text: str) -> str:
    """A path that a field opens with, as this person names it: among their own files by its name alone."""
    return Path(text).name or text if is_confined() else text


def by_own_name(words: str) -> str:
    """Words in which own files are called by their names, not by where they lie on a server."""
    if _own is None:
        return words
    return words.replace(f"{_own.folder}{os.sep}", "").replace(str(_own.folder), "your files")


def _is_below(path: Path, folder: Path) -> bool:
    try:
        return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
    except (OSError, ValueError):
        return False


def _refusal(named: str) -> RefusedError:
    return RefusedError(
        "Only your own files can be named here.",
        visible(named),
        "Hand the file in first (Files, above the screen), then give its name.",
    )
