"""How far one figure is from another, and what is known where only a bound is."""

from __future__ import annotations

import pytest

from readiness.model.figures import Bounded, Withheld
from readiness.rules.figures import Change, change_between, figure_words, is_small_count

UNDER_10, OVER_140, OVER_100 = Bounded("under", 10), Bounded("over", 140), Bounded("over", 100)


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (20, 56, Change("up", 36, 1.8)),
        (22, 4, Change("down", 18, 18 / 22)),
        (5, 5, Change("same")),
        (4, 9, Change("up", 5)),
        (OVER_100, 12, Change("down", 88, 0.88, "over ")),
        (OVER_140, UNDER_10, Change("down", 130, 130 / 140, "over ")),
        (UNDER_10, 30, Change("up", 20, 2, "over ")),
        (Bounded("at least", 50), 20, Change("down", 30, 0.6, "at least ")),
        (Bounded("at most", 5), 8, Change("up", 3, None, "at least ")),
        (10, UNDER_10, Change("down", 0, 0, "over ")),
        (UNDER_10, 10, Change("up", 0, 0, "over ")),
        (UNDER_10, 4, Change("unclear")),
        (UNDER_10, UNDER_10, Change("unclear")),
        (OVER_140, 200, Change("unclear")),
        (Bounded("at most", 5), 5, Change("unclear")),
        (Withheld("c"), 5, Change("unclear")),
        (5, Withheld("c"), Change("unclear")),
    ],
)
def test_the_least_a_change_can_be(before: object, after: object, change: Change) -> None:
    """Of bounds the smallest change that fits both; where they overlap nothing is claimed."""
    found = change_between(before, after)  # type: ignore[arg-type]  # the cases are figures
    assert (found.course, found.least, found.qualifier) == (change.course, change.least, change.qualifier)
    assert found.share == pytest.approx(change.share)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (UNDER_10, "assessments", "under 10 assessments"),
        (Bounded("at least", 1204), "%", "at least 1,204%"),
        (Withheld("c"), "children", "no figure (c)"),
        (58.25, "%", "58.25%"),
    ],
)
def test_a_figure_in_words(value: float | Bounded | Withheld, unit: str, said: str) -> None:
    """A bound says it is one; a mark is not a figure."""
    assert figure_words(value, unit) == said


@pytest.mark.parametrize(
    ("value", "is_small"),
    [(Bounded("under", 5), True), (Bounded("under", 6), False), (Bounded("at most", 4), True),
     (Bounded("at most", 5), False), (Bounded("over", 2), False), (Bounded("under", 1), False),
     (Withheld("c"), False), (3.0, True), (5.0, False)],
)  # fmt: skip
def test_bounds_can_be_small_counts(value: float | Bounded | Withheld, is_small: bool) -> None:
    """What is surely below five is small, as much as a number is."""
    assert is_small_count("children", value) is is_small
    assert not is_small_count("%", value)
