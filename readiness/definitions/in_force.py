"""Which framework definition a workspace is measured by."""

from __future__ import annotations

import shutil
from pathlib import Path

from readiness.base.errors import RefusedError
from readiness.base.problems import Problem
from readiness.definitions import loading, pinned
from readiness.definitions.catalogue import load_shipped
from readiness.model.definition.framework import Framework

DEFAULT_FRAMEWORK = "area-send-2023"


def framework_named(root: Path | None, framework_id: str) -> Framework:
    """A named definition, the one every new workspace gets when no name is given.

    That of the workspace at `root` is looked for first.

    Raises:
        RefusedError: There is no such definition, or it cannot be read.
    """
    if root is not None:
        return load_definition(root, framework_id or DEFAULT_FRAMEWORK)[0]
    return load_shipped(framework_id or DEFAULT_FRAMEWORK)[0]


def load_definition(root: Path, framework_id: str, mark: str = "") -> tuple[Framework, list[Problem]]:
    """The definition a workspace works to, with its overlay: see `pinned.in_force`.

    Raises:
        RefusedError: There is no such definition, or it cannot be read at all.
    """
    found = pinned.in_force(root, framework_id, mark)
    return found.framework, list(found.problems)


def definition_id(path: Path) -> str:
    """The id of a definition that has no errors."""
    framework, problems = loading.load_framework(path)
    errors = [one for one in problems if one.severity == "error"]
    if framework is None or errors:
        raise RefusedError(
            "This framework definition has errors.",
            str(errors[0]) if errors else str(path),
            f"Run 'readiness frameworks check {path}' to see every fault.",
        )
    return framework.id


def copy_definition(path: Path, folder: Path, framework_id: str) -> None:
    """Copy a definition, a file or a folder, to where a workspace keeps its own."""
    if path.is_dir():
        shutil.copytree(path, folder / framework_id)
    else:
        shutil.copyfile(path, folder / f"{framework_id}.yaml")
