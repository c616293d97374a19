"""The laws of the three-way merge."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.sef.round_trip.merge import Merge, merge, similarity

WORDS = st.sampled_from(["families", "wait", "31", "22", "weeks", "now", "and", ",", ".", "help", "\n"])
TEXTS = st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=30)


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_one_side_unchanged_gives_the_other(base: str, changed: str) -> None:
    """merge(b, b, x) = x and merge(b, x, b) = x."""
    assert merge(base, base, changed) == Merge(changed)
    assert merge(base, changed, base) == Merge(changed)


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_the_same_change_twice_is_that_change(base: str, changed: str) -> None:
    """merge(b, x, x) = x."""
    assert merge(base, changed, changed) == Merge(changed)


@given(TEXTS, TEXTS, TEXTS)
@settings(deadline=None)
def test_sides_may_be_swapped(base: str, ours: str, theirs: str) -> None:
    """Whether two sides overlap, and what is merged without overlap, does not depend on which is ours."""
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert one.text == other.text
    assert [(o.base, o.ours, o.theirs) for o in one.overlaps] == [
        (o.base, o.theirs, o.ours) for o in other.overlaps
    ]


@given(TEXTS, TEXTS, TEXTS)
@settings(deadline=None)
def test_no_changed_word_is_lost(base: str, ours: str, theirs: str) -> None:
    """Every word either side put in is in the merged text; else nothing is merged and both are shown."""
    result = merge(base, ours, theirs)
    if result.text is None:
        assert result.overlaps
        return
    known = set(re.findall(r"\w+", base))
    for side in (ours, theirs):
        assert set(re.findall(r"\w+", side)) - known <= set(re.findall(r"\w+", result.text))


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "text"),
    [
        ("22 weeks", "22 weeks", "20 weeks", "20 weeks"),
        ("22 weeks", "20 weeks", "22 weeks", "20 weeks"),
        ("22 weeks", "20 weeks", "20 weeks", "20 weeks"),
        ("22 weeks", "22 weeks", "", ""),
    ],
)
def test_the_side_that_changed_is_taken(base: str, ours: str, theirs: str, text: str) -> None:
    """Where only one side, or both alike, changed the words, there is nothing to decide."""
    assert merge(base, ours, theirs) == Merge(text)


def test_changes_in_different_places_are_both_kept() -> None:
    """Two partners change two figures of one sentence."""
    result = merge(
        "Waits fell from 31 to 22 weeks.",
        "Waits fell from 30 to 22 weeks.",
        "Waits fell from 31 to 24 weeks.",
    )
    assert result.text == "Waits fell from 30 to 24 weeks."


@pytest.mark.parametrize("before", ["", "Since May, ", "Since May 2025 and in all four districts, "])
@pytest.mark.parametrize("middle", ["", "much ", "very much and still "])
def test_what_one_side_put_in_moves_nothing_of_the_other(before: str, middle: str) -> None:
    """Words before and between: each change stands where it was made, and every other word once."""
    base = "waits fell for families and fewer of them wait alone now."
    ours = f"{before}waits fell {middle}for families and fewer of them wait alone now."
    theirs = base.replace("fewer", "none").replace("now", "today")
    wanted = ours.replace("fewer", "none").replace("now", "today")
    assert merge(base, ours, theirs) == Merge(wanted)
    assert merge(base, theirs, ours) == Merge(wanted)


def test_changes_in_one_place_overlap() -> None:
    """Two partners change the same figure: nobody's is taken."""
    result = merge("Waits are 22 weeks.", "Waits are 24 weeks.", "Waits are 21 weeks.")
    assert result.text is None
    assert [(one.base, one.ours, one.theirs) for one in result.overlaps] == [("22", "24", "21")]
    assert result.proposal is None


def test_additions_at_one_place_are_proposed_together() -> None:
    """Words added by both at the same place are shown one after the other, to be looked at."""
    result = merge(
        "Short breaks reach 240 families.",
        "Short breaks reach 255 families (Oct 2026).",
        "Short breaks reach 240 families, 30 of them with complex needs.",
    )
    assert result.text is None
    assert result.proposal == "Short breaks reach 255 families (Oct 2026), 30 of them with complex needs."


def test_a_very_long_text_is_left_to_a_person() -> None:
    """Comparing very long texts would take minutes; they count as one overlap."""
    base = "word " * 5_000
    result = merge(base, f"{base} ours", f"{base} theirs")
    assert result.text is None
    assert result.overlaps


def test_similarity_runs_from_nothing_to_the_same() -> None:
    """0 for nothing in common, 1 for the same words, in between otherwise."""
    assert similarity("a b c", "x y z") == 0
    assert similarity("a b c", "A b C") == 1
    assert 0 < similarity("a b c", "a b d") < 1
