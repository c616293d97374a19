"""The board puts what is at risk first and counts it; a drill runs by its own clock and is judged by it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from readiness.inspection.drill import VERDICTS, drill_report
from readiness.model.records.notice import Notice
from readiness.model.records.requests import RequestState
from readiness.model.vocabulary import RISK_TITLES, RISKS
from readiness.rules.board import Board, board, time_words
from readiness.rules.calendar.schedule import schedule
from readiness.rules.calendar.working_time import WorkingCalendar
from readiness.rules.index import Index
from readiness.workspace.clock import DrillClock
from tests.making.building import make_evidence, make_framework, make_link, make_records

FRAMEWORK = make_framework()
CALL = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
"""A Monday; the first deadline is the day after at the same hour."""
SOON = CALL + timedelta(hours=1)
AFTER = CALL + timedelta(days=2)


def board_at(now: datetime, *states: RequestState, links: bool = False) -> Board:
    """The board of the test framework's two asks and whatever else the states hold."""
    linked = (make_evidence(1), make_link(1, 1, "request", "PLN01")) if links else ()
    index = Index(FRAMEWORK, make_records((*states, *linked)))
    calendar = WorkingCalendar()
    notice = Notice(id="N0001", received=CALL, kind="full")
    return board(index, schedule(notice, FRAMEWORK, calendar), calendar, now)


def state(item: str = "PLN01", **fields: Any) -> RequestState:
    """Where an ask stands."""
    return RequestState(id=item, **fields)


@pytest.mark.parametrize(
    ("fields", "now", "risk", "standing"),
    [
        ({"owner": "K. Ali"}, AFTER, "overdue", "LATE"),
        ({"owner": "K. Ali", "lead_time_hours": 60}, SOON, "late", "WILL BE LATE"),
        ({"lead_time_hours": 60}, SOON, "late", "WILL BE LATE"),
        ({}, SOON, "unowned", "NO OWNER"),
        ({"owner": "  "}, SOON, "unowned", "NO OWNER"),
        ({"owner": "K. Ali", "lead_time_hours": 5, "status": "gathering"}, SOON, "tight", "gathering"),
        ({"owner": "K. Ali", "lead_time_hours": 1}, SOON, "open", "not started"),
        ({"owner": "K. Ali"}, SOON, "open", "not started"),
        ({"status": "ready"}, AFTER, "ready", "ready"),
        ({"status": "signed_off"}, AFTER, "ready", "ready"),
        ({"status": "handed_over"}, AFTER, "handed_over", "handed over"),
        ({"status": "not_applicable", "reason": "None here."}, AFTER, "left_out", "left out"),
        ({"is_asked": False}, SOON, "left_out", "left out"),
    ],
)
def test_each_ask_has_its_risk(fields: dict[str, Any], now: datetime, risk: str, standing: str) -> None:
    """Past due, too much work for the hours left, nobody's, tight, in hand, ready, handed over, left out."""
    row = next(one for one in board_at(now, state(**fields)).rows if one.ask.id == "PLN01")

    assert (row.risk, row.standing) == (risk, standing)


def test_the_worst_comes_first() -> None:
    """By risk, then by deadline, then by the work needed, then by id."""
    asked = [
        state("PLN01", owner="K. Ali", status="ready"),
        state("PLN02", owner="K. Ali", lead_time_hours=400),
        state("ASK02", owner="K. Ali", local_title="Second"),
        state("ASK01", owner="K. Ali", local_title="First"),
        state("ASK03", owner="K. Ali", local_title="Long", lead_time_hours=9),
        state("GONE1", owner="K. Ali"),
    ]
    rows = board_at(SOON, *asked).rows

    assert [one.ask.id for one in rows] == ["PLN02", "ASK03", "ASK01", "ASK02", "PLN01"]
    assert tuple(RISK_TITLES) == RISKS


def test_an_ask_carries_who_when_and_how_long() -> None:
    """Body and its agencies, the agency named instead, time and working hours left, evidence attached."""
    rows = {one.ask.id: one for one in board_at(SOON, state(lead_time_hours=3), links=True).rows}
    plans = rows["PLN01"]

    assert (plans.body, plans.agencies, plans.section) == ("LA", ("council",), "plans")
    assert plans.left == timedelta(hours=23)
    assert 0 < plans.hours_left < 23
    assert (plans.needs, plans.evidence, plans.due_status) == ("needs 3 h", ("E0001",), "assumed")
    named = board_at(AFTER, state(agency="forum", status="ready", lead_time_hours=3)).chosen(agency="forum")
    assert [(one.ask.id, one.needs, one.hours_left) for one in named] == [("PLN01", "", 0.0)]
    assert rows["PLN02"].needs == ""


def test_the_inspectorates_own_deadline_comes_first() -> None:
    """A deadline on their list replaces the class's, as a fact; an item only they have may have none."""
    theirs = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
    rows = {
        one.ask.id: one
        for one in board_at(SOON, state(due_override=theirs), state("ASK01", local_title="Else")).rows
    }

    assert (rows["PLN01"].due, rows["PLN01"].due_status) == (theirs, "seen")
    other = rows["ASK01"]
    assert (other.due, other.left, other.hours_left, other.body, other.agencies) == (None, None, 0.0, "", ())
    assert other.risk == "unowned"


