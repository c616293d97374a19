"""Text is compared without case, accents and punctuation; every letter knows where it comes from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.base.folding import fold, fold_with_places


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Children's views", "childrens views"),
        ("Children\u2019s", "childrens"),
        ("Caf\u00e9 CAFE\u0301", "cafe cafe"),
        ("A1.2 (EHC\u2014plans)", "a1.2  ehc plans "),
        ("Stra\u00dfe \ufb01le \uff21", "strasse file a"),
        ("family_survey.docx", "family survey.docx"),
        ("\x1b[31m\u202e", "  31m "),
        ("\u0939\u093f", "\u0939\u093f"),
    ],
)
def test_what_does_not_count_is_folded_away(text: str, folded: str) -> None:
    """Case, accents and apostrophes go; punctuation parts words, but for the dots inside an id."""
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    """A folded text is its own fold: a query folded once meets texts folded once."""
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_parts_are_folded_as_in_the_whole(left: str, right: str) -> None:
    """No letter depends on its neighbours."""
    assert fold(left + right) == fold(left) + fold(right)


@given(st.text())
def test_each_folded_letter_comes_from_the_place_it_names(text: str) -> None:
    """The letters of one place together are the fold of the character that stands there."""
    folded, places = fold_with_places(text)

    assert folded == fold(text)
    assert list(places) == sorted(places)
    for place, character in enumerate(text):
        mine = "".join(one for one, where in zip(folded, places, strict=True) if where == place)
        assert mine == fold(character)
