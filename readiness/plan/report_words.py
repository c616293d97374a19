"""A published report that was read, in words: what stands in it, what would be stored, what is in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.base.date_words import weekday_words
from readiness.base.text import counted, listed
from readiness.plan.report_records import is_of_area

if TYPE_CHECKING:
    from readiness.model.definition.framework import Framework
    from readiness.plan.published_report import PrintedPeriods
    from readiness.plan.report_import import ReportPlan
    from readiness.workspace.workspace import Workspace


def fresh_words(plan: ReportPlan) -> str:
    """What is not stored yet: ``3 areas for priority action and 2 areas for improvement``."""
    kinds = [one.kind for one in plan.fresh]
    parts = [
        counted(
            kinds.count("area_for_priority_action"), "area for priority action", "areas for priority action"
        ),
        counted(kinds.count("area_for_improvement"), "area for improvement", "areas for improvement"),
    ]
    return listed(parts)


def head_lines(plan: ReportPlan, framework: Framework) -> list[str]:
    """Area, days, outcome and what follows, a line each; what was not found is said to be not found."""
    report = plan.report
    outcome = framework.outcomes_by_id.get(report.outcome.outcome) if report.outcome else None
    return [
        f"Area: {report.area or 'not found'}",
        f"Inspected: {_periods(report.inspected)}",
        f"Previous inspection: {_periods(report.previous)}",
        f"Published: {weekday_words(report.published) if report.published else 'the report does not say'}",
        f"Outcome: {f'{outcome.id} {outcome.title}' if outcome else 'not found'}",
        *(str(window) for window in plan.windows),
        *(
            [f"{plan.deadline.title}: {_due(plan)}. {plan.deadline.rule}"]
            if plan.deadline
            else ["Plan asked for: not found"]
        ),
    ]


def _due(plan: ReportPlan) -> str:
    due = plan.deadline.due if plan.deadline else None
    return f"due {weekday_words(due)}" if due else "no date yet"


def _periods(found: PrintedPeriods | None) -> str:
    if found is None:
        return "not found"
    return listed(str(one) for one in found.periods) or found.printed


def finding_lines(plan: ReportPlan) -> list[str]:
    """Every recommendation in full, under a line that says what it is."""
    lines: list[str] = []
    for number, one in enumerate(plan.recommendations, start=1):
        bodies = f", responsible: {'; '.join(one.responsible)}" if one.responsible else ""
        kind = one.kind.replace("_", " ").capitalize()
        stored = f" [stored as {one.stored_as}]" if one.stored_as else ""
        lines += ["", f"{number}. {kind} (page {one.page}){bodies}{stored}", *one.text.split("\n")]
    return [*lines, ""]


def lacks_a_day(plan: ReportPlan) -> bool:
    """Whether the plan it asks for has no due day until somebody says when the report came."""
    return plan.deadline is not None and plan.deadline.due is None


def other_area_words(ws: Workspace, plan: ReportPlan) -> str:
    """That the report is about another area than the workspace; empty where it is not."""
    if is_of_area(ws, plan.report):
        return ""
    area = plan.report.area or "an area that was not found"
    return f"The report is about {area}, this workspace about {ws.area.name}."
