"""Words typed for a date before they are read: made plain, checked for length, quoted when they are none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, Literal

from readiness.base.date_words import MONTHS, SHORT_MONTHS, SHORT_WEEKDAYS, WEEKDAYS

EARLIEST_YEAR: Final = 1950
LATEST_YEAR: Final = 2100
"""Years outside these are slips of the keyboard, or a spreadsheet's empty cell."""

Nearest = Literal["ahead", "back", "around"]
"""Which year, or week, is meant where none is written.

``ahead`` is the first from today on, for deadlines; ``back`` the last up to today, for what evidence covers;
``around`` the first that is not more than ninety days ago.
"""
WorkingDays = Callable[[date, int], date]
"""The day so many working days after a day."""

LONGEST: Final = 80
"""Characters of a date, time or period; anything longer is something else."""
HOW: Final = "write it as 31/3/2026 or 31 March 2026"
_OLD_YEARS: Final = 70
"""A year in two figures is 2000 to 2069 below this, 1970 to 1999 from this on."""

_MONTH_NUMBERS: Final = {
    **{name.casefold(): number for number, name in enumerate(MONTHS, 1)},
    **{name.casefold(): number for number, name in enumerate(SHORT_MONTHS, 1)},
    "sept": 9,
}
_WEEKDAY_NUMBERS: Final = {
    **{name.casefold(): number for number, name in enumerate(WEEKDAYS)},
    **{name.casefold(): number for number, name in enumerate(SHORT_WEEKDAYS)},
    "tues": 1, "weds": 2, "thur": 3, "thurs": 3,
}  # fmt: skip
_PLAIN = str.maketrans({
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    **dict.fromkeys("\u2018\u2019", "'"),
    ",": " ",
})  # fmt: skip


class DateWordsError(ValueError):
    """Words that are no date, time or period.

    Attributes:
        what: What is wrong with what was typed, as a sentence without its stop.
        how: How to write it, to follow a semicolon; empty where the first part says all.
    """

    def __init__(self, what: str, how: str = HOW) -> None:
        super().__init__(f"{what}; {how}." if how else f"{what}.")
        self.what = what
        self.how = how

    @property
    def remedy(self) -> str:
        """How to write it, as a sentence of its own; empty where there is nothing to add."""
        return f"{self.how[0].upper()}{self.how[1:]}." if self.how else ""


def normal(text: str) -> str:
    """Small letters, single spaces, plain hyphens and apostrophes, no commas."""
    return " ".join(text.casefold().translate(_PLAIN).split())


def shown(text: str) -> str:
    """What was typed in quotation marks: short, and without characters that could not be seen."""
    words = " ".join("".join(each if each.isprintable() else " " for each in text[:LONGEST]).split())
    cut = words if len(words) <= LONGEST // 2 else words[: LONGEST // 2 - 1] + "\u2026"
    return f"\u2018{cut}\u2019"


def check_length(words: str, kind: str, how: str) -> None:
    """Refuse nothing and far too much.

    Raises:
        DateWordsError: There are no words, or more than any date, time or period has.
    """
    if not words:
        raise DateWordsError(f"No {kind} is written", how)
    if len(words) > LONGEST:
        raise DateWordsError(f"{shown(words)} is too long for a {kind}", how)


def month_number(word: str) -> int | None:
    """The month of a name in full or in its usual abbreviation; None for any other word."""
    return _MONTH_NUMBERS.get(word)


def weekday_number(word: str) -> int | None:
    """0 for Monday, in full or as usually shortened; None for any other word."""
    return _WEEKDAY_NUMBERS.get(word.rstrip("."))


def needed(today: date | None, typed: str) -> date:
    """Today, for words that are told from it.

    Raises:
        DateWordsError: It is not known, because the words were not written today.
    """
    if today is None:
        raise DateWordsError(f"{shown(typed)} depends on the day it was written", HOW)
    return today


def full_year(figures: str) -> int:
    """A year of two or four figures: 26 is 2026, 98 is 1998."""
    year = int(figures)
    if len(figures) > len("26"):
        return year
    return year + (2000 if year < _OLD_YEARS else 1900)


def bounded(day: date) -> date:
    """The day itself.

    Raises:
        DateWordsError: Its year is out of reach.
    """
    if EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        return day
    raise out_of_reach(day.year)


def out_of_reach(year: int) -> DateWordsError:
    """The error for a year nobody means."""
    return DateWordsError(
        f"The year {year} is out of reach",
        f"write a year from {EARLIEST_YEAR} to {LATEST_YEAR} in four figures",
    )
