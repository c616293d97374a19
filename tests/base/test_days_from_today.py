"""Days told from today: a word that half the country takes otherwise is refused, not guessed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.base.dates import DateWordsError, read_date

FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", FRIDAY),
        ("Tomorrow", date(2026, 11, 28)),
        ("yesterday", date(2026, 11, 26)),
        ("mon", date(2026, 11, 30)),
        ("thursday", date(2026, 12, 3)),
        ("fri", date(2026, 12, 4)),
        ("+3 days", date(2026, 11, 30)),
        ("+1 day", date(2026, 11, 28)),
        ("- 3 days", date(2026, 11, 24)),
        ("+3 weeks", date(2026, 12, 18)),
        ("in 2 weeks", date(2026, 12, 11)),
        ("in a week", date(2026, 12, 4)),
        ("one month ago", date(2026, 10, 27)),
        ("3 days ago", date(2026, 11, 24)),
        ("+2 months", date(2027, 1, 27)),
        ("in 1 year", date(2027, 11, 27)),
        ("end of month", date(2026, 11, 30)),
        ("end of the month", date(2026, 11, 30)),
        ("this monday", date(2026, 11, 23)),
        ("this sunday", date(2026, 11, 29)),
        ("next monday", date(2026, 11, 30)),
        ("next fri", date(2026, 12, 4)),
        ("last friday", date(2026, 11, 20)),
        ("last sun", date(2026, 11, 22)),
    ],
)
def test_days_are_told_from_today(words: str, day: date) -> None:
    """A bare weekday is the next one, not today."""
    assert read_date(words, FRIDAY) == day


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("next saturday", "can mean Sat 28 Nov 2026 or Sat 5 Dec 2026; write the date itself."),
        ("last wednesday", "can mean Wed 18 Nov 2026 or Wed 25 Nov 2026; write the date itself."),
    ],
)
def test_a_week_that_can_be_either_is_refused(words: str, says: str) -> None:
    """Next Saturday on a Friday is tomorrow to some and in eight days to others."""
    with pytest.raises(DateWordsError) as caught:
        read_date(words, FRIDAY)
    assert says in str(caught.value)


def test_looking_back_a_weekday_is_the_last_one() -> None:
    """Except on that very weekday, when it may be today."""
    assert read_date("mon", FRIDAY, nearest="back") == date(2026, 11, 23)
    assert read_date("sat", FRIDAY, nearest="back") == date(2026, 11, 21)
    with pytest.raises(DateWordsError, match=r"can mean Fri 20 Nov 2026 or Fri 27 Nov 2026"):
        read_date("fri", FRIDAY, nearest="back")


def test_a_month_away_is_never_in_the_month_after() -> None:
    """From the 31st to the last day of a shorter month."""
    assert read_date("+1 month", date(2026, 1, 31)) == date(2026, 2, 28)
    assert read_date("12 months ago", date(2028, 2, 29)) == date(2027, 2, 28)


def test_working_days_are_counted_by_the_calendar_that_is_given() -> None:
    """Without one they are not guessed; a calendar that finds none is said."""

    def weekdays(day: date, count: int) -> date:
        if count > 100:
            raise ValueError
        return day + timedelta(days=count + 2)

    assert read_date("+5 wd", FRIDAY, working_days=weekdays) == date(2026, 12, 4)
    assert read_date("in 5 working days", FRIDAY, working_days=weekdays) == date(2026, 12, 4)
    with pytest.raises(DateWordsError, match="needs a calendar of working days"):
        read_date("+5 wd", FRIDAY)
    with pytest.raises(DateWordsError, match="No working day is so far from Fri 27 Nov 2026"):
        read_date("+500 wd", FRIDAY, working_days=weekdays)
    with pytest.raises(
        DateWordsError, match="is further than working days are counted; write the date itself"
    ):
        read_date("501 wd ago", FRIDAY, working_days=weekdays)


@pytest.mark.parametrize("words", ["+9999 months", "9999 years ago", "+9999 weeks"])
def test_a_day_out_of_reach_is_said(words: str) -> None:
    """Far beyond every deadline nothing is computed."""
    with pytest.raises(DateWordsError, match="out of reach"):
        read_date(words, FRIDAY)


@pytest.mark.parametrize(
    "words", ["tomorrow", "yesterday", "mon", "next mon", "last mon", "+1 year", "fri", "this sun"]
)
@pytest.mark.parametrize("today", [date.min, date.max, date.min + timedelta(days=7)])
@pytest.mark.parametrize("nearest", ["ahead", "back"])
def test_the_ends_of_the_calendar_break_nothing(words: str, today: date, nearest: str) -> None:
    """A computer's clock set to nonsense gives a sentence, not an error of ours."""
    with pytest.raises(DateWordsError):
        read_date(words, today, nearest="back" if nearest == "back" else "ahead")


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 6))
def test_next_and_last_weekdays_are_what_both_readings_agree_on(today: date, weekday: int) -> None:
    """Where one is taken, it is that weekday, of the neighbouring week, and the nearest."""
    name = f"{today + timedelta(days=weekday):%A}"
    for which, sign in (("next", 1), ("last", -1)):
        try:
            day = read_date(f"{which} {name}", today)
        except DateWordsError:
            continue
        away = (day - today).days * sign
        assert f"{day:%A}" == name
        assert 1 <= away <= 7
        assert (day - timedelta(days=day.weekday())) - (today - timedelta(days=today.weekday())) == timedelta(
            weeks=sign
        )
