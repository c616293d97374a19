"""Words out of a Word document as a reader sees them with all changes accepted.

Unlike ``python-docx`` this looks through content controls, insertions, text boxes and hyperlinks, and
leaves out deletions, hidden text and the contents list, whose lines repeat the headings.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness.formats.packages import Package, UnreadableError
from readiness.formats.text.collector import Collector, heading_text
from readiness.model.records.evidence import Pinpoint

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_SKIPPED = {
    f"{W}{name}"
    for name in (
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "delInstrText",
        "pPr",
        "tblPr",
        "trPr",
        "tcPr",
        "sdtPr",
    )
} | {f"{_MC}Fallback"}

_MARKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

_FRAME = (("header", "Page header"), ("footer", "Page footer"))

PAGE_FRAME = frozenset(where for _, where in _FRAME)
"""Pinpoints of what stands on every page."""

_DEEPEST_BASE = 12


def read_docx(package: Package, into: Collector) -> None:
    """Collect the document's words under its headings; raises UnreadableError."""
    main = _main_part(package)
    into.name(package.title())
    styles = _Styles(package, main)
    heading = ""
    for block in _blocks(package.xml(main)):
        text = _row_text(block) if block.tag == f"{W}tr" else _text(block)
        role = styles.role(block) if block.tag == f"{W}p" else ""
        if role == "contents" or not text.strip():
            continue
        if role in {"title", "heading"}:
            into.name(text)
        if role == "heading":
            heading = heading_text(text)
        into.add(text, Pinpoint(heading=heading))
    _add_around(package, main, into)


def _add_around(package: Package, main: str, into: Collector) -> None:
    """What stands around the text: notes, page headers and footers, diagrams."""
    for part in ("footnotes", "endnotes"):
        for name in package.related(main, part):
            for block in _blocks(package.xml(name)):
                into.add(_text(block), Pinpoint(heading="Notes"))
    for part, where in _FRAME:
        words = (_text(block) for name in package.related(main, part) for block in _blocks(package.xml(name)))
        for text in dict.fromkeys(words):
            into.add(text, Pinpoint(heading=where))
    for name in package.related(main, "diagramData"):
        for paragraph in package.xml(name).iter(f"{_A}p"):
            into.add("".join(one.text or "" for one in paragraph.iter(f"{_A}t")), Pinpoint(heading="Diagram"))


def _main_part(package: Package) -> str:
    found = package.relations("_rels/.rels", "", "officeDocument")
    if found:
        return found[0][1]
    if "word/document.xml" in package.names:
        return "word/document.xml"
    raise UnreadableError("The Word document has no text part.", "Ask for the file again.")


def _blocks(root: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and table rows in reading order, whatever wraps them; a row's paragraphs are its own."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.tag in {f"{W}p", f"{W}tr"}:
            if _is_deleted_row(node):
                continue
            yield node
            stack.extend(reversed(_boxes(node)))
        elif node.tag not in _SKIPPED:
            stack.extend(reversed(node))


def _is_deleted_row(node: etree._Element) -> bool:
    return node.tag == f"{W}tr" and node.find(f"{W}trPr/{W}del") is not None


def _boxes(node: etree._Element) -> list[etree._Element]:
    """Text boxes anchored in a paragraph or row; not those inside another box, nor their fallback doubles."""
    boxes = node.iter(f"{W}txbxContent")
    around = next(node.iterancestors(f"{W}txbxContent"), None)
    return [
        box
        for box in boxes
        if next(box.iterancestors(f"{W}txbxContent"), None) is around
        and next(box.iterancestors(f"{_MC}Fallback"), None) is None
    ]


def _text(node: etree._Element) -> str:
    """The visible words inside a node, without those of text boxes anchored in it."""
    found, stack = [], list(reversed(node))
    while stack:
        one = stack.pop()
        if one.tag == f"{W}t":
            found.append(one.text or "")
        elif one.tag in _MARKS:
            found.append(_MARKS[str(one.tag)])
        elif one.tag == f"{W}p":
            found.append(_text(one) + "\n")
        elif one.tag not in _SKIPPED and one.tag != f"{W}txbxContent" and not _is_hidden(one):
            stack.extend(reversed(one))
    return "".join(found)


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish") if run.tag == f"{W}r" else None
    return vanish is not None and vanish.get(f"{W}val", "1") not in {"0", "false", "off"}


def _row_text(row: etree._Element) -> str:
    """A table row on one line, its cells set apart by a bar."""
    cells = (" ".join(_text(cell).split()) for cell in row.iter(f"{W}tc") if _row_of(cell) is row)
    return " | ".join(text for text in cells if text)


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next(cell.iterancestors(f"{W}tr"), None)


class _Styles:
    """What role a paragraph's style gives it, following `basedOn`."""

    def __init__(self, package: Package, main: str) -> None:
        self._roles: dict[str, str] = {}
        for name in package.related(main, "styles"):
            found = {one.get(f"{W}styleId", ""): one for one in package.xml(name).iter(f"{W}style")}
            self._roles = {style: _style_role(style, found) for style in found}

    def role(self, paragraph: etree._Element) -> str:
        """``title``, ``heading``, ``contents`` or empty for plain text."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return ""
        if properties.find(f"{W}outlineLvl") is not None:
            return "heading" if _is_level(properties) else ""
        style = properties.find(f"{W}pStyle")
        return self._roles.get(style.get(f"{W}val", ""), "") if style is not None else ""


def _is_level(properties: etree._Element) -> bool:
    level = properties.find(f"{W}outlineLvl")
    return level is not None and level.get(f"{W}val", "9") in "012345678"


def _style_role(style: str, styles: dict[str, etree._Element]) -> str:
    for _ in range(_DEEPEST_BASE):
        node = styles.get(style)
        if node is None:
            return ""
        named = node.find(f"{W}name")
        name = named.get(f"{W}val", "").casefold() if named is not None else ""
        if name == "title":
            return "title"
        if name.startswith("toc "):
            return "contents"
        properties = node.find(f"{W}pPr")
        if name.startswith("heading ") or (properties is not None and _is_level(properties)):
            return "heading"
        base = node.find(f"{W}basedOn")
        style = base.get(f"{W}val", "") if base is not None else ""
    return ""
