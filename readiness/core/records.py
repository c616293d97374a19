"""The frozen set of all records of a workspace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from readiness.core.area import Area
    from readiness.core.evaluation import LocalGrade, Statement
    from readiness.core.evidence import Evidence, Link
    from readiness.core.improvement import Action, Recommendation
    from readiness.core.inspection import Notice
    from readiness.core.measures import Measure
    from readiness.core.record import Record
    from readiness.core.requests import RequestState


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
