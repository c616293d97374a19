"""Putting the files of a backup back into a workspace that is there; its records go back elsewhere."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from readiness.base.disk import disk_error
from readiness.library.digests import digest_of, open_regular
from readiness.store.layout import DEFINITIONS_NAME, HISTORY_NAME
from readiness.store.tinydb.backup_reading import digest_in, extract, members
from readiness.store.tinydb.tree import files_below


@dataclass(frozen=True, slots=True)
class FilePlan:
    """What putting back the files of a backup changes; names are from the workspace, with ``/``."""

    brought: tuple[str, ...]
    replaced: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    """Files that differ from the backup's or cannot be read, and stay: only definitions are written over."""


def plan_files(path: Path, root: Path) -> FilePlan:
    """What a whole backup changes among a workspace's files; nothing is changed by asking.

    Definitions and overlays become those of the backup, so that everything is measured as it was. Other files
    come back where they are missing. History is the workspace's own. What cannot be read is in no backup made
    before, so it stays. Raises StorageError.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in members(archive) if not _is_under(name, HISTORY_NAME)]
            differing = [name for name in names if _differs(archive, name, root)]
    except OSError as error:
        raise disk_error("The files of the backup cannot be compared.", root, error) from error
    brought = [name for name in differing if not _exists(root, name)]
    there = [name for name in differing if _exists(root, name)]
    present = [file.relative_to(root).as_posix() for file in files_below(root, DEFINITIONS_NAME, [])]
    since = [name for name in present if name not in set(names)]
    unreadable = {name for name in (*since, *there) if not _can_be_read(_place(root, name))}
    return FilePlan(
        tuple(brought),
        tuple(name for name in there if _is_under(name, DEFINITIONS_NAME) and name not in unreadable),
        tuple(name for name in since if name not in unreadable),
        tuple(
            name for name in (*there, *since) if name in unreadable or not _is_under(name, DEFINITIONS_NAME)
        ),
    )


def put_files_back(path: Path, root: Path, plan: FilePlan) -> None:
    """Do what a plan says. Raises StorageError; done again, it goes on where it stopped."""
    try:
        with zipfile.ZipFile(path) as archive:
            for name in (*plan.brought, *plan.replaced):
                extract(archive, name, root)
        for name in plan.removed:
            _place(root, name).unlink(missing_ok=True)
    except OSError as error:
        raise disk_error("The files of the backup could not be put back.", root, error) from error


def _differs(archive: zipfile.ZipFile, name: str, root: Path) -> bool:
    place = _place(root, name)
    if not _exists(root, name):
        return True
    if place.is_symlink() or place.stat().st_size != archive.getinfo(name).file_size:
        return True
    try:
        return digest_in(archive, name) != digest_of(place).sha256
    except OSError:
        return True


def _can_be_read(path: Path) -> bool:
    try:
        open_regular(path).close()
    except OSError:
        return False
    return True


def _exists(root: Path, name: str) -> bool:
    place = _place(root, name)
    return place.exists() or place.is_symlink()


def _place(root: Path, name: str) -> Path:
    return root.joinpath(*PurePosixPath(name).parts)


def _is_under(name: str, folder: str) -> bool:
    return name.startswith(f"{folder}/")
