"""The plan set out by body: what stands where, in which order, and who is named in public."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings

from readiness.model.definition.framework import Framework
from readiness.model.records.plan import Action, Milestone, Recommendation
from readiness.model.records.record import Record
from readiness.plan.plan_sections import NOBODY, plan_sections
from readiness.plan.plan_words import milestone_words, source_words, status_words, summary
from readiness.rules.index import Index
from readiness.rules.plan import days_late
from readiness.rules.responsible import PARTNERSHIP
from tests.making.building import make_framework, make_records
from tests.making.workspaces import workspaces

AS_AT = date(2026, 12, 7)
EARLY, LATER, OPEN = date(2026, 11, 1), date(2026, 11, 20), date(2027, 3, 1)


def told(number: int, *responsible: str, **fields: Any) -> Recommendation:
    """A recommendation to some bodies."""
    values = {"id": f"R{number:04}", "kind": "other", "text": "Do it.", "responsible": responsible, **fields}
    return Recommendation.model_validate(values)


def action(number: int, answers: str = "", who: str = "", due: date | None = OPEN, **fields: Any) -> Action:
    """An action."""
    values = {"id": f"P{number:04}", "title": "Act", "responsible": who, "due": due, **fields}
    return Action.model_validate({**values, "recommendations": (answers,) if answers else ()})


def index(framework: Framework, *records: Record) -> Index:
    """An index of some records."""
    return Index(framework, make_records(records))


def set_out(found: Index, *, is_public: bool = False) -> list[tuple[str, list[str]]]:
    """Bodies with the ids of what stands under each."""
    return [
        (section.body, [one.recommendation.id if one.recommendation else "-" for one in section.items])
        for section in plan_sections(found, AS_AT, is_public=is_public)
    ]


def test_overdue_comes_first_and_closed_last(framework: Framework) -> None:
    """Within a body: overdue by the earliest date missed, unanswered, open by date, closed."""
    found = index(
        framework,
        *(told(number, "LA") for number in range(1, 7)),
        action(1, "R0001", due=OPEN),
        action(2, "R0002", due=LATER),
        action(3, "R0003", due=EARLY),
        action(4, "R0004", status="done", due=EARLY),
        action(6, "R0006", status="stopped"),
    )
    assert set_out(found) == [("Local authority", ["R0003", "R0002", "R0005", "R0006", "R0001", "R0004"])]


def test_a_recommendation_stands_under_each_body_and_an_action_under_its_own(framework: Framework) -> None:
    """Bodies with something overdue come first; what names nobody has its own heading."""
    found = index(
        framework,
        told(1, "LA", "Northshire  NHS"),
        told(2),
        told(3),
        action(1, "R0002", "icb", EARLY),
        action(2, "", "Head of SEND"),
    )
    assert set_out(found) == [
        ("Integrated care board", ["R0002"]),
        ("Head of SEND", ["-"]),
        ("Local authority", ["R0001"]),
        ("Northshire NHS", ["R0001"]),
        (NOBODY, ["R0003"]),
    ]
    assert set_out(found, is_public=True) == [
        ("Integrated care board", ["R0002"]),
        ("Local authority", ["R0001"]),
        ("Northshire NHS", ["R0001"]),
        (PARTNERSHIP, ["R0003", "-"]),
    ]


def test_a_late_step_is_overdue_too(framework: Framework) -> None:
    """It is marked, with what was done and what has no date beside it, and counted apart."""
    steps = (
        Milestone(title="a", due=EARLY),
        Milestone(title="b", due=EARLY, done=LATER),
        Milestone(title="c"),
        Milestone(title="d", due=OPEN),
    )
    found = index(framework, told(1, "LA"), action(1, "R0001", milestones=steps))
    (section,) = plan_sections(found, AS_AT)
    answer = section.items[0].answers[0]
    assert answer.late_since == EARLY
    assert section.late == 1
    assert milestone_words(answer) == (
        "a (due 1 Nov 2026, LATE); b (done 20 Nov 2026); c (no date); d (due 1 Mar 2027)"
    )
    assert summary([section]) == (
        "1 recommendation, none without an action; 1 action, none overdue and 1 more with an overdue step."
    )


def test_words_of_an_action_and_of_a_source(framework: Framework) -> None:
    """Per cent and lateness only where there is any; a source with what is known of it."""
    found = index(framework, told(1, "LA"), action(1, "R0001", due=date(2026, 12, 6), percent_done=40))
    (section,) = plan_sections(found, AS_AT)
    assert status_words(section.items[0].answers[0]) == "not started, 40%; LATE by 1 day"
    assert (
        source_words(make_framework(), told(1, source="Report", made_on=OPEN))
        == "Other recommendation, Report, 1 Mar 2027"
    )
    assert source_words(make_framework(), told(1)) == "Other recommendation"


@settings(max_examples=60)
@given(workspaces(make_framework()))
def test_nothing_is_left_out(records: Any) -> None:
    """Each recommendation and each action of a workspace stands somewhere, late actions are all marked."""
    found = Index(make_framework(), records)
    items = [item for section in plan_sections(found, AS_AT) for item in section.items]
    assert {one.recommendation.id for one in items if one.recommendation} == set(records.recommendations)
    answers = {one.action.id: one for item in items for one in item.answers}
    assert set(answers) == set(records.actions)
    assert all(one.days_late == days_late(one.action, AS_AT) for one in answers.values())
