"""One slip of the fingers is forgiven, never two; checked against every possible slip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.base import slips
from readiness.base.slips import Vocabulary

LETTERS = "abcd"
WORDS = st.text(LETTERS, min_size=1, max_size=7)


def one_slip_from(word: str, letters: str) -> set[str]:
    """Every text a letter too many, too few, wrong, or two changed round away; not the word itself."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    near = {left + right[1:] for left, right in cuts if right}
    near |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    near |= {left + letter + right[1:] for left, right in cuts if right for letter in letters}
    near |= {left + letter + right for left, right in cuts for letter in letters}
    return near - {word}


@given(st.lists(WORDS, max_size=12), WORDS)
def test_the_texts_within_one_slip_are_found_and_no_others(texts: list[str], word: str) -> None:
    """A text fits when one of its words begins with something one slip away."""
    vocabulary = Vocabulary(texts)
    near = {one for one in one_slip_from(word, LETTERS) if not one.startswith(word)}
    expected = {
        number
        for number, text in enumerate(texts)
        if len(text) >= 3 and any(text.startswith(one) for one in near)
    }

    found = vocabulary.texts_with(vocabulary.corrections(word))

    assert {one for one in found if not texts[one].startswith(word)} == (
        {one for one in expected if not texts[one].startswith(word)} if len(word) >= slips.SHORTEST else set()
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("inspectoin", "inspection"),
        ("nispection", "inspection"),
        ("inspecton", "inspection"),
        ("inspecttion", "inspection"),
        ("onspection", "inspection"),
        ("spection", ""),
        ("e2026", ""),
        ("ins", ""),
    ],
)
def test_usual_slips(typed: str, meant: str) -> None:
    """Letters changed round, left out, doubled, mistaken; two slips and numbers are not guessed."""
    corrections = Vocabulary(["inspection of 2025", "e2025"]).corrections(typed)

    assert [one for one in corrections if meant and meant.startswith(one)] == list(corrections)
    assert bool(corrections) == bool(meant)


def test_a_word_beyond_any_word_is_not_tried() -> None:
    """What is pasted by mistake costs nothing."""
    long = "a" * (slips.LONGEST + 1)

    assert Vocabulary([long]).corrections(long[1:] + "b") == ()


@given(st.lists(st.lists(WORDS, max_size=4).map(" ".join), max_size=8), WORDS)
def test_reach_is_every_text_that_has_the_word_inside(texts: list[str], word: str) -> None:
    """Where the vocabulary answers, it answers as asking every text would."""
    reached = Vocabulary(texts).texts_within_reach(word)

    assert reached is None or reached == {number for number, text in enumerate(texts) if word in text}


def test_a_word_most_texts_have_is_left_to_the_texts() -> None:
    """Where the lists of texts are longer than the texts are many, asking each is quicker."""
    assert Vocabulary(["planning plans", "plan"]).texts_within_reach("plan") is None


def test_a_vocabulary_that_is_full_leaves_the_answer_to_the_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that were not taken in are not taken for missing."""
    monkeypatch.setattr(slips, "_MOST_WORDS", 2)
    vocabulary = Vocabulary(["plan", "audit", "survey plan"])

    assert vocabulary.texts_within_reach("survey") is None
    assert vocabulary.texts_with(["plan"]) == {0, 2}
    assert Vocabulary(["plan"]).texts_within_reach("plan") == {0}
