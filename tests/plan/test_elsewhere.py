"""Findings elsewhere by what they are about: counted once each, and found by words of our own."""

from __future__ import annotations

from readiness.model.definition.framework import Framework
from readiness.model.records.measures import Measure
from readiness.model.records.plan import Recommendation
from readiness.plan.elsewhere import about, like_words, themes, words_about
from readiness.plan.learned_report import LearnedFinding, LearnedReport
from tests.making.building import make_criterion, make_framework, make_records, make_statement
from tests.plan.test_learned_report import NORTH, REPORTS, SOUTH


def keyed() -> Framework:
    """A framework whose first two criteria have keywords."""
    framework = make_framework()
    criteria = (
        make_criterion("A1").model_copy(update={"keywords": ("waiting times", "waits")}),
        make_criterion("A2").model_copy(update={"keywords": ("hear children", "annual reviews")}),
    )
    group = framework.groups[0].model_copy(update={"criteria": criteria})
    return make_framework(groups=(group, *framework.groups[1:]))


def test_each_finding_is_counted_under_the_nearest_criterion() -> None:
    """Once, with its kind, its reports and their outcomes; what is near none is counted apart."""
    odd = LearnedReport(
        area="East", first=NORTH.first, last=NORTH.last, outcome="1",
        findings=(LearnedFinding(kind="area_for_improvement", text="Buy more paper."),),
    )  # fmt: skip
    found = {one.criterion: one for one in themes([*REPORTS, odd], keyed())}
    assert sum(one.findings for one in found.values()) == 5
    assert (found["A1"].improvement, found["A1"].priority_action, found["A1"].reports) == (2, 0, 2)
    assert found["A1"].by_outcome == (("1", 1), ("3", 1))
    assert (found["A2"].improvement, found["A2"].priority_action) == (1, 1)
    assert found[""].findings == 1
    assert themes([], keyed()) == []


def test_findings_like_words_of_our_own() -> None:
    """Two words must meet, in any of their endings; within an outcome the nearest first."""
    hits = like_words(REPORTS, "Our leaders reduced the waiting time for therapy.")
    assert [(one.report.area, one.finding.page) for one in hits] == [("South", 6), ("North", 6)]
    assert like_words(REPORTS, "Leaders meet.") == []
    assert like_words([], "Leaders should reduce waiting times.") == []


def test_what_a_record_says_is_looked_for() -> None:
    """A draft statement, a recommendation, a measure or a criterion; nothing for an id nobody has."""
    records = make_records(
        [
            make_statement(1, text="Leaders hear children.", impact="Boards hear them."),
            Recommendation(id="R0001", kind="other", text="Improve annual reviews of plans."),
            Measure(id="M0001", title="Waiting times leaders reduce"),
        ]
    )
    framework = keyed()
    assert words_about(records, "S0001") == "Leaders hear children. Boards hear them."
    found = {one: about(REPORTS, framework, records, one) for one in ("S0001", "R0001", "M0001", "A2", "X9")}
    areas = {
        one: [(hit.report.area, hit.finding.page) for hit in hits] if hits is not None else None
        for one, hits in found.items()
    }
    assert areas["S0001"] == [("North", 7)]
    assert areas["R0001"] == [("South", 8)]
    assert areas["M0001"] == [("South", 6), ("North", 6)]
    assert areas["A2"] == [("South", 8), ("North", 7)]
    assert areas["X9"] is None
    assert SOUTH in REPORTS
