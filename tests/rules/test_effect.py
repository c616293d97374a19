"""A difference is shown by measures that moved and by people who speak for themselves, not by delivery."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.model.records.measures import Measure, Observation
from readiness.model.records.plan import Action
from readiness.model.records.record import Record
from readiness.rules.effect import behind_effect, behind_impact, claims_effect, claims_impact
from readiness.rules.index import Index
from tests.making.building import (
    AS_AT,
    make_evidence,
    make_framework,
    make_link,
    make_records,
    make_statement,
)


@pytest.mark.parametrize(
    ("fields", "is_claimed"),
    [
        ({"status": "embedded", "percent_done": 100}, False),
        ({"effect": "early"}, True),
        ({"difference": " \n"}, False),
        ({"difference": "Waits fell."}, True),
    ],
)
def test_an_effect_is_claimed_in_words_or_by_its_state_alone(
    fields: dict[str, object], is_claimed: bool
) -> None:
    """Delivered is no claim."""
    assert claims_effect(Action.model_validate({"id": "P0001", "title": "Recruit", **fields})) is is_claimed


def test_what_stands_behind_an_effect() -> None:
    """A measure with two figures and current words of people; no single figure, plain paper or old words."""
    days = (date(2026, 3, 31), date(2026, 9, 30))
    two = tuple(Observation(period_to=day, value=value) for day, value in zip(days, (20, 30), strict=True))
    records: list[Record] = [
        Action(id="P0001", title="Recruit", measures=("M0001", "M0002", "M0009")),
        Measure(id="M0001", title="On time", observations=two),
        Measure(id="M0002", title="Good", observations=two[:1]),
        make_evidence(1, kind="parent"),
        make_evidence(2, kind="audit"),
        make_evidence(3, kind="parent", period_from=None, period_to=date(2024, 3, 31)),
        make_evidence(4, kind=""),
        *(make_link(number, number, "action", "P0001") for number in (1, 2, 3, 4)),
    ]
    index = Index(make_framework(), make_records(records))
    assert behind_effect(index, index.records.actions["P0001"], AS_AT) == ("M0001", "E0001")
    assert behind_effect(index, index.records.actions["P0001"], date(2026, 6, 1)) == ("E0001",)


def test_what_stands_behind_the_impact_of_a_statement() -> None:
    """A measure that moved, current figures, current words of people; no plain paper, no old words."""
    days = (date(2026, 3, 31), date(2026, 9, 30))
    two = tuple(Observation(period_to=day, value=value) for day, value in zip(days, (20, 30), strict=True))
    records: list[Record] = [
        make_statement(1, impact="Waits fell."),
        Measure(id="M0001", title="On time", observations=two, statements=("S0001",)),
        Measure(id="M0002", title="Good", observations=two[:1], statements=("S0001",)),
        make_evidence(1, kind="parent"),
        make_evidence(2, kind="audit"),
        make_evidence(3, kind="parent", period_from=None, period_to=date(2024, 3, 31)),
        make_evidence(4, kind="data"),
        make_evidence(5, kind=""),
        *(make_link(number, number, "statement", "S0001") for number in (1, 2, 3, 4, 5)),
    ]
    index = Index(make_framework(), make_records(records))
    statement = index.records.statements["S0001"]
    assert behind_impact(index, statement, AS_AT) == ("M0001", "E0001", "E0004")
    assert claims_impact(statement, None)
    assert not claims_impact(make_statement(1, impact=" "), None)
