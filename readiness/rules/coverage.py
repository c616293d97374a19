"""How evidence stands across a criterion: kinds, agencies, voices, and what of it is current."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from readiness.model.definition.framework import Framework
from readiness.model.records.evaluation import Statement
from readiness.model.records.evidence import Evidence, TargetKind
from readiness.rules.freshness import Freshness
from readiness.rules.index import Index

ONE_KIND = "criterion-one-kind"
"""The check whose limit says how many kinds of current evidence are enough."""
ONE_AGENCY = "criterion-one-agency"
"""The check whose limit says how many partner agencies with current evidence are enough."""
ENOUGH = 2
"""Kinds and agencies wanted where the framework sets no limit; a product assumption."""


class Wanted(NamedTuple):
    """How many kinds and agencies of current evidence are enough; never more than there are."""

    kinds: int
    agencies: int


def wanted(framework: Framework) -> Wanted:
    """How many kinds of current evidence and partner agencies a framework wants for a criterion."""
    kinds = min(_limit(framework, ONE_KIND), len(framework.evidence_kinds))
    partners = sum(agency.is_partner for agency in framework.agencies)
    return Wanted(kinds, min(_limit(framework, ONE_AGENCY), partners))


def _limit(framework: Framework, check_id: str) -> int:
    setting = framework.checks_by_id.get(check_id)
    return ENOUGH if setting is None or setting.limit is None else setting.limit


@dataclass(frozen=True, slots=True)
class Coverage:
    """Evidence counted as at a date. Kinds, agencies and voices are those of current evidence only."""

    evidence: tuple[str, ...]
    """Ids of all evidence counted, not withdrawn, in id order."""
    states: Mapping[Freshness, int]
    """How many items are in each state of freshness at the date."""
    cells: Mapping[tuple[str, str], int]
    """Current items by (kind id, agency id); an item of two agencies counts in both cells."""
    kinds: tuple[str, ...]
    """Ids of the kinds of current evidence, in the framework's order."""
    agencies: tuple[str, ...]
    """Ids of the agencies of current evidence, in the framework's order."""
    partners: tuple[str, ...]
    """The agencies that count towards balance (the framework's `is_partner`)."""
    voices: tuple[str, ...]
    """Ids of the voices current evidence carries, in the framework's order of kinds."""

    @property
    def count(self) -> int:
        """Items of evidence, not withdrawn."""
        return len(self.evidence)

    @property
    def current(self) -> int:
        """Items current at the date."""
        return self.states.get("current", 0)

    @property
    def count_and_current(self) -> tuple[int, int]:
        """Items, and how many of them are current at the date."""
        return self.count, self.current

    @property
    def stale(self) -> int:
        """Items stale at the date."""
        return self.states.get("stale", 0)


@dataclass(frozen=True, slots=True)
class CriterionCoverage(Coverage):
    """The coverage of one criterion, with its statements."""

    criterion: str
    statements: tuple[Statement, ...]
    """By kind, position and id."""


def coverage(index: Index, evidence: Iterable[Evidence], as_at: date) -> Coverage:
    """Count evidence as at a date. Withdrawn items are left out."""
    standing = {one.id: one for one in evidence if not one.is_withdrawn}
    return Coverage(*_counted(index, standing, as_at))


def criterion_coverage(index: Index, criterion_id: str, as_at: date) -> CriterionCoverage:
    """Coverage of a criterion by all the evidence that reaches it (see `Index.evidence_for`)."""
    criterion = index.framework.criteria.get(criterion_id)
    counted = _counted(index, index.reaching(criterion) if criterion else {}, as_at)
    return CriterionCoverage(*counted, criterion_id, index.statements_of(criterion_id))


def lenses_of(index: Index, kind: TargetKind, target_id: str) -> tuple[str, ...]:
    """Ids of the lenses that a link's target stands for: itself, or those its prompt or statement names."""
    if kind == "lens":
        return (target_id,)
    if kind == "prompt":
        prompt = index.framework.prompts.get(target_id)
        return prompt.lenses if prompt else ()
    statement = index.records.statements.get(target_id) if kind == "statement" else None
    return statement.lenses if statement else ()


_Counted = tuple[
    tuple[str, ...],
    Mapping[Freshness, int],
    Mapping[tuple[str, str], int],
    tuple[str, ...],
    tuple[str, ...],
    tuple[str, ...],
    tuple[str, ...],
]


def _counted(index: Index, evidence: Mapping[str, Evidence], as_at: date) -> _Counted:
    framework = index.framework
    states: Counter[Freshness] = Counter()
    cells: Counter[tuple[str, str]] = Counter()
    kinds: set[str] = set()
    for (state, kind, agencies), number in Counter(index.standings(evidence, as_at)).items():
        states[state] += number
        if state == "current":
            kinds.add(kind)
            for agency in dict.fromkeys(agencies):
                cells[kind, agency] += number
    seen = {agency for _, agency in cells}
    heard = tuple(one for one in framework.agencies if one.id in seen)
    voices = (one.voice for one in framework.evidence_kinds if one.id in kinds and one.voice)
    return (
        tuple(evidence),
        states,
        cells,
        tuple(one.id for one in framework.evidence_kinds if one.id in kinds),
        tuple(one.id for one in heard),
        tuple(one.id for one in heard if one.is_partner),
        tuple(dict.fromkeys(voices)),
    )
