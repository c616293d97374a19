"""Look inside an Office or zip file before any parser does: refuse bombs, DTDs and giant grids."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from readiness.core.errors import RefusedError
from readiness.core.plain import visible

MAX_TOTAL_BYTES = 1024 * 1024 * 1024
"""Unpacked bytes of all members together."""
MAX_PART_BYTES = 512 * 1024 * 1024
"""Unpacked bytes of one member."""
MAX_RATIO = 200
"""Unpacked to packed bytes; only looked at above `RATIO_FROM_BYTES`."""
RATIO_FROM_BYTES = 16 * 1024 * 1024
MAX_MEMBERS = 20_000
MAX_GRID_CELLS = 30_000_000
"""Cells in the rectangle from A1 to the last used cell, which a reader holds in memory."""

_CHUNK = 1024 * 1024
_USUAL_COLUMNS = 25
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_ROWS_REPEATED = re.compile(rb'table:number-rows-repeated="([0-9]+)"')
_COLUMNS_REPEATED = re.compile(rb'<table:table-cell\b[^>]*table:number-columns-repeated="([0-9]+)"[^>]*>')
_HINT = "Open it in the program it came from, save it again as a new file, and try with that."


def open_archive(path: Path) -> zipfile.ZipFile:
    """The file as a zip whose declared sizes are within the limits.

    Raises:
        RefusedError: Not a zip, encrypted, too many members, too large, or packed too tightly.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise RefusedError(
            "This is not a file of the kind its name says.", visible(path.name), _hint_for(path)
        ) from None
    try:
        _check_declared(archive, path)
    except BaseException:
        archive.close()
        raise
    return archive


def read_chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path) -> Iterator[bytes]:
    """The member's bytes in chunks, checked against its checksum at the end.

    Raises:
        RefusedError: The member is damaged or its header lies about its size.
    """
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError, OSError, ValueError):
        raise RefusedError("The file is damaged inside.", visible(path.name), _HINT) from None
    except Exception as error:
        if type(error).__module__ in {"zlib", "lzma"}:
            raise RefusedError("The file is damaged inside.", visible(path.name), _HINT) from None
        raise


def check_workbook(path: Path) -> None:
    """Refuse a spreadsheet that a reader could not hold in memory or that carries a DTD.

    Args:
        path: An xlsx, xlsm or ods file.

    Raises:
        RefusedError: With what is wrong and what to do.
    """
    with open_archive(path) as archive:
        for info in archive.infolist():
            if info.filename.startswith("xl/worksheets/") and info.filename.endswith(".xml"):
                _check_sheet(archive, info, path)
            elif info.filename == "content.xml":
                _check_open_document(archive, info, path)
            elif info.filename.endswith((".xml", ".rels")):
                _check_no_dtd(next(read_chunks(archive, info, path), b""), path)


def _check_declared(archive: zipfile.ZipFile, path: Path) -> None:
    infos = archive.infolist()
    total = sum(info.file_size for info in infos)
    if len(infos) > MAX_MEMBERS or total > MAX_TOTAL_BYTES:
        raise RefusedError("The file unpacks to more than can be read safely.", visible(path.name), _HINT)
    for info in infos:
        packed = max(info.compress_size, 1)
        is_tight = info.file_size > RATIO_FROM_BYTES and info.file_size / packed > MAX_RATIO
        if info.file_size > MAX_PART_BYTES or is_tight:
            raise RefusedError("The file unpacks to more than can be read safely.", visible(path.name), _HINT)
        if info.flag_bits & 0x1:
            raise RefusedError(
                "The file is protected by a password.",
                visible(path.name),
                "Save a copy without the password, in a place only your team can open.",
            )


def _check_no_dtd(chunk: bytes, path: Path) -> None:
    if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk:
        raise RefusedError("The file declares things no Office file needs.", visible(path.name), _HINT)


def _check_sheet(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path) -> None:
    last_row, widest, tail = 0, b"", b""
    for chunk in read_chunks(archive, info, path):
        window = tail + chunk
        _check_no_dtd(window, path)
        for letters, digits in _CELL.findall(window):
            last_row = max(last_row, int(digits))
            if (len(letters), letters) > (len(widest), widest):
                widest = letters
        tail = window[-400:]
    _check_grid(last_row, _column_number(widest.decode("ascii")), path)


def _check_open_document(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path) -> None:
    """Only repeats of cells that hold something are costly; the filler after the data is empty."""
    rows, columns, tail = 0, 0, b""
    for chunk in read_chunks(archive, info, path):
        window = tail + chunk
        _check_no_dtd(window, path)
        for found in _ROWS_REPEATED.finditer(window):
            end = window.find(b"</table:table-row>", found.end())
            row = window[found.end() : end if end > 0 else len(window)]
            rows += int(found.group(1)) if b"office:value-type" in row else 0
        for found in _COLUMNS_REPEATED.finditer(window):
            if b"office:value-type" in found.group():
                columns = max(columns, int(found.group(1)))
        tail = window[-2000:]
    _check_grid(max(rows, 1), max(columns, 1), path)
    _check_grid(rows, _USUAL_COLUMNS, path)


def _check_grid(rows: int, columns: int, path: Path) -> None:
    if rows * columns > MAX_GRID_CELLS:
        raise RefusedError(
            "A sheet has a used area too large to read.",
            visible(path.name),
            "Something stands far below or far right of the table: delete those rows and columns, then save.",
        )


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _hint_for(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            is_compound = stream.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    except OSError:
        is_compound = False
    if is_compound:
        return "It is an old Office file or has a password: save it as a new file without one, and try that."
    return _HINT
