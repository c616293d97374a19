"""Cross-references of a definition, checked on its plain values so that every fault shows in one run.

Values of the wrong type are passed over here: the strict models list those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from readiness.core.plain import visible
from readiness.store.faults import Fault, Place

Tree = Mapping[str, object]
_ANY = "*"


@dataclass(frozen=True, slots=True)
class _Reference:
    """Values at `at` name elements listed at `to`; when `within` is set, only inside the same element."""

    at: Place
    to: Place
    what: str
    within: int = 0
    """Steps of the path that both ends share."""
    drops: bool = True


_CRITERIA: Place = ("groups", _ANY, "criteria", _ANY)
_EVENTS: Place = ("timetables", _ANY, "events", _ANY)
_COLUMNS: Place = ("person_lists", _ANY, "columns", _ANY)
_RULES: Place = ("person_lists", _ANY, "rules", _ANY)

_REFERENCES: tuple[_Reference, ...] = (
    _Reference(("requests", _ANY, "section"), ("request_sections", _ANY), "request section"),
    _Reference(("requests", _ANY, "body"), ("bodies", _ANY), "body"),
    _Reference(("requests", _ANY, "deadline"), ("deadline_classes", _ANY), "deadline class"),
    _Reference(("requests", _ANY, "person_list"), ("person_lists", _ANY), "person-level list"),
    _Reference(("requests", _ANY, "criteria", _ANY), _CRITERIA, "criterion"),
    _Reference(("lenses", _ANY, "criteria", _ANY), _CRITERIA, "criterion"),
    _Reference(("comparators", _ANY, "criteria", _ANY), _CRITERIA, "criterion"),
    _Reference(("themes", _ANY, "criteria", _ANY), _CRITERIA, "criterion"),
    _Reference(("bodies", _ANY, "agencies", _ANY), ("agencies", _ANY), "agency"),
    _Reference((*_CRITERIA, "prompts", _ANY, "lenses", _ANY), ("lenses", _ANY), "lens"),
    _Reference(("timetables", _ANY, "on_site_event"), _EVENTS, "event of this timetable", 2, drops=False),
    _Reference((*_EVENTS, "anchor"), _EVENTS, "event of this timetable", 2),
    _Reference((*_RULES, "columns", _ANY), _COLUMNS, "column of this list", 2),
    _Reference((*_RULES, "when", "column"), _COLUMNS, "column of this list", 2),
    _Reference(("person_lists", _ANY, "unique_across", _ANY), _COLUMNS, "column of this list", 2),
)

_LISTS: tuple[tuple[Place, str, str, int], ...] = (
    (("agencies", _ANY), "id", "agency", 0),
    (("bodies", _ANY), "id", "body", 0),
    (("evidence_kinds", _ANY), "id", "kind of evidence", 0),
    (("lenses", _ANY), "id", "lens", 0),
    (("groups", _ANY), "id", "group", 0),
    (_CRITERIA, "id", "criterion", 0),
    ((*_CRITERIA, "prompts", _ANY), "id", "prompt", 0),
    (("outcomes", _ANY), "id", "outcome", 0),
    (("outcomes", _ANY), "rank", "outcome rank", 0),
    (("deadline_classes", _ANY), "id", "deadline class", 0),
    (("request_sections", _ANY), "id", "request section", 0),
    (("requests", _ANY), "id", "request item", 0),
    (("timetables", _ANY), "id", "timetable", 0),
    (_EVENTS, "id", "event", 2),
    (("person_lists", _ANY), "id", "person-level list", 0),
    (_COLUMNS, "id", "column", 2),
    (_RULES, "id", "rule", 2),
    (("checks", _ANY), "id", "check", 0),
    (("comparators", _ANY), "id", "comparator", 0),
    (("themes", _ANY), "id", "theme", 0),
)
"""Where a list stands, its key, what an element is called, how many steps of its path it is unique in."""


def reference_faults(tree: Tree) -> Iterator[Fault]:
    """Every faulty reference, repeated id and unknown source."""
    for at, key, what, within in _LISTS:
        yield from _repeated(tree, (*at, key), what, within)
    for reference in _REFERENCES:
        yield from _unknown(tree, reference)
    yield from _unknown_sources(tree)


def walk(node: object, pattern: Place, path: Place = ()) -> Iterator[tuple[Place, object]]:
    """Every value whose path fits the pattern, with its path; ``*`` is any element of a list."""
    if not pattern:
        yield path, node
    elif pattern[0] == _ANY:
        if isinstance(node, tuple):
            for place, one in enumerate(node):
                yield from walk(one, pattern[1:], (*path, place))
    elif isinstance(node, Mapping) and pattern[0] in node:
        yield from walk(node[pattern[0]], pattern[1:], (*path, pattern[0]))


def _repeated(tree: Tree, pattern: Place, what: str, within: int) -> Iterator[Fault]:
    seen: dict[tuple[Place, object], Place] = {}
    for path, value in walk(tree, pattern):
        if not isinstance(value, (str, int)):
            continue
        if (path[:within], value) in seen:
            words = f"There is another {what} `{visible(str(value)[:60])}` before this one."
            yield Fault(path, words, "Give each its own; the first is used.")
        seen.setdefault((path[:within], value), path)


def _unknown(tree: Tree, reference: _Reference) -> Iterator[Fault]:
    known: dict[Place, dict[str, None]] = {}
    for path, value in walk(tree, (*reference.to, "id")):
        if isinstance(value, str):
            known.setdefault(path[: reference.within], {})[value] = None
    for path, value in walk(tree, reference.at):
        here = known.get(path[: reference.within], {})
        if isinstance(value, str) and value and value not in here:
            words = f"There is no {reference.what} `{visible(value[:60])}`."
            yield Fault(path, words, _known_words(list(here)), reference.drops)


def _unknown_sources(tree: Tree) -> Iterator[Fault]:
    listed = tree.get("sources")
    known = [str(one) for one in listed] if isinstance(listed, Mapping) else []
    for path, fact in facts_as_written(tree):
        name = fact.get("source")
        if isinstance(name, str) and name not in known:
            words = f"There is no source `{visible(name[:60])}`."
            yield Fault(
                (*path, "source"), words, "Add it under `sources`, or name one that is there.", drops=False
            )


def facts_as_written(node: object, path: Place = ()) -> Iterator[tuple[Place, Tree]]:
    """Every mapping that has a status or a source, with its path; the framework's own `source` is not one."""
    if isinstance(node, Mapping):
        if path and ("status" in node or isinstance(node.get("source"), str)):
            yield path, node
        for key, value in node.items():
            if isinstance(value, (Mapping, tuple)):
                yield from facts_as_written(value, (*path, key))
    elif isinstance(node, tuple):
        for place, value in enumerate(node):
            if isinstance(value, (Mapping, tuple)):
                yield from facts_as_written(value, (*path, place))


def _known_words(known: list[str]) -> str:
    if not known:
        return "None is defined yet: add one, or remove this."
    shown = ", ".join(visible(one[:40]) for one in known[:12])
    return f"There are: {shown}{' and more' if len(known) > 12 else ''}."  # noqa: PLR2004 - enough to choose from
