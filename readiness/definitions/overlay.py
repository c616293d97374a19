"""The workspace's own changes to a framework: confirm, correct, add, retire.

A faulty change is listed and not made; the others are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from readiness.base.problems import Problem
from readiness.base.text import listed, visible, with_article
from readiness.definitions.cross_checks import contradictions, reference_faults
from readiness.definitions.faults import Fault, Place, plain_faults
from readiness.definitions.files import yaml_files
from readiness.definitions.tree import DefinitionTree, build, read_tree
from readiness.model.definition.facts import Fact, Node
from readiness.model.definition.framework import Framework, Source
from readiness.model.definition.parts import PARTS, find, named_owners, owners, replaced, with_fields
from readiness.model.definition.timetable import DeadlineClass

LOCAL_SOURCE = "local"
"""Key of the source that parts added by an overlay rest on, unless they name another."""


class ChangeRefused(Exception):  # noqa: N818 - control flow inside this module, never seen outside
    """The change cannot be made."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults[0].what)
        self.faults = faults


def is_overlay(tree: DefinitionTree) -> bool:
    """Whether a file holds changes rather than a definition."""
    return "changes" in tree.root


def _is_definition(tree: DefinitionTree) -> bool:
    """Whether a file holds a definition, whole or in part; its faults are told where it is to be used."""
    return not is_overlay(tree) and (
        "groups" in tree.root or {"id", "framework"} & tree.root.keys() == {"id"}
    )


def apply_overlay(framework: Framework, overlay: Path, problems: list[Problem]) -> Framework:
    """The framework with the changes of an overlay file, or of each overlay file of a folder.

    Files of the folder that hold a definition are passed over. Every fault is added to `problems`.
    """
    for path in yaml_files(overlay) if overlay.is_dir() else [overlay] if overlay.exists() else []:
        found: list[Problem] = []
        tree = read_tree(path, found)
        if tree is not None and _is_definition(tree):
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
    framework = with_local_source(framework)

    def told(place: int, fault: Fault) -> Problem:
        what = f"{fault.what} The change was not made."
        return tree.problem(("changes", place, *fault.path), what, fault.hint)

    return make_changes(framework, overlay.changes, told, problems)


Told = Callable[[int, "Fault"], Problem]
"""Gives the problem to list, of the number of a change and what is wrong with it."""


def make_changes(
    framework: Framework, changes: Sequence[OverlayChange], told: Told, problems: list[Problem]
) -> Framework:
    """The framework with these changes, in their order; one that cannot be made is added to `problems`."""
    return _make(framework, list(enumerate(changes)), told, problems)


def _make(
    framework: Framework, changes: list[tuple[int, OverlayChange]], told: Told, problems: list[Problem]
) -> Framework:
    """Make the changes in their order; where together they break a reference, halve them to find which."""
    made, refusals = framework, list[Problem]()
    for place, change in changes:
        try:
            made = _apply(made, change)
        except ChangeRefused as refused:
            refusals += (told(place, fault) for fault in refused.faults)
    faults = [] if made is framework else new_faults(framework, made)
    if not faults:
        problems += refusals
        return made
    if len(changes) == 1:
        place, change = changes[0]
        used = _still_used(framework, made) if change.action == "retire" else None
        faults = [used] if used else faults
        problems += (told(place, _seen_from(change, one)) for one in faults)
        return framework
    half = len(changes) // 2
    framework = _make(framework, changes[:half], told, problems)
    return _make(framework, changes[half:], told, problems)


def _apply(framework: Framework, change: OverlayChange) -> Framework:
    part = PARTS[change.part]
    if change.set and change.action in {"confirm", "retire"}:
        raise ChangeRefused(
            Fault(("set",), f"`set` has no meaning when you {change.action}.", "Use `correct`.")
        )
    if not change.set and change.action in {"correct", "add"}:
        raise ChangeRefused(Fault((), f"To {change.action} needs `set` with fields.", "Say which fields."))
    _need_one_place(framework, change)
    found = find(framework, change.part, change.id, change.under)
    if change.action == "add":
        return _added(framework, change, is_there=found is not None)
    if found is None:
        inside = f" under `{visible(change.under[:60])}`" if change.under else ""
        known = [getattr(one, part.key) for one in _held(framework, change)]
        what = f"There is no {change.part.replace('_', ' ')} `{visible(change.id[:60])}`{inside}."
        raise ChangeRefused(Fault(("id",), what, f"There are: {', '.join(known[:12])}."))
    new = None if change.action == "retire" else made_part(change, fields_of_part(found[0]))
    try:
        return replaced(framework, change.part, found[1], found[0], new)
    except ValidationError as error:
        faults = [_seen_from(change, one) for one in plain_faults(error, type(found[1]))]
        raise ChangeRefused(*faults) from None


def _need_one_place(framework: Framework, change: OverlayChange) -> None:
    """Refuse a change that could mean several places, and does not say which."""
    part = PARTS[change.part]
    if change.action == "add" and not change.under:
        return
    named = list(named_owners(framework, change.part, change.under))
    if change.action == "add" and len(named) > 1:
        what = f"`{visible(change.under[:60])}` could mean {listed((name for name, _ in named), 'or')}."
        raise ChangeRefused(Fault(("under",), what, "Name the one you mean."))
    holding = [
        name
        for name, owner in named
        if any(getattr(one, part.key) == change.id for one in getattr(owner, part.field))
    ]
    if len(holding) > 1:
        name, above = change.part.replace("_", " "), part.owner_words
        what = f"There is {with_article(name)} `{visible(change.id[:60])}` under each of {listed(holding)}."
        raise ChangeRefused(Fault(("id",), what, f"Add `under:` with the {above} you mean."))


