"""Texts are read into words and glossary terms; the terms come from the definition alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.model.definition.framework import Term
from readiness.requests.vocabulary import Vocabulary


def term(name: str, short: str = "", meaning: str = "Something", *aliases: str) -> Term:
    """A glossary entry."""
    return Term(term=name, short=short, meaning=meaning, aliases=aliases, status="assumed", source="recalled")


TERMS = Vocabulary(
    (
        term("Occupational therapy", "OT"),
        term("Designated clinical or medical officer", "DCO/DMO", "A doctor", "DCO"),
        term("EOTAS", "", "Education otherwise than at school"),
        term("EHC plan", "EHCP", "Education, health and care plan"),
        term("Accelerated progress plan", "APP"),
        term("Mental health services", "", "Help", "CAMHS"),
        term("LONGWORD", "", "A meaning with very many words that is no name for the thing itself at all"),
    )
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Waits for OT", "waiting occupational therapy"),
        ("DCO hours", "Designated Clinical or Medical Officer: hours"),
        ("EOTAS packages", "packages of education otherwise than at school"),
        ("EHCPs issued", "EHC plans issued"),
        ("camhs", "Mental health services"),
        ("requests refused", "refusals of requests"),
        ("reviews of families", "family reviews"),
        ("audit of settings", "setting audits"),
    ],
)
def test_words_for_the_same_are_read_as_the_same(one: str, other: str) -> None:
    """A term meets its abbreviation and its other names, a word its other endings."""
    first, second = TERMS.read(one).counts, TERMS.read(other).counts
    assert set(first) == set(second)


def test_without_the_definition_the_code_knows_no_term() -> None:
    """The same texts have nothing in common when no glossary explains them."""
    bare = Vocabulary(())
    assert not bare.read("OT").counts.keys() & bare.read("occupational therapy").counts.keys()


def test_a_short_abbreviation_counts_only_with_a_capital() -> None:
    """The plan called APP is not every app."""
    assert "=accelerated progress plan" in TERMS.read("the APP").counts
    assert "=accelerated progress plan" not in TERMS.read("the app on a phone").counts


def test_a_term_counts_whole_and_its_words_for_their_share() -> None:
    """So that a long name is not worth more than a short one."""
    read = TERMS.read("OT")
    assert sorted(read.counts.values()) == [0.5, 0.5, 1.0]
    assert read.counts["=occupational therapy"] == 1.0
    assert read.spelled["=occupational therapy"] == "Occupational therapy"
    assert set(read.part_of) == set(read.counts) - {"=occupational therapy"}


def test_words_of_asking_say_nothing() -> None:
    """What every line has is left out; nothing is left of a line that says no more."""
    assert TERMS.read("Please provide a list of the latest details for each of these").counts == {}
    assert TERMS.read("").counts == {}


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    """Every count lies between 0 and 1, every word can be spelled, in any case of letters."""
    read = TERMS.read(text)
    assert all(0 < count <= 1 for count in read.counts.values())
    assert set(read.counts) == set(read.spelled)
    assert TERMS.read(text) == read
