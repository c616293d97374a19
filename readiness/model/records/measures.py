"""Measures: their baseline, target, series of figures and comparators."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Limits

from readiness.base.date_words import day_words
from readiness.model import choices
from readiness.model.field import Field
from readiness.model.figures import Figure, Withheld, plain_number
from readiness.model.records.date_moves import Moves
from readiness.model.records.record import BrokenRule, Record
from readiness.model.vocabulary import (
    CYCLES,
    DIRECTION_TITLES,
    FIGURE_KINDS,
    Cycle,
    Direction,
    FigureKind,
)


class Observation(BaseModel):
    """One figure of a series."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    period_to: Annotated[
        date,
        Field(
            label="Up to",
            help="Last day of the period it is for, or the period: March 2026, autumn 2025, 2025/26.",
            kind="date",
            nearest="back",
            option="to",
            ends_period=True,
        ),
    ]
    """Last day of the period the figure is for."""
    value: Annotated[
        Figure, Field(label="Figure", help="The figure, such as 56%, under 10, or c.", kind="measured")
    ]
    """In the measure's unit, a percentage as 56."""
    count: Annotated[
        float | None,
        Limits(ge=0),
        Field(label="Count", help="For a percentage: how many it is.", kind="figure", empty="not said"),
    ] = None
    out_of: Annotated[
        float | None,
        Limits(ge=1),
        Field(label="Out of", help="For a percentage: of how many.", kind="figure", empty="not said"),
    ] = None
    kind: Annotated[
        FigureKind,
        Field(
            label="Kind",
            help="Counted, provisional, or a projection.",
            kind="choice",
            choices=choices.Fixed(FIGURE_KINDS),
            clearable=False,
            option="kind",
        ),
    ] = "counted"
    source: Annotated[str, Field(label="Source", help="Evidence id, or words.")] = ""
    """Evidence id or words."""
    counted_anew: Annotated[
        str,
        Field(
            label="Counted differently from here",
            help="What is counted otherwise from this figure on; those before are not compared with it.",
            option="counted-anew",
            empty="no",
        ),
    ] = ""
    """A break in the definition, in words; empty for none."""

    @property
    def number(self) -> float | None:
        """The figure where it is one number; None where only a bound is known, or nothing."""
        return self.value if isinstance(self.value, float) else None

    @property
    def has_counts(self) -> bool:
        """Whether it is known how many stand behind a percentage."""
        return self.count is not None and self.out_of is not None

    @property
    def is_known(self) -> bool:
        """Whether it says what was, if only within bounds: not withheld, and no projection."""
        return not isinstance(self.value, Withheld) and self.kind != "projected"


def _figure_words(one: Observation) -> str:
    """``31 Jul 2022; figure 56; 28 of 50; source E0021``: what says nothing new is left out."""
    said = [
        day_words(one.period_to),
        f"figure {plain_number(one.value) if isinstance(one.value, float) else one.value}",
    ]
    if one.count is not None and one.out_of is not None:
        said.append(f"{plain_number(one.count)} of {plain_number(one.out_of)}")
    said += [one.kind] if one.kind != "counted" else []
    said += [f"source {one.source}"] if one.source else []
    said += [f"counted differently from here: {one.counted_anew}"] if one.counted_anew else []
    return "; ".join(said)


class Benchmark(BaseModel):
    """A figure from elsewhere to set beside ours."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(label="Compared with", help="Such as the national figure or similar areas.")]
    """Such as ``England`` or ``statistical neighbours``."""
    value: Annotated[Figure, Field(label="Figure", help="Their figure.", kind="measured")]
    period: Annotated[str, Field(label="Period", help="The period it is for, in words.")] = ""
    source: Annotated[str, Field(label="Source", help="Where it was published.")] = ""


class Measure(Record):
    """A measure with its baseline, target and series."""

    table: ClassVar[str] = "measures"
    prefix: ClassVar[str] = "M"

    title: Annotated[str, Field(label="Measure", help="What is measured.")]
    definition: Annotated[
        str,
        Field(
            label="Definition",
            help="What exactly is counted, what is left out, and for which period.",
            kind="long",
        ),
    ] = ""
    owner: Annotated[
        str,
        Field(label="Owner", help="Who records it.", empty="nobody", names_owner=True, filter="owner"),
    ] = ""
    ready: Annotated[
        str,
        Field(
            label="Taken over from",
            help="Id of the framework's measure it was made from.",
            set_by="action",
            empty="none",
        ),
    ] = ""
    cycle: Annotated[
        Cycle | None,
        Field(
            label="Cycle",
            help="How often there is a new figure.",
            kind="choice",
            choices=choices.Fixed(CYCLES),
        ),
    ] = None
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
        Field(
            label="Baseline",
            help="The figure it started from.",
            kind="rows",
            empty="none",
            in_words=_figure_words,
        ),
    ] = None
    target: Annotated[
        float | None, Field(label="Target", help="The figure aimed at.", kind="figure", empty="none")
    ] = None
    target_by: Annotated[
        date | None,
        Field(
            label="Target by",
            help="When it should be reached: a day, a month, a term or a year.",
            kind="date",
            ends_period=True,
            nearest="ahead",
            empty="no date",
            kept_as="target day",
        ),
    ] = None
    moves: Moves = ()
    observations: Annotated[
        tuple[Observation, ...],
        Field(
            label="Figures",
            help="Its series of figures.",
            kind="rows",
            option="figure",
            empty="no figure",
            in_words=_figure_words,
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
        """The newest figure by period that says what was; None without one."""
        known = (one for one in self.observations if one.is_known)
        return max(known, key=lambda one: one.period_to, default=None)

    @property
    def figures(self) -> tuple[Observation, ...]:
        """Every figure, the one it started from among them, by period; of two for one day the series'."""
        by_day = {
            one.period_to: one for one in (*([self.baseline] if self.baseline else []), *self.observations)
        }
        return tuple(sorted(by_day.values(), key=lambda one: one.period_to))

    @property
    def broken_rule(self) -> BrokenRule | None:
        """Counts behind a figure come in pairs, and a part is no larger than the whole."""
        for one in self.figures:
            if (one.count is None) != (one.out_of is None):
                return BrokenRule(
                    f"Of the figure up to {day_words(one.period_to)} only one of count and out of is given.",
                    "Give both, or neither.",
                )
            if one.count is not None and one.out_of is not None and one.count > one.out_of:
                return BrokenRule(
                    f"The figure up to {day_words(one.period_to)} counts more than there are.",
                    "Check the count and what it is out of.",
                )
        return None
