"""Which parts of a framework an overlay can change, and how one is put in, replaced or taken out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from readiness.core import framework as parts
from readiness.core.facts import Node
from readiness.core.framework import Framework
from readiness.core.framework_context import Comparator, Term, Theme
from readiness.core.person_list import ListColumn, ListRule, PersonList
from readiness.core.timetable import DeadlineClass, Timetable, TimetableEvent

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


def with_fields(whole: Whole, **fields: object) -> Whole:
    """A validated copy with some fields replaced, and nothing remembered from before."""
    kept = {name: getattr(whole, name) for name in type(whole).model_fields}
    return type(whole).model_validate({**kept, **fields})
