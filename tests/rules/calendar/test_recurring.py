"""Deadlines that come round: the next year of them, soonest first, in words with their doubt."""

from __future__ import annotations

from datetime import date

from readiness.model.definition.timetable import Recurring
from readiness.rules.calendar.recurring import recurring_dates
from readiness.rules.calendar.working_time import WorkingCalendar
from tests.making.building import make_framework

YEARLY = Recurring(
    id="census", title="Census", dates=("11-20",), working_days_after=5, status="seen", source="page"
)
HALVES = Recurring(
    id="return", title="Return", dates=("06-30", "12-31"), who="Finance", status="assumed", source="page"
)


def test_what_falls_due_within_a_year_is_listed_once_each() -> None:
    """From today on; what was due last year, and what is due after the year, is left out."""
    framework = make_framework(recurring=(HALVES, YEARLY))
    found = recurring_dates(framework, WorkingCalendar(), date(2026, 11, 21))
    assert [one.words for one in found] == [
        "Census for 20 Nov 2026: due Fri 27 Nov 2026",
        "Return for 31 Dec 2026: due Thu 31 Dec 2026 (assumed), Finance",
        "Return for 30 Jun 2027: due Wed 30 Jun 2027 (assumed), Finance",
    ]


def test_without_any_there_are_none() -> None:
    """Most definitions have none."""
    assert recurring_dates(make_framework(), WorkingCalendar(), date(2026, 11, 21)) == ()
