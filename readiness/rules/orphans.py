"""Records that name what the definition in force does not have: the one place that finds them.

Every field whose choices come from the definition is looked at, those of parts of a record too, and what
links and request states point at. A field that is declared later is looked at as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from readiness.base.text import counted, listed
from readiness.model import choices
from readiness.model.definition.parts import places
from readiness.model.field import fields_of
from readiness.model.records.evaluation import LocalGrade, Statement
from readiness.model.records.evidence import Link
from readiness.model.records.facts import ConfirmedFact
from readiness.model.records.requests import RequestState
from readiness.model.records.tables import RECORD_TYPES

if TYPE_CHECKING:
    from pydantic import BaseModel

    from readiness.model.definition.framework import Framework
    from readiness.model.records.record import Record
    from readiness.model.records.tables import Records

NOT_IN_FORCE = "No longer in the framework"
"""The heading under which they are shown, on every surface."""


@dataclass(frozen=True, slots=True)
class Orphan:
    """One thing a record names that is not in the definition in force."""

    record: Record
    what: str
    """What kind of thing, in the definition's own words: criterion, prompt, agency."""
    gone: str
    """The id the record names."""
    is_displaced: bool = False
    """Whether the record has no place without it: a statement of a criterion that is gone, a link to one."""

    @property
    def name(self) -> str:
        """What is gone, in words: ``criterion A5``."""
        return f"{self.what} {self.gone}"


def orphans(framework: Framework, records: Records) -> tuple[Orphan, ...]:
    """Everything that records name and the definition does not have, table by table in stored order.

    While the definition is missing nothing can be said of it.
    """
    if framework.is_missing:
        return ()
    find = _Finder(framework, records)
    return tuple(one for record in records for one in find.of(record))


def orphans_with_id(framework: Framework, records: Records, record_id: str) -> tuple[Orphan, ...]:
    """What the records with one id name that is not there; of two tables when both have the id."""
    find = _Finder(framework, records)
    held = (records.table(name).get(record_id) for name in RECORD_TYPES)
    return tuple(one for record in held if record is not None for one in find.of(record))


def displaced(found: Iterable[Orphan]) -> dict[tuple[str, str], Record]:
    """The records without a place, by table and id."""
    return {(one.record.table, one.record.id): one.record for one in found if one.is_displaced}


def records_in_words(records: Iterable[Record]) -> str:
    """Records counted by what they are: ``8 statements, 1 local view and 7 links``; empty for none."""
    numbers = Counter(record.table for record in records)
    return listed(counted(number, *_NOUNS.get(table, (table, table))) for table, number in numbers.items())


def names_in_words(found: Iterable[Orphan]) -> str:
    """What is gone, each once: ``criterion A5, prompt A5.1 and prompt A5.2``."""
    return listed(dict.fromkeys(one.name for one in found))


def in_short(found: Iterable[Orphan]) -> str:
    """All of it in a sentence; empty when there is nothing."""
    items = list(found)
    named = {(one.record.table, one.record.id): one.record for one in items}
    if not named:
        return ""
    verb = "names" if len(named) == 1 else "name"
    return f"{records_in_words(named.values())} {verb} what is no longer in the framework."


def left_out(found: Iterable[Orphan], where: str, table: str = "") -> str:
    """Why records are not in a document; empty when none is left out.

    Args:
        found: Everything that is gone.
        where: The document: ``this document``.
        table: Only records of this table; all when empty.
    """
    items = [one for one in found if one.is_displaced and table in {"", one.record.table}]
    records = displaced(items)
    if not records:
        return ""
    are, names = ("is", names_in_words(items)) if len(records) == 1 else ("are", names_in_words(items))
    is_gone = "is" if len({one.name for one in items}) == 1 else "are"
    ids = [one.id for one in records.values()]
    listing = "" if all(one in names for one in ids) else f": {', '.join(ids)}"
    return (
        f"{records_in_words(records.values())} {are} not in {where} because {names} {is_gone} no longer in "
        f"the framework{listing}."
    )


_NOUNS = {
    "area": ("area", "areas"),
    "evidence": ("item of evidence", "items of evidence"),
    "links": ("link", "links"),
    "statements": ("statement", "statements"),
    "grades": ("local view", "local views"),
    "requests": ("request state", "request states"),
    "recommendations": ("recommendation", "recommendations"),
    "actions": ("action", "actions"),
    "measures": ("measure", "measures"),
    "notices": ("notice", "notices"),
    "handovers": ("hand-over", "hand-overs"),
    "facts": ("confirmed fact", "confirmed facts"),
    "strategies": ("strategy", "strategies"),
    "priorities": ("priority", "priorities"),
    "workstreams": ("workstream", "workstreams"),
    "progress_notes": ("progress note", "progress notes"),
}

