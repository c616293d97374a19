"""What is not printed outside: small counts, and every figure that would give one away."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.model.figures import Bounded
from readiness.model.records.measures import Measure, Observation
from readiness.rules.measures import change_words, hidden_words
from readiness.rules.small_numbers import BASES_NOTE, COUNTS_NOTE, SHARES_NOTE, hidden_figures, notes_on

ON, LATER = date(2025, 12, 31), date(2026, 7, 31)


def counts(*values: float, unit: str = "children", on: date = ON) -> list[Measure]:
    """A measure for each figure, all for one period."""
    return [
        Measure(
            id=f"M{number:04}",
            title=f"m{number}",
            unit=unit,
            observations=(Observation(period_to=on, value=value),),
        )
        for number, value in enumerate(values, 1)
    ]


@pytest.mark.parametrize(
    ("values", "hidden"),
    [
        ((20, 3, 17), {3, 17}),
        ((20, 3, 5, 12), {3, 5}),
        ((20, 3, 2, 15), {3, 2}),
        ((20, 3, 18), {3}),
        ((20, 8, 12), set()),
        ((4, 4, 0), {4}),
        ((20, 3, 17, 0), {3, 17}),
        ((20, 3, 17, 30, 13), {3, 17, 13}),
    ],
)
def test_a_second_figure_is_hidden_where_the_total_less_the_rest_gives_the_first(
    values: tuple[float, ...], hidden: set[float]
) -> None:
    """The smallest of the others goes, nought never; and where that one could be worked out, a third."""
    measures = counts(*values)
    found = hidden_figures(measures)
    assert {value for one, value in zip(measures, values, strict=True) if one.id in found} == hidden


def test_units_periods_and_what_is_no_count_are_not_added_up() -> None:
    """Children are not added to schools, nor last year's to this year's; percentages are never added."""
    total, few, rest = counts(20, 3, 17)
    assert set(hidden_figures([total, few, rest])) == {few.id, rest.id}
    assert set(hidden_figures([total, few, rest.model_copy(update={"unit": " Children "})])) == {
        few.id,
        rest.id,
    }
    assert set(hidden_figures([total, few, rest.model_copy(update={"unit": "schools"})])) == {few.id}
    assert set(hidden_figures([total, few, counts(0, 0, 17, on=LATER)[2]])) == {few.id}
    assert hidden_figures(counts(20, 3, 17, unit="%")) == {}


def test_a_baseline_is_a_figure_like_any_other() -> None:
    """Only its own period is hidden."""
    (measure,) = counts(30, on=LATER)
    started = measure.model_copy(update={"baseline": Observation(period_to=ON, value=4)})
    assert hidden_figures([started]) == {"M0001": frozenset({ON})}


def test_the_second_figure_is_not_shown_and_not_said_to_be_small() -> None:
    """17 is no small number; the words for it say only that it is not there."""
    _, few, rest = counts(20, 3, 17)
    hidden = hidden_figures(counts(20, 3, 17))
    said = [change_words(one, LATER, hidden=hidden[one.id]) for one in (few, rest)]
    assert said == ["fewer than 5 children (Dec 2025)", "not shown (Dec 2025)"]
    grown = rest.model_copy(update={"baseline": Observation(period_to=date(2024, 12, 31), value=34)})
    assert change_words(grown, LATER, hidden=hidden[rest.id]) == (
        "50% fewer in Dec 2025 than in Dec 2024, figures not printed, worse"
    )
    assert hidden_words(few, few.observations[0]) == "fewer than 5 children"


def test_the_rule_is_said_where_it_applies() -> None:
    """A hidden figure, a percentage of which the count behind is not recorded, neither, both."""
    few, shares = counts(3), counts(30, unit="%")
    assert notes_on(few, hidden_figures(few)) == (COUNTS_NOTE,)
    assert notes_on(shares, {}) == (SHARES_NOTE,)
    assert notes_on([*few, *shares], hidden_figures(few)) == (COUNTS_NOTE, SHARES_NOTE)
    of_few = share_of_few()
    assert notes_on([of_few], hidden_figures([of_few])) == (BASES_NOTE,)


def share_of_few() -> Measure:
    """A percentage of nine, and before it one of fifty."""
    few = Observation(period_to=LATER, value=56, count=5, out_of=9)
    known = Observation(period_to=ON, value=56, count=28, out_of=50)
    return Measure(id="M0009", title="m", unit="%", observations=(known, few))


def test_percentages_of_few_and_bounds_below_five_are_hidden() -> None:
    """Both point to somebody; a bound is added to nothing, for it is no number."""
    assert hidden_figures([share_of_few()]) == {"M0009": {LATER}}
    bounded = Observation(period_to=ON, value=Bounded("under", 5))
    few = Measure(id="M0001", title="m", unit="children", observations=(bounded,))
    assert hidden_figures([few, *counts(20, 17)[1:]]) == {"M0001": {ON}}
    assert notes_on(counts(30), {}) == ()


def test_a_large_table_is_over_quickly_and_keeps_the_sum_of_all() -> None:
    """Not every sum of sixty figures is tried; that of two, and that of all the others, are."""
    values = [3, *range(1000, 1590, 10)]
    found = hidden_figures(counts(*values, sum(values)))
    assert set(found) == {"M0001", "M0002"}


@given(st.lists(st.integers(0, 30), min_size=1, max_size=7))
def test_no_small_count_can_be_worked_out_from_a_sum(values: list[int]) -> None:
    """Whatever the figures, no sum among them has a single hidden small count and all else shown."""
    measures = counts(*values)
    found = hidden_figures(measures)
    shown = {place for place, one in enumerate(measures) if one.id not in found}
    assert all(values[place] == 0 or values[place] > 4 for place in shown)
    for total in range(len(values)):
        others = [place for place in range(len(values)) if place != total]
        for size in range(2, len(others) + 1):
            for parts in combinations(others, size):
                if sum(values[place] for place in parts) == values[total]:
                    unseen = [place for place in (total, *parts) if place not in shown]
                    only_noughts = not any(values[place] for place in (total, *parts) if place in shown)
                    assert len(unseen) != 1 or only_noughts
