"""Charts of a criterion's measures: where a measure started, how it went, what it aims at, and others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readiness.formats.word.model import Block
from readiness.model.records.measures import Measure
from readiness.rules import measure_bars
from readiness.sef.word_out.notebook import SefWriter
from readiness.workspace.measure_chart import chart_blocks


def charts_blocks(notes: SefWriter, measures: Iterable[Measure]) -> Iterator[Block]:
    """A chart of each measure with a series, with its figures in words below; drawn once in a document."""
    for measure in measures:
        if measure.id in notes.charts or not is_worth_drawing(notes, measure):
            continue
        bookmark = f"_Ref_figure_{len(notes.charts) + 1}"
        notes.charts[measure.id] = bookmark
        yield from chart_blocks(measure, notes.as_at, bookmark)


def is_worth_drawing(notes: SefWriter, measure: Measure) -> bool:
    """Whether a measure has a series to draw; one with a hidden figure is not drawn for the public."""
    return measure_bars.is_worth_drawing(measure, notes.as_at, notes.hidden)
