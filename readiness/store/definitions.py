"""Framework definitions: YAML in, a Framework and every fault out. No definition stops the program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from readiness.core.framework import Framework, Source
from readiness.core.problems import Problem
from readiness.store.building import build
from readiness.store.contradictions import contradictions
from readiness.store.definition_schema import json_schema
from readiness.store.definition_tree import SUFFIXES, read_tree, yaml_files
from readiness.store.faults import Fault
from readiness.store.overlay import apply_overlay, is_overlay
from readiness.store.overlay_parts import with_fields
from readiness.store.references import facts_as_written, reference_faults
from readiness.store.shipped import shipped_folder

__all__ = [
    "check_file",
    "framework_paths",
    "json_schema",
    "load_framework",
    "shipped_frameworks",
]


def load_framework(path: Path, overlay: Path | None = None) -> tuple[Framework | None, list[Problem]]:
    """Load a definition, and a workspace's own changes to it.

    Args:
        path: A YAML file, or a folder of YAML files with different top-level keys.
        overlay: A folder of overlay files (`<workspace>/frameworks`), or one such file; it may be missing.

    Returns:
        The framework without its faulty parts, and every Problem found. The framework is None only when
        what is left cannot be built at all.
    """
    problems: list[Problem] = []
    tree = read_tree(path, problems)
    framework = build(Framework, tree, content_faults, problems) if tree is not None else None
    if framework is not None and problems:
        framework = _with_every_source(framework)
    if framework is not None and overlay is not None:
        framework = apply_overlay(framework, overlay, problems)
    return framework, problems


def _with_every_source(framework: Framework) -> Framework:
    """The framework with a stand-in for each source that facts name and nobody wrote down."""
    named = {str(fact.get("source")) for _, fact in facts_as_written(framework.model_dump())}
    missing = {name: Source(title=f"{name} (not described)") for name in named - framework.sources.keys()}
    return with_fields(framework, sources={**framework.sources, **missing}) if missing else framework


def content_faults(tree: dict[str, object]) -> Iterator[Fault]:
    """Faults a model cannot see: references to nothing, repeated ids, contradictions."""
    yield from reference_faults(tree)
    yield from contradictions(tree)


def check_file(path: Path) -> list[Problem]:
    """Every fault in a definition (a file or a folder) or in an overlay file, for its author."""
    problems: list[Problem] = []
    tree = read_tree(path, problems)
    if tree is None:
        return problems
    if not is_overlay(tree):
        build(Framework, tree, content_faults, problems)
        return problems
    known = {**framework_paths(path.parent), **shipped_frameworks()}
    definition = known.get(str(tree.root.get("framework")))
    framework = load_framework(definition)[0] if definition is not None else None
    if framework is None:
        hint = f"Put its definition beside this file, or name one of: {', '.join(shipped_frameworks())}."
        return [*problems, tree.problem(("framework",), "There is no such framework.", hint)]
    found: list[Problem] = []
    apply_overlay(framework, path, found)
    return found


def shipped_frameworks() -> dict[str, Path]:
    """Path of each framework that ships with the product, by its id, which is its file or folder name."""
    return framework_paths(shipped_folder("frameworks"))


def framework_paths(folder: Path) -> dict[str, Path]:
    """Every definition in a folder, by file name without suffix or folder name."""
    if not folder.is_dir():
        return {}
    return {
        one.name if one.is_dir() else one.stem: one
        for one in sorted(folder.iterdir())
        if (yaml_files(one) if one.is_dir() else one.suffix.lower() in SUFFIXES)
    }
