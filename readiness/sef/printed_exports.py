"""The exports of the self-evaluation a workspace remembers, so that an edited copy is set against its own."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base import disk
from readiness.base.disk import whole_file
from readiness.base.problems import Problem, Where
from readiness.sef.round_trip.printed import PrintedSef, dump_printed, parse_printed
from readiness.store.layout import PRINTED_NAME

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace

_KEPT = 100
"""Exports remembered; the oldest are forgotten."""

_EXPORT_ID = re.compile(r"[0-9a-f]{16}")


def remember(ws: Workspace, printed: PrintedSef) -> list[Problem]:
    """Keep what an export printed; a warning where the disk does not let us."""
    path = _folder(ws) / f"{printed.stamp.export_id}.json"
    try:
        disk.make_folder(path.parent)
        disk.write_atomically(path, dump_printed(printed))
    except OSError as error:
        return [
            Problem(
                "warning",
                Where(str(path)),
                f"What this export printed could not be remembered ({error.strerror or error}).",
                "An edited copy will be compared with its own stamp only; nothing is lost.",
            )
        ]
    for old in _newest_first(ws)[_KEPT:]:
        with contextlib.suppress(OSError):
            old.unlink()
    return []


def recalled(ws: Workspace, export_id: str) -> PrintedSef | None:
    """The export with this id; None when it is not remembered here or cannot be read."""
    if not _EXPORT_ID.fullmatch(export_id):
        return None
    return _read(_folder(ws) / f"{export_id}.json")


def remembered(ws: Workspace) -> Iterator[PrintedSef]:
    """Every export that can be read, newest first."""
    yield from (found for path in _newest_first(ws) if (found := _read(path)) is not None)


def _folder(ws: Workspace) -> Path:
    return ws.root / PRINTED_NAME


def _newest_first(ws: Workspace) -> list[Path]:
    try:
        dated = [(path.stat().st_mtime_ns, path.name, path) for path in _folder(ws).glob("*.json")]
    except OSError:
        return []
    return [path for _, _, path in sorted(dated, reverse=True)]


def _read(path: Path) -> PrintedSef | None:
    try:
        return parse_printed(whole_file(path))
    except OSError:
        return None
