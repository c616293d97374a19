"""An action made from what it answers opens with that already said."""

from __future__ import annotations

import pytest

from readiness.model.records.evaluation import Statement
from readiness.model.records.measures import Measure
from readiness.model.records.plan import Recommendation
from readiness.model.records.programme import Priority, Workstream
from readiness.rules.index import Index
from readiness.rules.new_action import answering
from tests.making.building import make_framework, make_records

INDEX = Index(
    make_framework(),
    make_records(
        (
            Statement(id="S0001", criterion="A1", kind="next_step", text="Cut the waits."),
            Statement(id="S0002", criterion="Z9", kind="next_step", text="Of a criterion that is gone."),
            Recommendation(id="R0001", kind="other", text="Cut the waits.", criteria=("A2", "Z9")),
            Measure(id="M0001", title="Waits", criteria=("A1", "A2")),
            Priority(id="PR0001", title="Sooner", criteria=("A1",), measures=("M0001",)),
            Workstream(id="WS0001", title="Waiting"),
        )
    ),
)


@pytest.mark.parametrize(
    ("origin", "fields"),
    [
        ("S0001", {"statements": ("S0001",), "criteria": ("A1",)}),
        ("S0002", {"statements": ("S0002",), "criteria": ()}),
        ("R0001", {"recommendations": ("R0001",), "criteria": ("A2",)}),
        ("M0001", {"measures": ("M0001",), "criteria": ("A1", "A2")}),
        ("PR0001", {"priorities": ("PR0001",), "measures": ("M0001",), "criteria": ("A1",)}),
        ("WS0001", {"workstream": "WS0001"}),
        ("A2", {"criteria": ("A2",)}),
        ("A1.2", {"criteria": ("A1",)}),
        ("E0001", None),
    ],
)
def test_an_action_opens_with_what_it_answers(origin: str, fields: dict[str, object] | None) -> None:
    """And with its criteria, as far as the framework has them."""
    assert answering(INDEX, origin) == fields


def test_where_a_gap_is_about_something_else_its_criteria_are_worked_on() -> None:
    """Such as an item of evidence that is out of date."""
    assert answering(INDEX, "E0001", ("A2", "Z9")) == {"criteria": ("A2",)}
