"""Fourteen published reports are read exactly as a person read them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from readiness.model.definition.framework import Framework
from readiness.plan.published_report import Finding, PrintedInterval, PrintedPeriods, PublishedReport
from readiness.plan.report_reading import read_report

REPORTS = Path(__file__).parent.parent / "data" / "reports"
AREAS = sorted(path.stem for path in REPORTS.glob("*.yaml"))
WITH_A_TABLE = {"bexley", "hertfordshire", "plymouth"}


def pages_of(area: str) -> list[str]:
    """The kept pages; those left out are empty."""
    return (REPORTS / f"{area}.txt").read_text(encoding="utf-8").split("\f")


def truth_of(area: str) -> dict[str, Any]:
    """What a person read."""
    truth: dict[str, Any] = yaml.safe_load((REPORTS / f"{area}.yaml").read_text(encoding="utf-8"))
    return truth


def reading_of(area: str, framework: Framework) -> PublishedReport:
    """What the program reads."""
    found = read_report(pages_of(area), {one.id: one.text for one in framework.outcomes})
    assert isinstance(found, PublishedReport)
    return found


def as_truth(report: PublishedReport) -> dict[str, Any]:
    """A reading in the form of the fixtures."""
    assert report.inspected is not None
    [inspected] = report.inspected.periods
    return {
        "area": report.area,
        "inspected": {"first": inspected.first, "last": inspected.last, "printed": report.inspected.printed},
        "previous": _periods(report.previous),
        "published": report.published,
        "outcome": report.outcome.outcome if report.outcome else None,
        "next_full": _interval(report.next_full),
        "monitoring": _interval(report.monitoring),
        "plan": {"kind": report.plan.kind, "printed": report.plan.printed} if report.plan else None,
        "priority_actions": [
            {"bodies": list(one.bodies), **_finding(one)} for one in report.priority_actions
        ],
        "improvements": [_finding(one) for one in report.improvements],
    }


def _periods(found: PrintedPeriods | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"printed": found.printed, "periods": [[one.first, one.last] for one in found.periods]}


def _interval(found: PrintedInterval | None) -> dict[str, Any] | None:
    return {"months": found.months, "printed": found.printed} if found else None


def _finding(found: Finding) -> dict[str, Any]:
    closing = {"closing": found.closing} if found.closing else {}
    return {"text": found.text, "points": list(found.points), **closing}


def test_there_are_fourteen_reports_of_every_outcome() -> None:
    """The fixtures are complete, and hold the 10 priority actions and 52 improvements of the fourteen."""
    truths = [truth_of(area) for area in AREAS]

    assert len(AREAS) == 14
    assert {truth["outcome"] for truth in truths} == {"1", "2", "3"}
    assert sum(len(truth["priority_actions"]) for truth in truths) == 10
    assert sum(len(truth["improvements"]) for truth in truths) == 52


@pytest.mark.parametrize("area", AREAS)
def test_a_report_is_read_exactly_as_a_person_read_it(area: str, framework: Framework) -> None:
    """Area, dates, outcome, intervals, plan and every finding with sub-points and bodies, word for word."""
    assert as_truth(reading_of(area, framework)) == truth_of(area)


@pytest.mark.parametrize("area", AREAS)
def test_nothing_is_missing_or_in_doubt_in_a_published_report(area: str, framework: Framework) -> None:
    """A complete report raises no false alarm."""
    report = reading_of(area, framework)

    assert report.missing == ()
    assert report.doubts == ()


def test_a_finding_says_on_which_page_it_begins(framework: Framework) -> None:
    """Plymouth's second area for improvement begins on page 7 and runs on to page 8."""
    report = reading_of("plymouth", framework)

    assert [one.page for one in report.priority_actions] == [7] * 5
    assert [one.page for one in report.improvements] == [7, 7, 8, 8]


@pytest.mark.parametrize("area", AREAS)
def test_text_without_columns_is_read_but_for_its_table(area: str, framework: Framework) -> None:
    """Text pasted without its layout: all is read but a table whose columns are lost, which is said."""
    pasted = ["\n".join(" ".join(line.split()) for line in page.split("\n")) for page in pages_of(area)]
    report = read_report(pasted, {one.id: one.text for one in framework.outcomes})
    assert isinstance(report, PublishedReport)
    truth = truth_of(area)

    assert as_truth(report)["improvements"] == truth["improvements"]
    assert report.priority_actions == ()
    assert ("areas for priority action" in report.missing) == (area in WITH_A_TABLE)


def test_the_reports_dates_are_those_an_independent_reader_noted() -> None:
    """A second record of the dates of inspection agrees with the fixtures."""
    noted = {
        "bexley": date(2023, 12, 4), "blackpool": date(2024, 5, 20), "dorset": date(2024, 3, 11),
        "dudley": date(2025, 1, 20), "gloucestershire": date(2023, 12, 11),
        "hertfordshire": date(2023, 7, 10),
        "hillingdon": date(2024, 4, 29), "north-yorkshire": date(2024, 4, 29), "plymouth": date(2023, 6, 26),
        "richmond": date(2023, 10, 2), "southampton": date(2024, 5, 13), "surrey": date(2023, 9, 25),
        "wakefield": date(2024, 3, 18), "west-sussex": date(2023, 11, 27),
    }  # fmt: skip

    assert {area: truth_of(area)["inspected"]["first"] for area in AREAS} == noted
