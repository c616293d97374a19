"""What reading in a published report would store: worked out first, stored only when asked to.

Nothing here changes a workspace; see `readiness.plan.report_records`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from readiness.base.dates import day_words, weekday_words
from readiness.base.text import counted, listed
from readiness.model.definition.framework import Framework
from readiness.model.definition.timetable import TimetableEvent
from readiness.model.records.area import PastInspection
from readiness.model.records.plan import Recommendation
from readiness.model.vocabulary import RecommendationKind
from readiness.plan.published_report import PlanKind, PrintedInterval, PublishedReport
from readiness.rules.calendar.working_time import WorkingCalendar
from readiness.rules.freshness import add_months

RECEIVED = "the day the final report was received"
PUBLISHED = "the day of publication"
LAST_DAY = "the last day of the inspection"
_PLAN_COUNTS_FROM: dict[PlanKind, tuple[str, ...]] = {
    "priority action plan": (RECEIVED, PUBLISHED),
    "strategic plan": (PUBLISHED, RECEIVED),
}
"""The days a plan's deadline may be counted from, best first.

A priority action plan is counted from the receipt of the final report: the dates of three areas fit it.
"""
_PLAN_TITLES: dict[PlanKind, str] = {
    "priority action plan": "Prepare and submit the priority action plan",
    "strategic plan": "Update and publish the strategic plan",
}


@dataclass(frozen=True, slots=True)
class KnownDays:
    """Days the report itself hardly ever states, as far as somebody knows them."""

    received: date | None = None
    """The final report reached the partnership."""
    published: date | None = None

    def or_else(self, other: KnownDays) -> KnownDays:
        """These days; those not known taken from the other."""
        return KnownDays(self.received or other.received, self.published or other.published)

    def __getitem__(self, name: str) -> date | None:
        return {RECEIVED: self.received, PUBLISHED: self.published}.get(name)


@dataclass(frozen=True, slots=True)
class NewRecommendation:
    """A recommendation that would be stored."""

    kind: RecommendationKind
    text: str
    responsible: tuple[str, ...]
    page: int
    stored_as: str = ""
    """Id under which it is stored already; it is not stored again."""


@dataclass(frozen=True, slots=True)
class PlanDeadline:
    """The plan the report asks for, and when it is due by the definition's rule."""

    title: str
    due: date | None
    rule: str
    """How the day was counted, how sure that is, or what is needed to count it."""


@dataclass(frozen=True, slots=True)
class Window:
    """About when inspectors come again."""

    title: str
    months: int
    around: date | None
    counted_from: str
    """In words, with the day."""

    def __str__(self) -> str:
        """``Next full inspection: about 4 Dec 2028 (60 months from the day of publication, 4 Dec 2023)``."""
        about = f"about {day_words(self.around)}" if self.around else "day not known"
        return f"{self.title}: {about} ({counted(self.months, 'month')} from {self.counted_from})"


@dataclass(frozen=True, slots=True)
class ReportPlan:
    """Everything reading the report in would do."""

    report: PublishedReport
    source: str
    """What the recommendations name as where they come from."""
    recommendations: tuple[NewRecommendation, ...]
    deadline: PlanDeadline | None
    due_before: date | None
    """The plan's due day as an earlier reading of the report counted it: such a day may be counted anew."""
    windows: tuple[Window, ...]
    inspection: PastInspection | None
    """What the area's record would keep; None where the inspection's dates were not found."""
    remarks: tuple[str, ...]
    """What was not found, what is in doubt and what could not be worked out, each as a sentence."""

    @property
    def fresh(self) -> tuple[NewRecommendation, ...]:
        """Recommendations that are not stored yet."""
        return tuple(one for one in self.recommendations if not one.stored_as)


def plan_report(
    report: PublishedReport,
    framework: Framework,
    calendar: WorkingCalendar,
    *,
    days: KnownDays,
    stored: Iterable[Recommendation] = (),
    kept: Iterable[PastInspection] = (),
) -> ReportPlan:
    """Work out what a report would store.

    Criteria are left empty: which criterion an inspector's words belong to is for the partnership to say.

    Args:
        report: What was read.
        framework: The definition in force; its rule for each plan is used.
        calendar: Working days; local closure days are not counted by inspectors and are left out.
        days: When the final report was received and published, where known.
        stored: Recommendations of the workspace.
        kept: Inspections of the area's record: days known from an earlier reading of this report are kept.
    """
    source = source_words(report)
    earlier = days_kept(report, kept)
    known = days.or_else(KnownDays(None, report.published)).or_else(earlier)
    there = {(one.source, " ".join(one.text.split())): one.id for one in stored}
    recommendations = tuple(_recommendations(report, source, there))
    windows = tuple(_windows(report, known))
    inspectors = calendar.without_closures()
    deadline_before = _deadline(report, framework, inspectors, earlier)
    return ReportPlan(
        report,
        source,
        recommendations,
        _deadline(report, framework, inspectors, known),
        deadline_before.due if deadline_before else None,
        windows,
        _inspection(report, source, known),
        tuple(_remarks(report)),
    )


