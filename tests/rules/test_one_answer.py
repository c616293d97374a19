"""One answer to each question of the domain: surfaces compared on the example and on random workspaces."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.definitions.public_holidays import public_holidays
from readiness.gaps.report import find_gaps
from readiness.inspection.forecast import forecast
from readiness.model.definition.framework import Framework
from readiness.model.records.evidence import FileStates
from readiness.model.records.plan import Action
from readiness.model.records.requests import RequestState
from readiness.model.records.tables import Records
from readiness.pack.packing import pack_plan
from readiness.progress.overview import overview
from readiness.requests.states import request_rows
from readiness.rules.asks import Ask, asks, lead, request_counts
from readiness.rules.board import board
from readiness.rules.calendar.call import supposed_notice
from readiness.rules.calendar.schedule import schedule
from readiness.rules.calendar.working_time import WorkingCalendar
from readiness.rules.coverage import criterion_coverage, wanted
from readiness.rules.filters.lists import REQUEST_FILTERS, matching
from readiness.rules.index import Index
from readiness.rules.links import is_suspect
from readiness.rules.plan import (
    actions_serving,
    criteria_of_action,
    criteria_of_measure,
    is_late,
    measures_serving,
    still_ours,
)
from readiness.tui.screens.plan.screen import _action as action_row
from readiness.workspace.clock import measured
from readiness.workspace.opening import open_workspace
from readiness.workspace.workspace import Workspace
from tests.making.building import AS_AT, make_framework, with_check
from tests.making.workspaces import DAYS, workspaces

FRAMEWORK = make_framework()
ENGLAND = WorkingCalendar((), public_holidays(range(2022, 2031)))
NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
ANY = workspaces(FRAMEWORK)


@pytest.fixture
def example(tmp_path: Any) -> Any:
    """The worked example, open."""
    from readiness.workspace.example import copy_example

    workspace = open_workspace(copy_example(tmp_path / "demo"), user="R. Shah", clock=lambda: NOW)
    yield workspace
    workspace.close()


def dates_of(framework: Framework) -> Any:
    """The dates of a call on a Monday."""
    return schedule(supposed_notice(date(2026, 11, 23), "full"), framework, ENGLAND)


def asked_on_every_surface(index: Index) -> list[set[str]]:
    """Ids of what is asked for, by each surface that says so; they must be one and the same."""
    dates = dates_of(index.framework)
    shown = board(index, dates, ENGLAND, dates.notice.received)
    ahead = forecast(index, dates, ENGLAND)
    every = list(asks(index))
    listed = {ask.id for ask in matching(REQUEST_FILTERS, "open", every)}
    ready = {ask.id for ask in every if ask.is_wanted and ask.is_ready}
    return [
        {ask.id for ask in every if ask.is_wanted},
        {row.ask.id for row in shown.rows if row.risk != "left_out"},
        {item.ask.id for item in ahead.items},
        listed | ready,
    ]


@given(ANY)
@settings(deadline=None)
def test_what_is_asked_for(records: Records) -> None:
    """Overview, board, forecast, filter and checks hold the same items asked for."""
    index = Index(FRAMEWORK, records)
    asked, *others = asked_on_every_surface(index)
    assert all(other == asked for other in others)
    assert sum(count.asked for count in request_counts(index)) == len(asked)
    report = find_gaps(index, AS_AT)
    assert {gap.subject for gap in report if gap.check == "request-not-ready"} <= asked
    unready = {ask.id for ask in asks(index) if ask.is_wanted and not ask.is_ready}
    assert {gap.subject for gap in report if gap.check == "request-not-ready"} == unready


def test_what_is_asked_for_in_the_example(example: Workspace) -> None:
    """The overview's counts, the board, the forecast and the pack add up to one number."""
    asked, *others = asked_on_every_surface(example.index)
    assert all(other == asked for other in others)
    seen = overview(example, measured(example))
    assert sum(count.asked for count in seen.requests) == len(asked)
    plan = pack_plan(example, created=date(2026, 11, 21))
    in_pack = {item.id for item in plan.items} | {item.id for item in plan.not_supplied}
    left = {ask.id for ask in asks(example.index) if ask.state.status == "not_applicable"}
    assert in_pack - left == asked


@given(ANY)
@settings(deadline=None)
def test_evidence_attached_to_an_ask(records: Records) -> None:
    """Live items, each once: on the board, in the list of requests and to the checks."""
    index = Index(FRAMEWORK, records)
    held = cast("Workspace", SimpleNamespace(index=index, records=records, framework=FRAMEWORK))
    attached = {ask.id: [one.id for one in index.evidence_to("request", ask.id)] for ask in asks(index)}
    dates = dates_of(FRAMEWORK)
    shown = board(index, dates, ENGLAND, dates.notice.received)
    assert all(list(row.evidence) == attached[row.ask.id] for row in shown.rows)
    assert all(row.evidence == len(attached[row.id]) for row in request_rows(held))
    empty = {gap.subject for gap in find_gaps(index, AS_AT) if gap.check == "request-ready-but-empty"}
    assert empty == {ask.id for ask in asks(index) if ask.is_wanted and ask.is_ready and not attached[ask.id]}


@given(ANY, DAYS)
@settings(deadline=None)
def test_whether_an_action_is_late(records: Records, as_at: date) -> None:
    """The check and the plan's rows say late of the same actions, at the same date."""
    index = Index(FRAMEWORK, records)
    late = {action.id for action in records.actions.values() if is_late(action, as_at)}
    report = find_gaps(index, as_at)
    assert {gap.subject for gap in report if gap.check == "action-overdue"} == late
    session = cast("Any", SimpleNamespace(index=index, records=records, as_at=as_at, framework=FRAMEWORK))
    rows = [action_row(session, action) for action in records.actions.values()]
    assert {row.id for row in rows if "LATE" in row.state} == late


