"""What stands beside a counted date: the dates other ways of counting give, only where they differ."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from readiness.rules.calendar.working_time import WorkingCalendar
from tests.rules.calendar.test_inspection_dates import ENGLAND, MONDAY, dates_of


@pytest.mark.parametrize("weeks", range(0, 40, 3))
def test_no_other_date_is_the_date_itself_or_a_first_day_off_work(weeks: int) -> None:
    """Through the year, bank holidays included, for every event of the plan."""
    for found in dates_of(MONDAY + timedelta(weeks=weeks)).events:
        for other in found.others:
            assert other.on != found.on, found.event.id
            assert ENGLAND.is_working(other.on) or found.event.id != "on-site", other.on
            assert other.reason


def test_a_closure_that_brings_a_date_forward_is_shown_too() -> None:
    """Counting back from the day on site over a local closure gives an earlier day."""
    closed = WorkingCalendar([date(2026, 11, 27), date(2026, 12, 4)], ENGLAND.public_holidays)
    plain = {one.event.id: one.on for one in dates_of(MONDAY).events}
    moved = {
        one.event.id: [other.on for other in one.others] for one in dates_of(MONDAY, calendar=closed).events
    }
    assert any(day > plain[name] for name, days in moved.items() for day in days)
    for one in dates_of(MONDAY, calendar=closed).events:
        assert one.on == plain[one.event.id], "inspectors do not keep a partnership's closure days"
