"""Which records point at which: sorted id lists kept up to date change by change."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readiness.core.evaluation import Statement
    from readiness.core.evidence import Evidence, Link
    from readiness.core.improvement import Action, Recommendation
    from readiness.core.measures import Measure
    from readiness.core.record import Record

Key = Hashable


def id_order(record_id: str) -> tuple[int, str]:
    """Sorts ids as people count them: ``E0009`` before ``E0010`` before ``E10000``."""
    return len(record_id), record_id


class Relation:
    """The ids of one table's records by what they point at; never changed once made."""

    __slots__ = ("_buckets", "_keys_of")

    def __init__(self, keys_of: Callable[..., Iterable[Key]], buckets: Mapping[Key, list[str]]) -> None:
        self._keys_of = keys_of
        self._buckets = buckets

    @classmethod
    def of(cls, keys_of: Callable[..., Iterable[Key]], records: Mapping[str, Record]) -> Relation:
        """The relation of a whole table."""
        buckets: dict[Key, list[str]] = {}
        for record_id in sorted(sorted(records), key=len):  # as id_order, but quicker
            for key in dict.fromkeys(keys_of(records[record_id])):
                buckets.setdefault(key, []).append(record_id)
        return cls(keys_of, buckets)

    def ids(self, key: Key) -> tuple[str, ...]:
        """Ids of the records that point at `key`, in id order."""
        return tuple(self._buckets.get(key, ()))

    def after(self, moves: Iterable[tuple[str, Record | None, Record | None]]) -> Relation:
        """The relation once each (id, record before, record after) has happened."""
        buckets = dict(self._buckets)
        own: set[Key] = set()
        for record_id, before, after in moves:
            old = set(self._keys_of(before)) if before else set()
            new = set(self._keys_of(after)) if after else set()
            for key in old ^ new:
                if key not in own:
                    own.add(key)
                    buckets[key] = list(buckets.get(key, ()))
                _toggle(buckets[key], record_id, present=key in new)
        return Relation(self._keys_of, buckets)


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


def _content(evidence: Evidence) -> Iterable[Key]:
    return (evidence.sha256,) if evidence.sha256 and not evidence.is_withdrawn else ()


def _link_evidence(link: Link) -> Iterable[Key]:
    return (link.evidence,)


def _link_target(link: Link) -> Iterable[Key]:
    return ((link.target_kind, link.target),)


def _statement_criterion(statement: Statement) -> Iterable[Key]:
    return (statement.criterion,)


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
    "links_of": RelationKind("links", _link_evidence),
    "links_to": RelationKind("links", _link_target),
    "content": RelationKind("evidence", _content),
    "statements": RelationKind("statements", _statement_criterion),
    "actions": RelationKind("actions", _action_targets),
    "measures": RelationKind("measures", _measure_targets),
    "recommendations": RelationKind("recommendations", _recommendation_criteria),
}
"""Every relation the index keeps, by name."""
