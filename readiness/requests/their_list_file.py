"""The inspectorate's own request list as it arrives: a workbook, csv, Word, odt, pdf, or pasted text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from readiness.base.deadlines import CountHours, all_hours, due_of_cell, read_due
from readiness.base.errors import RefusedError
from readiness.base.people_tables import PeopleTables
from readiness.base.text import quoted, visible
from readiness.formats.doors import REQUEST_LISTS, TEXTS, WORD
from readiness.formats.sheets.grids import Grid, document_grids, document_lines, sheet_grids
from readiness.formats.sheets.reading import Cell, cell_text
from readiness.requests.their_list_text import text_content

DueOf = Callable[[str], datetime | None]
"""The deadline that words say, when it can be told."""

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
    r"[\s(\u2013-]*\b(?:by|due|deadline:?|before|within|no later than)\b[: ]*"
    r"(.{0,60}?(?:\d|day\b|tomorrow|today|noon|hours).{0,40}?)[).]*$",
    re.IGNORECASE,
)

_LEAST_LETTERS = 2
"""Letters from which words may ask for something: ``SEF`` does, a lone mark does not."""

_GUIDANCE = re.compile(
    r"\b(?:guid\w*|instruction\w*|notes?|read ?me|how to|cover|contents|glossary|key|definitions?)\b",
    re.IGNORECASE,
)
"""Names of sheets that say how to answer and ask for nothing."""

_SHOWN = 60
"""Characters shown of a line that was not taken for a request."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Positions of what a table says, -1 where it does not, and the rows taken up by headings."""

    title: int
    reference: int = -1
    due: int = -1
    section: int = -1
    first_row: int = 0


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


@dataclass(frozen=True, slots=True)
class TheirList:
    """A list as it was read."""

    lines: tuple[RequestLine, ...]
    left_out: tuple[str, ...] = ()
    """What was seen and not taken for requests, in words: sheets by name, and other lines."""


def read_their_list(
    path: Path,
    *,
    near: date,
    received: datetime | None = None,
    sheets: Sequence[str] = (),
    count_hours: CountHours = all_hours,
) -> TheirList:
    """Every line of the list, and what was seen and not read as one.

    Hidden sheets and those named as guidance are left out and named, unless they are chosen.

    Args:
        path: A workbook, csv, Word, odt or pdf file, or text as it was pasted.
        near: A date the deadlines are near; gives the year to deadlines without one.
        received: When the call came (aware), for deadlines given in hours.
        sheets: Names of the sheets to read, those alone; empty for all that are shown.
        count_hours: How a number of hours is counted.

    Raises:
        RefusedError: The file is of another kind, damaged, has no line that could be an item or no such
            sheet, or is a list of people, of which nothing is kept.
        StorageError: The file cannot be opened.
    """
    grids, spoken, left = _content(path, sheets)
    _need_no_people(grids, spoken, near, path)
    due_of = partial(read_due, near=near, received=received, count_hours=count_hours)
    lines = [line for grid in grids for line in _grid_lines(grid, due_of)]
    texts = list(_text_lines(spoken, due_of, is_alone=not lines))
    if not lines and not texts:
        raise RefusedError(
            "No line of the list could be read.",
            visible(path.name),
            "It needs a table, or a numbered list, with one request on each line.",
        )
    taken = {line.place for line in texts}
    passed = tuple(
        f"paragraph {number}: {quoted(text, _SHOWN)}"
        for number, kind, text in spoken
        if kind != "heading" and f"paragraph {number}" not in taken
    )
    return TheirList((*lines, *texts), (*left, *passed))


