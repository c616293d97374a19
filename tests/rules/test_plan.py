"""Which actions and measures serve a criterion: its own, its statements' and its recommendations'."""

from __future__ import annotations

from datetime import date

from readiness.model.records.evaluation import Statement
from readiness.model.records.measures import Measure
from readiness.model.records.plan import Action, Recommendation
from readiness.rules.index import Index
from readiness.rules.plan import actions_serving, criteria_of_action, criteria_of_measure, measures_serving
from tests.making.building import make_framework, make_records

STATEMENT = Statement(id="S0001", criterion="A1", kind="next_step", text="Cut the waits.")
RECOMMENDATION = Recommendation(id="R0001", kind="other", text="Cut the waits.", criteria=("A1",))
DIRECT = Action(id="P0001", title="Recruit", criteria=("A1",))
BY_STATEMENT = Action(id="P0002", title="Train", statements=("S0001",), due=date(2027, 3, 31))
BY_RECOMMENDATION = Action(id="P0003", title="Report", recommendations=("R0001",), due=date(2027, 1, 31))
OTHER = Action(id="P0004", title="Else", criteria=("A2",))
OWN = Measure(id="M0001", title="Waits", criteria=("A1",))
OF_STATEMENT = Measure(id="M0002", title="Staff", statements=("S0001",))
INDEX = Index(
    make_framework(),
    make_records(
        (STATEMENT, RECOMMENDATION, DIRECT, BY_STATEMENT, BY_RECOMMENDATION, OTHER, OWN, OF_STATEMENT)
    ),
)


def test_actions_serve_a_criterion_in_three_ways_soonest_due_first() -> None:
    """Each once; what has no date stands last."""
    serving = actions_serving(INDEX, INDEX.framework.criteria["A1"])
    assert [action.id for action in serving] == ["P0003", "P0002", "P0001"]
    assert all(criteria_of_action(INDEX, action) == ("A1",) for action in serving)


def test_measures_serve_a_criterion_by_themselves_or_a_statement() -> None:
    """Both ways give the same criterion."""
    serving = measures_serving(INDEX, INDEX.framework.criteria["A1"])
    assert {measure.id for measure in serving} == {"M0001", "M0002"}
    assert all(criteria_of_measure(INDEX, measure) == ("A1",) for measure in serving)
