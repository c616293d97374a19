"""What is marked in a text is why it was found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.base.highlights import highlights


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("Audit plan: replan audits", ["plan"], ["plan"]),
        ("Replanned", ["plan"], ["plan"]),
        ("Self-evaluation form", ["sef"], ["S", "e", "f"]),
        ("Children\u2019s caf\u00e9", ["childrens", "cafe"], ["Children\u2019s", "caf\u00e9"]),
        ("Audit, audit", ["audit"], ["Audit", "audit"]),
        ("A1.2 Plans", ["a1.2", "plan"], ["A1.2", "Plan"]),
        ("Plan", ["zzz"], []),
        ("", ["plan"], []),
    ],
)
def test_the_best_way_a_word_fits_is_marked(text: str, words: list[str], shown: list[str]) -> None:
    """Starts of words before insides, these before initials; letters as they stand in the text."""
    spans = highlights(text, words, {})
    marked = [text[start:end] for start, end in spans]

    assert "".join(marked).replace("\u2019", "") == "".join(shown).replace("\u2019", "")


def test_what_was_meant_is_marked() -> None:
    """A slip forgiven marks what it was taken for."""
    assert highlights("The inspection", ["inspectoin"], {"inspectoin": ("inspection",)}) == ((4, 14),)


@given(st.text(), st.lists(st.text(min_size=1, max_size=4), max_size=4))
def test_stretches_lie_in_the_text_and_apart(text: str, words: list[str]) -> None:
    """Whatever the text and the words, the stretches are in order, not empty and do not touch."""
    ends = [place for span in highlights(text, words, {}) for place in span]

    assert ends == sorted(set(ends))
    assert all(0 <= place <= len(text) for place in ends)
