"""Gaps as files: marked, said to be an example where they are one, and written through the one door."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from readiness.gaps.export import GapPage, gap_file, gaps_as_text
from readiness.workspace.output import marking, notices, save

if TYPE_CHECKING:
    from readiness.gaps.report import GapReport
    from readiness.workspace.workspace import Workspace


def export_gaps(
    ws: Workspace, report: GapReport, output: Path, form: str, *, replace: bool = False, why_then: str = ""
) -> None:
    """Write the gaps of a report in one of `GAP_FORMATS`.

    Raises:
        UsageError: The format is not known.
        RefusedError: Something stands there that may not be replaced.
        StorageError: The file cannot be written.
    """
    ws.need_definition()
    save(output, gap_file(report, page_of(ws, report, why_then), form), replace=replace)


def gaps_text(ws: Workspace, report: GapReport, form: str, why_then: str = "") -> str:
    """The gaps as csv, md or json text; raises UsageError for another format."""
    ws.need_definition()
    return gaps_as_text(report, page_of(ws, report, why_then), form)


def page_of(ws: Workspace, report: GapReport, why_then: str = "") -> GapPage:
    """What stands around the gaps: whose they are, the strongest marking of what they name, the notices."""
    evidence = ws.records.evidence
    named = {name for gap in report for name in gap.records if name in evidence}
    mark = marking(ws.area, ws.framework, (evidence[name] for name in named))
    return GapPage(ws.area.name, mark, notices(ws.area), why_then)
