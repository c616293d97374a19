"""Lines find the items they ask for, say why, and claim no more than they know."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.model.definition.framework import Term
from readiness.requests.likeness import CANDIDATES, OurItem
from readiness.requests.matching import SAME_ID, SAME_TITLE, Matched, Matcher
from readiness.requests.vocabulary import Vocabulary

ITEMS = (
    OurItem("STR01", "Self-evaluation (SEF), current and partnership-owned", "Strategy"),
    OurItem("STR02", "Inclusion strategy", "Strategy"),
    OurItem("QA01", "Complaints and compliments: numbers, themes", "Quality"),
    OurItem("QA02", "Mediation: certificates, outcomes", "Quality"),
    OurItem("HLT02", "Waits: speech and language therapy", "Health"),
    OurItem("HLT03", "Waits: occupational therapy, physiotherapy", "Health"),
    OurItem("HLT20", "Caseload", "Health"),
    OurItem("PLA01", "Out-of-area placements: number, distance", "Placements", ("placed elsewhere",)),
    OurItem("TRK01", "Inclusion strategy of the school", "Tracked cases", cue="tracked cases"),
)
WORDS = Vocabulary(
    (Term(term="Occupational therapy", short="OT", meaning="Help", status="seen", source="book"),)
)
MATCHER = Matcher(ITEMS, WORDS)


def outcome(matched: Matched) -> tuple[str, tuple[str, ...]]:
    """Standing and items."""
    return matched.standing, matched.item_ids


@pytest.mark.parametrize(
    ("title", "reference", "expected", "why"),
    [
        ("INCLUSION strategy.", "", ("exact", ("STR02",)), SAME_TITLE),
        ("Inclusion strategy", "str-02", ("exact", ("STR02",)), SAME_TITLE),
        ("Number of complaints", "QA.01", ("exact", ("QA01",)), SAME_ID),
        ("Menus of the canteen", "QA01", ("undecided", ()), "the same id, but other words"),
        ("Inclusion strategy", "QA01", ("undecided", ()), "its id and its title are those of two items"),
        ("Number of complaints", "17", ("proposed", ("QA01",)), "well ahead of any other"),
    ],
)
def test_only_the_same_id_or_title_is_exact(
    title: str, reference: str, expected: tuple[str, tuple[str, ...]], why: str
) -> None:
    """In any writing; an id with another item's words, or with words unlike its own, proves nothing."""
    matched = MATCHER.match(title, reference=reference)
    assert (outcome(matched), matched.why) == (expected, why)


def test_a_proposal_says_which_words_are_shared() -> None:
    """Terms as the glossary has them, the most telling first."""
    matched = MATCHER.match("How long children wait for OT")
    assert outcome(matched) == ("proposed", ("HLT03",))
    assert matched.candidates[0].shared == ("Occupational therapy", "wait")
    assert [one.score for one in matched.candidates] == sorted(
        (one.score for one in matched.candidates), reverse=True
    )


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("Horse riding", "no telling word in common with any item"),
        ("Waits", "no item is well ahead"),
        ("Mediation of neighbours' quarrels about hedges, fences and drains", "too little of it in common"),
    ],
)
def test_what_is_not_sure_is_undecided(title: str, why: str) -> None:
    """No word, no lead, or a single word of many."""
    matched = MATCHER.match(title)
    assert (outcome(matched), matched.why) == (("undecided", ()), why)


def test_a_line_may_ask_for_several_items() -> None:
    """An enumeration, and one that shares a word between its items."""
    listed = MATCHER.match("Complaints, mediation, numbers")
    assert (listed.standing, set(listed.item_ids)) == ("proposed", {"QA01", "QA02"})
    together = MATCHER.match("Waits for speech, language and physiotherapy, all ages")
    assert set(together.item_ids) <= {"HLT02", "HLT03"}
    assert MATCHER.match("Mediation certificates and horse riding").item_ids == ("QA02",)


def test_keywords_find_an_item_in_other_words() -> None:
    """They count for it as its title does, only less."""
    assert MATCHER.match("Children placed elsewhere").item_ids == ("PLA01",)
    with_words, without = (
        Matcher((OurItem("A1", "Cats", keywords=keys), OurItem("B1", "Dogs")), WORDS).match("Cats")
        for keys in (("kittens",), ())
    )
    assert with_words.candidates[0].score <= without.candidates[0].score


def test_the_heading_and_the_cue_help_and_never_decide() -> None:
    """An item of chosen children's cases is likely only where the line or its heading speaks of them."""
    title = "The school's strategy on inclusion"
    without, under = MATCHER.match(title), MATCHER.match(title, section="Tracked cases")
    scores = [{one.item_id: one.score for one in matched.candidates}["TRK01"] for matched in (without, under)]
    assert scores[0] < scores[1]
    assert MATCHER.match("Horse riding", section="Tracked cases").candidates == ()


def test_words_that_many_lines_have_tell_little() -> None:
    """A matcher that knows the whole list gives them less weight."""
    lines = [f"strategy number {number}" for number in range(50)]
    alone = MATCHER.match("strategy of the riding school").candidates[0].score
    among = Matcher(ITEMS, WORDS, lines).match("strategy of the riding school").candidates[0].score
    assert among < alone


@given(st.text(max_size=80), st.sampled_from(["", "QA01", "7", "x"]), st.text(max_size=20))
@settings(max_examples=200, deadline=None)
def test_any_line_is_matched_soundly(title: str, reference: str, section: str) -> None:
    """Items are known ones, an undecided line has none, and the same line always comes out the same."""
    matched = MATCHER.match(title, reference=reference, section=section)
    assert set(matched.item_ids) <= {one.id for one in ITEMS}
    assert (matched.standing == "undecided") == (not matched.item_ids)
    assert len(matched.candidates) <= CANDIDATES + 2
    assert all(0 <= one.score <= 1 for one in matched.candidates)
    assert set(matched.item_ids) <= {one.item_id for one in matched.candidates}
    assert matched == MATCHER.match(title, reference=reference, section=section)
