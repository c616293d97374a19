"""Dates, counts and lists in words."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.base.date_words import day_words, weekday_words
from readiness.base.text import counted, listed, quoted


def test_dates_in_words() -> None:
    """Without a leading nought, month in three letters."""
    assert day_words(date(2026, 12, 7)) == "7 Dec 2026"
    assert weekday_words(date(2026, 12, 7)) == "Mon 7 Dec 2026"


@pytest.mark.parametrize(("number", "words"), [(0, "no kinds"), (1, "1 kind"), (2, "2 kinds")])
def test_counts_in_words(number: int, words: str) -> None:
    """None, one, several."""
    assert counted(number, "kind") == words


def test_an_odd_plural() -> None:
    """The plural can be given."""
    assert counted(2, "agency", "agencies") == "2 agencies"


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists_in_words(words: list[str], text: str) -> None:
    """Commas, then the joining word."""
    assert listed(words) == text


def test_long_text_is_cut_at_a_word() -> None:
    """Quotation marks, one line, an ellipsis where it was cut."""
    assert quoted("Short  breaks\nreview") == "\u201cShort breaks review\u201d"
    assert quoted("one two three", 9) == "\u201cone two\u2026\u201d"
    assert quoted("unbroken", 5) == "\u201cunbr\u2026\u201d"
