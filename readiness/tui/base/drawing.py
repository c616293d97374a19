"""Bars and strips as plain text: pure functions of figures and width, the same on screen and in a test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from readiness.base.date_words import SHORT_MONTHS

FULL, HALF, REST = "━", "╸", "┈"


def bar(done: int, of: int, width: int) -> tuple[str, str]:
    """A bar of `width` columns in two parts: what is done, and the rest; empty for nothing."""
    if of <= 0 or width <= 0:
        return "", ""
    halves = min(max(round(2 * width * done / of), 1 if done > 0 else 0), 2 * width)
    if done < of:
        halves = min(halves, 2 * width - 1)
    full = FULL * (halves // 2) + HALF * (halves % 2)
    return full, REST * (width - len(full))


def weeks(days: Iterable[date], start: date, count: int) -> tuple[int, ...]:
    """How many of the days fall in each of `count` weeks, the first of them the one `start` is in."""
    first = start - timedelta(days=start.weekday())
    numbers = Counter((day - first).days // 7 for day in days)
    return tuple(numbers[week] for week in range(count))


def months_over(start: date, count: int, step: int) -> str:
    """Names of months above a strip of weeks, each over the first week that begins in it."""
    first = start - timedelta(days=start.weekday())
    line = [" "] * (count * step)
    known = 0
    for week in range(count):
        day = first + timedelta(weeks=week)
        name = SHORT_MONTHS[day.month - 1]
        if day.month != known and week * step + len(name) <= len(line):
            line[week * step : week * step + len(name)] = name
            known = day.month
    return "".join(line)
