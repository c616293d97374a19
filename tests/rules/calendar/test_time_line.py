"""The dates of a notice stand on the days they fall on, with now through all of them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from readiness.model.records.notice import Notice
from readiness.rules.calendar.inspection_dates import Schedule
from readiness.rules.calendar.schedule import schedule
from readiness.rules.calendar.time_line import FIXED, LASTS, NOW, UNSURE, time_line
from readiness.rules.calendar.working_time import WorkingCalendar
from tests.making.building import make_framework

CALL = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
"""A Monday."""


def dates() -> Schedule:
    """The dates of a call under the test framework."""
    return schedule(Notice(id="N0001", received=CALL, kind="full"), make_framework(), WorkingCalendar())


def test_every_date_has_a_line_on_its_day() -> None:
    """As many lines as dates, under the days of the month; the mark stands on its own day."""
    found = dates()
    drawn = time_line(found, WorkingCalendar(), width=110)
    known = [one for one in found.deadlines if one.due] + list(found.events)

    assert len(drawn) == 2 + len(known) + 1
    days = {int(one.group()): one.start() for one in re.finditer(r"\d+", drawn[1])}
    for one in found.events:
        row = next(line for line in drawn if line.startswith(one.event.title[:20]))
        place = next(at for at, sign in enumerate(row) if sign in {FIXED, UNSURE})
        assert days[one.on.day] <= place < days[one.on.day] + 5


def test_now_goes_through_every_line() -> None:
    """The third day of the notice: its line is named below, and no mark is hidden by it."""
    now = datetime(2026, 11, 25, 13, 0, tzinfo=UTC)
    drawn = time_line(dates(), WorkingCalendar(), width=110, now=now)
    place = drawn[-2].index(NOW)

    assert drawn[-2].strip() == f"{NOW} now, Wed 25 Nov 13:00"
    assert all(one[place : place + 1] in {NOW, FIXED, UNSURE} for one in drawn[2:-2])
    assert sum(sign in {FIXED, UNSURE} for line in drawn[2:-2] for sign in line) == len(drawn) - 4


@pytest.mark.parametrize("width", [30, 40, 80, 200])
def test_no_line_is_wider_than_the_room(width: int) -> None:
    """What does not fit is counted, and now is left out where it is beyond the days."""
    far = datetime(2027, 11, 25, 13, 0, tzinfo=UTC)
    drawn = time_line(dates(), WorkingCalendar(), width=width, now=far)

    assert max(map(len, drawn[:-2])) <= width
    assert not any(NOW in line for line in drawn)
    assert any(LASTS in line or FIXED in line or UNSURE in line for line in drawn)


def test_a_call_on_a_closed_day_and_no_dates() -> None:
    """A call on a Saturday begins on the Monday; without any date there is nothing to draw."""
    framework = make_framework()
    notice = Notice(id="N0001", received=datetime(2026, 11, 21, 9, tzinfo=UTC), kind="full")
    drawn = time_line(schedule(notice, framework, WorkingCalendar()), WorkingCalendar(), width=80)
    assert drawn[1].split()[0] == "23"

    bare = framework.model_copy(
        update={
            "deadline_classes": (),
            "timetables": (framework.timetables[0].model_copy(update={"events": ()}),),
        }
    )
    assert time_line(schedule(notice, bare, WorkingCalendar()), WorkingCalendar(), width=80) == ()