def test_the_board_can_be_narrowed() -> None:
    """By a part of the owner's name, by agency or body, by deadline class, and by all together."""
    seen = board_at(SOON, state(owner="K. Ali"), state("ASK01", local_title="Else", owner="R. Shah"))

    assert [one.ask.id for one in seen.chosen(owner="ali")] == ["PLN01"]
    assert [one.ask.id for one in seen.chosen(agency="nhs")] == ["PLN02"]
    assert [one.ask.id for one in seen.chosen(agency="LA")] == ["PLN01"]
    assert [one.ask.id for one in seen.chosen(deadline="B")] == ["PLN02"]
    assert seen.chosen(owner="ali", deadline="B") == ()
    assert seen.chosen() == seen.rows


def test_deadlines_are_counted() -> None:
    """Asked, ready, handed over and open add up without what is left out; their own list comes last."""
    seen = board_at(
        SOON,
        state(status="handed_over"),
        state("PLN02", status="ready"),
        state("ASK01", local_title="Else"),
        state("ASK02", local_title="Not asked", is_asked=False),
    )
    counts = {one.deadline: (one.asked, one.ready, one.handed_over, one.open) for one in seen.deadlines()}

    assert counts == {"A": (1, 0, 1, 0), "B": (1, 1, 0, 0), "": (1, 0, 0, 1)}
    assert list(counts) == ["A", "B", ""]


def test_what_is_due_next() -> None:
    """The open ask with the nearest deadline; none when all are ready or have no deadline."""
    found = board_at(SOON).next_due()
    assert found is not None
    assert found.ask.id == "PLN01"
    done = board_at(
        SOON, state(status="ready"), state("PLN02", status="ready"), state("ASK01", local_title="x")
    )
    assert done.next_due() is None


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(hours=22, minutes=41), "22 h 41 m left"),
        (timedelta(days=3, hours=2, minutes=30), "3 days 2 h left"),
        (timedelta(days=1, hours=5), "29 h 00 m left"),
        (timedelta(), "0 h 00 m left"),
        (-timedelta(hours=5, minutes=10), "5 h 10 m late"),
        (-timedelta(days=4), "4 days 0 h late"),
    ],
)
def test_time_is_told_in_words(left: timedelta, words: str) -> None:
    """Hours and minutes within two days, days and hours beyond, and late when past."""
    assert time_words(left) == words


def test_a_drill_runs_by_its_own_clock() -> None:
    """From the invented moment, at the speed asked for."""
    clock = DrillClock(received=CALL, started=datetime(2026, 10, 1, 14, 0, tzinfo=UTC), speed=60)

    assert clock.at(clock.started) == CALL
    assert clock.at(clock.started + timedelta(minutes=1)) == CALL + timedelta(hours=1)


def test_a_drill_is_judged_ask_by_ask() -> None:
    """Ready in time, late, not ready when due, not due yet, worst first; what is left out is not judged."""
    states = (
        state(status="ready"),
        state("PLN02", status="ready"),
        state("ASK01", local_title="Missed", due_override=SOON, agency="nhs"),
        state("ASK02", local_title="No date", agency="nhs"),
        state("ASK03", local_title="Ready, nobody knows since when", status="ready"),
        state("ASK04", local_title="Left out", is_asked=False),
    )
    ready = {"PLN01": CALL + timedelta(days=1, hours=2), "PLN02": SOON, "ASK01": SOON}
    report = drill_report(board_at(AFTER, *states), ready)

    assert [(one.id, one.verdict) for one in report.items] == [
        ("ASK01", "missed"),
        ("PLN01", "late"),
        ("ASK02", "not_due"),
        ("ASK03", "met"),
        ("PLN02", "met"),
    ]
    assert report.counts() == {"met": 2, "late": 1, "missed": 1, "not_due": 1}
    assert report.items[0].ready is None
    agencies = report.by_agency()
    assert agencies["nhs"] == {"met": 1, "late": 0, "missed": 1, "not_due": 1}
    assert tuple(agencies["council"]) == VERDICTS
    assert (report.received, report.ended) == (CALL, AFTER)
    assert report.ended.date() == date(2026, 11, 25)


def test_will_be_late_counts_the_owners_whole_load() -> None:
    """Each could be made alone, both cannot: the second will be late, and the headline says so."""
    both = [state(owner="K. Ali", lead_time_hours=5), state("PLN02", owner="k.  ali", lead_time_hours=5)]
    due = SOON + timedelta(hours=8)
    seen = board_at(SOON, *(one.model_copy(update={"due_override": due}) for one in both))
    assert {one.ask.id: one.risk for one in seen.rows if one.ask.id in {"PLN01", "PLN02"}} == {
        "PLN02": "late",
        "PLN01": "tight",
    }
    assert (seen.count("overdue"), seen.count("late")) == (0, 1)
    assert seen.headline == "1 will be late"
