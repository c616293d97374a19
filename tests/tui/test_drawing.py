"""Bars and strips: as wide as asked for, full only when all is done, and nothing lost between the weeks."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from readiness.tui.base.drawing import FULL, REST, bar, months_over, weeks


@given(done=st.integers(0, 500), of=st.integers(1, 500), width=st.integers(1, 40))
def test_a_bar_is_full_only_when_all_is_done(done: int, of: int, width: int) -> None:
    """It has its width, grows with what is done, and is empty only at nothing."""
    full, rest = bar(min(done, of), of, width)
    assert len(full) + len(rest) == width
    assert (full == FULL * width) == (done >= of)
    assert (rest == REST * width) == (done == 0)


def test_a_bar_of_nothing_is_nothing() -> None:
    """Where there is nothing to do, nothing is drawn."""
    assert bar(0, 0, 5) == ("", "")


@given(days=st.lists(st.integers(0, 90), max_size=30), start=st.dates(date(2025, 1, 1), date(2028, 1, 1)))
def test_every_day_falls_in_its_week(days: list[int], start: date) -> None:
    """The weeks of a quarter hold every day within them once."""
    numbers = weeks((start + timedelta(days=day) for day in days), start, 14)
    assert sum(numbers) == len(days)
    assert len(months_over(start, 14, 3)) == 42
