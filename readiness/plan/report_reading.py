"""Reading a published inspection report: from its pages to what it asks of the partnership."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from readiness.plan.published_report import Finding, NotAReport, PublishedReport
from readiness.plan.report_head import Head, read_head
from readiness.plan.report_items import cut_items
from readiness.plan.report_kinds import why_not
from readiness.plan.report_lines import lines_of
from readiness.plan.report_sections import boxes_of
from readiness.plan.report_table import cut_rows, is_body

MOST_FINDINGS = 12
"""Findings of one kind beyond which something was cut wrongly: published reports have up to six."""
_WHOLE = re.compile("[.!?][\u201d\u2019\"')\\]]*$")


def read_report(pages: Sequence[str], outcomes: Mapping[str, str]) -> PublishedReport | NotAReport:
    """Read a report, or say why the pages are none.

    Args:
        pages: Text of each page in order; columns kept apart by spaces where the page has a table.
        outcomes: The framework's outcomes, official wording by id.
    """
    refusal = why_not(pages)
    if refusal is not None:
        return refusal
    lines = lines_of(pages)
    head = read_head(lines, outcomes)
    boxes = boxes_of(lines)
    priority = cut_rows(boxes.priority) if boxes.priority else ()
    improvements = cut_items(boxes.improvement) if boxes.improvement else ()
    return PublishedReport(
        area=head.area,
        inspected=head.inspected,
        previous=head.previous,
        published=head.published,
        outcome=head.outcome,
        next_full=head.next_full,
        monitoring=head.monitoring,
        plan=head.plan,
        priority_actions=priority,
        improvements=improvements,
        missing=_missing(head, priority, improvements, has_table=boxes.priority is not None),
        doubts=tuple(_doubts(head, priority, improvements)),
        pages=len(pages),
    )


def _missing(
    head: Head, priority: tuple[Finding, ...], improvements: tuple[Finding, ...], *, has_table: bool
) -> tuple[str, ...]:
    """Parts that every such report has and this reading has not."""
    asks_priority_plan = head.plan is not None and head.plan.kind == "priority action plan"
    parts = (
        ("area", bool(head.area)),
        ("inspection dates", head.inspected is not None and bool(head.inspected.periods)),
        ("previous inspection", head.previous is not None),
        ("outcome", head.outcome is not None and bool(head.outcome.outcome)),
        ("next full inspection", head.next_full is not None and head.next_full.months is not None),
        ("plan asked for", head.plan is not None),
        ("monitoring inspection", not asks_priority_plan or head.monitoring is not None),
        ("areas for priority action", bool(priority) or not (asks_priority_plan or has_table)),
        ("areas for improvement", bool(improvements)),
    )
    return tuple(name for name, is_there in parts if not is_there)


def _doubts(head: Head, priority: tuple[Finding, ...], improvements: tuple[Finding, ...]) -> list[str]:
    """What looks wrong about what was read."""
    doubts: list[str] = []
    for title, findings in (("priority action", priority), ("improvement", improvements)):
        if len(findings) > MOST_FINDINGS:
            doubts.append(f"{len(findings)} areas for {title} were read, more than reports have.")
        for number, finding in enumerate(findings, start=1):
            if not _WHOLE.search(finding.whole):
                doubts.append(
                    f"Area for {title} {number} (page {finding.page}) does not end as a sentence does."
                )
    for number, finding in enumerate(priority, start=1):
        doubts += [
            f"Area for priority action {number} names '{body}', which does not read as a body."
            for body in finding.bodies
            if not is_body(body)
        ]
        if not finding.bodies:
            doubts.append(f"Area for priority action {number} has no responsible body.")
    if priority and head.plan is not None and head.plan.kind != "priority action plan":
        doubts.append("Areas for priority action were read, but the report asks for no priority action plan.")
    return doubts
