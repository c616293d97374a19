"""Which gaps an edit may change: found from what hangs on the record that moved."""

from __future__ import annotations

from readiness.gaps.subjects import affected
from readiness.model.records.measures import Measure
from readiness.model.records.plan import Action, Recommendation
from readiness.rules.index import Index
from tests.making.building import (
    make_evidence,
    make_framework,
    make_link,
    make_records,
    make_statement,
)

ACTION = Action(
    id="P0001", title="Do it", statements=("S0001",), recommendations=("R0001",), measures=("M0001",)
)
INDEX = Index(
    make_framework(),
    make_records(
        [
            make_evidence(1),
            make_evidence(2, sha256=make_evidence(1).sha256),
            make_link(1, 1, "statement", "S0001"),
            make_link(2, 1, "lens", "ap"),
            make_link(3, 2, "action", "P0001"),
            make_statement(1),
            Recommendation(id="R0001", kind="other", text="Improve"),
            ACTION,
            Measure(id="M0001", title="Waits", statements=("S0001",)),
        ]
    ),
)
CRITERION = {("criterion", "A1"), ("grade", "A1"), ("prompt", "A1.1"), ("prompt", "A1.2")}


def test_evidence_moves_what_its_links_reach() -> None:
    """The links, their ends, the criterion above, and other evidence of the same content."""
    assert affected(INDEX, {("evidence", "E0001")}) == {
        ("evidence", "E0001"),
        ("evidence", "E0002"),
        ("link", "L0001"),
        ("statement", "S0001"),
        ("link", "L0002"),
        *CRITERION,
    }


def test_a_link_to_a_lens_moves_no_subject_but_itself_and_its_evidence() -> None:
    """Nothing is checked of a lens, and it belongs to no criterion."""
    assert affected(INDEX, {("links", "L0002")}) == {("link", "L0002"), ("evidence", "E0001")}


def test_a_statement_moves_its_criterion_and_what_works_on_it() -> None:
    """Its links and their evidence, actions and measures."""
    assert affected(INDEX, {("statements", "S0001")}) == {
        ("statement", "S0001"),
        ("link", "L0001"),
        ("evidence", "E0001"),
        ("action", "P0001"),
        ("measure", "M0001"),
        *CRITERION,
    }


def test_the_area_moves_itself_alone() -> None:
    """Its promises are its own."""
    assert affected(INDEX, {("area", "area")}) == {("area", "area")}


def test_the_improvement_plan_moves_together() -> None:
    """An action with what it serves, a recommendation and a measure with the actions for them."""
    assert affected(INDEX, {("actions", "P0001")}) == {
        ("action", "P0001"),
        ("link", "L0003"),
        ("evidence", "E0002"),
        ("statement", "S0001"),
        ("recommendation", "R0001"),
    }
    assert affected(INDEX, {("recommendations", "R0001")}) == {
        ("recommendation", "R0001"),
        ("action", "P0001"),
    }
    assert affected(INDEX, {("measures", "M0001")}) == {
        ("measure", "M0001"),
        ("action", "P0001"),
        ("statement", "S0001"),
    }


def test_a_record_that_is_gone_moves_only_what_still_points_at_it() -> None:
    """Asked of the index after a deletion, the record's own fields say nothing any more."""
    gone = {"evidence": "E", "links": "L", "statements": "S", "actions": "P", "measures": "M"}
    kinds = {"links": "link", "statements": "statement", "actions": "action", "measures": "measure"}
    for table, prefix in gone.items():
        key = (kinds.get(table, table), f"{prefix}0099")
        assert affected(INDEX, {(table, f"{prefix}0099")}) == {key}


def test_a_table_no_check_looks_at_moves_nothing() -> None:
    """What was handed over changes no gap."""
    assert affected(INDEX, {("handovers", "H0001")}) == set()
