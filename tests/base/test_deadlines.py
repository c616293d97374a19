"""Deadlines as inspectors write them: days named in words, noon, close, hours; and what cannot be told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from readiness.base.deadlines import DeadlineClock, read_deadline, read_due
from readiness.base.typed_dates import DateWordsError

MONDAY = date(2026, 11, 23)
CALL = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("12 noon Friday", "27 12:00"),
        ("Friday noon", "27 12:00"),
        ("by noon, Tuesday", "24 12:00"),
        ("by close on Friday", "27 17:00"),
        ("by close of play Friday 27 November", "27 17:00"),
        ("close of business on Thursday", "26 17:00"),
        ("Tuesday", "24 17:00"),
        ("Weds 10am", "25 10:00"),
        ("by Wednesday 12pm", "25 12:00"),
        ("by 5pm tomorrow", "24 17:00"),
        ("noon tomorrow", "24 12:00"),
        ("today at 16:30", "23 16:30"),
        ("Monday", "30 17:00"),
        ("10.00 Wed 25 November 2026", "25 10:00"),
        ("9.15 on 25/11/26", "25 09:15"),
        ("25.11.2026", "25 17:00"),
        ("midday on 25.11.26", "25 12:00"),
        ("within 24 hours", "24 09:15"),
        ("within twenty-four hours of the call", "24 09:15"),
        ("Forty eight hours", "25 09:15"),
    ],
)
def test_a_deadline_is_read(words: str, due: str) -> None:
    """Local time of England; a day without a time ends with the working day; a weekday is the next one."""
    found = read_due(words, near=MONDAY, received=CALL)
    assert found is not None
    assert f"{found:%d %H:%M}" == due


@pytest.mark.parametrize("words", ["12 noon", "end of week 1", "Monday or Tuesday", "when you can", ""])
def test_what_cannot_be_told_is_nothing(words: str) -> None:
    """A time without a day, a week, a choice: it can be set by hand."""
    assert read_due(words, near=MONDAY, received=CALL) is None


@pytest.mark.parametrize("words", ["Friday 25:00", "27/11/2026 24:30"])
def test_a_time_that_is_none_is_not_taken_for_the_end_of_the_day(words: str) -> None:
    """Nothing is made up for a slip."""
    assert read_due(words, near=MONDAY, received=CALL) is None


NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("within 24 hours", "24 09:15"),
        ("by close on Friday", "27 17:00"),
        ("12 noon", "24 12:00"),
        ("by 12 noon", "24 12:00"),
        ("Friday noon", "27 12:00"),
        ("27/11/2026 09:30", "27 09:30"),
        ("27 November", "27 17:00"),
    ],
)
def test_a_deadline_that_is_typed_counts_from_the_call_and_from_today(words: str, due: str) -> None:
    """Hours from the call, days and times from now."""
    assert f"{read_deadline(words, DeadlineClock(CALL, NOW)):%d %H:%M}" == due


def test_hours_are_counted_as_the_clock_says() -> None:
    """The definition's way of counting is used; without a call, hours count from now."""
    clock = DeadlineClock(None, NOW, lambda start, hours: start + timedelta(days=3, hours=hours))
    assert read_deadline("within 24 hours", clock) == datetime(2026, 11, 28, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "now", "says"),
    [
        ("9am", NOW, "has passed"),
        ("Friday 25:00", NOW, "25:00"),
        ("soon", NOW, "soon"),
        ("within 24 hours", None, "none is running"),
        ("Friday", None, "Friday"),
        ("12 noon", None, "not a date"),
    ],
)
def test_what_is_no_deadline_is_refused(words: str, now: datetime | None, says: str) -> None:
    """A time that is over, a slip, words of a file that nobody can place: each says what it is."""
    with pytest.raises(DateWordsError) as caught:
        read_deadline(words, DeadlineClock(None, now))
    assert says in caught.value.what


def test_hours_in_a_file_count_from_the_call() -> None:
    """A sheet that says within 24 hours means the call's, whenever it was filled in."""
    assert read_deadline("within 24 hours", DeadlineClock(CALL, None)) == datetime(
        2026, 11, 24, 9, 15, tzinfo=UTC
    )
    assert read_deadline("27/11/2026", DeadlineClock(None, None)) == datetime(2026, 11, 27, 17, tzinfo=UTC)


def test_hours_need_the_call() -> None:
    """Without it nobody knows from when."""
    assert read_due("within 24 hours", near=MONDAY) is None
