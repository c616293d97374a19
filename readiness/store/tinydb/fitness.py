"""Folders that a cloud service copies between computers, where no lock reaches from one to the other.

In such a folder one named person on one computer writes, everybody else reads. The name is in a small file,
so taking over is a step that somebody takes on purpose.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import platform
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

import filelock
import orjson

from readiness.base import disk
from readiness.base.disk import whole_file
from readiness.base.problems import Problem, Where
from readiness.base.text import visible

WRITER_NAME = "readiness.writer"

_FOLDER_NAMES = (
    ("OneDrive", re.compile(r"onedrive( - .+)?", re.IGNORECASE)),
    ("SharePoint", re.compile(r"sharepoint|.+ - (documents|general)|davwwwroot", re.IGNORECASE)),
    ("Dropbox", re.compile(r"dropbox( \(.+\))?", re.IGNORECASE)),
    ("Google Drive", re.compile(r"google ?drive|my drive|drivefs", re.IGNORECASE)),
    ("iCloud Drive", re.compile(r"icloud ?drive|com~apple~clouddocs", re.IGNORECASE)),
    ("Box", re.compile(r"box( sync)?", re.IGNORECASE)),
    ("Nextcloud", re.compile(r"nextcloud|owncloud", re.IGNORECASE)),
)

_MARKER_FILES = (
    ("Dropbox", ".dropbox"),
    ("Dropbox", ".dropbox.cache"),
    ("OneDrive", ".849C9593-D756-4E56-8D6E-42412F2A707B"),
    ("Nextcloud", ".sync_folder"),
)

_ENVIRONMENT = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")

_CONFLICT_COPY = re.compile(
    r"readiness(?:[-_ ].*(?:conflict|[a-z0-9]+-?pc|desktop|laptop|home).*|-[a-z0-9-]{4,}|\s\(\d+\)).*"
    r"\.(?:json|journal)",
    re.IGNORECASE,
)


def syncing_service(root: Path, environment: Mapping[str, str] = os.environ) -> str:
    """The service that copies this folder between computers; empty when none is recognised."""
    folder = root.absolute()
    for name in _ENVIRONMENT:
        place = environment.get(name)
        if place and folder.is_relative_to(Path(place).absolute()):
            return "OneDrive"
    for part in (folder, *folder.parents):
        for service, pattern in _FOLDER_NAMES:
            if pattern.fullmatch(part.name):
                return service
        for service, marker in _MARKER_FILES:
            if (part / marker).exists():
                return service
    return ""


def conflict_copies(root: Path) -> list[str]:
    """Names of copies that a syncing service made because two computers wrote at once."""
    return sorted(path.name for path in root.iterdir() if _CONFLICT_COPY.fullmatch(path.name))


def writer_here() -> str:
    """How this computer and user are named in the writer file."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "unknown"
    return f"{user} on {platform.node() or 'unknown computer'}"


def written_by(root: Path) -> str:
    """Who may write in a synced folder; empty when nobody was named yet."""
    try:
        return str(orjson.loads(whole_file(root / WRITER_NAME))["writer"])
    except FileNotFoundError:
        return ""
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
        return "somebody whose name cannot be read"


def name_writer(root: Path) -> None:
    """Name this computer and user as the one who writes. Raises OSError."""
    disk.write_atomically(root / WRITER_NAME, orjson.dumps({"writer": writer_here()}) + b"\n")


def check_folder(root: Path, *, take_over: bool) -> tuple[str, list[Problem]]:
    """Why nothing may be written in a synced folder (empty: it may), and what to tell the user.

    The first to write is named as its writer; `take_over` names this computer and user instead.
    Raises OSError when the name cannot be written.
    """
    service = syncing_service(root)
    copies = conflict_copies(root)
    problems = [_conflict_problem(copies)] if copies else []
    if not service:
        return "", problems
    writer = written_by(root)
    if take_over or not writer:
        name_writer(root)
        writer = writer_here()
    if writer != writer_here():
        reason = f"{service} copies this folder between computers, and its one writer is {visible(writer)}."
        return reason, [*problems, _problem("error", reason, _ALTERNATIVES)]
    what = f"{service} copies this folder between computers. Only you, on this computer, can write in it."
    return "", [*problems, _problem("warning", what, _ALTERNATIVES)]


_ALTERNATIVES = (
    "For a team, keep the workspace on a shared drive of a file server; or let one person write and the "
    "others read; or take over with 'readiness take-over' once the other has closed it and all is copied."
)


def _problem(severity: str, what: str, hint: str) -> Problem:
    return Problem("error" if severity == "error" else "warning", Where(file=WRITER_NAME), what, hint)


def _conflict_problem(copies: list[str]) -> Problem:
    return Problem(
        "error",
        Where(file=visible(copies[0])),
        f"Two computers wrote at once: {len(copies)} conflicting copies of the workspace's files are here.",
        "Keep them, close the workspace on every computer, and compare them before going on.",
    )


def unfit_reason(root: Path) -> str:
    """Why this folder cannot be written to safely; empty when it can.

    Takes a lock twice, replaces a file and looks at it again; leaves nothing behind.
    """
    mark = secrets.token_hex(4)
    lock_path = root / f".selftest-{mark}.lock"
    old, new = root / f".selftest-{mark}.old", root / f".selftest-{mark}.new"
    try:
        return _lock_fault(lock_path) or _replace_fault(old, new)
    except (OSError, NotImplementedError) as error:
        return f"The folder does not let this program write ({error.__class__.__name__}: {error})."
    finally:
        for path in (lock_path, old, new):
            with contextlib.suppress(OSError):
                path.unlink()


def _lock_fault(path: Path) -> str:
    first, second = filelock.FileLock(path), filelock.FileLock(path)
    with first:
        try:
            second.acquire(timeout=0)
        except filelock.Timeout:
            return ""
        second.release()
    return "Locks do not work in this folder: two writers could change the same thing at once."


def _replace_fault(old: Path, new: Path) -> str:
    for path, data in ((old, b"old"), (new, b"newer")):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(descriptor, data)
        finally:
            os.close(descriptor)
    before = old.stat()
    disk.replace(new, old)
    after = old.stat()
    if whole_file(old) != b"newer" or (before.st_ino, before.st_size) == (after.st_ino, after.st_size):
        return "Replacing a file does not work in this folder: a reader may go on seeing the old one."
    return ""
