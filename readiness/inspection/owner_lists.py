"""A list for each owner of what is asked of them, for colleagues who never open the program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.date_words import weekday_words
from readiness.base.errors import UsageError
from readiness.base.file_names import name_key, unused_name
from readiness.base.text import counted, visible
from readiness.formats.sheets.writing import CellValue, SheetColumn, SheetContent, workbook_bytes
from readiness.formats.word.assemble import Content, build
from readiness.formats.word.model import Block, Column, Part, Table, cell, strong, words
from readiness.inspection.notice import board_of, supposed_on
from readiness.model.vocabulary import REQUEST_STATUS_TITLES, RISK_TITLES, doubt
from readiness.rules.board import Board, BoardRow
from readiness.rules.calendar.call import current
from readiness.workspace.clock import supposed_call
from readiness.workspace.output import DRILL_MARK, marking, notices, save_all

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace

NOBODY = "nobody yet"
"""Whose list has what nobody owns."""

_WORD_TYPE = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")

_SHEET_TYPE = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@dataclass(frozen=True, slots=True)
class OwnerList:
    """What is asked of one owner."""

    owner: str
    """As first written; empty for what nobody owns."""
    email: str
    """Their address, where who is who has it."""
    rows: tuple[BoardRow, ...]
    """What they still have to do, the earliest deadline first."""


@dataclass(frozen=True, slots=True)
class _About:
    """What every list says."""

    area: str
    why: str
    """The call, in words."""
    put: str
    marking: str
    notices: tuple[str, ...]
    now: datetime
    mark: str
    """``DRILL: `` in a rehearsal; else empty."""
    language: str
    """Of the definition (BCP 47)."""


def owner_lists(ws: Workspace, board: Board, owner: str = "") -> tuple[OwnerList, ...]:
    """The open asks of a board by owner, in the owners' order, what nobody owns last.

    Args:
        ws: The workspace, for who is who.
        board: The asks.
        owner: Only owners of this name, or part of it; empty for all.
    """
    found: dict[str, list[BoardRow]] = {}
    names: dict[str, str] = {}
    for row in board.rows:
        if row.ask.is_ready or not row.ask.is_wanted:
            continue
        name = " ".join(row.ask.state.owner.split())
        names.setdefault(name.casefold(), name)
        found.setdefault(name.casefold(), []).append(row)
    lists = (
        OwnerList(names[key], _address(ws, names[key]), tuple(sorted(rows, key=_soonest)))
        for key, rows in sorted(found.items(), key=lambda pair: (not pair[0], pair[0]))
    )
    return tuple(one for one in lists if owner.casefold() in one.owner.casefold())


def export_owner_lists(
    ws: Workspace, folder: Path, *, now: datetime, owner: str = "", replace: bool = False
) -> tuple[Path, ...]:
    """Write each owner's list as Word, as a workbook and as an e-mail draft with both, in one act.

    While no notice runs they say what would be asked if the call came next. What a drill writes says so.

    Raises:
        UsageError: The framework has no timetable, or nobody of this name has anything to do.
        TakenError: A file of these names exists and may not be replaced; nothing is written.
        StorageError: The disk refuses.
    """
    running = current(ws.records)
    notice = running or supposed_on(ws, supposed_call(ws))
    board = board_of(ws, notice, now if running else notice.received)
    lists = owner_lists(ws, board, owner)
    if not lists:
        raise UsageError("Nobody has anything left to do.", visible(owner), "Leave --owner out for all.")
    about = _about(ws, board, is_running=running is not None)
    drill = f"{DRILL_MARK}-" if about.mark else ""
    files: dict[str, bytes] = {}
    for one in lists:
        stem = unused_name(
            f"{drill}{one.owner or NOBODY}", {name_key(name.rpartition(".")[0]) for name in files}
        )
        made = {f"{stem}.docx": _document(about, one), f"{stem}.xlsx": _workbook(about, one)}
        files |= {**made, f"{stem}.eml": _draft(about, one, made)}
    if drill and DRILL_MARK not in folder.name:
        folder = folder.with_name(f"{drill}{folder.name}")
    return save_all(folder, files, replace=replace)


def _about(ws: Workspace, board: Board, *, is_running: bool) -> _About:
    schedule = board.schedule
    drill = schedule.notice.is_drill
    came = f"{weekday_words(schedule.day_0)}"
    why = f"The call came {came}" if is_running else f"If the call came {came}"
    on_site = f"; inspectors on site {weekday_words(schedule.on_site)}" if schedule.on_site else ""
    return _About(
        area=ws.area.name,
        why=f"{schedule.timetable.title}. {why}{on_site}.",
        put=ws.area.files_go.strip(),
        marking=marking(ws.area, ws.framework),
        notices=notices(ws.area),
        now=board.now,
        mark=f"{DRILL_MARK}: " if drill else "",
        language=ws.framework.language,
    )


def _address(ws: Workspace, owner: str) -> str:
    return next((one.email for one in ws.area.contacts if one.email and one.is_called(owner)), "")


def _soonest(row: BoardRow) -> tuple[float, str]:
    return (row.due.timestamp() if row.due else float("inf"), row.ask.id)


def _title(about: _About, one: OwnerList) -> str:
    return f"{about.mark}{visible(about.area)}: asked of {visible(one.owner) or NOBODY}"


def _where(about: _About) -> str:
    return (
        f"Put each file here: {about.put}" if about.put else "Send each file to whoever sent you this list."
    )


def _due(row: BoardRow) -> str:
    if row.due is None:
        return "no deadline yet"
    late = f", {RISK_TITLES[row.risk]}" if row.risk == "overdue" else ""
    return f"{weekday_words(row.due.date())} {row.due:%H:%M}{doubt(row.due_status)}{late}"


def _wanted(row: BoardRow) -> str:
    form = row.ask.item.format if row.ask.item else ""
    asked = next((line for line in row.ask.state.asks if line.by), None)
    return "; ".join(part for part in (form, f"asked by {asked.by}" if asked else "") if part)


def _document(about: _About, one: OwnerList) -> bytes:
    """The list in Word, in the language of the definition."""
    title = _title(about, one)
    return build(
        Content(
            title=title,
            author=visible(about.area),
            identifier=f"asks-{about.now:%Y%m%d%H%M}",
            dated=about.now.date().isoformat(),
            header=visible(about.marking),
            footer=title,
            cover=(),
            contents_title="",
            parts=(Part(tuple(_blocks(about, one))),),
            language=about.language,
            watermark=DRILL_MARK if about.mark else "",
        )
    )


def _blocks(about: _About, one: OwnerList) -> Iterator[Block]:
    yield words("heading1", _title(about, one))
    yield from (words("body", strong(said)) for said in about.notices)
    yield words("body", about.why)
    yield words("body", strong(visible(_where(about))))
    yield Table(
        f"What is asked of {'you' if one.owner else NOBODY}, the earliest first",
        "Each row is one thing to produce, with its deadline and how far it is.",
        (Column("Ask", 4), Column("By", 2), Column("Needs", 0.9), Column("How far", 1.2)),
        tuple(
            (
                cell(_what(row)),
                cell(_due(row)),
                cell(row.needs.removeprefix("needs "), empty="not said"),
                cell(REQUEST_STATUS_TITLES[row.ask.state.status]),
            )
            for row in one.rows
        ),
    )
    yield words("table_note", f"As things stood on {weekday_words(about.now.date())} at {about.now:%H:%M}.")


def _what(row: BoardRow) -> str:
    wanted = _wanted(row)
    return visible(f"{row.ask.id} {row.ask.title}{f' ({wanted})' if wanted else ''}")


_COLUMNS = (
    SheetColumn("Id", 9),
    SheetColumn("What is asked", 60),
    SheetColumn("Form", 24),
    SheetColumn("Due", 18),
    SheetColumn("Confirmed?", 12),
    SheetColumn("Needs (working hours)", 12),
    SheetColumn("How far", 14),
    SheetColumn("Put it here", 40),
)


def _workbook(about: _About, one: OwnerList) -> bytes:
    title = _title(about, one)
    sheet = SheetContent(
        "Asks", _COLUMNS, _sheet_rows(about, one.rows), (*about.notices, title, about.why), 1
    )
    return workbook_bytes([sheet], title=title, dated=about.now.date(), marking=about.marking)


def _sheet_rows(about: _About, rows: Iterable[BoardRow]) -> Iterator[Sequence[CellValue]]:
    for row in rows:
        state = row.ask.state
        yield (
            row.ask.id,
            row.ask.title,
            _wanted(row),
            row.due,
            row.due_status if row.due else "",
            state.lead_time_hours,
            REQUEST_STATUS_TITLES[state.status],
            about.put,
        )


def _draft(about: _About, one: OwnerList, files: dict[str, bytes]) -> bytes:
    """An e-mail nobody has sent: mail programs open it as a draft; the same list gives the same bytes."""
    message = EmailMessage(policy=SMTP)
    count = counted(len(one.rows), "item")
    of_whom = "asked of you" if one.owner else "asked of nobody yet"
    message["Subject"] = f"{about.mark}{visible(about.area)}: {count} {of_whom} for the inspection"
    if one.email:
        message["To"] = visible(one.email)
    message["X-Unsent"] = "1"
    lines = [
        *about.notices,
        about.why,
        "",
        *(f"- {row.ask.id} {row.ask.title}: by {_due(row)}" for row in one.rows),
        "",
        _where(about),
        "The same list is attached, in Word and as a workbook.",
    ]
    marked = [about.marking, "", *lines] if about.marking else lines
    message.set_content("\n".join(visible(line) for line in marked))
    for name, data in files.items():
        main, sub = _WORD_TYPE if name.endswith(".docx") else _SHEET_TYPE
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    message.set_boundary("=_readiness_list")
    return message.as_bytes()
