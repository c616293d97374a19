"""Where a pack is written: a folder or a zip, under a name that says it is unfinished until it is."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from functools import partial
from io import BufferedWriter, FileIO
from pathlib import Path
from typing import Protocol

from readiness.base import disk
from readiness.base.disk import open_file
from readiness.base.errors import RefusedError
from readiness.base.file_names import legal_name
from readiness.base.text import visible
from readiness.pack.plan import Digests

PARTIAL = ".partial"

UNFINISHED_NOTE = "UNFINISHED.txt"
"""Stands in a folder from its first moment to its last but one, so that no half pack looks done."""

_NOTE = b"This pack was not finished. Do not hand it over; build it again.\r\n"

_COMPRESSED = frozenset(
    (".docx", ".docm", ".xlsx", ".xlsm", ".pptx", ".pptm", ".odt", ".ods", ".odp", ".pdf", ".jpg", ".jpeg",
     ".png", ".gif", ".webp", ".heic", ".zip", ".7z", ".gz", ".msg", ".mp3", ".mp4", ".m4a", ".mov")
)  # fmt: skip
"""Kinds that are compressed already: stored as they are."""

_EARLIEST = date(1980, 1, 1)


class PackSink(Protocol):
    """Takes the members of a pack one after another."""

    def add(self, name: str, chunks: Iterable[bytes | memoryview], *, is_stored: bool = False) -> Digests:
        """Write one member from its chunks, hashing on the way; `is_stored` leaves it unpacked in a zip."""

    def finish(self) -> None:
        """Make the pack appear under its own name."""

    def abandon(self) -> None:
        """Remove what was written; whatever cannot be removed still says it is unfinished."""


def open_sink(out: Path, *, as_zip: bool, created: date, replace: bool = False) -> PackSink:
    """A sink for a pack at `out`; with `replace` a zip takes the place of the one that stands there.

    Raises:
        RefusedError: Something stands at `out`, or at its unfinished name and is not ours.
        OSError: The disk would not.
    """
    is_replacing = replace and as_zip
    if not is_replacing:
        _refuse_existing(out)
    return _ZipSink(out, created, is_replacing) if as_zip else _FolderSink(out, created)


class _FolderSink:
    """Writes a pack as a folder."""

    def __init__(self, out: Path, created: date) -> None:
        self._out, self._partial = out, out.with_name(out.name + PARTIAL)
        self._moment = datetime(created.year, created.month, created.day, 12, tzinfo=UTC).timestamp()
        if _is_left_over(self._partial):
            shutil.rmtree(self._partial)
        if os.path.lexists(self._partial):
            raise RefusedError(
                "A file or folder stands where the unfinished pack would be built.",
                visible(self._partial),
                "Move it away, or choose another name.",
            )
        disk.make_folder(self._partial)
        with _private(self._partial / UNFINISHED_NOTE) as note:
            note.write(_NOTE)
        disk.make_folder(self._partial / "data")

    def add(
        self,
        name: str,
        chunks: Iterable[bytes | memoryview],
        *,
        is_stored: bool = False,  # noqa: ARG002 - a folder packs nothing
    ) -> Digests:
        path = self._partial.joinpath(*name.split("/"))
        with _private(path) as stream:
            digests = _pour(chunks, partial(_write_all, stream))
            os.fsync(stream.fileno())
        os.utime(path, (self._moment, self._moment))
        return digests

    def finish(self) -> None:
        (self._partial / UNFINISHED_NOTE).unlink()
        for folder in (self._partial / "data", self._partial):
            os.utime(folder, (self._moment, self._moment))
            _sync_folder(folder)
        _rename(self._partial, self._out)
        _sync_folder(self._out.parent)

    def abandon(self) -> None:
        shutil.rmtree(self._partial, ignore_errors=True)


class _ZipSink:
    """Writes a pack as a zip; 64-bit from the start, so any size fits."""

    def __init__(self, out: Path, created: date, is_replacing: bool) -> None:
        self._out, self._partial = out, out.with_name(out.name + PARTIAL)
        self._is_replacing = is_replacing
        day = max(created, _EARLIEST)
        self._moment = (day.year, day.month, day.day, 12, 0, 0)
        self._root = legal_name(out.stem)
        disk.make_folder(out.parent)
        if self._partial.is_file() and not self._partial.is_symlink():
            self._partial.unlink()  # of a build that was killed
        self._stream = BufferedWriter(_private(self._partial))
        self._archive = zipfile.ZipFile(self._stream, "w", allowZip64=True)

    def add(self, name: str, chunks: Iterable[bytes | memoryview], *, is_stored: bool = False) -> Digests:
        info = zipfile.ZipInfo(f"{self._root}/{name}", self._moment)
        is_stored = is_stored or Path(name).suffix.casefold() in _COMPRESSED
        info.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
        info.create_system, info.external_attr = 3, (0o100000 | disk.PRIVATE_FILE) << 16
        with self._archive.open(info, "w", force_zip64=True) as member:
            return _pour(chunks, member.write)

    def finish(self) -> None:
        payload = f"{self._root}/data/"
        if not any(name.startswith(payload) for name in self._archive.namelist()):
            folder = zipfile.ZipInfo(payload, self._moment)
            folder.create_system, folder.external_attr = 3, (0o040700 << 16) | 0x10
            self._archive.writestr(folder, b"")
        self._archive.close()
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()
        if self._is_replacing:
            disk.replace(self._partial, self._out)
        else:
            _rename(self._partial, self._out)
        _sync_folder(self._out.parent)

    def abandon(self) -> None:
        # Closing the archive would give it the directory that makes it look whole: only the file is closed.
        with contextlib.suppress(OSError):
            self._stream.close()
        self._archive.fp = None
        with contextlib.suppress(OSError):
            self._partial.unlink()


_HOLLOW_FROM = 32 * 1024 * 1024

_HOLLOW_RATIO = 100

_BLOCK = 1024 * 1024


def is_hollow(path: Path) -> bool:
    """Whether a large file, such as one of nothing but zeros, would shrink so far that readers refuse it.

    A verifier takes a member that unpacks to hundreds of times its size for an attack; such a file is put
    into a zip as it is. Raises OSError.
    """
    size = path.stat().st_size
    if size < _HOLLOW_FROM:
        return False
    packer, packed = zlib.compressobj(1), 0
    with open_file(path) as stream:
        while block := stream.read(_BLOCK):
            packed += len(packer.compress(block))
            if packed * _HOLLOW_RATIO > size:
                return False
    return True


def _private(path: Path) -> FileIO:
    """A new file only this user can read; OSError when something stands there."""
    return FileIO(path, "xb", opener=lambda name, flags: os.open(name, flags, disk.PRIVATE_FILE))


def _write_all(stream: FileIO, chunk: bytes | memoryview) -> None:
    rest = memoryview(chunk)
    while rest:
        rest = rest[stream.write(rest) :]


def _pour(chunks: Iterable[bytes | memoryview], write: Callable[[bytes | memoryview], object]) -> Digests:
    """Write the chunks and hash them in the same pass: SHA-512 for the manifest, SHA-256 for the index.

    A second thread writes and takes the shorter hash meanwhile. Each chunk is done with before the
    next is asked for, so its memory may be used again.
    """
    short, long, size = hashlib.sha256(), hashlib.sha512(), 0

    def store(chunk: bytes | memoryview) -> None:
        short.update(chunk)
        write(chunk)

    rest = iter(chunks)
    for chunk in rest:  # most files are one chunk: a thread would cost more than it saves
        store(chunk)
        long.update(chunk)
        size += len(chunk)
        break
    with contextlib.ExitStack() as at_end:
        second: ThreadPoolExecutor | None = None
        for chunk in rest:
            if second is None:
                second = at_end.enter_context(ThreadPoolExecutor(1, "pack"))
            stored = second.submit(store, chunk)
            long.update(chunk)
            size += len(chunk)
            stored.result()
    return Digests(short.hexdigest(), long.hexdigest(), size)


def _is_left_over(partial: Path) -> bool:
    """Whether this is the folder of a build that was killed: it has our note, or is whole but not renamed."""
    marks = (UNFINISHED_NOTE, "bagit.txt")
    return not partial.is_symlink() and any((partial / mark).is_file() for mark in marks)


def _refuse_existing(out: Path) -> None:
    if os.path.lexists(out):
        raise RefusedError(
            "Something of this name exists already.",
            visible(out),
            "Choose a new name; packs are never overwritten.",
        )


def _rename(partial: Path, out: Path) -> None:
    """Rename, waiting up to two seconds for a Windows virus scanner that has a file open."""
    for pause in (0.05, 0.15, 0.3, 0.5, 1.0):
        _refuse_existing(out)
        try:
            partial.rename(out)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    partial.rename(out)


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
