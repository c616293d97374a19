"""Gaps as plain files: csv, Markdown, and rows for a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from readiness.core.gaps import Gap

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
