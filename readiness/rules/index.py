"""Every question of "what hangs on what" about a workspace, answered without searching."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import filterfalse
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from readiness.model.definition.framework import Criterion, Framework
from readiness.model.records.changes import Change
from readiness.model.records.evaluation import Statement
from readiness.model.records.evidence import Evidence, Link, TargetKind
from readiness.model.records.measures import Measure
from readiness.model.records.plan import Action, Recommendation
from readiness.model.records.programme import Priority
from readiness.model.records.progress import ProgressNote
from readiness.model.records.record import Record
from readiness.model.records.tables import Records
from readiness.model.records.targets import target_fingerprint
from readiness.model.vocabulary import STATEMENT_KIND_TITLES
from readiness.rules.freshness import Freshness, Standing, freshness

if TYPE_CHECKING:
    from collections.abc import Iterator


Target = tuple[TargetKind, str]

_DATES_KEPT = 4

R = TypeVar("R", bound=Record)

_KIND_ORDER = {kind: place for place, kind in enumerate(STATEMENT_KIND_TITLES)}


@dataclass(frozen=True, slots=True)
class Memory:
    """Answers an index has already worked out."""

    owners: Mapping[Target, str]
    """Criterion id of each criterion and prompt of the framework."""
    reach: dict[str, dict[str, Evidence]] = field(default_factory=dict)
    """Evidence by its id, by criterion id."""
    linked: dict[Target, dict[str, Evidence]] = field(default_factory=dict)
    """Evidence by its id, by target."""
    fingerprints: dict[Target, str] = field(default_factory=dict)
    """Fingerprint by target."""
    standings: dict[date, dict[str, Standing]] = field(default_factory=dict)
    """By evidence id, for the few dates last asked about."""


class Index:
    """The records of a workspace with the ways between them; never changed once made.

    Attributes:
        framework: The definition the workspace works to.
        records: The records indexed.
    """

    def __init__(
        self,
        framework: Framework,
        records: Records,
        *,
        relations: Mapping[str, Relation] | None = None,
        memory: Memory | None = None,
    ) -> None:
        """Index `records` from nothing; `relations` and `memory` are for `after` alone."""
        self.framework = framework
        self.records = records
        self._relations = relations or {
            name: Relation.of(kind, records.table(kind.table)) for name, kind in RELATIONS.items()
        }
        self._memory = memory or Memory(_owners(framework))

    def after(self, records: Records, changes: Iterable[Change]) -> Index:
        """The index of `records`, which are this index's records after `changes`.

        Costs the size of what changed, not of the workspace.
        """
        moved = touched(changes)
        relations = {name: self._after_moves(name, moved, records) for name in RELATIONS}
        memory = Memory(self._memory.owners)
        later = Index(self.framework, records, relations=relations, memory=memory)
        gone = _criteria_touched(self, moved) | _criteria_touched(later, moved)
        ids = {record_id for _, record_id in moved}
        memory.reach.update((key, one) for key, one in self._memory.reach.items() if key not in gone)
        unlinked = _targets_touched(self, moved) | _targets_touched(later, moved)
        memory.linked.update((key, one) for key, one in self._memory.linked.items() if key not in unlinked)
        known = self._memory.fingerprints.items()
        memory.fingerprints.update((key, text) for key, text in known if key[1] not in ids)
        for day, standings in self._memory.standings.items():
            memory.standings[day] = {one: found for one, found in standings.items() if one not in ids}
        return later

    def links_of(self, evidence_id: str) -> tuple[Link, ...]:
        """Links from one item of evidence, in id order."""
        return self._found("links_of", evidence_id, self.records.links)

    def links_reaching(self, node: str) -> Iterator[Link]:
        """Links to a criterion, its prompts and its statements; or to one prompt."""
        criterion = self.framework.criteria.get(node)
        if criterion is None:
            yield from self.links_to("prompt", node)
            return
        yield from self.links_to("criterion", node)
        for prompt in criterion.prompts:
            yield from self.links_to("prompt", prompt.id)
        for statement in self.statements_of(node):
            yield from self.links_to("statement", statement.id)

    def links_to(self, kind: TargetKind, target_id: str) -> tuple[Link, ...]:
        """Links to one target, in id order."""
        return self._found("links_to", (kind, target_id), self.records.links)

    def evidence_to(self, kind: TargetKind, target_id: str) -> tuple[Evidence, ...]:
        """Evidence linked straight to one target, not withdrawn, each once, in id order."""
        return tuple(self._linked((kind, target_id)).values())

    def evidence_for(self, criterion_id: str) -> tuple[Evidence, ...]:
        """Evidence that reaches a criterion: linked to it, its prompts or its statements; not withdrawn.

        None for a criterion the framework does not have.
        """
        criterion = self.framework.criteria.get(criterion_id)
        return tuple(self.reaching(criterion).values()) if criterion else ()

    def reaching(self, criterion: Criterion) -> Mapping[str, Evidence]:
        """`evidence_for` a criterion of the framework, by id."""
        found = self._memory.reach.get(criterion.id)
        if found is None:
            targets: list[Target] = [("criterion", criterion.id)]
            targets += [("prompt", one.id) for one in criterion.prompts]
            targets += [("statement", one) for one in self._relations["statements"].ids(criterion.id)]
            items: dict[str, Evidence] = {}
            for target in targets:
                items.update(self._linked(target))
            found = self._memory.reach[criterion.id] = {one: items[one] for one in _in_order(items)}
        return found

    def criteria_of(self, evidence_id: str) -> tuple[str, ...]:
        """Ids of the criteria an item of evidence reaches, in the framework's order."""
        links = self.records.links
        targets = map(links.__getitem__, self._relations["links_of"].ids(evidence_id))
        reached = {self.criterion_of(link.target_kind, link.target) for link in targets}
        return tuple(filter(reached.__contains__, self.framework.criteria)) if reached else ()

    def all_criteria_of(self) -> dict[str, tuple[str, ...]]:
        """`criteria_of` every item of evidence that reaches any, but for withdrawn ones; quicker for all."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for criterion_id, criterion in self.framework.criteria.items():
            for evidence_id in self.reaching(criterion):
                found[evidence_id].append(criterion_id)
        return {evidence_id: tuple(criteria) for evidence_id, criteria in found.items()}

    def criterion_of(self, kind: TargetKind, target_id: str) -> str:
        """Id of the criterion a criterion, prompt or statement belongs to; empty for anything else."""
        if kind == "statement":
            statement = self.records.statements.get(target_id)
            return statement.criterion if statement else ""
        return self._memory.owners.get((kind, target_id), "")

    def statements_of(self, criterion_id: str) -> tuple[Statement, ...]:
        """Statements of a criterion: by kind, then position, then id."""
        found = self._found("statements", criterion_id, self.records.statements)
        return tuple(sorted(found, key=lambda one: (_KIND_ORDER[one.kind], one.position, id_order(one.id))))

    def actions_for(self, kind: TargetKind, target_id: str) -> tuple[Action, ...]:
        """Actions that answer a statement, recommendation or criterion, or rely on a measure."""
        return self._found("actions", (kind, target_id), self.records.actions)

    def measures_for(self, kind: TargetKind, target_id: str) -> tuple[Measure, ...]:
        """Measures set against a statement or a criterion."""
        return self._found("measures", (kind, target_id), self.records.measures)

    def actions_of(self, workstream_or_priority: str) -> tuple[Action, ...]:
        """Actions a workstream carries, or that serve a priority, by its id."""
        return self._found("carried", workstream_or_priority, self.records.actions)

    def priorities_with(self, measure_id: str) -> tuple[Priority, ...]:
        """Priorities of which a measure is a key measure."""
        return self._found("keyed", measure_id, self.records.priorities)

    def notes_of(self, record_id: str) -> tuple[ProgressNote, ...]:
        """Progress notes about an action or a recommendation, oldest first."""
        found = self._found("notes", record_id, self.records.progress_notes)
        return tuple(sorted(found, key=lambda one: (one.on, id_order(one.id))))

    def recommendations_for(self, criterion_id: str) -> tuple[Recommendation, ...]:
        """Recommendations that name a criterion."""
        return self._found("recommendations", criterion_id, self.records.recommendations)

    def same_content(self, sha256: str) -> tuple[Evidence, ...]:
        """Evidence, not withdrawn, whose content has this digest, in id order."""
        return self._found("content", sha256, self.records.evidence)

    def target_fingerprint(self, kind: TargetKind, target_id: str) -> str:
        """Fingerprint of a link's target as it stands; empty when there is no such target."""
        key = (kind, target_id)
        fingerprints = self._memory.fingerprints
        found = fingerprints.get(key)
        if found is None:
            found = fingerprints[key] = target_fingerprint(self.framework, self.records, *key)
        return found

    def freshness(self, evidence: Evidence, as_at: date) -> Freshness:
        """What an item of evidence of this index is worth at a date, in one word."""
        return self.standings({evidence.id: evidence}, as_at)[0].state

    def standings(self, evidence: Mapping[str, Evidence], as_at: date) -> list[Standing]:
        """What counts of each of some items of evidence of this index, by id, at a date."""
        known = self._memory.standings.get(as_at)
        if known is None:
            if len(self._memory.standings) >= _DATES_KEPT:
                self._memory.standings.clear()
            known = self._memory.standings[as_at] = {}
        for one in filterfalse(known.__contains__, evidence):
            item = evidence[one]
            known[one] = Standing(freshness(item, self.framework, as_at), item.kind, item.agencies)
        return list(map(known.__getitem__, evidence))

    def _linked(self, target: Target) -> dict[str, Evidence]:
        """The evidence linked straight to one target, not withdrawn, by id, in id order."""
        found = self._memory.linked.get(target)
        if found is None:
            evidence = self.records.evidence
            ids = {link.evidence for link in self.links_to(*target)}
            ids.difference_update(self._relations["withdrawn"].ids(True))
            found = {one: evidence[one] for one in _in_order(ids) if one in evidence}
            self._memory.linked[target] = found
        return found

    def _found(self, relation: str, key: Key, table: Mapping[str, R]) -> tuple[R, ...]:
        return tuple(map(table.__getitem__, self._relations[relation].ids(key)))

    def _after_moves(self, name: str, moved: set[tuple[str, str]], records: Records) -> Relation:
        table = RELATIONS[name].table
        old, new = self.records.table(table), records.table(table)
        moves = [(one, old.get(one), new.get(one)) for where, one in moved if where == table]
        return self._relations[name].after(moves) if moves else self._relations[name]


