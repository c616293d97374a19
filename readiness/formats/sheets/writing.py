"""Spreadsheets that are safe to open: words are never formulas, and equal content gives equal bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from readiness.base.text import visible

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet


@dataclass(frozen=True, slots=True)
class SheetLink:
    """A cell that shows words and opens a file beside the workbook."""

    text: str
    target: str
    """Relative path, percent-encoded."""


CellValue = str | int | float | bool | date | SheetLink | None

LONGEST_TEXT: Final = 32_767
"""Characters Excel keeps in one cell."""

_CUT_MARK: Final = " [cut: longer than a cell can hold]"

_LONGEST_SHEET_NAME: Final = 31

_EARLIEST_ZIP_YEAR: Final = 1980

_LINE: Final = 15.0
"""Points of one line of the usual type."""

_HIGHEST_ROW: Final = 405.0
"""Points, a little under the most a row may have."""

_CELL_EDGES: Final = 2
"""Characters of a column's width that its edges and its filter button take."""

_HEADER_FILL: Final = "FFD9E2EC"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its heading and how wide it is shown, in characters."""

    heading: str
    width: int = 16
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class SheetContent:
    """A sheet: one table under one header row, with lines of explanation above it."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: Iterable[Sequence[CellValue]]
    notes: tuple[str, ...] = ()
    frozen_columns: int = 0
    is_plain: bool = False
    """Leave out the wrapping of long cells, which takes most of the time of a very long sheet."""


def workbook_bytes(sheets: Iterable[SheetContent], *, title: str, dated: date, marking: str = "") -> bytes:
    """An xlsx file with the sheets in order.

    Args:
        sheets: At least one; their names are made legal and different.
        title: The document's title property.
        dated: Creation and change date in its properties; the clock is not read.
        marking: Protective marking, printed at the top and bottom of each page.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.title = _words(title)
    book.properties.creator = ""
    taken: set[str] = set()
    for sheet in sheets:
        _write_sheet(book, sheet, _sheet_name(sheet.name, taken), marking)
    target = io.BytesIO()
    book.save(target)
    return fixed_container(target.getvalue(), dated)


def fixed_container(data: bytes, dated: date) -> bytes:
    """An Office file with every time in it set to `dated`, so that equal content is equal bytes."""
    moment = (max(dated.year, _EARLIEST_ZIP_YEAR), dated.month, dated.day, 0, 0, 0)
    stamp = f"{dated:%Y-%m-%d}T00:00:00Z".encode()
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as archive:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            entry = zipfile.ZipInfo(info.filename, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, content)
    return target.getvalue()


def csv_text(value: CellValue) -> str:
    """A value as a csv cell that no spreadsheet program takes for a formula; dates are DD/MM/YYYY."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    text = visible(value.text if isinstance(value, SheetLink) else value)
    return f"'{text}" if isinstance(value, str | SheetLink) and looks_like_formula(text) else text


_FORMULA_SIGNS: Final = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def looks_like_formula(text: str) -> bool:
    """Whether some spreadsheet program would run a cell of this text, or take it for a number or a link.

    They pass over spaces before the sign, and take the full-width signs for the plain ones.
    """
    return text.startswith(_FORMULA_SIGNS) or text.lstrip().startswith(_FORMULA_SIGNS)


def _write_sheet(book: Workbook, content: SheetContent, name: str, marking: str) -> None:
    sheet = book.create_sheet(name)
    header_row = len(content.notes) + 1
    last = _letter(len(content.columns))
    for at, column in enumerate(content.columns, start=1):
        dimension = sheet.column_dimensions[_letter(at)]
        dimension.width = column.width
        dimension.hidden = column.is_hidden
    sheet.freeze_panes = f"{_letter(content.frozen_columns + 1)}{header_row + 1}"
    sheet.print_title_rows = f"{header_row}:{header_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for strip in (sheet.oddHeader, sheet.oddFooter):
        strip.center.text = _words(marking).replace("&", "&&") or None
    written = 0
    for row in _cells(sheet, content):
        written += 1
        if written >= header_row and not (content.is_plain and written > header_row):
            sheet.row_dimensions[written].height = _row_height(row, content.columns)
        sheet.append(row)
    if written >= header_row:
        sheet.auto_filter.ref = f"A{header_row}:{last}{max(written, header_row)}"


