"""Where a record is shown and put right: which area, and which id the area is asked to point at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readiness.gaps.checks.check import Fix
    from readiness.gaps.report import Gap
    from readiness.tui.shell.session import Session

_AREA_OF_KIND = {
    "criterion": "criteria",
    "prompt": "criteria",
    "statement": "criteria",
    "grade": "criteria",
    "evidence": "evidence",
    "request": "requests",
    "action": "plan",
    "recommendation": "plan",
    "measure": "plan",
    "strategy": "plan",
    "priority": "plan",
    "workstream": "plan",
    "area": "overview",
}


VERBS_OF_FIX: dict[Fix, tuple[str, ...]] = {
    "link": ("evidence.link", "request.attach"),
    "evidence": ("evidence.edit",),
    "file": ("evidence.relocate", "evidence.accept"),
    "review": ("evidence.reviewed",),
    "statement": ("statement.write", "statement.edit"),
    "impact": ("statement.edit",),
    "agree": ("statement.agree",),
    "grade": ("criterion.grade",),
    "owner": ("evidence.edit", "request.assign", "plan.edit", "statement.edit"),
    "request": ("request.assign",),
    "action": ("plan.answer", "plan.add", "plan.edit", "statement.act"),
    "measure": ("plan.figure", "plan.measure", "plan.edit"),
    "plan": ("plan.edit",),
    "note": ("plan.note",),
    "promise": ("area.edit",),
    "after": ("area.edit",),
    "confirm": ("fact.confirm",),
    "move": (
        "statement.move",
        "statement.edit",
        "evidence.edit",
        "request.assign",
        "plan.edit",
        "criterion.grade",
    ),
    "remove": ("evidence.unlink", "evidence.edit", "request.assign", "plan.edit", "statement.edit"),
}
"""Ids of the commands that put a gap right, by the fix its check names; one is on the page it leads to."""


def place_of_gap(gap: Gap, session: Session) -> tuple[str, str]:
    """The area where a gap is put right, and the record to point at there."""
    if gap.fix == "confirm":
        return "gaps", "/".join(gap.key)
    if gap.subject_kind == "link":
        link = session.records.links.get(gap.subject)
        return ("evidence", link.evidence) if link else ("evidence", "")
    if gap.subject_kind == "orphan":
        return place_of_orphan(gap.subject, session)
    area = _AREA_OF_KIND.get(gap.subject_kind)
    if area is not None:
        return area, gap.subject
    return ("criteria", gap.criterion) if gap.criterion else ("gaps", "")


def place_of_orphan(record_id: str, session: Session) -> tuple[str, str]:
    """The area that shows a record which names what is no longer in the framework."""
    records = session.records
    if link := records.links.get(record_id):
        return "evidence", link.evidence
    for area, tables in _TABLES_OF_AREA:
        if any(record_id in records.table(table) for table in tables):
            return area, record_id
    return "gaps", ""


_TABLES_OF_AREA = (
    ("criteria", ("statements", "grades")),
    ("evidence", ("evidence",)),
    ("requests", ("requests",)),
    ("plan", ("strategies", "priorities", "workstreams", "recommendations", "actions", "measures")),
)


def place_of(record_id: str, session: Session) -> tuple[str, str]:
    """The area that shows a record or a framework id, and that id."""
    framework, records = session.framework, session.records
    if record_id in framework.criteria or record_id in framework.prompts or record_id in records.statements:
        return "criteria", record_id
    if record_id in records.evidence:
        return "evidence", record_id
    if record_id in framework.requests_by_id or record_id in records.requests:
        return "requests", record_id
    return "plan", record_id
