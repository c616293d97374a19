"""Days told from today: ``tomorrow``, ``fri``, ``next monday``, ``+3 weeks``, ``end of month``."""

from __future__ import annotations

import calendar
import re
from datetime import MAXYEAR, date, timedelta
from typing import Final

from readiness.base.date_words import weekday_words
from readiness.base.typed_dates import (
    DateWordsError,
    Nearest,
    WorkingDays,
    needed,
    out_of_reach,
    shown,
    weekday_number,
)

_DAYS_AWAY: Final = {"today": 0, "tomorrow": 1, "yesterday": -1}
_UNIT: Final = r"(?P<unit>days?|weeks?|months?|years?|wd|working days?)"
_AWAY: Final = (
    rf"(?P<sign>[+-]) ?(?P<number>\d{{1,4}}) ?{_UNIT}",
    rf"in (?P<number>\d{{1,4}}|an?|one) {_UNIT}",
    rf"(?P<number>\d{{1,4}}|an?|one) {_UNIT} (?P<sign>ago)",
)
_MOST_WORKING_DAYS: Final = 500
"""About two years; calendars know public holidays and closure days no further."""
_MONTH_END: Final = frozenset(("end of month", "end of the month", "month end", "end of this month"))
_WEEK: Final = timedelta(weeks=1)


def told_from(words: str, typed: str, today: date | None, working_days: WorkingDays | None) -> date | None:
    """The day the words tell from today; None when they tell none.

    Args:
        words: Small letters and single spaces.
        typed: As they were typed, for messages.
        today: The day they were written; None when that is not known.
        working_days: Counts working days, for ``+5 wd``.

    Raises:
        DateWordsError: Today is not known, the day is out of reach, or it can be either of two.
    """
    if words in _DAYS_AWAY:
        return _plus_days(needed(today, typed), _DAYS_AWAY[words])
    if words in _MONTH_END:
        return _month_end(needed(today, typed))
    which, _, name = words.partition(" ")
    weekday = weekday_number(name)
    if which in {"this", "next", "last"} and weekday is not None:
        return _one_of_two(which, weekday, typed, needed(today, typed))
    for pattern in _AWAY:
        if found := re.fullmatch(pattern, words, re.ASCII):
            return _away(found, typed, needed(today, typed), working_days)
    return None


def bare_weekday(weekday: int, typed: str, today: date | None, nearest: Nearest) -> date:
    """The next such day that is not today; looking back, the last one.

    Raises:
        DateWordsError: Today is not known, or looking back on that very weekday, which may mean today.
    """
    known = needed(today, typed)
    if nearest != "back":
        return _plus_days(known, (weekday - known.weekday() - 1) % 7 + 1)
    if known.weekday() == weekday:
        raise _either(typed, known - _WEEK if known > date.min + _WEEK else known, known)
    return _plus_days(known, -((known.weekday() - weekday) % 7))


def _one_of_two(which: str, weekday: int, typed: str, today: date) -> date:
    """A weekday of this, the next or the last week; refused where half the country means another week."""
    in_this_week = _plus_days(today, weekday - today.weekday())
    if which == "this":
        return in_this_week
    if which == "next":
        by_week, nearest = (
            _plus_days(in_this_week, 7),
            _plus_days(today, (weekday - today.weekday() - 1) % 7 + 1),
        )
    else:
        by_week = _plus_days(in_this_week, -7)
        nearest = _plus_days(today, -((today.weekday() - weekday - 1) % 7 + 1))
    if by_week != nearest:
        raise _either(typed, min(by_week, nearest), max(by_week, nearest))
    return by_week


def _either(typed: str, first: date, second: date) -> DateWordsError:
    return DateWordsError(
        f"{shown(typed)} can mean {weekday_words(first)} or {weekday_words(second)}", "write the date itself"
    )


def _away(found: re.Match[str], typed: str, today: date, working_days: WorkingDays | None) -> date:
    number = int(found["number"]) if found["number"].isdecimal() else 1
    sign = found.groupdict().get("sign")
    count = -number if sign in {"-", "ago"} else number
    unit = found["unit"].rstrip("s")
    if unit in {"day", "week"}:
        return _plus_days(today, count * (7 if unit == "week" else 1))
    if unit in {"month", "year"}:
        return _plus_months(today, count * (12 if unit == "year" else 1))
    if working_days is None:
        raise DateWordsError(f"{shown(typed)} needs a calendar of working days, and none is at hand here")
    if number > _MOST_WORKING_DAYS:
        raise DateWordsError(
            f"{shown(typed)} is further than working days are counted", "write the date itself"
        )
    return _counted(today, count, working_days)


def _counted(today: date, count: int, working_days: WorkingDays) -> date:
    try:
        return working_days(today, count)
    except DateWordsError:
        raise  # the calendar says itself why it cannot count
    except (OverflowError, ValueError):
        raise DateWordsError(f"No working day is so far from {weekday_words(today)}") from None


def _plus_days(day: date, count: int) -> date:
    try:
        return day + timedelta(days=count)
    except OverflowError:
        raise out_of_reach(MAXYEAR if count > 0 else 0) from None


def _plus_months(day: date, count: int) -> date:
    """The same day of another month, or its last where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not 1 <= year <= MAXYEAR:
        raise out_of_reach(year)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
