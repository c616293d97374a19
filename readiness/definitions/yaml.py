"""Reading YAML that strangers wrote: guarded on the event stream, before anything is built.

The parser's events are turned into plain values here, one by one and without recursion, so that depth,
size, aliases, tags and surprising scalars are met as events and never as built objects. Every fault is a
Problem with its line; reading goes on past a fault wherever that can be done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from readiness.base.disk import open_file
from readiness.base.problems import Problem, Where
from readiness.base.text import visible
from readiness.definitions.faults import Place
from readiness.definitions.yaml_scalars import Surprise, is_text_key, read_scalar

MAX_DEPTH = 20
"""Mappings and lists inside one another; the deepest shipped definition needs 8."""

MAX_NODES = 50_000
"""Values in one file; a definition of 2,000 criteria has about 20,000."""

MAX_PROBLEMS = 500
"""Problems listed for one file before reading stops."""

_Loader = type[yaml.SafeLoader | yaml.CSafeLoader]

_LOADER: _Loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def read_yaml(path: Path, name: str = "") -> Reading:
    """Read a YAML file; `name` is how the user knows it. Never raises for bad content."""
    reading = Reading(name or path.name)
    text = read_text(path, reading.file, reading.problems)
    if text is not None:
        _Builder(reading).build(text)
    return reading


def parse_yaml(text: str, name: str) -> Reading:
    """Read YAML from text already in memory."""
    reading = Reading(name)
    _Builder(reading).build(text)
    return reading


class _Stop(Exception):  # noqa: N818 - control flow inside this module, never seen outside
    """The rest of the file cannot be trusted."""


class YamlMap(dict[str, object]):
    """A mapping that remembers the line of each key."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}


class YamlList(list[object]):
    """A list that remembers the line of each element."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is still open."""

    node: YamlMap | YamlList
    path: Place
    key: str | None = None
    is_skipped: bool = False
    """Whether the next value is read and dropped, because its key was at fault."""


class _Builder:
    """Turns parser events into values, one file at a time."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.stack: list[_Frame] = []
        self.nodes = 0
        self.documents = 0

    def build(self, text: str) -> None:
        """Read the whole text into `reading.tree`, listing faults."""
        try:
            for event in self._events(text):
                self._take(event)
        except _Stop:
            self.reading.tree = None
        except yaml.YAMLError as fault:
            self._not_yaml(fault)
            self.reading.tree = None
        else:
            if self.reading.tree is None and not self.reading.problems:
                self._fault(1, "The file is empty.", "Start from the example in the authoring guide.", ())

    def _events(self, text: str) -> Iterator[yaml.Event]:
        return yaml.parse(text, Loader=_LOADER)

    def _take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._alias(line)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._document(event, line)

    def _document(self, event: yaml.DocumentStartEvent, line: int) -> None:
        self.documents += 1
        if event.tags:
            self._fault(line, "Tag directives are not allowed.", "Remove the line that starts with %TAG.", ())
        if self.documents > 1:
            self._fault(line, "There is a second document in the file.", "Remove the line `---`.", ())
            raise _Stop

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        self._refuse_extras(event, line)
        frame = self.stack[-1] if self.stack else None
        if frame is not None and isinstance(frame.node, YamlMap) and frame.key is None:
            self._key(frame, event, line)
            return
        if event.style or event.tag:
            self._put(event.value, line)
            return
        value = read_scalar(event.value)
        if isinstance(value, Surprise):
            path = self._here()
            self._fault(line, value.what, value.hint, path)
            self.reading.faulty.add(path)
            value = value.kept
        self._put(value, line)

    def _key(self, frame: _Frame, event: yaml.ScalarEvent, line: int) -> None:
        key, is_plain = event.value, not event.style
        frame.key = key
        if is_plain and key == "<<":
            self._fault(line, "Merge keys (`<<`) are not allowed.", "Write the fields out.", self._here())
            frame.is_skipped = True
            return
        if is_plain and not is_text_key(key):
            hint = f'Put it in quotation marks: "{visible(key[:40])}".'
            self._fault(line, f"The key `{visible(key[:40])}` is not text.", hint, self._here())
        lines = frame.node.lines
        if isinstance(lines, dict) and key in lines:
            what = f"`{visible(key[:60])}` is written twice: on line {lines[key]} and on line {line}."
            self._fault(line, what, "Keep one of them; the first is used.", self._here())
            frame.is_skipped = True
        elif isinstance(lines, dict):
            lines[key] = line

    def _open(self, event: yaml.CollectionStartEvent, line: int) -> None:
        self._refuse_extras(event, line)
        if len(self.stack) >= MAX_DEPTH:
            hint = "Use the shape shown in the authoring guide."
            self._fault(line, f"Values are nested more than {MAX_DEPTH} deep.", hint, ())
            raise _Stop
        path = self._here()
        node = YamlMap() if isinstance(event, yaml.MappingStartEvent) else YamlList()
        frame = self.stack[-1] if self.stack else None
        if frame is not None and isinstance(frame.node, YamlMap) and frame.key is None:
            what = "A key is a list or mapping; keys are text."
            self._fault(line, what, "Write a plain word as key.", path)
            frame.key, frame.is_skipped = "", True
            self.stack.append(_Frame(node, path))
            self._count(line)
            return
        self._put(node, line)
        self.stack.append(_Frame(node, path))

    def _alias(self, line: int) -> None:
        path = self._here()
        self._fault(line, "Aliases (`*name`) are not allowed.", "Write the value out.", path)
        frame = self.stack[-1] if self.stack else None
        if frame is not None and isinstance(frame.node, YamlMap) and frame.key is None:
            frame.key, frame.is_skipped = "", True
            return
        self.reading.faulty.add(path)
        self._put(UNREADABLE, line)

    def _refuse_extras(self, event: yaml.NodeEvent, line: int) -> None:
        if event.anchor is not None:
            what = f"Anchors (`&{visible(event.anchor[:40])}`) are not allowed."
            hint = "Remove the anchor and write values out where they are needed."
            self._fault(line, what, hint, self._here())
        tag = getattr(event, "tag", None)
        if tag is not None:
            what = f"Tags (`{visible(str(tag)[:60])}`) are not allowed."
            self._fault(line, what, "Remove the tag; use quotation marks for text.", self._here())

    def _put(self, value: object, line: int) -> None:
        self._count(line)
        if not self.stack:
            if isinstance(value, YamlMap):
                self.reading.tree = value
            elif value is not None and not isinstance(value, Unreadable):
                what = "The file is not a mapping of named parts."
                self._fault(line, what, "Start it with a line such as `id: my-framework`.", ())
            return
        frame = self.stack[-1]
        if isinstance(frame.node, YamlList):
            frame.node.append(value)
            frame.node.lines.append(line)
            return
        if not frame.is_skipped:
            frame.node[str(frame.key)] = value
        frame.key, frame.is_skipped = None, False

    def _count(self, line: int) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._fault(line, f"The file holds more than {MAX_NODES:,} values.", "Split or shorten it.", ())
            raise _Stop

    def _here(self) -> Place:
        if not self.stack:
            return ()
        frame = self.stack[-1]
        step: str | int = len(frame.node) if isinstance(frame.node, YamlList) else (frame.key or "")
        return (*frame.path, step)

    def _not_yaml(self, fault: yaml.YAMLError) -> None:
        mark = getattr(fault, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 0
        said = visible(getattr(fault, "problem", None) or getattr(fault, "reason", None) or "unreadable")
        hint = "Check the indentation, quotation marks and colons on this line and the one before."
        self._fault(line, f"This is not well-formed YAML ({said}); the file was read no further.", hint, ())

    def _fault(self, line: int, what: str, hint: str, path: Place) -> None:
        problems = self.reading.problems
        where = Where(file=self.reading.file, line=line, field=field_name(path))
        problems.append(Problem("error", where, what, hint))
        if len(problems) >= MAX_PROBLEMS:
            last = f"More than {MAX_PROBLEMS} faults; the rest of the file was not read."
            where = Where(file=self.reading.file, line=line)
            problems.append(Problem("error", where, last, "Correct these first."))
            raise _Stop


MAX_BYTES = 1024 * 1024
"""Largest definition file read: 1 MiB. The largest shipped one is under 40 KiB."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")

