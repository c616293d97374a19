"""Periods as people write them; where a year, quarter or term can be taken otherwise, that is said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.base.date_words import long_period_words, period_words
from readiness.base.dates import DateWordsError
from readiness.base.periods import period_end, read_period
from tests.base.test_dates import DAYS, NEARLY_DATES

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("academic year 2025/26", "2025-09-01", "2026-08-31"),
        ("school year 2025-2026", "2025-09-01", "2026-08-31"),
        ("financial year 2025/26", "2025-04-01", "2026-03-31"),
        ("March 2026", "2026-03-01", "2026-03-31"),
        ("mar-26", "2026-03-01", "2026-03-31"),
        ("Mar '26", "2026-03-01", "2026-03-31"),
        ("2026-03", "2026-03-01", "2026-03-31"),
        ("3/2026", "2026-03-01", "2026-03-31"),
        ("q3 2026/27", "2026-10-01", "2026-12-31"),
        ("Quarter 4 2026-27", "2027-01-01", "2027-03-31"),
        ("31/3/2026", "2026-03-31", "2026-03-31"),
        ("14 dec", "2025-12-14", "2025-12-14"),
        ("Jan-Mar 2025", "2025-01-01", "2025-03-31"),
        ("January to March 2025", "2025-01-01", "2025-03-31"),
        ("Nov-Jan 2026", "2025-11-01", "2026-01-31"),
        ("Sep 2024-Aug 2025", "2024-09-01", "2025-08-31"),
        ("11 to 15 March 2024", "2024-03-11", "2024-03-15"),
        ("11th\u201315th March 2024", "2024-03-11", "2024-03-15"),
        ("2 Jan - 31 Mar 2025", "2025-01-02", "2025-03-31"),
        ("30 Dec to 2 Jan 2025", "2024-12-30", "2025-01-02"),
        ("from 1/1/2025 to 31/3/2025", "2025-01-01", "2025-03-31"),
        ("2025-01-01 - 2025-03-31", "2025-01-01", "2025-03-31"),
        ("2023 to 2025", "2023-01-01", "2025-12-31"),
        ("yesterday to today", "2026-11-26", "2026-11-27"),
        ("from 31 Mar 2025", "2025-03-31", None),
        ("since March 2025", "2025-03-01", None),
        ("to 3 Apr 2025", None, "2025-04-03"),
        ("up to March 2025", None, "2025-03-31"),
        ("until 2025", None, "2025-12-31"),
        ("no date", None, None),
    ],
)
def test_the_ways_people_write_a_period(words: str, start: str | None, end: str | None) -> None:
    """Days, months, years and spans of them; an open side is none."""
    period = read_period(words, TODAY)
    assert (period.start and period.start.isoformat(), period.end and period.end.isoformat()) == (start, end)
    assert not period.note


@pytest.mark.parametrize(
    ("words", "start", "end", "note"),
    [
        ("2025/26", date(2025, 4, 1), date(2026, 3, 31),
         "Taken as the financial year: April 2025 to March 2026."),
        ("q4 2026", date(2027, 1, 1), date(2027, 3, 31),
         "Taken as a quarter of the financial year: January 2027 to March 2027."),
        ("autumn 2026", date(2026, 9, 1), date(2026, 12, 31),
         "Taken as the term: September 2026 to December 2026."),
        ("Spring term 2027", date(2027, 1, 1), date(2027, 3, 31),
         "Taken as the term: January 2027 to March 2027."),
        ("summer 2027", date(2027, 4, 1), date(2027, 7, 31), "Taken as the term: April 2027 to July 2027."),
    ],
)  # fmt: skip
def test_how_a_year_quarter_or_term_was_taken_is_said(words: str, start: date, end: date, note: str) -> None:
    """Councils count the financial year; terms are whole months."""
    period = read_period(words, TODAY)
    assert (period.start, period.end, period.note) == (start, end, note)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("2011-12", "\u20182011-12\u2019 can be a month or a year; write 2011/12 or 12/2011."),
        ("31 Mar 2026 to 1 Jan 2025", "ends before it begins"),
        ("0000", "The year 0 is out of reach"),
        ("9999/00", "The year 10000 is out of reach"),
        ("q1 2101", "The year 2101 is out of reach"),
        ("2026-13", "is not a period; write it as March 2026, autumn 2025, q3 2025/26, 2025/26, or 1/1/2026"),
        ("2025/27", "is not a period"),
        ("q3 2026/28", "is not a period"),
        ("Smarch 2026", "is not a period"),
        ("Mar 26", "is not a period"),
        ("soon to March 2026", "is not a period"),
        ("soon", "is not a period"),
        ("to", "is not a period"),
        ("since soon", "is not a period"),
        ("until no date", "is not a period"),
        ("", "No period is written"),
        ("1" * 81, "is too long for a period"),
    ],
)
def test_what_is_no_period_is_said(words: str, says: str) -> None:
    """One sentence with what was typed and how to write it."""
    with pytest.raises(DateWordsError) as caught:
        read_period(words, TODAY)
    assert says in str(caught.value)


def test_the_end_of_a_period_is_its_last_day() -> None:
    """A day is its own; what is open has none."""
    assert period_end("Jan-Mar 2026", TODAY) == date(2026, 3, 31)
    assert period_end("3 Mar 2026", TODAY) == date(2026, 3, 3)
    with pytest.raises(DateWordsError, match="has no end; write its last day"):
        period_end("since 2025", TODAY)


@given(DAYS | st.none(), DAYS | st.none())
def test_a_period_reads_back_from_its_words(one: date | None, other: date | None) -> None:
    """What the screens write reads back to the same words and the same end; only an open start is lost."""
    start, end = (min(one, other), max(one, other)) if one and other else (one, other)
    words = period_words(start, end)
    period = read_period(words, None)
    assert period.end == end
    assert period_words(period.start, period.end) == words
    if start:
        assert period.start == start


@given(DAYS, st.integers(0, 40))
def test_whole_months_read_back(first: date, months: int) -> None:
    """`Jan-Mar 2025` is the first of January to the thirty-first of March."""
    start = first.replace(day=1)
    year, month = divmod(start.year * 12 + start.month + months, 12)
    end = date.fromordinal(date(year, month + 1, 1).toordinal() - 1)
    if end.year <= 2100:
        period = read_period(period_words(start, end), None)
        assert (period.start, period.end) == (start, end)


@given(DAYS | st.none(), DAYS | st.none())
def test_a_documents_period_reads_back_to_the_same_words(one: date | None, other: date | None) -> None:
    """In months, as documents print it."""
    start, end = (min(one, other), max(one, other)) if one and other else (one, other)
    if words := long_period_words(start, end):
        period = read_period(words, None)
        assert long_period_words(period.start, period.end) == words


@given(st.text(max_size=60) | NEARLY_DATES, st.dates() | st.none())
def test_any_text_is_a_period_or_said_not_to_be(words: str, today: date | None) -> None:
    """No other error comes out, and no period ends before it begins."""
    try:
        period = read_period(words, today)
    except DateWordsError:
        return
    assert period.start is None or period.end is None or period.start <= period.end
