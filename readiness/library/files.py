"""The evidence library: files copied in or registered where they are, and what became of them since.

Nothing here follows a symbolic link, a junction, a device, a socket or a pipe.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple

from readiness.base import disk
from readiness.base.disk import resolved
from readiness.base.errors import RefusedError, StorageError
from readiness.base.file_names import legal_name, name_key, unused_name
from readiness.base.reach import need_reach
from readiness.base.text import is_text, visible
from readiness.base.user_cache import workspace_key
from readiness.library.base_folders import BaseFolders, base_folders
from readiness.library.digests import (
    Digest,
    DigestCache,
    copy_and_digest,
    digest_of,
    is_online_only,
    open_regular,
)
from readiness.model.records.evidence import Evidence, FileStates
from readiness.model.records.tables import Records

LIBRARY = "evidence"
"""Name of the library's folder in a workspace."""

_PRIVATE_FILE = 0o600

_MARK = "incoming"

_COUNTER = itertools.count(1)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that can be evidence, as it was when its bytes were last read."""

    path: Path
    """Where it is now."""
    location: str
    """What a record stores: below the library with ``/``, or absolute for a file registered in place."""
    sha256: str
    """Hex digest of its content."""
    size: int
    """Bytes."""
    is_copy: bool = field(default=False, compare=False)
    """Whether it was copied just now, so that a change of mind takes it away again."""


def need_content(held: StoredFile) -> StoredFile:
    """The file, unless nothing is in it; raises RefusedError then."""
    if not held.size:
        raise RefusedError(EMPTY_FILE, visible(held.path.name), "Ask for the file again.")
    return held


EMPTY_FILE = "The file is empty: there is nothing in it to rely on."


def take_back(held: Iterable[StoredFile]) -> None:
    """Take copies away again that nothing was registered for; a disk that refuses is no fault here."""
    for file in held:
        if file.is_copy:
            with contextlib.suppress(OSError):
                file.path.unlink()


def add_file(root: Path, source: Path, *, folder: str = "") -> StoredFile:
    """Copy a file into the library of the workspace at `root`, private to the user, whole or not at all.

    Its name is made legal everywhere and never replaces another file; a file that is already in the
    library, or whose copy is there under its own name, is not copied again. `folder` is where below the
    library it goes (``/`` between parts).

    Raises:
        RefusedError: The source is missing, unreadable, not a regular file, or not one's own to name.
        StorageError: The copy cannot be written (full disk, read-only folder).
    """
    library = root / LIBRARY
    need_place(root, source)
    if (inside := location_of(root, source)) is not None:
        return _held(source, inside)
    target = library.joinpath(*(legal_name(part) for part in PurePosixPath(folder).parts if part != "/"))
    with _source(source) as stream:
        try:
            disk.make_folder(target)
            return _copy_in(stream, source, target, library)
        except OSError as error:
            raise StorageError(
                "The file could not be copied into the evidence library.",
                f"{source.name}: {error.strerror or error}",
                "Make room on the disk, or check that the workspace can be written. Nothing was added.",
            ) from error


def register(root: Path, source: Path) -> StoredFile:
    """A file kept where it is: nothing is copied, its digest is taken. Raises RefusedError as `add_file`.

    Its place is recorded as whoever else uses the workspace at `root` sees it; see `library.base_folders`.
    """
    need_place(root, source, in_place=True)
    return _held(source, recorded_place(root, source))


def need_place(root: Path, source: Path, *, in_place: bool = False) -> None:
    """Refuse a file that stays where it is and could not be found again there from its record.

    Raises:
        RefusedError: Its name, or that of a folder, is to be changed first.
    """
    place = recorded_place(root, source) if in_place else location_of(root, source) or ""
    if not is_text(place) or (not in_place and set(place) & set("\\:")):
        raise RefusedError(
            "The name of this file or of its folder holds signs that other computers refuse.",
            visible(place),
            "Rename it, then add it.",
        )


def recorded_place(root: Path, path: Path) -> str:
    """How the place of a file outside the library is recorded."""
    return base_folders(root).recorded(_without_detours(path.absolute()))


def _without_detours(path: Path) -> Path:
    """The path without ``..``; links are followed only where leaving it out would name another file."""
    if ".." not in path.parts:
        return path
    plain = Path(os.path.normpath(path))
    with contextlib.suppress(OSError):
        if not plain.samefile(path):
            return resolved(path)
    return plain


def is_here(path: Path) -> bool:
    """Whether a file can be read without fetching it from a cloud."""
    try:
        status = path.stat(follow_symlinks=False)
    except OSError:
        return False
    return stat.S_ISREG(status.st_mode) and not is_online_only(status)


def location_of(root: Path, path: Path) -> str | None:
    """The location of a file that lies in the library, links resolved; None for any other file."""
    try:
        return resolved(path).relative_to(resolved(root / LIBRARY)).as_posix()
    except (ValueError, OSError):
        return None


def path_of(evidence: Evidence, root: Path) -> Path | None:
    """Where an item's file should be; None for a web address or a location that leaves the library."""
    return _Locator(root).path_of(evidence)


