"""The next strategy takes over what is open; the old one stays readable as it stood."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.base.errors import UsageError
from readiness.model.records.plan import Milestone
from readiness.model.records.programme import Priority, Strategy, Workstream
from readiness.plan import plan
from readiness.plan.carrying import carry_forward
from readiness.plan.plan_sections import plan_sections
from readiness.plan.programme import add_note, add_part
from readiness.rules.plan import actions_serving
from readiness.workspace.history import undo
from readiness.workspace.workspace import Workspace
from tests.conftest import TODAY

STEPS = (
    Milestone(title="Advertise", due=date(2026, 5, 1), done=date(2026, 5, 2)),
    Milestone(title="Fill all posts", due=date(2026, 12, 31)),
)


@pytest.fixture
def ending(workspace: Workspace) -> Workspace:
    """A strategy with a priority, a workstream, an open action, a done one, and one that is not its own."""
    plan.add_recommendation(workspace, "Cut the waits.")
    add_part(workspace, Strategy, "To 2026", start="2023-04-01", end="2026-03-31")
    add_part(workspace, Priority, "Sooner", strategies="ST0001", difference="Waits fell.")
    add_part(workspace, Workstream, "Waiting", priorities="PR0001")
    common = {"priorities": "PR0001", "workstream": "WS0001"}
    plan.add_action(
        workspace,
        "Recruit",
        **common,
        recommendations="R0001",
        criteria="A1",
        status="in_progress",
        effect="early",
        difference="Two teams are whole.",
        confidence={"confidence": "at_risk", "reason": "Few apply."},
        milestones=STEPS,
    )
    plan.add_action(workspace, "Train", **common, status="done")
    plan.add_action(workspace, "Else")
    add_note(workspace, "P0001", "Two posts filled.")
    return workspace


def test_open_actions_go_on_under_the_next_strategy(ending: Workspace) -> None:
    """With their open steps and without an effect, which belongs to what was done."""
    carried, _ = carry_forward(ending, "ST0001", "To 2029", start="2026-04-01")
    records = ending.records
    assert (carried.priorities, carried.actions) == ((("PR0001", "PR0002"),), (("P0001", "P0004"),))
    new = records.actions["P0004"]
    assert (new.continues, new.status, new.priorities) == ("P0001", "in_progress", ("PR0002",))
    assert (new.effect, new.difference, new.confidence) == ("none_yet", "", None)
    assert [one.title for one in new.milestones] == ["Fill all posts"]
    assert records.strategies["ST0002"].follows == "ST0001"
    assert (records.priorities["PR0002"].strategies, records.priorities["PR0002"].difference) == (
        ("ST0002",),
        "",
    )
    assert records.workstreams["WS0001"].priorities == ("PR0001", "PR0002")


def test_the_old_strategy_stays_readable_as_it_stood(ending: Workspace) -> None:
    """Only that its open action is carried forward is new; its note and effect stay with it."""
    before = ending.records
    carry_forward(ending, "ST0001", "To 2029")
    after = ending.records
    old = after.actions["P0001"]
    assert old.status == "carried_forward"
    assert (old.effect, old.milestones, old.difference) == ("early", STEPS, "Two teams are whole.")
    assert after.priorities["PR0001"] == before.priorities["PR0001"]
    assert after.actions["P0002"] == before.actions["P0002"]
    assert after.strategies["ST0001"] == before.strategies["ST0001"]
    assert [one.words for one in ending.index.notes_of("P0001")] == ["Two posts filled."]


def test_nothing_counts_twice(ending: Workspace) -> None:
    """Neither in the plan nor for a criterion; the recommendation is answered by what goes on."""
    carry_forward(ending, "ST0001", "To 2029")
    answers = [
        one.action.id
        for section in plan_sections(ending.index, TODAY)
        for item in section.items
        for one in item.answers
    ]
    assert sorted(set(answers)) == ["P0002", "P0003", "P0004"]
    serving = actions_serving(ending.index, ending.framework.criteria["A1"])
    assert [one.id for one in serving] == ["P0004"]
    assert not [one for one in ending.gaps(TODAY) if one.check == "recommendation-no-action"]


def test_one_undo_takes_all_of_it_back(ending: Workspace) -> None:
    """It is one change."""
    before = {one.id for one in ending.records}
    carry_forward(ending, "ST0001", "To 2029")
    undo(ending)
    assert {one.id for one in ending.records} == before
    assert ending.records.actions["P0001"].status == "in_progress"


def test_a_strategy_without_priorities_hands_nothing_on(workspace: Workspace) -> None:
    """It says how to put priorities in it; with nothing open the priorities alone go on."""
    add_part(workspace, Strategy, "To 2026")
    with pytest.raises(UsageError, match="nothing can be carried"):
        carry_forward(workspace, "ST0001", "To 2029")
    add_part(workspace, Priority, "Sooner", strategies="ST0001")
    carried, _ = carry_forward(workspace, "ST0001", "To 2029")
    assert (carried.priorities, carried.actions) == ((("PR0001", "PR0002"),), ())
