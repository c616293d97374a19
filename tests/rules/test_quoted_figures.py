"""Figures quoted in words: found before their unit, and known again however they are rounded."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from readiness.model.figures import figure_from
from readiness.model.records.measures import Benchmark, Measure, Observation
from readiness.rules.quoted_figures import misquoted, quoted_figures
from tests.making.building import make_statement

ELSEWHERE = (Benchmark(name="England", value=46.4), Benchmark(name="x", value=figure_from("c")))
DAYS = (date(2021, 12, 31), date(2022, 7, 31), date(2023, 1, 31))


def measure(*figures: Any, unit: str = "%", **fields: Any) -> Measure:
    """A measure with these figures."""
    series = tuple(Observation(period_to=day, value=one) for day, one in zip(DAYS, figures, strict=False))
    return Measure(id="M0001", title="m", unit=unit, observations=series, **fields)


@pytest.mark.parametrize(
    ("words", "unit", "found"),
    [
        ("It rose from 20% to 56.5 per cent.", "%", ["20%", "56.5 per cent"]),
        ("36 percentage points more, and 12 children.", "%", []),
        ("1,204 children wait; 12 schools.", "children", ["1,204 children"]),
        ("19 Weeks, not 31 weeks.", "weeks", ["19 Weeks", "31 weeks"]),
        ("E0019% and 3.2.1%", "%", []),
        ("Of 40 families, 12 said so.", "", []),
        ("12 per 10,000 and 3 per 10,000", "per 10,000", ["12 per 10,000", "3 per 10,000"]),
    ],
)
def test_a_figure_is_found_before_its_unit(words: str, unit: str, found: list[str]) -> None:
    """Numbers of anything else are not taken for it."""
    assert [one.text for one in quoted_figures(words, unit)] == found


@pytest.mark.parametrize(
    ("said", "held", "wrong"),
    [
        ("56%", measure(20, 54), ["56%"]),
        ("54%", measure(20, 54.0), []),
        ("54%", measure(20, 53.6), []),
        ("54.0%", measure(20, 53.6), ["54.0%"]),
        ("20%", measure(20, 54), []),
        ("85%", measure(20, 54, target=85), []),
        ("46%", measure(20, 54, benchmarks=ELSEWHERE), []),
        ("82% fewer", measure(22, 4, unit="%"), []),
        ("nothing at all", measure(20, 54), []),
        ("33%", measure(3, 4), ["33%"]),
        ("56%", measure(20, "under 54"), []),
        ("56%", measure("c"), []),
        ("56%", measure("over 56", 54), []),
    ],
)  # fmt: skip
def test_what_is_quoted_is_held_by_a_measure(said: str, held: Measure, wrong: list[str]) -> None:
    """Any of its figures, its target, a comparator or the share of a change, as exactly as it is quoted."""
    assert list(misquoted(held, make_statement(1, text=said), (), DAYS[-1])) == wrong


def test_measures_beside_it_may_hold_the_figure() -> None:
    """A statement rests on several; the share of a count's change may be quoted beside a percentage."""
    statement = make_statement(1, text="Down by 82%.")
    counts = measure(22, 4, unit="children")
    assert misquoted(measure(20, 54), statement, (counts,), DAYS[-1]) == ()
    assert misquoted(measure(20, 54), statement, (), DAYS[-1]) == ("82%",)
    shared = Observation(period_to=DAYS[0], value=33, count=1, out_of=3)
    one = Measure(
        id="M0001", title="m", unit="%", observations=(shared, Observation(period_to=DAYS[1], value=54))
    )
    assert misquoted(one, make_statement(1, text="33.3% of them"), (), DAYS[-1]) == ()


def test_what_is_said_of_a_change_is_compared_as_well() -> None:
    """Once each: an end that stands in a figure told already is not told again."""
    counts = measure(22, 4, unit="children")
    said = "75% fewer, from 25 children to 4."
    assert misquoted(counts, make_statement(1, text=said), (counts,), DAYS[-1]) == (
        "25 children",
        "75% fewer",
    )
    timely = measure(20, 56)
    assert misquoted(timely, make_statement(1, text="From 20% to 54%."), (timely,), DAYS[-1]) == ("54%",)
