"""A figure that rests on an assumption carries its mark, and nothing else is said of what is unconfirmed."""

from __future__ import annotations

from datetime import UTC, datetime

from readiness.inspection import notice
from readiness.progress.overview import overview
from readiness.workspace.clock import measured
from readiness.workspace.facts import confirm_facts
from readiness.workspace.workspace import Workspace
from tests.conftest import TODAY


def test_counts_by_deadline_and_the_date_carry_the_mark_of_their_rule_until_it_is_confirmed(
    workspace: Workspace,
) -> None:
    """Assumed, reported or inferred beside the figure; gone once somebody has confirmed it."""
    before = overview(workspace, measured(workspace)).headline()
    assert any(one.startswith("Within 24 hours of notification (assumed): ") for one in before)
    assert any(one.endswith(" (inferred)") for one in before)
    assert not any("unconfirmed" in one for one in before)
    confirm_facts(workspace, ["kind:deadline", "kind:event"], on=TODAY, today=TODAY, source="The letter")
    after = overview(workspace, measured(workspace)).headline()
    assert not any("(" in one for one in after)


def test_the_next_deadline_of_a_running_notice_carries_its_mark(workspace: Workspace) -> None:
    """Until the class is confirmed."""
    notice.start(workspace, datetime(2026, 11, 20, 9, 15, tzinfo=UTC))
    assert "Within 24 hours of notification (assumed))" in overview(workspace, measured(workspace)).clock[0]
    confirm_facts(workspace, ["deadline:A"], on=TODAY, today=TODAY, source="The letter")
    assert "Within 24 hours of notification)" in overview(workspace, measured(workspace)).clock[0]
