"""Which actions and steps are late at a date."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.model.records.plan import Action, Milestone
from readiness.rules.plan import days_late, late_milestones

DUE = date(2026, 11, 30)


def action(**fields: Any) -> Action:
    """An action due at the end of November 2026 unless said otherwise."""
    return Action.model_validate({"id": "P0001", "title": "Recruit", "due": DUE, **fields})


@pytest.mark.parametrize(
    ("fields", "as_at", "days"),
    [
        ({}, date(2026, 11, 30), 0),
        ({}, date(2026, 12, 2), 2),
        ({}, date(2026, 11, 1), 0),
        ({"due": None}, date(2026, 12, 2), 0),
        ({"status": "done"}, date(2026, 12, 2), 0),
        ({"status": "stopped"}, date(2026, 12, 2), 0),
    ],
)
def test_days_late(fields: dict[str, Any], as_at: date, days: int) -> None:
    """The day it is due is in time; what is closed or has no date is never late."""
    assert days_late(action(**fields), as_at) == days


def test_late_steps() -> None:
    """Open steps past their day, in their order; none of a closed action."""
    steps = (
        Milestone(title="a", due=date(2026, 12, 1)),
        Milestone(title="b", due=DUE, done=DUE),
        Milestone(title="c"),
        Milestone(title="d", due=DUE),
        Milestone(title="e", due=date(2026, 12, 2)),
    )
    late = late_milestones(action(milestones=steps), date(2026, 12, 2))
    assert [one.title for one in late] == ["a", "d"]
    assert late_milestones(action(milestones=steps, status="done"), date(2026, 12, 2)) == ()


@given(st.dates(), st.dates())
def test_late_is_after_the_day(due: date, as_at: date) -> None:
    """An open action is late on each day after its own, and on no other."""
    assert (days_late(action(due=due), as_at) > 0) is (as_at > due)
