"""Shares are shares, words are named that count, and abbreviations are read as what they stand for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.model.definition.framework import Criterion, CriterionGroup
from readiness.rules.word_weights import Shares, WordWeights, weights_of_definition
from tests.making.building import SEEN, make_framework

BEES = Criterion(id="X1", title="Hives are kept dry", short="Hives", keywords=("hive",), **SEEN)
FLOWERS = Criterion(id="X2", title="Meadows flower all summer", short="Meadows", **SEEN)
GARDEN = make_framework(groups=(CriterionGroup(id="X", title="Garden", criteria=(BEES, FLOWERS), **SEEN),))
WEIGHTS = weights_of_definition(GARDEN)
LEARNED = WordWeights(
    criteria=("P", "Q"),
    bias=(0.0, 0.0),
    rarity={"waiting": 2.0, "wait": 2.0, "list": 2.0, "wait list": 3.0, "children": 3.0, "care": 0.5},
    weights={
        "wait": (2.0, 0.0), "list": (1.0, 0.0), "wait list": (3.0, -1.0),
        "children": (4.0, 0.0), "care": (4.0, 0.0),
    },
    same={"wl": "waiting list", "health and care": ""},
    unsaid=frozenset({"children"}),
)  # fmt: skip


@given(st.text(alphabet="hive dry meadow flower summer\n.", max_size=300))
@settings(deadline=None)
def test_shares_add_up_to_one(text: str) -> None:
    """Whatever the text, each share is between 0 and 1 and together they are 1."""
    shares = WEIGHTS.shares(WEIGHTS.known(text))
    assert sum(shares) == pytest.approx(1)
    assert all(0 <= one <= 1 for one in shares)


def test_a_criterions_words_speak_for_it() -> None:
    """The criterion whose words a text has gets most of it, and those words are the reasons."""
    known = WEIGHTS.known("Our meadows flowered late; the hive stood by.")
    assert WEIGHTS.shares(known)[1] > WEIGHTS.shares(known)[0]
    assert [word for _, word in WEIGHTS.reasons(known, "X2")][:1] == ["meadows flowered"]
    assert [word for _, word in WEIGHTS.reasons(known, "X1")] == ["hive"]


def test_pairs_are_named_instead_of_their_words() -> None:
    """Two words that were learned as a pair are one reason; common and unsaid words are none."""
    known = LEARNED.known("Children stay on waiting lists for care.")
    assert [word for _, word in LEARNED.reasons(known, "P")] == ["waiting lists"]
    assert LEARNED.reasons(known, "Q") == ()


def test_abbreviations_are_read_as_what_they_stand_for() -> None:
    """An abbreviation has the weight of its words and is named as the text has it; formulas are skipped."""
    short, long = LEARNED.known("The WL grew."), LEARNED.known("The waiting list grew.")
    assert LEARNED.shares(short) == LEARNED.shares(long)
    assert [word for _, word in LEARNED.reasons(short, "P")] == ["wl"]
    assert not LEARNED.known("health and care")
    assert [term.key for term in LEARNED.known("health and social care")] == ["care"]


def test_title_counts_more_and_certainty_grows() -> None:
    """A title outweighs a passage of its length; without a known word nothing is certain."""
    titled = Shares(WEIGHTS, ["The hive is dry."], "Meadows in flower")
    assert titled.of("X2") > titled.of("X1")
    assert titled.best_passage("X1") == 0
    assert titled.certainty > Shares(WEIGHTS, ["The hive is dry."], "").certainty
    nothing = Shares(WEIGHTS, ["Nothing"], "")
    assert (nothing.certainty, nothing.of("X1"), nothing.best_passage("X1"), nothing.reasons("X1")) == (
        0, 0, None, (),
    )  # fmt: skip
    assert (titled.of("X9"), titled.reasons("X9"), titled.best_passage("X9")) == (0, (), None)
