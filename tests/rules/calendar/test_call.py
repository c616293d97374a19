"""Which date everything is measured at, in the order in which it is looked for."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from readiness.base.errors import UsageError
from readiness.definitions.public_holidays import public_holidays
from readiness.model.records.notice import Notice
from readiness.rules.calendar.call import as_at, current, need_current
from readiness.rules.calendar.working_time import WorkingCalendar
from tests.making.building import make_framework, make_records

TODAY = date(2026, 11, 21)
CALENDAR = WorkingCalendar((), public_holidays(range(2025, 2029)))
FRAMEWORK = make_framework()
NOTHING = make_records()


def test_a_date_asked_for_wins_over_one_that_is_set() -> None:
    """And a date that is set over the supposed call."""
    asked = as_at(NOTHING, FRAMEWORK, CALENDAR, TODAY, date(2027, 1, 5), date(2027, 2, 1))
    assert (asked.on, asked.basis, asked.why) == (date(2027, 1, 5), "given", "")
    kept = as_at(NOTHING, FRAMEWORK, CALENDAR, TODAY, setting=date(2027, 2, 1))
    assert (kept.on, kept.basis) == (date(2027, 2, 1), "setting")


def test_a_notice_of_a_kind_that_is_gone_gives_no_date() -> None:
    """The supposed one is used then."""
    gone = Notice(id="N0001", received=datetime(2026, 11, 20, 9, tzinfo=UTC), kind="no-longer")
    found = as_at(make_records((gone,)), FRAMEWORK, CALENDAR, TODAY)
    assert found.basis in {"supposed", "today"}


def test_without_a_timetable_everything_is_measured_today() -> None:
    """There is no call to suppose."""
    found = as_at(NOTHING, make_framework(timetables=()), CALENDAR, TODAY)
    assert (found.on, found.basis) == (TODAY, "today")


def test_the_newest_notice_that_has_not_ended_runs() -> None:
    """Where none runs, whoever needs one is told how to start it."""
    ended = Notice(
        id="N0001",
        received=datetime(2026, 11, 1, 9, tzinfo=UTC),
        kind="full",
        ended=datetime(2026, 11, 9, tzinfo=UTC),
    )
    older = Notice(id="N0002", received=datetime(2026, 11, 20, 9, tzinfo=UTC), kind="engagement")
    newer = Notice(id="N0003", received=datetime(2026, 11, 10, 9, tzinfo=UTC), kind="full")
    assert current(make_records((ended, older, newer))) == need_current(make_records((newer, older))) == newer
    with pytest.raises(UsageError, match="No notice"):
        need_current(make_records((ended,)))
