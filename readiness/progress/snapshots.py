"""Named, immutable copies of a workspace's records, kept to compare with."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from readiness.base import disk
from readiness.base.disk import whole_file
from readiness.base.errors import RefusedError, StorageError, UsageError
from readiness.base.problems import Problem, Where
from readiness.gaps.report import find_gaps
from readiness.model.figures import stored_figure
from readiness.model.records.evidence import FileStates
from readiness.model.records.tables import RECORD_TYPES, Records
from readiness.progress.comparison import Comparison, compare
from readiness.rules.index import Index
from readiness.store.documents import read_records

if TYPE_CHECKING:
    from readiness.progress.comparison import MeasureMove
    from readiness.workspace.workspace import Workspace

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
        disk.make_folder(path.parent)
        disk.write_atomically(path, orjson.dumps(body, option=orjson.OPT_INDENT_2))
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
        body: dict[str, Any] = orjson.loads(whole_file(path))
        records, problems = read_records(body["records"])
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


NOW = "now"
"""What the present state is called in a comparison."""


def take(ws: Workspace, name: str, *, as_at: date) -> Snapshot:
    """Keep the workspace as it is under a name.

    Raises:
        UsageError: The name is taken or cannot be used.
        StorageError: It cannot be written.
    """
    snapshot = Snapshot(name.strip(), ws.clock(), ws.user, as_at, ws.records, ws.files)
    save(ws.root, snapshot)
    return snapshot


def listed(ws: Workspace) -> list[Snapshot]:
    """Every snapshot that can be read, oldest first."""
    found = [load(ws.root, name) for name in names(ws.root)]
    return sorted(found, key=lambda one: one.taken)


def last_before(ws: Workspace, as_at: date) -> Snapshot | None:
    """The snapshot taken last of those measured before a date; a damaged one is passed over."""
    found: list[Snapshot] = []
    for name in names(ws.root):
        with suppress(RefusedError):
            found.append(load(ws.root, name))
    return max((one for one in found if one.as_at < as_at), key=lambda one: one.taken, default=None)


def compared(ws: Workspace, before: str, after: str = NOW, *, as_at: date) -> Comparison:
    """What changed from one snapshot to another, or to the present state.

    Gaps of a snapshot are measured at its own date and those of the present at `as_at`, both by the
    checks of today.

    Raises:
        UsageError: There is no such snapshot.
    """
    old, new = _state(ws, before, as_at), _state(ws, after, as_at)
    reports = [find_gaps(Index(ws.framework, one.records), one.as_at, files=one.files) for one in (old, new)]
    return compare(old.records, new.records, *reports)


def _state(ws: Workspace, name: str, as_at: date) -> Snapshot:
    if name == NOW:
        return Snapshot(NOW, ws.clock(), ws.user, as_at, ws.records, ws.files)
    return load(ws.root, name)


def to_data(comparison: Comparison) -> dict[str, Any]:
    """A comparison as a JSON-ready mapping."""
    return {
        "differences": [asdict(one) for one in comparison.differences],
        "gaps_opened": [_gap_data(one) for one in comparison.gaps_opened],
        "gaps_closed": [_gap_data(one) for one in comparison.gaps_closed],
        "gaps_kept": comparison.gaps_kept,
        "measures": [_move_data(one) for one in comparison.measures],
    }


def _move_data(one: MeasureMove) -> dict[str, Any]:
    figures = {"before": one.before, "after": one.after}
    return asdict(one) | {
        name: None if figure is None else stored_figure(figure) for name, figure in figures.items()
    }


def _gap_data(gap: Any) -> dict[str, str]:
    return {
        "check": gap.check,
        "severity": gap.severity,
        "subject": gap.subject,
        "criterion": gap.criterion,
        "reason": gap.reason,
    }
