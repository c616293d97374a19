"""What a cell is beside its value: an error, a formula never worked out, a number shown as a percentage.

The reader of values gives such cells as empty or as a bare number. What is said of them here is the same for
every kind of workbook, so that a list is read alike whatever it was saved as.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readiness.base.text import visible
from readiness.formats.packages import Package, UnreadableError
from readiness.formats.sheets.old_workbook import cells_of_note

if TYPE_CHECKING:
    from lxml import etree

Place = tuple[int, int]
"""One-based row and zero-based column of a cell."""

NOT_WORKED_OUT = "a formula that was not worked out"

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"

_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"

_RELATION = re.compile(r"\{[^{}]*/relationships\}id")

_PLACE = re.compile(r"([A-Z]+)([0-9]+)")

_TELLTALE = re.compile(rb"""\bt\s*=\s*["']e["']|<(?:\w+:)?f[\s/>]""")
"""An error or a formula, as it is written in a sheet."""

_OPEN_TELLTALE = re.compile(rb"""value-type\s*=\s*["'](?:error|percentage)["']""")

_LONGEST_MARK = 64
"""Bytes kept from one block to the next, so that a mark cut in two is seen."""

_PERCENT_FORMATS = frozenset({9, 10})
"""Built-in formats 0% and 0.00% (ECMA-376 part 1, 18.8.30)."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What is to be said of cells of one sheet, by place."""

    unanswered: dict[Place, str] = field(default_factory=dict)
    """Cells without a value that are not empty, with what they hold."""
    percentages: set[Place] = field(default_factory=set)
    """Numbers shown as percentages: 0.125 that people see as 12.5%."""

    def add_error(self, place: Place, word: str) -> None:
        """Note an error by the word a spreadsheet shows, such as ``#N/A``."""
        self.unanswered[place] = f"the error {visible(word)}"


def marks_of(path: Path, sheet: str) -> Marks:
    """What there is to say of the cells of a sheet: works through the whole sheet.

    Raises:
        RefusedError: The file is damaged or hostile.
    """
    suffix, marks = path.suffix.casefold(), Marks()
    if suffix == ".xls":
        for place, word in cells_of_note(path, sheet):
            if word == "%":
                marks.percentages.add(place)
            else:
                marks.add_error(place, word)
        return marks
    with Package(path, "list") as package:
        if suffix == ".ods":
            _mark_open_document(package, sheet, marks)
        else:
            _mark_workbook(package, sheet, marks)
    return marks


def is_percent_format(code: str) -> bool:
    """Whether a number format shows a percentage; quoted and escaped text in it does not count."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", code)


def _mark_workbook(package: Package, sheet: str, marks: Marks) -> None:
    part = _part_of(package, sheet)
    if part not in package.names:
        return
    percent_styles = _percent_styles(package)
    if not percent_styles and not _holds(package, part, _TELLTALE):
        return
    row = column = 0
    for element in _ended(package, part, ("{*}c", "{*}row")):
        if element.tag.endswith("}row"):
            row, column = max(row, _row_number(element, row)), 0
            element.clear()
            continue
        placed = _PLACE.fullmatch(element.get("r") or "")
        column = _column_number(placed.group(1)) if placed else column + 1
        here = (int(placed.group(2)) if placed else row + 1, column - 1)
        value = element.findtext("{*}v")
        if element.get("t") == "e":
            marks.add_error(here, value or "#VALUE!")
        elif element.find("{*}f") is not None and not value and element.get("t") != "str":
            marks.unanswered[here] = NOT_WORKED_OUT
        elif element.get("s") in percent_styles and value and element.get("t") in {None, "n"}:
            marks.percentages.add(here)


def _row_number(row: etree._Element, before: int) -> int:
    stated = row.get("r") or ""
    return int(stated) if stated.isascii() and stated.isdigit() else before + 1


def _part_of(package: Package, sheet: str) -> str:
    book = next(iter(package.related("", "officeDocument")), "xl/workbook.xml")
    folder, _, name = book.rpartition("/")
    parts = dict(package.relations(f"{folder}/_rels/{name}.rels", folder, "worksheet"))
    for element in package.xml(book).iterfind("{*}sheets/{*}sheet"):
        if element.get("name") == sheet:
            found = next((value for key, value in element.items() if _RELATION.fullmatch(str(key))), "")
            return parts.get(str(found), "")
    return ""


def _percent_styles(package: Package) -> frozenset[str]:
    """Numbers of the cell styles that show percentages, as cells name them."""
    name = "xl/styles.xml"
    if name not in package.names:
        return frozenset()
    root = package.xml(name)
    own = {
        element.get("numFmtId")
        for element in root.iterfind("{*}numFmts/{*}numFmt")
        if is_percent_format(element.get("formatCode") or "")
    } | {str(number) for number in _PERCENT_FORMATS}
    styles = enumerate(root.iterfind("{*}cellXfs/{*}xf"))
    return frozenset(str(number) for number, style in styles if style.get("numFmtId") in own)


def _holds(package: Package, part: str, pattern: re.Pattern[bytes]) -> bool:
    """Whether a part is worth working through: most lists hold nothing of note."""
    tail = b""
    for block in package.blocks(part):
        if pattern.search(tail + block):
            return True
        tail = block[-_LONGEST_MARK:]
    return False


def _mark_open_document(package: Package, sheet: str, marks: Marks) -> None:
    if not _holds(package, "content.xml", _OPEN_TELLTALE):
        return
    row = 1
    for element in _ended(package, "content.xml", (f"{_TABLE}table-row", f"{_TABLE}table")):
        if element.tag == f"{_TABLE}table":
            if element.get(f"{_TABLE}name") == sheet:
                return
            marks.unanswered.clear()
            marks.percentages.clear()
            row = 1
            continue
        row += _mark_open_row(element, row, marks)
        element.clear()


def _mark_open_row(row: etree._Element, number: int, marks: Marks) -> int:
    """How many rows the element stands for."""
    rows = _repeated(row, "number-rows-repeated")
    column = 0
    for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        columns = _repeated(cell, "number-columns-repeated")
        is_error = cell.get(f"{_CALC}value-type") == "error"
        if is_error or cell.get(f"{_OFFICE}value-type") == "percentage":
            for place in product(range(number, number + rows), range(column, column + columns)):
                if is_error:
                    marks.add_error(place, "".join(cell.itertext()).strip() or "#VALUE!")
                else:
                    marks.percentages.add(place)
        column += columns
    return rows


def _repeated(element: etree._Element, name: str) -> int:
    stated = element.get(f"{_TABLE}{name}") or "1"
    return int(stated) if stated.isascii() and stated.isdigit() else 1


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _ended(package: Package, part: str, tags: tuple[str, ...]) -> Iterator[Any]:
    """Elements as they end, the part being read in blocks and not held whole."""
    from lxml import etree

    parser: Any = etree.XMLPullParser(
        events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        for block in package.blocks(part):
            parser.feed(block)
            for _event, element in parser.read_events():
                yield element
        parser.close()
    except etree.XMLSyntaxError as error:
        raise UnreadableError("Part of the file is damaged.", "Save it again as a new file.", part) from error
