"""Typed filters for any record, made from its fields."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.model.field import Around
from readiness.model.records.evaluation import Statement
from readiness.model.records.measures import Measure
from readiness.model.records.plan import Action, Recommendation
from readiness.model.records.programme import Strategy
from readiness.rules.filters.records import plan_matching, records_matching
from tests.making.building import make_framework, make_records

AROUND = Around(make_framework(), date(2026, 11, 27))
STATEMENTS = (
    Statement(id="S0001", criterion="A1", kind="strength", text="Waits fell.", owner="Ali Khan"),
    Statement(id="S0002", criterion="A2", kind="headline", text="We know our children."),
)
RECOMMENDATION = Recommendation(id="R0001", kind="other", text="Cut the waits.", criteria=("A1",))
LATE = Action(id="P0001", title="Recruit", due=date(2027, 3, 31), responsible="Head of service")
FREE = Action(id="P0002", title="Write a plan")
MEASURE = Measure(id="M0001", title="Waits in weeks")
STRATEGY = Strategy(id="ST0001", title="Our strategy")
RECORDS = make_records((RECOMMENDATION, LATE, FREE, MEASURE, STRATEGY))


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("criterion:A1", ["S0001"]),
        ("kind:strength", ["S0001"]),
        ("owner:khan", ["S0001"]),
        ("is:unowned", ["S0002"]),
        ("id:S0002", ["S0002"]),
        ("children", ["S0002"]),
        ("s0001", ["S0001"]),
    ],
)
def test_statements_are_found_by_their_fields_and_words(query: str, left: list[str]) -> None:
    """Ids, words of choices, parts of names, and any word of the texts."""
    assert [found.id for found in records_matching(Statement, STATEMENTS, query, AROUND)] == left


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("waits", {"R0001", "M0001"}),
        ("due:2027-03", {"P0001"}),
        ("is:unowned", {"R0001", "P0002", "M0001"}),
        ("criterion:A1", {"R0001"}),
    ],
)
def test_one_filter_goes_over_the_whole_plan(query: str, left: set[str]) -> None:
    """A term that one kind of record has not leaves none of that kind."""
    assert plan_matching(RECORDS, query, AROUND) == left


def test_a_term_that_no_record_knows_is_looked_for_as_words() -> None:
    """Nothing holds them, so nothing is left."""
    assert plan_matching(RECORDS, "moon:full", AROUND) == frozenset()
