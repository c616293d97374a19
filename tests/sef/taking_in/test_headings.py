"""What a heading of somebody else's says: its criterion by id or title, and the kind of what stands below."""

from __future__ import annotations

import pytest

from readiness.definitions.catalogue import load_shipped
from readiness.model.vocabulary import StatementKind
from readiness.sef.taking_in.headings import IMPACT_LEAD, Titles, kind_of, titles_of

FRAMEWORK = load_shipped("area-send-2023")[0]


@pytest.fixture(scope="module")
def titles() -> Titles:
    """Those of the shipped framework."""
    return titles_of(FRAMEWORK)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Areas for development", "area_to_develop"),
        ("What needs to improve", "area_to_develop"),
        ("Even better if", "area_to_develop"),
        ("Our challenges", "area_to_develop"),
        ("Next steps", "next_step"),
        ("What we will do", "next_step"),
        ("Actions", "next_step"),
        ("Strengths", "strength"),
        ("What is working well", "strength"),
        ("Our achievements", "strength"),
        ("Headline", "headline"),
        ("Overall judgement", "headline"),
        ("Context", "context"),
        ("What we know", "context"),
        ("Parent voice", "context"),
        ("Annex", None),
        ("", None),
    ],
)
def test_the_kind_is_told_by_the_words_councils_use(heading: str, kind: StatementKind | None) -> None:
    """In any case."""
    assert kind_of(heading) == kind
    assert kind_of(heading.upper()) == kind


def test_the_surest_words_decide_where_a_heading_has_several() -> None:
    """What must improve before what comes next, that before what is good."""
    assert kind_of("Strengths and areas for development") == "area_to_develop"
    assert kind_of("Strengths and next steps") == "next_step"
    assert kind_of("Context and strengths") == "strength"


def test_a_criterion_is_named_by_its_id_in_any_case(titles: Titles) -> None:
    """Wherever it stands; an id that is none is passed over."""
    assert titles.criterion_of("A1: Identification") == "A1"
    assert titles.criterion_of("section b2 - leaders") == "B2"
    assert titles.criterion_of("Z9 and A3") == "A3"
    assert titles.criterion_of("Z9") == ""


def test_a_criterion_is_named_by_its_own_title(titles: Titles) -> None:
    """Short and long; by a few common words of it, it is not."""
    for criterion in FRAMEWORK.criteria.values():
        assert titles.criterion_of(criterion.short) == criterion.id, criterion.short
        assert titles.criterion_of(criterion.title) == criterion.id, criterion.title
    assert titles.criterion_of("The children and young people of our area in numbers and pictures") == ""
    assert titles.criterion_of("") == ""


def titles_made(*words: str) -> Titles:
    """One criterion Q1 whose title has these stems."""
    return Titles({"q1": "Q1"}, {"Q1": (frozenset(words),)})


@pytest.mark.parametrize(
    ("said", "criterion"),
    [
        ("alpha bravo tango", "Q1"),
        ("alpha bravo cobra", "Q1"),
        ("alpha cobra cargo", ""),
        ("alpha bravo tango cobra cargo bingo", "Q1"),
        ("alpha bravo tango cobra cargo bingo lemon", "Q1"),
        ("alpha bravo tango cobra cargo bingo lemon pilot", ""),
    ],
)
def test_most_of_the_words_on_both_sides_must_agree(said: str, criterion: str) -> None:
    """Twice what they share, set against both lengths, from 0.6 on."""
    assert titles_made("alpha", "bravo", "tango").criterion_of(said) == criterion


def test_a_heading_that_also_names_a_kind_must_be_the_whole_title() -> None:
    """So that "Next steps" is not taken for a criterion about steps."""
    made = titles_made("step", "alpha")
    assert kind_of("Next steps alpha") == "next_step"
    assert made.criterion_of("Next steps") == ""
    assert made.criterion_of("Steps alpha") == "Q1"


def test_a_line_heads_others_by_a_criterion_or_by_a_kind_in_few_words(titles: Titles) -> None:
    """Five words may name a kind; six may be a statement."""
    assert titles.level_of("A1 Identification") == 8
    assert titles.level_of("The next steps we take") == 9
    assert titles.level_of("Next steps we take as one") == 0
    assert titles.level_of("Some other line") == 0


@pytest.mark.parametrize(
    "lead",
    [
        "Impact:",
        "The impact -",
        "Difference this makes:",
        "So what?:",
        "What this means \u2013",
        "How we will know:",
    ],
)
def test_a_paragraph_that_tells_the_effect_begins_with_a_lead(lead: str) -> None:
    """And the lead is no part of it; a word in a sentence is no lead."""
    assert IMPACT_LEAD.sub("", f"{lead} fewer wait.") == "fewer wait."
    assert IMPACT_LEAD.match("Impact is measured: yearly") is None
    assert IMPACT_LEAD.match("Our impact: none") is None
