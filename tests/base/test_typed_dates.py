"""Words typed for a date are made plain and quoted without harm."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from readiness.base.typed_dates import LONGEST, normal, shown


@given(st.text(max_size=300))
def test_what_is_quoted_is_short_and_can_be_seen(text: str) -> None:
    """No control, direction mark or half character passes, and nothing long."""
    words = shown(text)
    assert words.isprintable()
    assert len(words) <= LONGEST // 2 + 2


@given(st.text(max_size=100))
def test_words_made_plain_stay_as_they_are(text: str) -> None:
    """Making them plain again changes nothing that matters: spaces are single and nothing is in capitals."""
    words = normal(text)
    assert words == " ".join(words.split())
    assert normal(words) == words
    assert "," not in words