def _added(framework: Framework, change: OverlayChange, *, is_there: bool) -> Framework:
    part = PARTS[change.part]
    if is_there:
        what = f"There is {with_article(change.part.replace('_', ' '))} `{visible(change.id[:60])}` already."
        raise ChangeRefused(Fault(("id",), what, "Use another id, or `correct`."))
    if part.owners and not change.under:
        hint = f"Add `under:` with the id of its {part.owner_words}."
        raise ChangeRefused(Fault((), "It does not say where it belongs.", hint))
    owner = next(owners(framework, change.part, change.under), None)
    if owner is None:
        what = f"There is no {part.owner_words} `{visible(change.under[:60])}`."
        raise ChangeRefused(Fault(("under",), what, "Name one of the framework's own."))
    start = {"source": LOCAL_SOURCE} if issubclass(part.model, Fact) else {}
    return replaced(framework, change.part, owner, None, made_part(change, {**start, part.key: change.id}))


def with_local_source(framework: Framework) -> Framework:
    """The framework with the source that the workspace's own changes rest on."""
    if LOCAL_SOURCE in framework.sources:
        return framework
    local = Source(title="The partnership's own confirmation or addition")
    return with_fields(framework, sources={**framework.sources, LOCAL_SOURCE: local})


def made_part(change: OverlayChange, fields: dict[str, object]) -> Node:
    """The part with the change's fields, confirmed by whoever made it.

    Raises:
        ChangeRefused: It is not in order so.
    """
    part = PARTS[change.part]
    stamp: dict[str, object] = {}
    if issubclass(part.model, Fact):
        stamp = {"status": "confirmed", "confirmed_by": change.by, "confirmed_on": change.on}
        stamp |= {"basis": change.why} if change.why and "basis" not in change.set else {}
    reserved = [name for name in change.set if name in {part.key, *stamp} - {"basis"}]
    if reserved:
        what = f"`{reserved[0]}` cannot be set here."
        raise ChangeRefused(
            Fault(("set", reserved[0]), what, "Remove it; `by` and `on` say who confirmed it.")
        )
    try:
        made = part.model.model_validate({**fields, **change.set, **stamp})
        return _retitled(made, change.set) if isinstance(made, DeadlineClass) else made
    except ValidationError as error:
        faults = [Fault(("set", *one.path), one.what, one.hint) for one in plain_faults(error, part.model)]
        raise ChangeRefused(*faults) from None


def _retitled(deadline: DeadlineClass, given: Mapping[str, object]) -> DeadlineClass:
    """The deadline under a title that is so: its own speaks of the length that was put right."""
    if "title" in given or not {"amount", "unit", "starts"} & set(given):
        return deadline
    return with_fields(deadline, title=deadline.rule_in_words)


def new_faults(before: Framework, after: Framework) -> list[Fault]:
    """What a changed framework contradicts that it did not before."""
    known = {(one.what, one.path[-1:]) for one in _content_faults(before)}
    new = [one for one in _content_faults(after) if (one.what, one.path[-1:]) not in known]
    return list({one.what: one for one in new}.values())


def _still_used(before: Framework, after: Framework) -> Fault | None:
    """Who still names what a change takes out, all in one; None when nobody does."""
    known = {(one.what, one.path[-1:]) for one in _content_faults(before)}
    tree = after.model_dump()
    using: dict[str, None] = {}
    for one in _content_faults(after):
        if (one.what, one.path[-1:]) not in known:
            using.setdefault(_owner_id(tree, one.path))
    if not using:
        return None
    shown, rest = list(using)[:_MOST_USERS], len(using) - _MOST_USERS
    users = f"{', '.join(shown)} and {rest} more" if rest > 0 else listed(shown)
    return Fault(("id",), f"It is still used by {users}.", "Correct or retire those first.")


def _owner_id(tree: object, path: Place) -> str:
    """Id of the innermost part that a place lies in."""
    found, node = "the framework", tree
    for step in path:
        if isinstance(node, dict):
            node = node.get(step)
        elif isinstance(node, tuple | list) and isinstance(step, int):
            node = node[step]
        if isinstance(node, dict) and (name := node.get("id") or node.get("term")):
            found = str(name)
    return found


_MOST_USERS = 12


def _seen_from(change: OverlayChange, fault: Fault) -> Fault:
    """A fault of the changed framework, at the place in the overlay that causes it."""
    if change.action == "retire":
        return Fault(("id",), fault.what, fault.hint)
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


def fields_of_part(node: Node) -> dict[str, object]:
    """The fields of a part by name."""
    return {name: getattr(node, name) for name in type(node).model_fields}


ChangeAction = Literal["confirm", "correct", "add", "retire"]

PartName = Literal[
    "agency",
    "body",
    "check",
    "code_source",
    "column",
    "comparator",
    "consequence",
    "criterion",
    "deadline",
    "event",
    "evidence_kind",
    "group",
    "lens",
    "level",
    "outcome",
    "person_list",
    "prompt",
    "ready_measure",
    "recurring",
    "request",
    "role",
    "rule",
    "scale",
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
    of a column or rule, the outcome of a consequence, the scale of a level. Needed to add one, and for
    events, columns, rules and consequences.
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
