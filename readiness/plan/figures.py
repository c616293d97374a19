"""Recording the figures of a measure: what was typed is read, asked about where unclear, and stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from readiness.base.errors import UsageError
from readiness.model.field import fields_of
from readiness.model.field_reading import read
from readiness.model.figures import Bounded, TypedFigure, Withheld, read_figure
from readiness.model.records.changes import Transaction, put
from readiness.model.records.measures import Measure, Observation
from readiness.rules.figures import is_percentage
from readiness.rules.measures import share_of
from readiness.workspace.editing import around_of, find, revise

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace


def record_figure(
    ws: Workspace, measure_id: str, given: Mapping[str, object], *, is_baseline: bool = False
) -> Transaction:
    """Add a figure to a measure's series; a figure for the same period is replaced.

    The first figure is the baseline until another is made it. A figure for the baseline's own period
    corrects it; an earlier one leaves it where it is.

    Args:
        ws: The workspace.
        measure_id: The measure.
        given: The figure's fields as typed, by stored name. Without `value`, its counts are worked out.
        is_baseline: Make it the figure the measure started from.

    Raises:
        UsageError: The figure cannot be read, is not in the measure's unit, or could mean two things.
    """
    before = find(ws, Measure, measure_id)
    figure = figure_of(ws, before, given)
    after = with_figure(before, figure, is_baseline=is_baseline)
    if broken := after.broken_rule:
        raise UsageError(broken.what, before.id, broken.how)
    return ws.run(Transaction(f"Record {before.id} to {figure.period_to}", (put(after, before),)))


def with_figure(measure: Measure, figure: Observation, *, is_baseline: bool = False) -> Measure:
    """The measure with one more figure; see `record_figure`. As it is where its start says just that."""
    if figure == measure.baseline and all(one.period_to != figure.period_to for one in measure.observations):
        return measure  # the start says so already
    kept = [one for one in measure.observations if one.period_to != figure.period_to]
    series = tuple(sorted([*kept, figure], key=lambda one: one.period_to))
    baseline = measure.baseline
    if is_baseline or (baseline is not None and baseline.period_to == figure.period_to):
        baseline = figure
    return revise(measure, observations=series, baseline=baseline or series[0])


def figure_of(ws: Workspace, measure: Measure, given: Mapping[str, object]) -> Observation:
    """A figure of a measure from its fields as typed; raises as `record_figure`."""
    fields, around = fields_of(Observation), around_of(ws)
    read_in = {name: read(fields[name], value, around) for name, value in given.items() if name != "value"}
    value = given.get("value")
    if value is None or (isinstance(value, str) and not value.strip()):
        value = _from_counts(measure, read_in)
    elif isinstance(value, str):
        value = typed_figure(measure, value)
    held = read(fields["value"], value, around)
    return Observation.model_validate({**read_in, "value": held})


def typed_figure(measure: Measure, words: str) -> float | Bounded | Withheld:
    """What was typed as a figure in the measure's unit.

    Raises:
        UsageError: It is no figure, a percentage of what is none, or could be a share or a percentage.
    """
    typed = read_figure(words)
    if typed is None:
        raise UsageError(
            f"\u201c{words}\u201d is not a figure.",
            measure.id,
            "Write it as 58.2, 56%, under 10, over 140, c or n/a.",
        )
    if fault := unclear_figure(measure.unit, typed):
        raise UsageError(fault, measure.id, "Write it with its sign or as a number in the measure's unit.")
    return typed.figure


def unclear_figure(unit: str, typed: TypedFigure) -> str:
    """Why a typed figure cannot be taken as it is; empty when it can."""
    figure = typed.figure
    if isinstance(figure, Withheld):
        return ""
    number = figure.number if isinstance(figure, Bounded) else figure
    if not is_percentage(unit):
        said = unit or "a number without a unit"
        return f"This is a percentage, and the measure is in {said}." if typed.is_percentage else ""
    if not typed.is_percentage and 0 < number <= 1:
        share = f"{round(number * 100, 6):g}%"
        return f"{number:g} can mean {share} or {number:g}%: a percentage is written with its sign."
    return ""


def _from_counts(measure: Measure, read_in: Mapping[str, object]) -> float:
    count, out_of = read_in.get("count"), read_in.get("out_of")
    if not is_percentage(measure.unit) or count is None or not out_of:
        raise UsageError(
            "No figure is given.",
            measure.id,
            "Give the figure or, for a percentage, its count and what it is out of.",
        )
    return share_of(cast("float", count), cast("float", out_of))
