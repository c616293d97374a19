"""One page for the strategic lead: where the asks stand, what is at risk, who must act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from readiness.base.date_words import weekday_words
from readiness.base.text import counted
from readiness.formats.word.assemble import Content, build
from readiness.formats.word.model import Block, Cell, Column, Part, Table, cell, strong, words
from readiness.formats.word.package import LANGUAGE
from readiness.model.vocabulary import RISK_TITLES
from readiness.rules.board import Board, BoardRow, time_words

_MOST = 9
"""Asks at risk that fit on the page."""


def brief_document(
    area: str, board: Board, *, marking: str, notices: Iterable[str] = (), language: str = LANGUAGE
) -> bytes:
    """The brief as the bytes of a .docx file, marked as of a language; one page of A4."""
    title = f"Inspection brief: {area}"
    return build(
        Content(
            title=title,
            author=area,
            identifier=f"brief-{board.schedule.notice.id}-{board.now:%Y%m%d%H%M}",
            dated=board.now.date().isoformat(),
            header=marking,
            footer=title,
            cover=(),
            contents_title="",
            parts=(Part(tuple(_blocks(area, board, notices))),),
            language=language,
        )
    )


def _blocks(area: str, board: Board, notices: Iterable[str]) -> Iterator[Block]:
    notice = board.schedule.notice
    received = board.schedule.day_0
    yield words("heading1", f"Inspection brief: {area}")
    yield from (words("body", strong(notice)) for notice in notices)
    yield words("body", f"As things stood on {_moment(board.now)}.")
    yield words(
        "body",
        strong(f"{board.schedule.timetable.title}. "),
        f"The call came {weekday_words(received)}; inspectors are on site from "
        f"{weekday_words(board.schedule.on_site) if board.schedule.on_site else 'a day not known yet'}. "
        f"Notice {notice.id}.",
    )
    yield _deadlines(board)
    worst = [row for row in board.rows if row.risk in {"overdue", "late", "unowned", "tight"}]
    if not worst:
        yield words("body", "No ask is at risk at this moment.")
        return
    yield words("body", strong(f"{counted(len(worst), 'ask')} at risk. "), _shown(len(worst)))
    yield Table(
        "Asks at risk, worst first",
        "Each row is an ask that may not be handed over in time, with who has it and the time left.",
        (Column("Ask", 3.4), Column("Who", 1.4), Column("Time", 1.2), Column("Why", 1)),
        tuple(_risk_cells(row) for row in worst[:_MOST]),
    )
    yield words("table_note", "Deadlines marked assumed or inferred are not confirmed by the inspectorate.")


def _deadlines(board: Board) -> Table:
    return Table(
        "Asks by deadline",
        "Each row is a deadline with how many asks are due then and how they stand.",
        (
            Column("Deadline", 3),
            Column("Due", 2.2),
            Column("Asked", 0.8, is_figure=True),
            Column("Ready", 0.8, is_figure=True),
            Column("Handed over", 1, is_figure=True),
            Column("Open", 0.8, is_figure=True),
        ),
        tuple(
            (
                cell(one.title),
                cell(f"{_moment(one.due)} ({one.status})" if one.due else "", empty="not known yet"),
                cell(str(one.asked)),
                cell(str(one.ready)),
                cell(str(one.handed_over)),
                cell(str(one.open)),
            )
            for one in board.deadlines()
        ),
    )


def _risk_cells(row: BoardRow) -> tuple[Cell, ...]:
    left = time_words(row.left) if row.left is not None else ""
    return (
        cell(f"{row.ask.id} {row.ask.title}"),
        cell(row.ask.state.owner, empty="no owner"),
        cell(left, empty="no deadline"),
        cell(RISK_TITLES[row.risk]),
    )


def _shown(count: int) -> str:
    return f"The {_MOST} worst are listed; the board has the rest." if count > _MOST else "All are listed."


def _moment(at: datetime) -> str:
    return f"{weekday_words(at.date())} {at:%H:%M}"
