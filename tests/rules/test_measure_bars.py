"""A measure drawn as bars: every figure with its label, lengths that compare, nothing that was withheld."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from readiness.model.figures import Bounded, figure_from
from readiness.model.records.measures import Benchmark, Measure, Observation
from readiness.rules.measure_bars import bars_of, chart_lines, is_worth_drawing

AS_AT = date(2026, 12, 7)


def measure(*figures: Any, **fields: Any) -> Measure:
    """A measure with a figure a year from 2022."""
    series = tuple(
        Observation(period_to=date(2022 + at, 12, 31), value=figure_from(one))
        for at, one in enumerate(figures)
    )
    return Measure(id="M0001", title="m", observations=series, **fields)


def test_a_chart_in_text() -> None:
    """Start, series, target and newest comparators, each by its own ink, from nought."""
    drawn = measure(
        20,
        56,
        unit="%",
        baseline=Observation(period_to=date(2021, 12, 31), value=10),
        target=80,
        target_by=date(2027, 3, 31),
        benchmarks=(
            Benchmark(name="England", value=50, period="2023"),
            Benchmark(name="England", value=40, period="2024"),
            Benchmark(name="region", value=figure_from("c")),
        ),
    )
    assert chart_lines(drawn, AS_AT, width=50) == (
        "Dec 2021 (start)    10%  ███",
        "Dec 2022            20%  ██████",
        "Dec 2023            56%  ██████████████████",
        "Target by Mar 2027  80%  ░░░░░░░░░░░░░░░░░░░░░░░░░",
        "England, 2024       40%  ▒▒▒▒▒▒▒▒▒▒▒▒",
    )


def test_bounds_are_drawn_and_marks_are_not() -> None:
    """Nought has no bar, anything else at least one cell; what was not over yet is left out."""
    drawn = measure("over 140", "c", "under 10", 0, 3, unit="children")
    assert [one.figure for one in bars_of(drawn, AS_AT)] == [Bounded("over", 140), Bounded("under", 10), 0]
    lines = chart_lines(drawn, AS_AT)
    assert lines[0].startswith("Dec 2022  over 140 children  ██")
    assert lines[1].endswith(" █" * 0 + "█")
    assert lines[2].endswith("0 children")


def test_the_kind_of_a_figure_is_said() -> None:
    """Projections are drawn with their name, also for what is to come; a break is named."""
    series = (
        Observation(period_to=date(2025, 12, 31), value=5, counted_anew="by month"),
        Observation(period_to=date(2027, 12, 31), value=9, kind="projected"),
    )
    drawn = Measure(id="M0001", title="m", observations=series, target=10)
    assert [one.label for one in bars_of(drawn, AS_AT)] == [
        "Dec 2025, counted differently", "Dec 2027, projected", "Target",
    ]  # fmt: skip


@pytest.mark.parametrize("empty", [measure(), measure("c"), measure(target=5)])
def test_nothing_is_drawn_without_a_figure(empty: Measure) -> None:
    """A target alone is no chart."""
    assert chart_lines(empty, AS_AT) == ()


def test_a_document_draws_three_figures_and_none_that_are_hidden() -> None:
    """Two stand in its table; what may not be printed is not drawn either."""
    assert is_worth_drawing(measure(1, 2, 3), AS_AT)
    assert not is_worth_drawing(measure(1, 2), AS_AT)
    assert not is_worth_drawing(measure(1, 2, 3), date(2024, 1, 1))
    assert not is_worth_drawing(measure(1, 2, 3), AS_AT, {"M0001"})
    assert all(line.endswith(" 0") for line in chart_lines(measure(0, 0), AS_AT))
