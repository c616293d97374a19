"""Which actions and measures serve a criterion: its own, its statements' and its recommendations'."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.model.records.changes import put, remove
from readiness.model.records.evaluation import Statement
from readiness.model.records.measures import Measure
from readiness.model.records.plan import Action, Closing, Recommendation
from readiness.model.records.programme import Priority, Workstream
from readiness.model.records.progress import ProgressNote
from readiness.rules.index import Index
from readiness.rules.plan import (
    actions_serving,
    criteria_of_action,
    criteria_of_measure,
    in_order,
    is_unanswered,
    measures_serving,
    who_has,
)
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


@pytest.mark.parametrize(
    ("owner", "responsible", "who"),
    [("", " ", ""), ("", "Health", "Health"), ("K. Ali ", "Health", "K. Ali"), (" ", "Health", "Health")],
)
def test_who_does_it_is_asked_before_who_answers_for_it(owner: str, responsible: str, who: str) -> None:
    """Nobody, where neither is named."""
    assert who_has(Action(id="P0001", title="Recruit", owner=owner, responsible=responsible)) == who


@pytest.mark.parametrize(
    ("statuses", "is_closed", "is_open_question"),
    [
        ((), False, True),
        (("stopped", "carried_forward"), False, True),
        (("stopped", "done"), False, False),
        (("not_started",), False, False),
        ((), True, False),
    ],
)
def test_a_recommendation_is_unanswered_while_it_is_open_and_nobody_acts(
    statuses: tuple[str, ...], is_closed: bool, is_open_question: bool
) -> None:
    """What was stopped or goes on elsewhere answers nothing."""
    closing = Closing(on=date(2026, 12, 1), words="Met.") if is_closed else None
    made = RECOMMENDATION.model_copy(update={"closing": closing})
    actions = [
        Action.model_validate(
            {"id": f"P{n:04d}", "title": "Act", "status": status, "recommendations": ("R0001",)}
        )
        for n, status in enumerate(statuses, start=1)
    ]
    assert is_unanswered(Index(make_framework(), make_records([made, *actions])), made) is is_open_question


def test_what_goes_on_as_another_action_serves_no_criterion_twice() -> None:
    """Only the one that continues it does."""
    old = Action(id="P0001", title="Recruit", criteria=("A1",), status="carried_forward")
    new = Action(id="P0002", title="Recruit", criteria=("A1",), continues="P0001")
    index = Index(make_framework(), make_records([old, new]))
    assert actions_serving(index, index.framework.criteria["A1"]) == [new]


def test_records_stand_in_the_order_given_then_by_id() -> None:
    """Those without a place last."""
    made = [
        Workstream(id=f"WS{number:04d}", title="W", position=place)
        for number, place in ((1, 0), (2, 2), (3, 1), (4, 2), (5, 0))
    ]
    assert [one.id for one in in_order(made)] == ["WS0003", "WS0002", "WS0004", "WS0001", "WS0005"]


def test_what_hangs_on_workstreams_priorities_measures_and_notes() -> None:
    """And still does once one of them has changed."""
    action = Action(id="P0001", title="Recruit", workstream="WS0001", priorities=("PR0001",))
    priority = Priority(id="PR0001", title="Sooner", measures=("M0001",))
    late = ProgressNote(id="PN0001", about="P0001", on=date(2026, 12, 2), words="Filled.")
    early = ProgressNote(id="PN0002", about="P0001", on=date(2026, 12, 1), words="Advertised.")
    index = Index(make_framework(), make_records([action, priority, late, early]))
    assert index.actions_of("WS0001") == index.actions_of("PR0001") == (action,)
    assert index.priorities_with("M0001") == (priority,)
    assert index.notes_of("P0001") == (early, late)
    moved = action.model_copy(update={"workstream": "WS0002"})
    records = make_records([moved, priority, late])
    after = index.after(records, [put(moved, action), remove(early)])
    assert (after.actions_of("WS0001"), after.actions_of("WS0002")) == ((), (moved,))
    assert after.notes_of("P0001") == (late,)
