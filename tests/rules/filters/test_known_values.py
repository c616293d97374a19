"""What a filter asks for that there is none of."""

from __future__ import annotations

import pytest

from readiness.gaps.report import GAP_KNOWN
from readiness.model.records.evaluation import Statement
from readiness.model.records.evidence import Evidence
from readiness.model.records.requests import RequestState
from readiness.rules.filters.known_values import (
    known_of,
    known_under,
    none_left,
    unknown_options,
    unknown_values,
)
from readiness.rules.filters.records import PLAN_KINDS
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
    """Of evidence, request items, gaps and any record with chosen fields; of a plan, of each kind."""
    evidence, requests = known_of(FRAMEWORK, Evidence), known_of(FRAMEWORK, RequestState)
    assert set(evidence["kind"]) == set(FRAMEWORK.kinds_by_id)
    assert set(evidence["lens"]) == set(FRAMEWORK.lenses_by_id)
    assert set(evidence["voice"]) == {one.voice for one in FRAMEWORK.evidence_kinds if one.voice}
    assert "locked" in evidence["reading"]
    assert set(requests["body"]) == set(FRAMEWORK.bodies_by_id)
    assert set(requests["deadline"]) == {one.id for one in FRAMEWORK.deadline_classes}
    assert "not_started" in requests["status"]
    assert set(requests["section"]) == {one.id for one in FRAMEWORK.request_sections}
    assert {"kind", "lens", "criterion"} <= known_of(FRAMEWORK, Statement).keys()
    plan = known_of(FRAMEWORK, *PLAN_KINDS)
    assert {"in_progress"} < set(plan["status"])
    assert {"area_for_improvement"} < set(plan["kind"])
    gaps = known_under(GAP_KNOWN, FRAMEWORK)
    assert unknown_values("check:stale criterion:A2 severity:serious subject:link fix:review", gaps) == ()
    assert unknown_values("severity:serius", gaps) == (
        'severity:"serius" names none there is. There are critical, serious and minor.',
    )


def test_an_option_takes_a_whole_id() -> None:
    """What is part of one finds nothing, and is named as the option is typed; one not given asks nothing."""
    given = (("lens", "trans"), ("lens", ""), ("lens", " Early years "), ("lens", "transport"))
    assert unknown_options(given, FEW) == (
        '--lens "trans" names none there is. There are early_years and transport.',
    )


def test_what_acts_on_what_a_filter_leaves_is_refused_when_it_leaves_nothing() -> None:
    """The values there are when one was mistyped, else what else to try."""
    assert none_left("statement", "lens:moon", FEW).hint.startswith('lens:"moon" names none')
    assert none_left("statement", "words", FEW).hint == "Try it without one of its terms."
