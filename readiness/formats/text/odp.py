"""Words out of OpenDocument presentations (odp), slide by slide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness.formats.documents.odt import open_title, refuse_locked
from readiness.formats.packages import Package, UnreadableError
from readiness.formats.text.collector import Collector, heading_text
from readiness.model.records.evidence import Pinpoint

if TYPE_CHECKING:
    from lxml import etree

_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

_PRESENTATION = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"

_PASSED_OVER = {
    f"{_TEXT}tracked-changes",
    f"{_TEXT}table-of-content-source",
    f"{_TEXT}sequence-decls",
    f"{_OFFICE}annotation",
    f"{_OFFICE}forms",
}
"""Deleted words, what the contents list is made from, comments and forms."""

_FRAMES = {f"{_DRAW}text-box", f"{_TEXT}note", f"{_DRAW}custom-shape"}
"""What stands in a paragraph and has paragraphs of its own."""

_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}

_MOST_SPACES = 100

_WIDEST = 64
"""Times a cell may say that it is repeated."""


def read_slides(package: Package, into: Collector) -> None:
    """Collect the presentation's words; the page of a pinpoint is the number of a slide.

    Raises:
        UnreadableError: It is locked, damaged, or hostile.
    """
    refuse_locked(package)
    if "content.xml" not in package.names:
        raise UnreadableError("The file has no text part.", "Ask for the file again.", state="damaged")
    into.name(open_title(package))
    for number, slide in enumerate(package.xml("content.xml").iter(f"{_DRAW}page"), start=1):
        _read_slide(slide, str(number), into)


def _read_slide(slide: etree._Element, number: str, into: Collector) -> None:
    frames = (one for one in slide.iter(f"{_DRAW}frame") if one.get(f"{_PRESENTATION}class") == "title")
    title = next((" ".join(map(_words, _blocks(one))) for one in frames), "")
    into.name(title)
    at = Pinpoint(page=number, heading=heading_text(title))
    table = None
    for block in _blocks(slide):
        if block.tag != f"{_TABLE}table-row":
            into.add(_words(block), at)
            continue
        around = next(block.iterancestors(f"{_TABLE}table"), None)
        if around is not table:
            into.begin_table()
        table = around
        into.add_row(_row(block), at)


def _blocks(root: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs, headings and table rows in reading order; what is anchored in one comes after it."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.tag in {f"{_TEXT}p", f"{_TEXT}h", f"{_TABLE}table-row"}:
            yield node
            stack.extend(reversed([one for one in node.iter(*_FRAMES) if _holder(one) is node]))
        elif node.tag not in _PASSED_OVER:
            stack.extend(reversed(node))


def _holder(frame: etree._Element) -> etree._Element | None:
    """The paragraph or row a frame stands in, when no other frame does."""
    for around in frame.iterancestors():
        if around.tag in _FRAMES:
            return None
        if around.tag in {f"{_TEXT}p", f"{_TEXT}h"}:
            row = next(around.iterancestors(f"{_TABLE}table-row"), None)
            return around if row is None else row
    return None


def _words(node: etree._Element) -> str:
    """The words inside a node, without those of frames anchored in it."""
    found = [node.text or ""]
    for child in node:
        if child.tag not in _FRAMES and child.tag not in _PASSED_OVER:
            found.append(_mark(child) or _words(child))
        found.append(child.tail or "")
    return "".join(found)


def _mark(node: etree._Element) -> str:
    if node.tag == f"{_TEXT}s":
        count = node.get(f"{_TEXT}c", "1")
        return " " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES)
    return {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}.get(str(node.tag), "")


def _row(row: etree._Element) -> list[str]:
    """The words of a row's cells by their places; one that another covers is empty."""
    cells: list[str] = []
    for one in row:
        if one.tag in _CELLS:
            stated = one.get(f"{_TABLE}number-columns-repeated", "1")
            count = min(int(stated), _WIDEST) if stated.isascii() and stated.isdigit() else 1
            cells.extend([" ".join(map(_words, one.iter(f"{_TEXT}p", f"{_TEXT}h")))] * count)
    return cells
