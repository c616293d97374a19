"""Framework definitions: a path in, a Framework and every fault out. No definition stops the program.

What reads YAML is loaded when there is YAML to read: a shipped definition that is known needs none of it.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from readiness import __version__
from readiness.base import user_cache
from readiness.base.disk import whole_file
from readiness.base.problems import Problem
from readiness.definitions.files import framework_paths, shipped_frameworks, yaml_files
from readiness.model.definition import framework as model
from readiness.model.definition.framework import Framework

__all__ = ["check_file", "framework_paths", "json_schema", "load_framework", "shipped_frameworks"]


def load_framework(path: Path, overlay: Path | None = None) -> tuple[Framework | None, list[Problem]]:
    """Load a definition, and a workspace's own changes to it.

    Args:
        path: A YAML file, or a folder of YAML files with different top-level keys.
        overlay: A folder of overlay files (`<workspace>/frameworks`), or one such file; it may be missing.

    Returns:
        The framework without its faulty parts, and every Problem found. The framework is None only when
        what is left cannot be built at all.
    """
    framework, problems = _loaded(path)
    if framework is not None and overlay is not None and (overlay.is_file() or yaml_files(overlay)):
        from readiness.definitions.overlay import apply_overlay

        framework = apply_overlay(framework, overlay, problems)
    return framework, problems


def _loaded(path: Path) -> tuple[Framework | None, list[Problem]]:
    known = recall(path)
    if known is not None:
        return known, []

    from readiness.definitions.reading import read_framework

    framework, problems = read_framework(path)
    if framework is not None and not problems:
        keep(path, framework)
    return framework, problems


def check_file(path: Path) -> list[Problem]:
    """Every fault in a definition (a file or a folder) or in an overlay file, for its author."""
    from readiness.definitions.reading import faults_of_file

    return faults_of_file(path)


def json_schema() -> dict[str, Any]:
    """JSON Schema of a definition as authored in YAML."""
    from readiness.definitions import schema

    return schema.json_schema()


_PROGRAM = (Path(str(model.__file__)).parent, Path(str(model.__file__)).parents[1], Path(__file__).parent)
"""The folders whose modules decide what a definition becomes."""


def recall(path: Path) -> Framework | None:
    """The framework of a shipped definition, if it was kept and nothing has changed since; else None."""
    kept = user_cache.recall(_name(path), _source(path))
    try:
        return None if kept is None else Framework.model_validate_json(kept)
    except ValidationError:
        return None


def keep(path: Path, framework: Framework) -> None:
    """Keep the framework of a shipped definition in which no fault was found; others are passed over."""
    user_cache.keep(_name(path), _source(path), framework.model_dump_json(exclude_unset=True).encode())


def _name(path: Path) -> str:
    return f"definition-{path.stem}"


def _source(path: Path) -> str:
    """A digest of every byte of a shipped definition and of the program's state; empty when there is none."""
    if shipped_frameworks().get(path.name if path.is_dir() else path.stem) != path:
        return ""
    state = hashlib.sha256(f"{__version__} {sys.version_info[:3]}".encode())
    try:
        for folder in sorted(_PROGRAM):
            state.update(_stamps(folder).encode())
        for one in yaml_files(path) if path.is_dir() else [path]:
            data = whole_file(one)
            state.update(f"{one.name} {len(data)}\n".encode() + data)
    except OSError:
        return ""
    return state.hexdigest()


def _stamps(folder: Path) -> str:
    """Name, size and time of every module in a folder, for a program altered in place."""
    with os.scandir(folder) as entries:
        modules = [(one.name, one.stat()) for one in entries if one.name.endswith(".py")]
    return "".join(f"{name} {one.st_size} {one.st_mtime_ns}\n" for name, one in sorted(modules))
