"""What a filter asks for that there is none of."""

from __future__ import annotations

import pytest

from readiness.model.records.evaluation import Statement
from readiness.rules.filters.known_values import (
    EVIDENCE_KNOWN,
    REQUEST_KNOWN,
    known_of_records,
    known_under,
    unknown_values,
)
from tests.making.building import make_full_framework

FRAMEWORK = make_full_framework()
FEW = {"lens": {"early_years": "Early years", "transport": "Getting there"}, "one": {"a": "A"}, "none": {}}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("lens:transport", ()),
        (
            "lens:TRANS lens:getting lens:early-none",
            ('lens:"early-none" names none there is. There are early_years and transport.',),
        ),
        ('lens:"early years" words', ()),
        ("-lens:moon", ('lens:"moon" names none there is. There are early_years and transport.',)),
        ("one:b", ('one:"b" names none there is. There is a.',)),
        ("one:a.2", ()),
        ("none:x", ('none:"x" names none there is. There is no none to choose.',)),
        ("other:x lens", ()),
    ],
)
def test_a_value_that_is_none_of_its_field_is_named_with_those_there_are(
    query: str, said: tuple[str, ...]
) -> None:
    """Part of a value, its words or what lies below it is one; other fields and words are left alone."""
    assert unknown_values(query, FEW) == said


def test_of_many_values_the_first_are_named() -> None:
    """Twelve of them, and how many there are."""
    many = {"kind": {f"k{number}": "K" for number in range(40)}}
    assert unknown_values("kind:x", many)[0].endswith(
        "There are 40: " + ", ".join(f"k{n}" for n in range(12)) + " and so on."
    )


def test_every_list_knows_the_values_of_its_framework() -> None:
    """Of evidence, request items and any record with fields that are chosen."""
    evidence, requests = known_under(EVIDENCE_KNOWN, FRAMEWORK), known_under(REQUEST_KNOWN, FRAMEWORK)
    assert set(evidence["kind"]) == set(FRAMEWORK.kinds_by_id)
    assert set(evidence["lens"]) == set(FRAMEWORK.lenses_by_id)
    assert set(evidence["voice"]) == {one.voice for one in FRAMEWORK.evidence_kinds if one.voice}
    assert "locked" in evidence["reading"]
    assert set(requests["body"]) == set(FRAMEWORK.bodies_by_id)
    assert set(requests["deadline"]) == {one.id for one in FRAMEWORK.deadline_classes}
    assert "not_started" in requests["status"]
    assert {"kind", "lens", "criterion"} <= known_of_records(Statement, FRAMEWORK).keys()