def _row_height(row: Sequence[object], columns: Sequence[SheetColumn]) -> float:
    """Points in which the wrapped words of a row are all seen, in programs that fit no rows themselves."""
    lines = 1
    for shown, column in zip(row, columns, strict=False):
        text = getattr(shown, "value", shown)
        if isinstance(text, str) and not column.is_hidden:
            room = max(column.width - _CELL_EDGES, 1)
            lines = max(lines, sum(len(wrap(part, room)) or 1 for part in text.splitlines()))
    return min(lines * _LINE, _HIGHEST_ROW)


def _plain_cell(sheet: WriteOnlyWorksheet, value: CellValue) -> Cell | str | int | float | None:
    """A value that cannot be taken for anything else as it is; any other as a cell."""
    if value is None or isinstance(value, int | float):
        return value
    if value == "":
        return None
    if isinstance(value, str) and not (looks_like_formula(value) or value.startswith("#")):
        return _words(value)
    return _cell(sheet, value)


def _cells(
    sheet: WriteOnlyWorksheet, content: SheetContent
) -> Iterator[list[Cell] | list[Cell | str | int | float | None]]:
    from openpyxl.styles import Alignment, Font, PatternFill

    bold, fill = Font(bold=True), PatternFill("solid", fgColor=_HEADER_FILL)
    wrapped = Alignment(vertical="top", wrap_text=True)
    for note in content.notes:
        yield [_cell(sheet, note)]
    header = [_cell(sheet, column.heading) for column in content.columns]
    for cell in header:
        cell.font, cell.fill, cell.alignment = bold, fill, wrapped
    yield [*header]
    if content.is_plain:
        yield from ([_plain_cell(sheet, value) for value in row] for row in content.rows)
        return
    for row in content.rows:
        cells = [_cell(sheet, value) for value in row]
        for cell in cells:
            cell.alignment = wrapped
        yield [*cells]


def _cell(sheet: WriteOnlyWorksheet, value: CellValue) -> Cell:
    """A cell holding exactly this value: text stays text, whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, SheetLink):
        cell = _cell(sheet, value.text)
        cell.hyperlink = value.target
        cell.style = "Hyperlink"
        return cell
    if isinstance(value, str):
        text = _words(value)
        cell = WriteOnlyCell(sheet, value=text)
        cell.data_type = "s"
        if looks_like_formula(text) or text.startswith("#"):
            cell.quotePrefix = True
        return cell
    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, value=value.replace(tzinfo=None))
        cell.number_format = "DD/MM/YYYY HH:MM"
        return cell
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet, value=datetime(value.year, value.month, value.day))  # noqa: DTZ001 - a day
        cell.number_format = "DD/MM/YYYY"
        return cell
    return WriteOnlyCell(sheet, value=value)


def _words(text: str) -> str:
    """Text a cell can hold: controls made visible, and cut with a mark when too long."""
    words = visible(text, keep_breaks=True)
    if len(words) <= LONGEST_TEXT // 2 or len(words.encode("utf-16-le")) // 2 <= LONGEST_TEXT:
        return words
    room = LONGEST_TEXT - len(_CUT_MARK)
    return words.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore") + _CUT_MARK


def _sheet_name(name: str, taken: set[str]) -> str:
    base = re.sub(r"[\[\]:*?/\\]", " ", visible(name)).strip().strip("'").strip() or "Sheet"
    candidate, number = base[:_LONGEST_SHEET_NAME], 1
    while candidate.casefold() in taken:
        number += 1
        mark = f" {number}"
        candidate = base[: _LONGEST_SHEET_NAME - len(mark)] + mark
    taken.add(candidate.casefold())
    return candidate


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(number)
