"""Charts of a criterion's measures: where a measure started, how it went, what it aims at, and others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from readiness.base.date_words import short_month_words
from readiness.formats.word.model import Bar, Block, Chart, words
from readiness.model.records.measures import Benchmark, Measure, Observation
from readiness.rules.figures import figure_words, is_percentage
from readiness.sef.word_out.notebook import SefWriter

_FEWEST = 3
"""Figures of a series worth a drawing; two say as much in the table."""

_MOST = 8
"""Figures of a series drawn, the newest; beside them stand the start, the target and the comparators."""

_MOST_OTHERS = 2

_THOUSAND = 1000


def charts_blocks(notes: SefWriter, measures: Iterable[Measure]) -> Iterator[Block]:
    """A chart of each measure with a series, with its figures in words below; drawn once in a document."""
    for measure in measures:
        if measure.id in notes.charts or not is_worth_drawing(notes, measure):
            continue
        bookmark = f"_Ref_figure_{len(notes.charts) + 1}"
        notes.charts[measure.id] = bookmark
        bars = tuple(_bars(notes, measure))
        told = "; ".join(f"{bar.label}: {figure_words(bar.value, measure.unit)}" for bar in bars)
        better = "Higher is better." if measure.good == "higher" else "Lower is better."
        yield Chart(
            title=measure.title
            + ("" if is_percentage(measure.unit) or not measure.unit else f" ({measure.unit})"),
            description=f"Bar chart of {measure.title}. {told}. {better}",
            bars=bars,
            figure_format=_format(measure),
            bookmark=bookmark,
        )
        yield words("table_note", f"{told}. {better}")


def is_worth_drawing(notes: SefWriter, measure: Measure) -> bool:
    """Whether a measure has a series to draw; one with a hidden figure is not drawn for the public."""
    known = [one for one in measure.figures if one.number is not None]
    return len(known) >= _FEWEST and measure.id not in notes.hidden


def _bars(notes: SefWriter, measure: Measure) -> Iterator[Bar]:
    series = sorted(
        (one for one in measure.observations if one.period_to <= notes.as_at), key=lambda one: one.period_to
    )
    start = measure.baseline
    if start and start.number is not None and all(one.period_to != start.period_to for one in series):
        yield Bar(f"{short_month_words(start.period_to)} (start)", start.number)
    for one in series[-_MOST:]:
        if one.number is not None:
            yield Bar(_label(one), one.number)
    if measure.target is not None:
        by = f" by {short_month_words(measure.target_by)}" if measure.target_by else ""
        yield Bar(f"Target{by}", measure.target, "target")
    for other in islice({one.name: one for one in _oldest_first(measure)}.values(), _MOST_OTHERS):
        if not isinstance(other.value, float):
            continue
        label = f"{other.name[:1].upper()}{other.name[1:]}" + (f", {other.period}" if other.period else "")
        yield Bar(label, other.value, "other")


def _label(one: Observation) -> str:
    """The month, with what makes the figure another kind than its neighbours."""
    kind = "" if one.kind == "counted" else f", {one.kind}"
    return short_month_words(one.period_to) + kind + (", counted differently" if one.counted_anew else "")


def _oldest_first(measure: Measure) -> list[Benchmark]:
    return sorted(measure.benchmarks, key=lambda one: one.period)


def _format(measure: Measure) -> str:
    """How the figures over the bars are written: as recorded, thousands apart, with the percent sign."""
    figures = [one.number or 0 for one in measure.observations]
    number = "#,##0" if max(map(abs, figures), default=0) >= _THOUSAND else "General"
    return number + ('"%"' if is_percentage(measure.unit) else "")