def _owners(framework: Framework) -> dict[Target, str]:
    owners: dict[Target, str] = {("criterion", one): one for one in framework.criteria}
    owners.update((("prompt", one), owner) for one, owner in framework.criterion_of_prompt.items())
    return owners


def _in_order(ids: Iterable[str]) -> list[str]:
    """As `id_order` sorts, but quicker."""
    return sorted(sorted(ids), key=len)


def touched(changes: Iterable[Change]) -> set[tuple[str, str]]:
    """The (table, record id) pairs that changes speak of."""
    return {(change.table, change.record_id) for change in changes}


def _criteria_touched(index: Index, moved: set[tuple[str, str]]) -> set[str]:
    """Criteria whose evidence may differ once the records named in `moved` have."""
    criteria: set[str] = set()
    for table, record_id in moved:
        if table == "evidence":
            criteria.update(index.criteria_of(record_id))
        elif table == "links" and (link := index.records.links.get(record_id)):
            criteria.add(index.criterion_of(link.target_kind, link.target))
        elif table == "statements":
            criteria.add(index.criterion_of("statement", record_id))
    return criteria


def _targets_touched(index: Index, moved: set[tuple[str, str]]) -> set[Target]:
    """Targets whose linked evidence may differ once the records named in `moved` have."""
    targets: set[Target] = set()
    for table, record_id in moved:
        if table == "evidence":
            targets.update((link.target_kind, link.target) for link in index.links_of(record_id))
        elif table == "links" and (link := index.records.links.get(record_id)):
            targets.add((link.target_kind, link.target))
    return targets


