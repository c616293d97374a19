"""A date is read the same wherever people write it, day before month, and nothing is guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.base.date_words import day_words, figures, long_day_words, near_day_words, weekday_words
from readiness.base.dates import EARLIEST_YEAR, LATEST_YEAR, DateWordsError, Nearest, read_date

TODAY = date(2026, 11, 27)
"""A Friday."""
DAY = date(2026, 3, 31)
"""A Tuesday."""
DAYS = st.dates(date(EARLIEST_YEAR, 1, 1), date(LATEST_YEAR, 12, 31))
PIECES = st.sampled_from(
    ["31", "3", "2026", "26", "march", "mar.", "tue", "next", "+", "-", "/", ".", " ", "wd", "days", "ago",
     "in", "t", "00:00", ":", "st", "of", "'", "today", "fri", "20260331", "z", "0", "9999", "weeks",
     "months", "years", "09:15", "am", "noon", "to", "from", "q3", "autumn", "academic year",
     "until", "end of month"]
)  # fmt: skip
NEARLY_DATES = st.lists(PIECES, max_size=8).map("".join) | st.lists(PIECES, max_size=8).map(" ".join)


@pytest.mark.parametrize(
    "words",
    [
        "2026-03-31", "2026-3-31", "2026/03/31", "2026.03.31", "20260331", "31032026",
        "31/3/26", "31/03/2026", "31.3.26", "31.3.2026", "31-03-2026", "31 3 2026", "31 / 3 / 2026",
        "31/3.2026",
        "31/03/2026 00:00", "31/03/2026 00:00:00", "31 March 2026", "31st March 2026", "31st of March 2026",
        "31 march, 2026", "31 MAR 2026", "31-Mar-26", "31 Mar. 2026", "31Mar2026", "31. March 2026",
        "31 March '26", "31 March \u201926", "March 31 2026", "March 31st, 2026", "the 31st of March 2026",
        "on 31 March 2026", "  31   March\t2026 ", "31\u201303\u20132026", "31\u00a0March 2026",
        "Tue 31 March 2026", "Tuesday, 31 March 2026", "Tues. 31/3/26",
        "2026-03-31T09:15", "2026-03-31 09:15:00", "2026-03-31T09:15:00.000Z", "2026-03-30T23:30:00Z",
        "2026-03-31T00:30:00+01:00", "2026-03-31 09:15 Z",
    ],
)  # fmt: skip
def test_the_ways_people_write_a_date(words: str) -> None:
    """Figures, words, with a weekday, as machines write it: the same day, with or without a today."""
    assert read_date(words, TODAY) == DAY
    assert read_date(words, None) == DAY


def test_the_day_stands_before_the_month() -> None:
    """3/4 is the third of April, whatever could be guessed."""
    assert read_date("3/4/26", TODAY) == date(2026, 4, 3)
    assert read_date("03042026", TODAY) == date(2026, 4, 3)


def test_months_and_weekdays_have_their_usual_abbreviations() -> None:
    """Four letters for September, and the longer forms of three weekdays."""
    assert read_date("3 Sept 2026", TODAY) == date(2026, 9, 3)
    assert read_date("Weds 2 Sep 2026", TODAY) == date(2026, 9, 2)
    assert read_date("Thurs 3 Sep 2026", TODAY) == read_date("Thur 3 September 2026", TODAY)


@pytest.mark.parametrize(
    ("words", "year"), [("1/1/00", 2000), ("1/1/69", 2069), ("1/1/70", 1970), ("1 Jan 99", 1999)]
)
def test_years_of_two_figures(words: str, year: int) -> None:
    """Up to 69 they are of this century, from 70 of the last."""
    assert read_date(words, TODAY) == date(year, 1, 1)


@pytest.mark.parametrize(
    ("words", "ahead", "back", "around"),
    [
        ("14 dec", (2026, 12, 14), (2025, 12, 14), (2026, 12, 14)),
        ("14/12", (2026, 12, 14), (2025, 12, 14), (2026, 12, 14)),
        ("14.12", (2026, 12, 14), (2025, 12, 14), (2026, 12, 14)),
        ("27 November", (2026, 11, 27), (2026, 11, 27), (2026, 11, 27)),
        ("1 Oct", (2027, 10, 1), (2026, 10, 1), (2026, 10, 1)),
        ("1 June", (2027, 6, 1), (2026, 6, 1), (2027, 6, 1)),
        ("Mon 30 Nov", (2026, 11, 30), None, (2026, 11, 30)),
    ],
)
def test_a_year_left_out_is_the_nearest(
    words: str, ahead: tuple[int, int, int], back: tuple[int, int, int] | None, around: tuple[int, int, int]
) -> None:
    """Deadlines lie ahead and what evidence covers lies back; around is ninety days of grace."""
    assert read_date(words, TODAY, nearest="ahead") == date(*ahead)
    assert read_date(words, TODAY, nearest="around") == date(*around)
    if back is None:
        with pytest.raises(DateWordsError, match=r"30 November 2025 is a Sunday, not a Monday"):
            read_date(words, TODAY, nearest="back")
    else:
        assert read_date(words, TODAY, nearest="back") == date(*back)


def test_a_leap_day_without_a_year() -> None:
    """It is the one of this year or the next, if there is one; none is looked for further away."""
    assert read_date("29 Feb", date(2027, 6, 1)) == date(2028, 2, 29)
    with pytest.raises(DateWordsError, match=r"There is no 29 February 2026: that month has 28 days\."):
        read_date("29 Feb", TODAY)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("1 Marxx 2026", "\u2018marxx\u2019 is not a month; write it as 31/3/2026 or 31 March 2026."),
        ("31 Mai 2025", "\u2018mai\u2019 is not a month"),
        ("31/2/2026", "There is no 31 February 2026: that month has 28 days."),
        ("0/2/2026", "There is no 0 February 2026"),
        ("3/14/2026", "no such month; write the day before the month, as 14/3/2026."),
        ("31/31/2025", "names month 31, and there is no such month; write it as 31/3/2026"),
        ("31/3/2206", "The year 2206 is out of reach; write a year from 1950 to 2100 in four figures."),
        ("1/1/1900", "The year 1900 is out of reach"),
        ("0000-00-00", "The year 0 is out of reach"),
        ("Mon 31 March 2026", "31 March 2026 is a Tuesday, not a Monday; put the weekday or the date right."),
        ("March 2026", "\u2018March 2026\u2019 does not say which day"),
        ("mar-26", "\u2018mar-26\u2019 does not say which day"),
        ("smarch 2026", "\u2018smarch 2026\u2019 is not a date"),
        ("2026-03-31T25:00", "has a time that is none"),
        ("2026-03-31T09:15+99:00", "has a time that is none"),
        ("soon", "\u2018soon\u2019 is not a date; write it as 31/3/2026 or 31 March 2026."),
        ("Mon soon", "\u2018Mon soon\u2019 is not a date"),
        ("2026", "\u20182026\u2019 is not a date"),
        ("3/2025", "is not a date"),
        ("10-12", "is not a date"),
        ("+10", "is not a date"),
        ("\u0663/\u0663/2026", "is not a date"),
        ("", "No date is written; write it as 31/3/2026"),
        ("  ,  ", "No date is written"),
        ("1" * 81, "is too long for a date"),
        ("bad\x1b]0;\u202ename", "\u2018bad ]0; name\u2019 is not a date"),
    ],
)  # fmt: skip
def test_what_is_no_date_is_said(words: str, says: str) -> None:
    """One sentence names the part that is wrong and shows how to write it; nothing hidden is shown."""
    with pytest.raises(DateWordsError) as caught:
        read_date(words, TODAY)
    assert says in str(caught.value)
    assert str(caught.value).isprintable()
    assert str(caught.value).startswith(caught.value.what)
    assert caught.value.how in str(caught.value)
    assert caught.value.remedy[1:-1] == caught.value.how[1:]


@pytest.mark.parametrize("words", ["14 dec", "14/12", "today", "fri", "next mon", "+3 days", "end of month"])
def test_what_depends_on_today_is_refused_where_it_is_not_known(words: str) -> None:
    """A file was not written today, so only whole dates can be read in it."""
    with pytest.raises(DateWordsError, match=r"has no year|depends on the day it was written"):
        read_date(words, None)


def test_a_spreadsheets_own_dates() -> None:
    """A date is itself, a moment its day, an aware moment its day in England."""
    assert read_date(DAY, None) == DAY
    assert read_date(datetime(2026, 3, 31, 9, tzinfo=UTC).replace(tzinfo=None), None) == DAY
    assert type(read_date(datetime(2026, 3, 31, 9, tzinfo=UTC), None)) is date
    assert read_date(datetime(2026, 7, 1, 23, 30, tzinfo=UTC), None) == date(2026, 7, 2)
    with pytest.raises(DateWordsError, match="1899"):
        read_date(date(1899, 12, 31), None)
    with pytest.raises(DateWordsError, match="9999"):
        read_date(datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))), None)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("by noon on 12 Mar", date(2025, 3, 12)),
        ("Wed 12 March 2025, 5pm", date(2025, 3, 12)),
        ("Friday 12th of March, early", date(2025, 3, 12)),
        ("due 2025-03-12T16:00:00", date(2025, 3, 12)),
        ("9.10 on 12 March", date(2025, 3, 12)),
        ("3 copies by 12/3", date(2025, 3, 12)),
        ("10.30 on 12.3", date(2025, 3, 12)),
        ("before 12-03-2025", date(2025, 3, 12)),
        ("12 March 25:00", date(2025, 3, 12)),
        ("5 schools by 12 March", date(2025, 3, 12)),
        ("20 December", date(2024, 12, 20)),
    ],
)
def test_a_date_among_other_words(words: str, day: date) -> None:
    """Lenient reading takes the plainest date and leaves times, numbers and weekdays alone."""
    assert read_date(words, date(2025, 3, 3), nearest="around", lenient=True) == day


@pytest.mark.parametrize(
    "words", ["", "on site", "31/02/2025", "13/13/2025", "1 Marxx 2026", "section 10.30"]
)
def test_no_date_among_other_words(words: str) -> None:
    """A day that does not exist is not passed over for the next number."""
    with pytest.raises(DateWordsError):
        read_date(words, TODAY, lenient=True)


def test_every_day_reads_back_from_each_way_it_is_written() -> None:
    """All days of 1990 to 2100, in every form the product writes."""
    day, last = date(1990, 1, 1), date(2100, 12, 31)
    writers = (day_words, long_day_words, weekday_words, figures, date.isoformat)
    wrong: list[str] = []
    while day <= last:
        wrong += [words for writer in writers if read_date(words := writer(day), None) != day]
        day += timedelta(days=1)
    assert wrong == []


@given(DAYS)
def test_a_day_without_its_year_reads_back_near_it(day: date) -> None:
    """What the screens write without the year is that day when read on it."""
    for nearest in ("ahead", "back", "around"):
        assert read_date(near_day_words(day), day, nearest=nearest) == day


@given(
    st.text(max_size=60) | NEARLY_DATES,
    st.dates() | st.none(),
    st.sampled_from(["ahead", "back", "around"]),
    st.booleans(),
)
def test_any_text_is_a_date_within_reach_or_said_not_to_be(
    words: str, today: date | None, nearest: Nearest, lenient: bool
) -> None:
    """No other error and no absurd year comes out, whatever is typed on whatever day."""
    said = ""
    try:
        day = read_date(words, today, nearest=nearest, lenient=lenient)
    except DateWordsError as error:
        said = str(error)
    assert len(said) < 200
    if not said:
        assert EARLIEST_YEAR <= day.year <= LATEST_YEAR
        assert read_date(day_words(day), today) == day


@pytest.mark.parametrize(
    "piece", ["1", "1/", "12 march ", " ", "a", "mar 1 ", "2026-03-", "31st of ", "'", "\u2013"]
)
def test_long_text_takes_no_more_than_its_share(piece: str) -> None:
    """Twenty times the text takes about twenty times as long, not four hundred times; lenient or not."""

    def seconds(words: str) -> float:
        best = 1.0
        for _ in range(3):
            start = process_time()
            for lenient in (False, True):
                with pytest.raises(DateWordsError):
                    read_date(f"{words} marxx 99", None, lenient=lenient)
            best = min(best, process_time() - start)
        return best

    short, long = seconds(piece * 2_000), seconds(piece * 40_000)
    assert long < short * 100 + 0.05
