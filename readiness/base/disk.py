"""Writing whole files or nothing; an error of the disk in words."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, BinaryIO

from readiness.base.errors import StorageError

_BUSY_WINERRORS = frozenset({5, 32, 33})
"""Windows: access denied, sharing violation, lock violation; all pass once a scanner lets go."""

_RETRY_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)

_BINARY: int = getattr(os, "O_BINARY", 0)

_NO_WAITING: int = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)

PRIVATE_FILE = 0o600

_PRIVATE_FOLDER = 0o700


def resolved(path: Path) -> Path:
    """The path in full, links followed; what leads to itself stays, and opening it says so.

    `Path.resolve` is not used: a link to itself makes it raise what is no OSError on some Pythons. Raises
    FileNotFoundError when the working folder is gone.
    """
    return Path(os.path.realpath(path))


def open_file(path: Path, *, follows_links: bool = True) -> BinaryIO:
    """Open an ordinary file for reading; a folder, pipe, socket or device in its place raises OSError.

    It never waits: opening a pipe would, until somebody writes, and a device may have no end. Without
    `follows_links` a link at its last name raises OSError where the system can tell.
    """
    flags = os.O_RDONLY | _BINARY | _NO_WAITING | (0 if follows_links else getattr(os, "O_NOFOLLOW", 0))
    descriptor = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is no ordinary file", str(path))
    return open(descriptor, "rb")  # noqa: PTH123 - a descriptor, and the caller closes it


def whole_file(path: Path) -> bytes:
    """Every byte of an ordinary file; see `open_file`."""
    with open_file(path) as file:
        return file.read()


_BLOCK = 1 << 20


def blocks_of(stream: IO[bytes]) -> Iterator[bytes]:
    """What an open file holds from where it stands, a mebibyte at a time. Raises OSError."""
    return iter(lambda: stream.read(_BLOCK), b"")


def write_atomically(path: Path, data: bytes, *, mode: int | None = None) -> None:
    """Replace `path` by `data` so that a crash or power loss leaves one whole version or the other.

    The bytes are on disk, and the name points at them, when this returns. Raises OSError; then the
    old file is as it was. Without `mode` a new file is private and an old one keeps its own.
    """
    write_blocks_atomically(path, (data,), mode=mode)


def write_blocks_atomically(path: Path, blocks: Iterable[bytes], *, mode: int | None = None) -> None:
    """The same as `write_atomically` for what is too long to be held at once."""
    temporary = path.with_name(f".{_short(path.name)}.{os.getpid()}.tmp")
    try:
        _write_new(temporary, blocks, _mode_of(path) if mode is None else mode)
        replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def append_durably(path: Path, data: bytes, size: int) -> None:
    """Add `data` at the end of a file of `size` bytes and wait until the disk has it.

    Raises OSError with the file cut back to `size` where that was possible, and SyncError when the
    disk took the bytes but would not confirm them: then nothing more may be written to it.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | _BINARY)
    try:
        try:
            _write_all(descriptor, data)
        except BaseException:
            _cut_back(descriptor, size)
            raise
        try:
            _flush_data(descriptor)
        except OSError as error:
            _cut_back(descriptor, size)
            raise SyncError(*error.args) from error
    finally:
        os.close(descriptor)


class SyncError(OSError):
    """The disk would not confirm that bytes are stored; what it holds is unknown until read again."""


def cut(path: Path, size: int) -> None:
    """Shorten a file to `size` bytes, for good: what is written there next must not meet the old end."""
    descriptor = os.open(path, os.O_WRONLY | _BINARY)
    try:
        os.ftruncate(descriptor, size)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(path: Path, *, is_synced: bool = True) -> None:
    """Make a folder private to the user if it is missing, with its parents, and its name durable.

    Without `is_synced` a later `sync_folder` of its parent is needed to make the name durable.
    """
    if path.is_dir():
        return
    make_folder(path.parent)
    with contextlib.suppress(FileExistsError):
        os.mkdir(path, _PRIVATE_FOLDER)  # noqa: PTH102 - os.* throughout, see the module's docstring
    if is_synced:
        sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make renames and new names in a folder durable; Windows does so by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace(source: Path, target: Path) -> None:
    """Rename over `target`, waiting up to 2.5 s for a Windows program that has it open."""
    retrying(lambda: os.replace(source, target))  # noqa: PTH105 - os.* throughout, see the module's docstring


def retrying(action: Callable[[], None]) -> None:
    """Do a thing again while Windows says that another program holds the file; other errors pass through."""
    for pause in _RETRY_SECONDS:
        try:
            return action()
        except OSError as error:
            if getattr(error, "winerror", None) not in _BUSY_WINERRORS:
                raise
            time.sleep(pause)
    return action()


_LONGEST_NAME = 200
"""Bytes of a name that may get an ending of ours: with it, disks hold 255."""


def _short(name: str) -> str:
    """A name that can get an ending; the digest of one that is as long as the disk allows."""
    encoded = os.fsencode(name)
    return name if len(encoded) <= _LONGEST_NAME else hashlib.sha256(encoded).hexdigest()


def _write_new(path: Path, blocks: Iterable[bytes], mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, mode)
    try:
        if hasattr(os, "fchmod"):
            os.fchmod(descriptor, mode)  # a mode somebody widened on purpose stays, whatever the umask
        for block in blocks:
            _write_all(descriptor, block)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _flush_data(descriptor: int) -> None:
    getattr(os, "fdatasync", os.fsync)(descriptor)


def _cut_back(descriptor: int, size: int) -> None:
    with contextlib.suppress(OSError):
        os.ftruncate(descriptor, size)


def _mode_of(path: Path) -> int:
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        return PRIVATE_FILE


def disk_error(title: str, path: Path, error: OSError) -> StorageError:
    """A StorageError for a person from what the operating system said."""
    return StorageError(
        title,
        f"{path}: {error.strerror or error}",
        "Check the disk: is it full, unplugged, or not yours to write to? What was there is unchanged.",
    )
