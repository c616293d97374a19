"""What an engagement brief says: progress, figures, proof, challenges and voice, from records alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from readiness.gaps.report import find_gaps
from readiness.model.definition.framework import Framework
from readiness.model.records.measures import Measure, Observation
from readiness.model.records.plan import Action, Milestone, Recommendation
from readiness.model.records.record import Record
from readiness.progress.comparison import compare
from readiness.progress.meeting import Meeting, Since, meeting, period_of
from readiness.rules.index import Index
from tests.making.building import (
    AS_AT,
    make_evidence,
    make_framework,
    make_link,
    make_records,
    make_statement,
)
from tests.making.workspaces import workspaces

FRAMEWORK = make_framework()

CHILD, PARENT = (
    next(kind.id for kind in FRAMEWORK.evidence_kinds if kind.voice == voice) for voice in ("child", "parent")
)


def told(number: int = 1, **fields: Any) -> Recommendation:
    """A recommendation."""
    return Recommendation.model_validate(
        {"id": f"R{number:04}", "kind": "area_for_improvement", "text": f"Do {number}.", **fields}
    )


def action(number: int = 1, **fields: Any) -> Action:
    """An action that answers the first recommendation."""
    values = {"id": f"P{number:04}", "title": f"Act {number}", "recommendations": ("R0001",), **fields}
    return Action.model_validate(values)


def measure(*values: float, number: int = 1, **fields: Any) -> Measure:
    """A measure with a figure for the end of each month from January 2026."""
    days = (31, 28, 31, 30, 31)
    series = tuple(
        Observation(period_to=date(2026, month, days[month - 1]), value=value)
        for month, value in enumerate(values, start=1)
    )
    return Measure(id=f"M{number:04}", title=f"Measure {number}", observations=series, **fields)


def held(*records: Record, framework: Framework = FRAMEWORK) -> Index:
    """An index of some records."""
    return Index(framework, make_records(records))


def of(*records: Record, since: Since | None = None) -> Meeting:
    """The meeting of some records."""
    return meeting(held(*records), AS_AT, since)


def test_nothing_recorded_is_nothing_said() -> None:
    """An empty workspace asserts nothing, and says that no earlier state was kept."""
    found = of()
    assert (found.told, found.challenges, found.voices) == ((), (), ())
    assert found.since == ("No earlier state was kept, so nothing is said here about what changed.",)


def test_a_recommendation_has_progress_figure_and_proof() -> None:
    """States are counted with the late ones, figures hide small numbers, proof is current and each once."""
    late_step = (Milestone(title="s", due=date(2026, 11, 1)),)
    evidence = (
        make_evidence(1),
        make_evidence(2, period_from=date(2019, 1, 1), period_to=date(2019, 12, 31)),
    )
    found = of(
        told(),
        action(1, status="done", measures=("M0001", "M0002", "M0009")),
        action(2, status="in_progress", due=date(2026, 11, 1), measures=("M0001",)),
        action(3, status="in_progress", milestones=late_step),
        measure(22, 4, good="lower"),
        measure(20, 56, number=2, unit="%"),
        *evidence,
        make_link(1, 1, "recommendation", "R0001"),
        make_link(2, 1, "action", "P0001"),
        make_link(3, 2, "action", "P0001"),
    )
    (one,) = found.told
    assert one.progress == "3 actions: 2 in progress and 1 done; 2 LATE"
    assert one.figures == (
        "Measure 1: 82% fewer in Feb 2026 than in Jan 2026, figures too small to print, better",
        "Measure 2: from 20% (Jan 2026) to 56% (Feb 2026), 36 percentage points higher, better",
    )
    assert one.proof == (evidence[0],)
    assert found.evidence == (evidence[0],)


def test_the_paper_that_recommends_is_no_proof() -> None:
    """Nor is what covers a time before it was made; what shows the time after is."""
    before = {"period_from": date(2026, 1, 1), "period_to": date(2026, 6, 30)}
    found = of(
        told(source="Inspection report, June 2026", made_on=date(2026, 6, 30)),
        make_evidence(1, title="Inspection Report"),
        make_evidence(2, title="Audit of spring", **before),
        make_evidence(3, title="Audit of autumn"),
        *(make_link(number, number, "recommendation", "R0001") for number in (1, 2, 3)),
    )
    assert [one.title for one in found.evidence] == ["Audit of autumn"]


def test_what_is_missing_of_a_recommendation_is_missing() -> None:
    """No action, no measure and no evidence: none is supplied; priority actions come first."""
    found = of(told(1), told(2, kind="area_for_priority_action"))
    assert [one.recommendation.id for one in found.told] == ["R0002", "R0001"]
    assert [one.progress for one in found.told] == ["no action answers this yet"] * 2
    assert [(one.figures, one.proof) for one in found.told] == [((), ())] * 2


def test_a_challenge_is_in_agreed_words_or_said_to_be_a_draft() -> None:
    """With the actions that answer it, stopped ones left out; strengths are no challenges."""
    found = of(
        make_statement(1, "area_to_develop", text="Draft words"),
        make_statement(2, "area_to_develop", text="Newer", agreed_text="Agreed words"),
        make_statement(3, "strength"),
        action(1, statements=("S0001",), responsible="ICB", due=date(2026, 11, 1)),
        action(2, statements=("S0001",), status="stopped"),
        action(3, statements=("S0001",)),
    )
    assert [(one.text, one.is_agreed) for one in found.challenges] == [
        ("Draft words", False),
        ("Agreed words", True),
    ]
    assert found.challenges[0].answers == (
        "Act 1 (ICB, by 1 Nov 2026, not started, LATE)",
        "Act 3 (nobody named, no date set, not started)",
    )


def test_voices_with_a_number_come_first() -> None:
    """Current evidence of what families say, by the note that has a figure; stale and withdrawn left out."""
    old = {"period_from": date(2019, 1, 1), "period_to": date(2019, 12, 31)}
    found = of(
        make_evidence(1, kind=CHILD),
        make_evidence(2, kind=PARENT),
        make_evidence(3, kind=PARENT, **old),
        make_evidence(4, kind=CHILD, is_withdrawn=True),
        make_evidence(5, kind="audit" if "audit" in FRAMEWORK.kinds_by_id else ""),
        make_evidence(6, kind=CHILD),
        make_link(1, 2, "criterion", "A1", note="They like it"),
        make_link(2, 2, "criterion", "A1", note="87 of 120 are content"),
        make_link(3, 6, "criterion", "A1", note="They wait"),
    )
    assert [(one.evidence.id, one.said, one.has_number) for one in found.voices] == [
        ("E0002", "87 of 120 are content", True),
        ("E0006", "They wait", False),
        ("E0001", "", False),
    ]
    assert period_of(found.voices[0].evidence)


def test_what_changed_since_the_last_state() -> None:
    """Actions finished, recommendations added, measures that moved either way; or that nothing did."""
    before = held(action(1), action(2), measure(20), measure(5, number=2), told())
    after = held(
        action(1, status="done"),
        action(2, title="New words"),
        measure(20, 56),
        measure(5, 2, number=2),
        told(),
        told(2),
    )
    gaps = [find_gaps(one, AS_AT) for one in (before, after)]
    since = Since("March", date(2026, 3, 1), compare(before.records, after.records, *gaps))
    assert meeting(after, AS_AT, since).since == (
        "Compared with “March”, measured at 1 Mar 2026.",
        "Finished: Act 1.",
        "1 recommendation new.",
        "Better: Measure 1.",
        "Worse: Measure 2.",
    )
    still = Since("March", date(2026, 3, 1), compare(after.records, after.records, gaps[1], gaps[1]))
    assert meeting(after, AS_AT, still).since[1:] == (
        "No action was finished since, no recommendation added, and no measure moved.",
    )


@settings(max_examples=60)
@given(workspaces(FRAMEWORK))
def test_every_word_comes_from_a_record(records: Any) -> None:
    """Whatever the workspace, recommendations and challenges are its own, each once, and proof is its own."""
    found = meeting(Index(FRAMEWORK, records), AS_AT)
    assert sorted(one.recommendation.id for one in found.told) == sorted(records.recommendations)
    assert all(records.evidence[item.id] is item for item in found.evidence)
    assert all(records.statements[one.statement.id].kind == "area_to_develop" for one in found.challenges)


@pytest.mark.parametrize("status", ["not_started", "in_progress", "done", "stopped"])
def test_progress_names_every_state(status: str) -> None:
    """Each status of an action has its words."""
    assert of(told(), action(1, status=status)).told[0].progress == f"1 action: 1 {status.replace('_', ' ')}"
