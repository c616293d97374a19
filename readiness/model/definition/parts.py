"""The kinds of part a definition is made of: finding one, and the definition with another in its place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from readiness.base.text import listed
from readiness.model.definition import framework as parts
from readiness.model.definition.facts import Fact, Node
from readiness.model.definition.framework import Comparator, Framework, ReadyMeasure, Term, Theme
from readiness.model.definition.outcomes import Consequence, Outcome, Scale
from readiness.model.definition.person_list import CodesFrom, ListColumn, ListRule, PersonList
from readiness.model.definition.timetable import DeadlineClass, Recurring, Timetable, TimetableEvent

Whole = TypeVar("Whole", bound=Node)


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of part: its model, the list that holds it, and the kinds of part such a list belongs to."""

    model: type[Node]
    field: str
    owners: tuple[str, ...] = ()
    """Names of the owning kinds of part, each with an ``id``; none for the framework itself."""
    key: str = "id"

    @property
    def owner_words(self) -> str:
        """What it belongs to, in words: ``outcome or level``; empty for a part of the framework itself."""
        return listed((one.replace("_", " ") for one in self.owners), "or") if self.owners else ""


PARTS: dict[str, Part] = {
    "agency": Part(parts.Agency, "agencies"),
    "body": Part(parts.Body, "bodies"),
    "check": Part(parts.CheckSetting, "checks"),
    "code_source": Part(CodesFrom, "codes_from", ("column",)),
    "column": Part(ListColumn, "columns", ("person_list",)),
    "comparator": Part(Comparator, "comparators"),
    "consequence": Part(Consequence, "consequences", ("outcome", "level")),
    "criterion": Part(parts.Criterion, "criteria", ("group",)),
    "deadline": Part(DeadlineClass, "deadline_classes"),
    "event": Part(TimetableEvent, "events", ("timetable",)),
    "evidence_kind": Part(parts.EvidenceKind, "evidence_kinds"),
    "group": Part(parts.CriterionGroup, "groups"),
    "lens": Part(parts.Lens, "lenses"),
    "level": Part(Outcome, "levels", ("scale",)),
    "outcome": Part(Outcome, "outcomes"),
    "person_list": Part(PersonList, "person_lists"),
    "prompt": Part(parts.Prompt, "prompts", ("criterion",)),
    "ready_measure": Part(ReadyMeasure, "ready_measures"),
    "recurring": Part(Recurring, "recurring"),
    "request": Part(parts.RequestItem, "requests"),
    "role": Part(Term, "roles", key="term"),
    "rule": Part(ListRule, "rules", ("person_list",)),
    "scale": Part(Scale, "scales"),
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
    """What holds parts of this kind: the framework, or each owner (only those called `under`)."""
    return (owner for _, owner in named_owners(framework, name, under))


def named_owners(framework: Framework, name: str, under: str = "") -> Iterator[tuple[str, Node]]:
    """As `owners`, each with its name; the framework itself has none."""
    if not PARTS[name].owners:
        yield "", framework
    for kind in PARTS[name].owners:
        part = PARTS[kind]
        for top_name, top in named_owners(framework, kind):
            for one in getattr(top, part.field):
                one_id = str(getattr(one, part.key))
                one_name = name_of(kind, one_id, top_name)
                if under in {"", one_id, one_name}:
                    yield one_name, one


def name_of(part: str, part_id: str, under: str) -> str:
    """How people name a part: its id; ``timetable.event`` where that is its own only below its owner."""
    return f"{under}.{part_id}" if part in BY_OWNER else part_id


def replaced(framework: Framework, name: str, owner: Node, old: Node | None, new: Node | None) -> Framework:
    """The framework with a part of `owner` replaced; None as `old` adds it, None as `new` takes it out."""
    part = PARTS[name]
    held: tuple[Node, ...] = getattr(owner, part.field)
    kept = tuple(new if one is old else one for one in held if one is not old or new is not None)
    changed = with_fields(owner, **{part.field: (*held, new) if old is None else kept})
    if isinstance(changed, Framework):
        return changed
    owner_name, above = next(
        (owner_name, above)
        for owner_name in part.owners
        for above in owners(framework, owner_name)
        if any(one is owner for one in getattr(above, PARTS[owner_name].field))
    )
    return replaced(framework, owner_name, above, owner, changed)


def with_facts_as(framework: Framework, new: Mapping[str, Fact]) -> Framework:
    """The framework with some facts saying something else, in one pass.

    Args:
        framework: The whole.
        new: Facts by the key of those they replace, with the parts they hold as they were.
    """
    return _with_parts_as(framework, "", "", new)


def _with_parts_as(whole: Whole, name: str, whole_name: str, new: Mapping[str, Fact]) -> Whole:
    changed: dict[str, object] = {}
    for part_name, part in PARTS.items():
        if name not in (part.owners or ("",)):
            continue
        held: tuple[Node, ...] = getattr(whole, part.field)
        made = tuple(_part_as(one, part_name, whole_name, new) for one in held)
        if any(one is not other for one, other in zip(made, held, strict=True)):
            changed[part.field] = made
    return with_fields(whole, **changed) if changed else whole


def _part_as(node: Node, name: str, under: str, new: Mapping[str, Fact]) -> Node:
    node_name = name_of(name, str(getattr(node, PARTS[name].key)), under)
    fact = new.get(f"{name}:{node_name}") if isinstance(node, Fact) else None
    return _with_parts_as(fact or node, name, node_name, new)


def with_fields(whole: Whole, **fields: object) -> Whole:
    """A validated copy with some fields replaced, and nothing remembered from before."""
    kept = {name: getattr(whole, name) for name in type(whole).model_fields}
    return type(whole).model_validate({**kept, **fields})


BY_OWNER = frozenset({"event", "column", "rule", "consequence", "code_source"})
"""Parts whose id is their own only below what they belong to."""

_STANDING = frozenset({"status", "source", "basis", "confirmed_by", "confirmed_on"})
"""Fields that say how far a fact is confirmed, not what it says."""

_AIDS = frozenset({"short", "keywords"})
"""Fields that help to show and to find a fact, and are no part of what is confirmed."""

_WORDS = ("title", "text", "term", "measure", "message", "year")

_ONCE_TOGETHER = {"outcome": "consequences", "column": "codes_from"}
"""Kinds of part that were once confirmed together with what they hold, and the field that holds it."""


@dataclass(frozen=True, slots=True)
class FactPlace:
    """Where a fact stands in a framework."""

    part: str
    """What kind of part it is, as in an overlay."""
    id: str
    under: str
    """Name of the part it belongs to; empty for a part of the framework itself."""
    fact: Fact

    @property
    def name(self) -> str:
        """How people name it: its id; ``timetable.event`` where that is its own only below its owner."""
        return name_of(self.part, self.id, self.under)

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
        held = {one.field for one in PARTS.values() if self.part in one.owners}
        left_out = {*_STANDING, *_AIDS, *held, PARTS[self.part].key}
        return {
            name: getattr(self.fact, name) for name in type(self.fact).model_fields if name not in left_out
        }

    @property
    def fingerprint(self) -> str:
        """What tells it from the same fact saying something else: 16 hexadecimal digits."""
        return _digest({name: _plain(value) for name, value in self.says.items()})

    def reads_as(self, seen: str) -> bool:
        """Whether it says what it said when this was its fingerprint."""
        held = _ONCE_TOGETHER.get(self.part, "")
        if seen == self.fingerprint or not held:
            return seen == self.fingerprint
        said = {name: _plain(value) for name, value in self.says.items()}
        without_ids = [one.model_dump(mode="json", exclude={"id"}) for one in getattr(self.fact, held)]
        return seen == _digest({**said, held: without_ids})


def _digest(said: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.model_dump(mode="json") if isinstance(value, Node) else value


def facts(framework: Framework) -> Iterator[FactPlace]:
    """Every fact that can be confirmed, part by part."""
    for name, part in PARTS.items():
        if not issubclass(part.model, Fact):
            continue
        for under, owner in named_owners(framework, name):
            for fact in getattr(owner, part.field):
                yield FactPlace(name, str(getattr(fact, part.key)), under, fact)


def places(framework: Framework) -> dict[str, FactPlace]:
    """Every fact by its key; of two with one key the first."""
    found: dict[str, FactPlace] = {}
    for place in facts(framework):
        found.setdefault(place.key, place)
    return found
