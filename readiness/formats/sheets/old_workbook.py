"""Cells of a workbook of Excel 97-2003 (xls) that are errors, or are shown as percentages.

Records and their layouts are those of Microsoft's "[MS-XLS]: Excel Binary File Format (.xls) Structure",
section 2.4; of Excel 95 the same records are read where they are laid out alike.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from readiness.base.text import visible
from readiness.formats.packages import UnreadableError

_MOST_BYTES: Final = 128 * 1024 * 1024

_BOF, _EOF, _SHEET, _FORMAT, _STYLE = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0

_ERROR, _FORMULA, _NUMBER, _SHORT_NUMBER, _SHORT_NUMBERS = 0x0205, 0x0006, 0x0203, 0x027E, 0x00BD

_CELLS: Final = frozenset({_ERROR, _FORMULA, _NUMBER, _SHORT_NUMBER, _SHORT_NUMBERS})

_RESULT_IS_ERROR: Final = 2
"""First byte of a formula's result that is no number, when it is an error."""

_WIDE: Final = 0x0600
"""Version of Excel 97 and later, whose texts carry a byte that says how they are written."""

_WORDS: Final = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
    0x2A: "#N/A",
}  # fmt: skip

_PERCENT_FORMATS: Final = frozenset({9, 10})


@dataclass
class _Book:
    """What the workbook says before its sheets."""

    version: int = _WIDE
    places: dict[str, int] = field(default_factory=dict)
    """Where each sheet begins in the stream."""
    percent_formats: set[int] = field(default_factory=lambda: set(_PERCENT_FORMATS))
    styles: list[int] = field(default_factory=list)
    """Number format of each cell style."""


def cells_of_note(path: Path, sheet: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Place (one-based row, zero-based column) and the error's word, or ``%`` for a percentage.

    Raises:
        RefusedError: The file is damaged, or too large.
    """
    stream = _stream(path)
    try:
        book = _read_book(stream)
        if sheet in book.places:
            percents = {at for at, number in enumerate(book.styles) if number in book.percent_formats}
            yield from _noted(stream, book.places[sheet], percents)
    except (struct.error, IndexError, UnicodeDecodeError):
        raise _damaged(path) from None


def _stream(path: Path) -> bytes:
    import olefile

    if path.stat().st_size > _MOST_BYTES:
        raise UnreadableError("The workbook is larger than 128 MB.", "Save it as xlsx.", visible(path.name))
    try:
        with olefile.OleFileIO(str(path)) as ole:
            name = next((each for each in ("Workbook", "Book") if ole.exists(each)), "")
            if not name:
                raise _damaged(path)
            content: bytes = ole.openstream(name).read()
            return content
    except (OSError, ValueError, TypeError, IndexError):
        raise _damaged(path) from None


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _read_book(stream: bytes) -> _Book:
    book = _Book()
    for kind, body in _records(stream, 0):
        if kind == _EOF:
            break
        if kind == _BOF:
            book.version = struct.unpack_from("<H", body)[0]
        elif kind == _SHEET:
            book.places[_text(body[6:], 1, book.version)] = struct.unpack_from("<I", body)[0]
        elif kind == _FORMAT:
            width = 2 if book.version == _WIDE else 1
            if "%" in re.sub(r'"[^"]*"|\\.', "", _text(body[2:], width, book.version)):
                book.percent_formats.add(struct.unpack_from("<H", body)[0])
        elif kind == _STYLE:
            book.styles.append(struct.unpack_from("<H", body, 2)[0])
    return book


def _text(body: bytes, width: int, version: int) -> str:
    """A text whose length stands before it in one byte or two."""
    length = int.from_bytes(body[:width], "little")
    if version != _WIDE:
        return body[width : width + length].decode("cp1252", "replace")
    rest = body[width + 1 :]
    return rest[: 2 * length].decode("utf-16-le") if body[width] & 1 else rest[:length].decode("latin-1")


def _noted(stream: bytes, start: int, percents: set[int]) -> Iterator[tuple[tuple[int, int], str]]:
    depth = 0
    for kind, body in _records(stream, start):
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 0:
            return
        if depth == 1 and kind in _CELLS:
            row, column = struct.unpack_from("<HH", body)
            for over, word in enumerate(_words(kind, body, percents)):
                if word:
                    yield (row + 1, column + over), word


def _words(kind: int, body: bytes, percents: set[int]) -> Iterator[str]:
    """For each cell of a record its error's word, ``%`` for a percentage, or nothing."""
    if kind == _SHORT_NUMBERS:
        for over in range((len(body) - 6) // 6):
            yield "%" if struct.unpack_from("<H", body, 4 + 6 * over)[0] in percents else ""
    elif kind == _ERROR:
        yield _WORDS.get(body[6], "#VALUE!") if body[7] else ""
    elif kind == _FORMULA and body[12:14] == b"\xff\xff":
        yield _WORDS.get(body[8], "#VALUE!") if body[6] == _RESULT_IS_ERROR else ""
    else:
        yield "%" if struct.unpack_from("<H", body, 4)[0] in percents else ""


def _damaged(path: Path) -> UnreadableError:
    return UnreadableError(
        "The spreadsheet cannot be read.",
        "Open it in Excel or LibreOffice, save it again as xlsx, and try with that.",
        visible(path.name),
    )
