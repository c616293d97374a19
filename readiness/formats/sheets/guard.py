"""Workbooks no reader could hold: refused by what their cells say before any reader opens them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from readiness.base.text import visible
from readiness.formats.packages import Package, UnreadableError, refuse_doctype

MAX_GRID_CELLS: Final = 8_000_000
"""Cells in the rectangle from A1 to the last used cell, which a reader holds in memory."""

_LAST_ROW = 1_048_576

_LAST_COLUMN = 16_384

_LONGEST_TAG = 400
"""Bytes kept from one block to the next, so that a tag cut in two is seen."""

_USUAL_COLUMNS = 25

_PLACED = re.compile(rb"""<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*["']\s*([A-Za-z]+)([0-9]+)[^<>]*(?<!/)>""")
"""A cell that says where it stands and may hold something."""

_UNPLACED = re.compile(rb"""<(?:\w+:)?c(?:\s+(?!r\s*=)[^\s=<>]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*>""")
"""A cell that may hold something and stands after the one before it."""

_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)[\s/>]")

_ROW = re.compile(rb"""<(?:\w+:)?row\s[^<>]*?\br\s*=\s*["']\s*([0-9]+)""")

_ROWS_REPEATED = re.compile(rb"""number-rows-repeated\s*=\s*["']([0-9]+)["']""")

_COLUMNS_REPEATED = re.compile(
    rb"""<(?:\w+:)?table-cell\b[^<>]*number-columns-repeated\s*=\s*["']([0-9]+)["'][^<>]*>"""
)

_ROW_END = re.compile(rb"</(?:\w+:)?table-row>")


def check_workbook(path: Path) -> Package:
    """The workbook as a package, once every part was unpacked within the limits and found harmless.

    Args:
        path: An xlsx, xlsm or ods file.

    Raises:
        RefusedError: With what is wrong and what to do.
    """
    package = Package(path, "list")
    try:
        for info in package.members:
            if info.filename == "content.xml":
                _check_open_document(package, path)
            elif info.filename.casefold().endswith((".xml", ".rels", ".vml")):
                _check_part(package, info.filename, path)
            else:
                for _block in package.blocks(info):
                    pass
    except BaseException:
        package.close()
        raise
    return package


def _check_part(package: Package, name: str, path: Path) -> None:
    """Any part may be a sheet, whatever its folder: every row and cell in it counts."""
    last_row, widest, run, tail, is_first = 0, b"", 0, b"", True
    for block in package.blocks(name):
        window = tail + block
        if is_first or b"<!" in window:
            refuse_doctype(window)
            is_first = False
        cut = max(window.rfind(b"<"), len(window) - _LONGEST_TAG)
        window, tail = window[:cut], window[cut:]
        for letters, digits in _PLACED.findall(window):
            last_row = max(last_row, _number(digits))
            if (len(letters), letters.upper()) > (len(widest), widest):
                widest = letters.upper()
        if _UNPLACED.search(window):
            last_row = max([last_row, *map(_number, _ROW.findall(window))])
            run = max(run, _longest_run(window))
    _check_grid(last_row, max(_column(widest), run), path)


def _longest_run(window: bytes) -> int:
    """The most cells of a row."""
    longest = run = 0
    for tag in _ROW_OR_CELL.findall(window):
        run = 0 if tag == b"row" else run + 1
        longest = max(longest, run)
    return longest


def _check_open_document(package: Package, path: Path) -> None:
    """Only repeats of cells that hold something are costly; the filler after the data is empty."""
    rows, columns, tail = 0, 0, b""
    for block in package.blocks("content.xml"):
        window = tail + block
        refuse_doctype(window)
        for repeat in _ROWS_REPEATED.finditer(window):
            end = _ROW_END.search(window, repeat.end())
            row = window[repeat.end() : end.start() if end else len(window)]
            rows += _number(repeat.group(1)) if b"value-type" in row else 0
        for repeat in _COLUMNS_REPEATED.finditer(window):
            if b"value-type" in repeat.group():
                columns = max(columns, _number(repeat.group(1)))
        tail = window[-5 * _LONGEST_TAG :]
    _check_grid(max(rows, 1), max(columns, 1), path)
    _check_grid(rows, _USUAL_COLUMNS, path)


def _check_grid(rows: int, columns: int, path: Path) -> None:
    if rows > _LAST_ROW or columns > _LAST_COLUMN or rows * max(columns, 1) > MAX_GRID_CELLS:
        raise UnreadableError(
            "A sheet has a used area too large to read.",
            "Something stands far below or far right of the table: delete those rows and columns, then save.",
            visible(path.name),
        )


def _number(digits: bytes) -> int:
    return int(digits) if len(digits) <= len(str(_LAST_ROW)) + 1 else _LAST_ROW + 1


def _column(letters: bytes) -> int:
    if len(letters) > len("XFD"):
        return _LAST_COLUMN + 1
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
