"""Days others count on: of actions, their steps and of measures' targets, none moves without a reason."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.base.errors import UsageError
from readiness.model.field import fields_of
from readiness.model.records.measures import Measure
from readiness.model.records.plan import Action, Milestone
from readiness.model.records.tables import RECORD_TYPES
from readiness.plan import plan
from readiness.workspace.date_moves import MOVES, kept_days, moved_days, unmoved
from readiness.workspace.editing import set_fields
from readiness.workspace.workspace import Workspace

MAY, JUNE, JULY = date(2027, 5, 1), date(2027, 6, 1), date(2027, 7, 1)


def steps(*named: tuple[str, date | None]) -> Action:
    """An action with these steps."""
    return Action(
        id="P0001", title="Recruit", milestones=tuple(Milestone(title=name, due=due) for name, due in named)
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([("A", MAY), ("B", JUNE)], [("A", JULY), ("B", JUNE)], [("A", MAY, JULY)]),
        ([("A", MAY), ("B", JUNE)], [("B", JULY), ("A", MAY)], [("B", JUNE, JULY)]),
        ([("A", MAY), ("B", JUNE)], [("B", JULY), ("C", JUNE)], [("B", JUNE, JULY)]),
        ([("A", MAY)], [("Renamed", JUNE)], [("Renamed", MAY, JUNE)]),
        ([("A", MAY)], [("Renamed", MAY)], []),
        ([("A", MAY)], [("A", None)], [("A", MAY, None)]),
        ([("A", None)], [("A", MAY)], []),
        ([("A", MAY), ("A", JUNE)], [("A", JUNE)], []),
        ([("A", MAY)], [("A", MAY), ("B", JUNE)], []),
        ([("A", MAY), ("B", JUNE)], [("C", JULY)], []),
    ],
)
def test_the_day_of_a_step_is_followed_by_its_name_or_its_place(
    before: list[tuple[str, date | None]],
    after: list[tuple[str, date | None]],
    expected: list[tuple[str, date, date | None]],
) -> None:
    """A first day, a step taken out and one put in move none; of two alike the one that stayed is known."""
    moved = moved_days(steps(*before), steps(*after))
    assert [(one.of, one.was, one.became) for one in moved] == expected
    kept = unmoved(steps(*before), steps(*after))
    assert moved_days(steps(*before), kept) == ()
    assert [one.title for one in kept.milestones] == [name for name, _ in after]


def test_every_record_with_such_a_day_keeps_its_moves() -> None:
    """Of the record itself or of its parts; and a day that is kept is a date."""
    kept: dict[str, list[str]] = {}
    for kind in RECORD_TYPES.values():
        rows = [one.row for one in fields_of(kind).values() if one.row is not None]
        days = [f"{one.__name__}.{name}" for one in (kind, *rows) for name in kept_days(one)]
        assert not days or MOVES in fields_of(kind)
        kept |= {kind.table: days} if days else {}
    assert kept == {"actions": ["Action.due", "Milestone.due"], "measures": ["Measure.target_by"]}


def test_the_target_day_of_a_measure_moves_with_a_reason_that_stays(workspace: Workspace) -> None:
    """Without one nothing is stored; the first day needs none; one change may move several days."""
    plan.add_measure(workspace, "In time", unit="%", target=85)
    set_fields(workspace, Measure, "M0001", {"target_by": "2027-05-01"})
    with pytest.raises(UsageError, match="target day of M0001 would move from 1 May 2027 to no date"):
        set_fields(workspace, Measure, "M0001", {"target_by": ""})
    set_fields(workspace, Measure, "M0001", {"target_by": "2027-06-01"}, why="Two posts are empty.")
    (move,) = workspace.records.measures["M0001"].moves
    assert (move.of, move.was, move.became, move.reason) == ("", MAY, JUNE, "Two posts are empty.")

    plan.add_action(workspace, "Recruit", due="2027-06-01")
    dated = {"milestones": [{"title": "Advertise", "due": "2027-05-01"}]}
    set_fields(workspace, Action, "P0001", dated)
    later = {"milestones": [{"title": "Advertise", "due": "2027-06-01"}], "due": "2027-07-01"}
    set_fields(workspace, Action, "P0001", later, why="The board agreed.")
    moves = workspace.records.actions["P0001"].moves
    assert [(one.of, one.was, one.became) for one in moves] == [("", JUNE, JULY), ("Advertise", MAY, JUNE)]
