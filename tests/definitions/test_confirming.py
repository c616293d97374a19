"""Facts confirmed at once and one by one come to the same framework."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.definitions import confirming
from readiness.definitions.confirming import with_facts
from readiness.model.definition.framework import Framework
from readiness.model.definition.parts import places, with_facts_as, with_fields
from readiness.model.records.facts import ConfirmedFact, FactCorrection
from tests.making.building import make_framework

FRAMEWORK = make_framework()
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
