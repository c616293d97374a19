"""SHA-256 of files, streamed, and a throw-away memory of it by size and time."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import orjson

from readiness.base import disk
from readiness.base.disk import blocks_of, open_file, whole_file
from readiness.base.text import is_text

_SETTLED_NS = 2_000_000_000
"""Nanoseconds a file must have rested before its time is trusted: the coarsest clock of file systems."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What a file's bytes are."""

    sha256: str
    size: int


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file for reading; a link, device, socket or pipe in its place raises OSError.

    It does not wait (a pipe without a writer would make it wait for ever).
    """
    if is_link(path.stat(follow_symlinks=False)):
        raise OSError("it is a link to another place")
    return open_file(path, follows_links=False)


def is_link(status: os.stat_result) -> bool:
    """Whether a status (links not followed) is of a symbolic link or a Windows junction."""
    junction = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)
    tag = getattr(status, "st_reparse_tag", 0)
    return stat.S_ISLNK(status.st_mode) or (bool(tag) and tag == junction)


_RECALL = 0x0004_0000 | 0x0040_0000 | 0x0000_1000
"""Windows: recall on open, recall on data access, offline."""

_DATALESS = 0x4000_0000
"""macOS: the content lies elsewhere."""


def is_online_only(status: os.stat_result) -> bool:
    """Whether a file is a cloud service's placeholder, so that reading it would fetch it."""
    return bool(getattr(status, "st_file_attributes", 0) & _RECALL) or bool(
        getattr(status, "st_flags", 0) & _DATALESS
    )


def digest_of(path: Path, stream: BinaryIO | None = None) -> Digest:
    """Digest of a whole regular file (or of an open one from its start); raises OSError."""
    with contextlib.ExitStack() as stack:
        source = stream or stack.enter_context(open_regular(path))
        state, size = hashlib.sha256(), 0
        for block in blocks_of(source):
            state.update(block)
            size += len(block)
    return Digest(state.hexdigest(), size)


def copy_and_digest(source: BinaryIO, target: BinaryIO) -> Digest:
    """Copy everything, wait until the disk has it, and say what it was; raises OSError."""
    state, size = hashlib.sha256(), 0
    for block in blocks_of(source):
        target.write(block)
        state.update(block)
        size += len(block)
    target.flush()
    os.fsync(target.fileno())
    return Digest(state.hexdigest(), size)


class DigestCache:
    """Remembers digests by path, size and time, in a file that may be thrown away at any moment.

    A wrong, damaged or missing file of it costs time, never truth: `thorough` checks do without it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = _loaded(path)
        self._is_changed = False

    def knows(self, path: Path) -> bool:
        """Whether a file was ever remembered here, whatever became of it since."""
        return str(path.absolute()) in self._known

    def digest_of(self, path: Path) -> Digest:
        """The digest of a file, read only when its size or time are not those remembered; raises OSError."""
        key, stamp = str(path.absolute()), _stamp(path)
        known = self._known.get(key)
        if known is not None and known[:2] == stamp:
            return Digest(str(known[2]), int(known[0]))
        digest = digest_of(path)
        self.remember(path, digest, stamp)
        return digest

    def remember(self, path: Path, digest: Digest, stamp: list[int] | None = None) -> None:
        """Keep a digest just taken; a file written in the last two seconds is not trusted to have rested."""
        stamp = stamp or _stamp(path)
        if is_text(str(path)) and stamp == _stamp(path) and time.time_ns() - stamp[1] > _SETTLED_NS:
            self._known[str(path.absolute())] = [*stamp, digest.sha256]
            self._is_changed = True

    def forget(self) -> None:
        """Delete the file, which holds names of files."""
        with contextlib.suppress(OSError):
            self._path.unlink()
        self._known, self._is_changed = {}, False

    def save(self) -> None:
        """Write what was learnt; a disk that refuses is no fault here."""
        if self._is_changed:
            with contextlib.suppress(OSError):
                disk.make_folder(self._path.parent)
                disk.write_atomically(self._path, orjson.dumps(self._known))
            self._is_changed = False


def _stamp(path: Path) -> list[int]:
    status = path.stat(follow_symlinks=False)
    return [status.st_size, status.st_mtime_ns]


def _loaded(path: Path) -> dict[str, list[int | str]]:
    try:
        found = orjson.loads(whole_file(path))
    except (OSError, orjson.JSONDecodeError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {key: value for key, value in found.items() if isinstance(value, list) and len(value) == 3}  # noqa: PLR2004 - size, time, digest
