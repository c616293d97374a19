"""A time of day, and a moment of a day and a time, as people in England write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from typing import Final

from readiness.base.date_words import weekday_words
from readiness.base.dates import read_date
from readiness.base.typed_dates import (
    DateWordsError,
    Nearest,
    WorkingDays,
    bounded,
    check_length,
    normal,
    shown,
)
from readiness.base.zone import local_zone

_HOW_TIME: Final = "write it as 09:15 or 9.15am"
_HOW_MOMENT: Final = "write it as 23/11/2026 09:15"
_NOON: Final = frozenset(("noon", "midday", "12 noon", "12noon", "12 midday"))
_CLOCK: Final = (
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.]\d{2})? ?(?P<half>[ap]\.?m\.?|hrs?|h)?",
    r"(?P<hour>\d{2})(?P<minute>\d{2}) ?(?P<half>[ap]\.?m\.?|hrs?|h)?",
    r"(?P<hour>\d{1,2}) ?(?P<half>[ap]\.?m\.?)",
)
_MACHINE: Final = r"\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?: ?z|[+-]\d{2}:?\d{2})?"
_HALF_DAY: Final = 12
_HOURS: Final = 24
_MINUTES: Final = 60


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment that was typed."""

    at: datetime
    """Aware, in the zone it was read in."""
    note: str = ""
    """What whoever typed it must be told: that the hour comes twice that night. Empty otherwise."""


def read_time(text: str | time | datetime) -> time:
    """The time of day that is meant, to the minute.

    Midnight in words is refused: it can begin or end a day.

    Raises:
        DateWordsError: It is no time of day.
    """
    if isinstance(text, datetime):
        text = text.time()
    if isinstance(text, time):
        return time(text.hour, text.minute)
    words = normal(text)
    check_length(words, "time", _HOW_TIME)
    words = words.removeprefix("at ").removeprefix("@").strip()
    if words in _NOON:
        return time(_HALF_DAY)
    if words == "midnight":
        raise DateWordsError("Midnight can be the start or the end of a day", "write 00:00 or 23:59")
    for pattern in _CLOCK:
        if found := re.fullmatch(pattern, words, re.ASCII):
            return _clock(found, text)
    raise DateWordsError(f"{shown(text)} is not a time of day", _HOW_TIME)


def read_moment(
    text: str | date,
    today: date | None,
    zone: tzinfo | None = None,
    *,
    nearest: Nearest = "ahead",
    usual: time | None = None,
    working_days: WorkingDays | None = None,
) -> Moment:
    """The moment that is meant: a day and a time of day, in either order.

    Args:
        text: As written, or a spreadsheet's own moment (a naive one is local to `zone`).
        today: See `read_date`.
        zone: Where the clock hangs that the time was read from; the framework's when left out.
        nearest: See `read_date`.
        usual: The time where only a day is written; without it a time is needed.
        working_days: See `read_date`.

    Raises:
        DateWordsError: The day or the time cannot be read or is missing, or the clocks skip that hour.
    """
    zone = zone or local_zone()
    if isinstance(text, datetime):
        return _of_cell(text, zone)
    if isinstance(text, date):
        return _on_day(bounded(text), str(text), zone, usual)
    words = normal(text)
    check_length(words, "day and time", _HOW_MOMENT)
    if re.fullmatch(_MACHINE, words, re.ASCII):
        return _of_machine(words, text, zone)

    def day_of(part: str) -> date | None:
        return _day_or_none(part, today, nearest, working_days)

    if (whole := day_of(words)) is not None:
        return _on_day(whole, text, zone, usual)
    moments = {
        (day, clock)
        for day_part, clock_part in _splits(words)
        if (clock := _time_or_none(clock_part)) is not None and (day := day_of(day_part)) is not None
    }
    if len(moments) == 1:
        return moment_on(*moments.pop(), zone)
    if moments:
        raise DateWordsError(f"{shown(text)} can mean more than one moment", _HOW_MOMENT)
    raise _why_not(words, text, today, nearest)


