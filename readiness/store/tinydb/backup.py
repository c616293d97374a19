"""Making backups: one zip file that says what is in it; automatic ones are rotated."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import orjson

from readiness.base import disk
from readiness.base.disk import disk_error
from readiness.base.errors import StorageError
from readiness.base.problems import Problem, Where
from readiness.base.text import is_text, visible
from readiness.library.digests import open_regular
from readiness.store.layout import (
    BACKUPS_NAME,
    HISTORY_NAME,
    JOURNAL_NAME,
    KEPT_NAMES,
    LIBRARY_NAME,
    SNAPSHOT_NAME,
)
from readiness.store.repository import Backup
from readiness.store.tinydb.history import newest_first
from readiness.store.tinydb.lock import WorkspaceLock
from readiness.store.tinydb.tree import files_below, unread

MANIFEST_NAME = "manifest.json"

KEPT_AUTOMATIC = 10
"""Automatic backups kept; those a person asked for are never removed."""

_AUTOMATIC = "auto"

_SQUEEZED = frozenset({".json", ".journal", ".yaml", ".yml", ".csv", ".txt", ".html"})

_SAFE_NAME = re.compile(r"[^a-z0-9-]+")

_BLOCK = 1 << 20

_ORDER = re.compile(rb"change (\d+)")


def create(
    root: Path,
    at: datetime,
    *,
    label: str = "manual",
    with_evidence: bool = True,
    records: Path | None = None,
) -> Backup:
    """Write a backup of a workspace to its backups folder.

    Snapshot and journal are taken under the writers' lock, so they belong together. A file of evidence or
    another folder that cannot be read is named, and the rest is done. `records` is another folder that holds
    snapshot, journal and history, written by nobody else; without it they are the workspace's own.

    Raises:
        StorageError: The disk refused, or the records themselves cannot be read.
        ConflictError: Somebody holds the lock.
    """
    folder = root / BACKUPS_NAME
    words = _SAFE_NAME.sub("-", label.lower()).strip("-") or "backup"
    target = _unused(folder, f"readiness-{at.astimezone(UTC):%Y%m%d-%H%M%S}-{words}")
    temporary = target.with_suffix(".zip.tmp")
    try:
        disk.make_folder(folder)
        with contextlib.nullcontext() if records else WorkspaceLock(root).held():
            problems = _pack(root, records or root, temporary, with_evidence=with_evidence)
        disk.replace(temporary, target)
        disk.sync_folder(folder)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise disk_error("The backup could not be made.", target, error) from error
    return Backup(target, tuple(problems))


def automatic(
    root: Path, at: datetime, *, reason: str, keep: int = KEPT_AUTOMATIC, records: Path | None = None
) -> Path:
    """A backup without evidence files before something wide; the oldest of its kind are removed.

    Which are oldest is told by the number of the last change they hold, since a clock can be set back.
    """
    made = create(root, at, label=f"{_AUTOMATIC}-{reason}", with_evidence=False, records=records).path
    own = sorted(
        made.parent.glob(f"readiness-*-{_AUTOMATIC}-*.zip"), key=lambda path: (path == made, *_age(path))
    )
    for old in own[:-keep]:
        with contextlib.suppress(OSError):
            old.unlink()
    return made


def write_archive(file: BinaryIO, members: Iterator[tuple[str, Path]], comment: bytes) -> set[str]:
    """Write files and the manifest of their digests into a zip.

    Returns the names of members that broke off while they were read: then the archive is not to be used.
    Files that cannot be opened raise; ask first.
    """
    manifest: dict[str, str] = {}
    with zipfile.ZipFile(file, "w") as archive:
        archive.comment = comment
        for name, path in members:
            try:
                with open_regular(path) as source:
                    manifest[name] = _add(archive, source, path, name)
            except _BrokenOff:
                return {name}
        archive.writestr(MANIFEST_NAME, orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
    return set()


def may_be_in(name: str) -> bool:
    """Whether a backup may hold a file of this name: below a kept folder, of signs all computers take."""
    if name in {SNAPSHOT_NAME, JOURNAL_NAME, MANIFEST_NAME}:
        return True
    path = PurePosixPath(name)
    is_plain = ".." not in path.parts and not path.is_absolute() and not set(name) & set("\\:\0")
    return is_plain and is_text(name) and name.startswith(tuple(f"{folder}/" for folder in KEPT_NAMES))


def order_comment(sequence: int) -> bytes:
    """What a backup says of its place in the order of things, whatever the clock said."""
    return b"change %d" % sequence


class _BrokenOff(Exception):  # noqa: N818 - nobody outside sees it
    """A file could be opened but not read to its end."""


def _pack(root: Path, records: Path, temporary: Path, *, with_evidence: bool) -> list[Problem]:
    comment = order_comment(_sequence_of(records))
    broken: dict[str, Problem] = {}
    while True:
        problems: list[Problem] = []
        flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        descriptor = os.open(temporary, flags, 0o600)
        with open(descriptor, "w+b") as file:  # noqa: PTH123 - a descriptor
            members = _members(root, records, problems, set(broken), with_evidence=with_evidence)
            bad = write_archive(file, members, comment)
            file.flush()
            os.fsync(file.fileno())
        if not bad:
            return [*problems, *broken.values()]
        for name in bad:
            broken[name] = unread(name, OSError(0, "the disk failed while it was read"))


def _members(
    root: Path, records: Path, problems: list[Problem], broken: set[str], *, with_evidence: bool
) -> Iterator[tuple[str, Path]]:
    yield SNAPSHOT_NAME, records / SNAPSHOT_NAME
    yield JOURNAL_NAME, records / JOURNAL_NAME
    for folder in KEPT_NAMES:
        if folder == LIBRARY_NAME and not with_evidence:
            continue
        base = records if folder == HISTORY_NAME else root
        for path in files_below(base, folder, problems):
            name = path.relative_to(base).as_posix()
            if name in broken:
                continue
            if not may_be_in(name):
                what = "Its name holds signs that other computers refuse, so it is not in the backup."
                problems.append(Problem("warning", Where(file=visible(name)), what, "Rename the file."))
                continue
            try:
                open_regular(path).close()
            except OSError as error:
                problems.append(unread(name, error))
            else:
                yield name, path


def _add(archive: zipfile.ZipFile, source: BinaryIO, path: Path, name: str) -> str:
    info = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
    info.compress_type = zipfile.ZIP_DEFLATED if path.suffix.lower() in _SQUEEZED else zipfile.ZIP_STORED
    digest = hashlib.sha256()
    with archive.open(info, "w", force_zip64=True) as target:
        while block := _read(source, name):
            digest.update(block)
            target.write(block)
    return digest.hexdigest()


def _read(source: BinaryIO, name: str) -> bytes:
    try:
        return source.read(_BLOCK)
    except OSError as error:
        if name in {SNAPSHOT_NAME, JOURNAL_NAME}:
            raise
        raise _BrokenOff from error


def _sequence_of(root: Path) -> int:
    newest = next(newest_first(root), None)
    return 0 if newest is None else newest.head.sequence


def _age(path: Path) -> tuple[int, str]:
    """The number of the last change a backup holds (0: not said), and its name."""
    try:
        with zipfile.ZipFile(path) as archive:
            match = _ORDER.fullmatch(archive.comment)
    except (OSError, zipfile.BadZipFile):
        match = None
    return (int(match[1]) if match else 0), path.name


def _unused(folder: Path, stem: str) -> Path:
    for number in range(1, 1000):
        path = folder / (f"{stem}.zip" if number == 1 else f"{stem}-{number}.zip")
        if not path.exists():
            return path
    raise StorageError("Too many backups were made within one second.", str(folder), "Wait a moment.")


@dataclass(frozen=True, slots=True)
class Altered:
    """How a copy of a backup differs from it."""

    contents: Mapping[str, bytes]
    """Other contents, by name."""
    gone: Collection[str] = ()
    """Names of what is left out."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Other names, by name."""

    def __bool__(self) -> bool:
        return bool(self.contents or self.gone or self.renamed)


def write_altered(file: BinaryIO, source: zipfile.ZipFile, altered: Altered) -> None:
    """Write a backup like another one but for what is altered."""
    manifest: dict[str, str] = {}
    with zipfile.ZipFile(file, "w") as archive:
        archive.comment = source.comment
        for info in source.infolist():
            if info.filename == MANIFEST_NAME or info.filename in altered.gone:
                continue
            name = altered.renamed.get(info.filename, info.filename)
            data = altered.contents.get(info.filename)
            digest = hashlib.sha256()
            with (
                source.open(info) as member,
                archive.open(_like(info, name), "w", force_zip64=True) as target,
            ):
                for block in [data] if data is not None else disk.blocks_of(member):
                    digest.update(block)
                    target.write(block)
            manifest[name] = digest.hexdigest()
        archive.writestr(MANIFEST_NAME, orjson.dumps(manifest, option=orjson.OPT_INDENT_2))


def _like(info: zipfile.ZipInfo, name: str) -> zipfile.ZipInfo:
    like = zipfile.ZipInfo(name, info.date_time)
    like.compress_type, like.external_attr = info.compress_type, info.external_attr
    return like