Key = Hashable


def id_order(record_id: str) -> tuple[int, str]:
    """Sorts ids as people count them: ``E0009`` before ``E0010`` before ``E10000``."""
    return len(record_id), record_id


class Relation:
    """The ids of one table's records by what they point at; never changed once made."""

    __slots__ = ("_buckets", "_kind")

    def __init__(self, kind: RelationKind, buckets: Mapping[Key, list[str]]) -> None:
        self._kind = kind
        self._buckets = buckets

    @classmethod
    def of(cls, kind: RelationKind, records: Mapping[str, Record]) -> Relation:
        """The relation of a whole table."""
        buckets: defaultdict[Key, list[str]] = defaultdict(list)
        ids = sorted(sorted(records), key=len)  # as id_order, but quicker
        if kind.key_of is not None:
            for record_id, key in zip(ids, map(kind.key_of, map(records.__getitem__, ids)), strict=True):
                buckets[key].append(record_id)
        else:
            for record_id in ids:
                for key in dict.fromkeys(kind.keys_of(records[record_id])):
                    buckets[key].append(record_id)
        return cls(kind, dict(buckets))

    def ids(self, key: Key) -> tuple[str, ...]:
        """Ids of the records that point at `key`, in id order."""
        return tuple(self._buckets.get(key, ()))

    def after(self, moves: Iterable[tuple[str, Record | None, Record | None]]) -> Relation:
        """The relation once each (id, record before, record after) has happened."""
        buckets = dict(self._buckets)
        own: set[Key] = set()
        for record_id, before, after in moves:
            old = set(self._kind.keys_of(before)) if before else set()
            new = set(self._kind.keys_of(after)) if after else set()
            for key in old ^ new:
                if key not in own:
                    own.add(key)
                    buckets[key] = list(buckets.get(key, ()))
                _toggle(buckets[key], record_id, present=key in new)
        return Relation(self._kind, buckets)


