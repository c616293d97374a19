"""The kinds of part a definition is made of: finding one, and the definition with another in its place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from readiness.model.definition import framework as parts
from readiness.model.definition.facts import Fact, Node
from readiness.model.definition.framework import Comparator, Framework, ReadyMeasure, Term, Theme
from readiness.model.definition.person_list import ListColumn, ListRule, PersonList
from readiness.model.definition.timetable import DeadlineClass, Timetable, TimetableEvent

Whole = TypeVar("Whole", bound=Node)


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of part: its model, the list that holds it, and the kind of part that list belongs to."""

    model: type[Node]
    field: str
    owner: str = ""
    """Name of the owning kind of part; empty for the framework itself."""
    key: str = "id"


PARTS: dict[str, Part] = {
    "agency": Part(parts.Agency, "agencies"),
    "body": Part(parts.Body, "bodies"),
    "check": Part(parts.CheckSetting, "checks"),
    "column": Part(ListColumn, "columns", "person_list"),
    "comparator": Part(Comparator, "comparators"),
    "criterion": Part(parts.Criterion, "criteria", "group"),
    "deadline": Part(DeadlineClass, "deadline_classes"),
    "event": Part(TimetableEvent, "events", "timetable"),
    "evidence_kind": Part(parts.EvidenceKind, "evidence_kinds"),
    "group": Part(parts.CriterionGroup, "groups"),
    "lens": Part(parts.Lens, "lenses"),
    "outcome": Part(parts.Outcome, "outcomes"),
    "person_list": Part(PersonList, "person_lists"),
    "prompt": Part(parts.Prompt, "prompts", "criterion"),
    "ready_measure": Part(ReadyMeasure, "ready_measures"),
    "request": Part(parts.RequestItem, "requests"),
    "role": Part(Term, "roles", key="term"),
    "rule": Part(ListRule, "rules", "person_list"),
    "section": Part(parts.RequestSection, "request_sections"),
    "term": Part(Term, "glossary", key="term"),
    "theme": Part(Theme, "themes"),
    "timetable": Part(Timetable, "timetables"),
}


def find(framework: Framework, name: str, part_id: str, under: str = "") -> tuple[Node, Node] | None:
    """A part with its owner, or None. Without `under`, the first owner that has it."""
    part = PARTS[name]
    for owner in owners(framework, name, under):
        for one in getattr(owner, part.field):
            if getattr(one, part.key) == part_id:
                return one, owner
    return None


def owners(framework: Framework, name: str, under: str = "") -> Iterator[Node]:
    """What holds parts of this kind: the framework, or each owner (only the one called `under`)."""
    part = PARTS[name]
    if not part.owner:
        yield framework
        return
    above = PARTS[part.owner]
    for top in owners(framework, part.owner):
        for one in getattr(top, above.field):
            if under in {"", getattr(one, above.key)}:
                yield one


def replaced(framework: Framework, name: str, owner: Node, old: Node | None, new: Node | None) -> Framework:
    """The framework with a part of `owner` replaced; None as `old` adds it, None as `new` takes it out."""
    part = PARTS[name]
    held: tuple[Node, ...] = getattr(owner, part.field)
    kept = tuple(new if one is old else one for one in held if one is not old or new is not None)
    changed = with_fields(owner, **{part.field: (*held, new) if old is None else kept})
    if isinstance(changed, Framework):
        return changed
    above = PARTS[part.owner]
    found = find(framework, part.owner, getattr(owner, above.key))
    assert found is not None, "an owner comes from the framework it is put back into"  # noqa: S101 - type proof
    return replaced(framework, part.owner, found[1], owner, changed)


def with_facts_as(framework: Framework, new: Mapping[str, Fact]) -> Framework:
    """The framework with some facts saying something else, in one pass.

    Args:
        framework: The whole.
        new: Facts by the key of those they replace, with the parts they hold as they were.
    """
    return _with_parts_as(framework, "", "", new)


