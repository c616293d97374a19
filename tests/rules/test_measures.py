"""How far a measure has come: sizes as published programmes print them, directions, small numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.model.field import Around, fields_of
from readiness.model.field_words import words
from readiness.model.figures import figure_from
from readiness.model.records.measures import Benchmark, Measure, Observation
from readiness.rules.figures import figure_words, is_small_count
from readiness.rules.measures import (
    benchmark_words,
    change_words,
    counted_share,
    counts_words,
    course_words,
    disagrees_with_counts,
    has_small_part,
    is_reached,
    is_target_missed,
    latest_at,
    moved,
    short_change_words,
    size_words,
)
from readiness.rules.small_numbers import hidden_figures
from tests.making.building import make_framework

AS_AT = date(2026, 12, 7)
FIRST, LATER = date(2021, 12, 31), date(2022, 7, 31)


def seen(value: float, on: date) -> Observation:
    """One figure."""
    return Observation(period_to=on, value=value)


def measure(start: float | None, *figures: float, **fields: Any) -> Measure:
    """A measure with a baseline of 2021 and figures of July 2022, 2023 and so on."""
    series = tuple(seen(value, date(2022 + place, 7, 31)) for place, value in enumerate(figures))
    baseline = None if start is None else seen(start, FIRST)
    return Measure(id="M0001", title="m", baseline=baseline, observations=series, **fields)


@pytest.mark.parametrize(
    ("start", "end", "fields", "said"),
    [
        (
            20, 56, {"unit": "%", "target": 85},
            "from 20% (Dec 2021) to 56% (Jul 2022), 36 percentage points higher, better; aiming at 85%",
        ),
        (
            100, 12, {"unit": "assessments", "good": "lower"},
            "from 100 assessments (Dec 2021) to 12 assessments (Jul 2022), 88% fewer, better",
        ),
        (
            22, 4, {"unit": "children", "good": "lower"},
            "from 22 children (Dec 2021) to 4 children (Jul 2022), 82% fewer, better",
        ),
        (900, 276, {"good": "lower"}, "from 900 (Dec 2021) to 276 (Jul 2022), 69% fewer, better"),
        (
            36.8, 28.3, {"unit": "weeks", "good": "lower"},
            "from 36.8 weeks (Dec 2021) to 28.3 weeks (Jul 2022), 23% shorter, better",
        ),
        (37, 40, {"unit": "weeks"}, "from 37 weeks (Dec 2021) to 40 weeks (Jul 2022), 8% longer, better"),
        (
            25.5, 20, {"unit": "per 10,000"},
            "from 25.5 per 10,000 (Dec 2021) to 20 per 10,000 (Jul 2022), 22% lower, worse",
        ),
        (2, 3, {"unit": "percent"}, "from 2% (Dec 2021) to 3% (Jul 2022), 1 percentage point higher, better"),
        (10.5, 21, {}, "from 10.5 (Dec 2021) to 21 (Jul 2022), 100% higher, better"),
        (4, 9, {}, "from 4 (Dec 2021) to 9 (Jul 2022), 5 more, better"),
        (30, 30, {"unit": "%"}, "from 30% (Dec 2021) to 30% (Jul 2022), no change"),
        (1000, 1001, {}, "from 1,000 (Dec 2021) to 1,001 (Jul 2022), under 1% more, better"),
        (1000, 1, {}, "from 1,000 (Dec 2021) to 1 (Jul 2022), over 99% fewer, worse"),
        (1000, 0, {}, "from 1,000 (Dec 2021) to 0 (Jul 2022), 100% fewer, worse"),
    ],
)  # fmt: skip
def test_the_size_of_a_change(start: float, end: float, fields: dict[str, Any], said: str) -> None:
    """Points of a percentage, shares of a count, longer and shorter times; which way is good is minded."""
    assert change_words(measure(start, end, **fields), AS_AT) == said


@pytest.mark.parametrize(
    ("figures", "fields", "said"),
    [
        ((), {}, "no figure"),
        ((56,), {"unit": "%"}, "56% (Jul 2022)"),
        ((90,), {"unit": "%", "target": 85}, "90% (Jul 2022); the target of 85% is reached"),
        (
            (56,), {"unit": "%", "target": 85, "target_by": date(2023, 1, 31)},
            "56% (Jul 2022); the target of 85% by Jan 2023 was missed",
        ),
        (
            (56,), {"unit": "%", "target": 85, "target_by": date(2027, 1, 31)},
            "56% (Jul 2022); aiming at 85% by Jan 2027",
        ),
        (
            (9, 12), {"good": "lower", "target": 12},
            "from 9 (Jul 2022) to 12 (Jul 2023), 3 more, worse; the target of 12 is reached",
        ),
    ],
)  # fmt: skip
def test_what_it_aims_at(figures: tuple[float, ...], fields: dict[str, Any], said: str) -> None:
    """A target is aimed at, reached or missed; without a baseline the first figure is the start."""
    assert change_words(measure(None, *figures, **fields), AS_AT) == said


def test_the_figures_between_are_said_where_they_are_few() -> None:
    """Each with its month, in order; none of a long series, nor one that was withheld or stays inside."""
    one = measure(20, 56, 85, unit="%", good="higher")
    assert change_words(one, AS_AT) == (
        "from 20% (Dec 2021) to 56% (Jul 2022) to 85% (Jul 2023), 65 percentage points higher, better"
    )
    few = measure(20, 3, 40, unit="children")
    hidden = hidden_figures([few])["M0001"]
    assert "3 children" in change_words(few, AS_AT)
    assert change_words(few, AS_AT, hidden=hidden).startswith(
        "from 20 children (Dec 2021) to 40 children (Jul"
    )
    assert change_words(measure(1, 2, 3, 4, 5), date(2026, 1, 1)) == (
        "from 1 (Dec 2021) to 2 (Jul 2022) to 3 (Jul 2023) to 4 (Jul 2024) to 5 (Jul 2025), 4 more, better"
    )
    assert change_words(measure(1, 2, 3, 4, 5, 6), AS_AT).startswith("from 1 (Dec 2021) to 6 (Jul 2026)")


def test_a_change_in_the_fewest_words() -> None:
    """Two figures and the size; what may not be printed, or has not moved, is said as elsewhere."""
    assert short_change_words(measure(20, 56, 85, unit="%", target=90), AS_AT) == (
        "from 20% to 56% to 85%, 65 percentage points higher"
    )
    few = measure(22, 4, unit="children", good="lower")
    assert short_change_words(few, AS_AT, hidden=hidden_figures([few])["M0001"]).startswith(
        "82% fewer in Jul"
    )
    assert short_change_words(measure(None, 5), AS_AT) == "5 (Jul 2022)"


def test_figures_of_a_time_not_over_are_left_out() -> None:
    """At a date only what could be known then is said; a baseline newer than the figures starts nothing."""
    known = measure(20, 56, 70)
    assert latest_at(known, date(2023, 7, 30)) == known.observations[0]
    assert latest_at(known, date(2022, 7, 30)) is None
    change = moved(known, date(2023, 7, 31))
    assert change is not None
    assert (change.change.least, change.share, change.is_better) == (50, 2.5, True)
    late_baseline = known.model_copy(update={"baseline": seen(1, date(2024, 1, 1))})
    assert moved(late_baseline, AS_AT) is None
    assert moved(measure(20), AS_AT) is None
    assert moved(measure(None), AS_AT) is None


def test_a_target_is_missed_only_after_its_day() -> None:
    """Its own day is still in time; without figures it is missed all the same; without a day never."""
    missed = measure(20, 56, target=85, target_by=AS_AT)
    assert not is_target_missed(missed, AS_AT)
    assert is_target_missed(missed, date(2026, 12, 8))
    assert not is_target_missed(measure(20, 90, target=85, target_by=FIRST), AS_AT)
    assert is_target_missed(measure(None, target=85, target_by=FIRST), AS_AT)
    assert not is_target_missed(measure(None, 1, target=85), AS_AT)
    assert not is_target_missed(measure(None, 1, target_by=FIRST), AS_AT)
    assert not is_reached(measure(None, 1), seen(1, FIRST))


def outside(one: Measure) -> str:
    """The words for what leaves the building."""
    return change_words(one, AS_AT, hidden=hidden_figures([one]).get(one.id, ()))


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (22, 4, "82% fewer in Jul 2022 than in Dec 2021, figures too small to print, better"),
        (4, 8, "figures too small to print, worse"),
        (3, 3, "figures too small to print, no change"),
        (22, 5, "from 22 (Dec 2021) to 5 (Jul 2022), 77% fewer, better"),
        (22, 0, "from 22 (Dec 2021) to 0 (Jul 2022), 100% fewer, better"),
        (None, 4, "fewer than 5 (Jul 2022)"),
        (None, 5, "5 (Jul 2022)"),
    ],
)
def test_small_numbers_stay_inside(start: float | None, end: float, said: str) -> None:
    """Neither end is printed when one is small, so that the share and the other end give nothing away."""
    assert outside(measure(start, end, good="lower")) == said


@pytest.mark.parametrize(
    ("unit", "value", "is_small"),
    [("children", 4, True), ("", 1, True), ("children", 5, False), ("children", 0, False), ("%", 3, False),
     ("weeks", 3, False), ("per 10,000", 3, False), ("rate", 3, False), ("children", 3.5, False),
     ("persons", 2, True), ("pupils per year", 3, False)],
)  # fmt: skip
def test_only_counts_are_small_numbers(unit: str, value: float, is_small: bool) -> None:
    """A percentage, a time or a rate counts nobody; "persons" is a count."""
    assert is_small_count(unit, value) is is_small


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [(52.1, "%", "52.1%"), (1204, "children", "1,204 children"), (0.1 + 0.2, "", "0.3"), (1e-9, "", "0")],
)
def test_a_figure_with_its_unit(value: float, unit: str, said: str) -> None:
    """Thousands are parted, and no tail of noughts is printed."""
    assert figure_words(value, unit) == said


VALUES = st.one_of(st.integers(0, 3000).map(float), st.floats(0, 1e6).map(lambda value: round(value, 2)))
UNITS = st.sampled_from(["", "%", "children", "weeks", "per 10,000"])


@given(VALUES, VALUES, UNITS)
def test_better_one_way_is_worse_the_other(start: float, end: float, unit: str) -> None:
    """Which way is good turns the verdict and never the size."""
    higher, lower = (measure(start, end, unit=unit, good=good) for good in ("higher", "lower"))
    up, down = moved(higher, AS_AT), moved(lower, AS_AT)
    assert up is not None
    assert down is not None
    assert size_words(higher, up) == size_words(lower, down)
    if start != end:
        assert up.is_better is (end > start)
        assert down.is_better is (end < start)
    else:
        assert up.is_better is down.is_better is None


@given(VALUES, VALUES, st.sampled_from(["", "children"]))
def test_no_small_count_is_ever_printed(start: float, end: float, unit: str) -> None:
    """Whatever the figures, the words for outside hold neither of them when one is small."""
    one = measure(start, end, unit=unit)
    said = outside(one)
    if any(is_small_count(one.unit, value) for value in (start, end)):
        assert "from " not in said
        assert "too small to print" in said
    else:
        assert said == change_words(one, AS_AT)


@given(VALUES, VALUES)
def test_a_share_is_said_of_ten_and_more_alone(start: float, end: float) -> None:
    """Of a small base, or of no change, there is no share; any other gives the end back, up or down."""
    change = moved(measure(start, end), AS_AT)
    assert change is not None
    assert (change.share is None) is (start < 10 or start == end)
    if change.share is not None:
        way = {"up": 1, "down": -1}[change.change.course]
        assert start * (1 + way * change.share) == pytest.approx(end, abs=1e-6)


def figure(value: Any, on: date, **fields: Any) -> Observation:
    """One figure with all there is to say of it."""
    return Observation(period_to=on, value=value, **fields)


def series(*figures: Observation, **fields: Any) -> Measure:
    """A measure of these figures, the first its baseline."""
    return Measure(id="M0001", title="m", baseline=figures[0], observations=figures, **fields)


DAYS = (date(2021, 12, 31), date(2022, 7, 31), date(2023, 1, 31))


@pytest.mark.parametrize(
    ("start", "end", "fields", "said"),
    [
        (
            "over 100", 12, {"unit": "assessments", "good": "lower"},
            "from over 100 assessments (Dec 2021) to 12 assessments (Jul 2022), over 88% fewer, better",
        ),
        (
            "over 140", "under 10", {"good": "lower"},
            "from over 140 (Dec 2021) to under 10 (Jul 2022), over 92% fewer, better",
        ),
        (
            "under 10", 4, {"good": "lower"},
            "from under 10 (Dec 2021) to 4 (Jul 2022), too little known to say how far",
        ),
        (
            "at least 20", 12, {"unit": "%"},
            "from at least 20% (Dec 2021) to 12% (Jul 2022), at least 8 percentage points lower, worse",
        ),
    ],
)  # fmt: skip
def test_a_bound_never_claims_more_than_is_known(
    start: Any, end: Any, fields: dict[str, Any], said: str
) -> None:
    """The size of a change is the smallest that fits, rounded down, and says so."""
    assert change_words(series(figure(start, DAYS[0]), figure(end, DAYS[1]), **fields), AS_AT) == said


def test_what_was_withheld_or_is_expected_is_no_figure() -> None:
    """A mark is passed over and so is a projection; with nothing else there is no figure."""
    first = figure(20, DAYS[0])
    hidden, hoped = figure("c", DAYS[1]), figure(90, DAYS[2], kind="projected")
    assert change_words(series(first, hidden, hoped, unit="%"), AS_AT) == "20% (Dec 2021)"
    assert change_words(series(hidden, hoped), AS_AT) == "no figure"
    assert moved(series(hidden, figure(3, DAYS[2])), AS_AT) is None
    assert series(hidden).latest is None
    assert not is_reached(series(hidden, target=1), hidden)
    provisional = figure(56, DAYS[1], kind="provisional")
    assert "56% (Jul 2022, provisional)" in change_words(series(first, provisional, unit="%"), AS_AT)


def test_a_break_in_what_is_counted_is_not_compared_across() -> None:
    """The change starts anew from the break; what it had come to by then is said beside it."""
    broken = figure(85, DAYS[2], counted_anew="those due in the month")
    one = series(figure(20, DAYS[0]), figure(56, DAYS[1]), broken, unit="%", target=90)
    assert moved(one, AS_AT) is None
    assert change_words(one, AS_AT) == (
        "85% (Jan 2023), counted differently from Jan 2023 (those due in the month); until then "
        "from 20% (Dec 2021) to 56% (Jul 2022), 36 percentage points higher, better; aiming at 90%"
    )
    assert course_words(one, AS_AT) == "from 20% to 56% to 85% (counted differently)"
    later = series(*one.observations, figure(88, date(2023, 7, 31)), unit="%")
    assert change_words(later, AS_AT).startswith("from 85% (Jan 2023) to 88% (Jul 2023), 3 percentage points")
    assert change_words(series(broken, unit="%"), AS_AT) == "85% (Jan 2023)"
    alone = series(figure("c", DAYS[0]), broken, unit="%")
    assert (
        change_words(alone, AS_AT)
        == "85% (Jan 2023), counted differently from Jan 2023 (those due in the month)"
    )
    without = Measure(id="M0001", title="m", observations=(broken, figure(88, date(2023, 7, 31))))
    assert moved(without, AS_AT) is not None


def test_counts_stand_behind_a_percentage() -> None:
    """They are said inside; outside only where neither they nor the rest are few."""
    first, few = figure(20, DAYS[0], count=10, out_of=50), figure(6, DAYS[1], count=3, out_of=50)
    one = series(first, few, unit="%")
    assert "to 6% (3 of 50, Jul 2022)" in change_words(one, AS_AT)
    assert "from 20% (10 of 50, Dec 2021) to 6% (Jul 2022)" in outside(one)
    assert has_small_part(figure(98, DAYS[0], count=49, out_of=50))
    assert not has_small_part(figure(100, DAYS[0], count=50, out_of=50))
    assert not has_small_part(figure(98, DAYS[0]))
    assert not has_small_part(figure(98, DAYS[0], count=50))
    assert counts_words(figure(98, DAYS[0], count=49)) == ""


def test_a_percentage_of_fewer_than_ten_stays_inside() -> None:
    """Neither it nor the size of the change it made is printed; a count of none is no reason."""
    first, few = figure(20, DAYS[0], count=10, out_of=50), figure(56, DAYS[1], count=5, out_of=9)
    one = series(first, few, unit="%")
    assert outside(one) == "figures not printed, better"
    assert outside(Measure(id="M0001", title="m", unit="%", observations=(few,))) == "not shown (Jul 2022)"
    assert "56% (5 of 9, Jul 2022)" in change_words(one, AS_AT)


@pytest.mark.parametrize(
    ("value", "counts", "disagrees"),
    [(56, (28, 50), False), (54, (28, 50), True), (33, (1, 3), False), (33.3, (1, 3), False),
     (33.4, (1, 3), True), ("under 60", (28, 50), False), (56, (28, None), False), (56, (None, 50), False)],
)  # fmt: skip
def test_a_percentage_is_worked_out_again_from_its_counts(
    value: Any, counts: tuple[float | None, float | None], disagrees: bool
) -> None:
    """As exactly as it is written; what is no one number cannot disagree."""
    one = figure(value, DAYS[0], count=counts[0], out_of=counts[1])
    assert disagrees_with_counts(one) is disagrees
    assert counted_share(one) == (None if None in counts else round(100 * counts[0] / counts[1], 1))  # type: ignore[operator]  # neither is None


def test_a_count_needs_what_it_is_out_of() -> None:
    """And is no larger."""
    assert series(figure(56, DAYS[0], count=28, out_of=50)).broken_rule is None
    for counts in ({"count": 28}, {"out_of": 50}, {"count": 51, "out_of": 50}):
        broken = series(figure(56, DAYS[0], **counts)).broken_rule
        assert broken is not None
        assert "31 Dec 2021" in broken.what


def test_a_comparator_in_words() -> None:
    """With its period, where it has one; bounds and marks as everywhere."""
    assert (
        benchmark_words(Benchmark(name="England", value=46.4, period="2024"), "%") == "England 46.4% (2024)"
    )
    assert benchmark_words(Benchmark(name="England", value=figure_from("c")), "%") == "England no figure (c)"
    assert course_words(series(figure(3, DAYS[0])), AS_AT) == ""


def test_a_figure_says_nothing_needless() -> None:
    """Its day, the figure and its counts; the kind, the source and a break only where there is something."""
    plain = figure(56, DAYS[0])
    full = figure("under 10", DAYS[1], kind="provisional", source="E0021", counted_anew="by month")
    shares = figure(56, DAYS[2], count=28, out_of=50)
    one = Measure(id="M0001", title="m", observations=(plain, full, shares))
    bound = fields_of(Measure)["observations"]
    assert words(bound, one.observations, Around(make_framework(), AS_AT)).split("\n") == [
        "31 Dec 2021; figure 56",
        "31 Jul 2022; figure under 10; provisional; source E0021; counted differently from here: by month",
        "31 Jan 2023; figure 56; 28 of 50",
    ]
