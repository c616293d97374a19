"""What a report would store is worked out from the report, the definition and the days known."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from readiness.model.definition.framework import Framework
from readiness.model.records.area import PastInspection
from readiness.model.records.plan import Recommendation
from readiness.plan.published_report import Finding, PublishedReport
from readiness.plan.report_import import KnownDays, plan_report
from readiness.plan.report_reading import read_report
from readiness.rules.calendar.working_time import WorkingCalendar
from tests.plan.report_making import OUTCOMES, report_pages

PRIORITY = (Finding("Leaders must act.", bodies=("Test Council", "Test ICB")),)
IMPROVEMENT = (Finding("Leaders should listen:", ("to children", "to parents.")),)
SOURCE = "Area SEND inspection report, Testshire, 4 Mar 2024 to 8 Mar 2024"
CALENDAR = WorkingCalendar(closure_days=[date(2024, 5, 1)], public_holidays={date(2024, 5, 6): "May Day"})


def read(priority: tuple[Finding, ...] = ()) -> PublishedReport:
    """A report of Testshire."""
    found = read_report(report_pages(IMPROVEMENT, priority), OUTCOMES)
    assert isinstance(found, PublishedReport)
    return found


def test_every_finding_becomes_a_recommendation_in_the_reports_order(framework: Framework) -> None:
    """Kind, whole words with sub-points, bodies; criteria are not guessed."""
    plan = plan_report(read(PRIORITY), framework, CALENDAR, days=KnownDays())

    assert plan.source == SOURCE
    assert [(one.kind, one.text, one.responsible) for one in plan.recommendations] == [
        ("area_for_priority_action", "Leaders must act.", ("Test Council", "Test ICB")),
        ("area_for_improvement", "Leaders should listen:\n- to children\n- to parents.", ()),
    ]
    assert plan.remarks == ()


def test_what_is_stored_already_is_not_stored_again(framework: Framework) -> None:
    """The same words from the same report are known by their id; from another source they are not."""
    stored = [
        Recommendation(id="R0007", kind="area_for_priority_action", text="Leaders must act.", source=SOURCE),
        Recommendation(id="R0008", kind="other", text="Leaders should listen:\n- to children\n- to parents."),
    ]
    plan = plan_report(read(PRIORITY), framework, CALENDAR, days=KnownDays(), stored=stored)

    assert [one.stored_as for one in plan.recommendations] == ["R0007", ""]
    assert len(plan.fresh) == 1


@pytest.mark.parametrize(
    ("days", "due", "counted_from"),
    [
        (KnownDays(date(2024, 4, 15), date(2024, 4, 22)), date(2024, 6, 4), "was received, Mon 15 Apr 2024"),
        (KnownDays(published=date(2024, 4, 22)), date(2024, 6, 11), "of publication, Mon 22 Apr 2024"),
        (KnownDays(), None, "which the report does not state"),
    ],
)
def test_a_priority_action_plan_is_counted_from_the_final_report(
    framework: Framework, days: KnownDays, due: date | None, counted_from: str
) -> None:
    """35 working days from receipt, else from publication; the area's own closures are not counted.

    By hand: after 15 April 2024 come 11 working days of April, then 22 of May (6 May is a bank holiday,
    1 May only the area's closure), then 2 of June: 4 June. After 22 April come 6, 22 and 7: 11 June.
    """
    plan = plan_report(read(PRIORITY), framework, CALENDAR, days=days)

    assert plan.deadline is not None
    assert plan.deadline.title == "Prepare and submit the priority action plan"
    assert plan.deadline.due == due
    assert counted_from in plan.deadline.rule
    assert "inferred, not official" in plan.deadline.rule


def test_a_report_that_asks_for_a_strategic_plan_asks_for_no_other(framework: Framework) -> None:
    """30 working days from publication by the shipped definition: 22 April to 4 June 2024, by hand."""
    plan = plan_report(read(), framework, CALENDAR, days=KnownDays(published=date(2024, 4, 22)))

    assert plan.deadline is not None
    assert plan.deadline.title == "Update and publish the strategic plan"
    assert plan.deadline.due == date(2024, 6, 4)


def test_a_definition_without_the_deadline_gives_none(framework: Framework) -> None:
    """No rule, no date: and that is said."""
    bare = framework.model_copy(update={"timetables": ()})
    plan = plan_report(read(), bare, CALENDAR, days=KnownDays(published=date(2024, 4, 22)))

    assert plan.deadline is not None
    assert plan.deadline.due is None
    assert "no deadline" in plan.deadline.rule


def test_windows_are_counted_from_the_best_day_known(framework: Framework) -> None:
    """Monitoring from receipt, the next full inspection from publication, both else from the last day."""
    known = plan_report(
        read(PRIORITY), framework, CALENDAR, days=KnownDays(date(2024, 4, 15), date(2024, 4, 22))
    )
    unknown = plan_report(read(PRIORITY), framework, CALENDAR, days=KnownDays())

    assert [(one.months, one.around) for one in known.windows] == [
        (18, date(2025, 10, 15)),
        (36, date(2027, 4, 22)),
    ]
    assert [one.around for one in unknown.windows] == [date(2025, 9, 8), date(2027, 3, 8)]
    assert "the last day of the inspection" in str(unknown.windows[0])


def test_days_known_from_an_earlier_reading_are_kept(framework: Framework) -> None:
    """A day given once need not be given again, and what it gave then is known."""
    kept = PastInspection(
        kind="full", first=date(2024, 3, 4), last=date(2024, 3, 8), published=date(2024, 4, 22), source=SOURCE
    )
    plan = plan_report(
        read(PRIORITY), framework, CALENDAR, days=KnownDays(received=date(2024, 4, 15)), kept=[kept]
    )

    assert plan.inspection is not None
    assert (plan.inspection.received, plan.inspection.published) == (date(2024, 4, 15), date(2024, 4, 22))
    assert plan.due_before == date(2024, 6, 11)


def test_the_inspection_is_kept_with_its_outcome_and_intervals(framework: Framework) -> None:
    """What the area's record keeps of the report."""
    plan = plan_report(read(PRIORITY), framework, CALENDAR, days=KnownDays())
    expected: dict[str, Any] = {
        "kind": "full", "first": date(2024, 3, 4), "last": date(2024, 3, 8), "outcome": "3",
        "next_full_months": 36, "monitoring_months": 18, "source": SOURCE,
    }  # fmt: skip

    assert plan.inspection == PastInspection(**expected)


def test_what_was_not_found_is_remarked_on(framework: Framework) -> None:
    """A reading with a gap says so."""
    found = read_report(report_pages(IMPROVEMENT, outcome="The inspectors were content."), OUTCOMES)
    assert isinstance(found, PublishedReport)
    plan = plan_report(found, framework, CALENDAR, days=KnownDays())

    assert plan.remarks == ("Not found in the report: outcome.",)
