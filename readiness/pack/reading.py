"""Read a pack, folder or zip, without trusting it: safe names only, nothing unpacked, links refused."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from readiness.base.disk import open_file
from readiness.base.errors import RefusedError, StorageError
from readiness.base.text import visible
from readiness.formats.limited import need_ordinary_file
from readiness.formats.packages import LIMITS, is_too_tight, unpacked

CHUNK = 256 * 1024

_LIMITS = LIMITS["pack"]

_UNSAFE = re.compile(r"^/|^~|\\|^[A-Za-z]:")

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a pack."""

    name: str
    """Path below the pack's root, with ``/``."""
    size: int


class PackSource(Protocol):
    """The files of a pack, however it is kept."""

    members: dict[str, Member]
    unsafe: tuple[tuple[str, str], ...]
    """Names refused, each with the reason; they are never opened."""
    has_payload_folder: bool
    """Whether there is a folder ``data``, be it empty."""

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of one member. Raises OSError or zipfile.BadZipFile when it is damaged."""

    def close(self) -> None:
        """Let the pack go."""


def open_pack(path: Path) -> PackSource:
    """The pack's files, listed.

    Raises:
        StorageError: It cannot be opened.
        RefusedError: It is neither a folder nor a zip, or has more members than a pack can have.
    """
    if not path.is_dir():
        need_ordinary_file(path, most=None)
    try:
        return _FolderSource(path) if path.is_dir() else _ZipSource(path)
    except zipfile.BadZipFile as error:
        raise RefusedError(
            "This is neither a pack's folder nor a whole zip file.",
            visible(path),
            "If it was copied or downloaded, fetch it again: the end of the file may be missing.",
        ) from error
    except (OSError, ValueError) as error:
        detail = error.strerror if isinstance(error, OSError) else "the name cannot be a path"
        raise StorageError(
            "The pack cannot be opened.",
            f"{visible(path)}: {visible(detail)}",
            "Check the name and try again.",
        ) from error


def read_tag_file(source: PackSource, name: str) -> bytes:
    """A manifest or note, whole.

    Raises:
        RefusedError: It is too large to be one.
    """
    if source.members[name].size > _LIMITS.parsed:
        raise RefusedError(
            "A file of the pack is too large for what it is.", visible(name), "Do not trust it."
        )
    return b"".join(source.chunks(name))


def name_fault(name: str) -> str:
    """Why a name from a pack may not be used on any computer; empty when it may."""
    if _UNSAFE.search(name):
        return "it could lead outside the pack"
    if _CONTROL.search(name):
        return "Windows can have no file of that name"
    parts = name.split("/")
    if any(part in {"", ".", ".."} for part in parts):
        return "it could lead outside the pack"
    if any(part.endswith((" ", ".")) or ":" in part for part in parts):
        return "Windows would take it for another file"
    return ""


def same_name_key(name: str) -> str:
    """Names with one key are one file on a Windows or Mac disk."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


class _FolderSource:
    """A pack kept as a folder; symbolic links and other oddities are never followed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.members: dict[str, Member] = {}
        self.has_payload_folder = stat.S_ISDIR(_mode(root / "data"))
        unsafe: list[tuple[str, str]] = []
        for folder, folders, files in os.walk(root, onerror=_raise, followlinks=False):
            here = Path(folder)
            for name in [*folders, *files]:
                relative = (here / name).relative_to(root).as_posix()
                found = (here / name).lstat()
                if stat.S_ISDIR(found.st_mode):
                    continue
                if not stat.S_ISREG(found.st_mode):
                    unsafe.append((relative, "it is a link or not an ordinary file"))
                elif fault := name_fault(relative):
                    unsafe.append((relative, fault))
                else:
                    self.members[relative] = Member(relative, found.st_size)
                if len(self.members) > _LIMITS.members:
                    raise _too_many(root)
        self.unsafe = tuple(unsafe)

    def chunks(self, name: str) -> Iterator[bytes]:
        with open_file(self._root.joinpath(*name.split("/"))) as stream:
            while chunk := stream.read(CHUNK):
                yield chunk

    def close(self) -> None:
        """Nothing is held open."""


class _ZipSource:
    """A pack kept as a zip; read in place, never unpacked."""

    def __init__(self, path: Path) -> None:
        self._archive = zipfile.ZipFile(path)
        self._infos: dict[str, zipfile.ZipInfo] = {}
        self.members = {}
        unsafe: list[tuple[str, str]] = []
        infos = [info for info in self._archive.infolist() if not info.is_dir()]
        if len(infos) > _LIMITS.members:
            self.close()
            raise _too_many(path)
        root = _common_root([info.orig_filename for info in infos])
        for info in infos:
            name = info.orig_filename.removeprefix(root)
            if fault := name_fault(info.orig_filename) or _member_fault(info):
                unsafe.append((name, fault))
            elif name in self.members:
                unsafe.append((name, "the zip holds it twice"))
            else:
                self._infos[name] = info
                self.members[name] = Member(name, info.file_size)
        self.unsafe = tuple(unsafe)
        self.has_payload_folder = any(one.startswith(f"{root}data/") for one in self._archive.namelist())

    members: dict[str, Member]

    def chunks(self, name: str) -> Iterator[bytes]:
        return unpacked(self._archive, self._infos[name], _LIMITS.member)

    def close(self) -> None:
        self._archive.close()


def _mode(path: Path) -> int:
    try:
        return path.lstat().st_mode
    except OSError:
        return 0


def _member_fault(info: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in {0, stat.S_IFREG}:
        return "it is a link or not an ordinary file"
    if info.flag_bits & 0x1:
        return "it is encrypted"
    if is_too_tight(info, _LIMITS):
        return "it unpacks to far more than it holds"
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return "it is packed in a way few programs read"
    return ""


def _common_root(names: list[str]) -> str:
    """The one folder everything stands in, with its slash; empty when there is none."""
    tops = {name.partition("/")[0] for name in names}
    if len(tops) != 1 or any("/" not in name for name in names):
        return ""
    top = tops.pop()
    return f"{top}/" if top not in {"", ".", "..", "data"} else ""


def _too_many(path: Path) -> RefusedError:
    return RefusedError("There are more files than any pack has.", visible(path), "Check that it is a pack.")


def _raise(error: OSError) -> None:
    raise error
