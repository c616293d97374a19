"""Gaps as plain files: csv, Markdown, and rows for a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from readiness.base.date_words import day_words
from readiness.base.errors import UsageError
from readiness.base.text import plain_json, visible
from readiness.formats.sheets.writing import csv_text
from readiness.gaps.report import Gap, GapReport

COLUMNS = ("Severity", "Check", "Where", "Criteria", "What", "To do", "Owner", "Due", "Records")


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
    writer.writerows([csv_text(cell) for cell in row] for row in rows(gaps))
    return target.getvalue()


@dataclass(frozen=True, slots=True)
class GapPage:
    """What stands around the gaps in a document."""

    area: str
    marking: str
    notices: tuple[str, ...] = ()
    """Said first, such as that the area is an example."""
    why_then: str = ""
    """Why it is as at its date; empty while no notice runs."""


def to_markdown(
    gaps: Iterable[Gap], title: str, above: Iterable[str] = (), columns: Sequence[str] = COLUMNS
) -> str:
    """The gaps as a Markdown table under a heading and what is said above it."""
    lines = [f"# {_cell(title)}", ""]
    for words in above:
        lines += [_cell(words), ""]
    lines += ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows(gaps)]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    escaped = visible(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("[", "\\[")
    return " ".join(escaped.split())


GAP_FORMATS = ("csv", "md", "xlsx", "docx", "json")


def gap_file(report: GapReport, page: GapPage, form: str) -> bytes:
    """The gaps of a report as a file in one of `GAP_FORMATS`.

    Raises:
        UsageError: The format is not known.
    """
    if form == "docx":
        from readiness.gaps.document import gap_report_document

        return gap_report_document(
            report, as_at=report.as_at, marking=page.marking, notices=page.notices, why_then=page.why_then
        )
    if form == "xlsx":
        return _gap_workbook(report, page)
    return gaps_as_text(report, page, form).encode("utf-8-sig" if form == "csv" else "utf-8")


def gaps_as_text(report: GapReport, page: GapPage, form: str) -> str:
    """The gaps of a report as csv, md or json text.

    Raises:
        UsageError: The format is not one of these.
    """
    if form == "csv":
        return to_csv(report)
    if form == "md":
        return to_markdown(
            report,
            _gaps_title(page, report.as_at),
            (page.marking, *page.notices, *filter(None, (page.why_then,))),
            _columns(report),
        )
    if form == "json":
        return plain_json(to_data(report)) + "\n"
    raise UsageError(f"'{form}' is not a format for gaps.", "", f"Choose one of: {', '.join(GAP_FORMATS)}.")


def gaps_data(gaps: Sequence[Gap]) -> list[dict[str, Any]]:
    """The gaps as JSON-ready mappings."""
    return to_data(gaps)


def _gap_workbook(report: GapReport, page: GapPage) -> bytes:
    from readiness.formats.sheets.writing import SheetColumn, SheetContent, workbook_bytes

    title = _gaps_title(page, report.as_at)
    told = f"{title} ({page.why_then})" if page.why_then else title
    widths = (10, 26, 10, 12, 70, 60, 22, 12, 24)
    columns = tuple(SheetColumn(*one) for one in zip(_columns(report), widths, strict=True))
    sheet = SheetContent("Gaps", columns, rows(report), notes=(*page.notices, told))
    return workbook_bytes([sheet], title=title, dated=report.as_at, marking=page.marking)


def _columns(report: GapReport) -> tuple[str, ...]:
    """The headings people read, as the framework calls what is evaluated; those of csv never change."""
    return tuple(map(report.index.framework.terms.said, COLUMNS))


def _gaps_title(page: GapPage, as_at: date) -> str:
    return f"{page.area}: gaps as at {day_words(as_at)}"
