"""Backups: one zip file that says what is in it; made, verified, rotated, and unpacked again."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import orjson

from readiness.base import disk
from readiness.base.disk import disk_error
from readiness.base.errors import RefusedError, StorageError
from readiness.base.problems import Problem, Where
from readiness.base.text import visible
from readiness.store import documents
from readiness.store.layout import BACKUPS_NAME, HISTORY_NAME, JOURNAL_NAME, PRINTED_NAME, SNAPSHOT_NAME
from readiness.store.tinydb import journal, snapshot
from readiness.store.tinydb.files import apply_after
from readiness.store.tinydb.lock import WorkspaceLock
from readiness.store.tinydb.snapshot import Tables

MANIFEST_NAME = "manifest.json"

KEPT_AUTOMATIC = 10
"""Automatic backups kept; those a person asked for are never removed."""

_AUTOMATIC = "auto"

_FOLDERS = (HISTORY_NAME, "frameworks", PRINTED_NAME, "evidence", "reports")

_SQUEEZED = frozenset({".json", ".journal", ".yaml", ".yml", ".csv", ".txt", ".html"})

_SAFE_NAME = re.compile(r"[^a-z0-9-]+")

_BLOCK = 1 << 20

_TOO_MANY = 200_000

_TOO_LARGE = 1 << 40


def create(root: Path, at: datetime, *, label: str = "manual", with_evidence: bool = True) -> Path:
    """Write a backup of a workspace to its backups folder and return its path.

    Snapshot and journal are taken under the writers' lock, so they belong together. Raises StorageError
    when the disk will not, ConflictError when somebody holds the lock.
    """
    folder = root / BACKUPS_NAME
    words = _SAFE_NAME.sub("-", label.lower()).strip("-") or "backup"
    target = _unused(folder, f"readiness-{at.astimezone(UTC):%Y%m%d-%H%M%S}-{words}")
    temporary = target.with_suffix(".zip.tmp")
    try:
        disk.make_folder(folder)
        with WorkspaceLock(root).held():
            _pack(root, temporary, with_evidence=with_evidence)
        disk.replace(temporary, target)
        disk.sync_folder(folder)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise disk_error("The backup could not be made.", target, error) from error
    return target


def automatic(root: Path, at: datetime, *, reason: str, keep: int = KEPT_AUTOMATIC) -> Path:
    """A backup without evidence files before something wide; the oldest of its kind are removed."""
    made = create(root, at, label=f"{_AUTOMATIC}-{reason}", with_evidence=False)
    own = sorted(made.parent.glob(f"readiness-*-{_AUTOMATIC}-*.zip"))
    for old in own[:-keep]:
        with contextlib.suppress(OSError):
            old.unlink()
    return made


def verify(path: Path) -> list[Problem]:
    """Read every byte of a backup; an empty list means that it is whole and could be restored."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive)
            problems = _member_faults(path, archive, manifest)
            return problems or _content_faults(path, archive)
    except (
        OSError,
        zipfile.BadZipFile,
        EOFError,
        ValueError,
        TypeError,
        KeyError,
        NotImplementedError,
    ) as error:
        return [_fault(path, "", f"This is not a backup that can be read ({visible(error)}).")]


def tables_in(path: Path) -> Tables:
    """The documents in a backup. Raises RefusedError when it is not whole."""
    _require_whole(path)
    with zipfile.ZipFile(path) as archive:
        state, _ = snapshot.decode(archive.read(SNAPSHOT_NAME))
        apply_after(state, journal.scan(archive.read(JOURNAL_NAME)).lines)
    return state.tables


def unpack(path: Path, target: Path) -> None:
    """Unpack a backup as a workspace of its own into a folder that does not exist yet or is empty.

    Raises RefusedError when the backup is not whole or the folder holds something, StorageError when
    the disk will not.
    """
    if target.exists() and any(target.iterdir()):
        raise RefusedError("The folder to restore into is not empty.", str(target), "Name a new folder.")
    _require_whole(path)
    try:
        disk.make_folder(target)
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name not in {MANIFEST_NAME, SNAPSHOT_NAME}]
            for name in (*names, SNAPSHOT_NAME):  # the main file last: until then there is no workspace
                _extract(archive, name, target)
    except OSError as error:
        raise disk_error("The backup could not be unpacked.", target, error) from error


def missing_files(path: Path, root: Path) -> list[str]:
    """Bring back evidence files of a backup that are not in the workspace; those there stay as they are.

    Returns what was brought back. Raises RefusedError when the backup is not whole, StorageError.
    """
    _require_whole(path)
    brought = []
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.startswith("evidence/") and not root.joinpath(*PurePosixPath(name).parts).exists():
                    _extract(archive, name, root)
                    brought.append(name)
    except OSError as error:
        raise disk_error("The evidence files could not be brought back.", root, error) from error
    return brought


