"""Dates put right, and meetings that have a date instead of a call."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness.base.errors import UsageError
from readiness.base.zone import local
from readiness.definitions.catalogue import load_shipped
from readiness.definitions.public_holidays import public_holidays
from readiness.inspection import corrections, notice
from readiness.model.records.notice import DateCorrection, Notice
from readiness.progress.overview import overview
from readiness.requests.states import request_rows
from readiness.rules.asks import request_counts
from readiness.rules.calendar.call import current, need_current
from readiness.rules.calendar.inspection_dates import Schedule
from readiness.rules.calendar.quoted import quoted_deadline
from readiness.rules.calendar.schedule import schedule
from readiness.rules.calendar.working_time import WorkingCalendar
from readiness.workspace.clock import measured
from readiness.workspace.workspace import Workspace

CALL = datetime(2026, 11, 16, 9, 15, tzinfo=UTC)
ENGLAND = WorkingCalendar((), public_holidays(range(2024, 2030)), no_meetings=["12-24"])


def dates_of(workspace: Workspace) -> Schedule:
    """The dates of the notice that runs."""
    return notice.schedule_of(workspace, need_current(workspace.records))


def days_of(dates: Schedule, *events: str) -> list[date]:
    """The days of some events, in the order asked."""
    days = {dated.event.id: dated.on for dated in dates.events}
    return [days[event] for event in events]


@pytest.mark.parametrize(
    ("on", "at", "why"),
    [
        (date(2026, 11, 30), "25:00", "25:00"),
        (date(2026, 11, 30), "quarter past", "quarter past"),
        (date(2026, 11, 13), "", "before the call"),
        (date(2026, 12, 5), "", "weekend"),
        (date(2026, 12, 25), "", "Christmas"),
    ],
)
def test_a_first_day_on_site_that_cannot_be_is_refused(
    workspace: Workspace, on: date, at: str, why: str
) -> None:
    """A time that is none, a day before the call, a weekend or a bank holiday: nothing is stored."""
    notice.start(workspace, CALL)
    with pytest.raises(UsageError, match=why):
        corrections.correct(workspace, "on-site", on, time=at, reason="told")
    assert need_current(workspace.records).corrections == ()


def test_a_day_that_is_not_worked_is_taken_from_somebody_who_is_sure(workspace: Workspace) -> None:
    """The lead inspector's word wins, and is said with it."""
    notice.start(workspace, CALL)
    corrections.correct(
        workspace, "on-site", date(2026, 12, 5), reason="letter", by="the lead inspector", is_sure=True
    )
    event = dates_of(workspace).event("on-site")
    assert event is not None
    assert (event.on, event.rule) == (date(2026, 12, 5), "corrected by the lead inspector: letter")


def test_closure_days_do_not_bind_inspectors(workspace: Workspace) -> None:
    """A day on which only our own offices are closed is no reason to ask."""
    notice.start(workspace, CALL)
    dates = dates_of(workspace)
    assert corrections.unlikely(workspace, dates, "on-site", date(2026, 12, 1)) == ""
    assert corrections.unlikely(workspace, dates, "feedback", date(2026, 12, 5)) == ""


def test_what_hangs_on_a_corrected_date_moves_unless_it_was_corrected_itself(workspace: Workspace) -> None:
    """Feedback and fieldwork follow the first day on site; a feedback that was given stays."""
    notice.start(workspace, CALL)
    corrections.correct(workspace, "on-site", date(2026, 12, 7), reason="told")
    dates = dates_of(workspace)
    assert days_of(dates, "fieldwork", "tracking", "feedback") == [
        date(2026, 12, 3),
        date(2026, 12, 7),
        date(2026, 12, 11),
    ]
    corrections.correct(workspace, "feedback", date(2026, 12, 10), reason="told")
    corrections.correct(workspace, "on-site", date(2026, 12, 8), reason="told again")
    dates = dates_of(workspace)
    assert days_of(dates, "tracking", "feedback", "draft-report") == [
        date(2026, 12, 8),
        date(2026, 12, 10),
        date(2027, 1, 12),
    ]
    deadline = dates.deadline("D")
    assert deadline is not None
    assert deadline.due is not None
    assert deadline.due.date() == date(2026, 12, 8)


def test_a_corrected_deadline_no_longer_says_its_old_length(workspace: Workspace) -> None:
    """Its title is the moment it was corrected to, on every surface that shows one."""
    notice.start(workspace, CALL)
    corrections.correct(workspace, "A", date(2026, 11, 18), time="12 noon", reason="told")
    deadline = dates_of(workspace).deadline("A")
    assert deadline is not None
    assert deadline.due == local(date(2026, 11, 18), time(12))
    assert deadline.title == "By Wed 18 Nov 12:00 (corrected; it was: within 24 hours of notification)"
    board = notice.board_of(workspace, need_current(workspace.records), CALL)
    assert deadline.title in {count.title for count in board.deadlines()}


def test_an_hour_the_clocks_leap_over_is_refused(workspace: Workspace) -> None:
    """There is no 01:30 on the day the clocks go forward."""
    notice.start(workspace, CALL)
    with pytest.raises(UsageError, match="clocks go forward"):
        corrections.correct(workspace, "feedback", date(2027, 3, 28), time="01:30", reason="told")


