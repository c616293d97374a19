"""Which records point at which: sorted id lists kept up to date change by change."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from readiness.core.evidence import Evidence
    from readiness.core.improvement import Action, Recommendation
    from readiness.core.measures import Measure
    from readiness.core.record import Record

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


RELATIONS: dict[str, RelationKind] = {
    "links_of": _each_to_one("links", "evidence"),
    "links_to": _each_to_one("links", "target_kind", "target"),
    "content": RelationKind("evidence", _content),
    "withdrawn": _each_to_one("evidence", "is_withdrawn"),
    "statements": _each_to_one("statements", "criterion"),
    "actions": RelationKind("actions", _action_targets),
    "measures": RelationKind("measures", _measure_targets),
    "recommendations": RelationKind("recommendations", _recommendation_criteria),
}
"""Every relation the index keeps, by name."""
