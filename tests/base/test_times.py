"""Times of day and moments, by the clock on the wall in England."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.base.date_words import moment_words, near_moment_words
from readiness.base.dates import DateWordsError
from readiness.base.times import Moment, moment_on, read_moment, read_time
from readiness.base.zone import local_zone
from tests.base.test_dates import NEARLY_DATES

TODAY = date(2026, 11, 27)
CALL = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "clock"),
    [
        ("9:15", time(9, 15)),
        ("09:15", time(9, 15)),
        ("9.15", time(9, 15)),
        ("9:15am", time(9, 15)),
        ("9.15 a.m.", time(9, 15)),
        ("9h15", time(9, 15)),
        ("0915", time(9, 15)),
        ("0915hrs", time(9, 15)),
        ("09:15:59", time(9, 15)),
        ("at 9.15", time(9, 15)),
        ("@ 9.15", time(9, 15)),
        ("9am", time(9)),
        ("9 PM", time(21)),
        ("9.15pm", time(21, 15)),
        ("15:00pm", time(15)),
        ("12pm", time(12)),
        ("12am", time(0)),
        ("0:30am", time(0, 30)),
        ("00:00", time(0)),
        ("23:59", time(23, 59)),
        ("noon", time(12)),
        ("Midday", time(12)),
        ("12 noon", time(12)),
    ],
)
def test_the_ways_people_write_a_time(words: str, clock: time) -> None:
    """Point or colon, twelve hours or twenty-four."""
    assert read_time(words) == clock


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("25:00", "\u201825:00\u2019 is not a time of day; write it as 09:15 or 9.15am."),
        ("24:00", "is not a time of day"),
        ("9:60", "is not a time of day"),
        ("13am", "is not a time of day"),
        ("0pm", "is not a time of day"),
        ("24:00pm", "is not a time of day"),
        ("9", "is not a time of day"),
        ("915", "is not a time of day"),
        ("soon", "is not a time of day"),
        ("midnight", "Midnight can be the start or the end of a day; write 00:00 or 23:59."),
        (" ", "No time is written"),
        ("9" * 81, "is too long for a time"),
    ],
)
def test_what_is_no_time_is_said(words: str, says: str) -> None:
    """A figure that may be morning or evening is not guessed."""
    with pytest.raises(DateWordsError) as caught:
        read_time(words)
    assert says in str(caught.value)


def test_a_spreadsheets_own_times() -> None:
    """A time and a moment give their time to the minute."""
    assert read_time(time(9, 15, 30)) == time(9, 15)
    assert read_time(CALL) == time(9, 15)


@pytest.mark.parametrize(
    "words",
    [
        "2026-11-23 09:15", "2026-11-23T09:15", "2026-11-23T09:15:30", "2026-11-23T09:15Z",
        "2026-11-23 10:15+01:00", "2026-11-23 9.15am", "23/11/2026 9:15", "23/11/26, 9.15", "23.11.26 0915",
        "23 Nov 09:15", "mon 09:15", "Mon 23 Nov 9:15", "Monday 23 November at 9.15am", "23 Nov 2026 0915",
        "9:15 on 23/11/2026", "9.15am Monday 23rd November 2026", "+0 days 9.15", "23/11 @ 9.15",
    ],
)  # fmt: skip
def test_the_ways_people_write_a_moment(words: str) -> None:
    """A day and a time in either order; a missing year and weekday look back here."""
    today = date(2026, 11, 23) if words.startswith("+0") else TODAY
    assert read_moment(words, today, nearest="back") == Moment(CALL.astimezone(local_zone()))


def test_words_for_today_have_their_time() -> None:
    """`today noon` is this noon, `mon 09:15` the coming Monday's."""
    assert read_moment("today noon", TODAY).at == datetime(2026, 11, 27, 12, tzinfo=UTC)
    assert read_moment("mon 09:15", TODAY).at == datetime(2026, 11, 30, 9, 15, tzinfo=UTC)
    assert read_moment("31/03/2026 00:00", TODAY).at == datetime(2026, 3, 30, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("7 Dec 2026", "\u20187 Dec 2026\u2019 does not say at what time; write it as 23/11/2026 09:15."),
        ("today", "does not say at what time"),
        ("9am", "\u20189am\u2019 does not say on which day"),
        ("23/11/2026 25:00", "\u201825:00\u2019 is not a time of day"),
        ("2026-11-23T25:00", "\u20182026-11-23T25:00\u2019 is not a moment"),
        ("2206-11-23T09:15", "The year 2206 is out of reach"),
        ("31/2/2026 09:15", "There is no 31 February 2026"),
        ("1 Marxx 2026 at 09:15", "\u2018marxx\u2019 is not a month"),
        ("soon", "\u2018soon\u2019 is not a day and a time"),
        ("2026-11-23 09:15 10:15", "is not"),
        ("09:15 1 12 2026 20 10", "is not"),
        ("", "No day and time is written"),
        ("1 " * 50, "is too long for a day and time"),
    ],
)
def test_what_is_no_moment_is_said(words: str, says: str) -> None:
    """The part that is wrong is named: the day, the time, or what is missing."""
    with pytest.raises(DateWordsError) as caught:
        read_moment(words, TODAY)
    assert says in str(caught.value)


