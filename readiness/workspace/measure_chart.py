"""The chart of a measure as a block of a Word document, the same in every paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from readiness.formats.word.model import Bar, Block, Chart, words
from readiness.model.records.measures import Measure
from readiness.rules.figures import figure_words, is_percentage
from readiness.rules.measure_bars import MeasureBar, bars_of

_THOUSAND: Final = 1000


def chart_blocks(measure: Measure, as_at: date, bookmark: str = "") -> Iterator[Block]:
    """A chart of the measure's bars that are one number, with every figure in words below."""
    bars = bars_of(measure, as_at)
    told = "; ".join(f"{bar.label}: {figure_words(bar.figure, measure.unit)}" for bar in bars)
    better = "Higher is better." if measure.good == "higher" else "Lower is better."
    is_said = is_percentage(measure.unit) or not measure.unit
    yield Chart(
        title=measure.title + ("" if is_said else f" ({measure.unit})"),
        description=f"Bar chart of {measure.title}. {told}. {better}",
        bars=tuple(Bar(bar.label, bar.figure, bar.kind) for bar in bars if isinstance(bar.figure, float)),
        figure_format=_format(measure, bars),
        bookmark=bookmark,
    )
    yield words("table_note", f"{told}. {better}")


def _format(measure: Measure, bars: tuple[MeasureBar, ...]) -> str:
    """How the figures over the bars are written: as recorded, thousands apart, with the percent sign."""
    ours = [abs(bar.length) for bar in bars if bar.kind == "ours"]
    number = "#,##0" if max(ours, default=0) >= _THOUSAND else "General"
    return number + ('"%"' if is_percentage(measure.unit) else "")
