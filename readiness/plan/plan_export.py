"""The plan as a file, Word or workbook by the file's ending."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.errors import UsageError
from readiness.rules.public_words import doubts, owners_named, typed_in_plan
from readiness.workspace.output import save

if TYPE_CHECKING:
    from readiness.base.problems import Problem
    from readiness.workspace.workspace import Workspace


def export_plan(
    ws: Workspace, output: Path, *, as_at: date, is_public: bool = False, replace: bool = False
) -> list[Problem]:
    """Write the plan as at a date; what of a public one somebody should look at, as its words were typed.

    Raises:
        UsageError: The file's ending is another than .docx and .xlsx.
        RefusedError: A file stands there and may not be replaced, or is a workspace's own.
        StorageError: The file cannot be written.
    """
    suffix = output.suffix.casefold()
    if suffix == ".docx":
        from readiness.plan.plan_document import plan_document

        data = plan_document(ws.index, ws.area, as_at=as_at, is_public=is_public)
    elif suffix == ".xlsx":
        from readiness.plan.plan_workbook import plan_workbook

        data = plan_workbook(ws.index, ws.area, as_at=as_at, is_public=is_public)
    else:
        raise UsageError("The file must end in .docx or .xlsx.", output.name, "Choose one of these.")
    save(output, data, replace=replace)
    people, owners = ws.framework.people_words, owners_named(ws.records)
    return list(doubts(typed_in_plan(ws.records), people, owners)) if is_public else []
