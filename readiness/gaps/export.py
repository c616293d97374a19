"""Gaps as plain files: csv, Markdown, and rows for a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readiness.base.dates import day_words
from readiness.base.errors import UsageError
from readiness.gaps.report import Gap
from readiness.workspace.output import save

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace

COLUMNS = ("Severity", "Check", "Where", "Criteria", "What", "To do", "Owner", "Due", "Records")

_RISKY = ("=", "+", "-", "@", "\t", "\r")


def rows(gaps: Iterable[Gap]) -> list[tuple[str, ...]]:
    """The gaps as rows of text under `COLUMNS`."""
    return [
        (
            gap.severity,
            gap.check,
            gap.subject,
            " ".join(gap.criteria),
            gap.reason,
            gap.remedy,
            gap.owner,
            gap.due.isoformat() if gap.due else "",
            " ".join(gap.records),
        )
        for gap in gaps
    ]


def to_data(gaps: Iterable[Gap]) -> list[dict[str, Any]]:
    """The gaps as JSON-ready mappings."""
    return [
        {
            "check": gap.check,
            "severity": gap.severity,
            "subject_kind": gap.subject_kind,
            "subject": gap.subject,
            "criteria": list(gap.criteria),
            "reason": gap.reason,
            "remedy": gap.remedy,
            "fix": gap.fix,
            "owner": gap.owner or None,
            "due": gap.due,
            "records": list(gap.records),
            "part_of": gap.part_of or None,
        }
        for gap in gaps
    ]


def to_csv(gaps: Iterable[Gap]) -> str:
    """The gaps as csv text; a cell that a spreadsheet would run as a formula gets a leading apostrophe."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(cell) for cell in row] for row in rows(gaps))
    return target.getvalue()


def to_markdown(gaps: Iterable[Gap], title: str) -> str:
    """The gaps as a Markdown table under a heading."""
    lines = [f"# {_cell(title)}", "", "| " + " | ".join(COLUMNS) + " |", "|" + " --- |" * len(COLUMNS)]
    lines += ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows(gaps)]
    return "\n".join(lines) + "\n"


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RISKY) else cell


def _cell(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("[", "\\[")
    return " ".join(escaped.split())


GAP_FORMATS = ("csv", "md", "xlsx", "docx", "json")


def export_gaps(ws: Workspace, gaps: Sequence[Gap], form: str, output: Path, *, as_at: date) -> None:
    """Write gaps in one of `GAP_FORMATS`; `table` goes by the file's ending.

    Raises:
        UsageError: The format is not known.
        StorageError: The file cannot be written.
    """
    chosen = output.suffix.lstrip(".").casefold() if form == "table" else form
    if chosen == "docx":
        from readiness.gaps.document import gap_report_document
        from readiness.gaps.report import GapReport

        chosen_gaps = GapReport(ws.index, as_at, ws.files, {}, list(gaps))
        save(output, gap_report_document(chosen_gaps, as_at=as_at, marking=ws.area.marking))
    elif chosen == "xlsx":
        save(output, _gap_workbook(ws, gaps, as_at))
    else:
        save(
            output, gaps_as_text(ws, gaps, chosen, as_at).encode("utf-8-sig" if chosen == "csv" else "utf-8")
        )


def gaps_as_text(ws: Workspace, gaps: Sequence[Gap], form: str, as_at: date) -> str:
    """Gaps as csv, md or json text.

    Raises:
        UsageError: The format is not one of these.
    """
    if form == "csv":
        return to_csv(gaps)
    if form == "md":
        return to_markdown(gaps, _gaps_title(ws, as_at))
    if form == "json":
        import json

        return json.dumps(to_data(gaps), ensure_ascii=False, indent=2, default=str) + "\n"
    raise UsageError(f"'{form}' is not a format for gaps.", "", f"Choose one of: {', '.join(GAP_FORMATS)}.")


def gaps_data(gaps: Sequence[Gap]) -> list[dict[str, Any]]:
    """The gaps as JSON-ready mappings."""
    return to_data(gaps)


def _gap_workbook(ws: Workspace, gaps: Sequence[Gap], as_at: date) -> bytes:
    from readiness.formats.sheets.writing import SheetColumn, SheetContent, workbook_bytes

    widths = (10, 26, 10, 12, 70, 60, 22, 12, 24)
    columns = tuple(SheetColumn(name, width) for name, width in zip(COLUMNS, widths, strict=True))
    sheet = SheetContent("Gaps", columns, rows(gaps), notes=(_gaps_title(ws, as_at),))
    return workbook_bytes([sheet], title=_gaps_title(ws, as_at), dated=as_at, marking=ws.area.marking)


def _gaps_title(ws: Workspace, as_at: date) -> str:
    return f"{ws.area.name}: gaps as at {day_words(as_at)}"
