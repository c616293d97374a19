"""Filters may stand among the words that are looked for."""

from __future__ import annotations

import pytest

from readiness.evidence.finding import split_query


@pytest.mark.parametrize(
    ("typed", "words", "chosen"),
    [
        ("waiting times", "waiting times", ""),
        ("children missing education", "children missing education", ""),
        ("SALT kind:audit is:stale waits", "SALT waits", "kind:audit stale"),
        ('"annual review" -agency:health', '"annual review"', "-agency:health"),
        ("colour:red", "colour:red", ""),
        ("kind:audit", "", "kind:audit"),
    ],
)
def test_filters_are_told_from_words(typed: str, words: str, chosen: str) -> None:
    """A flag filters only after ``is:``: most flags are words of documents too."""
    assert split_query(typed) == (words, chosen)