def test_a_moment_that_can_be_two_is_refused() -> None:
    """Figures that give a day and a time in more than one way are not guessed."""
    with pytest.raises(DateWordsError, match="can mean more than one moment"):
        read_moment("10.11 12.10", TODAY)


def test_the_usual_time_of_a_bare_day() -> None:
    """Where a surface has one, such as the end of the office day."""
    assert read_moment("7 Dec 2026", TODAY, usual=time(17)).at == datetime(2026, 12, 7, 17, tzinfo=UTC)
    assert read_moment(date(2026, 12, 7), None, usual=time(17)).at == datetime(2026, 12, 7, 17, tzinfo=UTC)


def test_a_spreadsheets_own_moments() -> None:
    """Naive ones are local, aware ones are what they are; both to the minute."""
    naive = datetime(2026, 7, 1, 9, 15, 30, tzinfo=UTC).replace(tzinfo=None)
    assert read_moment(naive, None).at == datetime(2026, 7, 1, 8, 15, tzinfo=UTC)
    assert read_moment(CALL, None).at == CALL
    with pytest.raises(DateWordsError, match="1899"):
        read_moment(datetime(1899, 12, 31, tzinfo=UTC), None)


def test_an_hour_the_clocks_skip_is_refused() -> None:
    """01:30 on the last Sunday of March was never on a clock."""
    for words in ("29 March 2026 01:30", "2026-03-29T01:30", "29/3/26 1.30am"):
        with pytest.raises(DateWordsError) as caught:
            read_moment(words, TODAY)
        assert str(caught.value) == (
            "There is no 01:30 on Sun 29 Mar 2026, when the clocks go forward; "
            "write 02:30 if an hour later is meant."
        )
    assert read_moment("29 March 2026 02:00", TODAY).at == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_an_hour_that_comes_twice_is_noted() -> None:
    """The first is taken and said; written with its offset there is nothing to say."""
    moment = read_moment("25 Oct 2026 01:30", TODAY)
    assert moment.at.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert moment.note == "01:30 comes twice on Sun 25 Oct 2026, when the clocks go back; the first is taken."
    plain = read_moment("2026-10-25T01:30+00:00", TODAY)
    assert plain.at.astimezone(UTC) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert not plain.note


def test_another_zone_has_its_own_clock() -> None:
    """The zone is where the clock hangs."""
    paris = ZoneInfo("Europe/Paris")
    assert read_moment("23/11/2026 10:15", TODAY, paris).at == CALL


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.times())
def test_a_moment_reads_back_from_its_words(day: date, clock: time) -> None:
    """With and without the year, for every minute that was on a clock."""
    try:
        moment = moment_on(day, clock.replace(second=0, microsecond=0))
    except DateWordsError:
        assert day.month in {3, 1, 2, 10}
        return
    assert read_moment(moment_words(moment.at), None) == moment
    assert read_moment(near_moment_words(moment.at), day) == moment
    assert read_moment(f"{clock:%H.%M} on {day:%d/%m/%Y}", None) == moment


@given(st.text(max_size=60) | NEARLY_DATES, st.dates() | st.none())
def test_any_text_is_a_moment_or_said_not_to_be(words: str, today: date | None) -> None:
    """No other error comes out, and every moment knows its zone."""
    for read in (lambda: read_moment(words, today).at.tzinfo, lambda: read_time(words)):
        with suppress(DateWordsError):
            assert read() is not None


def test_long_text_is_not_searched() -> None:
    """Refused by its length, so that splitting it costs nothing."""
    with pytest.raises(DateWordsError):
        read_moment("12 march 9.15 " * 10_000, TODAY)
    assert timedelta(0) == local_zone().utcoffset(datetime(2026, 1, 1, tzinfo=UTC))
