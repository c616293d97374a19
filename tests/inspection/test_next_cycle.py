"""Closing a notice keeps all that was asked and handed over, and the next call starts clean."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from readiness.inspection import notice
from readiness.requests import states
from readiness.requests.asking import add_ask
from readiness.requests.reconciling import apply_plan, decide, reconcile_plan
from readiness.rules.asks import ask_of
from readiness.rules.calendar.call import current
from readiness.workspace.clock import calendar_of
from readiness.workspace.history import undo
from readiness.workspace.workspace import Workspace

CALL = datetime(2026, 11, 20, 9, 15, tzinfo=UTC)


@pytest.fixture
def answered(workspace: Workspace, tmp_path: Path) -> Workspace:
    """A list with a deadline was reconciled, something asked by telephone, something handed over."""
    notice.start(workspace, CALL)
    listed = tmp_path / "list.csv"
    item = workspace.framework.requests[0]
    listed.write_text(f'Ref,Item,Due\n1,"{item.title}",25/11/2026 12:00\n', encoding="utf-8")
    plan = decide(workspace, reconcile_plan(workspace, listed), ["all"])
    apply_plan(workspace, plan, name="list.csv")
    states.set_state(workspace, item.id, status="handed_over")
    add_ask(workspace, "Minutes", by="HMI", due="within 24 hours")
    return workspace


def test_the_next_call_starts_clean(answered: Workspace) -> None:
    """No deadline, list or hand-over of the last call counts; what was proven stays proven."""
    item = answered.framework.requests[0].id
    assert answered.records.requests[item].due_override is not None
    notice.end(answered, "Report expected in March")
    state = answered.records.requests[item]
    assert (state.status, state.is_asked, state.due_override, state.asks) == ("ready", None, None, ())
    assert ask_of(answered.index, item).is_confirmed
    assert "N0001" in ask_of(answered.index, item).proof
    own = answered.records.requests["ASK001"]
    assert (own.is_asked, own.due_override) == (False, None)
    assert not ask_of(answered.index, "ASK001").is_wanted


def test_the_ended_notice_keeps_its_log_and_what_went(
    answered: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under its id, however much was done since and what was removed too; undo starts it again as it was."""
    monkeypatch.setattr(notice, "_PAGE", 1)
    add_ask(answered, "Rota", by="HMI")
    states.delete(answered, "ASK002")
    told = notice.log(answered, notice.notice_of(answered, "N0001"))
    assert {"ASK001", "ASK002", answered.framework.requests[0].id} == {one.item for one in told}
    notice.end(answered)
    assert current(answered.records) is None
    kept = notice.log(answered, notice.notice_of(answered))
    assert [one for one in told if one not in kept] == []
    assert [one.notice for one in answered.records.handovers.values()] == ["N0001"]
    undo(answered)
    assert notice.notice_of(answered).ended is None
    assert answered.records.requests["ASK001"].is_asked is True


def test_a_list_of_the_last_call_sets_no_deadline_of_the_next(answered: Workspace, tmp_path: Path) -> None:
    """The same list without a deadline: only what it says itself counts."""
    item = answered.framework.requests[0]
    notice.end(answered)
    listed = tmp_path / "list.csv"
    listed.write_text(f'Ref,Item\n1,"{item.title}"\n', encoding="utf-8")
    plan = decide(answered, reconcile_plan(answered, listed), ["all"])
    apply_plan(answered, plan, name="list.csv")
    state = answered.records.requests[item.id]
    assert (state.is_asked, state.due_override) == (True, None)
    assert [line.notice for line in state.asked_in] in (["", "N0001"], ["N0001", ""])


def test_ending_a_meeting_touches_no_request(answered: Workspace) -> None:
    """It asks for nothing."""
    notice.end(answered)
    meeting = next(one for one in answered.framework.timetables if one.is_meeting)
    before = dict(answered.records.requests)
    day = (answered.clock() + timedelta(days=60)).date()
    day = calendar_of(answered, day).next_working_day(day)
    notice.start(answered, answered.clock(), kind=meeting.id, on=day)
    notice.end(answered)
    assert dict(answered.records.requests) == before
