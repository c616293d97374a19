"""What the boxes about lists say: places and counts of person-level lists, changes of a request map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.core.wording import counted
from readiness.tui.dialogs.report import heading
from readiness.tui.text import line, plain

if TYPE_CHECKING:
    from textual.content import Content

    from readiness.core.person_list_report import Finding, ListReport
    from readiness.core.request_map import MapPlan

_MUTED = "$text-muted"


def list_lines(report: ListReport) -> list[Content]:
    """What is wrong with the lists: a summary, counts by rule, then places; never a value."""
    errors, queries = counted(report.errors, "error"), counted(report.queries, "query", "queries")
    parts = [plain(f"{errors}, {queries}; as at {report.as_at:%d/%m/%Y}.", "bold")]
    parts += [
        line(
            plain(f"{one.source}: ", "bold"),
            f"{one.title}, {counted(one.rows, 'row')}; {one.rows_with_errors} with errors, "
            f"{one.rows_with_queries} with queries",
        )
        for one in report.sheets
    ]
    if report.skipped_sheets:
        parts.append(plain(f"Fit no list: {', '.join(report.skipped_sheets)}"))
    not_run = sorted({rule for one in report.sheets for rule in one.rules_not_run})
    if not_run:
        parts.append(plain(f"Not checked, a column is missing: {', '.join(not_run)}"))
    parts.append(heading("Counts"))
    parts += [
        line(plain(f"{one.count:>5} {one.severity:<6} ", "bold"), f"{one.heading}: {one.message}")
        for one in report.tallies
    ]
    parts += [] if report.tallies else [plain("No fault found.")]
    parts.append(heading("Places"))
    parts += [_place(one) for one in report.findings]
    parts += [] if report.findings else [plain("None.")]
    return parts


def map_lines(plan: MapPlan) -> list[Content]:
    """What a filled-in map would change, and where somebody here changed the same."""
    from readiness.services.request_map import field_changes

    changes = field_changes(plan)
    parts = [plain(f"{counted(len(changes), 'change')}, {counted(len(plan.conflicts), 'conflict')}.", "bold")]
    parts += [
        line(
            plain(f"{one.item_id:<7} ", "bold"),
            f"{_field(one.field)}: {one.before or 'nothing'} -> {one.after or 'nothing'}",
        )
        for one in changes
    ]
    if plan.conflicts:
        parts.append(heading("Changed in both places"))
        parts += [
            line(
                plain(f"{one.item_id:<7} ", "bold"),
                f"{_field(one.field)}: the file says {one.mine or 'nothing'}, "
                f"here it says {one.theirs or 'nothing'}",
            )
            for one in plan.conflicts
        ]
    if plan.problems:
        parts.append(heading("Could not be taken"))
        parts += [plain(str(one)) for one in plan.problems]
    return parts


def _place(one: Finding) -> Content:
    row = f"row {one.row}" if one.row else "sheet"
    column = f" column {one.column}" if one.column else ""
    also = f" (see {one.see_also})" if one.see_also else ""
    return line(
        plain(f"{one.severity:<6} {row}{column} ", "bold"),
        f"{one.heading}: {one.message}{also} ",
        plain(one.hint, _MUTED),
    )


def _field(name: str) -> str:
    return name.replace("_", " ")
