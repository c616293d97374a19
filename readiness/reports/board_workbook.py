"""The board of asks as a workbook."""

from __future__ import annotations

from readiness.core.board import Board, BoardRow
from readiness.core.requests import REQUEST_STATUS_TITLES
from readiness.core.wording import weekday_words
from readiness.reports.workbook import SheetColumn, SheetContent, workbook_bytes

_COLUMNS = (
    SheetColumn("Id", 9),
    SheetColumn("Item", 60),
    SheetColumn("Answered by", 12),
    SheetColumn("Owner", 22),
    SheetColumn("Status", 14),
    SheetColumn("Risk", 12),
    SheetColumn("Due", 22),
    SheetColumn("Deadline confirmed?", 12),
    SheetColumn("Needs (working hours)", 12),
    SheetColumn("Evidence", 24),
    SheetColumn("Notes", 40),
)


def board_workbook(area: str, board: Board, *, marking: str) -> bytes:
    """The board worst first, one row an ask, as the bytes of an xlsx file."""
    now = f"{weekday_words(board.now.date())} {board.now:%H:%M}"
    title = f"{area}: board of asks, {now}"
    sheet = SheetContent("Board", _COLUMNS, [_cells(row) for row in board.rows], notes=(title,))
    return workbook_bytes([sheet], title=title, dated=board.now.date(), marking=marking)


def _cells(row: BoardRow) -> tuple[str | int | None, ...]:
    state = row.ask.state
    return (
        row.ask.id,
        row.ask.title,
        row.body,
        state.owner or "no owner",
        REQUEST_STATUS_TITLES[state.status],
        row.risk.replace("_", " "),
        f"{weekday_words(row.due.date())} {row.due:%H:%M}" if row.due else "",
        row.due_status,
        state.lead_time_hours,
        " ".join(row.evidence),
        state.reason or state.notes,
    )
