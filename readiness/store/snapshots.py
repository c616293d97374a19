"""Named, immutable copies of a workspace's records, kept to compare with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson

from readiness.core.errors import RefusedError, StorageError, UsageError
from readiness.core.file_states import FileStates
from readiness.core.problems import Problem, Where
from readiness.core.records import Records
from readiness.core.tables import RECORD_TYPES
from readiness.store import atomic
from readiness.store.documents import read_records

FOLDER = "snapshots"
_NAME = re.compile(r"[^\W_][\w .-]{0,59}")
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The records as they were, with when and for which date."""

    name: str
    taken: datetime
    """Aware, UTC."""
    by: str
    as_at: date
    """The date its gaps are measured at."""
    records: Records
    files: FileStates
    problems: tuple[Problem, ...] = ()


def save(root: Path, snapshot: Snapshot) -> Path:
    """Write a new snapshot; one of the same name is never replaced.

    Raises:
        UsageError: The name is taken or cannot be a file name.
        StorageError: The folder cannot be written.
    """
    path = _path(root, snapshot.name)
    if path.exists():
        raise UsageError(f"There is a snapshot called '{snapshot.name}' already.", "", "Choose another name.")
    body = {
        "format": _FORMAT,
        "name": snapshot.name,
        "taken": snapshot.taken.isoformat(),
        "by": snapshot.by,
        "as_at": snapshot.as_at.isoformat(),
        "missing": sorted(snapshot.files.missing),
        "changed": sorted(snapshot.files.changed),
        "records": {
            name: [record.to_document() for record in snapshot.records.table(name).values()]
            for name in RECORD_TYPES
        },
    }
    try:
        atomic.make_folder(path.parent)
        atomic.write_atomically(path, orjson.dumps(body, option=orjson.OPT_INDENT_2))
    except OSError as error:
        raise StorageError(
            "The snapshot could not be written.",
            f"{path}: {error.strerror}",
            "Check the disk and the folder.",
        ) from error
    return path


def load(root: Path, name: str) -> Snapshot:
    """Read a snapshot; records that do not validate are in its problems.

    Raises:
        UsageError: There is none of that name.
        RefusedError: Its file is damaged.
    """
    path = _path(root, name)
    if not path.is_file():
        known = ", ".join(names(root)) or "none yet"
        raise UsageError(f"There is no snapshot called '{name}'.", "", f"There are: {known}.")
    try:
        body: dict[str, Any] = orjson.loads(path.read_bytes())
        tables = {
            table: {str(place): document for place, document in enumerate(documents)}
            for table, documents in body["records"].items()
        }
        records, problems = read_records(tables)
        return Snapshot(
            body["name"],
            datetime.fromisoformat(body["taken"]),
            body["by"],
            date.fromisoformat(body["as_at"]),
            records,
            FileStates(frozenset(body["missing"]), frozenset(body["changed"])),
            tuple(
                Problem(one.severity, Where(path.name, record=one.where.record), one.what) for one in problems
            ),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RefusedError(
            f"The snapshot '{name}' cannot be read.", str(path), "Its file is damaged; the workspace is not."
        ) from error


def names(root: Path) -> list[str]:
    """Names of the snapshots there are, oldest first by file time."""
    files = sorted((root / FOLDER).glob("*.json"), key=lambda one: (one.stat().st_mtime_ns, one.name))
    return [one.stem for one in files]


def _path(root: Path, name: str) -> Path:
    if not _NAME.fullmatch(name) or name != name.rstrip(" ."):
        raise UsageError(
            f"'{name}' cannot be the name of a snapshot.",
            "",
            "Use letters, digits, spaces, dots and hyphens.",
        )
    return root / FOLDER / f"{name}.json"
