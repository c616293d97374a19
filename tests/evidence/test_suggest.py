"""Suggestions come with their reason and place, in the same order every time, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.base.stems import is_common, stem, words_in
from readiness.evidence.suggest import Suggester, Suggestion
from readiness.model.definition.framework import Criterion, CriterionGroup, Framework
from readiness.model.records.evidence import Pinpoint
from readiness.model.records.passages import Extracted, Passage
from tests.making.building import SEEN, make_framework

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="module")
def framework() -> Framework:
    """The shipped framework."""
    from readiness.definitions.files import shipped_frameworks
    from readiness.definitions.loading import load_framework

    loaded, _ = load_framework(shipped_frameworks()["area-send-2023"])
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module")
def suggester(framework: Framework) -> Suggester:
    """Its suggester, with what was learned for it."""
    from readiness.definitions.suggestion_weights import weights_for

    return Suggester(framework, weights_for(framework))


def said(*texts: str, title: str = "") -> Extracted:
    """A document of one passage a page."""
    passages = tuple(Passage(Pinpoint(page=str(n)), text) for n, text in enumerate(texts, start=1))
    return Extracted(passages, title)


def test_suggestion_names_its_words_and_place(suggester: Suggester) -> None:
    """The prompt about waiting well is suggested because of those words, on the page that has them."""
    found = suggester.suggest(said("The lunch was good.", "Our waiting well offer supports families."))
    first = next(one for one in found if one.target_kind == "prompt")
    assert (first.target, first.pinpoint.page) == ("A1.8", "2")
    assert first.words[0] == "waiting well"
    assert first.to_data()["id"] == "A1.8"
    assert "waiting well offer" in first.passage


def test_criteria_know_their_own_wording(framework: Framework, suggester: Suggester) -> None:
    """Each criterion's official words suggest it first, with what was learned and without."""
    for one in (suggester, Suggester(framework)):
        first = {key: one.suggest(said(found.title))[0].target for key, found in framework.criteria.items()}
        assert first == {key: key for key in framework.criteria}


def test_criterion_comes_before_its_prompts_and_three_are_named(
    framework: Framework, suggester: Suggester
) -> None:
    """Among the eight shown are three criteria, each ahead of its prompts."""
    words = "Annual reviews are late, children wait for therapy, and leaders monitor contracts for places."
    found = [one.target for one in suggester.suggest(said(words))]
    criteria = [one for one in found if one in framework.criteria]
    assert len(criteria) >= 3
    for one in found:
        parent = framework.criterion_of_prompt.get(one, one)
        assert found.index(parent) <= found.index(one)


def test_no_common_word_is_a_reason(framework: Framework, suggester: Suggester) -> None:
    """Not even a text full of them has common words, or those all is about, among its reasons."""
    words = (
        "However, some children and young people with SEND, and their families, do not always get the help "
        "that they need at the right time, although most of them usually attend school."
    )
    for one in (suggester, Suggester(framework)):
        named = [word for found in one.suggest(said(words)) for word in found.words]
        assert named
        assert not any(is_common(word) for word in named)
    named = [word for found in suggester.suggest(said(words)) for word in found.words]
    assert not {"children", "young people", "people", "young", "send", "families"} & set(named)


def test_nothing_is_suggested_for_nothing(suggester: Suggester) -> None:
    """A document that speaks to no criterion gets no suggestion, nor does one without words."""
    assert suggester.suggest(said("The quick brown fox jumps over the lazy dog.")) == ()
    assert suggester.suggest(Extracted()) == ()


def test_title_counts_and_limit_holds(suggester: Suggester) -> None:
    """A word in the title weighs more than in the text, and no more than the limit come back."""
    plain, titled = said("SENDIASS"), said("SENDIASS", title="SENDIASS annual report")
    assert suggester.suggest(titled)[0].score > suggester.suggest(plain)[0].score
    assert len(suggester.suggest(titled, limit=1)) == 1


def test_same_words_same_suggestions(framework: Framework) -> None:
    """Two suggesters agree to the last digit; order is by score, then by id."""
    words = said(
        "Annual reviews, therapies, short breaks and supported internships are commissioned jointly."
    )
    first, second = Suggester(framework).suggest(words), Suggester(framework).suggest(words)
    assert first == second
    assert list(first) == sorted(first, key=lambda one: (-one.score, one.target))


def test_any_framework_will_do() -> None:
    """A framework of other words is served the same way, also where criteria have no prompts."""
    bees = Criterion(id="X1", title="Hives are kept dry", short="Hives", keywords=("hive",), **SEEN)
    other = make_framework(groups=(CriterionGroup(id="X", title="Bees", criteria=(bees,), **SEEN),))
    (found,) = Suggester(other).suggest(said("We visited four hives. Every hive was dry."))
    assert (found.target_kind, found.target, found.words) == ("criterion", "X1", ("hive", "dry"))
    assert Suggester(other).suggest(said("Nothing about it.")) == ()


def test_words_meet_over_their_endings() -> None:
    """Common endings are dropped; short words and double s stay."""
    for group in (("waits", "waiting", "waited"), ("plan", "plans", "planned"), ("therapy", "therapies")):
        assert len({stem(one) for one in group}) == 1, group
    assert stem("class") == "class"
    assert words_in("Children\u2019s 20-week EHC") == ["children", "20", "week", "ehc"]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("council/penmarsh-send-inclusion-strategy-2024.txt", {"B1", "B2", "A4", "B4", "B4.13"}),
        ("council/penmarsh-send-action-plan-2023.txt", {"B5", "B4"}),
        ("reports/dudley.pdf", {"A3", "A1"}),
    ],
)
def test_whole_documents_get_sensible_suggestions(suggester: Suggester, name: str, wanted: set[str]) -> None:
    """A strategy speaks to ambition, co-production and commissioning; a report to need and help."""
    from readiness.formats.text.readers import extract_here

    found = suggester.suggest(extract_here(DATA / name), limit=16)
    assert wanted <= {one.target for one in found}
    assert all(one.words and str(one.pinpoint) for one in found)
    assert all(isinstance(one, Suggestion) for one in found)
