"""Findings of other areas are found by words and by criterion, each with where it stands."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.library.query import parse_query
from readiness.model.definition.framework import Framework
from readiness.plan.learned_report import (
    LearnedFinding,
    LearnedReport,
    about_criterion,
    learned,
    reports_by_outcome,
    with_words,
)
from readiness.plan.published_report import Finding, Period, PrintedPeriods, PublishedReport

WAITS = LearnedFinding(kind="area_for_improvement", text="Leaders should reduce waiting times.", page=6)
VOICE = LearnedFinding(kind="area_for_priority_action", text="Boards must hear children.", page=7)
PLANS = LearnedFinding(kind="area_for_improvement", text="Improve annual reviews of plans.", page=8)
NORTH = LearnedReport(
    area="North", first=date(2024, 3, 4), last=date(2024, 3, 8), outcome="3", findings=(VOICE, WAITS)
)
SOUTH = LearnedReport(
    area="South", first=date(2023, 3, 6), last=date(2023, 3, 10), outcome="1", findings=(WAITS, PLANS)
)
REPORTS = [NORTH, SOUTH]


def test_every_word_must_stand_in_a_finding_in_any_of_its_endings() -> None:
    """``waits`` finds ``waiting``; the better outcome comes first; a word that is nowhere finds nothing."""
    hits = with_words(REPORTS, parse_query("waits "))

    assert [(hit.report.area, hit.finding.page) for hit in hits] == [("South", 6), ("North", 6)]
    assert with_words(REPORTS, parse_query("waits dragons ")) == []


def test_reports_are_counted_by_outcome_once_each() -> None:
    """Two findings of one report are one report; outcomes without a hit are there with 0."""
    hits = with_words([NORTH, SOUTH], parse_query("children "))

    assert reports_by_outcome(hits, REPORTS) == [("1", 0, 1), ("3", 1, 1)]
    assert reports_by_outcome([*hits, *hits], REPORTS) == [("1", 0, 1), ("3", 1, 1)]


def test_findings_near_a_criterion_hold_its_keywords(framework: Framework) -> None:
    """The definition's own keywords are looked for; a finding without any is left out."""
    found = {
        criterion: {hit.finding.text for hit in about_criterion(REPORTS, framework.criteria[criterion])}
        for criterion in ("A3", "A5")
    }

    assert PLANS.text in found["A3"]
    assert PLANS.text not in found["A5"]


def test_a_report_is_kept_with_its_findings_in_order() -> None:
    """Priority actions first, each with its words, page and bodies."""
    report = PublishedReport(
        area="North",
        inspected=PrintedPeriods("4 to 8 March 2024", (Period(date(2024, 3, 4), date(2024, 3, 8)),)),
        priority_actions=(Finding("Leaders must act:", ("now.",), ("Test Council",), page=6),),
        improvements=(Finding("Leaders should listen.", page=7),),
    )
    kept = learned(report, "north.pdf")

    assert kept is not None
    assert [(one.kind, one.text, one.page, one.bodies) for one in kept.findings] == [
        ("area_for_priority_action", "Leaders must act:\n- now.", 6, ("Test Council",)),
        ("area_for_improvement", "Leaders should listen.", 7, ()),
    ]
    assert LearnedReport.model_validate_json(kept.model_dump_json()) == kept


@pytest.mark.parametrize(
    "report",
    [
        PublishedReport(area="North", improvements=(Finding("Act."),)),
        PublishedReport(
            area="North",
            inspected=PrintedPeriods("4 March 2024", (Period(date(2024, 3, 4), date(2024, 3, 4)),)),
        ),
    ],
    ids=["no dates", "no findings"],
)
def test_a_report_without_its_dates_or_findings_is_not_kept(report: PublishedReport) -> None:
    """What cannot be told apart or teaches nothing is not kept."""
    assert learned(report, "north.pdf") is None
