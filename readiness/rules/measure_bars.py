"""A measure drawn: its start, its series, its target and comparators as bars, in text or for a document."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final, Literal

from readiness.base.date_words import short_month_words
from readiness.model.figures import AnyFigure, Bounded
from readiness.model.records.measures import Measure, Observation
from readiness.rules.figures import figure_words

FEWEST: Final = 3
"""Figures of a series worth a drawing in a document; two say as much in its table."""

_MOST: Final = 8
"""Figures of a series drawn, the newest; beside them stand the start, the target and the comparators."""

_MOST_OTHERS: Final = 2

_INK: Final = {"ours": "\u2588", "target": "\u2591", "other": "\u2592"}
"""What fills a bar in text: told apart by density, and each has its label."""

_LABEL: Final = 34


@dataclass(frozen=True, slots=True)
class MeasureBar:
    """One bar: what it is of, and how long."""

    label: str
    figure: float | Bounded
    kind: Literal["ours", "target", "other"] = "ours"

    @property
    def length(self) -> float:
        """The number it is drawn by; of a bound, the bound."""
        return self.figure.number if isinstance(self.figure, Bounded) else self.figure


def bars_of(measure: Measure, as_at: date) -> tuple[MeasureBar, ...]:
    """Where it started, its newest figures up to a date, its target and newest comparators, in that order.

    What was withheld is left out; projections are drawn and say what they are.
    """
    return tuple(_bars(measure, as_at))


def is_worth_drawing(measure: Measure, as_at: date, hidden: Collection[str] = ()) -> bool:
    """Whether there are figures enough, and none that would show a small number (ids of measures hidden)."""
    known = [one for one in measure.figures if one.number is not None and one.period_to <= as_at]
    return len(known) >= FEWEST and measure.id not in hidden


def chart_lines(measure: Measure, as_at: date, *, width: int = 76) -> tuple[str, ...]:
    """The bars as lines of text, each with its label and figure; none for a measure without a figure.

    Args:
        measure: Its figures are drawn from nought, so that lengths compare.
        as_at: Figures for periods that had not ended by then are left out.
        width: Characters of the longest line; labels and figures are never cut below it.
    """
    bars = bars_of(measure, as_at)
    if not any(one.kind == "ours" for one in bars):
        return ()
    labels = [one.label[:_LABEL] for one in bars]
    figures = [figure_words(one.figure, measure.unit) for one in bars]
    label_width, figure_width = max(map(len, labels)), max(map(len, figures))
    room = max(width - label_width - figure_width - 4, 8)
    longest = max((abs(one.length) for one in bars), default=0) or 1
    rows = zip(bars, labels, figures, strict=True)
    return tuple(
        f"{label:<{label_width}}  {figure:>{figure_width}}  {_drawn(one, room, longest)}".rstrip()
        for one, label, figure in rows
    )


def _drawn(bar: MeasureBar, room: int, longest: float) -> str:
    """A bar in text; at least one character for anything that is not nought."""
    share = max(bar.length, 0) / longest
    return _INK[bar.kind] * (max(round(share * room), 1) if share else 0)


def _bars(measure: Measure, as_at: date) -> Iterator[MeasureBar]:
    series = [one for one in measure.observations if one.period_to <= as_at or one.kind == "projected"]
    series.sort(key=lambda one: one.period_to)
    start = measure.baseline
    if start and all(one.period_to != start.period_to for one in series):
        yield from _bar(f"{short_month_words(start.period_to)} (start)", start.value)
    for one in series[-_MOST:]:
        yield from _bar(_label(one), one.value)
    if measure.target is not None:
        by = f" by {short_month_words(measure.target_by)}" if measure.target_by else ""
        yield MeasureBar(f"Target{by}", measure.target, "target")
    newest = {one.name: one for one in sorted(measure.benchmarks, key=lambda one: one.period)}
    for other in islice(newest.values(), _MOST_OTHERS):
        label = f"{other.name[:1].upper()}{other.name[1:]}" + (f", {other.period}" if other.period else "")
        yield from _bar(label, other.value, "other")


def _bar(label: str, figure: AnyFigure, kind: Literal["ours", "other"] = "ours") -> Iterator[MeasureBar]:
    if isinstance(figure, float | Bounded):
        yield MeasureBar(label, figure, kind)


def _label(one: Observation) -> str:
    """The month, with what makes the figure another kind than its neighbours."""
    kind = "" if one.kind == "counted" else f", {one.kind}"
    return short_month_words(one.period_to) + kind + (", counted differently" if one.counted_anew else "")
