"""Which year a field means where none is typed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from readiness.model.field import Around, fields_of
from readiness.model.field_reading import FieldWordsError, read
from readiness.model.records.tables import RECORD_TYPES
from tests.making.building import make_framework

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("evidence.period_to", date(2026, 3, 1)),
        ("evidence.review_by", date(2027, 3, 1)),
        ("statements.as_at", date(2026, 3, 1)),
        ("requests.last_produced", date(2026, 3, 1)),
        ("recommendations.made_on", date(2026, 3, 1)),
        ("actions.due", date(2027, 3, 1)),
        ("measures.target_by", date(2027, 3, 1)),
        ("area.closure_days", (date(2027, 3, 1),)),
    ],
)
def test_what_is_to_come_lies_ahead_and_what_was_lies_back(name: str, expected: object) -> None:
    """A deadline is the next first of March; what evidence covers ended on the last one."""
    table, _, field_name = name.partition(".")
    field = fields_of(RECORD_TYPES[table])[field_name]

    assert read(field, "1 Mar", Around(make_framework(), TODAY)) == expected


def test_working_days_count_by_the_calendar_that_is_given() -> None:
    """Without one they are refused by the field's label."""
    due = fields_of(RECORD_TYPES["actions"])["due"]
    around = Around(make_framework(), TODAY, working_days=lambda day, count: day + timedelta(days=count + 2))

    assert read(due, "+3 wd", around) == date(2026, 12, 2)
    with pytest.raises(FieldWordsError, match=r"^Due: "):
        read(due, "+3 wd", Around(make_framework(), TODAY))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("30 Sep", date(2026, 9, 30)),
        ("March 2026", date(2026, 3, 31)),
        ("autumn 2025", date(2025, 12, 31)),
        ("q3 2025/26", date(2025, 12, 31)),
        ("2025/26", date(2026, 3, 31)),
        ("academic 2025/26", date(2026, 8, 31)),
        ("last year", "is not a period. Write it as March 2026, autumn 2025"),
        ("autumn", "is not a period. Write it as March 2026, autumn 2025"),
        ("from March 2026", "has no end. Write its last day."),
        ("31/2/2026", "no 31 February 2026: that month has 28 days."),
    ],
)
def test_a_figure_takes_the_period_it_is_for(words: str, expected: date | str) -> None:
    """A day, or a month, term, quarter or year that ends on one; where none is told, how to write it."""
    row = fields_of(RECORD_TYPES["measures"])["observations"].row
    assert row is not None
    field = fields_of(row)["period_to"]
    if isinstance(expected, date):
        assert read(field, words, Around(make_framework(), TODAY)) == expected
    else:
        with pytest.raises(FieldWordsError) as refusal:
            read(field, words, Around(make_framework(), TODAY))
        assert expected in refusal.value.sentence
