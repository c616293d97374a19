"""What differs between two definitions beside what records name: deadlines, lists, words, settings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from readiness.definitions.editions import KINDS
from readiness.model.definition.facts import Node
from readiness.model.definition.framework import Framework
from readiness.model.definition.parts import PARTS, name_of, named_owners

_NAMED_OTHERWISE = frozenset({"level"})
"""Parts that records name as a kind of another name: levels are told among the outcomes."""

_WORDS = ("title", "text", "meaning", "measure", "message", "id")


@dataclass(frozen=True, slots=True)
class Detail:
    """One part, or one setting of the whole, that says something else."""

    how: Literal["changed", "new", "gone"]
    kind: str
    """Kind of part in words; ``definition`` for a setting of the whole."""
    id: str
    before: str
    after: str


def details(old: Framework, new: Framework) -> tuple[Detail, ...]:
    """Every part that no record names and that differs, kind by kind; then settings of the whole."""
    return (*_parts(old, new), *_settings(old, new))


def _parts(old: Framework, new: Framework) -> Iterator[Detail]:
    for part in PARTS:
        kind = part.replace("_", " ")
        if kind in KINDS or part in _NAMED_OTHERWISE:
            continue
        before, after = _held(old, part), _held(new, part)
        for key in dict.fromkeys((*before, *after)):
            was, now = before.get(key), after.get(key)
            if was is None:
                yield Detail("new", kind, key, "", _words(now))
            elif now is None:
                yield Detail("gone", kind, key, _words(was), "")
            elif _own(was, part) != _own(now, part):
                yield Detail("changed", kind, key, _words(was), _words(now))


def _held(framework: Framework, part: str) -> dict[str, Node]:
    spec = PARTS[part]
    found: dict[str, Node] = {}
    for under, owner in named_owners(framework, part):
        for one in getattr(owner, spec.field):
            found.setdefault(name_of(part, str(getattr(one, spec.key)), under), one)
    return found


def _own(node: Node, part: str) -> dict[str, object]:
    """What a part says itself, without the parts it holds."""
    return node.model_dump(exclude={one.field for one in PARTS.values() if part in one.owners})


def _words(node: Node | None) -> str:
    return next((str(said) for name in _WORDS if (said := getattr(node, name, ""))), "")


def _settings(old: Framework, new: Framework) -> Iterator[Detail]:
    held = {one.field for one in PARTS.values() if not one.owners}
    for name in Framework.model_fields:
        was, now = getattr(old, name), getattr(new, name)
        if name not in held and was != now:
            yield Detail("changed", "definition", name.replace("_", " "), _said(was), _said(now))


def _said(value: object) -> str:
    """A setting in words; the parts of a large one are not told one by one."""
    return str(value) if isinstance(value, str | int | float) or hasattr(value, "isoformat") else ""
