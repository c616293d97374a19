"""Where shared files lie on this computer: a colleague's drive letter need not be one's own.

A record keeps a file's place as whoever registered it saw it. What lies under one folder there may lie under
another here; which, is a setting of the person on this computer and never part of the shared record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from readiness.base.own_settings import own_settings, set_own
from readiness.base.user_cache import workspace_key

_WINDOWS = re.compile(r"[A-Za-z]:/|//")


class BaseFolders:
    """Folders as recorded, each with where it is here."""

    def __init__(self, pairs: Mapping[str, str]) -> None:
        self._pairs = sorted(pairs.items(), key=lambda pair: -len(pair[0]))

    def here(self, location: str) -> Path:
        """Where a recorded place is on this computer."""
        return Path(_moved(location, self._pairs) or location)

    def recorded(self, path: Path) -> str:
        """How a place on this computer is recorded, so that others find it too."""
        back = sorted(((here, base) for base, here in self._pairs), key=lambda pair: -len(pair[0]))
        return _moved(str(path), back) or str(path)


def base_folders(root: Path) -> BaseFolders:
    """The folders set here for the workspace at `root`."""
    return BaseFolders(pairs_of(root))


def pairs_of(root: Path) -> dict[str, str]:
    """The same as plain values: the folder as recorded, and where it is here."""
    return own_settings().base_folders.get(workspace_key(root), {})


def set_base_folder(root: Path, recorded: str, here: Path | None) -> bool:
    """Say where a recorded folder lies on this computer; None takes it back. False when the disk refuses."""
    pairs = {base: place for base, place in pairs_of(root).items() if _plain(base) != _plain(recorded)}
    if here is not None:
        pairs[recorded] = str(here)
    return set_own(base_folders={**own_settings().base_folders, workspace_key(root): pairs})


def common_bases(moves: Iterable[tuple[str, Path]]) -> dict[str, str]:
    """For files as recorded and where they are now: the folders that differ, what is below them the same."""
    bases: dict[str, str] = {}
    for recorded, now in moves:
        was, new = _plain(recorded).split("/"), now.as_posix().split("/")
        same = 0
        while same < min(len(was), len(new)) - 1 and was[-1 - same].casefold() == new[-1 - same].casefold():
            same += 1
        if same:
            bases["/".join(was[:-same]) or "/"] = "/".join(new[:-same]) or "/"
    return bases


def _moved(place: str, pairs: Iterable[tuple[str, str]]) -> str:
    """A place below one of the first folders, as it is below the second; empty when it is below none."""
    shown = _plain(place)
    for base, instead in pairs:
        start = _plain(base).rstrip("/")
        is_windows = _WINDOWS.match(shown) is not None
        is_below = shown.casefold().startswith(f"{start.casefold()}/") if is_windows else False
        if is_below or shown.startswith(f"{start}/"):
            slash = "\\" if "\\" in instead and "/" not in instead else "/"
            return f"{instead.rstrip(slash)}{shown[len(start) :].replace('/', slash)}"
    return ""


def _plain(place: str) -> str:
    return place.replace("\\", "/")