class _Locator:
    """Finds the files of many records; remembers which folders it has seen to lie in the library."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._library = root / LIBRARY
        self._resolved = resolved(self._library)
        self._is_inside: dict[Path, bool] = {}

    @cached_property
    def _bases(self) -> BaseFolders:
        return base_folders(self._root)

    def path_of(self, evidence: Evidence) -> Path | None:
        if evidence.location_kind == "url":
            return None
        if evidence.location_kind == "path":
            return self._bases.here(evidence.location)
        location = PurePosixPath(evidence.location.replace("\\", "/"))
        if not location.parts or location.is_absolute() or ".." in location.parts or ":" in location.parts[0]:
            return None
        path = self._library.joinpath(*location.parts)
        if path.parent not in self._is_inside:
            self._is_inside[path.parent] = resolved(path.parent).is_relative_to(self._resolved)
        return path if self._is_inside[path.parent] else None


def file_states(
    records: Records,
    root: Path,
    *,
    cache: DigestCache | None = None,
    thorough: bool = False,
    reads_new: bool = True,
) -> FileStates:
    """What became of every item's file; withdrawn items and web addresses are not looked at.

    The quick way compares sizes and, where the cache knows a file's size and time, what it was then.
    With a cache a file it does not know is read once, or, without `reads_new`, judged by its size; without
    a cache only sizes count. `thorough` reads every byte. What lies in the cloud alone is never fetched.
    Never raises for a file.
    """
    missing, changed, online, empty = set(), set(), set(), set()
    locator = _Locator(root)
    for evidence in records.evidence.values():
        if evidence.location_kind == "url" or evidence.is_withdrawn:
            continue
        path = locator.path_of(evidence)
        usable = cache if reads_new or (cache and path and cache.knows(path)) else None
        found = _look(path, evidence, usable, thorough=thorough)
        if found is None:
            missing.add(evidence.id)
            continue
        if evidence.sha256 and found[:2] != (evidence.sha256, evidence.size):
            changed.add(evidence.id)
        if found.is_online:
            online.add(evidence.id)
        elif not found.size:
            empty.add(evidence.id)
    return FileStates(*map(frozenset, (missing, changed, online, empty)))


class _Seen(NamedTuple):
    """A file as it is now, as far as asked for."""

    sha256: str
    size: int
    is_online: bool = False


def _look(
    path: Path | None, evidence: Evidence, cache: DigestCache | None, *, thorough: bool
) -> _Seen | None:
    """A file as it is now; None when it cannot be read."""
    if path is None:
        return None
    try:
        status = path.stat(follow_symlinks=False)
        if not stat.S_ISREG(status.st_mode):
            return None
        if is_online_only(status):
            return _Seen(evidence.sha256, status.st_size, is_online=True)
        if thorough:
            return _read_again(path, cache)
        is_judged_by_size = cache is None or status.st_size != evidence.size
        sha256 = evidence.sha256 if cache is None or is_judged_by_size else cache.digest_of(path).sha256
        return _Seen(sha256, status.st_size)
    except OSError:
        return None


def _read_again(path: Path, cache: DigestCache | None) -> _Seen:
    digest = digest_of(path)
    if cache is not None:
        cache.remember(path, digest)
    return _Seen(digest.sha256, digest.size)


def orphans(records: Mapping[str, Evidence], root: Path, files: list[Path]) -> list[Path]:
    """Those of `files` that lie in the library although no record names them."""
    named = {name_key(one.location) for one in records.values() if one.location_kind == "library"}
    named |= {name_key(old.location) for one in records.values() for old in one.earlier}
    places = ((path, location_of(root, path)) for path in files)
    return [path for path, place in places if place is not None and name_key(place) not in named]


def _held(path: Path, location: str) -> StoredFile:
    with _source(path) as stream:
        digest = digest_of(path, stream)
    return StoredFile(path, location, digest.sha256, digest.size)


def _source(path: Path) -> BinaryIO:
    need_reach(path)
    if path.is_dir():
        raise RefusedError(
            "This is a folder, not a file.",
            str(path),
            "Add it as a folder of files: readiness evidence scan FOLDER",
        )
    try:
        return open_regular(path)
    except FileNotFoundError as error:
        raise RefusedError("There is no such file.", str(path), "Check its name and folder.") from error
    except OSError as error:
        raise RefusedError(
            "The file cannot be read.",
            f"{path}: {error.strerror or error}",
            "Give a regular file you may read.",
        ) from error


def _copy_in(stream: BinaryIO, source: Path, target: Path, library: Path) -> StoredFile:
    temporary = target / f".{_MARK}-{os.getpid()}-{next(_COUNTER)}.tmp"
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, _PRIVATE_FILE)
        with open(descriptor, "wb") as copy:  # noqa: PTH123 - a descriptor, not a path
            digest = copy_and_digest(stream, copy)
        with contextlib.suppress(OSError):
            status = os.fstat(stream.fileno())
            os.utime(temporary, ns=(status.st_atime_ns, status.st_mtime_ns))
        path, is_copy = _place(temporary, source.name, target, digest)
    finally:
        temporary.unlink(missing_ok=True)
    disk.sync_folder(target)
    location = path.relative_to(library).as_posix()
    return StoredFile(path, location, digest.sha256, digest.size, is_copy=is_copy)


_BINARY: int = getattr(os, "O_BINARY", 0)


def _place(temporary: Path, name: str, target: Path, digest: Digest) -> tuple[Path, bool]:
    """Give the finished copy a name of its own; the same content under its own name is used as it is.

    Returns:
        Where it is, and whether the copy was needed.
    """
    twin = target / legal_name(name)
    with contextlib.suppress(OSError):
        if twin.stat(follow_symlinks=False).st_size == digest.size and digest_of(twin) == digest:
            return twin, False
    while True:
        taken = {name_key(one) for one in os.listdir(target)}  # noqa: PTH208 - names only
        path = target / unused_name(name, taken)
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE))
        except FileExistsError:
            continue
        try:
            disk.replace(temporary, path)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return path, True


def digest_cache(root: Path) -> DigestCache:
    """The memory of digests of the workspace at `root`; it may be thrown away at any time."""
    from platformdirs import user_cache_path

    return DigestCache(
        user_cache_path("area-send-readiness", appauthor=False) / f"digests-{workspace_key(root)}.json"
    )


def states_now(records: Records, root: Path) -> FileStates:
    """At a glance: a file not seen before is judged by its size, one that was touched is read again."""
    cache = digest_cache(root)
    states = file_states(records, root, cache=cache, reads_new=False)
    cache.save()
    return states


def states_checked(records: Records, root: Path, *, read_data: bool) -> FileStates:
    """Every file read once, or with `read_data` all of them again; remembered for the next glance."""
    cache = digest_cache(root)
    states = file_states(records, root, cache=cache, thorough=read_data)
    cache.save()
    return states


def remember(root: Path, held: list[StoredFile]) -> None:
    """Remember files that were just taken in, so that a later edit of one is noticed at a glance."""
    from readiness.library.digests import Digest

    cache = digest_cache(root)
    for one in held:
        cache.remember(one.path, Digest(one.sha256, one.size))
    cache.save()
