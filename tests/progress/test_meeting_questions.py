"""Likely questions: each from a gap or a weak measure, with its records, weighed by published reports."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings

from readiness.definitions.catalogue import load_shipped
from readiness.gaps.checks.registry import CHECKS_BY_ID
from readiness.gaps.report import find_gaps
from readiness.model.records.plan import Milestone
from readiness.model.records.record import Record
from readiness.progress.meeting_questions import _QUESTIONS, MOST, Question, likely_questions
from readiness.rules.index import Index
from tests.making.building import AS_AT, make_framework, make_statement
from tests.making.workspaces import workspaces
from tests.progress.test_meeting import action, held, measure, told

FRAMEWORK = make_framework()


def asked(*records: Record) -> tuple[Question, ...]:
    """The questions some records raise."""
    return likely_questions(find_gaps(held(*records), AS_AT), AS_AT)


def by_source(questions: tuple[Question, ...]) -> dict[str, Question]:
    """The first question of each source."""
    return {one.source: one for one in reversed(questions)}


def test_weak_measures_are_asked_about() -> None:
    """One that worsened and one that missed its target, with figures and the actions that rely on it."""
    found = by_source(
        asked(
            measure(20, 30, 12, unit="%", target=80, target_by=date(2026, 6, 1), criteria=("A1",)),
            action(1, measures=("M0001",)),
        )
    )
    worse, missed = found["measure-worse"], found["measure-target-missed"]
    assert worse.text == "Why has “Measure 1” got worse?"
    assert worse.records == missed.records == ("M0001", "P0001")
    assert (
        "from 20% (Jan 2026) to 30% (Feb 2026) to 12% (Mar 2026), 8 percentage points lower, worse"
        in worse.why
    )
    assert missed.criterion == "A1"


def test_gaps_become_questions_about_their_own_words() -> None:
    """A recommendation without an action, an action overdue, a strength without impact; ids named."""
    found = by_source(
        asked(
            told(1, criteria=("A1",)),
            action(1, recommendations=(), due=date(2026, 11, 1), criteria=("A1",)),
            make_statement(1, "strength", text="Waits fell.", impact=""),
        )
    )
    assert found["recommendation-no-action"].text == "What have you done about “Do 1”?"
    assert found["recommendation-no-action"].records == ("R0001",)
    assert found["action-overdue"].records == ("P0001",)
    assert "“Waits fell”" in found["strength-no-impact"].text


def test_a_criterion_is_asked_about_by_its_name() -> None:
    """An empty workspace is asked what shows anything, and the criterion is what is named."""
    found = asked()
    assert 0 < len(found) <= MOST
    assert found[0].records[0] in FRAMEWORK.criteria
    assert found[0].records[0] in found[0].text


def test_a_good_workspace_is_asked_nothing_made_up() -> None:
    """Where no check finds what a question is for, there is no question."""
    report = find_gaps(held(), AS_AT)
    assert likely_questions(report.only([]), AS_AT) == ()
    asked_about = {*_QUESTIONS, *(one.check for one in FRAMEWORK.wanted_voices.values())}
    others = [gap for gap in report if gap.check not in asked_about]
    assert likely_questions(report.only(others), AS_AT) == ()


def test_every_question_belongs_to_a_check_there_is() -> None:
    """No question waits for a check that is not there; the weights are those of 256 recommendations."""
    assert set(_QUESTIONS) <= set(CHECKS_BY_ID)
    shipped, _ = load_shipped("area-send-2023")
    assert sum(one.raised for one in shipped.criteria.values()) == 256


def test_variety_comes_before_more_of_the_same() -> None:
    """Twenty like gaps leave room for another kind, and fill the page when there is no other."""
    many = [told(number, criteria=("A1",)) for number in range(1, 21)]
    report = find_gaps(held(*many, action(1, recommendations=(), due=date(2026, 11, 1))), AS_AT)
    same = [gap for gap in report if gap.check == "recommendation-no-action"]
    overdue = [gap for gap in report if gap.check == "action-overdue"]
    assert len(likely_questions(report.only(same), AS_AT)) == MOST
    mixed = likely_questions(report.only([*same, *overdue]), AS_AT)
    assert [one.source for one in mixed].count("action-overdue") == 1
    assert [one.weight for one in mixed] == sorted((one.weight for one in mixed), reverse=True)


@settings(max_examples=60)
@given(workspaces(FRAMEWORK))
def test_each_question_names_what_is_there(records: Any) -> None:
    """At most ten, none twice, the weightiest first, and each opens a record or a criterion of one's own."""
    index = Index(FRAMEWORK, records)
    found = likely_questions(find_gaps(index, AS_AT), AS_AT)
    assert len(found) <= MOST
    assert len(set(found)) == len(found)
    tables = (records.recommendations, records.actions, records.statements, records.measures, records.grades)
    known = {*FRAMEWORK.criteria, *(one for table in tables for one in table)}
    assert all(one.records[0] in known for one in found)


def test_one_record_is_asked_about_once_while_others_are_left() -> None:
    """Of actions overdue with an overdue step, one kind of question passes over what the other asks."""
    steps = (Milestone(title="s", due=date(2026, 11, 1)),)
    late = [
        action(number, due=date(2026, 11, 1), milestones=steps, recommendations=()) for number in range(1, 13)
    ]
    report = find_gaps(held(*late), AS_AT)
    kinds = {"action-overdue", "action-milestone-overdue"}
    found = likely_questions(report.only([gap for gap in report if gap.check in kinds]), AS_AT)
    steps_asked = [one.records[0] for one in found if one.source == "action-milestone-overdue"]
    assert steps_asked == ["P0003", "P0004"]
    assert len(found) == MOST
