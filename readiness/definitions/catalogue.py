"""Framework definitions as the front ends see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from readiness.base.errors import RefusedError, UsageError, resolve
from readiness.base.problems import Problem
from readiness.definitions import files, loading
from readiness.definitions.at_hand import at_hand, misnamed, own_ids, with_faults
from readiness.model.definition.framework import Framework
from readiness.model.definition.parts import facts


@dataclass(frozen=True, slots=True)
class FrameworkSummary:
    """A line about one framework."""

    id: str
    title: str
    version: str
    criteria: int
    requests: int
    unconfirmed: int
    """How many of its facts are not seen in the official source nor confirmed locally."""
    valid: str
    """From when until when, in words."""
    where: str = "shipped"
    """``shipped`` with the program, or ``this workspace``."""

    def to_data(self) -> dict[str, Any]:
        """JSON-ready mapping."""
        return asdict(self)


def summaries() -> list[FrameworkSummary]:
    """The shipped frameworks, newest first."""
    return _summaries((load_shipped(one)[0] for one in files.shipped_frameworks()), "shipped")


def own_summaries(root: Path) -> tuple[list[FrameworkSummary], tuple[Problem, ...]]:
    """A workspace's own definitions, and what is wrong with those that are not used or have faults."""
    problems: list[Problem] = [*misnamed(root)]
    found: list[Framework] = []
    for framework_id in own_ids(root):
        for one in at_hand(root, framework_id, problems):
            if one.origin == "local":
                found.append(one.framework)
                problems += [with_faults(one)] if not one.is_sound else []
    return _summaries(found, "this workspace"), tuple(problems)


def _summaries(loaded: Iterable[Framework], where: str) -> list[FrameworkSummary]:
    return [
        FrameworkSummary(
            one.id,
            one.title,
            one.version,
            len(one.criteria),
            len(one.requests),
            sum(not place.fact.is_settled for place in facts(one)),
            one.validity,
            where,
        )
        for one in sorted(loaded, key=lambda one: one.valid_from, reverse=True)
    ]


def load_shipped(framework_id: str) -> tuple[Framework, list[Problem]]:
    """A shipped framework with any problems found in it.

    Raises:
        UsageError: There is none of that id.
        RefusedError: It cannot be read.
    """
    known = files.shipped_frameworks()
    found = resolve("framework", framework_id, known)
    framework, problems = loading.load_framework(known[found])
    if framework is None:
        raise RefusedError(f"The framework '{found}' cannot be read.", str(known[found]), "Reinstall.")
    return framework, problems


def check_definition(path: Path) -> list[Problem]:
    """Every fault of a definition, in one run.

    Raises:
        UsageError: There is no such file.
    """
    if not path.exists():
        raise UsageError("There is no such file.", str(path), "Give the path of a YAML file or its folder.")
    return loading.check_file(path)


def schema() -> dict[str, Any]:
    """JSON Schema of a definition as authored in YAML."""
    return loading.json_schema()
