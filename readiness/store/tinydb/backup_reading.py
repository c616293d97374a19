"""Reading backups: verified whole before anything is taken from them."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path, PurePosixPath

import orjson

from readiness.base import disk
from readiness.base.disk import disk_error
from readiness.base.errors import RefusedError
from readiness.base.problems import Problem, Where
from readiness.base.text import visible
from readiness.store import documents
from readiness.store.layout import JOURNAL_NAME, SNAPSHOT_NAME
from readiness.store.tinydb import journal, snapshot
from readiness.store.tinydb.backup import MANIFEST_NAME, may_be_in
from readiness.store.tinydb.files import apply_after
from readiness.store.tinydb.snapshot import State

_TOO_MANY = 200_000

_TOO_LARGE = 1 << 40

_OWN = frozenset({MANIFEST_NAME, SNAPSHOT_NAME, JOURNAL_NAME})
"""What a backup holds beside files; read at once."""

_LARGEST_OWN = 1 << 28
"""Bytes of each of them: many times those of a large workspace."""


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


def state_in(path: Path) -> State:
    """The documents and counters in a backup. Raises RefusedError when it is not whole."""
    require_whole(path)
    with zipfile.ZipFile(path) as archive:
        state, _ = snapshot.decode(archive.read(SNAPSHOT_NAME))
        apply_after(state, journal.scan(archive.read(JOURNAL_NAME)).lines)
    return state


def unpack(path: Path, target: Path, *, is_trial: bool = False) -> None:
    """Unpack a backup as a workspace of its own into a folder that does not exist yet or is empty.

    Raises RefusedError when the backup is not whole or the folder holds something, StorageError when
    the disk will not.
    """
    if target.exists() and not target.is_dir():
        raise RefusedError("This is a file, not a folder.", visible(target), "Name a new folder.")
    if target.exists() and any(target.iterdir()):
        raise RefusedError("The folder to restore into is not empty.", visible(target), "Name a new folder.")
    require_whole(path)
    if is_trial:
        return
    try:
        disk.make_folder(target)
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name not in {MANIFEST_NAME, SNAPSHOT_NAME}]
            for name in (*names, SNAPSHOT_NAME):  # the main file last: until then there is no workspace
                extract(archive, name, target)
    except OSError as error:
        raise disk_error("The backup could not be unpacked.", target, error) from error


def members(archive: zipfile.ZipFile) -> list[str]:
    """Names of the files a backup holds beside its records."""
    return [name for name in archive.namelist() if name not in _OWN]


def _manifest(archive: zipfile.ZipFile) -> dict[str, str]:
    if any(info.filename in _OWN and info.file_size > _LARGEST_OWN for info in archive.infolist()):
        raise ValueError("what it says of itself is too long to be true")
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
        if not may_be_in(name)
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
        if digest_in(archive, name) != digest
    ]


def _content_faults(path: Path, archive: zipfile.ZipFile) -> list[Problem]:
    state, fault = snapshot.decode(archive.read(SNAPSHOT_NAME))
    scan = journal.scan(archive.read(JOURNAL_NAME))
    if state.format > documents.FORMAT:
        fault = "a newer version of this program made it"
    elif not fault and scan.ending == "damaged":
        fault = f"the journal in it is damaged: {scan.reason}"
    return [_fault(path, SNAPSHOT_NAME, f"It cannot be restored: {fault}.")] if fault else []


def digest_in(archive: zipfile.ZipFile, name: str) -> str:
    """SHA-256 of a member in hex; "unreadable" when it is damaged."""
    digest = hashlib.sha256()
    try:
        with archive.open(name) as source:
            for block in disk.blocks_of(source):
                digest.update(block)
    except (zipfile.BadZipFile, EOFError, OSError):
        return "unreadable"
    return digest.hexdigest()


def extract(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    """Write one member below a folder, whole or not at all. Raises OSError."""
    place = target.joinpath(*PurePosixPath(name).parts)
    disk.make_folder(place.parent)
    with archive.open(name) as member:
        disk.write_blocks_atomically(place, disk.blocks_of(member))


def require_whole(path: Path) -> None:
    """Raise RefusedError, with the first fault, unless a backup is whole."""
    problems = verify(path)
    if problems:
        first = problems[0]
        raise RefusedError(
            "This backup cannot be restored.",
            f"{first.where}: {first.what}",
            "Use another one; nothing was changed.",
        )


def _fault(path: Path, member: str, what: str) -> Problem:
    return Problem(
        "error", Where(file=visible(path.name), field=visible(member)), what, "Use another backup."
    )
