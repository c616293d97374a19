"""Deadlines as inspectors write them: days named in words, noon, close, hours; and what cannot be told."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from readiness.base.deadlines import read_due

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


def test_hours_need_the_call() -> None:
    """Without it nobody knows from when."""
    assert read_due("within 24 hours", near=MONDAY) is None
