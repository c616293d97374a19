"""Which framework definition a workspace is measured by."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from readiness.base.errors import RefusedError
from readiness.base.problems import Problem
from readiness.definitions import files, loading
from readiness.definitions.catalogue import load_shipped
from readiness.model.definition.framework import Framework

DEFAULT_FRAMEWORK = "area-send-2023"


@dataclass(frozen=True, slots=True)
class InForce:
    """Where the definition a workspace works to comes from."""

    path: Path
    is_own: bool
    """Whether it lies in the workspace, and not with the program."""
    is_instead: bool
    """Whether the program ships one of the same id, which is passed over."""

    @property
    def words(self) -> str:
        """Which it is, ready to show."""
        if not self.is_own:
            return "the definition shipped with the program"
        instead = ", instead of the one shipped with the program" if self.is_instead else ""
        return f"your own definition, frameworks/{self.path.name}{instead}"


def in_force(root: Path, framework_id: str) -> InForce:
    """Which definition of this id a workspace works to: its own before the shipped one.

    Raises:
        RefusedError: There is no such definition.
    """
    own = _own_definition(root / "frameworks", framework_id)
    shipped = files.shipped_frameworks().get(framework_id)
    path = own or shipped
    if path is None:
        raise RefusedError(
            f"The framework '{framework_id}' is not known.",
            str(root / "frameworks"),
            "Put its YAML file into the workspace's frameworks folder, then open again.",
        )
    return InForce(path, own is not None, own is not None and shipped is not None)


def framework_named(root: Path | None, framework_id: str) -> Framework:
    """A named definition, the one every new workspace gets when no name is given.

    That of the workspace at `root` is looked for first.

    Raises:
        RefusedError: There is no such definition, or it cannot be read.
    """
    if root is not None:
        return load_definition(root, framework_id or DEFAULT_FRAMEWORK)[0]
    return load_shipped(framework_id or DEFAULT_FRAMEWORK)[0]


def load_definition(root: Path, framework_id: str) -> tuple[Framework, list[Problem]]:
    """The definition a workspace works to: its own copy, or the shipped one, with its overlay.

    Raises:
        RefusedError: There is no such definition, or it cannot be read at all.
    """
    overlay = root / "frameworks"
    path = in_force(root, framework_id).path
    framework, problems = loading.load_framework(path, overlay=overlay)
    if framework is None:
        raise RefusedError(
            f"The framework '{framework_id}' cannot be read.",
            str(problems[0]) if problems else str(path),
            f"Run 'readiness frameworks check {path}' to see every fault.",
        )
    return framework, problems


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


def _own_definition(folder: Path, framework_id: str) -> Path | None:
    candidates = (folder / framework_id, folder / f"{framework_id}.yaml")
    return next((one for one in candidates if one.exists()), None)
