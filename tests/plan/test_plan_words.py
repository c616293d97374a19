"""What a paper says of an action: how it stands, its steps, how success is seen, and how much is late."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from readiness.model.records.measures import Measure, Observation
from readiness.model.records.plan import Action, Closing, Milestone, Recommendation
from readiness.plan.plan_sections import Answer, PlanItem, PlanSection
from readiness.plan.plan_words import (
    milestone_words,
    progress_words,
    source_words,
    status_words,
    success_words,
    summary,
)
from readiness.rules.index import Index
from tests.making.building import AS_AT, make_framework, make_records

STEP = Milestone(title="Recruit", due=date(2026, 12, 1))


def answer_of(
    number: int = 1, *, late: int = 0, late_steps: tuple[Milestone, ...] = (), **changes: Any
) -> Answer:
    """An action, and what of it is late."""
    return Answer(Action(**{"id": f"P{number:04d}", "title": "Open a team", **changes}), late, late_steps)


def asked(number: int = 1, **changes: Any) -> Recommendation:
    """A recommendation."""
    return Recommendation(**{"id": f"R{number:04d}", "kind": "other", "text": "Do it.", **changes})


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (answer_of(), "not started"),
        (answer_of(status="in_progress", percent_done=40), "in progress, 40%"),
        (answer_of(late=1), "not started; LATE by 1 day"),
        (answer_of(late=12, status="in_progress", percent_done=5), "in progress, 5%; LATE by 12 days"),
        (answer_of(status="done"), "done"),
    ],
)
def test_how_an_action_stands(answer: Answer, words: str) -> None:
    """Its status, how far it is where that was said, and by how many days it is late."""
    assert status_words(answer) == words


def test_progress_is_told_inside_alone() -> None:
    """Working notes stay in the partnership."""
    answer = answer_of(progress="Two posts\n are filled")
    assert progress_words(make_framework(), answer, is_public=False) == "not started. Two posts are filled"
    assert progress_words(make_framework(), answer, is_public=True) == "not started"
    assert progress_words(make_framework(), answer_of(), is_public=False) == "not started"


def test_each_step_says_when_it_was_done_or_is_due() -> None:
    """One that is late is marked; one without a date says so."""
    done = Milestone(title="Plan", due=date(2026, 10, 1), done=date(2026, 10, 2))
    later = Milestone(title="Open", due=date(2027, 4, 1))
    answer = answer_of(milestones=(done, STEP, later, Milestone(title="Review")), late_steps=(STEP,))
    assert milestone_words(answer) == (
        "Plan (done 2 Oct 2026); Recruit (due 1 Dec 2026, LATE); Open (due 1 Apr 2027); Review (no date)"
    )
    assert milestone_words(answer_of()) == ""


def test_success_is_told_with_the_figures_of_its_measures() -> None:
    """A measure that is gone is passed over; a figure that is hidden is not printed."""
    measure = Measure(
        id="M0001",
        title="Exclusions",
        unit="children",
        good="lower",
        observations=(Observation(period_to=date(2026, 3, 31), value=3),),
    )
    index = Index(make_framework(), make_records([measure]))
    answer = answer_of(success_measure=" Fewer\nexcluded. ", measures=("M0009", "M0001"))
    assert success_words(index, answer, AS_AT, {}) == "Fewer excluded. Exclusions: 3 children (Mar 2026)"
    hidden = {"M0001": frozenset({date(2026, 3, 31)})}
    assert success_words(index, answer, AS_AT, hidden) == (
        "Fewer excluded. Exclusions: fewer than 5 children (Mar 2026)"
    )
    assert success_words(index, answer_of(), AS_AT, {}) == ""


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (asked(), "Other recommendation"),
        (asked(source="Strategy"), "Other recommendation, Strategy"),
        (asked(made_on=date(2025, 7, 1)), "Other recommendation, 1 Jul 2025"),
        (asked(source="Strategy", made_on=date(2025, 7, 1)), "Other recommendation, Strategy, 1 Jul 2025"),
    ],
)
def test_where_a_recommendation_comes_from(made: Recommendation, words: str) -> None:
    """As far as it was recorded."""
    assert source_words(make_framework(), made) == words


def sections(*items: PlanItem) -> list[PlanSection]:
    """The same items under two bodies, as where both are responsible."""
    return [PlanSection("Council", items), PlanSection("NHS", items)]


def test_a_summary_counts_each_thing_once() -> None:
    """A late step counts where its action is not late; what was met or answered is not without action."""
    found = sections(
        PlanItem(asked(1), (answer_of(1, late=3), answer_of(2, late_steps=(STEP,)))),
        PlanItem(asked(2), (answer_of(3, late=1, late_steps=(STEP,)),)),
        PlanItem(asked(3), ()),
        PlanItem(asked(4, closing=Closing(on=AS_AT, words="Done.")), ()),
        PlanItem(None, (answer_of(4),)),
    )
    assert summary(found) == (
        "4 recommendations, 1 without an action; 4 actions, 2 overdue and 1 more with an overdue step."
    )


def test_a_summary_of_nothing_late_says_none() -> None:
    """Of nothing at all, too."""
    assert summary(sections(PlanItem(asked(), (answer_of(),)))) == (
        "1 recommendation, none without an action; 1 action, none overdue."
    )
    assert summary([]) == ("No recommendations, none without an action; no actions, none overdue.")
