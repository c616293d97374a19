"""The workspace's own changes to a framework: confirm, correct, add, retire.

A faulty change is listed and not made; the others are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field, ValidationError

from readiness.base.problems import Problem
from readiness.base.text import visible
from readiness.definitions.cross_checks import contradictions, reference_faults
from readiness.definitions.faults import Fault, plain_faults
from readiness.definitions.files import yaml_files
from readiness.definitions.tree import DefinitionTree, build, read_tree
from readiness.model.definition import framework as parts
from readiness.model.definition.facts import Fact, Node
from readiness.model.definition.framework import Comparator, Framework, Source, Term, Theme
from readiness.model.definition.person_list import ListColumn, ListRule, PersonList
from readiness.model.definition.timetable import DeadlineClass, Timetable, TimetableEvent

LOCAL_SOURCE = "local"
"""Key of the source that parts added by an overlay rest on, unless they name another."""


class _Refused(Exception):  # noqa: N818 - control flow inside this module, never seen outside
    """The change cannot be made."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults[0].what)
        self.faults = faults


def is_overlay(tree: DefinitionTree) -> bool:
    """Whether a file holds changes rather than a definition."""
    return "changes" in tree.root


def apply_overlay(framework: Framework, overlay: Path, problems: list[Problem]) -> Framework:
    """The framework with the changes of an overlay file, or of each overlay file of a folder.

    Files of the folder that hold a whole definition are passed over. Every fault is added to `problems`.
    """
    for path in yaml_files(overlay) if overlay.is_dir() else [overlay] if overlay.exists() else []:
        found: list[Problem] = []
        tree = read_tree(path, found)
        if tree is not None and not is_overlay(tree) and "groups" in tree.root:
            continue
        problems += found
        if tree is not None:
            framework = _apply_file(framework, tree, problems)
    return framework


def _apply_file(framework: Framework, tree: DefinitionTree, problems: list[Problem]) -> Framework:
    overlay = build(Overlay, tree, lambda _: (), problems)
    if overlay is None:
        return framework
    if overlay.framework != framework.id:
        what = f"These changes are for `{visible(overlay.framework[:60])}`, not for `{framework.id}`."
        hint = "They were not made. Correct the id, or move the file away."
        problems.append(tree.problem(("framework",), what, hint, "warning"))
        return framework
    if LOCAL_SOURCE not in framework.sources:
        local = Source(title="The partnership's own confirmation or addition")
        framework = with_fields(framework, sources={**framework.sources, LOCAL_SOURCE: local})
    return _make(framework, list(enumerate(overlay.changes)), tree, problems)


def _make(
    framework: Framework,
    changes: list[tuple[int, OverlayChange]],
    tree: DefinitionTree,
    problems: list[Problem],
) -> Framework:
    """Make the changes in their order; where together they break a reference, halve them to find which."""
    made, refusals = framework, list[Problem]()
    for place, change in changes:
        try:
            made = _apply(made, change)
        except _Refused as refused:
            refusals += (_refusal(tree, place, fault) for fault in refused.faults)
    faults = [] if made is framework else _new_faults(framework, made)
    if not faults:
        problems += refusals
        return made
    if len(changes) == 1:
        place, change = changes[0]
        problems += (_refusal(tree, place, _seen_from(change, one)) for one in faults)
        return framework
    half = len(changes) // 2
    framework = _make(framework, changes[:half], tree, problems)
    return _make(framework, changes[half:], tree, problems)


def _refusal(tree: DefinitionTree, place: int, fault: Fault) -> Problem:
    return tree.problem(("changes", place, *fault.path), f"{fault.what} The change was not made.", fault.hint)


def _apply(framework: Framework, change: OverlayChange) -> Framework:
    part = PARTS[change.part]
    if change.set and change.action in {"confirm", "retire"}:
        raise _Refused(Fault(("set",), f"`set` has no meaning when you {change.action}.", "Use `correct`."))
    if not change.set and change.action in {"correct", "add"}:
        raise _Refused(Fault((), f"To {change.action} needs `set` with fields.", "Say which fields."))
    found = find(framework, change.part, change.id, change.under)
    if change.action == "add":
        return _added(framework, change, is_there=found is not None)
    if found is None:
        inside = f" under `{visible(change.under[:60])}`" if change.under else ""
        known = [getattr(one, part.key) for one in _held(framework, change)]
        what = f"There is no {change.part.replace('_', ' ')} `{visible(change.id[:60])}`{inside}."
        raise _Refused(Fault(("id",), what, f"There are: {', '.join(known[:12])}."))
    new = None if change.action == "retire" else _made(change, _fields(found[0]))
    try:
        return replaced(framework, change.part, found[1], found[0], new)
    except ValidationError as error:
        faults = [_seen_from(change, one) for one in plain_faults(error, type(found[1]))]
        raise _Refused(*faults) from None