def _pack(root: Path, temporary: Path, *, with_evidence: bool) -> None:
    manifest: dict[str, str] = {}
    descriptor = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with open(descriptor, "w+b") as file:  # noqa: PTH123 - a descriptor
        with zipfile.ZipFile(file, "w") as archive:
            for path in _files(root, with_evidence=with_evidence):
                name = path.relative_to(root).as_posix()
                manifest[name] = _add(archive, path, name)
            archive.writestr(MANIFEST_NAME, orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
        file.flush()
        os.fsync(file.fileno())


def _files(root: Path, *, with_evidence: bool) -> Iterator[Path]:
    yield root / SNAPSHOT_NAME
    yield root / JOURNAL_NAME
    for name in _FOLDERS:
        if name != "evidence" or with_evidence:
            found = sorted((root / name).rglob("*")) if (root / name).is_dir() else []
            yield from (path for path in found if path.is_file() and not path.is_symlink())


def _add(archive: zipfile.ZipFile, path: Path, name: str) -> str:
    info = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
    info.compress_type = zipfile.ZIP_DEFLATED if path.suffix.lower() in _SQUEEZED else zipfile.ZIP_STORED
    digest = hashlib.sha256()
    with path.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
        while block := source.read(_BLOCK):
            digest.update(block)
            target.write(block)
    return digest.hexdigest()


def _manifest(archive: zipfile.ZipFile) -> dict[str, str]:
    found = orjson.loads(archive.read(MANIFEST_NAME))
    if not isinstance(found, dict):
        raise TypeError("its manifest is not a list of files")
    return found


def _member_faults(path: Path, archive: zipfile.ZipFile, manifest: dict[str, str]) -> list[Problem]:
    members = {info.filename: info for info in archive.infolist()}
    if len(members) > _TOO_MANY or sum(info.file_size for info in members.values()) > _TOO_LARGE:
        return [_fault(path, "", "It is too large to be a backup of this program.")]
    problems = [
        _fault(path, name, "It holds a file under a name that is not allowed.")
        for name in members
        if not _is_allowed(name)
    ]
    problems += [
        _fault(path, name, "A file that should be in it is missing.")
        for name in sorted({*manifest, SNAPSHOT_NAME, JOURNAL_NAME} - members.keys())
    ]
    problems += [
        _fault(path, name, "It holds a file that its manifest does not name.")
        for name in sorted(members.keys() - manifest.keys() - {MANIFEST_NAME})
    ]
    if problems:
        return problems
    return [
        _fault(path, name, "A file in it is damaged.")
        for name, digest in manifest.items()
        if _digest(archive, name) != digest
    ]


def _content_faults(path: Path, archive: zipfile.ZipFile) -> list[Problem]:
    state, fault = snapshot.decode(archive.read(SNAPSHOT_NAME))
    scan = journal.scan(archive.read(JOURNAL_NAME))
    if state.format > documents.FORMAT:
        fault = "a newer version of this program made it"
    elif not fault and scan.ending == "damaged":
        fault = f"the journal in it is damaged: {scan.reason}"
    return [_fault(path, SNAPSHOT_NAME, f"It cannot be restored: {fault}.")] if fault else []


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with archive.open(name) as source:
            while block := source.read(_BLOCK):
                digest.update(block)
    except (zipfile.BadZipFile, EOFError, OSError):
        return "unreadable"
    return digest.hexdigest()


def _is_allowed(name: str) -> bool:
    if name in {SNAPSHOT_NAME, JOURNAL_NAME, MANIFEST_NAME}:
        return True
    path = PurePosixPath(name)
    is_plain = ".." not in path.parts and not path.is_absolute() and not set(name) & set("\\:\0")
    return is_plain and name.startswith(tuple(f"{folder}/" for folder in _FOLDERS))


def _extract(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    place = target.joinpath(*PurePosixPath(name).parts)
    disk.make_folder(place.parent)
    disk.write_atomically(place, archive.read(name))


def _require_whole(path: Path) -> None:
    problems = verify(path)
    if problems:
        first = problems[0]
        raise RefusedError(
            "This backup cannot be restored.", str(first), "Use another one; nothing was changed."
        )


def _unused(folder: Path, stem: str) -> Path:
    for number in range(1, 1000):
        path = folder / (f"{stem}.zip" if number == 1 else f"{stem}-{number}.zip")
        if not path.exists():
            return path
    raise StorageError("Too many backups were made within one second.", str(folder), "Wait a moment.")


def _fault(path: Path, member: str, what: str) -> Problem:
    return Problem(
        "error", Where(file=visible(path.name), field=visible(member)), what, "Use another backup."
    )
