"""Recording figures: what is typed is read alike, asked about where unclear, and never moves the start."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from readiness.base.errors import UsageError
from readiness.model.figures import Bounded, Withheld
from readiness.model.records.measures import Measure
from readiness.plan import plan
from readiness.plan.figures import record_figure
from readiness.workspace.workspace import Workspace

DAY, EARLIER = date(2026, 9, 30), date(2025, 9, 30)


def recorded(ws: Workspace, unit: str, *figures: dict[str, Any]) -> Measure:
    """A new measure with these figures recorded one after the other."""
    measure, _ = plan.add_measure(ws, "A measure", unit=unit)
    for figure in figures:
        record_figure(ws, measure.id, figure)
    return ws.records.measures[measure.id]


@pytest.mark.parametrize(
    ("unit", "typed", "value"),
    [
        ("%", "56%", 56), ("%", "56", 56), ("%", 56, 56), ("%", "0.56%", 0.56), ("%", "0", 0),
        ("%", 0.56, 0.56),
        ("children", "1,204", 1204), ("children", "under 10", Bounded("under", 10)),
        ("children", "c", Withheld("c")), ("weeks", "0.5", 0.5),
    ],
)  # fmt: skip
def test_what_is_typed_is_read_alike(workspace: Workspace, unit: str, typed: Any, value: Any) -> None:
    """With a sign or without, as a bound, or as the mark in its place."""
    assert recorded(workspace, unit, {"value": typed, "period_to": DAY}).observations[0].value == value


@pytest.mark.parametrize(
    ("unit", "given", "said"),
    [
        ("%", {"value": "0.56"}, "0.56 can mean 56% or 0.56%"),
        ("%", {"value": "1"}, "1 can mean 100% or 1%"),
        ("%", {"value": "under 0.1"}, "0.1 can mean 10% or 0.1%"),
        ("weeks", {"value": "56%"}, "the measure is in weeks"),
        ("", {"value": "56%"}, "a number without a unit"),
        ("%", {"value": "half"}, "is not a figure"),
        ("%", {}, "No figure is given"),
        ("weeks", {"count": "28", "out_of": "50"}, "No figure is given"),
        ("%", {"value": "56", "count": "28"}, "only one of count and out of"),
        ("%", {"count": "51", "out_of": "50"}, "more than there are"),
    ],
)
def test_what_could_mean_two_things_is_asked(
    workspace: Workspace, unit: str, given: dict[str, Any], said: str
) -> None:
    """And nothing is stored."""
    measure, _ = plan.add_measure(workspace, "A measure", unit=unit)
    with pytest.raises(UsageError) as refused:
        record_figure(workspace, measure.id, {**given, "period_to": DAY})
    assert said in refused.value.title
    assert workspace.records.measures[measure.id].observations == ()


def test_a_percentage_is_worked_out_from_its_counts(workspace: Workspace) -> None:
    """To one decimal, and the counts stay beside it."""
    one = recorded(workspace, "%", {"count": "1", "out_of": "3", "period_to": DAY}).observations[0]
    assert (one.value, one.count, one.out_of) == (33.3, 1, 3)


def test_an_earlier_figure_moves_the_baseline_only_when_told_to(workspace: Workspace) -> None:
    """The first recorded is the start; one for its own period corrects it."""
    measure = recorded(workspace, "", {"value": 10, "period_to": DAY}, {"value": 20, "period_to": EARLIER})
    assert measure.baseline is not None
    assert measure.baseline.period_to == DAY
    record_figure(workspace, measure.id, {"value": 11, "period_to": DAY})
    corrected = workspace.records.measures[measure.id]
    assert corrected.baseline is not None
    assert corrected.baseline.value == 11
    record_figure(workspace, measure.id, {"value": 21, "period_to": EARLIER}, is_baseline=True)
    moved = workspace.records.measures[measure.id]
    assert moved.baseline == moved.observations[0]
    assert [one.value for one in moved.observations] == [21, 11]