def moment_on(day: date, clock: time, zone: tzinfo | None = None) -> Moment:
    """The moment of a day at a time by the clock on the wall.

    Where that time comes twice, the first is taken and a note says so.

    Raises:
        DateWordsError: The clocks go forward over that time.
    """
    zone = zone or local_zone()
    at = datetime.combine(day, clock, zone)
    back = at.astimezone(UTC).astimezone(zone)
    if (back.hour, back.minute) != (at.hour, at.minute):
        raise DateWordsError(
            f"There is no {clock:%H:%M} on {weekday_words(day)}, when the clocks go forward",
            f"write {back:%H:%M} if an hour later is meant",
        )
    if at.replace(fold=1).utcoffset() == at.utcoffset():
        return Moment(at)
    return Moment(
        at, f"{clock:%H:%M} comes twice on {weekday_words(day)}, when the clocks go back; the first is taken."
    )


def _clock(found: re.Match[str], typed: str) -> time:
    groups = found.groupdict()
    hour, minute = int(groups["hour"]), int(groups.get("minute") or 0)
    half = (groups["half"] or "").replace(".", "")
    if half == "am":
        is_hour, hour = hour <= _HALF_DAY, hour % _HALF_DAY
    elif half == "pm":
        is_hour, hour = 1 <= hour < _HOURS, hour if hour > _HALF_DAY else hour % _HALF_DAY + _HALF_DAY
    else:
        is_hour = hour < _HOURS
    if not is_hour or minute >= _MINUTES:
        raise DateWordsError(f"{shown(typed)} is not a time of day", _HOW_TIME)
    return time(hour, minute)


def _splits(words: str) -> Iterator[tuple[str, str]]:
    """Every way to take the words as a day and a time, in either order."""
    parts = words.split()
    for at in range(1, len(parts)):
        first, second = " ".join(parts[:at]), " ".join(parts[at:])
        yield first.removesuffix(" at").removesuffix(" @"), second
        yield second, first


def _day_or_none(
    words: str, today: date | None, nearest: Nearest, working_days: WorkingDays | None
) -> date | None:
    if ":" in words:
        return None  # a date lets the time of a machine go; here it must not
    try:
        return read_date(words, today, nearest=nearest, working_days=working_days)
    except DateWordsError:
        return None


def _time_or_none(words: str) -> time | None:
    try:
        return read_time(words)
    except DateWordsError:
        return None


def _of_machine(words: str, typed: str, zone: tzinfo) -> Moment:
    try:
        at = datetime.fromisoformat(words.replace(" ", "T", 1).replace(" ", "").upper())
    except ValueError:
        raise DateWordsError(f"{shown(typed)} is not a moment", _HOW_MOMENT) from None
    return _of_cell(at, zone)


def _of_cell(at: datetime, zone: tzinfo) -> Moment:
    """A moment to the minute; a naive one is local."""
    bounded(at.date())
    minute = at.replace(second=0, microsecond=0)
    if minute.tzinfo is None:
        return moment_on(minute.date(), minute.time(), zone)
    return Moment(minute.astimezone(zone))


def _on_day(day: date, typed: str, zone: tzinfo, usual: time | None) -> Moment:
    if usual is None:
        raise DateWordsError(f"{shown(typed)} does not say at what time", _HOW_MOMENT)
    return moment_on(day, usual, zone)


def _why_not(words: str, typed: str, today: date | None, nearest: Nearest) -> DateWordsError:
    """What is wrong with the part that can be told to be the day, or with the whole."""
    for day_part, clock_part in _splits(words):
        if _time_or_none(clock_part) is not None:
            try:
                read_date(day_part, today, nearest=nearest)
            except DateWordsError as error:
                return error
    for day_part, clock_part in _splits(words):
        if _day_or_none(day_part, today, nearest, None) is not None:
            return DateWordsError(f"{shown(clock_part)} is not a time of day", _HOW_TIME)
    if _time_or_none(words) is not None:
        return DateWordsError(f"{shown(typed)} does not say on which day", _HOW_MOMENT)
    return DateWordsError(f"{shown(typed)} is not a day and a time", _HOW_MOMENT)
