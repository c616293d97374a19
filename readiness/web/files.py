"""What a person hands in and takes out: one private folder for each place, gone with it."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from readiness.base.errors import RefusedError
from readiness.base.file_names import legal_name, name_key, unused_name

MOST_FILES = 500
"""Files one person may have handed in and written at the same time."""

_MOST_BYTES = 10
"""How many times the size of the largest file all of them may have."""

_DEEPEST = 4

_INCOMING = ".incoming-"

_BINARY: int = getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Held:
    """A file that can be taken out."""

    name: str
    """From the folder of own files, ``/`` between folders."""
    size: int


class OwnFolder:
    """The folder of one place, inside a private one that is removed with it."""

    def __init__(self, *, largest: int) -> None:
        self._around = tempfile.TemporaryDirectory(prefix="readiness-files-", ignore_cleanup_errors=True)
        self.folder = Path(self._around.name) / "files"
        self.folder.mkdir(mode=0o700)
        self._largest = largest

    def remove(self) -> None:
        """Delete everything in it."""
        self._around.cleanup()

    def held(self) -> list[Held]:
        """The files, by name. Links, hidden files and what is not a file are left out."""
        return sorted(self._below(self.folder, 0), key=lambda one: name_key(one.name))[:MOST_FILES]

    def _below(self, folder: Path, depth: int) -> list[Held]:
        found: list[Held] = []
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith(".") or len(found) > MOST_FILES:
                    continue
                if entry.is_dir(follow_symlinks=False) and depth < _DEEPEST:
                    found += self._below(Path(entry.path), depth + 1)
                elif entry.is_file(follow_symlinks=False):
                    name = Path(entry.path).relative_to(self.folder).as_posix()
                    found.append(Held(name, entry.stat(follow_symlinks=False).st_size))
        return found

    def open(self, name: str) -> tuple[int, int]:
        """A descriptor of a file that stands in the list, and its size.

        Raises:
            FileNotFoundError: There is no such file in the list.
        """
        if name not in {one.name for one in self.held()}:
            raise FileNotFoundError(name)
        descriptor = os.open(self.folder / name, os.O_RDONLY | _BINARY | getattr(os, "O_NOFOLLOW", 0))
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            os.close(descriptor)
            raise FileNotFoundError(name)
        return descriptor, status.st_size

    async def take_in(self, name: str, chunks: AsyncIterator[bytes]) -> str:
        """Keep a file that is handed in, whole or not at all; gives the name it has here.

        Its name is made legal everywhere and never replaces another file.

        Raises:
            RefusedError: It is too large, or there are too many.
            OSError: The disk refuses.
        """
        held = self.held()
        left = self._largest * _MOST_BYTES - sum(one.size for one in held)
        if len(held) >= MOST_FILES or left <= 0:
            raise RefusedError("There are too many files here.", "", "Remove some first.")
        descriptor, temporary = tempfile.mkstemp(prefix=_INCOMING, dir=self.folder.parent)
        try:
            size = 0
            with os.fdopen(descriptor, "wb") as stream:
                async for chunk in chunks:
                    size += len(chunk)
                    if size > min(self._largest, left):
                        raise RefusedError("The file is too large.", "", self.limit_words)
                    stream.write(chunk)
            return self._placed(Path(temporary), legal_name(name.replace("\\", "/").rpartition("/")[2]))
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(temporary)  # noqa: PTH108 - one name in a private folder, at once

    @property
    def limit_words(self) -> str:
        """How large a file may be."""
        return f"A file may have {self._largest // 1_000_000:,} MB at most."

    def _placed(self, temporary: Path, name: str) -> str:
        while True:
            free = unused_name(name, {name_key(one.name) for one in self.folder.iterdir()})
            target = self.folder / free
            try:
                os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            except FileExistsError:
                continue
            temporary.replace(target)
            return free

    def forget(self, name: str) -> None:
        """Delete a file that stands in the list; one that does not is passed over."""
        if name in {one.name for one in self.held()}:
            (self.folder / name).unlink(missing_ok=True)
