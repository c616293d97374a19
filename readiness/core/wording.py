"""Dates, counts and lists in plain English; the same on every computer, whatever its locale."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@lru_cache(maxsize=4096)
def day_words(day: date) -> str:
    """``7 Dec 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_words(day: date) -> str:
    """``Mon 7 Dec 2026``."""
    return f"{WEEKDAYS[day.weekday()]} {day_words(day)}"


def counted(number: int, one: str, many: str = "") -> str:
    """``no items``, ``1 item``, ``3 items``; give `many` when it is not `one` with an s."""
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"


def listed(words: Iterable[str], joint: str = "and") -> str:
    """``A1``, ``A1 and A2``, ``A1, A2 and A3``; empty for nothing."""
    parts = list(words)
    return f" {joint} ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def quoted(text: str, longest: int = 60) -> str:
    """The text in quotation marks, cut at a word when longer than `longest` characters."""
    words = " ".join(text.split())
    if len(words) > longest:
        cut = words[: longest - 1]
        words = (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "\u2026"
    return f"\u201c{words}\u201d"
