"""The words of an Office file that stand outside its text: headers, charts, names, links, properties.

Every XML part is read, whatever it is called, so that a part nobody thought of is not passed over.
Left out is only what the reader of the text reads already, and what never holds words.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from readiness.base.errors import RefusedError
from readiness.formats.packages import Package, UnreadableError, parse_xml

if TYPE_CHECKING:
    from lxml import etree


@dataclass(frozen=True, slots=True)
class PartWords:
    """What one part of a file says outside the text."""

    place: str
    """The part in words: ``page header 1``, ``sheet 2: print headers, lists and links``."""
    group: str
    """What was read, in words that fit a list: ``page headers and footers``."""
    rows: tuple[str, ...]
    """Paragraphs and table rows, the cells of a row set apart by a bar."""
    is_readable: bool = True


_NEVER_WORDS = re.compile(
    r"\[Content_Types\]\.xml|.*/theme/.*|.*/(?:fontTable|webSettings|numbering|styles|stylesWithEffects)\.xml"
    r"|xl/(?:sharedStrings|calcChain|styles|metadata|volatileDependencies)\.xml|.*/_rels/\.rels"
    r"|_rels/\.rels|.*tableStyles\.xml|META-INF/.*|manifest\.rdf|settings\.xml|Configurations2/.*"
    r"|.*/charts/(?:style|colors)\d*\.xml"
)

_XML = re.compile(r".*\.(?:xml|rels|vml)")

_BODY = re.compile(
    r"word/(?:document|footnotes|endnotes)\.xml|ppt/slides/slide\d+\.xml|ppt/notesSlides/notesSlide\d+\.xml"
)
"""Parts whose visible words the reader of the text gives."""

_SHEET = re.compile(r"xl/(?:worksheets|chartsheets|dialogsheets|macrosheets)/[^/]+\.xml")

_PLACES: Final[tuple[tuple[str, str, str], ...]] = (
    (r"word/header(\d*)\.xml", "page header", "page headers and footers"),
    (r"word/footer(\d*)\.xml", "page footer", "page headers and footers"),
    (r"word/comments.*\.xml|word/people\.xml", "comments", "comments"),
    (r"word/(?:document|footnotes|endnotes)\.xml", "links, alternative text and what is hidden or deleted",
     "links, alternative text and what is hidden or deleted"),
    (r"word/settings\.xml|word/glossary/.*", "settings and stored texts", "settings and stored texts"),
    (r"xl/worksheets/sheet(\d+)\.xml", "print headers, lists, formulas and links of sheet",
     "print headers, lists, formulas and links of sheets"),
    (r"xl/workbook\.xml", "sheet names and defined names", "sheet names and defined names"),
    (r"xl/tables/table(\d+)\.xml", "headings of table", "headings of tables"),
    (r"xl/(?:comments|threadedComments|persons).*\.xml", "cell notes", "comments"),
    (r"xl/pivotCache/.*|xl/pivotTables/.*|xl/slicer.*", "pivot table", "pivot tables"),
    (r"xl/(?:externalLinks|connections|queryTables).*", "links to other data", "links"),
    (r"\w+/charts/chart(?:Ex)?(\d*)\.xml", "chart", "charts"),
    (r"Object (\d+)/content\.xml", "chart or object", "charts"),
    (r"\w+/(?:drawings/)?(?:vmlDrawing|drawing)(\d*)\.(?:xml|vml)", "text boxes and pictures of drawing",
     "text boxes and alternative text"),
    (r"\w+/diagrams/\w+?(\d*)\.xml", "diagram", "diagrams"),
    (r"ppt/slides/slide(\d+)\.xml", "footers, links and alternative text of slide",
     "footers, links and alternative text of slides"),
    (r"ppt/notesSlides/notesSlide(\d+)\.xml", "footers and links of speaker notes",
     "footers, links and alternative text of slides"),
    (r"ppt/(?:slideMasters|slideLayouts|notesMasters|handoutMasters)/.*", "slide masters", "slide masters"),
    (r"ppt/comment.*", "slide comments", "comments"),
    (r"docProps/.*|meta\.xml", "document properties", "document properties"),
    (r"customXml/.*", "custom XML", "custom XML"),
    (r".*\.rels", "links", "links"),
    (r"content\.xml", "document", "text"),
    (r"styles\.xml", "page headers and footers", "page headers and footers"),
)  # fmt: skip

_PLACE_RULES = tuple((re.compile(pattern), place, group) for pattern, place, group in _PLACES)

_WORD_ATTRIBUTES: Final = frozenset(
    ("descr", "title", "name", "tooltip", "display", "prompt", "promptTitle", "error", "errorTitle", "author",
     "displayText", "value", "location", "href", "label", "alt", "caption", "description", "comment",
     "sheetName", "userId", "providerId", "connection", "command", "url", "sourceFile", "string-value",
     "help-message", "condition", "title-cell", "filterVal", "altText", "string")
)  # fmt: skip
"""Attributes that hold words somebody wrote, in any of the formats; counts and measures are left out."""

_NAMED_VALUES: Final = frozenset(
    ("alias", "tag", "docVar", "statusText", "helpText", "default", "entryMacro", "listEntry", "sheetName")
)
"""Elements whose attribute ``val`` holds words."""

_ALL_ATTRIBUTES = re.compile(
    r"xl/(?:pivotCache|slicerCaches|slicers|externalLinks)/.*|customXml/item\d+\.xml"
)

_JOINED: Final = frozenset(("t", "delText", "instrText", "delInstrText", "span", "a"))
"""Elements whose text goes on in the next one: a number may be split between them."""

_SPACES: Final = frozenset(("tab", "br", "cr", "line-break", "s"))

_SKIPPED: Final = frozenset(("Fallback", "numCache", "posOffset", "pctWidth", "pctHeight", "rsids", "style"))

_FURNITURE: Final = frozenset(("ftr", "dt", "hdr"))

_UNSEEN_IN_BODY: Final = frozenset(("delText", "instrText", "delInstrText"))

_CELL_DATA = re.compile(rb"<(?:\w+:)?sheetData\b[^>]*>.*</(?:\w+:)?sheetData>", re.DOTALL)

_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*>([^<]*)</")

_TAG = re.compile(r"<[^>]*>")


def part_words(package: Package) -> Iterator[PartWords]:
    """What every part of a package says outside its text; a part that cannot be read says so."""
    for name in sorted(package.names):
        if _XML.fullmatch(name) is None or _NEVER_WORDS.fullmatch(name) is not None:
            continue
        place, group = part_place(name)
        try:
            rows = tuple(_rows(package, name))
        except (UnreadableError, RefusedError):
            yield PartWords(place, group, (), is_readable=False)
            continue
        yield PartWords(place, group, rows)


def part_place(name: str) -> tuple[str, str]:
    """A part in words, and the group of parts it belongs to."""
    for pattern, place, group in _PLACE_RULES:
        if found := pattern.fullmatch(name):
            number = next((one for one in found.groups() if one), "")
            return f"{place} {number}".strip(), group
    return "other parts", "other parts"


def _rows(package: Package, name: str) -> Iterator[str]:
    if _SHEET.fullmatch(name):
        content = package.read(name)
        yield from (html.unescape(one.decode("utf-8", "replace")) for one in _FORMULA.findall(content))
        root = parse_xml(_CELL_DATA.sub(b"", content), "sheet")
    elif name.endswith(".vml"):
        # Older drawings are often not well formed: their words are what stands between the marks.
        text = package.read(name).decode("utf-8", "replace")
        yield from _TAG.sub("\n", text).splitlines()
        yield from re.findall(r'\b(?:alt|title)="([^"]*)"', text)
        return
    else:
        root = package.xml(name)
    if name.endswith(".rels"):
        yield from (one.get("Target", "") for one in root if one.get("TargetMode") == "External")
        return
    yield from _attributes(root, is_all=_ALL_ATTRIBUTES.fullmatch(name) is not None)
    is_body = _BODY.fullmatch(name) is not None
    yield from _Text(is_body=is_body).rows(root)


def _attributes(root: etree._Element, *, is_all: bool) -> Iterator[str]:
    for node in root.iter("*"):
        element = _local(node.tag)
        for key, value in node.attrib.items():
            attribute = _local(key)
            is_wanted = is_all or attribute in _WORD_ATTRIBUTES
            if is_wanted or (attribute == "val" and element in _NAMED_VALUES):
                yield str(value)


class _Text:
    """The words of a part as rows; of a body only what its reader leaves out."""

    def __init__(self, *, is_body: bool) -> None:
        self._is_body = is_body
        self._row: list[str] = []
        self._depth = 0

    def rows(self, root: etree._Element) -> Iterator[str]:
        """Paragraphs and table rows, in their order."""
        stack: list[tuple[etree._Element, bool]] = [(root, False)]
        while stack:
            node, is_done = stack.pop()
            if not isinstance(node.tag, str):
                continue
            name = _local(node.tag)
            if is_done:
                yield from self._end(name, node)
                continue
            if name in _SKIPPED:
                continue
            self._depth += name in {"tr", "table-row"}
            self._begin(name, node)
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node))
        yield from self._flush()

    def _begin(self, name: str, node: etree._Element) -> None:
        if name in _SPACES:
            self._row.append(" ")
        elif node.text and (not self._is_body or _is_unread(name, node)):
            self._row.append(node.text)

    def _end(self, name: str, node: etree._Element) -> Iterator[str]:
        if name in {"tr", "table-row"}:
            self._depth -= 1
            yield from self._flush()
        elif name in {"tc", "table-cell"}:
            self._row.append(" | ")
        elif name in {"p", "h"} or _stands_alone(name, node):
            if self._depth:
                self._row.append(" ")
            else:
                yield from self._flush()
        if node.tail and not self._is_body:
            self._row.append(node.tail)

    def _flush(self) -> Iterator[str]:
        row = "".join(self._row).strip(" |\n\t\r")
        self._row.clear()
        if row:
            yield row


def _stands_alone(name: str, node: etree._Element) -> bool:
    """Whether the words of an element, such as a property, do not go on in the next one."""
    return name not in _JOINED and name not in _SPACES and len(node) == 0 and bool(node.text)


def _is_unread(name: str, node: etree._Element) -> bool:
    """Whether the reader of the text passes these words of a body over."""
    if name in _UNSEEN_IN_BODY:
        return True
    return name == "t" and any(_hides(_local(around.tag), around) for around in node.iterancestors())


def _hides(kind: str, around: etree._Element) -> bool:
    if kind == "r":
        return around.find("{*}rPr/{*}vanish") is not None
    if kind == "tr":
        return around.find("{*}trPr/{*}del") is not None
    if kind == "sp":
        return any(one.get("type", "") in _FURNITURE for one in around.iter("{*}ph"))
    return kind in {"moveFrom", "del"}


def _local(name: object) -> str:
    text = name.decode() if isinstance(name, bytes) else str(name)
    return text.rpartition("}")[2]
