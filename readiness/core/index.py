"""Every question of "what hangs on what" about a workspace, answered without searching."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from readiness.core.changes import Change
from readiness.core.evaluation import STATEMENT_KIND_TITLES, Statement
from readiness.core.evidence import Evidence, Link, TargetKind
from readiness.core.framework import Criterion, Framework
from readiness.core.freshness import Freshness, freshness
from readiness.core.improvement import Action, Recommendation
from readiness.core.measures import Measure
from readiness.core.record import Record
from readiness.core.records import Records
from readiness.core.relations import RELATIONS, Key, Relation, id_order
from readiness.core.targets import target_fingerprint

Target = tuple[TargetKind, str]
_DATES_KEPT = 4
R = TypeVar("R", bound=Record)
_KIND_ORDER = {kind: place for place, kind in enumerate(STATEMENT_KIND_TITLES)}


@dataclass(frozen=True, slots=True)
class Memory:
    """Answers an index has already worked out."""

    owners: Mapping[Target, str]
    """Criterion id of each criterion and prompt of the framework."""
    reach: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    """Evidence by criterion id."""
    linked: dict[Target, tuple[Evidence, ...]] = field(default_factory=dict)
    """Evidence by target."""
    fingerprints: dict[Target, str] = field(default_factory=dict)
    """Fingerprint by target."""
    states: dict[date, dict[str, Freshness]] = field(default_factory=dict)
    """Freshness by evidence id, for the few dates last asked about."""


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
            name: Relation.of(kind.keys_of, records.table(kind.table)) for name, kind in RELATIONS.items()
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
        for day, states in self._memory.states.items():
            memory.states[day] = {one: state for one, state in states.items() if one not in ids}
        return later

    def links_of(self, evidence_id: str) -> tuple[Link, ...]:
        """Links from one item of evidence, in id order."""
        return self._found("links_of", evidence_id, self.records.links)

    def links_to(self, kind: TargetKind, target_id: str) -> tuple[Link, ...]:
        """Links to one target, in id order."""
        return self._found("links_to", (kind, target_id), self.records.links)

    def evidence_to(self, kind: TargetKind, target_id: str) -> tuple[Evidence, ...]:
        """Evidence linked straight to one target, not withdrawn, each once, in id order."""
        key = (kind, target_id)
        linked = self._memory.linked
        found = linked.get(key)
        if found is None:
            ids = {link.evidence for link in self.links_to(kind, target_id)}
            items = map(self.records.evidence.get, sorted(sorted(ids), key=len))
            found = linked[key] = tuple(one for one in items if one is not None and not one.is_withdrawn)
        return found

    def evidence_for(self, criterion_id: str) -> tuple[Evidence, ...]:
        """Evidence that reaches a criterion: linked to it, its prompts or its statements; not withdrawn.

        None for a criterion the framework does not have.
        """
        criterion = self.framework.criteria.get(criterion_id)
        if criterion is None:
            return ()
        reach = self._memory.reach
        found = reach.get(criterion_id)
        if found is None:
            found = reach[criterion_id] = self._reaching(criterion)
        return found

    def criteria_of(self, evidence_id: str) -> tuple[str, ...]:
        """Ids of the criteria an item of evidence reaches, in the framework's order."""
        links = self.records.links
        targets = map(links.__getitem__, self._relations["links_of"].ids(evidence_id))
        reached = {self.criterion_of(link.target_kind, link.target) for link in targets}
        return tuple(filter(reached.__contains__, self.framework.criteria)) if reached else ()

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
        return self.all_freshness((evidence,), as_at)[0]

    def all_freshness(self, evidence: Iterable[Evidence], as_at: date) -> list[Freshness]:
        """What each of some items of evidence of this index is worth at a date."""
        states = self._memory.states.get(as_at)
        if states is None:
            if len(self._memory.states) >= _DATES_KEPT:
                self._memory.states.clear()
            states = self._memory.states[as_at] = {}
        found: list[Freshness] = []
        for one in evidence:
            state = states.get(one.id)
            if state is None:
                state = states[one.id] = freshness(one, self.framework, as_at)
            found.append(state)
        return found

    def _reaching(self, criterion: Criterion) -> tuple[Evidence, ...]:
        targets: list[Target] = [("criterion", criterion.id)]
        targets += [("prompt", one.id) for one in criterion.prompts]
        targets += [("statement", one) for one in self._relations["statements"].ids(criterion.id)]
        found = {one.id: one for target in targets for one in self.evidence_to(*target)}
        return tuple(found[one] for one in sorted(sorted(found), key=len))

    def _found(self, relation: str, key: Key, table: Mapping[str, R]) -> tuple[R, ...]:
        return tuple(table[one] for one in self._relations[relation].ids(key))

    def _after_moves(self, name: str, moved: set[tuple[str, str]], records: Records) -> Relation:
        table = RELATIONS[name].table
        old, new = self.records.table(table), records.table(table)
        moves = [(one, old.get(one), new.get(one)) for where, one in moved if where == table]
        return self._relations[name].after(moves) if moves else self._relations[name]


def _owners(framework: Framework) -> dict[Target, str]:
    owners: dict[Target, str] = {("criterion", one): one for one in framework.criteria}
    owners.update((("prompt", one), owner) for one, owner in framework.criterion_of_prompt.items())
    return owners


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
