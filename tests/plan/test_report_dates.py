"""Dates and intervals as reports print them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.plan.published_report import Period
from readiness.plan.report_dates import is_only_dates, months_within, periods

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def printed(first: date, last: date, *, is_short: bool) -> str:
    """A range as a report prints it, with what both days share left out where it is short."""
    month = f" {MONTHS[first.month - 1]}" if not is_short or first.month != last.month else ""
    year = f" {first.year}" if month and not is_short else ""
    return f"{first.day}{month}{year} to {last.day} {MONTHS[last.month - 1]} {last.year}"


@given(st.dates(date(2016, 1, 1), date(2040, 1, 1)), st.integers(1, 40), st.booleans())
def test_every_range_comes_back_however_short_it_is_printed(first: date, days: int, is_short: bool) -> None:
    """Month and year missing on the left are those on the right, or the year before over new year."""
    last = first + timedelta(days=days)

    assert periods(printed(first, last, is_short=is_short)) == (Period(first, last),)


@pytest.mark.parametrize(
    "text", ["31 June 2024", "8 to 4 March 2024", "Not previously inspected", "12 to 14", ""]
)
def test_what_is_no_date_gives_none(text: str) -> None:
    """Impossible days, ranges that run backwards and words give no period."""
    assert periods(text) == ()


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("within approximately 18 months", 18),
        ("within approximately three years", 36),
        ("within 5 years", 60),
        ("will take place within twenty-four months", 24),
        ("in due course", None),
        ("within approximately several years", None),
    ],
)
def test_intervals_are_counted_in_months(text: str, months: int | None) -> None:
    """Figures and words, years and months; nothing is guessed."""
    assert months_within(text) == months


@pytest.mark.parametrize(
    "line", ["4 December 2023 to 8 December 2023 6", "October 2023 7", "12", "26 to 30 June 2023"]
)
def test_a_line_of_a_footer_may_hold_dates_and_a_page_number(line: str) -> None:
    """Lines after a running footer are recognised by holding nothing else."""
    assert is_only_dates(line)
    assert not is_only_dates(f"{line} and children wait")