@given(ANY)
@settings(deadline=None)
def test_which_criteria_actions_and_measures_serve(records: Records) -> None:
    """Read from the criterion as in the self-evaluation, or from the action as in the checks: the same."""
    index = Index(FRAMEWORK, records)
    for criterion in FRAMEWORK.criteria.values():
        assert {action.id for action in actions_serving(index, criterion)} == {
            action.id
            for action in still_ours(records.actions.values())
            if criterion.id in criteria_of_action(index, action)
        }
        assert {measure.id for measure in measures_serving(index, criterion)} == {
            measure.id
            for measure in records.measures.values()
            if criterion.id in criteria_of_measure(index, measure)
        }


@given(ANY, DAYS)
@settings(deadline=None)
def test_the_first_things_to_fix(records: Records, as_at: date) -> None:
    """Every one is a gap of the report that no other explains, the worst severity first."""
    report = find_gaps(Index(FRAMEWORK, records), as_at)
    first = report.first_things(12)
    assert not any(gap.part_of for gap in first)
    assert len({gap.check for gap in first[:3] if gap.severity == first[0].severity}) == len(
        {gap.check for gap in report if not gap.part_of and first and gap.severity == first[0].severity}
        & {gap.check for gap in first[:3]}
    )
    ranks = [("critical", "serious", "minor").index(gap.severity) for gap in first]
    assert ranks == sorted(ranks)


def test_the_overview_shows_the_reports_first_things(example: Workspace) -> None:
    """Not the first of the rank, which one check may fill."""
    day = measured(example)
    assert overview(example, day).first_things == example.gaps(day.on).first_things(12)
    assert len({gap.check for gap in example.gaps(day.on).first_things(4)}) > 1


@pytest.mark.parametrize(
    ("framework", "kinds"),
    [
        (make_framework(), 2),
        (with_check("criterion-one-kind", limit=0), 0),
        (with_check("criterion-one-kind", limit=1), 1),
        (with_check("criterion-one-kind", limit=9), 4),
    ],
)
def test_how_many_kinds_are_enough(framework: Framework, kinds: int) -> None:
    """A limit of nothing is nothing, and never more kinds are wanted than there are."""
    assert wanted(framework).kinds == kinds
    assert wanted(framework).agencies == 2


@given(ANY, DAYS)
@settings(deadline=None)
def test_enough_kinds_is_one_answer(records: Records, as_at: date) -> None:
    """The check finds a criterion thin exactly where its current kinds are fewer than wanted."""
    index = Index(FRAMEWORK, records)
    thin = {gap.subject for gap in find_gaps(index, as_at) if gap.check == "criterion-one-kind"}
    assert thin == {
        criterion
        for criterion in FRAMEWORK.criteria
        if len(criterion_coverage(index, criterion, as_at).kinds) < wanted(FRAMEWORK).kinds
    }


@given(ANY, st.frozensets(st.sampled_from(["E0001", "E0002"])))
@settings(deadline=None)
def test_which_links_are_suspect(records: Records, missing: frozenset[str]) -> None:
    """A link a check complains of as changed or broken is suspect, and no other is."""
    index = Index(FRAMEWORK, records)
    report = find_gaps(index, AS_AT, files=FileStates(missing, frozenset()))
    named = {gap.subject for gap in report if gap.subject_kind == "link"}
    suspect = {link.id for link in records.links.values() if is_suspect(index, link)}
    assert named <= suspect
    told = {record for gap in report for record in (gap.subject, *gap.records)}
    assert suspect <= named | told


@pytest.mark.parametrize(
    ("needed", "left", "standing"),
    [
        (None, 8.0, "unknown"),
        (8, None, "unknown"),
        (4, 8.0, "in_time"),
        (5, 8.0, "tight"),
        (8, 8.0, "tight"),
        (9, 8.0, "late"),
        (0, 0.0, "in_time"),
        (1, 0.0, "late"),
    ],
)
def test_whether_an_ask_can_be_in_time(needed: int | None, left: float | None, standing: str) -> None:
    """Its lead time against the working hours left: one rule for board, forecast and check."""
    state = RequestState(id="PLN01", lead_time_hours=needed)
    ask = Ask("PLN01", FRAMEWORK.requests_by_id["PLN01"], state, FRAMEWORK)
    assert lead(ask, left) == standing
    ready = Ask("PLN01", ask.item, state.model_copy(update={"status": "ready"}), FRAMEWORK)
    assert lead(ready, left) == "ready"


@given(ANY)
@settings(deadline=None)
def test_board_and_forecast_agree_at_the_call(records: Records) -> None:
    """At the moment of the call what the forecast calls late is late, or already past, on the board."""
    index = Index(FRAMEWORK, records)
    dates = dates_of(FRAMEWORK)
    shown = board(index, dates, ENGLAND, dates.notice.received)
    late = {item.ask.id for item in forecast(index, dates, ENGLAND).items if item.verdict == "late"}
    on_board = {row.ask.id for row in shown.rows if row.risk in {"late", "overdue"}}
    assert late <= on_board
    assert {row.ask.id for row in shown.rows if row.risk == "late"} <= late


def test_a_stopped_action_is_never_late() -> None:
    """Nor one that is done, one without a date, or one due on the day itself."""
    action = Action(id="P0001", title="Do it", due=date(2026, 12, 5))
    assert is_late(action, date(2026, 12, 7))
    assert not is_late(action, date(2026, 12, 5))
    for changes in ({"status": "done"}, {"status": "stopped"}, {"due": None}):
        assert not is_late(action.model_copy(update=changes), date(2026, 12, 7))
