"""Framework definitions: YAML in, a Framework and every fault out. Nothing in a definition can stop the program."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from readiness.core.framework import Framework
from readiness.core.problems import Problem
from readiness.store.definition_tree import SUFFIXES, DefinitionTree, read_tree
from readiness.store.overlay import apply_overlay
from readiness.store.plain_faults import PlainFault, plain_faults
from readiness.store.references import Fault, reference_faults
from readiness.store.shipped import shipped_folder
from readiness.store.yaml_guard import Path_

_ROUNDS = 20
"""Cutting faulty parts out ends sooner; each round removes at least one value."""


def load_framework(path: Path, overlay: Path | None = None) -> tuple[Framework | None, list[Problem]]:
    """Load a definition, and a workspace's changes to it.

    Args:
        path: A YAML file, or a folder of YAML files with different top-level keys.
        overlay: A folder of overlay files (`<workspace>/frameworks`), or one such file; it may be missing.

    Returns:
        The framework without its faulty parts, and every Problem found. The framework is None only when
        what is left cannot be built at all.
    """
    problems: list[Problem] = []
    tree = read_tree(path, problems)
    if tree is None:
        return None, problems
    framework = _build(tree, problems)
    if framework is None or overlay is None:
        return framework, problems
    return apply_overlay(framework, overlay, problems), problems


def check_file(path: Path) -> list[Problem]:
    """Every fault in a definition file or folder, for its author."""
    return load_framework(path)[1]


def shipped_frameworks() -> dict[str, Path]:
    """Path of each framework that ships with the product, by its id, which is its file or folder name."""
    return framework_paths(shipped_folder("frameworks"))


def framework_paths(folder: Path) -> dict[str, Path]:
    """Every definition in a folder, by file or folder name without suffix."""
    if not folder.is_dir():
        return {}
    found = sorted(folder.iterdir())
    return {one.stem if one.is_file() else one.name: one for one in found if _is_definition(one)}


def _is_definition(path: Path) -> bool:
    if path.is_dir():
        return any(one.suffix.lower() in SUFFIXES for one in path.iterdir())
    return path.suffix.lower() in SUFFIXES


def _build(tree: DefinitionTree, problems: list[Problem]) -> Framework | None:
    """Validate, listing faults once, and cut what is faulty until the rest can be built."""
    framework, shape = _validate(tree)
    references = list(reference_faults(tree.plain()))
    problems += _listed(tree, shape, references)
    gone: set[str] = set()
    for turn in range(_ROUNDS):
        dropping = [fault.path for fault in references if fault.drops]
        if not shape and not dropping and not tree.faulty:
            break
        lost = _cut(tree, shape, dropping)
        gone |= set(lost) if turn else set()
        framework, shape = _validate(tree)
        references = list(reference_faults(tree.plain()))
    if gone:
        what = f"Left out as well, because they rest on faulty parts: {', '.join(sorted(gone))}."
        problems.append(tree.problem((), what, "Correct the faults above; these come back by themselves.", "warning"))
    return framework


def _validate(tree: DefinitionTree) -> tuple[Framework | None, list[PlainFault]]:
    try:
        return Framework.model_validate(tree.plain()), []
    except ValidationError as error:
        return None, list(plain_faults(error, Framework))


def _listed(tree: DefinitionTree, shape: Iterable[PlainFault], references: Iterable[Fault]) -> list[Problem]:
    """Problems for faults that the reader has not listed already, in file order."""
    new: list[Problem] = []
    for fault in (*shape, *references):
        if fault.path not in tree.faulty:
            new.append(tree.problem(fault.path, fault.what, fault.hint))
    return sorted(new, key=lambda one: one.where)


def _cut(tree: DefinitionTree, shape: Iterable[PlainFault], dropping: list[Path_]) -> list[str]:
    for fault in shape:
        if fault.is_extra_key:
            tree.cut_key(fault.path)
    whole = [fault.path for fault in shape if not fault.is_extra_key]
    unreadable = [path for path in tree.faulty if path in set(whole)]
    return tree.cut([*whole, *dropping, *unreadable])