def _with_parts_as(whole: Whole, name: str, whole_id: str, new: Mapping[str, Fact]) -> Whole:
    changed: dict[str, object] = {}
    for part_name, part in PARTS.items():
        if part.owner != name:
            continue
        held: tuple[Node, ...] = getattr(whole, part.field)
        made = tuple(_part_as(one, part_name, whole_id, new) for one in held)
        if any(one is not other for one, other in zip(made, held, strict=True)):
            changed[part.field] = made
    return with_fields(whole, **changed) if changed else whole


def _part_as(node: Node, name: str, under: str, new: Mapping[str, Fact]) -> Node:
    node_id = str(getattr(node, PARTS[name].key))
    fact = new.get(FactPlace(name, node_id, under, node).key) if isinstance(node, Fact) else None
    return _with_parts_as(fact or node, name, node_id, new)


def with_fields(whole: Whole, **fields: object) -> Whole:
    """A validated copy with some fields replaced, and nothing remembered from before."""
    kept = {name: getattr(whole, name) for name in type(whole).model_fields}
    return type(whole).model_validate({**kept, **fields})


BY_OWNER = frozenset({"event", "column", "rule"})
"""Parts whose id is their own only below what they belong to."""

_STANDING = frozenset({"status", "source", "basis", "confirmed_by", "confirmed_on"})
"""Fields that say how far a fact is confirmed, not what it says."""

_AIDS = frozenset({"short", "keywords"})
"""Fields that help to show and to find a fact, and are no part of what is confirmed."""

_WORDS = ("title", "text", "term", "measure", "message")


@dataclass(frozen=True, slots=True)
class FactPlace:
    """Where a fact stands in a framework."""

    part: str
    """What kind of part it is, as in an overlay."""
    id: str
    under: str
    """Id of the part it belongs to; empty for a part of the framework itself."""
    fact: Fact

    @property
    def name(self) -> str:
        """How people name it: its id; ``timetable.event`` for an event, and so for columns and rules."""
        return f"{self.under}.{self.id}" if self.part in BY_OWNER else self.id

    @property
    def key(self) -> str:
        """Its name with its kind, which no other fact has: ``request:ID``."""
        return f"{self.part}:{self.name}"

    @property
    def kind(self) -> str:
        """Its kind in words: ``evidence kind``."""
        return self.part.replace("_", " ")

    @property
    def words(self) -> str:
        """What it says: its title, its text, or the term it explains."""
        said = (str(getattr(self.fact, name, "")) for name in _WORDS)
        return next(filter(None, said), self.id)

    @property
    def says(self) -> dict[str, object]:
        """The fields that say something, by name; not how far it is confirmed, nor the parts it holds."""
        held = {one.field for one in PARTS.values() if one.owner == self.part}
        left_out = {*_STANDING, *_AIDS, *held, PARTS[self.part].key}
        return {
            name: getattr(self.fact, name) for name in type(self.fact).model_fields if name not in left_out
        }

    @property
    def fingerprint(self) -> str:
        """What tells it from the same fact saying something else: 16 hexadecimal digits."""
        said = {
            name: value.model_dump(mode="json") if isinstance(value, Node) else _plain(value)
            for name, value in self.says.items()
        }
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [one.model_dump(mode="json") if isinstance(one, Node) else one for one in value]
    return value


def facts(framework: Framework) -> Iterator[FactPlace]:
    """Every fact that can be confirmed, part by part."""
    for name, part in PARTS.items():
        if not issubclass(part.model, Fact):
            continue
        for owner in owners(framework, name):
            under = str(getattr(owner, PARTS[part.owner].key)) if part.owner else ""
            for fact in getattr(owner, part.field):
                yield FactPlace(name, str(getattr(fact, part.key)), under, fact)


def places(framework: Framework) -> dict[str, FactPlace]:
    """Every fact by its key; of two with one key the first."""
    found: dict[str, FactPlace] = {}
    for place in facts(framework):
        found.setdefault(place.key, place)
    return found
