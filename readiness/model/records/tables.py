"""The tables of a workspace: which record type each holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from readiness.model.records.area import Area
from readiness.model.records.evaluation import LocalGrade, Statement
from readiness.model.records.evidence import Evidence, Link
from readiness.model.records.facts import ConfirmedFact
from readiness.model.records.handover import HandOver
from readiness.model.records.measures import Measure
from readiness.model.records.notice import Notice
from readiness.model.records.plan import Action, Recommendation
from readiness.model.records.programme import Priority, Strategy, Workstream
from readiness.model.records.progress import ProgressNote
from readiness.model.records.record import Record
from readiness.model.records.requests import RequestState

RECORD_TYPES: dict[str, type[Record]] = {
    kind.table: kind
    for kind in (
        Area,
        Evidence,
        Link,
        Statement,
        LocalGrade,
        RequestState,
        Recommendation,
        Action,
        Measure,
        Notice,
        HandOver,
        ConfirmedFact,
        Strategy,
        Priority,
        Workstream,
        ProgressNote,
    )
}
"""Record type by table name, in the order the snapshot is written."""


def number_of(record_id: str, prefix: str) -> int:
    """The counting part of an id such as ``E0012``; 0 when the id is of another kind."""
    digits = record_id.removeprefix(prefix)
    is_counted = bool(prefix) and record_id.startswith(prefix) and digits.isascii() and digits.isdigit()
    return int(digits) if is_counted else 0


def make_id(prefix: str, number: int) -> str:
    """The id for the nth record of a kind: ``E0001``; longer once four digits are used up."""
    return f"{prefix}{number:04d}"


def _empty() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Records:
    """Every record of a workspace by id, frozen; one field per table, named as the table."""

    area: Mapping[str, Area] = field(default_factory=_empty)
    evidence: Mapping[str, Evidence] = field(default_factory=_empty)
    links: Mapping[str, Link] = field(default_factory=_empty)
    statements: Mapping[str, Statement] = field(default_factory=_empty)
    grades: Mapping[str, LocalGrade] = field(default_factory=_empty)
    requests: Mapping[str, RequestState] = field(default_factory=_empty)
    recommendations: Mapping[str, Recommendation] = field(default_factory=_empty)
    actions: Mapping[str, Action] = field(default_factory=_empty)
    measures: Mapping[str, Measure] = field(default_factory=_empty)
    notices: Mapping[str, Notice] = field(default_factory=_empty)
    handovers: Mapping[str, HandOver] = field(default_factory=_empty)
    facts: Mapping[str, ConfirmedFact] = field(default_factory=_empty)
    strategies: Mapping[str, Strategy] = field(default_factory=_empty)
    priorities: Mapping[str, Priority] = field(default_factory=_empty)
    workstreams: Mapping[str, Workstream] = field(default_factory=_empty)
    progress_notes: Mapping[str, ProgressNote] = field(default_factory=_empty)

    def table(self, name: str) -> Mapping[str, Record]:
        """The records of one table by id."""
        records: Mapping[str, Record] = getattr(self, name)
        return records

    def __iter__(self) -> Iterator[Record]:
        """Every record, table by table."""
        for name in self.__slots__:
            yield from self.table(name).values()

    def get(self, record_id: str) -> Record | None:
        """The record with this id in whichever table, or None."""
        return next((found for name in self.__slots__ if (found := self.table(name).get(record_id))), None)
