"""Recommendations made to the partnership, and the actions it takes."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from readiness.model.records.record import Record
from readiness.model.vocabulary import ActionStatus, RecommendationKind


class Milestone(BaseModel):
    """A dated step of an action."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    due: date | None = None
    done: date | None = None


class Recommendation(Record):
    """Something a report, a strategy or a review told the partnership to do."""

    table: ClassVar[str] = "recommendations"
    prefix: ClassVar[str] = "R"

    kind: RecommendationKind
    text: str
    source: str = ""
    """Document it comes from."""
    made_on: date | None = None
    responsible: tuple[str, ...] = ()
    """Bodies named as responsible, in the source's words."""
    criteria: tuple[str, ...] = ()


class Action(Record):
    """Something the partnership does about an area to develop or a recommendation."""

    table: ClassVar[str] = "actions"
    prefix: ClassVar[str] = "P"

    title: str
    statements: tuple[str, ...] = ()
    """Ids of the areas to develop or next steps it answers."""
    recommendations: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    responsible: str = ""
    """Responsible body or role."""
    due: date | None = None
    status: ActionStatus = "not_started"
    percent_done: int = Field(default=0, ge=0, le=100)
    milestones: tuple[Milestone, ...] = ()
    success_measure: str = ""
    measures: tuple[str, ...] = ()
    """Ids of measures that will show whether it worked."""
    progress: str = ""


class Observation(BaseModel):
    """One figure of a series."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    period_to: date
    """Last day of the period the figure is for."""
    value: float
    source: str = ""
    """Evidence id or words."""


class Benchmark(BaseModel):
    """A figure from elsewhere to set beside ours."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    """Such as ``England`` or ``statistical neighbours``."""
    value: float
    period: str = ""
    source: str = ""


class Measure(Record):
    """A measure with its baseline, target and series."""

    table: ClassVar[str] = "measures"
    prefix: ClassVar[str] = "M"

    title: str
    unit: str = ""
    good: Literal["higher", "lower"] = "higher"
    baseline: Observation | None = None
    target: float | None = None
    target_by: date | None = None
    observations: tuple[Observation, ...] = ()
    """In order of `period_to`."""
    benchmarks: tuple[Benchmark, ...] = ()
    criteria: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    """Ids of statements whose impact rests on it."""

    @property
    def latest(self) -> Observation | None:
        """The newest observation by period, or None."""
        return max(self.observations, key=lambda one: one.period_to, default=None)
