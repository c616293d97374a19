"""What changed between two states of a workspace: records field by field, gaps opened and closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from readiness.model.field import Around
from readiness.model.field_words import FieldChange, changed_facts
from readiness.model.records.differences import Difference, differences
from readiness.model.records.tables import Records
from readiness.rules.plan import is_better

if TYPE_CHECKING:
    from readiness.gaps.report import Gap, GapReport
    from readiness.model.figures import AnyFigure
    from readiness.model.records.measures import Measure


@dataclass(frozen=True, slots=True)
class MeasureMove:
    """How far one measure moved between its latest figures."""

    measure_id: str
    title: str
    unit: str
    before: AnyFigure | None
    after: AnyFigure | None
    is_better: bool | None
    """None when one figure is missing, both are the same, or too little is known to tell."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that changed from one state to another."""

    differences: tuple[Difference, ...]
    """In table order, then by id."""
    gaps_opened: tuple[Gap, ...]
    gaps_closed: tuple[Gap, ...]
    gaps_kept: int
    measures: tuple[MeasureMove, ...]
    in_words: Mapping[tuple[str, str], tuple[FieldChange, ...]] = field(default_factory=dict)
    """What each changed record says now and said before, by table and id."""

    def said(self, one: Difference) -> tuple[FieldChange, ...]:
        """The fields that say something else, in words for people."""
        return self.in_words.get((one.table, one.record_id), ())

    def of_table(self, table: str) -> tuple[Difference, ...]:
        """The differences of one table."""
        return tuple(one for one in self.differences if one.table == table)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all changed."""
        return not (self.differences or self.gaps_opened or self.gaps_closed)


def compare(before: Records, after: Records, gaps_before: GapReport, gaps_after: GapReport) -> Comparison:
    """Set two states side by side; each gap report is of its own state, as at its own date."""
    old = {one.key: one for one in gaps_before.gaps}
    new = {one.key: one for one in gaps_after.gaps}
    around = Around(gaps_after.index.framework, None)
    found = tuple(differences(before, after))
    return Comparison(
        differences=found,
        gaps_opened=tuple(gap for key, gap in new.items() if key not in old),
        gaps_closed=tuple(gap for key, gap in old.items() if key not in new),
        gaps_kept=len(old.keys() & new.keys()),
        measures=tuple(_moves(before.measures, after.measures)),
        in_words={(one.table, one.record_id): tuple(_said(one, before, after, around)) for one in found},
    )


def _said(one: Difference, before: Records, after: Records, around: Around) -> Iterator[FieldChange]:
    old, new = (records.table(one.table).get(one.record_id) for records in (before, after))
    return changed_facts(old, new, around)


def _moves(before: Mapping[str, Measure], after: Mapping[str, Measure]) -> Iterator[MeasureMove]:
    for measure_id, measure in after.items():
        earlier = before.get(measure_id)
        old = earlier.latest.value if earlier and earlier.latest else None
        new = measure.latest.value if measure.latest else None
        if old == new:
            continue
        better = None if old is None or new is None else is_better(measure, old, new)
        yield MeasureMove(measure_id, measure.title, measure.unit, old, new, better)
