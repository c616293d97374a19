"""The values of a definition as written: its files, where each value stands, and cutting parts out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from readiness.base.problems import Problem, Severity, Where
from readiness.base.text import visible
from readiness.definitions.faults import Fault, Place, plain_faults
from readiness.definitions.files import yaml_files
from readiness.definitions.yaml import Reading, Unreadable, YamlList, YamlMap, field_name, read_yaml


@dataclass(slots=True)
class DefinitionTree:
    """One definition's values, from one file or from a folder of files with different top keys."""

    name: str
    """What the user calls it: the file's or folder's name."""
    root: YamlMap = field(default_factory=YamlMap)
    files: dict[str, str] = field(default_factory=dict)
    """File that holds each top key."""
    faulty: set[Place] = field(default_factory=set)
    """Places whose fault is listed already."""

    def problem(self, path: Place, what: str, hint: str, severity: Severity = "error") -> Problem:
        """A Problem at a place, with its file, its line, the nearest id and the field."""
        file = self.files.get(str(path[0]), self.name) if path else self.name
        line, record, rest = 0, "", path
        node: object = self.root
        for depth, step in enumerate(path):
            line = _line(node, step) or line
            node = _child(node, step)
            if identity := _identity(node):
                record, rest = identity, path[depth + 1 :]
        return Problem(severity, Where(file, line, record, field_name(rest)), what, hint)

    def cut(self, paths: Iterable[Place]) -> set[str]:
        """Cut the smallest list element around each place, else its key just below the top or at it.

        Returns:
            The ids of what went, with an empty one for a part without id.
        """
        elements: dict[Place, set[int]] = {}
        gone: set[str] = set()
        for path in paths:
            depth = max((n for n, step in enumerate(path) if isinstance(step, int)), default=-1)
            if depth >= 0:
                elements.setdefault(path[:depth], set()).add(int(path[depth]))
            elif path and (self.cut_key(path[:2]) or self.cut_key(path[:1])):
                gone.add("")
        for path in sorted(elements, key=len, reverse=True):
            node = self.at(path)
            if isinstance(node, YamlList):
                gone |= _cut_elements(node, elements[path])
        return gone

    def cut_key(self, path: Place) -> bool:
        """Cut one key out of its mapping; whether it was there."""
        parent = self.at(path[:-1])
        if not isinstance(parent, YamlMap) or str(path[-1]) not in parent:
            return False
        del parent[str(path[-1])]
        return True

    def put(self, path: Place, values: Mapping[str, object]) -> bool:
        """Put the value that `values` has for the path's last key, if any; whether that changed anything."""
        parent, key = self.at(path[:-1]), str(path[-1])
        if not isinstance(parent, YamlMap) or key not in values or parent.get(key) == values[key]:
            return False
        parent[key] = values[key]
        return True

    def at(self, path: Place) -> object:
        """The value at a place, or None."""
        node: object = self.root
        for step in path:
            node = _child(node, step)
        return node

    def plain(self) -> dict[str, object]:
        """The values as dict and tuple, which is what the strict models take."""
        return {key: _plain(value) for key, value in self.root.items()}


def read_tree(path: Path, problems: list[Problem]) -> DefinitionTree | None:
    """Read a definition from a file, or from the YAML files of a folder; None when nothing is readable."""
    if not path.is_dir():
        return merge_readings(path.name, [read_yaml(path)], problems)
    files = yaml_files(path)
    if not files:
        hint = "Add the definition, or give the path of its file."
        problems.append(Problem("error", Where(path.name), "There is no YAML file in this folder.", hint))
    readings = (read_yaml(one, f"{path.name}/{one.name}") for one in files)
    return merge_readings(path.name, readings, problems)


def merge_readings(name: str, readings: Iterable[Reading], problems: list[Problem]) -> DefinitionTree | None:
    """Put files together by top key; a key in two files is a fault, and the first is used."""
    tree = DefinitionTree(name)
    for reading in readings:
        problems += reading.problems
        if reading.tree is not None:
            _merge(tree, reading, reading.tree, problems)
    return tree if tree.root else None


