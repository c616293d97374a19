"""Reading a report's file, and storing what it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.errors import RefusedError, UsageError
from readiness.base.text import counted
from readiness.formats.text.pdf_pages import PagesError, pdf_pages
from readiness.formats.text.sandbox import extract
from readiness.model.records.area import PastInspection
from readiness.model.records.changes import Change, Transaction, put
from readiness.model.records.passages import Passage
from readiness.model.records.plan import Action, Recommendation
from readiness.plan.published_report import NotAReport, PublishedReport
from readiness.plan.report_import import KnownDays, ReportPlan, days_kept, plan_report
from readiness.plan.report_kinds import MOST_PAGES, why_not
from readiness.plan.report_reading import read_report
from readiness.workspace.clock import calendar_of
from readiness.workspace.date_moves import with_move
from readiness.workspace.editing import make, revise

if TYPE_CHECKING:
    from readiness.model.definition.framework import Framework
    from readiness.workspace.workspace import Workspace

_REFUSED = "This is not a published inspection report that can be read in."
_AS_PUBLISHED = "Import the PDF as it was published."


def read_report_file(path: Path, framework: Framework) -> PublishedReport:
    """Read the PDF of a published report.

    Raises:
        UsageError: The framework names no published reports, or there is no such file.
        RefusedError: It cannot be read, or is no such report; the detail says why.
    """
    if framework.published_reports == "none":
        raise UsageError(
            "This framework names no published reports that can be read in.",
            f"{framework.id} {framework.version}",
            "Add what was asked with 'readiness recommendations add'. A newer edition may name them: "
            "'readiness frameworks differences' shows it.",
        )
    if not path.is_file():
        raise UsageError("There is no such file.", str(path), "Check its name and folder.")
    found = extract(path)
    if not found.is_readable:
        problem = next(iter(found.problems), None)
        what = problem.what if problem else "No words were found in it."
        raise RefusedError(
            "The report cannot be read.", f"{path.name}: {what}", (problem and problem.hint) or _AS_PUBLISHED
        )
    pages = _pages_of(found.passages)
    if found.format != "pdf" or len(pages) > MOST_PAGES:
        refusal = why_not(pages)
        reason = refusal.reason if refusal else f"It is a {found.format} file, in which columns are lost."
        raise RefusedError(_REFUSED, f"{path.name}: {reason}", _AS_PUBLISHED)
    try:
        report = read_report(pdf_pages(path), {one.id: one.text for one in framework.outcomes})
    except PagesError as error:
        raise RefusedError("The report cannot be read.", f"{path.name}: {error}", _AS_PUBLISHED) from None
    if isinstance(report, NotAReport):
        raise RefusedError(_REFUSED, f"{path.name}: {report.reason}", _AS_PUBLISHED)
    return report


def plan_import(ws: Workspace, report: PublishedReport, days: KnownDays) -> ReportPlan:
    """What the report would store in this workspace; nothing is changed by asking.

    Raises:
        UsageError: The days given cannot be those of this report.
    """
    last = report.inspected.periods[-1].last if report.inspected and report.inspected.periods else None
    known = days.or_else(KnownDays(None, report.published)).or_else(days_kept(report, ws.area.inspections))
    for name, day in (("received", known.received), ("published", known.published)):
        if day and last and day < last:
            raise UsageError(
                f"The report cannot have been {name} before the inspection ended.",
                f"{day} and {last}",
                "Give the day again.",
            )
    if known.received and known.published and known.received > known.published:
        raise UsageError(
            "The final report is received before it is published.",
            f"received {known.received}, published {known.published}",
            "Give both days again.",
        )
    around = known.received or known.published or last or ws.clock().date()
    return plan_report(
        report,
        ws.framework,
        calendar_of(ws, around),
        days=days,
        stored=ws.records.recommendations.values(),
        kept=ws.area.inspections,
    )


def is_of_area(ws: Workspace, report: PublishedReport) -> bool:
    """Whether the report is about the workspace's area: one name's words are among the other's."""
    mine, theirs = (set(name.casefold().split()) for name in (ws.area.name, report.area))
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def apply_report(
    ws: Workspace, plan: ReportPlan, *, has_other_area: bool = False, has_doubts: bool = False
) -> Transaction:
    """Store the recommendations, the plan's action and the inspection as one change, which undo takes back.

    Args:
        ws: The workspace.
        plan: What to store.
        has_other_area: Store it although the report is about an area of another name.
        has_doubts: Store it although something was not found or is in doubt.

    Raises:
        RefusedError: The report is about another area, or not everything in it was read for certain.
    """
    if not is_of_area(ws, plan.report) and not has_other_area:
        raise RefusedError(
            "The report is about another area.",
            f"report: {plan.report.area or 'area not found'}; workspace: {ws.area.name}",
            "Add --other-area if it is the same area under another name.",
        )
    if plan.remarks and not has_doubts:
        raise RefusedError(
            "Not everything in the report was read for certain, so nothing was stored.",
            " ".join(plan.remarks),
            "Compare the list with the report, then add --despite-doubts.",
        )
    records = _recommendations(ws, plan)
    changes = [put(record) for record in records]
    changes += _action(ws, plan, records)
    if days := _days(ws, plan):
        changes.append(put(revise(ws.area, **days), ws.area))
    if not changes:
        return Transaction("Everything in the report is stored already", ())
    what = counted(len(records), "recommendation") if records else "its days"
    return ws.run(Transaction(f"Read in {plan.source}: {what}", tuple(changes)))


