"""Walking a folder for files that could be evidence, without leaving it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from readiness.base.errors import RefusedError
from readiness.base.problems import Problem, Where
from readiness.library.digests import digest_of, is_link, is_online_only

_JUNK_NAMES = {"thumbs.db", "desktop.ini", "icon\r"}

_JUNK_SUFFIXES = (".tmp", ".crdownload", ".partial", "~")

_HIDDEN = getattr(stat, "FILE_ATTRIBUTE_HIDDEN", 2)

_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class Step:
    """How far a scan has come."""

    done: int
    total: int
    name: str
    """The file being read, as found (not fit to print without `visible`)."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file of a scanned folder."""

    path: Path
    relative: str
    """Its place below the scanned folder, with ``/``."""
    sha256: str
    size: int
    changed: int = field(default=0, compare=False)
    """When it was last changed, in nanoseconds, as the disk has it."""


@dataclass(frozen=True, slots=True)
class FolderScan:
    """What a folder holds, in a fixed order."""

    files: tuple[Found, ...]
    skipped: tuple[Problem, ...]
    """Links, devices and unreadable places, each with why it was passed over."""
    is_complete: bool = True
    """False when it was cancelled."""

    def twins(self) -> dict[str, tuple[Found, ...]]:
        """Files of the same content, by digest, wherever there is more than one."""
        groups: dict[str, list[Found]] = {}
        for one in self.files:
            groups.setdefault(one.sha256, []).append(one)
        return {digest: tuple(group) for digest, group in groups.items() if len(group) > 1}


def scan(
    folder: Path,
    *,
    progress: Callable[[Step], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    sizes: Collection[int] | None = None,
) -> FolderScan:
    """Find and digest every regular file below a folder (or the one file given).

    Hidden and temporary files (``~$plan.docx``, ``.DS_Store``) are passed over silently; links, devices,
    sockets, pipes and what lies in the cloud alone are listed as skipped and never opened. With `sizes` only
    files of one of these sizes (bytes) are taken.

    Raises:
        RefusedError: There is no such folder.
    """
    if not folder.exists():
        raise RefusedError("There is no such folder.", str(folder), "Check its name.")
    skipped: list[Problem] = []
    paths = list(_walk(folder, folder, skipped, 0)) if folder.is_dir() else list(_alone(folder, skipped))
    if sizes is not None:
        paths = [path for path in paths if path.stat(follow_symlinks=False).st_size in sizes]
    top = folder if folder.is_dir() else folder.parent
    files: list[Found] = []
    for number, path in enumerate(paths):
        if cancelled is not None and cancelled():
            return FolderScan(tuple(files), tuple(skipped), is_complete=False)
        if progress is not None:
            progress(Step(number, len(paths), path.name))
        try:
            changed = path.stat(follow_symlinks=False).st_mtime_ns
            digest = digest_of(path)
        except OSError as error:
            skipped.append(_passed_over(path, top, f"It cannot be read ({error.strerror or error})."))
            continue
        files.append(Found(path, path.relative_to(top).as_posix(), digest.sha256, digest.size, changed))
    if progress is not None:
        progress(Step(len(paths), len(paths), ""))
    return FolderScan(tuple(files), tuple(skipped))


def _alone(path: Path, skipped: list[Problem]) -> Iterator[Path]:
    """The one file that was named, unless reading it would fetch it from a cloud."""
    if is_online_only(path.stat(follow_symlinks=False)):
        skipped.append(_passed_over(path, path, _ELSEWHERE, _FETCH))
    else:
        yield path


def _walk(folder: Path, top: Path, skipped: list[Problem], depth: int) -> Iterator[Path]:
    """Regular files below a folder, by name; what is passed over for a reason is added to `skipped`."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda one: (one.name.casefold(), one.name))
    except OSError as error:
        skipped.append(_passed_over(folder, top, f"The folder cannot be read ({error.strerror or error})."))
        return
    for entry in entries:
        path = Path(entry.path)
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError as error:
            skipped.append(_passed_over(path, top, f"It cannot be read ({error.strerror or error})."))
            continue
        if _is_junk(entry.name, status):
            continue
        if is_link(status):
            skipped.append(_passed_over(path, top, "It is a link to another place; links are not followed."))
        elif stat.S_ISDIR(status.st_mode) and _holds_workspace(path):
            skipped.append(_passed_over(path, top, "It is a workspace, whose own files are no evidence."))
        elif stat.S_ISDIR(status.st_mode) and depth < _DEEPEST:
            yield from _walk(path, top, skipped, depth + 1)
        elif stat.S_ISREG(status.st_mode) and is_online_only(status):
            skipped.append(_passed_over(path, top, _ELSEWHERE, _FETCH))
        elif stat.S_ISREG(status.st_mode):
            yield path
        else:
            skipped.append(_passed_over(path, top, "It is not a regular file."))


def _holds_workspace(folder: Path) -> bool:
    """Whether a folder below the one named is a workspace: its main file is what makes it one."""
    return (folder / "readiness.json").is_file()


def _is_junk(name: str, status: os.stat_result) -> bool:
    lower = name.casefold()
    is_marked = bool(getattr(status, "st_file_attributes", 0) & _HIDDEN)
    return (
        is_marked or lower.startswith((".", "~$")) or lower in _JUNK_NAMES or lower.endswith(_JUNK_SUFFIXES)
    )


_ELSEWHERE = "It lies in the cloud alone and was not fetched."

_FETCH = "In File Explorer choose 'Always keep on this device' (or open it once), then scan again."


def _passed_over(path: Path, top: Path, why: str, hint: str = "") -> Problem:
    place = path.relative_to(top).as_posix() if path != top else path.name
    return Problem("warning", Where(file=place), f"Passed over: {why}", hint)