_LISTED = 20


def read_text(path: Path, name: str, problems: list[Problem]) -> str | None:
    """The file's text, or None with the reason added to `problems`."""
    try:
        if not path.is_file():
            what = "It is not a file." if path.exists() else "There is no such file."
            problems.append(Problem("error", Where(file=name), what, "Check the path."))
            return None
        with open_file(path) as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        what = f"It could not be read: {reason}."
        problems.append(Problem("error", Where(file=name), what, "Check access to it."))
        return None
    if len(data) > MAX_BYTES:
        what = "The file is larger than 1 MiB."
        problems.append(Problem("error", Where(file=name), what, "Split or shorten it."))
        return None
    return _decoded(data, name, problems)


def _decoded(data: bytes, name: str, problems: list[Problem]) -> str | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        hint = "Save the file again with the encoding UTF-8."
        problems.append(Problem("error", Where(file=name, line=line), "The file is not UTF-8 text.", hint))
        return None
    found = list(_CONTROL.finditer(text))
    for one in found[:_LISTED]:
        line = text.count("\n", 0, one.start()) + 1
        what = f"There is a control character <U+{ord(one.group()):04X}> here."
        problems.append(Problem("error", Where(file=name, line=line), what, "Delete it."))
    return None if found else text


class Unreadable:
    """Stands where a value could not be read; its fault is already listed."""


UNREADABLE = Unreadable()


@dataclass(slots=True)
class Reading:
    """What one YAML file holds, and every fault met on the way."""

    file: str
    tree: YamlMap | None = None
    """The top mapping; None when the file cannot be read as one."""
    problems: list[Problem] = field(default_factory=list)
    faulty: set[Place] = field(default_factory=set)
    """Places whose fault is already listed, so that it is not listed twice."""


def field_name(path: Place) -> str:
    """A place in a file as people say it: ``requests, item 3, title``."""
    steps = (f"item {one + 1}" if isinstance(one, int) else visible(one[:60]) for one in path)
    return ", ".join(step for step in steps if step)
