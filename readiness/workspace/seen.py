"""How far this computer has seen a workspace, kept outside it, so that an older copy in its place is noticed.

Numbers alone are kept: of the newest change, and of the next id of each kind.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base import disk
from readiness.base.disk import open_file
from readiness.base.problems import Problem, Where
from readiness.base.user_cache import workspace_key
from readiness.model.records.area import AREA_ID
from readiness.store.layout import SNAPSHOT_NAME

if TYPE_CHECKING:
    from readiness.model.records.tables import Records
    from readiness.store.repository import Repository

_LARGEST = 10_000
"""Bytes of a mark; it has a dozen numbers."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a workspace was seen."""

    begun: str
    """When its area was first stored: tells it from another workspace in the same folder."""
    sequence: int
    next_numbers: Mapping[str, int]


def mark_file(root: Path) -> Path:
    """Where the mark of a workspace rests: in the user's own state folder, private to the user."""
    from platformdirs import user_state_path

    return user_state_path("readiness") / "seen" / f"{workspace_key(root)}.json"


def notice_older_copy(root: Path, repository: Repository, records: Records) -> tuple[Problem, ...]:
    """A warning when the workspace is older than seen here; ids given since are not given again.

    It is told once: what is there now counts as seen from then on. A disk that refuses is no fault here.
    """
    now = _mark_of(repository, records)
    kept = _read(mark_file(root))
    if now is None or kept is None or kept.begun != now.begun or kept.sequence <= now.sequence:
        return ()
    if not repository.is_read_only:
        repository.skip_ids(kept.next_numbers)
        remember(root, repository, records)
    missing = kept.sequence - now.sequence
    what = (
        f"This is an older copy: it ends at change {now.sequence}, and this computer has seen change "
        f"{kept.sequence}. What was done in {missing} changes is not in it."
    )
    hint = "If nobody put it here on purpose, restore the newest backup; ids given since are not given again."
    return (Problem("warning", Where(file=SNAPSHOT_NAME), what, hint),)


def remember(root: Path, repository: Repository, records: Records) -> None:
    """Keep how far a workspace has come; a disk that refuses is no fault here."""
    now = _mark_of(repository, records)
    if now is None:
        return
    path = mark_file(root)
    with suppress(OSError):
        disk.make_folder(path.parent)
        body = {"begun": now.begun, "sequence": now.sequence, "next": dict(now.next_numbers)}
        disk.write_atomically(path, json.dumps(body).encode())


def _mark_of(repository: Repository, records: Records) -> Mark | None:
    area = records.area.get(AREA_ID)
    if area is None or area.created is None:
        return None
    return Mark(area.created.isoformat(), repository.sequence, repository.next_numbers)


def _read(path: Path) -> Mark | None:
    try:
        with open_file(path) as file:
            body = json.loads(file.read(_LARGEST))
        numbers = {str(name): int(number) for name, number in body["next"].items()}
        return Mark(str(body["begun"]), int(body["sequence"]), numbers)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
