"""Hours of work and hours of the clock, across nights, weekends, holidays and changes of the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.base.zone import local
from readiness.rules.calendar.working_time import (
    OFFICE_HOURS,
    WorkingCalendar,
    WorkingDay,
    add_open_hours,
    add_working_hours,
    working_hours_between,
)

CALENDAR = WorkingCalendar((), {date(2026, 5, 4): "Early May bank holiday"})
MONDAY = date(2026, 11, 23)


def at(day: date, clock: str) -> datetime:
    """A local moment."""
    return local(day, time.fromisoformat(clock))


@pytest.mark.parametrize(
    ("start", "hours", "done"),
    [
        (at(MONDAY, "09:15"), 2, at(MONDAY, "11:15")),
        (at(MONDAY, "09:15"), 8, at(date(2026, 11, 24), "09:15")),
        (at(MONDAY, "07:00"), 8, at(MONDAY, "17:00")),
        (at(MONDAY, "18:00"), 1, at(date(2026, 11, 24), "10:00")),
        (at(date(2026, 11, 27), "16:00"), 2, at(date(2026, 11, 30), "10:00")),
        (at(date(2026, 5, 1), "16:00"), 2, at(date(2026, 5, 5), "10:00")),
        (at(date(2026, 11, 22), "12:00"), 0, at(date(2026, 11, 22), "12:00")),
    ],
)
def test_work_is_done_in_office_hours(start: datetime, hours: float, done: datetime) -> None:
    """Nights, weekends and bank holidays carry no work; no work is done at once."""
    assert add_working_hours(start, hours, CALENDAR) == done


FIRST = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 333 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))


@given(MOMENTS, st.integers(1, 400))
def test_work_done_fills_exactly_its_hours(start: datetime, quarters: int) -> None:
    """The working hours from the start to the finish are the hours of the work."""
    done = add_working_hours(start, quarters / 4, CALENDAR)
    assert working_hours_between(start, done, CALENDAR) == pytest.approx(quarters / 4)


def test_no_hours_lie_between_a_moment_and_an_earlier_one() -> None:
    """An end that is not later gives nothing, on one day or across days."""
    assert working_hours_between(at(MONDAY, "12:00"), at(MONDAY, "10:00"), CALENDAR) == 0
    assert working_hours_between(at(MONDAY, "12:00"), at(date(2026, 11, 20), "10:00"), CALENDAR) == 0


def test_the_clock_stands_still_on_closed_days() -> None:
    """24 hours from Friday noon end on Monday noon; over a bank holiday weekend, on Tuesday noon."""
    assert add_open_hours(at(date(2026, 11, 27), "12:00"), 24, CALENDAR) == at(date(2026, 11, 30), "12:00")
    assert add_open_hours(at(date(2026, 5, 1), "12:00"), 24, CALENDAR) == at(date(2026, 5, 5), "12:00")
    assert add_open_hours(at(date(2026, 11, 22), "12:00"), 1, CALENDAR) == at(MONDAY, "01:00")


def test_hours_of_the_clock_are_true_hours_when_the_clock_changes() -> None:
    """Summer time begins on Sunday 29 March 2026; a clock that stands still at weekends does not notice."""
    every_day = WorkingCalendar()
    friday = at(date(2026, 3, 27), "12:00")
    assert add_open_hours(friday, 24, every_day) == at(date(2026, 3, 30), "12:00")
    assert (add_open_hours(friday, 24, every_day) - friday).days == 3


def test_the_working_day_says_itself() -> None:
    """The assumption can be printed, and its length counted."""
    assert str(OFFICE_HOURS) == "9:00 to 17:00"
    assert WorkingDay(time(8, 30), time(16, 0)).length.total_seconds() == 7.5 * 3600
