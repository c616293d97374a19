"""What moving a workspace from one store to the other came to, or would come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from readiness.base.problems import Problem


@dataclass(frozen=True, slots=True)
class Moved:
    """Everything that is in the new place afterwards."""

    source: Path
    target: Path
    records: int
    changes: int
    """How many changes of the history; fewer than the number of the newest where its beginning is lost."""
    sequence: int
    """Number of the newest change."""
    files: Mapping[str, int]
    """How many files below each folder."""
    in_place: tuple[str, ...]
    """Ids of evidence that stays where it is, outside the folder: each computer sees its own disk there."""
    faults: tuple[Problem, ...]
    """What does not validate, names nothing, or is not as recorded: it moves as it is."""
