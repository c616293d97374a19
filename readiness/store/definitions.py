"""Framework definitions: a path in, a Framework and every fault out. No definition stops the program.

What reads YAML is loaded when there is YAML to read: a shipped definition that is known needs none of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from readiness.core.framework import Framework
from readiness.core.problems import Problem
from readiness.store import definition_cache
from readiness.store.definition_files import framework_paths, shipped_frameworks, yaml_files

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
        from readiness.store.overlay import apply_overlay

        framework = apply_overlay(framework, overlay, problems)
    return framework, problems


def _loaded(path: Path) -> tuple[Framework | None, list[Problem]]:
    known = definition_cache.recall(path)
    if known is not None:
        return known, []
    from readiness.store.definition_reading import read_framework

    framework, problems = read_framework(path)
    if framework is not None and not problems:
        definition_cache.keep(path, framework)
    return framework, problems


def check_file(path: Path) -> list[Problem]:
    """Every fault in a definition (a file or a folder) or in an overlay file, for its author."""
    from readiness.store import definition_reading

    return definition_reading.check_file(path)


def json_schema() -> dict[str, Any]:
    """JSON Schema of a definition as authored in YAML."""
    from readiness.store import definition_schema

    return definition_schema.json_schema()
