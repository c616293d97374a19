"""The records of a workspace under another definition: every one kept, moved or archived, none lost.

What has no successor keeps its record under an id that no definition can have, such as ``A3@2025-07``, so
that an id used again for something else never takes it over. Such records stay readable, under what is no
longer in the framework.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from readiness.definitions.edition_account import MARK, Moved, accounted, key_of
from readiness.definitions.editions import KINDS, Step, parts_of
from readiness.definitions.joined_links import join, joined_links
from readiness.model import choices
from readiness.model.definition.framework import Framework
from readiness.model.definition.parts import BY_OWNER, places
from readiness.model.field import fields_of
from readiness.model.records.changes import Change, put, remove
from readiness.model.records.evaluation import LocalGrade
from readiness.model.records.evidence import Link
from readiness.model.records.facts import ConfirmedFact
from readiness.model.records.record import Record
from readiness.model.records.requests import RequestState
from readiness.model.records.tables import Records
from readiness.model.records.targets import RECORD_TARGETS, still_reads, target_fingerprint

if TYPE_CHECKING:
    from readiness.model.field import Bound


def move_records(old: Framework, new: Framework, steps: Iterable[Step], records: Records) -> Moved:
    """The changes that take every record from one definition to another.

    Args:
        old: The definition in force.
        new: The one to take over.
        steps: What becomes of each id; a later step for the same id wins.
        records: All records, as they stand.
    """
    mover = _Mover(old, new, steps, records)
    pairs = [(record, mover.moved(record)) for record in records]
    links = {one.id: one for _, one in pairs if isinstance(one, Link)}
    joining = joined_links((records.links[one.id], one) for one in links.values() if MARK not in one.target)
    joined = {(Link.table, other) for others in joining.values() for other in others}
    held: dict[str, dict[str, Record]] = {}
    for before, after in pairs:
        if key_of(before) not in joined:
            held.setdefault(before.table, {})[after.id] = after
    for kept, others in joining.items():
        held[Link.table][kept] = _joined(new, records, links[kept], [links[one] for one in others])
    return accounted(new, records, pairs, tuple(_changes(records, held)), joined)


def _joined(new: Framework, records: Records, link: Link, others: Iterable[Link]) -> Link:
    evidence = records.evidence.get(link.evidence)
    now = target_fingerprint(new, records, link.target_kind, link.target)
    links = [
        one.model_copy(update={"target_seen": now}) if now and still_reads(new, records, one) else one
        for one in (link, *others)
    ]
    return join(links[0], links[1:], evidence.fingerprint if evidence else "", now)


def archived_id(framework: Framework, one: str) -> str:
    """The id that something of a definition has once nothing has taken its place."""
    return one if MARK in one else f"{one}{MARK}{framework.version}"


_KINDS: dict[Callable[[Framework], Any], str] = {
    choices.criteria: "criterion",
    choices.outcomes: "outcome",
    choices.levels: "outcome",
    choices.agencies: "agency",
    choices.evidence_kinds: "evidence kind",
    choices.lenses: "lens",
    choices.timetables: "timetable",
    choices.dated: "event",
}

_FOLLOWS = {"level": "outcome"}
"""Kinds of part that records name as another kind."""

_OF_FRAMEWORK = ("criterion", "prompt", "lens")


class _Mover:
    """Where each id goes, and the ids of records that follow."""

    def __init__(self, old: Framework, new: Framework, steps: Iterable[Step], records: Records) -> None:
        self._old, self._new, self._records = old, new, records
        self._goes: dict[tuple[str, str], tuple[str, ...]] = {(one.kind, one.old): one.new for one in steps}
        self._known = parts_of(new)
        self._grades = self._new_ids("criterion", records.grades)
        self._requests = self._new_ids("request", records.requests)
        self._facts = places(new)
        self._taken: set[str] = set()

    def to(self, kind: str, one: str) -> tuple[str, ...]:
        """The ids that something has become; its archived id when it has no successor."""
        if not one:
            return (one,)
        if (kind, one) in self._goes:
            return self._goes[kind, one] or (archived_id(self._old, one),)
        # Not of the old definition: it named nothing, and must not come to mean something now.
        return (archived_id(self._old, one),) if one in self._known[kind] else (one,)

    def moved(self, record: Record) -> Record:
        """The record under the new definition; under an id that is archived where its place is gone."""
        fields = self._fields(record)
        if isinstance(record, Link):
            return self._link(record)
        if isinstance(record, ConfirmedFact):
            return self._fact(record)
        if isinstance(record, LocalGrade):
            fields["id"] = self._grades[record.id]
        elif isinstance(record, RequestState):
            fields["id"] = self._requests[record.id]
        changed = {name: value for name, value in fields.items() if value != getattr(record, name)}
        return record.model_copy(update=changed) if changed else record

    def _link(self, link: Link) -> Record:
        target, kind = link.target, link.target_kind
        if kind in _OF_FRAMEWORK:
            target = self.to(kind, target)[0]
        elif kind == "request":
            target = self._request(target)
        if kind in RECORD_TARGETS:
            return link
        seen = self._seen(link)
        if target == link.target and not _words_changed(self._new, self._records, link, seen):
            return link
        return link.model_copy(update={"target": target, "target_seen": seen})

    def _seen(self, link: Link) -> str:
        """What the link was made for; the words before the move where it still reads so, or nobody said."""
        words = target_fingerprint(self._old, self._records, link.target_kind, link.target)
        is_known = bool(words) and still_reads(self._old, self._records, link)
        return words if is_known else link.target_seen or words

    def _request(self, item: str) -> str:
        """What an item has become; where only its record is left of it, what that is called now."""
        goes = self.to("request", item)[0]
        return goes if goes in self._known["request"] else self._requests.get(item, goes)

    def _fact(self, fact: ConfirmedFact) -> Record:
        """Where it says the same words, the fact stays confirmed; elsewhere it has to be compared again."""
        place = self._facts.get(self._fact_id(fact.id))
        if place is not None and place.reads_as(fact.seen) and place.key not in self._taken:
            self._taken.add(place.key)
            return fact if place.key == fact.id else fact.model_copy(update={"id": place.key})
        wanted = archived_id(self._old, fact.id)
        there, number = wanted, 1
        while there in self._taken or (there != fact.id and there in self._records.facts):
            there, number = f"{wanted}-{number}", number + 1
        self._taken.add(there)
        return fact.model_copy(update={"id": there})

    def _fact_id(self, fact_id: str) -> str:
        """What a fact is called in the new definition, whether it is there or not."""
        part, _, name = fact_id.partition(":")
        kind = _FOLLOWS.get(part, part.replace("_", " "))
        if part == "consequence":
            under, _, own = name.rpartition(".")
            return f"{part}:{self.to('outcome', under)[0]}.{own}"
        if kind not in KINDS:
            return fact_id
        if part not in BY_OWNER:
            return f"{part}:{self.to(kind, name)[0]}"
        under, _, own = name.rpartition(".")
        return f"{part}:{self.to('timetable', under)[0]}.{self.to(kind, own)[0]}"

    def _new_ids(self, kind: str, table: Mapping[str, Record]) -> dict[str, str]:
        """The new id of each record whose id is the framework's; where two meet, the later is archived."""
        taken: set[str] = set()
        found: dict[str, str] = {}
        for one in table:
            wanted = self.to(kind, one)[0]
            number = 1
            while wanted in taken:
                wanted = archived_id(self._old, one) + (f"-{number}" if number > 1 else "")
                number += 1
            found[one] = wanted
            taken.add(wanted)
        return found

    def _fields(self, part: BaseModel) -> dict[str, Any]:
        return {
            name: self._value(bound, getattr(part, name))
            for name, bound in fields_of(type(part)).items()
            if name != "id"
        }

    def _value(self, bound: Bound, value: Any) -> Any:
        if bound.row is not None and bound.is_many:
            return tuple(one.model_copy(update=self._fields(one)) for one in value)
        listing = bound.field.choices
        if listing is None or isinstance(listing, choices.Fixed) or listing not in _KINDS:
            return value
        kind = _KINDS[listing]
        if bound.is_many:
            return tuple(dict.fromkeys(new for one in value for new in self.to(kind, one)))
        return self.to(kind, value)[0]


def _changes(records: Records, after: Mapping[str, Mapping[str, Record]]) -> Iterator[Change]:
    """One change for each id that holds something else afterwards, so that ids may change places."""
    for table, held in after.items():
        before = records.table(table)
        for one in dict.fromkeys((*before, *held)):
            old, new = before.get(one), held.get(one)
            if new is None and old is not None:
                yield remove(old)
            elif new is not None and new != old:
                yield put(new.model_copy(update={"revision": old.revision if old else 0}), old)


def _words_changed(new: Framework, records: Records, link: Link, seen: str) -> bool:
    now = target_fingerprint(new, records, link.target_kind, link.target)
    return bool(seen) and now != seen
