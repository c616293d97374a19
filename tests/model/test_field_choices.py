"""What somebody is told whose words are not among the choices, and how a list with commas is written."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated

import pytest
from pydantic import BaseModel

from readiness.model.choices import Fixed
from readiness.model.field import Around, Field, fields_of
from readiness.model.field_reading import FieldWordsError, read
from readiness.model.field_words import words
from tests.making.building import make_framework

AROUND = Around(make_framework(), date(2026, 11, 27))
MANY = {f"t{number:02}": f"Therapy team {number:02}" for number in range(40)}


class Asked(BaseModel):
    """A record of choices."""

    many: Annotated[str, Field(label="Team", kind="choice", choices=Fixed(MANY))]
    none: Annotated[str, Field(label="Nothing", kind="choice", choices=Fixed({}))]
    names: Annotated[tuple[str, ...], Field(label="Names", help="Who was there.")] = ()
    at: Annotated[datetime | None, Field(label="At", kind="moment")] = None


BOUND = fields_of(Asked)


@pytest.mark.parametrize(
    ("field", "given", "told"),
    [
        ("many", "Therapy team 7", "Choose one of"),
        ("many", "zzzz", "There are 40 to choose from."),
        ("none", "zzzz", "The framework has none to choose from."),
    ],
)
def test_what_can_be_chosen_is_told(field: str, given: str, told: str) -> None:
    """The likest of many, their number when none is like it, and that there is nothing."""
    with pytest.raises(FieldWordsError) as refused:
        read(BOUND[field], given, AROUND)
    assert told in refused.value.sentence


def test_a_name_that_holds_a_comma_or_a_mark_comes_back_whole() -> None:
    """In quotation marks, as in a csv file."""
    names = ("Khan, Ali", 'The "Hub"', "Sam")
    written = words(BOUND["names"], names, AROUND)
    assert read(BOUND["names"], written, AROUND) == names


def test_a_moment_needs_a_time_of_day() -> None:
    """A spreadsheet's date alone has none; one of its moments is taken in England."""
    with pytest.raises(FieldWordsError, match="no time of day"):
        read(BOUND["at"], date(2026, 7, 6), AROUND)
    assert read(BOUND["at"], datetime(2026, 7, 6, 9, 15), AROUND) == datetime(2026, 7, 6, 8, 15, tzinfo=UTC)  # noqa: DTZ001 - as a spreadsheet gives it
