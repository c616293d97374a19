"""Dates as people here write and read them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.base.date_words import near_day_words, period_words, weekday_words
from readiness.base.dates import DateWordsError, parse_date, short_date

DAY = date(2025, 3, 31)


@pytest.mark.parametrize(
    "words", ["2025-03-31", "31/3/2025", "31.03.2025", "31 March 2025", "31st Mar 2025", " 31-3-2025 "]
)
def test_the_ways_people_write_a_date(words: str) -> None:
    """ISO, British figures and words are all the same day."""
    assert parse_date(words) == DAY


@pytest.mark.parametrize("words", ["31/31/2025", "2025-02-30", "soon", "3/2025", "31 Mai 2025"])
def test_what_is_no_date_is_said(words: str) -> None:
    """Nothing is guessed: what is not a whole date is refused in words."""
    with pytest.raises(DateWordsError):
        parse_date(words)


def test_nothing_and_today() -> None:
    """An empty field is no date; the word today is the day that is given."""
    assert parse_date("  ") is None
    assert parse_date("Today", today=DAY) == DAY


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)))
def test_what_is_shown_can_be_typed(day: date) -> None:
    """A date shown on a screen reads back as the same day."""
    assert parse_date(short_date(day)) == day
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, None, "no date"),
        (date(2025, 1, 1), date(2025, 3, 31), "Jan-Mar 2025"),
        (date(2026, 10, 1), date(2026, 10, 31), "Oct 2026"),
        (date(2024, 9, 1), date(2025, 8, 31), "Sep 2024-Aug 2025"),
        (date(2025, 1, 2), date(2025, 3, 31), "2 Jan 2025 - 31 Mar 2025"),
        (None, DAY, "31 Mar 2025"),
        (DAY, None, "from 31 Mar 2025"),
        (DAY, DAY, "31 Mar 2025"),
    ],
)
def test_periods_are_short(start: date | None, end: date | None, words: str) -> None:
    """Whole months are written as months, anything else with its days."""
    assert period_words(start, end) == words


def test_days_with_their_weekday() -> None:
    """Long and short forms name the weekday."""
    assert weekday_words(DAY) == "Mon 31 Mar 2025"
    assert near_day_words(DAY) == "Mon 31 Mar"
