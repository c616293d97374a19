"""Values read from YAML that remember their lines, and what reading a file gives."""

from __future__ import annotations

from dataclasses import dataclass, field

from readiness.core.plain import visible
from readiness.core.problems import Problem
from readiness.store.faults import Place


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
