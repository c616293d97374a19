"""The parts of a definition: found by their ids, named so that none is taken for another, put back whole."""

from __future__ import annotations

import pytest

from readiness.model.definition.framework import Framework, Term
from readiness.model.definition.outcomes import Outcome
from readiness.model.definition.parts import (
    PARTS,
    FactPlace,
    facts,
    find,
    named_owners,
    places,
    replaced,
    with_facts_as,
    with_fields,
)
from readiness.model.definition.timetable import DeadlineClass
from readiness.model.records.facts import ConfirmedFact
from tests.making.building import SEEN, fact, make_framework, make_full_framework

FRAMEWORK = make_framework(roles=(Term(term="Lead", meaning="Runs it", **SEEN),))


@pytest.mark.parametrize(
    ("key", "name", "kind", "words"),
    [
        ("criterion:A1", "A1", "criterion", "title of A1"),
        ("prompt:A1.2", "A1.2", "prompt", "point 2 of A1"),
        ("event:full.on-site", "full.on-site", "event", "First day on site"),
        ("evidence_kind:audit", "audit", "evidence kind", "Audit"),
        ("role:Lead", "Lead", "role", "Lead"),
    ],
)
def test_every_fact_has_a_name_of_its_own(key: str, name: str, kind: str, words: str) -> None:
    """With its kind, and with what it belongs to where its id alone would not do."""
    place = places(FRAMEWORK)[key]
    assert (place.key, place.name, place.kind, place.words) == (key, name, kind, words)
    assert len(places(FRAMEWORK)) == sum(1 for _ in facts(FRAMEWORK))


def test_a_fact_without_words_is_called_by_its_id() -> None:
    """Nothing to quote: its id."""
    bare = places(FRAMEWORK)["criterion:A1"]
    untitled = with_fields(bare.fact, title="")
    assert FactPlace("criterion", "A1", "A", untitled).words == "A1"


def test_a_fingerprint_is_of_what_a_fact_says() -> None:
    """Not of how sure it is, of the parts it holds, or of what only helps to find it."""
    place = places(FRAMEWORK)["criterion:A1"]

    def after(**changes: object) -> str:
        return FactPlace(place.part, place.id, place.under, with_fields(place.fact, **changes)).fingerprint

    assert after(status="assumed", basis="Remembered", prompts=()) == place.fingerprint
    assert after(title="Other words") != place.fingerprint
    assert after(keywords=("early",), short="Early") == place.fingerprint
    held = places(make_framework())["timetable:full"]
    assert held.fingerprint == places(make_framework())["timetable:full"].fingerprint
    outcome = places(make_framework())["outcome:1"]
    assert outcome.fingerprint != places(make_framework())["outcome:2"].fingerprint


def test_a_part_is_put_back_where_it_was() -> None:
    """However deep it stands, all else stays; without a new one it is taken out, without an old one added."""
    found = find(FRAMEWORK, "prompt", "A2.1")
    assert found is not None
    prompt, owner = found
    other = with_fields(prompt, text="Other words")
    assert replaced(FRAMEWORK, "prompt", owner, prompt, other).prompts["A2.1"] == other
    assert "A2.1" not in replaced(FRAMEWORK, "prompt", owner, prompt, None).prompts
    more = with_fields(prompt, id="A2.9")
    assert replaced(FRAMEWORK, "prompt", owner, None, more).prompts["A2.9"] == more
    assert find(FRAMEWORK, "prompt", "A2.1", under="A1") is None
    assert find(FRAMEWORK, "event", "on-site", under="nothing") is None
    assert isinstance(replaced(FRAMEWORK, "prompt", owner, prompt, prompt), Framework)


def test_every_kind_of_part_that_belongs_to_another_names_one() -> None:
    """So that the way from the framework down to each is known."""
    assert {owner for one in PARTS.values() for owner in one.owners} <= set(PARTS)


@pytest.mark.parametrize(
    ("amount", "unit", "starts", "words"),
    [
        (24, "hours", "notice", "Within 24 hours of the call"),
        (1, "working_days", "selection", "Within 1 working day of the selection"),
        (3, "calendar_days", "on_site", "Within 3 calendar days of the first day on site"),
    ],
)
def test_a_deadline_says_its_rule(amount: int, unit: str, starts: str, words: str) -> None:
    """Its length and what it counts from."""
    values = {"id": "A", "title": "Soon", "amount": amount, "unit": unit, "starts": starts, **fact()}
    assert DeadlineClass.model_validate(values).rule_in_words == words


@pytest.mark.parametrize(
    ("record_id", "kind", "name"),
    [
        ("request:EHC03", "request", "EHC03"),
        ("evidence_kind:audit", "evidence kind", "audit"),
        ("A1", "fact", "A1"),
    ],
)
def test_a_confirmed_fact_says_what_it_is(record_id: str, kind: str, name: str) -> None:
    """Also one whose id is not as the program writes it."""
    record = ConfirmedFact(id=record_id, source="Page 2", by="R. Shah")
    assert (record.kind_in_words, record.name) == (kind, name)


def test_facts_are_replaced_in_one_pass() -> None:
    """However deep they stand; without any the framework is the same."""
    known = places(FRAMEWORK)
    prompt = with_fields(known["prompt:A2.1"].fact, text="Other point")
    after = with_facts_as(FRAMEWORK, {"prompt:A2.1": prompt})
    assert after.prompts["A2.1"] == prompt
    assert after.prompts["A1.1"] == FRAMEWORK.prompts["A1.1"]
    assert with_facts_as(FRAMEWORK, {}) is FRAMEWORK


def test_a_local_view_is_said_in_words_of_its_own_where_the_definition_has_some() -> None:
    """Never the inspectors' words where others are given; the title otherwise."""
    plain = Outcome(id="1", title="good", text="Good.", rank=1, **SEEN)
    assert plain.view_words == "good"
    assert plain.model_copy(update={"own_view": "Working well"}).view_words == "Working well"


@pytest.mark.parametrize(
    ("key", "seen", "reads"),
    [
        ("criterion:A1", "own", True),
        ("criterion:A1", "c71aed6beca7cc0b", False),
        ("outcome:2", "own", True),
        ("outcome:2", "c71aed6beca7cc0b", True),
        ("outcome:1", "c71aed6beca7cc0b", False),
    ],
)
def test_what_an_earlier_version_confirmed_still_reads_so(key: str, seen: str, reads: object) -> None:
    """An outcome was confirmed together with what follows from it: that fingerprint counts as well."""
    place = places(make_full_framework())[key]
    assert place.reads_as(place.fingerprint if seen == "own" else seen) is reads


@pytest.mark.parametrize(
    ("part", "under", "names"),
    [
        ("consequence", "", ["1", "2", "high", "low"]),
        ("code_source", "", ["one.need", "two.need"]),
        ("code_source", "need", ["one.need", "two.need"]),
        ("code_source", "two.need", ["two.need"]),
        ("level", "steps", ["steps"]),
        ("request", "", [""]),
    ],
)
def test_owners_are_named_so_that_none_is_taken_for_another(part: str, under: str, names: list[str]) -> None:
    """By an id alone, or by the whole name where an id is an owner's only below its own."""
    assert [name for name, _ in named_owners(make_full_framework(), part, under)] == names
    assert (PARTS["consequence"].owner_words, PARTS["request"].owner_words) == ("outcome or level", "")
