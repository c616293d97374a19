"""The first day on site: the first working day of its week, as published inspections begin."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from readiness.base.zone import local
from readiness.definitions.catalogue import load_shipped
from readiness.definitions.public_holidays import public_holidays
from readiness.model.definition.framework import Framework
from readiness.rules.calendar.call import call_for, supposed_day, supposed_notice
from readiness.rules.calendar.inspection_dates import DatedEvent, Schedule
from readiness.rules.calendar.schedule import schedule
from readiness.rules.calendar.working_time import OFFICE_HOURS, WorkingCalendar
from tests.making.building import make_framework, make_other_framework

ENGLAND = WorkingCalendar((), public_holidays(range(2022, 2030)))
_FILE = Path(__file__).parent.parent / "data" / "inspections" / "dates.csv"
"""Dates on site as printed in fourteen published reports (Crown copyright, Open Government Licence v3.0)."""
PUBLISHED = [
    (row["area"], date.fromisoformat(row["inspection_start"]), date.fromisoformat(row["inspection_end"]))
    for row in csv.DictReader(_FILE.read_text(encoding="utf-8").splitlines())
]
WEEK = timedelta(days=7)
CALLS = sorted(
    {
        day
        for holiday in public_holidays(range(2024, 2029))
        for ahead in range(-21, 22)
        if ENGLAND.is_working(day := holiday + timedelta(days=ahead))
    }
)
"""Every working day of the three weeks before and after every bank holiday of 2024 to 2028."""


@pytest.fixture(scope="module")
def framework() -> Framework:
    """The shipped definition of area SEND inspections."""
    return load_shipped("area-send-2023")[0]


def dated(framework: Framework, call: date, kind: str = "full") -> Schedule:
    """The dates after a call on a day."""
    return schedule(supposed_notice(call, kind), framework, ENGLAND)


def on_site(dates: Schedule) -> DatedEvent:
    """The first day on site, which must be there."""
    event = dates.event("on-site")
    assert event is not None
    return event


def test_fourteen_reports_are_here() -> None:
    """The dates of every sample report are committed."""
    assert len(PUBLISHED) == 14


@pytest.mark.parametrize(("area", "start", "end"), PUBLISHED)
def test_a_monday_call_two_weeks_before_gives_the_published_dates(
    framework: Framework, area: str, start: date, end: date
) -> None:
    """Southampton too, where a bank holiday lies between and a plain count forward is a day late."""
    dates = dated(framework, start - 2 * WEEK)
    feedback = dates.event("feedback")
    assert feedback is not None
    assert (area, on_site(dates).on, feedback.on) == (area, start, end)
    is_worked = ENGLAND.is_working(start - 2 * WEEK)
    assert call_for(framework, ENGLAND, start) == (start - 2 * WEEK if is_worked else None)


def test_southampton_shows_the_plain_count_beside_the_day_used(framework: Framework) -> None:
    """Both readings are shown, with the reason."""
    (other,) = on_site(dated(framework, date(2024, 4, 29))).others
    assert other.on == date(2024, 5, 14)
    assert "Mon 6 May 2024 is not worked" in other.reason


def test_every_call_round_every_bank_holiday(framework: Framework) -> None:
    """The day is worked, begins its week, and lies in the week a plain count reaches, which is shown."""
    assert len(CALLS) > 500
    for call in CALLS:
        for kind in ("full", "monitoring"):
            event = on_site(dated(framework, call, kind))
            forward = ENGLAND.add_working_days(call, 10)
            assert event.on == ENGLAND.next_working_day(event.on - event.on.weekday() * timedelta(days=1))
            assert event.on.isocalendar()[:2] == forward.isocalendar()[:2]
            assert call < event.on <= forward
            shown = {other.on: other for other in event.others}
            assert (forward in shown) == (forward != event.on)
            assert forward == event.on or "reports cannot tell" in shown[forward].reason
            assert all(ENGLAND.is_working(other.on) and other.reason for other in event.others)


def test_a_monday_call_brings_them_two_weeks_later(framework: Framework) -> None:
    """Whatever holidays lie between, the week is the one two weeks after the week of the call."""
    for call in CALLS:
        if call.weekday() == 0:
            assert on_site(dated(framework, call)).on == ENGLAND.next_working_day(call + 2 * WEEK)


def test_what_is_on_site_stays_in_its_week(framework: Framework) -> None:
    """Fieldwork ends before the first day on site; what hangs on that day follows it."""
    for call in CALLS:
        dates = dated(framework, call)
        fieldwork, first = dates.event("fieldwork"), on_site(dates).on
        assert fieldwork is not None
        assert fieldwork.until is not None
        assert fieldwork.on < fieldwork.until < first


def test_when_the_next_call_would_come_and_what_it_leads_to_agree(framework: Framework) -> None:
    """The supposed call, the day it leads to, and the way back from that day are one answer."""
    for today in CALLS[::5]:
        call = supposed_day(framework, ENGLAND, today)
        assert call_for(framework, ENGLAND, on_site(dated(framework, call)).on) == call


def test_no_call_leads_to_other_days(framework: Framework) -> None:
    """Not to a Wednesday, a bank holiday, or a day of August."""
    for day in (date(2026, 12, 9), date(2026, 12, 25), date(2026, 8, 3)):
        assert call_for(framework, ENGLAND, day) is None


def test_the_framework_names_its_main_timetable_once(framework: Framework) -> None:
    """The full inspection; a framework with meetings alone has none."""
    assert framework.main_timetable is framework.timetable("full")
    meetings = tuple(timetable for timetable in framework.timetables if timetable.is_meeting)
    assert make_framework(timetables=meetings).main_timetable is None
    assert make_other_framework().main_timetable is None


def test_days_of_a_weekend_call_count_from_the_next_working_day(framework: Framework) -> None:
    """A call on a Sunday is dated as one on the Monday after it."""
    sunday = supposed_notice(date(2026, 11, 22), "full", OFFICE_HOURS.opens)
    assert sunday.received == local(date(2026, 11, 22), OFFICE_HOURS.opens)
    assert schedule(sunday, framework, ENGLAND).on_site == dated(framework, date(2026, 11, 23)).on_site