def _recommendations(ws: Workspace, plan: ReportPlan) -> list[Recommendation]:
    """New records of what is not stored yet."""
    fresh = plan.fresh
    ids = ws.new_ids(Recommendation.table, len(fresh)) if fresh else ()
    return [
        make(
            Recommendation,
            id=record_id,
            kind=one.kind,
            text=one.text,
            source=plan.source,
            made_on=plan.inspection.published if plan.inspection else None,
            responsible=one.responsible,
        )
        for record_id, one in zip(ids, fresh, strict=True)
    ]


def _action(ws: Workspace, plan: ReportPlan, records: Sequence[Recommendation]) -> list[Change]:
    """The action of making the plan asked for; it answers no finding, which the plan's own actions do.

    One stored before gets the due day as counted now, unless somebody has set another.
    """
    if plan.deadline is None:
        return []
    stored = {one.stored_as for one in plan.recommendations if one.stored_as}
    title = plan.deadline.title
    before = next((one for one in ws.records.actions.values() if _is_for(one, title, stored)), None)
    progress = f"Due day: {plan.deadline.rule}"
    if before is not None:
        is_ours = before.due in {None, plan.due_before}
        if not is_ours or plan.deadline.due in {None, before.due}:
            return []
        words = progress if before.progress.startswith("Due day: ") else before.progress
        after = revise(before, due=plan.deadline.due, progress=words)
        return [put(with_move(ws, before, after, f"counted anew: {plan.deadline.rule}"), before)]
    if not records:
        return []
    is_priority = any(one.kind == "area_for_priority_action" for one in records)
    asked = [one for one in records if not is_priority or one.kind == "area_for_priority_action"]
    action = make(
        Action,
        id=ws.new_id(Action.table),
        title=plan.deadline.title,
        due=plan.deadline.due,
        progress=progress,
        responsible="; ".join(dict.fromkeys(body for one in asked for body in one.responsible)),
    )
    return [put(action)]


def _is_for(action: Action, title: str, stored: set[str]) -> bool:
    """Whether an action is that of making the plan of a report whose findings are stored.

    Earlier versions let it answer them.
    """
    answered = set(action.recommendations)
    return bool(stored) and action.title == title and (not answered or bool(answered & stored))


def _days(ws: Workspace, plan: ReportPlan) -> dict[str, object]:
    """What the area's record takes from the report, by stored name: the inspection, and the plan's due day.

    The day is that of the newest inspection, and stands in where nobody has set another, nor sent the plan.
    """
    area, due = ws.area, plan.deadline.due if plan.deadline else None
    days: dict[str, object] = {}
    if plan.inspection is None:
        return days
    if plan.inspection not in area.inspections:
        days["inspections"] = _with(area.inspections, plan.inspection)
    is_newest = all(one.last <= plan.inspection.last for one in area.inspections)
    is_free = area.plan_due in {None, plan.due_before} and area.plan_submitted is None
    if is_newest and is_free and due not in {None, area.plan_due}:
        days["plan_due"] = due
    return days


def _with(inspections: tuple[PastInspection, ...], new: PastInspection) -> tuple[PastInspection, ...]:
    """Inspections with the new one, which takes the place of one from the same report."""
    kept = [one for one in inspections if one.source != new.source]
    return tuple(sorted([*kept, new], key=lambda one: one.first))


def _pages_of(passages: Sequence[Passage]) -> list[str]:
    """The words of each page together."""
    return [
        "\n".join(one.text for one in page)
        for _, page in groupby(passages, key=lambda one: one.pinpoint.page)
    ]
