"""What looking at a workspace, or repairing a copy of it, came to; the same for every store."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from readiness.base.problems import Problem


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing the doctor looked at."""

    name: str
    count: int
    """How many of it."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What the doctor found."""

    root: Path
    examined: tuple[Examined, ...] = field(default=())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that was found wrong, in the order it was looked for."""
        return tuple(problem for part in self.examined for problem in part.problems)

    @property
    def is_sound(self) -> bool:
        """Whether there is no error among the problems."""
        return not any(problem.severity == "error" for problem in self.problems)

    def to_json(self) -> dict[str, Any]:
        """The report as JSON-ready values."""
        return {
            "workspace": str(self.root),
            "sound": self.is_sound,
            "examined": [
                {
                    "name": part.name,
                    "count": part.count,
                    "problems": [_as_json(problem) for problem in part.problems],
                }
                for part in self.examined
            ],
        }


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair made."""

    root: Path
    source: str
    """Where the records came from."""
    sequence: int
    """Number of the last change that could be saved."""
    problems: tuple[Problem, ...]
    """What the doctor still finds in the copy, and files that could not be copied."""


def _as_json(problem: Problem) -> dict[str, Any]:
    where = problem.where
    return {
        "severity": problem.severity,
        "file": where.file,
        "line": where.line,
        "record": where.record,
        "field": where.field,
        "what": problem.what,
        "hint": problem.hint,
    }