def _chosen(
    grids: Sequence[Grid], wanted: Sequence[str], path: Path
) -> tuple[tuple[Grid, ...], tuple[str, ...]]:
    """The sheets that are read, and in words those that are not."""
    if wanted:
        keys = {f"sheet {name.strip()}".casefold() for name in wanted}
        chosen = tuple(grid for grid in grids if grid.name.casefold() in keys)
        if len(chosen) < len(keys):
            names = ", ".join(grid.name.removeprefix("sheet ") for grid in grids)
            raise RefusedError("There is no such sheet.", visible(path.name), f"Its sheets: {names}.")
        return chosen, ()
    usual = tuple(grid for grid in grids if not grid.is_hidden)
    listed = tuple(grid for grid in usual if not _GUIDANCE.search(grid.name)) or usual
    left = tuple(
        f"{grid.name}, which is {'hidden' if grid.is_hidden else 'named as guidance'}: choose it to read it"
        for grid in grids
        if grid not in listed
    )
    return listed, left


def _need_no_people(
    grids: Iterable[Grid], spoken: Iterable[tuple[int, str, str]], near: date, path: Path
) -> None:
    """Refuse a list of children, such as a person-level list given by mistake; nothing of it is told."""
    people = PeopleTables(near)
    for grid in grids:
        for _number, cells in grid.rows:
            people.take(" | ".join(cell_text(cell) for cell in cells), table=grid.name, place=grid.name)
    for _number, _kind, text in spoken:
        people.take(text, table="text", place="the text")
    if found := people.found():
        raise RefusedError(
            "This is a list of people, not a list of requests. Nothing of it was kept.",
            f"{visible(path.name)}: {', '.join(one.place for one in found)}",
            "Choose the inspectorate's list. A person-level list is checked with 'readiness lists check'.",
        )


def _content(
    path: Path, sheets: Sequence[str]
) -> tuple[tuple[Grid, ...], tuple[tuple[int, str, str], ...], tuple[str, ...]]:
    """The tables of a list, its paragraphs, and the sheets left out, in words."""
    if not REQUEST_LISTS.takes(path):
        raise RefusedError(
            "This kind of file cannot be read as a list of requests.",
            visible(path.name),
            f"Save it as {REQUEST_LISTS.words} and try again; or paste its words.",
        )
    if WORD.takes(path):
        return tuple(document_grids(path)), tuple(document_lines(path)), ()
    if TEXTS.takes(path):
        return *text_content(path), ()
    grids, left = _chosen(tuple(sheet_grids(path)), sheets, path)
    return grids, (), left


def _grid_lines(grid: Grid, due_of: DueOf) -> Iterator[RequestLine]:
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
            _due(cells, columns.due, due_of),
            due_text,
        )


def _due(cells: Sequence[Cell], at: int, due_of: DueOf) -> datetime | None:
    if not 0 <= at < len(cells):
        return None
    cell = cells[at]
    return due_of_cell(cell) if isinstance(cell, date) else due_of(cell_text(cell))


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
    paragraphs: Sequence[tuple[int, str, str]], due_of: DueOf, *, is_alone: bool
) -> Iterator[RequestLine]:
    """Lines outside tables: list and numbered paragraphs, under their headings.

    Where there is neither a table nor such a paragraph (`is_alone`), every paragraph is a line.
    """
    section = ""
    every = is_alone and not any(
        kind == "list" or _NUMBERED.fullmatch(text) for _, kind, text in paragraphs if kind != "heading"
    )
    for number, kind, text in paragraphs:
        if kind == "heading":
            section = text
            continue
        found = _NUMBERED.fullmatch(text)
        if kind != "list" and found is None and not every:
            continue
        reference, words = (found.group(1).rstrip(".):"), found.group(2)) if found else ("", text)
        due = _DUE_IN_TEXT.search(words)
        due_text = due.group(0).strip(" ()-\u2013.") if due else ""
        moment = due_of(due_text) if due_text else None
        title = words[: due.start()].strip(" ,;:(\u2013-") if due and moment else words.strip()
        if sum(one.isalpha() for one in title) >= _LEAST_LETTERS:
            is_bullet = not any(one.isalnum() for one in reference)
            yield RequestLine(
                f"paragraph {number}", title, "" if is_bullet else reference, section, moment, due_text
            )
