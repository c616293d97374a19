"""The plan as a file, Word or workbook by the file's ending."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.errors import UsageError
from readiness.base.text import fold, listed, visible
from readiness.plan.plan_sections import Grouping, PlanSection, plan_sections
from readiness.rules.public_words import doubts, owners_named, typed_in_plan
from readiness.workspace.output import save

if TYPE_CHECKING:
    from readiness.base.problems import Problem
    from readiness.workspace.workspace import Workspace


def export_plan(
    ws: Workspace,
    output: Path,
    *,
    as_at: date,
    is_public: bool = False,
    by: Grouping = "body",
    only: str = "",
    replace: bool = False,
) -> list[Problem]:
    """Write the plan as at a date; what of a public one somebody should look at, as its words were typed.

    Args:
        ws: Whose plan it is.
        output: The file.
        as_at: What is late is measured at this date.
        is_public: Without working notes, judgements, roles and persons, and small numbers.
        by: What it is set out by.
        only: The one body or workstream wanted, by its name or id; all when empty.
        replace: Whether a file that is there may be written over.

    Raises:
        UsageError: The file's ending is another than .docx and .xlsx, or nothing is called as `only` says.
        RefusedError: A file stands there and may not be replaced, or is a workspace's own.
        StorageError: The file cannot be written.
    """
    suffix = output.suffix.casefold()
    sections = _wanted(plan_sections(ws.index, as_at, is_public=is_public, by=by), only)
    if suffix == ".docx":
        from readiness.plan.plan_document import plan_document

        data = plan_document(ws.index, ws.area, sections, as_at=as_at, is_public=is_public)
    elif suffix == ".xlsx":
        from readiness.plan.plan_workbook import plan_workbook

        data = plan_workbook(ws.index, ws.area, sections, as_at=as_at, is_public=is_public)
    else:
        raise UsageError("The file must end in .docx or .xlsx.", output.name, "Choose one of these.")
    save(output, data, replace=replace)
    people, owners = ws.framework.people_words, owners_named(ws.records)
    return list(doubts(typed_in_plan(ws.records), people, owners)) if is_public else []


def _wanted(sections: tuple[PlanSection, ...], only: str) -> tuple[PlanSection, ...]:
    if not only.strip():
        return sections
    found = tuple(one for one in sections if fold(only) in _names(one))
    if not found:
        named = listed((one.body for one in sections), "or") or "nothing, since nothing is recorded"
        raise UsageError(f"The plan has no part called {visible(only)}.", "", f"It has {named}.")
    return found


def _names(section: PlanSection) -> set[str]:
    return {fold(section.body), *([fold(section.workstream.id)] if section.workstream else [])}
