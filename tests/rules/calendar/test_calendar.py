"""Working days, and the date "if the call came today"."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.rules.calendar.call import call_for, default_notice_day
from readiness.rules.calendar.working_time import WorkingCalendar
from tests.making.building import make_framework, make_timetable

MAY_DAY = date(2026, 5, 4)
HOLIDAYS = {MAY_DAY: "Early May bank holiday", date(2026, 12, 25): "Christmas Day"}
CALENDAR = WorkingCalendar([date(2026, 12, 29)], HOLIDAYS)
DAYS = st.dates(date(2023, 1, 1), date(2030, 12, 31))
CALENDARS = st.builds(
    WorkingCalendar, st.frozensets(DAYS, max_size=30), st.dictionaries(DAYS, st.just("holiday"), max_size=30)
)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 12, 7), ""),
        (date(2026, 12, 5), "weekend"),
        (MAY_DAY, "Early May bank holiday"),
        (date(2026, 12, 29), "local closure day"),
    ],
)
def test_a_closed_day_says_why(day: date, why: str) -> None:
    """Weekends, bank holidays and closure days are closed, each with its reason."""
    assert CALENDAR.why_closed(day) == why
    assert CALENDAR.is_working(day) == (not why)


def test_inspectors_do_not_keep_local_closure_days() -> None:
    """Without closures a closure day is worked and a bank holiday still is not."""
    inspectors = CALENDAR.without_closures()
    assert inspectors.is_working(date(2026, 12, 29))
    assert not inspectors.is_working(MAY_DAY)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 11, 23), 10, date(2026, 12, 7)),
        (date(2026, 4, 20), 10, date(2026, 5, 5)),
        (date(2026, 5, 5), -1, date(2026, 5, 1)),
        (MAY_DAY, 0, MAY_DAY),
        (date(2026, 12, 6), 1, date(2026, 12, 7)),
    ],
)
def test_counting_skips_closed_days(start: date, count: int, end: date) -> None:
    """The start is never counted, closed days never are, and 0 stays where it is."""
    assert CALENDAR.add_working_days(start, count) == end


@given(CALENDARS, DAYS, st.integers(1, 60))
def test_as_many_working_days_lie_between_as_were_counted(
    calendar: WorkingCalendar, start: date, count: int
) -> None:
    """Forward and back the last day counted is worked, as are `count` days with it but the start."""
    for step in (1, -1):
        end = calendar.add_working_days(start, step * count)
        days = (start + timedelta(days=step * n) for n in range(1, abs((end - start).days) + 1))
        assert sum(calendar.is_working(day) for day in days) == count
        assert calendar.is_working(end)


@given(CALENDARS, DAYS, st.integers(0, 4))
def test_the_next_working_weekday_is_the_first(calendar: WorkingCalendar, day: date, weekday: int) -> None:
    """It is worked, of that weekday, not before the day, and no earlier day would do."""
    found = calendar.next_working_weekday(day, weekday)
    assert found >= day
    assert found.weekday() == weekday
    assert calendar.is_working(found)
    earlier = (day + timedelta(days=n) for n in range((found - day).days))
    assert not any(one.weekday() == weekday and calendar.is_working(one) for one in earlier)


def test_a_weekday_that_is_never_worked_is_refused() -> None:
    """Asking for a working Saturday ends with an error, not a search without end."""
    with pytest.raises(ValueError, match="ten years"):
        CALENDAR.next_working_weekday(MAY_DAY, 5)


def test_closed_weekdays_are_named() -> None:
    """Only Mondays to Fridays are listed, each with its reason."""
    assert CALENDAR.closed_weekdays(date(2026, 5, 1), date(2026, 5, 8)) == (
        (MAY_DAY, "Early May bank holiday"),
    )


@pytest.mark.parametrize(
    ("today", "notice", "as_at"),
    [
        pytest.param(date(2026, 11, 21), date(2026, 11, 23), date(2026, 12, 7), id="a Saturday: next Monday"),
        pytest.param(date(2026, 11, 23), date(2026, 11, 23), date(2026, 12, 7), id="a Monday: today"),
        pytest.param(date(2026, 11, 24), date(2026, 11, 30), date(2026, 12, 14), id="a Tuesday: next Monday"),
        pytest.param(
            MAY_DAY, date(2026, 5, 11), date(2026, 5, 25), id="a bank holiday Monday does not count"
        ),
        pytest.param(date(2026, 4, 18), date(2026, 4, 20), date(2026, 5, 5), id="a holiday on the way"),
        pytest.param(date(2026, 7, 21), date(2026, 8, 24), date(2026, 9, 7), id="nothing starts in August"),
    ],
)
def test_the_next_call_and_its_on_site_day(today: date, notice: date, as_at: date) -> None:
    """The call comes on the first working Monday from today whose on-site day is in no closed month."""
    timetable = make_timetable()
    assert default_notice_day(today, timetable, CALENDAR) == notice
    assert call_for(make_framework(timetables=(timetable,)), CALENDAR, as_at) == notice


def test_a_timetable_without_a_notice_weekday_takes_the_next_working_day() -> None:
    """On a Saturday the next call could come on Monday, on a Tuesday the same day."""
    timetable = make_timetable(notice_weekday=None, on_site_event="")
    assert default_notice_day(date(2026, 11, 21), timetable, CALENDAR) == date(2026, 11, 23)
    assert default_notice_day(date(2026, 11, 24), timetable, CALENDAR) == date(2026, 11, 24)


def test_a_timetable_closed_all_year_still_gives_a_date() -> None:
    """Where every month is closed the first Monday is taken; the search ends."""
    timetable = make_timetable(closed_months=tuple(range(1, 13)))
    assert default_notice_day(date(2026, 11, 21), timetable, CALENDAR) == date(2026, 11, 23)


def test_a_ring_of_anchors_is_cut() -> None:
    """Events that count from each other do not hang the arithmetic."""
    one, *_ = make_timetable().events
    ring = (
        one.model_copy(update={"id": "a", "day": 2, "anchor": "b"}),
        one.model_copy(update={"id": "b", "day": 3, "anchor": "a"}),
    )
    assert make_timetable(events=ring).day_of("a") == 5