_CHOSEN: dict[Callable[[Framework], Any], Callable[[Framework], str]] = {
    choices.criteria: lambda framework: framework.terms.criterion,
    choices.outcomes: lambda framework: framework.terms.outcome,
    choices.levels: lambda framework: framework.terms.outcome,
    choices.agencies: lambda _: "agency",
    choices.evidence_kinds: lambda _: "kind of evidence",
    choices.lenses: lambda _: "lens",
    choices.timetables: lambda _: "timetable",
    choices.dated: lambda _: "event",
}
"""What each list of the definition holds. Markings are words a document carries, whatever lists them."""

_HOME = {(Statement, "criterion"), (LocalGrade, "id")}
"""Fields that say where a record belongs."""

_Way = tuple[str, str, Container[str], type["BaseModel"] | None, bool]
"""A field, what it names, the ids there are, the type of its parts, whether it is the record's place."""


class _Finder:
    """The ids of one definition, and the fields of each kind of record that name them."""

    def __init__(self, framework: Framework, records: Records) -> None:
        self._framework = framework
        self._requests = {
            *framework.requests_by_id,
            *(one.id for one in records.requests.values() if one.local_title),
        }
        self._ways: dict[type[BaseModel], tuple[_Way, ...]] = {}
        self._targets: dict[str, tuple[str, Container[str]]] = {
            "criterion": (framework.terms.criterion, framework.criteria),
            "prompt": ("prompt", framework.prompts),
            "lens": ("lens", framework.lenses_by_id),
            "request": (framework.terms.request, self._requests),
        }

    @cached_property
    def _facts(self) -> Container[str]:
        return places(self._framework)

    def of(self, record: Record) -> Iterator[Orphan]:
        """What a record names that is not there."""
        if isinstance(record, Link):
            yield from self._of_link(record)
        elif isinstance(record, ConfirmedFact) and record.id not in self._facts:
            yield Orphan(record, record.kind_in_words, record.name, is_displaced=True)
        elif isinstance(record, RequestState) and record.id not in self._requests:
            yield Orphan(record, self._framework.terms.request, record.id, is_displaced=True)
        elif isinstance(record, LocalGrade) and self._is_of_other_scale(record):
            yield Orphan(record, self._framework.terms.outcome, record.outcome)
        for what, gone, is_home in dict.fromkeys(self._named(record, record)):
            yield Orphan(record, what, gone, is_displaced=is_home)

    def _is_of_other_scale(self, grade: LocalGrade) -> bool:
        """Whether a grade stands on a scale that is not its criterion's any more."""
        framework = self._framework
        is_known = grade.id in framework.criteria and grade.outcome in framework.levels_by_id
        return is_known and grade.outcome not in framework.levels_of(grade.id)

    def _of_link(self, link: Link) -> Iterator[Orphan]:
        known = self._targets.get(link.target_kind)
        if known is not None and link.target not in known[1]:
            yield Orphan(link, known[0], link.target, is_displaced=True)

    def _named(self, record: Record, part: BaseModel) -> Iterator[tuple[str, str, bool]]:
        for name, what, known, row, is_home in self._ways_of(type(part)):
            value = getattr(part, name)
            if row is not None:
                for one in value:
                    yield from self._named(record, one)
                continue
            for gone in value if isinstance(value, tuple) else (value,):
                if gone and gone not in known:
                    yield what, gone, is_home

    def _ways_of(self, kind: type[BaseModel]) -> tuple[_Way, ...]:
        ways = self._ways.get(kind)
        if ways is None:
            ways = self._ways[kind] = tuple(self._make_ways(kind))
        return ways

    def _make_ways(self, kind: type[BaseModel]) -> Iterator[_Way]:
        for name, bound in fields_of(kind).items():
            if bound.row is not None and bound.is_many:
                if self._ways_of(bound.row):
                    yield name, "", (), bound.row, False
                continue
            listing = bound.field.choices
            if listing is None or isinstance(listing, choices.Fixed) or listing not in _CHOSEN:
                continue
            what = _CHOSEN[listing](self._framework)
            yield name, what, listing(self._framework), None, (kind, name) in _HOME
