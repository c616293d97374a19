"""Measures: what is counted, which way is good, and how far it has moved."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from readiness.core.record import Record


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
