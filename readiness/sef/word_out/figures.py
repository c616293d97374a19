"""The figures of a criterion: our measures beside their comparators, and what is published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from readiness.base.date_words import short_month_words
from readiness.base.text import capital
from readiness.formats.word.model import Block, Cell, Column, Run, Table, cell, strong, words
from readiness.model.definition.framework import Comparator, Criterion
from readiness.model.records.measures import Benchmark, Measure, Observation
from readiness.rules.figures import figure_words
from readiness.rules.measures import (
    change_words,
    counts_words,
    has_small_part,
    hidden_words,
    moved,
    size_words,
)
from readiness.rules.plan import measures_serving
from readiness.rules.small_numbers import notes_on
from readiness.sef.round_trip.printed import Target
from readiness.sef.word_out.charts import charts_blocks, is_worth_drawing
from readiness.sef.word_out.notebook import SefWriter

_MOST_COMPARATORS = 2

_IN_TABLE = 2
"""Figures of a measure that stand in the table: the first and the newest."""


def measures_blocks(notes: SefWriter, criterion: Criterion) -> Iterator[Block]:
    """A table of the criterion's measures beside their comparators, and where the figures come from.

    In public without those that have no figure.
    """
    measures = [one for one in measures_of(notes, criterion) if one.figures or not notes.is_public]
    if not measures:
        return
    names = list(dict.fromkeys(one.name for measure in measures for one in measure.benchmarks))[
        :_MOST_COMPARATORS
    ]
    bookmark = notes.table_bookmark()
    yield words(
        "body",
        Run(f"Table {notes.tables}", field=f" REF {bookmark} \\h "),
        " sets our figures beside those of others." if names else " sets out our figures.",
    )
    columns = (
        Column("Measure", 2.4),
        Column("Where we started", 1.35),
        Column("Where we are now", 1.8),
        Column("Target", 1.2),
        *(Column(capital(name), 1.3) for name in names),
    )
    for row, measure in enumerate(measures, 1):
        notes.aim_cells(bookmark, row, _measure_targets(measure, criterion.id))
    beside = f" beside {' and '.join(names)}" if names else ""
    yield Table(
        f"Measures for {notes.title_of(criterion)}",
        f"Each row is a measure: its baseline, its latest figure and its target{beside}, with the period of "
        "each.",
        columns,
        tuple(_measure_row(notes, measure, names) for measure in measures),
        bookmark,
    )
    small = [one for one in notes_on(measures, notes.hidden) if notes.is_public and one not in notes.said]
    notes.said.update(small)
    yield words("table_note", " ".join(filter(None, (_sources_of(notes, measures), *small))))
    yield from _courses(notes, measures)
    yield from charts_blocks(notes, measures)


def _courses(notes: SefWriter, measures: list[Measure]) -> Iterator[Block]:
    """How far measures with more figures than stand in the table have come.

    Where no chart shows it, or something else was counted on the way, which words alone can say.
    """
    told = [
        one
        for one in measures
        if len([each for each in one.figures if each.is_known]) > _IN_TABLE
        and (any(each.counted_anew for each in one.figures) or not is_worth_drawing(notes, one))
    ]
    if not told:
        return
    yield replace(words("body", "How far they have come:"), keeps_with_next=True)
    for one in told:
        hidden = notes.hidden.get(one.id, ()) if notes.is_public else None
        said = change_words(one, notes.as_at, hidden=hidden)
        yield words("bullet", strong(f"{one.title}: "), f"{said}.")


def measures_of(notes: SefWriter, criterion: Criterion) -> list[Measure]:
    """Measures set against the criterion or one of its statements, each once."""
    return measures_serving(notes.index, criterion)


def _is_guarded(notes: SefWriter, measure: Measure) -> bool:
    """Whether a figure of the row is hidden; the size of its change would give the other one away."""
    hidden = notes.hidden.get(measure.id, ())
    return any(one is not None and one.period_to in hidden for one in (measure.baseline, measure.latest))


def _measure_row(notes: SefWriter, measure: Measure, names: list[str]) -> tuple[Cell, ...]:
    better = "higher is better" if measure.good == "higher" else "lower is better"
    by_name = {one.name: one for one in measure.benchmarks}
    target = "" if measure.target is None else figure_words(measure.target, measure.unit)
    when = f" by {short_month_words(measure.target_by)}" if target and measure.target_by else ""
    return (
        cell(f"{measure.title} ({better})"),
        cell(_observed(notes, measure, measure.baseline)),
        cell(_latest(notes, measure)),
        cell(target + when, empty="not set"),
        *(cell(_benchmark(by_name.get(name), measure.unit), empty="not recorded") for name in names),
    )


def _measure_targets(measure: Measure, criterion: str) -> dict[int, Target]:
    fields = ("title", "baseline", "latest", "target")
    return {
        column: Target(table="measures", id=measure.id, field=name, criterion=criterion)
        for column, name in enumerate(fields)
    }


def _observed(notes: SefWriter, measure: Measure, one: Observation | None) -> str:
    if one is None:
        return ""
    is_hidden = _is_guarded(notes, measure)
    shown = hidden_words(measure, one) if is_hidden else figure_words(one.value, measure.unit)
    is_counted = not is_hidden and not (notes.is_public and has_small_part(one))
    said = [counts_words(one) if is_counted else "", short_month_words(one.period_to)]
    return f"{shown} ({', '.join(filter(None, said))})"


def _latest(notes: SefWriter, measure: Measure) -> str:
    latest = measure.latest
    shown = _observed(notes, measure, latest)
    if _is_guarded(notes, measure):
        return shown
    change = moved(measure, latest.period_to) if latest and measure.baseline else None
    if change is None:
        return shown
    if change.is_better is None:
        return f"{shown}, no change"
    return f"{shown}, {'better' if change.is_better else 'worse'}: {size_words(measure, change)}"


def _benchmark(one: Benchmark | None, unit: str) -> str:
    if one is None:
        return ""
    return figure_words(one.value, unit) + (f" ({one.period})" if one.period else "")


def _sources_of(notes: SefWriter, measures: list[Measure]) -> str:
    """Where each figure comes from, in one line."""
    ours = (measure.latest.source for measure in measures if measure.latest and measure.latest.source)
    own = dict.fromkeys(_named_source(notes, one) for one in ours)
    others = dict.fromkeys(
        f"{capital(one.name)}: {one.source}"
        for measure in measures
        for one in measure.benchmarks
        if one.source
    )
    said = (
        f"Sources. Ours: {', '.join(own)}."
        if own
        else ("" if notes.is_public else "Missing: the source of our own figures has not been recorded.")
    )
    return said + "".join(f" {one}." for one in others)


def _named_source(notes: SefWriter, source: str) -> str:
    evidence = notes.index.records.evidence.get(source)
    return (
        f"{evidence.title} (evidence {notes.number(source)})"
        if evidence and not evidence.is_withdrawn
        else source
    )


def national_figures(notes: SefWriter, criterion: Criterion) -> Iterator[Block]:
    """The newest published figure of each kind the framework knows for this criterion, by source.

    In public only where it is confirmed; an older one in its place would mislead.
    """
    newest: dict[str, Comparator] = {}
    for one in notes.framework.comparators:
        if criterion.id in one.criteria and one.period > getattr(newest.get(one.measure), "period", ""):
            newest[one.measure] = one
    shown = [one for one in newest.values() if one.is_settled or not notes.is_public]
    if not shown:
        return
    by_source: dict[tuple[str, bool], list[str]] = {}
    for one in shown:
        figures = by_source.setdefault((one.source, one.is_settled), [])
        figures.append(f"{one.measure}: {one.value} ({one.period})")
    yield replace(words("body", "Published figures to read ours against:"), keeps_with_next=True)
    for (source, is_settled), figures in by_source.items():
        known = notes.framework.sources.get(source)
        doubt = "" if is_settled else ", not confirmed"
        yield words("bullet", f"{'; '.join(figures)}. Source: {known.title if known else source}{doubt}.")
