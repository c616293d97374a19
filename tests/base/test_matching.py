"""Texts are found by words in any order, best first; nothing comes up that does not fit."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.base.folding import fold
from readiness.base.matching import MOST_WORDS, CalledOffError, TextIndex

TEXTS = st.lists(st.text("abc .", max_size=12) | st.text(max_size=8), max_size=8)
QUERIES = st.text("abc .", max_size=8) | st.text(max_size=6)


def found(texts: list[str], query: str) -> list[str]:
    """The texts that fit, best first."""
    return [texts[place] for place in TextIndex(texts).find(query).places]


def fits(text: str, word: str) -> bool:
    """The definition, said plainly: the word is in the text, or stands for initials of words in a row."""
    folded = fold(text)
    initials = "".join(one[0] for one in folded.split())
    return word in folded or (3 <= len(word) <= 8 and word.isalpha() and word in initials)


@given(TEXTS, QUERIES)
def test_what_fits_is_found_and_nothing_else(texts: list[str], query: str) -> None:
    """Every word must fit; only where no text fits so may something nearly right come up."""
    words = [one.strip(".") for one in fold(query).split()]
    words = list(dict.fromkeys(one for one in words if one))[:MOST_WORDS]
    expected = {place for place, text in enumerate(texts) if all(fits(text, word) for word in words)}
    answer = TextIndex(texts).find(query)

    assert len(set(answer.places)) == len(answer.places)
    if expected or not answer.corrections:
        assert set(answer.places) == expected


@given(TEXTS, QUERIES)
def test_typing_letter_by_letter_ends_where_pasting_does(texts: list[str], query: str) -> None:
    """What is kept from the query before never changes the answer, nor does going back."""
    index = TextIndex(texts)
    forwards = [list(index.find(query[:end]).places) for end in range(len(query) + 1)]
    backwards = [list(index.find(query[:end]).places) for end in range(len(query), -1, -1)]

    assert forwards == backwards[::-1]
    assert forwards == [list(TextIndex(texts).find(query[:end]).places) for end in range(len(query) + 1)]


@given(TEXTS, st.lists(st.sampled_from(["ab", "ba", "c", "abc"]), max_size=4), st.randoms())
def test_the_order_of_words_does_not_decide_what_is_found(
    texts: list[str], words: list[str], dice: Random
) -> None:
    """A query turned round finds the same texts."""
    turned = sorted(words, key=lambda _: dice.random())

    assert set(TextIndex(texts).find(" ".join(words)).places) == set(
        TextIndex(texts).find(" ".join(turned)).places
    )


def test_start_before_inside_before_initials() -> None:
    """The better a word fits, the higher the text stands; as good as each other, in their own order."""
    texts = ["We do have it", "Misdone", "Will don eat", "Doings", "It is done", "Done"]

    assert found(texts, "don") == [
        "Done",
        "Will don eat",
        "It is done",
        "Misdone",
    ]
    assert found(["misehcp", "Every home call plan", "The EHCP", "EHCP audit", "EHCPs"], "ehcp") == [
        "EHCP audit",
        "EHCPs",
        "The EHCP",
        "misehcp",
        "Every home call plan",
    ]


def test_whole_queries_come_first() -> None:
    """An id typed in full stands above longer ones, and words side by side above words apart."""
    assert found(["A1.10 Plans", "See A1.1", "A1.1 Audit"], "a1.1") == [
        "A1.1 Audit",
        "A1.10 Plans",
        "See A1.1",
    ]
    assert found(["Plan of the audit", "The audit planned", "The audit plan"], "audit plan") == [
        "The audit plan",
        "The audit planned",
        "Plan of the audit",
    ]


def test_a_slip_is_forgiven_only_where_nothing_fits() -> None:
    """Nearly right never stands beside right; each word may have its slip."""
    texts = ["Inspection plan", "Inspectoin notes", "Annual survey"]

    assert found(texts, "inspectoin") == ["Inspectoin notes"]
    assert found(texts, "inspction") == ["Inspection plan"]
    assert found(texts, "plna inspecion") == ["Inspection plan"]
    assert found(texts, "annual survye") == ["Annual survey"]
    assert found(texts, "annual plna") == []
    assert found(["E0014"], "e0015") == []


def test_a_long_query_says_how_much_of_it_was_not_looked_for() -> None:
    """A pasted page is looked for by its first words; the rest is counted, not silently dropped."""
    answer = TextIndex(["a b c d e f g"]).find(" ".join("abcdefghijk"))

    assert (len(answer.words), answer.unread) == (MOST_WORDS, 11 - MOST_WORDS)
    assert list(answer.places) == [0]


def test_no_letters_find_everything() -> None:
    """Nothing typed, or only signs, narrows nothing."""
    index = TextIndex(["b", "a"])

    assert len(index) == 2
    assert [list(index.find(query).places) for query in ("", "  ", "(/", "...")] == [[0, 1]] * 4


def test_what_was_found_can_be_marked() -> None:
    """The answer knows why a text is in it."""
    index = TextIndex(["Inspection plan"])

    assert index.find("plan").highlights("Inspection plan") == ((11, 15),)
    assert index.find("inspcetion").highlights("Inspection plan") == ((0, 10),)
    assert index.find("").highlights("Inspection plan") == ()


def test_work_nobody_waits_for_ends() -> None:
    """Called off, neither preparing nor looking goes on, and the next query is answered rightly."""
    index = TextIndex(["plan", "audit"])
    index.find("pla")

    with pytest.raises(CalledOffError):
        index.find("audi", lambda: True)
    with pytest.raises(CalledOffError):
        TextIndex(["plan"], lambda: True)
    assert list(index.find("audit").places) == [1]
