"""The first sentences and the first steps: true to the records, and quiet when nothing is wrong."""

from __future__ import annotations

from datetime import date

from hypothesis import given

from readiness.gaps.report import find_gaps
from readiness.model.records.requests import RequestState
from readiness.model.records.tables import Records
from readiness.progress.first_steps import first_steps, is_new
from readiness.progress.first_words import Said, first_words
from readiness.rules.asks import asks, request_counts
from readiness.rules.index import Index
from readiness.rules.matrix import matrix
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


def said(records: Records, call: date | None = CALL) -> tuple[Said, ...]:
    """The sentences about these records."""
    index = Index(FRAMEWORK, records)
    report = find_gaps(index, AS_AT)
    return first_words(index, report, request_counts(index), matrix(index, "voices", AS_AT), call)


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


def test_an_ask_that_takes_too_long_is_said_first_and_leads_to_it() -> None:
    """The sentence is critical, and its filter leaves the gaps it speaks of."""
    slow = [
        RequestState(id=ask.id, status="gathering", owner="K. Ali", lead_time_hours=400)
        for ask in asks(Index(FRAMEWORK, make_records()))
    ]
    first = said(make_records(slow))[0]
    assert (first.severity, first.area, first.filter) == ("critical", "gaps", "check:request-too-long")
    assert "longer than there is" in first.words


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
