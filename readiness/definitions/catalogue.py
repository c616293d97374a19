"""Framework definitions as the front ends see them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from readiness.base.errors import RefusedError, UsageError, resolve
from readiness.base.problems import Problem
from readiness.definitions import files, loading
from readiness.model.definition.framework import Framework


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
    is_own: bool = False
    """Whether it lies in the workspace, and not with the program."""
    is_in_force: bool = False
    """Whether the workspace works to it."""

    @property
    def where(self) -> str:
        """Where it comes from, and whether the workspace works to it."""
        place = "yours" if self.is_own else "shipped"
        return f"{place}, in force" if self.is_in_force else place

    def to_data(self) -> dict[str, Any]:
        """JSON-ready mapping."""
        return asdict(self)


def summaries(root: Path | None = None, used: str = "") -> list[FrameworkSummary]:
    """The frameworks there are, newest first: the shipped ones and the workspace's own.

    Args:
        root: Folder of the workspace; None outside one.
        used: Id of the framework the workspace works to.
    """
    shipped = [(load_shipped(framework_id)[0], False) for framework_id in files.shipped_frameworks()]
    held = files.framework_paths(root / "frameworks").values() if root else ()
    loaded = [(loading.load_framework(path)[0], True) for path in held if _is_definition(path)]
    known = [(framework, is_own) for framework, is_own in (*loaded, *shipped) if framework is not None]
    own = {framework.id for framework, is_own in known if is_own}
    return [
        FrameworkSummary(
            framework.id,
            framework.title,
            framework.version,
            len(framework.criteria),
            len(framework.requests),
            sum(not fact.is_settled for _, fact in framework.facts()),
            is_own,
            framework.id == used and (is_own or framework.id not in own),
        )
        for framework, is_own in sorted(known, key=lambda pair: pair[0].valid_from, reverse=True)
    ]


def _is_definition(path: Path) -> bool:
    """Whether a file or folder of a workspace is a definition, and not changes to one."""
    from readiness.definitions.overlay import is_overlay
    from readiness.definitions.tree import read_tree

    tree = None if path.is_dir() else read_tree(path, [])
    return path.is_dir() or (tree is not None and not is_overlay(tree))


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