def days_kept(report: PublishedReport, kept: Iterable[PastInspection]) -> KnownDays:
    """The days the area's record keeps from an earlier reading of the same report."""
    source = source_words(report)
    before = next((one for one in kept if one.source == source), None)
    return KnownDays(before.received, before.published) if before else KnownDays()


def source_words(report: PublishedReport) -> str:
    """How the records name the report: ``Area SEND inspection report, Bexley, 4 Dec 2023 to 8 Dec 2023``."""
    periods = report.inspected.periods if report.inspected else ()
    return ", ".join(["Area SEND inspection report", report.area or "area not found", *map(str, periods[:1])])


def _recommendations(
    report: PublishedReport, source: str, there: dict[tuple[str, str], str]
) -> Iterable[NewRecommendation]:
    """Every finding in the report's order."""
    for finding in (*report.priority_actions, *report.improvements):
        is_priority = finding in report.priority_actions
        yield NewRecommendation(
            "area_for_priority_action" if is_priority else "area_for_improvement",
            finding.whole,
            finding.bodies,
            finding.page,
            there.get((source, " ".join(finding.whole.split())), ""),
        )


def _deadline(
    report: PublishedReport, framework: Framework, calendar: WorkingCalendar, known: KnownDays
) -> PlanDeadline | None:
    if report.plan is None:
        return None
    kind = report.plan.kind
    event = _plan_event(framework, kind)
    if event is None:
        return PlanDeadline(_PLAN_TITLES[kind], None, "The framework in force has no deadline for it.")
    bases = _PLAN_COUNTS_FROM[kind]
    base = next((name for name in bases if known[name]), None)
    start = known[base] if base else None
    length = counted(event.day, "working day")
    unsure = "" if event.is_settled else f" This rule is {event.status}, not official: confirm the day."
    if base is None or start is None:
        return PlanDeadline(
            _PLAN_TITLES[kind],
            None,
            f"{length} from {bases[0]}, which the report does not state.{unsure}",
        )
    other = f" Counted from {bases[0]} it differs: give that day." if base != bases[0] else ""
    due = calendar.add_working_days(start, event.day)
    return PlanDeadline(
        _PLAN_TITLES[kind], due, f"{length} from {base}, {weekday_words(start)}.{other}{unsure}"
    )


def _plan_event(framework: Framework, kind: PlanKind) -> TimetableEvent | None:
    """The timetable event that has the plan's name as its id, as `priority-action-plan`."""
    events = (timetable.event(kind.replace(" ", "-")) for timetable in framework.timetables)
    return next((event for event in events if event is not None), None)


def _windows(report: PublishedReport, known: KnownDays) -> Iterable[Window]:
    if report.monitoring is not None:
        yield from _window("Monitoring inspection", report.monitoring, report, known, (RECEIVED, PUBLISHED))
    if report.next_full is not None:
        yield from _window("Next full inspection", report.next_full, report, known, (PUBLISHED, RECEIVED))


def _window(
    title: str,
    interval: PrintedInterval,
    report: PublishedReport,
    known: KnownDays,
    bases: tuple[str, ...],
) -> Iterable[Window]:
    """About when, counted from the best day known; the last day of the inspection is the earliest."""
    if interval.months is None:
        return
    periods = report.inspected.periods if report.inspected else ()
    name = next((base for base in bases if known[base]), LAST_DAY)
    start = known[name] or (periods[-1].last if periods else None)
    words = f"{name}, {day_words(start)}" if start else f"{name}, which was not found"
    yield Window(title, interval.months, add_months(start, interval.months) if start else None, words)


def _inspection(report: PublishedReport, source: str, known: KnownDays) -> PastInspection | None:
    if report.inspected is None or not report.inspected.periods:
        return None
    return PastInspection(
        kind="full",
        first=report.inspected.periods[0].first,
        last=report.inspected.periods[-1].last,
        outcome=report.outcome.outcome if report.outcome else "",
        received=known.received,
        published=known.published,
        next_full_months=report.next_full.months if report.next_full else None,
        monitoring_months=report.monitoring.months if report.monitoring else None,
        source=source,
    )


def _remarks(report: PublishedReport) -> Iterable[str]:
    if report.missing:
        yield f"Not found in the report: {listed(report.missing)}."
    yield from report.doubts