def _toggle(bucket: list[str], record_id: str, *, present: bool) -> None:
    if present:
        insort(bucket, record_id, key=id_order)
    else:
        del bucket[bisect_left(bucket, id_order(record_id), key=id_order)]


@dataclass(frozen=True, slots=True)
class RelationKind:
    """One relation: the table whose records point, and what a record of it points at."""

    table: str
    keys_of: Callable[..., Iterable[Key]]
    key_of: Callable[[Any], Key] | None = None
    """The one thing a record points at, where each points at exactly one: quicker for a whole table."""


def _each_to_one(table: str, *fields: str) -> RelationKind:
    """A relation whose records each point at one thing, named by these fields."""
    key_of: Callable[[Any], Key] = attrgetter(*fields)
    return RelationKind(table, lambda record: (key_of(record),), key_of)


def _content(evidence: Evidence) -> Iterable[Key]:
    return (evidence.sha256,) if evidence.sha256 and not evidence.is_withdrawn else ()


def _action_targets(action: Action) -> Iterable[Key]:
    yield from (("statement", one) for one in action.statements)
    yield from (("recommendation", one) for one in action.recommendations)
    yield from (("criterion", one) for one in action.criteria)
    yield from (("measure", one) for one in action.measures)


def _measure_targets(measure: Measure) -> Iterable[Key]:
    yield from (("statement", one) for one in measure.statements)
    yield from (("criterion", one) for one in measure.criteria)


def _recommendation_criteria(recommendation: Recommendation) -> Iterable[Key]:
    return recommendation.criteria


def _key_measures(priority: Priority) -> Iterable[Key]:
    return priority.measures


def _carried(action: Action) -> Iterable[Key]:
    yield from (action.workstream,) if action.workstream else ()
    yield from action.priorities


RELATIONS: dict[str, RelationKind] = {
    "links_of": _each_to_one("links", "evidence"),
    "links_to": _each_to_one("links", "target_kind", "target"),
    "content": RelationKind("evidence", _content),
    "withdrawn": _each_to_one("evidence", "is_withdrawn"),
    "statements": _each_to_one("statements", "criterion"),
    "actions": RelationKind("actions", _action_targets),
    "measures": RelationKind("measures", _measure_targets),
    "recommendations": RelationKind("recommendations", _recommendation_criteria),
    "carried": RelationKind("actions", _carried),
    "keyed": RelationKind("priorities", _key_measures),
    "notes": _each_to_one("progress_notes", "about"),
}
"""Every relation the index keeps, by name."""