def _merge(tree: DefinitionTree, reading: Reading, root: YamlMap, problems: list[Problem]) -> None:
    for key, value in root.items():
        line = root.lines.get(key, 0)
        if key in tree.files:
            shown = visible(key[:60])
            what = f"`{shown}` stands in {tree.files[key]} already (line {tree.root.lines[key]})."
            where = Where(reading.file, line, field=shown)
            problems.append(Problem("error", where, what, "Keep one of them; the first is used."))
            continue
        tree.root[key], tree.root.lines[key], tree.files[key] = value, line, reading.file
        tree.faulty |= {path for path in reading.faulty if path and path[0] == key}


def _plain(value: object) -> object:
    if isinstance(value, YamlMap):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, YamlList):
        return tuple(_plain(one) for one in value)
    return None if isinstance(value, Unreadable) else value


def _child(node: object, step: str | int) -> object:
    if isinstance(node, YamlMap) and isinstance(step, str):
        return node.get(step)
    if isinstance(node, YamlList) and isinstance(step, int) and step < len(node):
        return node[step]
    return None


def _line(node: object, step: str | int) -> int:
    if isinstance(node, YamlMap):
        return node.lines.get(str(step), 0)
    if isinstance(node, YamlList) and isinstance(step, int) and step < len(node.lines):
        return node.lines[step]
    return 0


def _identity(node: object) -> str:
    if not isinstance(node, YamlMap):
        return ""
    found = node.get("id", node.get("term"))
    return visible(found[:60]) if isinstance(found, str) else ""


def _cut_elements(node: YamlList, places: set[int]) -> set[str]:
    gone: set[str] = set()
    for place in sorted(places, reverse=True):
        if place < len(node):
            gone.add(_identity(node[place]))
            del node[place], node.lines[place]
    return gone


Model = TypeVar("Model", bound=BaseModel)

Contents = Callable[[dict[str, object]], Iterable[Fault]]
"""Faults of the plain values that a model cannot see, such as a reference to nothing."""

_STAND_INS: dict[str, object] = {"status": "assumed", "source": "unknown"}
"""What a fact gets whose status or source is missing or wrong: it claims nothing, and it is kept."""

_ROUNDS = 20
"""Each round leaves at least one part out; cascades end in three or four."""


def build(
    model: type[Model], tree: DefinitionTree, contents: Contents, problems: list[Problem]
) -> Model | None:
    """Build the model, leaving faulty list elements and optional parts out.

    Returns:
        The model, or None when what must be there is not. `problems` grows by every fault.
    """
    built, faults = _examine(model, tree, contents)
    listed = [tree.problem(one.path, one.what, one.hint) for one in faults if one.path not in tree.faulty]
    problems += sorted(listed, key=lambda one: one.where)
    gone: set[str] = set()
    for turn in range(_ROUNDS):
        if built is not None and not any(one.drops for one in faults):
            break
        if not (lost := _leave_out(tree, faults)):
            return None
        gone |= lost if turn else set()
        built, faults = _examine(model, tree, contents)
    if gone - {""}:
        what = f"Left out as well, because they rest on faulty parts: {', '.join(sorted(gone - {''}))}."
        hint = "Correct the faults above; these come back by themselves."
        problems.append(tree.problem((), what, hint, "warning"))
    return built


def _examine(
    model: type[Model], tree: DefinitionTree, contents: Contents
) -> tuple[Model | None, list[Fault]]:
    plain = tree.plain()
    found = list(contents(plain))
    try:
        return model.model_validate(plain), found
    except ValidationError as error:
        return None, [*plain_faults(error, model), *found]


def _leave_out(tree: DefinitionTree, faults: Iterable[Fault]) -> set[str]:
    """Cut what cannot be used; the ids of what went, with an empty one for a part without id."""
    faulty = [one for one in faults if one.drops]
    repaired = {one.path for one in faulty if len(one.path) > 1 and tree.put(one.path, _STAND_INS)}
    dropping = [one for one in faulty if one.path not in repaired]
    keys = [one.path for one in dropping if one.is_extra_key]
    gone = {"" for path in keys if tree.cut_key(path)} | {"" for _ in repaired}
    return gone | tree.cut(one.path for one in dropping if not one.is_extra_key)
