"""The first sentences and the first steps: true to the records, and quiet when nothing is wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given

from readiness.gaps.report import Gap
from readiness.model.records.requests import RequestState
from readiness.model.records.tables import Records
from readiness.progress.first_steps import first_steps, is_new
from readiness.progress.first_words import Said, first_words
from readiness.rules.asks import asks, request_counts
from readiness.rules.board import Board, board
from readiness.rules.calendar.call import supposed_notice
from readiness.rules.calendar.schedule import schedule
from readiness.rules.calendar.working_time import WorkingCalendar
from readiness.rules.index import Index
from readiness.rules.matrix import Matrix, matrix
from tests.making.building import (
    AS_AT,
    make_area,
    make_evidence,
    make_framework,
    make_records,
    make_statement,
)
from tests.making.workspaces import workspaces

FRAMEWORK = make_framework()
CALL = date(2026, 11, 23)


def board_of(index: Index) -> Board:
    """The board when the supposed call comes."""
    calendar = WorkingCalendar((), {})
    notice = supposed_notice(CALL, "full")
    return board(index, schedule(notice, FRAMEWORK, calendar), calendar, notice.received)


def said(records: Records, call: date | None = CALL) -> tuple[Said, ...]:
    """The sentences about these records."""
    index = Index(FRAMEWORK, records)
    voices = matrix(index, "voices", AS_AT)
    return first_words(index, board_of(index), request_counts(index), voices, call)


def quiet(**gaps: Any) -> Said:
    """The one sentence where no ask, body or voice is wanting."""
    index = Index(FRAMEWORK, make_records())
    [only] = first_words(index, None, (), Matrix("voices", (), ()), None, **gaps)
    return only


def test_all_is_well_is_said_only_where_no_gap_is() -> None:
    """A gap of any kind is told of, as grave as the worst; without one nothing is missing."""
    assert quiet() == Said(None, "Nothing is missing that the checks look for.", "")
    gap = Gap("owner", "minor", "evidence", "E0001", (), "Nobody owns it.", "Name somebody.", ("E0001",))
    assert quiet(worst=(gap,), gaps=1) == Said("minor", "There is 1 gap, the worst first below.", "gaps")
    assert quiet(worst=(gap,), gaps=7).words == "There are 7 gaps, the worst first below."


@given(records=workspaces(FRAMEWORK))
def test_what_is_said_is_what_the_records_hold(records: Records) -> None:
    """The counts of asks are those of the first deadline, and each criterion called silent has no voice."""
    index = Index(FRAMEWORK, records)
    words = said(records)
    counts = next((one for one in request_counts(index) if one.asked), None)
    if counts is not None and counts.ready < counts.asked:
        assert any(
            one.words.startswith(f"If the call came on Mon 23 Nov, {counts.ready} of ") for one in words
        )
    silent = [row.criterion for row in matrix(index, "voices", AS_AT).rows if not row.filled]
    unheard = [one for one in words if one.words.startswith("Nobody is heard")]
    assert bool(unheard) == bool(silent)
    assert all(criterion in unheard[0].words for criterion in silent)


@given(records=workspaces(FRAMEWORK))
def test_late_is_what_the_board_calls_late(records: Records) -> None:
    """One answer: the number that will be late is the board's; without one nothing is said of lateness."""
    shown = board_of(Index(FRAMEWORK, records))
    late = shown.count("late")
    words = [one for one in said(records) if one.area == "notice"]
    assert [one.severity for one in words] == ["critical"] * bool(late + shown.count("overdue"))
    assert not late or f"{late} will be late" in words[0].words


def test_asks_that_take_too_long_are_said_first_and_lead_to_the_board() -> None:
    """The sentence is critical."""
    slow = [
        RequestState(id=ask.id, status="gathering", owner="K. Ali", lead_time_hours=400)
        for ask in asks(Index(FRAMEWORK, make_records()))
    ]
    first = said(make_records(slow))[0]
    assert (first.severity, first.area) == ("critical", "notice")


def test_while_a_notice_runs_nothing_is_supposed() -> None:
    """Without a supposed call the sentence speaks of what is ready."""
    assert not any("If the call came" in one.words for one in said(make_records(), None))


def test_an_area_is_new_until_something_is_linked_and_said() -> None:
    """The steps count the records and are done when these are there."""
    bare = Index(FRAMEWORK, make_records([make_area()]))
    assert is_new(bare)
    assert not any(step.is_done for step in first_steps(bare))
    begun = make_records([make_area(context="By the sea."), make_evidence(1), make_statement(1)])
    steps = first_steps(Index(FRAMEWORK, begun))
    assert is_new(Index(FRAMEWORK, begun))
    assert steps[0].is_done
    assert (steps[1].done, steps[2].done) == (1, 0)
    assert not steps[-1].is_done
    assert first_steps(Index(FRAMEWORK, begun), is_rehearsed=True)[-1].is_done
