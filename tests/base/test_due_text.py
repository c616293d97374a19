"""Deadlines as people write them, in English order and English local time."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.base.deadlines import due_of_cell, read_due

NEAR = date(2025, 3, 3)
RECEIVED = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12/03/2025", (2025, 3, 12, 17, 0)),
        ("12/03/2025 09:15", (2025, 3, 12, 9, 15)),
        ("12.3.25", (2025, 3, 12, 17, 0)),
        ("Wed 12 March, 5pm", (2025, 3, 12, 17, 0)),
        ("Wednesday 12th March 2025 at 12pm", (2025, 3, 12, 12, 0)),
        ("by noon on 12 Mar", (2025, 3, 12, 12, 0)),
        ("10.30am 12 March", (2025, 3, 12, 10, 30)),
        ("12 of march 2025, midday", (2025, 3, 12, 12, 0)),
        ("2025-03-12T16:00:00", (2025, 3, 12, 16, 0)),
        ("2 July 2025 17:00", (2025, 7, 2, 16, 0)),
        ("2 January", (2025, 1, 2, 17, 0)),
        ("within 24 hours", (2025, 3, 4, 9, 30)),
        ("48hrs", (2025, 3, 5, 9, 30)),
    ],
)
def test_a_deadline_is_read(text: str, expected: tuple[int, int, int, int, int]) -> None:
    """Day, month, year and time as an English reader takes them; summer time counted."""
    assert read_due(text, near=NEAR, received=RECEIVED) == datetime(*expected, tzinfo=UTC)


def test_a_day_without_a_year_near_new_year_is_next_year() -> None:
    """In December, 6 January is the coming one."""
    assert read_due("6 January", near=date(2025, 12, 15)) == datetime(2026, 1, 6, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "on site", "31/02/2025", "on selection", "24 hours", "13/13/2025"),
        *("12 March at 26:30", "12 March 25:00, moved to 9am"),
    ],
)
def test_what_is_no_deadline_is_none(text: str) -> None:
    """Words, dates that do not exist, and hours without a start give nothing."""
    assert read_due(text, near=NEAR) is None


def test_cells_are_local_time() -> None:
    """A spreadsheet's day ends at 17:00; its time of day is kept."""
    assert due_of_cell(date(2025, 7, 2)) == datetime(2025, 7, 2, 16, tzinfo=UTC)
    moment = datetime(2025, 7, 2, 9, tzinfo=UTC).replace(tzinfo=None)
    assert due_of_cell(moment) == datetime(2025, 7, 2, 8, tzinfo=UTC)


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    """Any text gives a deadline or none."""
    found = read_due(text, near=NEAR, received=RECEIVED)
    assert found is None or found.tzinfo is not None
