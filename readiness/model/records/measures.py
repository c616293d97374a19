"""Measures: their baseline, target, series of figures and comparators."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict

from readiness.model import choices
from readiness.model.field import Field
from readiness.model.records.record import Record
from readiness.model.vocabulary import DIRECTION_TITLES, Direction


class Observation(BaseModel):
    """One figure of a series."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    period_to: Annotated[
        date,
        Field(
            label="Up to", help="Last day of the period it is for.", kind="date", nearest="back", option="to"
        ),
    ]
    """Last day of the period the figure is for."""
    value: Annotated[float, Field(label="Figure", help="The figure.", kind="figure")]
    source: Annotated[str, Field(label="Source", help="Evidence id, or words.")] = ""
    """Evidence id or words."""


class Benchmark(BaseModel):
    """A figure from elsewhere to set beside ours."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(label="Compared with", help="Such as the national figure or similar areas.")]
    """Such as ``England`` or ``statistical neighbours``."""
    value: Annotated[float, Field(label="Figure", help="Their figure.", kind="figure")]
    period: Annotated[str, Field(label="Period", help="The period it is for, in words.")] = ""
    source: Annotated[str, Field(label="Source", help="Where it was published.")] = ""


class Measure(Record):
    """A measure with its baseline, target and series."""

    table: ClassVar[str] = "measures"
    prefix: ClassVar[str] = "M"

    title: Annotated[str, Field(label="Measure", help="What is measured.")]
    unit: Annotated[str, Field(label="Unit", help="Such as % or weeks.")] = ""
    good: Annotated[
        Direction,
        Field(
            label="Good is",
            help="Which way is good: higher or lower.",
            kind="choice",
            choices=choices.Fixed(DIRECTION_TITLES),
            clearable=False,
        ),
    ] = "higher"
    baseline: Annotated[
        Observation | None,
        Field(label="Baseline", help="The figure it started from.", kind="rows", empty="none"),
    ] = None
    target: Annotated[
        float | None, Field(label="Target", help="The figure aimed at.", kind="figure", empty="none")
    ] = None
    target_by: Annotated[
        date | None,
        Field(
            label="Target by",
            help="When it should be reached.",
            kind="date",
            nearest="ahead",
            empty="no date",
        ),
    ] = None
    observations: Annotated[
        tuple[Observation, ...],
        Field(
            label="Figures", help="Its series of figures.", kind="rows", option="figure", empty="no figure"
        ),
    ] = ()
    """In order of `period_to`."""
    benchmarks: Annotated[
        tuple[Benchmark, ...],
        Field(
            label="Comparators",
            help="Figures from elsewhere to set beside ours.",
            kind="rows",
            option="comparator",
            empty="none",
        ),
    ] = ()
    criteria: Annotated[
        tuple[str, ...],
        Field(
            label="Criteria",
            help="Criteria it says something about.",
            kind="choices",
            choices=choices.criteria,
            as_ids=True,
            empty="none",
            filter="criterion",
        ),
    ] = ()
    statements: Annotated[
        tuple[str, ...],
        Field(
            label="Shows the impact of",
            help="Statements whose impact rests on it.",
            kind="records",
            records="statements",
            option="for",
            empty="none",
        ),
    ] = ()
    """Ids of statements whose impact rests on it."""

    @property
    def latest(self) -> Observation | None:
        """The newest observation by period, or None."""
        return max(self.observations, key=lambda one: one.period_to, default=None)
