"""Phrases are found as written, bounded in every gap, and a faulty one is named."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.base.phrases import PhraseSet, compiled, phrase_fault, tokens_of, word_fault

LISTS = {"fell": ("fell", "dropped"), "number": ("#", "two")}


def found(phrase: str, text: str) -> list[str]:
    """The stretches of a text where a phrase stands, from its first word to its last."""
    tokens = tokens_of(text)
    places = PhraseSet([compiled(phrase, LISTS)]).find(tokens)
    return [text[tokens[place[0]].start : tokens[place[-1]].end] for place in places]


@pytest.mark.parametrize(
    ("phrase", "text", "where"),
    [
        ("fell", "It fell, and fell again.", ["fell", "fell"]),
        ("FELL", "It Fell.", ["Fell"]),
        ("audit*", "Audits and an audited plan", ["Audits", "audited"]),
        ("*ing", "by writing letters", ["writing"]),
        ("{fell} by|to #", "it dropped to 19", ["dropped to 19"]),
        ("{fell} by|to #", "it dropped with 19", []),
        ("# %", "61% of 1,240 plans, 4.5 % of 20", ["61%", "4.5 %"]),
        ("#", "in 2024 there were 31", ["31"]),
        ("#year", "in 2024 there were 31", ["2024"]),
        ("two year", "a two-year plan", ["two-year"]),
        ("child voice", "the child's voice", ["child's voice"]),
        ("^ with", "With it. And with that. With this", ["With", "With"]),
        ("fell .. #", "fell a little more to 31", ["fell a little more to 31"]),
        ("fell .. #", "fell, a little more to 31", ["fell, a little more to 31"][:0]),
        ("fell ... #", "fell, a little more; to 31", ["fell, a little more; to 31"]),
        ("fell ... #", "fell. Then 31", []),
        ("( ... log", "(the log) and (no) log", ["(the log"]),
    ],
)
def test_a_phrase_is_found_where_it_stands(phrase: str, text: str, where: list[str]) -> None:
    """Words, endings, lists, numbers, years, sentence beginnings and gaps mean what the guide says."""
    assert found(phrase, text) == where


def test_a_gap_is_bounded() -> None:
    """Six words may stand in the short gap and no seventh; twenty-five in the long one and no more."""
    for gap, longest in (("..", 6), ("...", 25)):
        assert found(f"fell {gap} end", f"fell {'so ' * longest}end")
        assert not found(f"fell {gap} end", f"fell {'so ' * (longest + 1)}end")


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "..",
        "^",
        "fell ..",
        ".. fell",
        "a .. b .. c ... d",
        "a ^ b",
        "{none}",
        "a|.. b",
        "a|^ b",
        "[a-z]+",
        "a " * 13,
    ],
)
def test_a_faulty_phrase_is_refused(phrase: str) -> None:
    """What is no phrase has a fault in words, and cannot be compiled."""
    fault = phrase_fault(phrase, LISTS)
    assert fault.endswith(".")
    with pytest.raises(ValueError, match=r"\.$"):
        compiled(phrase, LISTS)


def test_a_list_holds_single_words() -> None:
    """A word, an ending and a number may stand in a list; a gap, two words or another list may not."""
    assert not any(map(word_fault, ("fell", "audit*", "*ing", "#", "#year", "can't")))
    assert all(map(word_fault, ("..", "two words", "{fell}", "^", "")))


@given(st.text(max_size=300))
def test_every_word_stands_where_it_is_said_to(text: str) -> None:
    """Tokens are in order, do not overlap, and lie within the text, whatever the text."""
    last = 0
    for token in tokens_of(text):
        assert last <= token.start < token.end <= len(text)
        last = token.end


def test_time_grows_with_the_text_alone() -> None:
    """The worst text for the worst phrase, ten times as long, does not take a hundred times as long."""
    phrases = PhraseSet([compiled("a ... a ... b", LISTS)])

    def seconds(words: int) -> float:
        tokens = tokens_of("a " * words)
        start = time.perf_counter()
        assert phrases.find(tokens) == []
        return time.perf_counter() - start

    seconds(100)
    assert seconds(2000) < 40 * max(seconds(200), 0.001)
