"""Other areas' published reports, kept in the workspace's folder `reports`, apart from the evidence.

One small JSON file for each report holds what was read from it; the PDF itself stays where it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base import disk
from readiness.base.disk import whole_file
from readiness.base.errors import RefusedError, StorageError
from readiness.base.file_names import legal_name
from readiness.base.problems import Problem, Where
from readiness.plan.learned_report import LearnedReport, learned
from readiness.plan.report_records import read_report_file

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace

FOLDER = "reports"
_LARGEST = 1024 * 1024
"""Bytes of the largest kept reading; real ones take a few kilobytes."""


def add_report(ws: Workspace, path: Path) -> LearnedReport:
    """Read a published report and keep what it says; one kept before from the same inspection is replaced.

    Raises:
        UsageError: There is no such file.
        RefusedError: It is no such report, or its area, dates or findings were not found.
        StorageError: The disk refused.
    """
    if ws.is_read_only:
        raise RefusedError(
            "This workspace is open read-only, so nothing can be changed.",
            f"{ws.root}: {ws.read_only_reason}",
            "Run 'readiness doctor' to see what is wrong with it.",
        )
    report = learned(read_report_file(path, ws.framework), path.name)
    if report is None:
        raise RefusedError(
            "The report's area, dates or findings were not found.",
            path.name,
            "See 'readiness report import'.",
        )
    folder = ws.root / FOLDER
    try:
        disk.make_folder(folder)
        content = report.model_dump_json(indent=2, exclude_defaults=True)
        disk.write_atomically(folder / legal_name(f"{report.key}.json"), content.encode())
    except OSError as error:
        raise StorageError(
            "The report could not be kept.", f"{folder}: {error.strerror}", "Free some room, then try again."
        ) from None
    return report


def kept_reports(ws: Workspace) -> tuple[list[LearnedReport], list[Problem]]:
    """Every report kept, in order of area and date, and a Problem for each file that cannot be read."""
    reports: list[LearnedReport] = []
    problems: list[Problem] = []
    for path in sorted((ws.root / FOLDER).glob("*.json")):
        report = _kept(path)
        if report is not None:
            reports.append(report)
        else:
            problems.append(
                Problem(
                    "warning",
                    Where(file=f"{FOLDER}/{path.name}"),
                    "This kept report cannot be read, so nothing of it is shown.",
                    "Delete the file and add the report again with 'readiness report library add'.",
                )
            )
    return sorted(reports, key=lambda report: report.key), problems


def _kept(path: Path) -> LearnedReport | None:
    """The report a file holds; None when it holds none."""
    try:
        if path.stat().st_size > _LARGEST:
            return None
        return LearnedReport.model_validate_json(whole_file(path))
    except (OSError, ValueError):
        return None
