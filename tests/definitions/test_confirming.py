"""Facts confirmed at once and one by one come to the same framework."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.definitions import confirming
from readiness.definitions.confirming import named, with_facts
from readiness.model.definition.framework import Framework
from readiness.model.definition.parts import places, with_facts_as, with_fields
from readiness.model.records.facts import ConfirmedFact, FactCorrection
from tests.making.building import make_full_framework

FRAMEWORK = make_full_framework()
KNOWN = places(FRAMEWORK)


def confirmed(key: str, *corrections: tuple[str, str]) -> ConfirmedFact:
    """The fact with this key, confirmed or corrected."""
    made = tuple(FactCorrection(field=field, value=value) for field, value in corrections)
    return ConfirmedFact(id=key, source="Page 2", by="R. Shah", seen=KNOWN[key].fingerprint, corrections=made)


@given(st.lists(st.sampled_from(list(KNOWN)), unique=True, max_size=12))
def test_at_once_is_as_one_by_one(keys: list[str]) -> None:
    """Whatever is confirmed, however deep it stands: those and no others are, and all else is as it was."""
    facts = [confirmed(key) for key in keys]
    after, problems = with_facts(FRAMEWORK, facts)
    assert not problems
    statuses = {key: place.fact.status for key, place in places(after).items()}
    assert {key for key, status in statuses.items() if status == "confirmed"} == set(keys)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(confirming, "_all_at_once", lambda *_: None)
        one_by_one, _ = with_facts(FRAMEWORK, facts)
    assert one_by_one == after


def test_one_that_cannot_be_so_leaves_the_others() -> None:
    """A correction that names nothing is told by its fact; the rest is made."""
    bad = confirmed("request:PLN01", ("deadline", "ZZ"))
    after, problems = with_facts(FRAMEWORK, [confirmed("criterion:A1"), bad, confirmed("prompt:A2.1")])
    assert [one.where.record for one in problems] == ["request:PLN01"]
    assert after.criteria["A1"].status == after.prompts["A2.1"].status == "confirmed"
    assert after.requests_by_id["PLN01"].deadline == "A"


def test_a_part_and_what_it_holds_are_both_replaced() -> None:
    """The criterion's own words and those of its prompt; the same framework when nothing is."""
    criterion, prompt = KNOWN["criterion:A1"].fact, KNOWN["prompt:A1.2"].fact
    new: dict[str, Any] = {
        "criterion:A1": with_fields(criterion, title="Other words"),
        "prompt:A1.2": with_fields(prompt, text="Other point"),
    }
    after = with_facts_as(FRAMEWORK, new)
    assert isinstance(after, Framework)
    assert (after.criteria["A1"].title, after.prompts["A1.2"].text) == ("Other words", "Other point")
    assert after.prompts["A1.1"] == FRAMEWORK.prompts["A1.1"]
    assert with_facts_as(FRAMEWORK, {}) is FRAMEWORK


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("consequence:2.plan-2", ["consequence:2.plan-2"]),
        ("consequence:2", ["consequence:2.plan", "consequence:2.nachster-besuch", "consequence:2.plan-2"]),
        ("low", ["level:low"]),
        ("under:steps", ["level:high", "level:low"]),
        ("quarter", ["recurring:quarter"]),
        ("code_source:two.need.census-2025-2", ["code_source:two.need.census-2025-2"]),
        ("under:2", ["consequence:2.plan", "consequence:2.nachster-besuch", "consequence:2.plan-2"]),
    ],
)
def test_what_follows_levels_returns_and_codes_are_named_singly(name: str, keys: list[str]) -> None:
    """Each by an id of its own below what it belongs to, two of one kind too; or all below one thing."""
    assert [place.key for place in named(FRAMEWORK, [name])] == keys


def test_another_kind_does_not_rename_what_follows_beside_it() -> None:
    """The second plan stays the second when the first is corrected to be something else."""
    after, problems = with_facts(FRAMEWORK, [confirmed("consequence:2.plan", ("kind", "visit"))])
    assert not problems
    assert [one.id for one in after.outcomes[1].consequences] == ["plan", "nachster-besuch", "plan-2"]
    assert after.outcomes[1].consequences[0].kind == "visit"


def test_an_outcome_confirmed_by_an_earlier_version_still_counts() -> None:
    """Its fingerprint was then of what follows from it too."""
    seen = confirmed("outcome:2").model_copy(update={"seen": "c71aed6beca7cc0b"})
    after, problems = with_facts(FRAMEWORK, [seen])
    assert not problems
    assert after.outcomes[1].status == "confirmed"
