"""The one seam between fields and the reader of typed dates: what to swap when that reader changes."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from readiness.base.dates import ENGLAND, MONTHS

__all__ = ["ENGLAND", "DateWordsError", "read_date", "read_moment"]

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_BRITISH = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})")
_NAMED = re.compile(r"(?:[a-z]{3,9} )?(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})[ -](\d{4})")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTHS = {
    **{short.casefold(): number for number, short in enumerate(MONTHS, start=1)},
    **{name: number for number, name in enumerate(_MONTH_NAMES, start=1)},
    "sept": 9,
}


class DateWordsError(ValueError):
    """Words that are no date or time; the message says how to write one."""


def read_date(text: str, today: date) -> date:
    """The day in `2025-03-31`, `31/3/2025`, `31 Mar 2025`, `Mon 31 March 2025` or `today`.

    Raises:
        DateWordsError: It is none of these, or there is no such day.
    """
    folded = " ".join(text.casefold().split())
    if folded == "today":
        return today
    try:
        if found := _ISO.fullmatch(folded):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _BRITISH.fullmatch(folded):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if (found := _NAMED.fullmatch(folded)) and found[2] in _MONTHS:
            return date(int(found[3]), _MONTHS[found[2]], int(found[1]))
    except ValueError:
        raise DateWordsError("There is no such day.") from None
    raise DateWordsError("Write a date as 31 Mar 2025, 31/3/2025 or 2025-03-31.")


def read_moment(text: str, today: date) -> datetime:
    """The moment in `2026-11-23 09:15` or another day and a time in England; aware, UTC.

    Raises:
        DateWordsError: It is not a day and a time.
    """
    day, _, clock = re.sub(r"(?<=\d)[Tt](?=\d)", " ", text.strip()).rpartition(" ")
    found = _CLOCK.fullmatch(clock)
    try:
        at = time(int(found[1]), int(found[2])) if found and day else None
    except ValueError:
        at = None
    if at is None:
        raise DateWordsError("Write a day and a time, as 23 Nov 2026 09:15.")
    return datetime.combine(read_date(day, today), at, ENGLAND).astimezone(UTC)
