"""The file that leads from a folder of work to an area in a database; nothing in it is secret."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from readiness.base import disk
from readiness.base.disk import disk_error
from readiness.base.errors import RefusedError, StorageError
from readiness.base.text import visible
from readiness.store.layout import LINK_NAME

_SERVICE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,62}")

_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")

_LARGEST = 4_000
"""Bytes of a link; it has two short words."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where the records of a folder of work are."""

    service: str
    """A section of PostgreSQL's own service file, which says host, database and login."""
    area: str
    """The code of the area in that database."""

    def __post_init__(self) -> None:
        if not _SERVICE.fullmatch(self.service):
            raise RefusedError(
                "This is no name of a database service.",
                visible(self.service[:80]),
                "Use letters, digits, dots, dashes and underscores, as in PostgreSQL's service file.",
            )
        if not _CODE.fullmatch(self.area):
            raise RefusedError(
                "This is no code of an area.",
                visible(self.area[:80]),
                "Use small letters, digits and dashes, 40 at most.",
            )


def read_link(root: Path) -> Link:
    """The link in a folder. Raises StorageError when it cannot be read or names nothing that can be."""
    path = root / LINK_NAME
    try:
        with disk.open_file(path) as file:
            body = json.loads(file.read(_LARGEST))
        return Link(str(body["service"]), str(body["area"]))
    except OSError as error:
        raise disk_error("The link to the database cannot be read.", path, error) from error
    except (ValueError, KeyError, TypeError, RecursionError, RefusedError) as error:
        raise StorageError(
            "The link to the database cannot be read.",
            f"{path} does not name a service and an area",
            "Write it anew with 'readiness database link DIR --service NAME --area CODE'.",
        ) from error


def write_link(root: Path, link: Link) -> None:
    """Make a folder of work lead to an area. Raises StorageError."""
    try:
        disk.make_folder(root)
        body = json.dumps({"service": link.service, "area": link.area}, indent=2) + "\n"
        disk.write_atomically(root / LINK_NAME, body.encode())
    except OSError as error:
        raise disk_error("The link to the database cannot be written.", root / LINK_NAME, error) from error
