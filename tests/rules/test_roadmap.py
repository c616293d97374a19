"""The plan quarter by quarter."""

from __future__ import annotations

from datetime import date

from readiness.model.records.plan import Action, Milestone
from readiness.rules.roadmap import road_map

AS_AT = date(2026, 12, 7)


def test_every_dated_point_falls_into_its_quarter_by_day() -> None:
    """What begins, steps and ends; done, late or to come; nothing without a date."""
    steps = (
        Milestone(title="Advertise", due=date(2026, 12, 1)),
        Milestone(title="Fill", due=date(2027, 3, 31), done=date(2026, 12, 2)),
        Milestone(title="Some day"),
    )
    first = Action(
        id="P0001",
        title="Recruit",
        start=date(2026, 11, 1),
        due=date(2027, 3, 31),
        status="in_progress",
        milestones=steps,
    )
    second = Action(id="P0002", title="Train", start=date(2026, 12, 6), due=date(2026, 12, 6))
    found = road_map([second, first, Action(id="P0003", title="No date")], AS_AT)
    assert [one.title for one in found] == ["October 2026 to December 2026", "January 2027 to March 2027"]
    points = [
        [(one.action, one.title, one.kind, one.is_done, one.is_late) for one in quarter.stops]
        for quarter in found
    ]
    assert points == [
        [
            ("P0001", "Recruit", "begins", True, False),
            ("P0001", "Advertise", "step", False, True),
            ("P0002", "Train", "begins", False, True),
            ("P0002", "Train", "due", False, True),
        ],
        [("P0001", "Fill", "step", True, False), ("P0001", "Recruit", "due", False, False)],
    ]


def test_what_is_over_is_not_late_and_what_was_given_up_is_left_out() -> None:
    """A step nobody ticked off is not awaited any more."""
    step = (Milestone(title="Advertise", due=date(2026, 1, 1)),)
    done = Action(id="P0001", title="Recruit", due=date(2026, 2, 1), status="done", milestones=step)
    stopped = Action(id="P0002", title="Train", due=date(2026, 2, 1), status="stopped")
    carried = Action(id="P0003", title="Move", due=date(2026, 2, 1), status="carried_forward")
    (quarter,) = road_map([done, stopped, carried], AS_AT)
    assert [(one.title, one.is_done, one.is_late) for one in quarter.stops] == [
        ("Advertise", False, False),
        ("Recruit", True, False),
    ]
