"""Changes named in words: known again however they are put, and told where no measure made them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from readiness.model.figures import figure_from
from readiness.model.records.measures import Measure, Observation
from readiness.rules.quoted_changes import misnamed_changes, misnamed_ends, points_named, shares_named

DAYS = (date(2021, 12, 31), date(2022, 7, 31), date(2023, 1, 31))


def measure(*figures: Any, unit: str = "children") -> Measure:
    """A measure with these figures, words among them."""
    values = [figure_from(one) for one in figures]
    series = tuple(Observation(period_to=day, value=one) for day, one in zip(DAYS, values, strict=False))
    return Measure(id="M0001", title="m", unit=unit, observations=series)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("There are 82% fewer.", [("82% fewer", "down", "")]),
        ("An 82 per cent reduction since March.", [("82 per cent reduction", "down", "")]),
        ("Waits fell by over 88.5%.", [("fell by over 88.5%", "down", "least")]),
        ("Down 70%, nearly 12% more.", [("nearly 12% more", "up", "most"), ("Down 70%", "down", "")]),
        ("A rise of about 1,200%", [("rise of about 1,200%", "up", "near")]),
        ("It rose to 56%, up by 9%.", [("up by 9%", "up", "")]),
        ("Girls made up 12% of them; 30% of schools.", []),
    ],
)  # fmt: skip
def test_a_change_is_found_with_its_way_and_how_sure_it_is(
    words: str, found: list[tuple[str, str, str]]
) -> None:
    """A percentage that is no change is none."""
    assert sorted((one.text, one.course, one.how) for one in shares_named(words)) == sorted(found)


@pytest.mark.parametrize(
    ("words", "held", "wrong"),
    [
        ("82% fewer children", measure(22, 4), []),
        ("75% fewer children", measure(22, 4), ["75% fewer"]),
        ("82% more children", measure(22, 4), ["82% more"]),
        ("over 80% fewer", measure(22, 4), []),
        ("over 85% fewer", measure(22, 4), ["over 85% fewer"]),
        ("nearly 85% fewer", measure(22, 4), []),
        ("nearly 90% fewer", measure(22, 4), ["nearly 90% fewer"]),
        ("about 80% fewer", measure(22, 4), []),
        ("about 70% fewer", measure(22, 4), ["about 70% fewer"]),
        ("75% fewer", measure(8, 2), []),
        ("over 88% fewer", measure("over 100", 12), []),
        ("95% fewer", measure("over 100", 12), []),
        ("50% fewer", measure("over 100", 12), ["50% fewer"]),
        ("over 92% fewer", measure("over 140", "under 10"), []),
        ("82% fewer, and complaints fell by 30%", measure(22, 4), []),
        ("30% fewer", measure(22), []),
        ("30% fewer", measure("c", 22), []),
        ("30% more", measure(0, 22), []),
        ("30% fewer", measure(22, 11, 4), ["30% fewer"]),
        ("50% fewer at first", measure(22, 11, 4), []),
        ("36 percentage points higher", measure(20, 56, unit="%"), []),
        ("over 40 percentage points", measure(20, 56, unit="%"), ["over 40 percentage points"]),
        ("50% fewer", measure(20, 56, unit="%"), []),
    ],
)  # fmt: skip
def test_a_change_in_words_is_one_that_was_made(words: str, held: Measure, wrong: list[str]) -> None:
    """Between any two of its figures; of bounds, no less than is known; its first word is believed."""
    assert list(misnamed_changes(words, held, (held,))) == wrong


def test_another_measure_of_the_statement_may_have_made_it() -> None:
    """A percentage's own change is in points, and a count's a share."""
    calls, timely = measure(100, 60, unit="calls"), measure(20, 56, unit="%")
    assert misnamed_changes("40% fewer", measure(22, 4), (calls,)) == ()
    assert misnamed_changes("40% fewer", measure(22, 4), (timely,)) == ("40% fewer",)
    assert misnamed_changes("36 percentage points", measure(50, 60, unit="%"), (calls, timely)) == ()
    assert [one.size for one in points_named("12.5 percentage points, then 3% points")] == [12.5, 3]


@pytest.mark.parametrize(
    ("words", "held", "wrong"),
    [
        ("from 20% to 56%", measure(20, 56, unit="%"), []),
        ("from 25% to 56%", measure(20, 56, unit="%"), ["25"]),
        ("from 20 to 54 per cent", measure(20, 56, unit="%"), ["54"]),
        ("from 30% to 40%", measure(20, 56, unit="%"), []),
        ("from 20 to 54 schools", measure(20, 56, unit="%"), []),
        ("from 22 children to 4", measure(22, 4), []),
        ("from 22 to 5 children", measure(22, 4), ["5"]),
        ("from 22 schools to 5", measure(22, 4), []),
        ("from 22% to 5%", measure(22, 4), []),
        ("a backlog of 140 to under 10", measure("over 140", "under 10", unit=""), []),
        ("a backlog of 160 to under 10", measure("over 140", "under 10", unit=""), ["160"]),
        ("from 22 to 5", measure(22, 4, unit=""), ["5"]),
        ("from 4 to 12", measure(22, 4, unit=""), []),
        ("from 1,204.5 to 4", measure(1204.5, 3, "c", unit=""), ["4"]),
    ],
)
def test_both_ends_of_a_way_are_the_measures(words: str, held: Measure, wrong: list[str]) -> None:
    """Where neither is, it is of something else; small bare numbers may be of anything."""
    assert list(misnamed_ends(words, held, ())) == wrong
