"""The running notice as files: calendar, workbook, one-page brief."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.core.errors import UsageError
from readiness.services.exporting import save
from readiness.services.notice import board_of, need_current, schedule_of

if TYPE_CHECKING:
    from readiness.services.workspace import Workspace

FORMATS = (".ics", ".xlsx", ".docx")


def export_notice(ws: Workspace, output: Path, *, now: datetime) -> None:
    """Write the plan (.ics), the board (.xlsx) or the brief (.docx) by the file's ending.

    Raises:
        UsageError: No notice runs, or the ending is another.
        StorageError: The file cannot be written.
    """
    notice = need_current(ws)
    suffix = output.suffix.casefold()
    name, marking = ws.area.name, ws.area.marking
    if suffix == ".ics":
        from readiness.reports.plan_calendar import plan_calendar

        save(output, plan_calendar(name, schedule_of(ws, notice)))
    elif suffix == ".xlsx":
        from readiness.reports.board_workbook import board_workbook

        save(output, board_workbook(name, board_of(ws, notice, now), marking=marking))
    elif suffix == ".docx":
        from readiness.reports.brief import brief_document

        save(output, brief_document(name, board_of(ws, notice, now), marking=marking))
    else:
        raise UsageError("The file must end in .ics, .xlsx or .docx.", output.name, "Choose one of these.")