def test_a_meeting_counts_back_from_its_date(workspace: Workspace) -> None:
    """No asks, no deadlines of a call, no LATE; moving the meeting moves everything."""
    started, problems = notice.start(workspace, CALL, kind="engagement", on=date(2027, 1, 14))
    assert problems == []
    dates = dates_of(workspace)
    assert dates.deadlines == ()
    assert [(dated.event.id, dated.on) for dated in dates.events] == [
        ("self-evaluation", date(2026, 12, 30)),
        ("documents-sent", date(2027, 1, 7)),
        ("rehearsal", date(2027, 1, 11)),
        ("meeting", date(2027, 1, 14)),
    ]
    assert all(dated.event.status == "assumed" for dated in dates.events)
    board = notice.board_of(workspace, started, CALL + timedelta(days=365))
    assert (board.rows, board.deadlines()) == ((), ())
    corrections.correct(workspace, "meeting", date(2027, 1, 21), reason="moved by the region")
    assert [dated.on for dated in dates_of(workspace).events] == [
        date(2027, 1, 7),
        date(2027, 1, 14),
        date(2027, 1, 18),
        date(2027, 1, 21),
    ]


@given(meeting=st.dates(date(2026, 11, 25), date(2028, 12, 31)).filter(ENGLAND.is_working))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=80)
def test_nothing_of_a_meeting_falls_on_a_day_off_or_christmas_eve(meeting: date) -> None:
    """Counted back from any working day, every date is a working day before it, and none is 24 December."""
    framework, _ = load_shipped("area-send-2023")
    agreed = DateCorrection(event="meeting", on=meeting, reason="agreed")
    prepared = Notice(id="N0001", received=CALL, kind="engagement", corrections=(agreed,))
    for dated in schedule(prepared, framework, ENGLAND).events:
        if dated.event.id != "meeting":
            assert dated.on < meeting
            assert ENGLAND.is_working(dated.on)
            assert (dated.on.month, dated.on.day) != (12, 24)


@pytest.mark.parametrize(
    ("on", "why"),
    [(None, "needs its date"), (date(2026, 11, 20), "past"), (date(2026, 12, 26), "not a working day")],
)
def test_a_meeting_needs_a_date_that_can_be(workspace: Workspace, on: date | None, why: str) -> None:
    """None, a past one and a closed one are refused; nothing is stored."""
    with pytest.raises(UsageError, match=why):
        notice.start(workspace, CALL, kind="engagement", on=on)
    assert current(workspace.records) is None


def test_a_call_has_no_date_of_its_own(workspace: Workspace) -> None:
    """The first day on site is counted or corrected, never given at the start."""
    with pytest.raises(UsageError, match="starts with the call"):
        notice.start(workspace, CALL, on=date(2026, 12, 7))


@pytest.mark.parametrize("later", [timedelta(hours=-3), timedelta(hours=3)])
def test_the_call_may_come_while_a_meeting_is_prepared(workspace: Workspace, later: timedelta) -> None:
    """It runs then, also when it came before the meeting was written down; the meeting is there after it."""
    meeting, _ = notice.start(workspace, CALL, kind="engagement", on=date(2027, 1, 14))
    call, _ = notice.start(workspace, CALL + later)
    assert need_current(workspace.records).id == call.id
    with pytest.raises(UsageError, match="running already"):
        notice.start(workspace, CALL, kind="engagement", on=date(2027, 1, 14))
    notice.end(workspace)
    assert need_current(workspace.records).id == meeting.id


def test_a_corrected_deadline_is_quoted_as_corrected_on_every_surface(workspace: Workspace) -> None:
    """The counts, the gaps, the board, the map, the overview and the brief; an end of the notice ends it."""
    notice.start(workspace, CALL)
    deadline = workspace.framework.deadline_classes_by_id["A"]
    told = "By Thu 19 Nov"
    corrections.correct(
        workspace, "A", date(2026, 11, 19), time="16:00", reason="Letter", by="Lead inspector"
    )
    quoted = quoted_deadline(workspace.framework, workspace.records, "A")
    assert quoted is not None
    assert (quoted.mark, str(quoted)) == ("", quoted.title)
    assert quoted.title.startswith(told)
    [dated] = [one for one in dates_of(workspace).deadlines if one.deadline.id == "A"]
    assert dated.title == quoted.title

    assert {one.title for one in request_counts(workspace.index) if one.deadline == "A"} == {quoted.title}
    rows = [one for one in request_rows(workspace) if one.deadline_class == "A"]
    assert {one.deadline for one in rows} == {quoted.title}
    reasons = [
        one.reason for one in workspace.gaps(date(2026, 12, 7)).gaps
        if one.check == "request-no-owner" and one.subject in {row.id for row in rows}
    ]  # fmt: skip
    assert reasons
    assert all(quoted.title in one for one in reasons)
    assert any(told in one for one in overview(workspace, measured(workspace)).headline())

    notice.end(workspace, "over")
    after = quoted_deadline(workspace.framework, workspace.records, "A")
    assert after is not None
    assert (after.title, after.mark) == (deadline.title, deadline.mark)
    assert quoted_deadline(workspace.framework, workspace.records, "no such") is None
