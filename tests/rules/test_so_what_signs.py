"""The signs of a text and the weights that were learned for them."""

from __future__ import annotations

from readiness.base.phrases import tokens_of
from readiness.rules.so_what_signs import ALWAYS, SEVERAL, learned_places, signs_of


def test_the_signs_of_a_text_are_words_pairs_ends_and_kinds_of_figure() -> None:
    """Each sign has its first place; figures, years and months are one sign each."""
    signs = signs_of(tokens_of("Waits fell to 12 in June 2025, from 30."))
    assert signs["fell_to"] == (1, 2)
    assert signs["waits"] == signs["waits*"] == signs["*its"] == signs["^waits"] == (0,)
    assert signs["#"] == signs[SEVERAL] == (3,)
    assert (signs["#month"], signs["#year"]) == ((5,), (6,))
    assert signs[ALWAYS] == ()
    assert "fell*" not in signs, "short words are signs whole"


def test_a_text_of_one_figure_has_not_several_and_no_text_has_one_sign() -> None:
    """What every text has is all that an empty one has."""
    assert SEVERAL not in signs_of(tokens_of("In 2025 there were 3."))
    assert signs_of([]) == {ALWAYS: ()}


def test_a_part_is_there_when_its_signs_outweigh_the_others() -> None:
    """The three that speak most are shown in order of the text; at nothing or below, none."""
    signs = signs_of(tokens_of("They can reach a person again."))
    weights = {ALWAYS: -50, "again": 40, "they_can": 30, "reach": 20, "person": 10, "other": 900, "a": -20}
    assert learned_places(signs, weights) == [(0, 1), (2,), (5,)]
    assert learned_places(signs, weights | {ALWAYS: -80}) == []
    assert learned_places(signs, {}) == []
    assert learned_places({ALWAYS: ()}, {ALWAYS: 5}) == [], "nothing can be shown where nothing was written"
