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
