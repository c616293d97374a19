"""Accessibility rules a document must meet before it leaves: what screen readers and low vision need.

The rules follow the accessibility regulations for public bodies' documents and WCAG 2.2 AA as far as a
program can check them in the file itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness.formats.word.namespaces import W
from readiness.formats.word.package import DOCUMENT, LANGUAGE, Package
from readiness.formats.word.styles import INK

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEAST_HALF_POINTS = 22

_LEAST_CONTRAST = 4.5

_TITLE = "{http://purl.org/dc/elements/1.1/}title"

_SMALL_IS_FINE = ("header", "footer", "Header", "Footer")

_ALTERNATIVES = ("alt", "descr", "title")


def accessibility_findings(package: Package, language: str = LANGUAGE) -> list[str]:
    """What breaks a rule for a document of a language, in words; empty when nothing does."""
    document, styles = package.xml(DOCUMENT), package.xml("word/styles.xml")
    strips = [package.xml(name) for name in package.parts if name.startswith(("word/header", "word/footer"))]
    found = [*_title(package), *_language(document, styles, language), *_protection(package)]
    for rule in (_headings, _tables, _links, _text_boxes):
        found += rule(document)
    for root in (document, *strips):
        found += _pictures(root)
        found += _no_words(root)
    return [*found, *_looks(document, styles)]


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _text(element: _Element) -> str:
    return "".join(node.text or "" for node in element.iter(_w("t")))


def _style(paragraph: _Element) -> str:
    found = paragraph.find(f"{_w('pPr')}/{_w('pStyle')}")
    return "" if found is None else found.get(_w("val"), "")


def _title(package: Package) -> Iterator[str]:
    properties = package.xml("docProps/core.xml") if "docProps/core.xml" in package.parts else None
    title = None if properties is None else properties.findtext(_TITLE)
    if not (title or "").strip():
        yield "The document has no title in its properties."


def _language(document: _Element, styles: _Element, wanted: str) -> Iterator[str]:
    if styles.find(f"{_w('docDefaults')}//{_w('lang')}") is None:
        yield "The styles give no language."
    for root in (document, styles):
        for one in root.iter(_w("lang")):
            if (language := one.get(_w("val"))) != wanted:
                yield f"Some text is marked as {language}, not {wanted}."


def _protection(package: Package) -> Iterator[str]:
    settings = package.parts.get("word/settings.xml")
    if settings and package.xml("word/settings.xml").find(_w("documentProtection")) is not None:
        yield "The document is locked, which can shut out assistive technology."


def _headings(document: _Element) -> Iterator[str]:
    level = 0
    for paragraph in document.iter(_w("p")):
        style = _style(paragraph)
        if not (style.startswith("Heading") and style[-1].isdigit()):
            continue
        if int(style[-1]) > level + 1:
            yield f"Heading level {level} is followed by level {style[-1]}: {_text(paragraph)!r}."
        level = int(style[-1])


def _no_words(root: _Element) -> Iterator[str]:
    for paragraph in root.iter(_w("p")):
        has_picture = next(paragraph.iter(_w("drawing"), _w("pict")), None) is not None
        if not _text(paragraph).strip() and not has_picture:
            yield f"A paragraph of style {_style(paragraph) or 'Normal'} is empty."


def _tables(document: _Element) -> Iterator[str]:
    for number, table in enumerate(document.iter(_w("tbl")), 1):
        properties = table.find(_w("tblPr"))
        for name in ("tblCaption", "tblDescription"):
            found = None if properties is None else properties.find(_w(name))
            if found is None or not found.get(_w("val"), "").strip():
                yield f"Table {number} has no {name.removeprefix('tbl').lower()}."
        if table.find(f"{_w('tr')}/{_w('trPr')}/{_w('tblHeader')}") is None:
            yield f"Table {number} has no header row."
        if next(table.iter(_w("gridSpan"), _w("vMerge")), None) is not None:
            yield f"Table {number} has merged cells."
        if table.find(f".//{_w('tc')}//{_w('tbl')}") is not None:
            yield f"Table {number} has a table inside it."
        if any(not _text(cell).strip() for cell in table.iter(_w("tc"))):
            yield f"Table {number} has a blank cell."


def _links(document: _Element) -> Iterator[str]:
    for link in document.iter(_w("hyperlink")):
        text = _text(link).strip()
        if not text or text.startswith(("http:", "https:", "www.")):
            yield f"A link says {text!r}, which does not tell where it leads."


def _text_boxes(document: _Element) -> Iterator[str]:
    if next(document.iter(_w("txbxContent")), None) is not None:
        yield "There is a text box, which screen readers may read out of order."


def _pictures(root: _Element) -> Iterator[str]:
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        if name in ("shape", "docPr") and not any(element.get(one) for one in _ALTERNATIVES):
            yield "A picture has no description."


def _looks(document: _Element, styles: _Element) -> Iterator[str]:
    used = {_style(paragraph) for paragraph in document.iter(_w("p"))}
    for style in styles.iter(_w("style")):
        if style.get(_w("styleId")) not in used or style.get(_w("styleId")) in _SMALL_IS_FINE:
            continue
        size, colour = style.find(f"{_w('rPr')}/{_w('sz')}"), style.find(f"{_w('rPr')}/{_w('color')}")
        if size is not None and int(size.get(_w("val"), "0")) < _LEAST_HALF_POINTS:
            yield f"Style {style.get(_w('styleId'))} is smaller than 11 point."
        ink = INK if colour is None else colour.get(_w("val"), INK)
        if ink != "auto" and contrast(ink) < _LEAST_CONTRAST:
            yield f"Style {style.get(_w('styleId'))} is too pale to read ({ink})."


def contrast(ink: str, paper: str = "FFFFFF") -> float:
    """Contrast ratio of two colours (six hex digits each), as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(ink), _luminance(paper)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    knee = 0.04045
    linear = [one / 12.92 if one <= knee else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
