"""Shipped definitions without their YAML: the values of one that had no fault, validated again when read.

Reading YAML with the line of every value takes many times as long as reading the same values from JSON, and
lines are only needed for faults. An area's own definitions and overlays are always read from their YAML.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from pydantic import ValidationError

from readiness import __version__
from readiness.core import framework as model
from readiness.core.framework import Framework
from readiness.store import worked_out
from readiness.store.definition_files import shipped_frameworks, yaml_files

_PROGRAM = tuple({Path(str(one)).parent for one in (model.__file__, __file__)})
"""The folders whose modules decide what a definition becomes."""


def recall(path: Path) -> Framework | None:
    """The framework of a shipped definition, if it was kept and nothing has changed since; else None."""
    kept = worked_out.recall(_name(path), _source(path))
    try:
        return None if kept is None else Framework.model_validate_json(kept)
    except ValidationError:
        return None


def keep(path: Path, framework: Framework) -> None:
    """Keep the framework of a shipped definition in which no fault was found; others are passed over."""
    worked_out.keep(_name(path), _source(path), framework.model_dump_json(exclude_unset=True).encode())


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
            data = one.read_bytes()
            state.update(f"{one.name} {len(data)}\n".encode() + data)
    except OSError:
        return ""
    return state.hexdigest()


def _stamps(folder: Path) -> str:
    """Name, size and time of every module in a folder, for a program altered in place."""
    with os.scandir(folder) as entries:
        modules = [(one.name, one.stat()) for one in entries if one.name.endswith(".py")]
    return "".join(f"{name} {one.st_size} {one.st_mtime_ns}\n" for name, one in sorted(modules))
