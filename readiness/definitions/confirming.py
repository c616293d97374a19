"""Facts of a framework that are confirmed or corrected here: choosing them, and the framework with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from pydantic import ValidationError

from readiness.base.errors import UsageError, unknown
from readiness.base.problems import Problem, Where
from readiness.base.text import listed, visible
from readiness.definitions.fact_words import FactWordsError, heard
from readiness.definitions.faults import Fault
from readiness.definitions.overlay import (
    ChangeRefused,
    OverlayChange,
    PartName,
    fields_of_part,
    made_part,
    make_changes,
    new_faults,
    with_local_source,
)
from readiness.model.definition.facts import Fact
from readiness.model.definition.framework import Framework
from readiness.model.definition.parts import BY_OWNER, PARTS, FactPlace, facts, places, with_facts_as
from readiness.model.records.facts import ConfirmedFact

SECTION, CLASS, KIND, UNDER = "section:", "class:", "kind:", "under:"
"""What stands before the id of a section, a deadline class, a kind of part or an owner, for all it has."""

_NOT_KEPT = "It is not counted as confirmed."
"""What a confirmation that does not hold comes to."""


@dataclass(frozen=True, slots=True)
class Settling:
    """What is to be said of one fact."""

    key: str
    """Kind and id: ``request:EHC03``."""
    source: str
    """Where it can be read that it is so."""
    corrections: Mapping[str, str] | None = None
    """What is put right, by the name of the field, as written in a cell; nothing: as it stands in force."""
    by: str = ""
    """Who says so; the user when empty."""
    on: date | None = None
    """The day they said so; today when not given."""


def named(framework: Framework, names: Sequence[str]) -> list[FactPlace]:
    """The facts with these names, each once.

    A name that several kinds of part have is given with its kind: ``deadline:A``. The id of a section stands
    for all its request items; ``class:A`` for a deadline class and all items due by it; ``kind:prompt`` for
    all of a kind; ``under:A3`` for all that belongs to A3; ``event:full`` for all of one kind that does.

    Raises:
        UsageError: There is no such fact, several kinds of part have the name, or none was named.
    """
    known: dict[str, list[FactPlace]] = {}
    for place in facts(framework):
        for name in _names_of(place):
            known.setdefault(name.casefold(), []).append(place)
    chosen: list[FactPlace] = []
    for name in names:
        wanted = name.strip().casefold()
        found = [*known.get(wanted, ()), *known.get(f"{SECTION}{wanted}", ())]
        if not found:
            raise unknown("fact", name, [one.name for group in known.values() for one in group])
        parts = sorted({one.part for one in found})
        if len(parts) > 1 and not wanted.startswith((CLASS, UNDER)):
            kinds = listed((f"{part}:{name}" for part in parts), "or")
            raise UsageError(f"Several facts are called {visible(name)}.", "", f"Give its kind: {kinds}.")
        chosen += found
    if not chosen:
        raise UsageError("Nothing is chosen to be confirmed.", "", "Name a criterion, an item or a deadline.")
    return list({one.key: one for one in chosen}.values())


def _names_of(place: FactPlace) -> Iterable[str]:
    yield from (place.name, place.key, f"{KIND}{place.part}")
    if place.under:
        yield f"{UNDER}{place.under}"
    if place.part in BY_OWNER:
        yield f"{place.part}:{place.under}"
    if place.part == "request":
        yield f"{SECTION}{getattr(place.fact, 'section', '')}"
        yield f"{CLASS}{getattr(place.fact, 'deadline', '')}"
    if place.part == "deadline":
        yield f"{CLASS}{place.id}"


def with_facts(
    framework: Framework, confirmed: Iterable[ConfirmedFact]
) -> tuple[Framework, tuple[Problem, ...]]:
    """The framework with what was confirmed and corrected, and what of it cannot count.

    Args:
        framework: As its definition has it, with the changes of files.
        confirmed: What was confirmed; of facts that are not there nothing is said here, as they are listed
            with whatever else is no longer in the framework.
    """
    problems: list[Problem] = []
    kept: list[ConfirmedFact] = []
    changes: list[OverlayChange] = []
    known = places(framework)
    for fact in confirmed:
        place = known.get(fact.id)
        if place is None:
            continue
        if fact.seen and not place.reads_as(fact.seen):
            what = f"{place.name} was confirmed for other words than the framework has now. {_NOT_KEPT}"
            problems.append(_problem(fact, what, "Compare it again, then confirm it again."))
            continue
        try:
            changes.append(_change(place, fact))
        except FactWordsError as error:
            problems.append(_problem(fact, f"{error} {_NOT_KEPT}", "Correct it again."))
        else:
            kept.append(fact)
    if not changes:
        return framework, tuple(problems)

    def told(number: int, fault: Fault) -> Problem:
        return _problem(kept[number], f"{fault.what} {_NOT_KEPT}", fault.hint)

    before = with_local_source(framework)
    at_once = _all_at_once(before, changes, [known[fact.id] for fact in kept])
    made = at_once if at_once is not None else make_changes(before, changes, told, problems)
    return made, tuple(problems)


def _all_at_once(
    framework: Framework, changes: Sequence[OverlayChange], held: Sequence[FactPlace]
) -> Framework | None:
    """The framework with every change; None when one cannot be made, so that they are made one by one."""
    made: dict[str, Fact] = {}
    for change, place in zip(changes, held, strict=True):
        try:
            part = made_part(change, fields_of_part(place.fact))
        except ChangeRefused:
            return None
        if isinstance(part, Fact):
            made[place.key] = part
    try:
        after = with_facts_as(framework, made)
    except ValidationError:
        return None
    is_safe = all(change.action == "confirm" for change in changes)  # the words are as they were
    return after if is_safe or not new_faults(framework, after) else None


def _problem(fact: ConfirmedFact, what: str, hint: str) -> Problem:
    return Problem("warning", Where(record=visible(fact.id)), what, hint)


def _change(place: FactPlace, fact: ConfirmedFact) -> OverlayChange:
    model = PARTS[place.part].model
    return OverlayChange.model_construct(
        action="correct" if fact.corrections else "confirm",
        part=cast("PartName", place.part),
        id=place.id,
        under=place.under,
        set={one.field: heard(model, one.field, one.value) for one in fact.corrections},
        by=fact.by,
        on=fact.on or date.min,
        why=fact.source,
    )
