"""The inspectorate's own request list as it arrives: xlsx, ods, csv, or a Word file's tables or lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from readiness.base.deadlines import due_of_cell, read_due
from readiness.base.errors import RefusedError
from readiness.base.text import visible
from readiness.formats.sheets.grids import Grid, document_grids, document_lines, sheet_grids
from readiness.formats.sheets.reading import Cell, cell_text

_HEADER_ROWS = 20
"""Headings are looked for in the first rows only."""

_ROLE_WORDS: dict[str, tuple[str, ...]] = {
    "reference": ("ref", "reference", "no", "number", "item no", "item number", "id", "ref no",
                  "request no", "#"),
    "due": ("deadline", "due", "due date", "due by", "by when", "required by", "date required", "when",
            "needed by", "return by", "timescale", "date due", "submission date", "date"),
    "title": ("item", "document", "information", "information requested", "information required", "request",
              "description", "evidence", "item requested", "data", "requirement", "what", "details",
              "document requested"),
    "section": ("section", "category", "theme", "area", "heading", "part", "group", "topic"),
}  # fmt: skip

_REFERENCE = re.compile(
    r"(?:[A-Za-z]{1,4}[ .-]?)?\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?\.?|[A-Za-z]\.?|[ivx]{1,5}\.?", re.ASCII
)

_NUMBERED = re.compile(
    r"\s*((?:[A-Za-z]{1,4}[ -]?)?\d{1,3}(?:\.\d{1,3}){0,3}[.):]?|[A-Za-z][.)]|[\u2022\u00b7*\u2013-])\s+(.+)",
    re.ASCII,
)

_DUE_IN_TEXT = re.compile(
    r"[\s(\u2013-]*\b(?:by|due|deadline:?|before|within|no later than)\b[: ]*(.{0,60}?\d.{0,40}?)[).]*$",
    re.IGNORECASE,
)

_LEAST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class _Columns:
    """Positions of what a table says, -1 where it does not, and the rows taken up by headings."""

    title: int
    reference: int = -1
    due: int = -1
    section: int = -1
    first_row: int = 0


def read_request_list(path: Path, *, near: date, received: datetime | None = None) -> tuple[RequestLine, ...]:
    """Every line of the list.

    Args:
        path: xlsx, ods, csv or docx.
        near: A date the deadlines are near; gives the year to deadlines without one.
        received: When the call came (aware), for deadlines given in hours.

    Raises:
        RefusedError: The file is of another kind, damaged, or has no line that could be an item.
        StorageError: The file cannot be opened.
    """
    if path.suffix.casefold() in {".docx", ".docm"}:
        lines = [line for grid in document_grids(path) for line in _grid_lines(grid, near, received)]
        lines = lines or list(_text_lines(document_lines(path), near, received))
    else:
        lines = [line for grid in sheet_grids(path) for line in _grid_lines(grid, near, received)]
    if not lines:
        raise RefusedError(
            "No line of the list could be read.",
            visible(path.name),
            "It needs a table, or a numbered list, with one request on each line.",
        )
    return tuple(lines)


def _grid_lines(grid: Grid, near: date, received: datetime | None) -> Iterator[RequestLine]:
    columns = _columns(grid.rows)
    if columns is None:
        return
    section = ""
    for number, cells in grid.rows[columns.first_row :]:
        texts = [cell_text(cell) for cell in cells]
        different = {text for text in texts if text}
        title = _at(texts, columns.title)
        if len(different) == 1 and len(texts) > 1 and (columns.reference >= 0 or columns.due >= 0):
            section = different.pop()
            continue
        if sum(one.isalpha() for one in title) < _LEAST_LETTERS:
            continue
        due_text = _at(texts, columns.due)
        yield RequestLine(
            f"{grid.name}, row {number}",
            " ".join(title.split()),
            _at(texts, columns.reference).rstrip("."),
            _at(texts, columns.section) or section,
            _due(cells, columns.due, near, received),
            due_text,
        )


def _due(cells: Sequence[Cell], at: int, near: date, received: datetime | None) -> datetime | None:
    if not 0 <= at < len(cells):
        return None
    cell = cells[at]
    return (
        due_of_cell(cell)
        if isinstance(cell, date)
        else read_due(cell_text(cell), near=near, received=received)
    )


def _at(texts: Sequence[str], position: int) -> str:
    return texts[position] if 0 <= position < len(texts) else ""


def _columns(rows: Sequence[tuple[int, Sequence[Cell]]]) -> _Columns | None:
    """What each column is: from the row of headings that says most, else from what the cells look like."""
    best: tuple[int, int, dict[str, int]] = (0, 0, {})
    for at, (_number, cells) in enumerate(rows[:_HEADER_ROWS]):
        roles = _roles([cell_text(cell) for cell in cells])
        if "title" in roles and len(roles) > best[0]:
            best = (len(roles), at, roles)
    count, at, roles = best
    if count > 1 or (count == 1 and at + 1 < len(rows)):
        below = _heading_rows_below(rows, at)
        return _Columns(
            roles["title"], roles.get("reference", -1), roles.get("due", -1), roles.get("section", -1), below
        )
    return _guessed(rows)


def _heading_rows_below(rows: Sequence[tuple[int, Sequence[Cell]]], at: int) -> int:
    """First row after the headings; a second or third row of headings says at least two roles too."""
    after = at + 1
    while after < min(len(rows), at + 3) and len(_roles([cell_text(cell) for cell in rows[after][1]])) > 1:
        after += 1
    return after


def _roles(texts: Sequence[str]) -> dict[str, int]:
    roles: dict[str, int] = {}
    for position, text in enumerate(texts):
        words = re.sub(r"[^a-z#]+", " ", text.casefold()).strip()
        for role, known in _ROLE_WORDS.items():
            if words in known and role not in roles:
                roles[role] = position
                break
    return roles


def _guessed(rows: Sequence[tuple[int, Sequence[Cell]]]) -> _Columns | None:
    width = max((len(cells) for _number, cells in rows), default=0)
    if not width:
        return None
    columns = [[cells[at] if at < len(cells) else "" for _number, cells in rows] for at in range(width)]
    lengths = [sum(len(cell_text(cell)) for cell in column) for column in columns]
    title = lengths.index(max(lengths))
    others = [at for at in range(width) if at != title and lengths[at]]
    reference = next((at for at in others if _share(columns[at], _looks_like_reference) > 1 / 2), -1)
    due = next((at for at in others if at != reference and _share(columns[at], _looks_like_date) > 1 / 2), -1)
    return _Columns(title, reference, due)


def _share(cells: Iterable[Cell], looks: object) -> float:
    filled = [cell for cell in cells if cell_text(cell)]
    return sum(bool(looks(cell)) for cell in filled) / len(filled) if callable(looks) and filled else 0.0


def _looks_like_reference(cell: Cell) -> bool:
    return not isinstance(cell, date) and _REFERENCE.fullmatch(cell_text(cell)) is not None


def _looks_like_date(cell: Cell) -> bool:
    return isinstance(cell, date) or read_due(cell_text(cell), near=date(2025, 1, 1)) is not None


def _text_lines(
    paragraphs: Iterable[tuple[int, str, str]], near: date, received: datetime | None
) -> Iterator[RequestLine]:
    """Lines of a document without tables: its list and numbered paragraphs, under their headings."""
    section = ""
    for number, kind, text in paragraphs:
        if kind == "heading":
            section = text
            continue
        found = _NUMBERED.fullmatch(text)
        if kind != "list" and found is None:
            continue
        reference, words = (found.group(1).rstrip(".):"), found.group(2)) if found else ("", text)
        due = _DUE_IN_TEXT.search(words)
        due_text = due.group(0).strip(" ()-\u2013.") if due else ""
        moment = read_due(due_text, near=near, received=received) if due_text else None
        title = words[: due.start()].strip(" ,;:(\u2013-") if due and moment else words.strip()
        if sum(one.isalpha() for one in title) >= _LEAST_LETTERS:
            is_bullet = not any(one.isalnum() for one in reference)
            yield RequestLine(
                f"paragraph {number}", title, "" if is_bullet else reference, section, moment, due_text
            )


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One line of the list as it arrived."""

    place: str
    """Where it stands: ``sheet Request, row 7`` or ``table 1, row 3``."""
    title: str
    reference: str = ""
    section: str = ""
    due: datetime | None = None
    """The deadline it sets (aware), when it could be read."""
    due_text: str = ""
    """The deadline as written."""
