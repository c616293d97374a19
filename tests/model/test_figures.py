"""Figures as sources print them: one number, a bound, or a mark; read, written and stored alike."""

from __future__ import annotations

import math

import pytest
from pydantic import TypeAdapter, ValidationError

from readiness.model.figures import (
    MARKS,
    Bounded,
    Figure,
    TypedFigure,
    Withheld,
    figure_from,
    plain_number,
    read_figure,
    stored_figure,
)


@pytest.mark.parametrize(
    ("words", "figure", "is_percentage"),
    [
        ("56%", 56, True), ("56 %", 56, True), ("56 per cent", 56, True), ("56 percent", 56, True),
        ("56", 56, False), ("0.56", 0.56, False), ("1,204", 1204, False), ("-3.5", -3.5, False),
        ("<10", Bounded("under", 10), False), ("< 10", Bounded("under", 10), False),
        ("under 10", Bounded("under", 10), False), ("Fewer than 5", Bounded("under", 5), False),
        ("less than 10%", Bounded("under", 10), True), ("below 3", Bounded("under", 3), False),
        ("over 140", Bounded("over", 140), False), (">140", Bounded("over", 140), False),
        ("more than 1,000", Bounded("over", 1000), False), ("above 2", Bounded("over", 2), False),
        ("at least 5", Bounded("at least", 5), False), ("5+", Bounded("at least", 5), False),
        ("5 or more", Bounded("at least", 5), False), (">=5", Bounded("at least", 5), False),
        ("up to 4", Bounded("at most", 4), False), ("4 or fewer", Bounded("at most", 4), False),
        ("\u22644", Bounded("at most", 4), False),
        ("c", Withheld("c"), False), ("N/A", Withheld("N/A"), False), ("low", Withheld("low"), False),
        ("not  available", Withheld("not available"), False),
    ],
)  # fmt: skip
def test_a_figure_is_read_as_it_is_printed(
    words: str, figure: float | Bounded | Withheld, is_percentage: bool
) -> None:
    """Signs and words for a bound are one; a mark stays the mark; a percent sign is remembered."""
    assert read_figure(words) == TypedFigure(figure, is_percentage)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "fifty",
        "about 10",
        "10-20",
        "1,20",
        "56%%",
        "10 children",
        "under",
        "9" * 400,
        "under " + "9" * 400,
    ],
)
def test_what_is_no_figure_is_none(words: str) -> None:
    """Nothing is guessed from words; nothing without an end is taken."""
    assert read_figure(words) is None


@pytest.mark.parametrize("mark", sorted(MARKS))
def test_every_mark_stands_for_no_figure(mark: str) -> None:
    """It is missing, never nought."""
    assert figure_from(mark) == Withheld(mark)


@pytest.mark.parametrize("figure", [56.0, 0.25, Bounded("under", 10), Bounded("at most", 2.5), Withheld("c")])
def test_a_figure_survives_storing(figure: float | Bounded | Withheld) -> None:
    """A number is stored as a number, anything else in words that are read back."""
    adapter: TypeAdapter[object] = TypeAdapter(Figure)
    assert adapter.validate_json(adapter.dump_json(figure)) == figure
    assert figure_from(stored_figure(figure)) == figure


@pytest.mark.parametrize("given", [True, None, math.inf, math.nan, "fifty", [], {"number": 3}])
def test_what_cannot_be_a_figure_is_refused(given: object) -> None:
    """So that a damaged store is found, not shown."""
    with pytest.raises(ValidationError):
        TypeAdapter(Figure).validate_python(given)


def test_numbers_have_no_needless_digits() -> None:
    """And bounds say which kind they are."""
    assert plain_number(10.0) == "10"
    assert plain_number(1e21) == "1000000000000000000000"
    assert (Bounded("under", 1.0).is_strict, Bounded("at most", 1.0).is_strict) == (True, False)
