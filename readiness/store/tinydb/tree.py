"""The files below a folder of a workspace, without ever leaving it by a link."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from readiness.base.problems import Problem, Where
from readiness.base.text import visible


def files_below(
    root: Path, name: str, problems: list[Problem], *, skipped: frozenset[str] = frozenset()
) -> Iterator[Path]:
    """Regular files below a folder of `root`, by name; what is no such file is listed in `problems`.

    Links, junctions, devices, pipes and sockets are not followed or opened. `skipped` holds names of files
    and folders directly below that are passed over.
    """
    try:
        entries = sorted(os.scandir(root / name), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as error:
        problems.append(unread(name, error))
        return
    for entry in entries:
        place = f"{name}/{entry.name}" if name else entry.name
        if entry.name in skipped:
            continue
        if _is_link(entry):
            what = "A link to somewhere else was passed over."
            problems.append(Problem("warning", Where(file=visible(place)), what, "Keep a copy, not a link."))
        elif entry.is_dir(follow_symlinks=False):
            yield from files_below(root, place, problems)
        elif entry.is_file(follow_symlinks=False):
            yield Path(entry.path)
        else:
            what = "This is no ordinary file and was passed over."
            problems.append(Problem("warning", Where(file=visible(place)), what, "Move it elsewhere."))


def unread(name: str, error: OSError) -> Problem:
    """A file or folder that could not be read, by its name from the workspace."""
    what = f"It could not be read ({error.strerror or error.__class__.__name__}), so it is not in the copy."
    hint = "Close it in other programs or ask for the right to read it, then do this again."
    return Problem("warning", Where(file=visible(name)), what, hint)


def _is_link(entry: os.DirEntry[str]) -> bool:
    is_junction = getattr(entry, "is_junction", lambda: False)  # from Python 3.12 on
    return entry.is_symlink() or is_junction()
