"""Days, months, periods and moments in words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from readiness.base import date_words

DAY = date(2026, 12, 7)


def test_a_day_in_each_form() -> None:
    """Without a leading nought in words, with it in figures."""
    assert date_words.day_words(DAY) == "7 Dec 2026"
    assert date_words.long_day_words(DAY) == "7 December 2026"
    assert date_words.weekday_words(DAY) == "Mon 7 Dec 2026"
    assert date_words.near_day_words(DAY) == "Mon 7 Dec"
    assert date_words.figures(DAY) == "07/12/2026"
    assert date_words.month_words(DAY) == "December 2026"
    assert date_words.short_month_words(DAY) == "Dec 2026"


def test_a_moment_with_and_without_its_year() -> None:
    """In the zone the moment is in."""
    at = datetime(2026, 12, 7, 9, 5, tzinfo=UTC)
    assert date_words.moment_words(at) == "Mon 7 Dec 2026 09:05"
    assert date_words.near_moment_words(at) == "Mon 7 Dec 09:05"


@pytest.mark.parametrize(
    ("start", "end", "short", "long"),
    [
        (None, None, "no date", ""),
        (date(2025, 1, 1), date(2025, 3, 31), "Jan-Mar 2025", "January 2025 to March 2025"),
        (date(2026, 10, 1), date(2026, 10, 31), "Oct 2026", "October 2026"),
        (date(2024, 9, 1), date(2025, 8, 31), "Sep 2024-Aug 2025", "September 2024 to August 2025"),
        (date(2024, 9, 1), date(2025, 9, 30), "Sep 2024-Sep 2025", "September 2024 to September 2025"),
        (date(2025, 1, 2), date(2025, 3, 31), "2 Jan 2025 - 31 Mar 2025", "January 2025 to March 2025"),
        (date(2025, 1, 1), date(2025, 3, 30), "1 Jan 2025 - 30 Mar 2025", "January 2025 to March 2025"),
        (None, DAY, "7 Dec 2026", "to December 2026"),
        (DAY, None, "from 7 Dec 2026", "from December 2026"),
        (DAY, DAY, "7 Dec 2026", "December 2026"),
        (date(9999, 12, 1), date.max, "Dec 9999", "December 9999"),
    ],
)
def test_periods_are_short_on_screens_and_long_in_documents(
    start: date | None, end: date | None, short: str, long: str
) -> None:
    """Whole months are written as months, anything else with its days; documents name the months."""
    assert date_words.period_words(start, end) == short
    assert date_words.long_period_words(start, end) == long