def _added(framework: Framework, change: OverlayChange, *, is_there: bool) -> Framework:
    part = PARTS[change.part]
    if is_there:
        what = f"There is a {change.part.replace('_', ' ')} `{visible(change.id[:60])}` already."
        raise _Refused(Fault(("id",), what, "Use another id, or `correct`."))
    if part.owner and not change.under:
        hint = f"Add `under:` with the id of its {part.owner.replace('_', ' ')}."
        raise _Refused(Fault((), "It does not say where it belongs.", hint))
    owner = next(owners(framework, change.part, change.under), None)
    if owner is None:
        what = f"There is no {part.owner.replace('_', ' ')} `{visible(change.under[:60])}`."
        raise _Refused(Fault(("under",), what, "Name one of the framework's own."))
    start = {"source": LOCAL_SOURCE} if issubclass(part.model, Fact) else {}
    return replaced(framework, change.part, owner, None, _made(change, {**start, part.key: change.id}))


def _made(change: OverlayChange, fields: dict[str, object]) -> Node:
    """The part with the change's fields, confirmed by whoever made it; refused when it is not in order."""
    part = PARTS[change.part]
    stamp: dict[str, object] = {}
    if issubclass(part.model, Fact):
        stamp = {"status": "confirmed", "confirmed_by": change.by, "confirmed_on": change.on}
        stamp |= {"basis": change.why} if change.why and "basis" not in change.set else {}
    reserved = [name for name in change.set if name in {part.key, *stamp} - {"basis"}]
    if reserved:
        what = f"`{reserved[0]}` cannot be set here."
        raise _Refused(Fault(("set", reserved[0]), what, "Remove it; `by` and `on` say who confirmed it."))
    try:
        return part.model.model_validate({**fields, **change.set, **stamp})
    except ValidationError as error:
        faults = [Fault(("set", *one.path), one.what, one.hint) for one in plain_faults(error, part.model)]
        raise _Refused(*faults) from None


def _new_faults(before: Framework, after: Framework) -> list[Fault]:
    known = {(one.what, one.path[-1:]) for one in _content_faults(before)}
    new = {one.what: one for one in _content_faults(after) if (one.what, one.path[-1:]) not in known}
    return list(new.values())


def _seen_from(change: OverlayChange, fault: Fault) -> Fault:
    """A fault of the changed framework, at the place in the overlay that causes it."""
    if change.action == "retire":
        return Fault(("id",), f"Other parts still need it: {fault.what}", "Correct or retire those first.")
    keys = [step for step in fault.path if step in change.set]
    return Fault(("set", *keys[:1]) if keys else (), fault.what, fault.hint)


def _content_faults(framework: Framework) -> Iterator[Fault]:
    tree = framework.model_dump()
    yield from reference_faults(tree)
    yield from (one for one in contradictions(tree) if one.path[-1:] not in _STAMPED)


_STAMPED = {("status",), ("confirmed_by",), ("confirmed_on",)}


def _held(framework: Framework, change: OverlayChange) -> Iterator[Node]:
    for owner in owners(framework, change.part, change.under):
        yield from getattr(owner, PARTS[change.part].field)


def _fields(node: Node) -> dict[str, object]:
    return {name: getattr(node, name) for name in type(node).model_fields}


ChangeAction = Literal["confirm", "correct", "add", "retire"]

PartName = Literal[
    "agency",
    "body",
    "check",
    "column",
    "comparator",
    "criterion",
    "deadline",
    "event",
    "evidence_kind",
    "group",
    "lens",
    "outcome",
    "person_list",
    "prompt",
    "request",
    "role",
    "rule",
    "section",
    "term",
    "theme",
    "timetable",
]


class OverlayChange(Node):
    """One change, with who made it and when."""

    action: ChangeAction
    """confirm: it is right as it stands. correct: `set` replaces fields. add: `set` is the new part.

    retire: the part is taken out.
    """
    part: PartName
    """What kind of part it is."""
    id: str = Field(min_length=1)
    """Its id; for a role or a term, the term itself."""
    under: str = ""
    """Id of the part it belongs to.

    The criterion of a prompt, the group of a criterion, the timetable of an event, the person-level list
    of a column or rule. Needed to add one, and for events, columns and rules.
    """
    set: dict[str, object] = Field(default_factory=dict)
    """Fields and their values, as in a definition."""
    by: str = Field(min_length=1)
    """Who says so."""
    on: date
    """The day they said so."""
    why: str = ""
    """What it rests on, such as the page where it was read."""


class Overlay(Node):
    """A file of changes to one framework."""

    framework: str
    """Id of the framework it changes."""
    changes: tuple[OverlayChange, ...]
    """The changes, applied in this order."""


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
