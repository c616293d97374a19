"""Where a definition is at home: what is said of its language, its time zone and its closed days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest

from readiness.base.zone import USUAL_ZONE, local, local_zone, use_zone
from readiness.definitions.calendar_checks import calendar_faults
from readiness.definitions.public_holidays import public_holidays
from readiness.definitions.reading import read_framework
from readiness.model.definition.calendar import Calendar, ClosedDay
from readiness.rules.calendar.recurring import recurring_dates
from readiness.rules.calendar.working_time import WorkingCalendar
from tests.making.foreign import DEFINITION


@pytest.fixture
def _elsewhere() -> Iterator[None]:
    """The zone that was kept before is kept again."""
    yield
    use_zone(USUAL_ZONE)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"language": "British English"}, "not a language tag"),
        ({"calendar": {"time_zone": "Vienna"}}, "no time zone `Vienna`"),
        ({"calendar": {"time_zone": "../etc"}}, "no time zone"),
        ({"calendar": {"weekend": (5, 7)}}, "no such day of the week"),
        ({"calendar": {"weekend": tuple(range(7))}}, "No day is left"),
        ({"calendar": {"no_meetings": ("02-30",)}}, "not a day that every year has"),
        ({"calendar": {"no_meetings": ("24 Dec",)}}, "not a day that every year has"),
        ({"calendar": {"country": "XX"}}, "No holidays are known of `XX`"),
        ({"calendar": {"country": "AT", "subdivision": "ENG"}}, "No holidays are known of `AT-ENG`"),
        ({"calendar": {"country": "GB", "subdivision": "TYR"}}, "No holidays are known of `GB-TYR`"),
    ],
)
def test_what_cannot_be_is_listed(written: dict[str, object], said: str) -> None:
    """Each in a sentence, with what to do."""
    (fault,) = calendar_faults(written)
    assert said in fault.what
    assert fault.hint


@pytest.mark.parametrize(
    "written",
    [
        {},
        {"language": "cy", "calendar": {"time_zone": "Europe/London", "country": "GB", "subdivision": "WLS"}},
        {"language": "sr-Latn-RS", "calendar": {"weekend": (4, 5), "no_meetings": ("12-24",)}},
        {"language": 5, "calendar": {"time_zone": 1, "weekend": 5, "no_meetings": "x", "country": 3}},
        {"calendar": "Vienna"},
    ],
)
def test_what_can_be_is_taken(written: dict[str, object]) -> None:
    """A value of the wrong type is the models' to list."""
    assert list(calendar_faults(written)) == []


def test_another_country_keeps_its_own_days() -> None:
    """Its holidays in its language, its weekend, and the days its definition adds."""
    own = ClosedDay(on=date(2026, 12, 24), title="Heiligabend")
    days = public_holidays(
        [2026], Calendar(time_zone="Europe/Vienna", country="AT", language="de", closed_days=(own,))
    )

    assert days[date(2026, 10, 26)] == "Nationalfeiertag"
    assert days[date(2026, 12, 24)] == "Heiligabend"
    assert date(2026, 8, 31) not in days
    assert public_holidays([2026], Calendar(time_zone="UTC", closed_days=(own,))) == {own.on: own.title}
    assert public_holidays([2026], Calendar(time_zone="UTC", country="XX")) == {}


@pytest.mark.usefixtures("_elsewhere")
def test_clocks_hang_where_the_framework_is() -> None:
    """Nine o'clock there is eight in London."""
    use_zone("Europe/Vienna")

    assert local(date(2026, 11, 23), time(9)) == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert local_zone().key == "Europe/Vienna"


def test_a_return_falls_due_in_working_days_of_its_country() -> None:
    """Counted from the day it is for, by the weekend and closed days there; a year of them."""
    framework, problems = read_framework(DEFINITION)
    assert framework is not None
    assert problems == []
    kept = framework.calendar
    calendar = WorkingCalendar([date(2027, 1, 3)], public_holidays([2026, 2027], kept), kept.weekend)

    found = recurring_dates(framework, calendar, date(2026, 11, 21))

    assert [(one.of, one.due) for one in found] == [
        (date(2026, 12, 31), date(2027, 1, 10)),
        (date(2027, 3, 31), date(2027, 4, 7)),
        (date(2027, 6, 30), date(2027, 7, 7)),
        (date(2027, 9, 30), date(2027, 10, 7)),
    ]
    assert found[0].words == "Quartalsmeldung for 31 Dec 2026: due Sun 10 Jan 2027, Bezirksamt"


def test_a_day_no_year_has_is_listed() -> None:
    """Of a recurring deadline as of any other."""
    (fault,) = calendar_faults({"recurring": ({"dates": ("03-31", "31 March")}, "x")})
    assert "31 March" in fault.what
