"""How evidence spreads over criteria: by kind, agency, voice or freshness, and where it is weakest."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from readiness.model.definition.framework import Framework
from readiness.model.records.evidence import Evidence
from readiness.model.vocabulary import FRESHNESS_WORDS
from readiness.rules.index import Index

Axis = Literal["kinds", "agencies", "voices", "freshness"]

AXES: tuple[Axis, ...] = get_args(Axis)

_FIELDS: Mapping[Axis, str] = {"kinds": "kind", "agencies": "agency", "voices": "voice", "freshness": "is"}
"""The field of the typed filter that leaves one column."""

_GOOD = "current"


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """One column."""

    id: str
    title: str
    short: str = ""
    """A few letters for narrow tables; the title where there are none."""

    @property
    def heading(self) -> str:
        """The shorter of its names."""
        return self.short or self.title


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """The evidence of one criterion in one column."""

    criterion: str
    column: str
    evidence: tuple[str, ...]
    """Ids of the items; of kinds, agencies and voices the current ones only."""
    filter: str
    """The typed filter of the list of evidence that leaves these items."""

    @property
    def count(self) -> int:
        """How many items."""
        return len(self.evidence)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One criterion."""

    criterion: str
    short: str
    cells: tuple[MatrixCell, ...]
    """One for each column, in their order."""

    @property
    def filled(self) -> int:
        """Columns with any item."""
        return sum(bool(one.evidence) for one in self.cells)

    @property
    def items(self) -> int:
        """Items counted once for each column they stand in."""
        return sum(one.count for one in self.cells)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Criteria by the columns of one axis, as at a date."""

    axis: Axis
    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]
    """The weakest criterion first."""

    @property
    def weakest(self) -> tuple[MatrixCell, ...]:
        """Every cell, the weakest first: fewest items, then those of the weakest criterion.

        Of freshness the cells that hold items which are not current, most of them first.
        """
        if self.axis == "freshness":
            doubtful = [one for row in self.rows for one in row.cells if one.column != _GOOD and one.evidence]
            return tuple(sorted(doubtful, key=lambda one: -one.count))
        return tuple(sorted((one for row in self.rows for one in row.cells), key=lambda one: one.count))


def matrix(index: Index, axis: Axis, as_at: date, only: Container[str] | None = None) -> Matrix:
    """The evidence of each criterion by one axis.

    Args:
        index: The records.
        axis: What the columns are.
        as_at: The date freshness is measured at.
        only: Ids of the items that count, where a filter leaves some; all when None.
    """
    columns = _columns(index.framework, axis)
    rows = [
        MatrixRow(
            criterion.id,
            criterion.short,
            _cells(index, axis, as_at, columns, (criterion.id, _counted(index, criterion.id, only))),
        )
        for criterion in index.framework.criteria.values()
    ]
    return Matrix(axis, columns, tuple(sorted(rows, key=_strength(axis))))


def _strength(axis: Axis) -> Callable[[MatrixRow], tuple[int, int]]:
    def of_freshness(row: MatrixRow) -> tuple[int, int]:
        good = sum(one.count for one in row.cells if one.column == _GOOD)
        return good, -(row.items - good)

    def of_others(row: MatrixRow) -> tuple[int, int]:
        return row.filled, row.items

    return of_freshness if axis == "freshness" else of_others


def _counted(index: Index, criterion_id: str, only: Container[str] | None) -> list[Evidence]:
    return [
        one
        for one in index.evidence_for(criterion_id)
        if not one.is_withdrawn and (only is None or one.id in only)
    ]


def _columns(framework: Framework, axis: Axis) -> tuple[MatrixColumn, ...]:
    if axis == "kinds":
        return tuple(MatrixColumn(one.id, one.short or one.title) for one in framework.evidence_kinds)
    if axis == "agencies":
        return tuple(MatrixColumn(one.id, one.title, one.letter) for one in framework.agencies)
    if axis == "voices":
        heard = dict.fromkeys(one.voice for one in framework.evidence_kinds if one.voice)
        return tuple(MatrixColumn(one, one.replace("_", " ")) for one in heard)
    return tuple(MatrixColumn(state, said) for state, said in FRESHNESS_WORDS.items() if state != "withdrawn")


def _cells(
    index: Index,
    axis: Axis,
    as_at: date,
    columns: Iterable[MatrixColumn],
    of: tuple[str, list[Evidence]],
) -> tuple[MatrixCell, ...]:
    criterion, items = of
    held: dict[str, list[str]] = {}
    for one in items:
        state = index.freshness(one, as_at)
        if axis == "freshness":
            held.setdefault(state, []).append(one.id)
        elif state == _GOOD:
            for column in _places(index.framework, axis, one):
                held.setdefault(column, []).append(one.id)
    return tuple(
        MatrixCell(criterion, one.id, tuple(held.get(one.id, ())), _filter(axis, criterion, one.id))
        for one in columns
    )


def _places(framework: Framework, axis: Axis, one: Evidence) -> Iterable[str]:
    if axis == "kinds":
        return (one.kind,)
    if axis == "agencies":
        return dict.fromkeys(one.agencies)
    kind = framework.kinds_by_id.get(one.kind)
    return (kind.voice,) if kind and kind.voice else ()


def _filter(axis: Axis, criterion: str, column: str) -> str:
    if axis == "freshness":
        return f"criterion:{criterion} {column.replace('_', '-')}"
    return f"criterion:{criterion} {_FIELDS[axis]}:{column} current"
