"""Folders that a cloud service copies between computers, where no lock reaches from one to the other.

In such a folder one named person on one computer writes, everybody else reads. The name is in a small file,
so taking over is a step that somebody takes on purpose.
"""

from __future__ import annotations

import getpass
import os
import platform
import re
from collections.abc import Mapping
from pathlib import Path

import orjson

from readiness.core.plain import visible
from readiness.core.problems import Problem, Where
from readiness.store import atomic

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
        return str(orjson.loads((root / WRITER_NAME).read_bytes())["writer"])
    except FileNotFoundError:
        return ""
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
        return "somebody whose name cannot be read"


def name_writer(root: Path) -> None:
    """Name this computer and user as the one who writes. Raises OSError."""
    atomic.write_atomically(root / WRITER_NAME, orjson.dumps({"writer": writer_here()}) + b"\n")


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
