"""The figures of docs/reliability.md are those of the lines in tests/data, and keep to what is wanted."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from scripts.matching_figures import (
    SETS,
    framework,
    matcher,
    measured,
    plain_overlap,
    read_lines,
    table,
    wilson,
)

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"


def test_the_page_shows_the_figures_of_today() -> None:
    """Run scripts/matching_figures.py and put its table there."""
    assert table() in PAGE.read_text(encoding="utf-8")


def test_the_lines_are_many_and_their_answers_exist() -> None:
    """At least 130, no line twice; new asks, merged lines and items asked twice are among them."""
    known = framework().requests_by_id
    lines = [line for half in SETS for line in read_lines(half)]
    assert len(lines) >= 130
    assert len({line.title for line in lines}) == len(lines)
    assert all(item in known for line in lines for item in line.items)
    assert sum(not line.items for line in lines) >= 10
    assert sum(len(line.items) > 1 for line in lines) >= 5
    assert max(Counter(item for line in lines for item in line.items).values()) > 1


@pytest.mark.parametrize(
    ("half", "found", "precision"), [("tune", 0.90, 0.95), ("held", 0.90, 0.95), ("third", 0.90, 0.95)]
)
def test_matching_does_not_get_worse(half: str, found: float, precision: float) -> None:
    """What is wanted, on lines it was fitted on and on the half that was never read for it."""
    lines = read_lines(half)
    figures = measured(lines, matcher(framework(), lines))
    assert figures.found[0] / figures.found[1] >= found
    assert figures.precision[0] / figures.precision[1] >= precision
    baseline = measured(lines, plain_overlap(framework(), 0.0))
    assert figures.found[0] > baseline.found[0]
    assert figures.precision[0] / figures.precision[1] > baseline.precision[0] / baseline.precision[1]


def test_the_intervals_are_wilsons() -> None:
    """Against published values: 81 of 263, and the ends."""
    low, high = wilson(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(10, 10)[1] == 1.0
