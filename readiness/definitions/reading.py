"""The YAML of a definition read whole: the framework that is left, and every fault found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from readiness.base.problems import Problem
from readiness.definitions.calendar_checks import calendar_faults
from readiness.definitions.cross_checks import contradictions, facts_as_written, reference_faults
from readiness.definitions.faults import Fault
from readiness.definitions.files import framework_paths, shipped_frameworks
from readiness.definitions.overlay import apply_overlay, is_overlay
from readiness.definitions.tree import build, read_tree
from readiness.model.definition.framework import Framework, Source
from readiness.model.definition.parts import with_fields


def read_framework(path: Path) -> tuple[Framework | None, list[Problem]]:
    """The framework, None when what is left cannot be built at all, and every Problem found."""
    problems: list[Problem] = []
    tree = read_tree(path, problems)
    framework = build(Framework, tree, content_faults, problems) if tree is not None else None
    if framework is not None and problems:
        framework = _with_every_source(framework)
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
    yield from calendar_faults(tree)


def faults_of_file(path: Path) -> list[Problem]:
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
    framework = read_framework(definition)[0] if definition is not None else None
    if framework is None:
        hint = f"Put its definition beside this file, or name one of: {', '.join(shipped_frameworks())}."
        return [*problems, tree.problem(("framework",), "There is no such framework.", hint)]
    found: list[Problem] = []
    apply_overlay(framework, path, found)
    return found
