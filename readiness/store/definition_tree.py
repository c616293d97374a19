"""The values of a definition as written: its files, where each value stands, and cutting parts out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from readiness.core.plain import visible
from readiness.core.problems import Problem, Severity, Where
from readiness.store.definition_files import yaml_files
from readiness.store.faults import Place
from readiness.store.yaml_guard import read_yaml
from readiness.store.yaml_values import Reading, Unreadable, YamlList, YamlMap, field_name


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
        """Cut the smallest list element around each place, else its key at the top or just below it.

        Returns:
            The ids of what went, with an empty one for a part without id.
        """
        elements: dict[Place, set[int]] = {}
        gone: set[str] = set()
        for path in paths:
            depth = max((n for n, step in enumerate(path) if isinstance(step, int)), default=-1)
            if depth >= 0:
                elements.setdefault(path[:depth], set()).add(int(path[depth]))
            elif path and self.cut_key(path[:2]):
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
