"""The way to a target: its share, its pace, and what cannot be told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.model.figures import Bounded
from readiness.model.records.measures import Measure, Observation
from readiness.rules.measure_pace import getting_there, way_to_target, way_words

AS_AT = date(2026, 12, 7)
DAYS = (date(2025, 12, 31), date(2026, 6, 30), date(2026, 12, 1))


def measure(*figures: float | Bounded, **fields: Any) -> Measure:
    """A percentage with these figures, half a year apart."""
    series = tuple(Observation(period_to=day, value=one) for day, one in zip(DAYS, figures, strict=False))
    return Measure.model_validate(
        {"id": "M0001", "title": "On time", "unit": "%", "observations": series, **fields}
    )


@pytest.mark.parametrize(
    ("figures", "fields", "said"),
    [
        ((40, 50), {"target": 80}, "25% of the way to 80%"),
        (
            (40, 50),
            {"target": 80, "target_by": date(2026, 12, 31)},
            "25% of the way to 80% by Dec 2026, behind: 50% of the time had gone",
        ),
        (
            (40, 62),
            {"target": 80, "target_by": date(2026, 12, 31)},
            "55% of the way to 80% by Dec 2026, on course: 50% of the time had gone",
        ),
        (
            (40, 75),
            {"target": 80, "target_by": date(2026, 12, 31)},
            "88% of the way to 80% by Dec 2026, ahead: 50% of the time had gone",
        ),
        ((40, 81), {"target": 80}, "100% of the way to 80%, reached"),
        ((40, 30), {"target": 80, "target_by": date(2026, 9, 1)}, "0% of the way to 80% by Sep 2026, missed"),
        ((40, 20), {"target": 0, "good": "lower"}, "50% of the way to 0%"),
        (
            (40, 50),
            {"target": 80, "target_by": date(2025, 1, 1)},
            "25% of the way to 80% by Jan 2025, missed",
        ),
    ],
)
def test_the_way_and_its_pace(figures: tuple[float, ...], fields: dict[str, Any], said: str) -> None:
    """Share of the way against share of the time at the newest figure."""
    one = measure(*figures, **fields)
    way = way_to_target(one, AS_AT)
    assert way is not None
    assert way_words(one, way) == said


@pytest.mark.parametrize(
    "one",
    [
        measure(40, 50),
        measure(40, target=80),
        measure(40, Bounded("over", 50), target=80),
        measure(Bounded("over", 50), 80, target=90),
        measure(40, 50, target=40),
        measure(40, 50, target=30),
        measure(40, 50, target=60, good="lower"),
    ],
)
def test_where_no_way_can_be_told(one: Measure) -> None:
    """No target, one figure, bounds, a target at the start or on the wrong side of it."""
    assert way_to_target(one, AS_AT) is None
    assert getting_there([one], AS_AT, width=100, most=5) == ()


def test_those_that_need_somebody_come_first_and_the_rest_is_counted() -> None:
    """A head, a line each, cut to their width; a title too long ends in an ellipsis."""
    by = date(2026, 12, 31)
    many = [
        measure(40, 81, target=80, title="Reached"),
        measure(40, 42, 44, target=80, target_by=by, title="Behind and with a very long title indeed"),
        measure(40, 50, target=80, title="Without a day"),
    ]
    lines = getting_there(many, AS_AT, width=96, most=2)
    assert lines[0].split() == ["Measure", "Course", "From", "Now", "Target", "The", "way", "there", "Pace"]
    assert lines[1].startswith("Behind and with a … ▁▅█")
    assert lines[1].endswith("━┈┈┈┈┈┈┈┈┈  10% behind")
    assert lines[2].startswith("Without a day")
    assert lines[3] == "and 1 more"
    assert len(getting_there(many, AS_AT, width=96, most=3)) == 4


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0, 100), st.sampled_from(["higher", "lower"]))
def test_a_share_is_never_below_none_nor_above_all(
    start: float, now: float, target: float, good: str
) -> None:
    """Whatever the figures."""
    way = way_to_target(measure(start, now, target=target, good=good), AS_AT)
    assert way is None or 0 <= way.share <= 1
