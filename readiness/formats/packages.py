"""Look inside an Office or zip file before any parser does: refuse bombs, DTDs and giant grids."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

from readiness.base.errors import RefusedError
from readiness.base.text import visible

if TYPE_CHECKING:
    from lxml import etree
    from lxml.etree import _Element

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


MIB = 1024 * 1024

MOST_MEMBERS = 10_000

LARGEST_MEMBER = 64 * MIB

LARGEST_TOTAL = 256 * MIB

LARGEST_RATIO = 200

_RATIO_COUNTS_FROM = MIB

_BLOCK = 256 * 1024

_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)

_BOMB_HINT = "Do not open it. If you trust its sender, open it in its own program and save it again."

_DAMAGED_HINT = "Ask for the file again, or open it in its own program and save it under a new name."


class Package:
    """A checked Office package. Use as a context manager; reading never gives more than was allowed."""

    def __init__(self, path: Path | IO[bytes]) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except _DAMAGED as error:
            raise UnreadableError("The file is damaged or cut short.", _DAMAGED_HINT) from error
        try:
            self.names = _checked_names(self._zip)
        except UnreadableError:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def read(self, name: str) -> bytes:
        """The bytes of a member; raises UnreadableError when there are too many or they are damaged."""
        blocks, length = [], 0
        try:
            with self._zip.open(name) as member:
                while block := member.read(_BLOCK):
                    blocks.append(block)
                    length += len(block)
                    if length > LARGEST_MEMBER:
                        raise UnreadableError("The file unpacks to far more than it says.", _BOMB_HINT)
        except (KeyError, *_DAMAGED) as error:
            raise UnreadableError("Part of the file is damaged or missing.", _DAMAGED_HINT) from error
        return b"".join(blocks)

    def check_members(self) -> None:
        """Unpack every member and refuse DOCTYPE; for libraries that open the zip themselves."""
        for name in self.names:
            content = self.read(name)
            if name.endswith((".xml", ".rels", ".vml")):
                _refuse_doctype(content)

    def xml(self, name: str) -> etree._Element:
        """The root of an XML part; entities are not resolved, nothing is fetched, DOCTYPE is refused."""
        from lxml import etree

        content = _in_usual_namespaces(self.read(name))
        _refuse_doctype(content)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
        )
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableError("Part of the file is damaged.", _DAMAGED_HINT) from error
        if root.getroottree().docinfo.doctype:
            raise UnreadableError(_DOCTYPE, _BOMB_HINT)
        return root

    def title(self) -> str:
        """The title in the package's properties, or empty."""
        for _, name in self.relations("_rels/.rels", "", "core-properties"):
            return self.xml(name).findtext("{http://purl.org/dc/elements/1.1/}title") or ""
        return ""

    def related(self, part: str, kind: str) -> list[str]:
        """Parts of this package that `part` points to by relations whose type ends in `kind`."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        return [target for _, target in self.relations(rels, folder, kind)]

    def relations(self, rels: str, folder: str, kind: str) -> list[tuple[str, str]]:
        """(id, part name) of each relation of a kind to a part inside the package; no other is followed."""
        if rels not in self.names:
            return []
        found = []
        for one in self.xml(rels):
            target = one.get("Target", "")
            if one.get("TargetMode") == "External" or not one.get("Type", "").endswith(f"/{kind}"):
                continue
            name = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if name in self.names:
                found.append((one.get("Id", ""), name))
        return found


_DOCTYPE = "The file holds a document type declaration, which Office files never need and attacks use."


def _in_usual_namespaces(content: bytes) -> bytes:
    """Strict Open XML, which some versions of Word save, written with the usual namespace names."""
    if b"http://purl.oclc.org/ooxml/" not in content:
        return content
    for kind in (b"wordprocessingml", b"presentationml", b"drawingml"):
        strict = b"http://purl.oclc.org/ooxml/" + kind + b"/main"
        content = content.replace(strict, b"http://schemas.openxmlformats.org/" + kind + b"/2006/main")
    return content.replace(
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    )


def _refuse_doctype(content: bytes) -> None:
    """Raise UnreadableError for a DOCTYPE, also one hidden in UTF-16."""
    if b"<!DOCTYPE" in content or b"<!DOCTYPE" in content.replace(b"\0", b""):
        raise UnreadableError(_DOCTYPE, _BOMB_HINT)


def _checked_names(archive: zipfile.ZipFile) -> frozenset[str]:
    """The member names, once what the directory claims has been found harmless."""
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise UnreadableError(f"The file holds more than {MOST_MEMBERS:,} parts.", _BOMB_HINT)
    if sum(one.file_size for one in members) > LARGEST_TOTAL:
        raise UnreadableError("The file would unpack to more than 256 MB.", _BOMB_HINT)
    for one in members:
        if one.flag_bits & 1:
            raise UnreadableError("The file is protected by a password.", "Save a copy without the password.")
        is_large = one.file_size > _RATIO_COUNTS_FROM
        if one.file_size > LARGEST_MEMBER or (is_large and one.file_size > LARGEST_RATIO * one.compress_size):
            raise UnreadableError("A part of the file would unpack to far more than its size.", _BOMB_HINT)
    return frozenset(one.filename for one in members)


class UnreadableError(Exception):
    """The file cannot be read or must not be; the collector's owner makes a Problem of it."""

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint


def parse_xml(content: bytes, name: str) -> _Element:
    """Parse one part. Entities are never resolved; a DOCTYPE is refused, as the file format forbids it.

    Raises:
        RefusedError: the part is not well formed or holds a DOCTYPE.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise RefusedError(
            "The Word file is damaged.",
            f"{name}: {error}",
            "Open it in Word, save it again as .docx, and retry.",
        ) from error
    if root.getroottree().docinfo.doctype:
        raise RefusedError(
            "The Word file holds a DOCTYPE, which no Word program writes.",
            name,
            "Do not open it; ask who sent it.",
        )
    return root
