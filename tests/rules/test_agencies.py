"""Whose an ask is: one answer in every list, whichever way it is asked."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.model.records.requests import RequestState
from readiness.rules.asks import agencies_of, asks
from readiness.rules.board import board
from readiness.rules.calendar.call import supposed_notice
from readiness.rules.calendar.schedule import schedule
from readiness.rules.calendar.working_time import WorkingCalendar
from readiness.rules.filters.lists import REQUEST_FILTERS, matching
from readiness.rules.index import Index
from tests.making.building import make_framework, make_records

FRAMEWORK = make_framework()


def index_with(*states: RequestState) -> Index:
    """The framework's items, in these states."""
    return Index(FRAMEWORK, make_records(list(states)))


@pytest.mark.parametrize("agency", [one.id for one in FRAMEWORK.agencies])
@pytest.mark.parametrize("named", ["", *(one.id for one in FRAMEWORK.agencies)])
def test_the_list_and_the_board_find_the_same_asks(agency: str, named: str) -> None:
    """What is named for an agency and what its bodies answer, both."""
    index = index_with(RequestState(id="PLN01", agency=named))
    found = {ask.id for ask in matching(REQUEST_FILTERS, f"agency:{agency}", asks(index))}
    day = date(2026, 11, 23)
    calendar = WorkingCalendar()
    supposed = supposed_notice(day, FRAMEWORK.timetables[0].id)
    shown = board(index, schedule(supposed, FRAMEWORK, calendar), calendar, supposed.received)
    assert {row.ask.id for row in shown.chosen(agency=agency)} == found
    assert found == {ask.id for ask in asks(index) if agency in agencies_of(ask, FRAMEWORK)}
    bodies = {one.id for one in FRAMEWORK.bodies if agency in one.agencies}
    answered = {one.id for one in FRAMEWORK.requests if one.body in bodies}
    assert found == answered | ({"PLN01"} if named == agency else set())


def test_a_body_is_found_by_body_alone() -> None:
    """Naming an agency for an ask does not change who answers it."""
    index = index_with(RequestState(id="PLN01", agency="nhs"))
    for body in FRAMEWORK.bodies:
        found = {ask.id for ask in matching(REQUEST_FILTERS, f"body:{body.id}", asks(index))}
        assert found == {one.id for one in FRAMEWORK.requests if one.body == body.id}
