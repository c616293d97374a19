"""From content to a Word file: contents page, body, sections, marking, properties and stamp."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from readiness.formats.packages import parse_xml
from readiness.formats.word.charts import add_charts
from readiness.formats.word.layout import heading_pages, settled
from readiness.formats.word.markup import Writer, clean, text_xml
from readiness.formats.word.model import Block, Paragraph, Part, Run
from readiness.formats.word.namespaces import W_DECLARATION, R, W
from readiness.formats.word.package import (
    DECLARATION,
    DOCUMENT,
    LANGUAGE,
    OFFICE,
    WORD,
    Package,
    set_language,
    with_properties,
)
from readiness.formats.word.starter import BODY_BOOKMARK, COVER_BOOKMARK, starter_package
from readiness.formats.word.styles import STYLE_IDS, TEXT_WIDTH
from readiness.formats.word.template import Insertion, Template

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTENTS_ROLES = {"heading1": "toc1", "heading2": "toc2"}

_SETTINGS = "word/settings.xml"

_DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that goes into one document."""

    title: str
    author: str
    identifier: str
    dated: str
    """ISO date written into the properties."""
    header: str
    """Protective marking, shown at the top of every page."""
    footer: str
    """Words before the page number."""
    cover: tuple[Paragraph, ...]
    contents_title: str
    """Heading of the contents page; empty for a document of a page or two without one."""
    parts: tuple[Part, ...]
    watermark: str = ""
    stamp: str = ""
    """Custom XML part that lets an edited copy be read back; empty for none."""
    tracks_changes: bool = True
    """Whether a reader's edits are tracked where the template says so; never where this is False."""
    language: str = LANGUAGE
    """What a word processor checks the spelling by (BCP 47)."""


def starter() -> Template:
    """The starter template, ready to build in."""
    return Template(starter_package(), STYLE_IDS)


def build(content: Content, template: Template | None = None) -> bytes:
    """The Word file. The same content and template give the same bytes."""
    template = template or starter()
    package = with_properties(
        template.package,
        title=content.title,
        author=content.author,
        identifier=content.identifier,
        dated=content.dated,
        language=content.language,
    )
    set_language(package, content.language)
    mark_every_page(
        package,
        header=content.header,
        footer=content.footer,
        style_ids=template.style_ids,
        watermark=content.watermark,
    )
    parts = settled(_with_bookmarks(content.parts))
    is_refreshed = template.has_own_look
    document = package.xml(DOCUMENT)
    writer = Writer(
        template.style_ids,
        TEXT_WIDTH,
        _last_bookmark(document),
        add_charts(package, parts),
        unnumbered=template.unnumbered,
    )
    cover = "".join(map(writer.paragraph, content.cover))
    has_contents = bool(content.contents_title)
    contents = (
        _contents(writer, content.contents_title, parts, is_refreshed=is_refreshed) if has_contents else ""
    )
    insertion = Insertion(document)
    opening = "" if insertion.put(COVER_BOOKMARK, lambda _section: cover) else cover
    insertion.put(
        BODY_BOOKMARK, lambda section: opening + contents + "".join(_parts_xml(writer, parts, section))
    )
    package.parts[DOCUMENT] = insertion.to_bytes()
    if not content.tracks_changes:
        _stop_tracking(package)
    if content.stamp:
        _attach_stamp(package, content.stamp, content.identifier)
    return package.to_bytes()


def _last_bookmark(document: _Element) -> int:
    """The highest bookmark number the template uses."""
    numbers = (one.get(f"{{{W}}}id", "") for one in document.iter(f"{{{W}}}bookmarkStart"))
    return max((int(number) for number in numbers if number.isdigit()), default=0)


def _stop_tracking(package: Package) -> None:
    """Turn the tracking of changes off: XML by hand, for python-docx has no door to this setting."""
    if _SETTINGS not in package.parts:
        return
    settings = package.xml(_SETTINGS)
    for one in settings.findall(f"{{{W}}}trackRevisions"):
        settings.remove(one)
    package.put_xml(_SETTINGS, settings)


def _attach_stamp(package: Package, stamp: str, identifier: str) -> None:
    """Add the custom XML part with the properties part Word asks for."""
    item = package.free_name("customXml/item")
    properties = package.free_name("customXml/itemProps")
    store_id = str(uuid.uuid5(uuid.NAMESPACE_URL, identifier)).upper()
    package.add_part(item, stamp.encode())
    package.add_part(
        properties,
        f'{DECLARATION}<ds:datastoreItem ds:itemID="{{{store_id}}}" xmlns:ds="{_DATA_STORE}"/>'.encode(),
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    )
    package.relate(DOCUMENT, f"{OFFICE}/customXml", item)
    package.relate(item, f"{OFFICE}/customXmlProps", properties)


def _with_bookmarks(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts with a bookmark on every heading the contents page lists."""
    numbers = iter(range(1, 10_000))

    def marked(block: Block) -> Block:
        if isinstance(block, Paragraph) and block.role in _CONTENTS_ROLES and not block.bookmark:
            return replace(block, bookmark=f"_Toc{next(numbers):06d}")
        return block

    return tuple(replace(part, blocks=tuple(map(marked, part.blocks))) for part in parts)


def _contents(writer: Writer, title: str, parts: tuple[Part, ...], *, is_refreshed: bool) -> str:
    """The contents page, already filled in."""
    headings = [
        block
        for part in parts
        for block in part.blocks
        if isinstance(block, Paragraph) and block.role in _CONTENTS_ROLES
    ]
    entries = tuple(Paragraph(_CONTENTS_ROLES[one.role], (Run(f"{one.text} 00"),)) for one in headings)
    first = Paragraph("contents_title", (Run(title),), starts_page=True)
    opening = replace(
        parts[0], blocks=(Paragraph("cover_fact", (Run("Cover"),)), first, *entries, *parts[0].blocks)
    )
    pages = heading_pages((opening, *parts[1:]))
    last = len(headings) - 1
    lines = (
        _contents_line(
            writer, one, pages[one.bookmark], is_first=at == 0, is_last=at == last, is_dirty=is_refreshed
        )
        for at, one in enumerate(headings)
    )
    return writer.paragraph(first) + "".join(lines)


def _contents_line(
    writer: Writer, heading: Paragraph, page: int, *, is_first: bool, is_last: bool, is_dirty: bool
) -> str:
    dirty = ' w:dirty="true"' if is_dirty else ""
    begin = (
        f'<w:r><w:fldChar w:fldCharType="begin"{dirty}/></w:r><w:r><w:instrText xml:space="preserve">'
        ' TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    number = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        f" PAGEREF {heading.bookmark} \\h </w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{page}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    link = (
        f"<w:hyperlink w:anchor={quoteattr(heading.bookmark)} "
        f'w:history="1"><w:r>{text_xml(heading.text)}</w:r>'
        f"<w:r><w:tab/></w:r>{number}</w:hyperlink>"
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if is_last else ""
    style = writer.style_ids[_CONTENTS_ROLES[heading.role]]
    opening = begin if is_first else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{opening}{link}{end}</w:p>'


def _parts_xml(writer: Writer, parts: tuple[Part, ...], section: _Element) -> Iterator[str]:
    """Every part but the last ends with its own section; the last one takes the template's."""
    for at, part in enumerate(parts):
        *blocks, closing = part.blocks
        if not isinstance(closing, Paragraph) or (at + 1 == len(parts) and part.is_landscape):
            raise ValueError("A part must end with a paragraph, and the last part must be upright.")
        writer.text_width = _text_width(section, is_landscape=part.is_landscape)
        yield from map(writer.block, blocks)
        is_last = at + 1 == len(parts)
        yield writer.paragraph(
            closing,
            section=""
            if is_last
            else _section_xml(section, is_first=at == 0, is_landscape=part.is_landscape),
        )


def _sizes(section: _Element) -> tuple[_Element | None, _Element | None]:
    return section.find(f"{{{W}}}pgSz"), section.find(f"{{{W}}}pgMar")


def _text_width(section: _Element, *, is_landscape: bool) -> int:
    size, margin = _sizes(section)
    if size is None or margin is None:
        return TEXT_WIDTH
    side = size.get(f"{{{W}}}{'h' if is_landscape else 'w'}", "0")
    return int(side) - int(margin.get(f"{{{W}}}left", "0")) - int(margin.get(f"{{{W}}}right", "0"))


def _section_xml(section: _Element, *, is_first: bool, is_landscape: bool) -> str:
    """A copy of a section's properties, upright or turned; only the first keeps a first page of its own."""
    from lxml import etree

    copied = copy.deepcopy(section)
    for child in list(copied):
        name = etree.QName(child).localname
        if name == "type" or (name == "titlePg" and not is_first):
            copied.remove(child)
    size, _ = _sizes(copied)
    if is_landscape and size is not None:
        width, height = size.get(f"{{{W}}}w", "0"), size.get(f"{{{W}}}h", "0")
        size.set(f"{{{W}}}w", height)
        size.set(f"{{{W}}}h", width)
        size.set(f"{{{W}}}orient", "landscape")
    return etree.tostring(copied, encoding="unicode")


_KINDS = {"header": ("headerReference", "hdr"), "footer": ("footerReference", "ftr")}

_PAGE_NUMBERS = (
    '<w:r><w:t xml:space="preserve">Page </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r>'
    '</w:fldSimple><w:r><w:t xml:space="preserve"> of </w:t></w:r><w:fldSimple w:instr=" NUMPAGES "><w:r>'
    "<w:t>1</w:t></w:r></w:fldSimple>"
)

_WATERMARK = (
    '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
    ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="{id}" o:spid="_x0000_s20{number:02d}" type="#_x0000_t136" alt={alt} '
    'style="position:absolute;'
    "margin-left:0;margin-top:0;width:420pt;height:140pt;rotation:315;z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    'mso-position-vertical-relative:margin" fillcolor="#e3e3e3" stroked="f"><v:fill opacity=".5"/>'
    '<v:textpath style="font-family:Arial;font-size:1pt" string={text}/></v:shape></w:pict></w:r>'
)


def mark_every_page(
    package: Package, *, header: str, footer: str, style_ids: dict[str, str], watermark: str = ""
) -> None:
    """Put the marking at the top of every header and the page numbers into every footer of the document.

    Headers for first and even pages count too. A section without a header or footer of its own and none
    to inherit is given one.
    """
    document = package.xml(DOCUMENT)
    _give_missing_strips(package, document)
    related = package.related(DOCUMENT)
    for kind, (reference, _) in _KINDS.items():
        ids = dict.fromkeys(one.get(f"{{{R}}}id", "") for one in document.iter(f"{{{W}}}{reference}"))
        for number, name in enumerate(dict.fromkeys(related[one][1] for one in ids if one in related), 1):
            root = package.xml(name)
            if kind == "header":
                _insert(root, 0, _header_line(header, style_ids, watermark, number))
            else:
                _finish_footer(root, footer, style_ids)
            package.put_xml(name, root)


def _give_missing_strips(package: Package, document: _Element) -> None:
    """Give the first section each header and footer it lacks; later sections inherit them."""
    section = next(document.iter(f"{{{W}}}sectPr"), None)
    if section is None:
        section = document[0].makeelement(f"{{{W}}}sectPr")
        document[0].append(section)
    for kind, (reference, root) in _KINDS.items():
        present = {one.get(f"{{{W}}}type") for one in section.iter(f"{{{W}}}{reference}")}
        for place in _places_used(package, document):
            if place in present:
                continue
            name = package.free_name(f"word/{kind}")
            empty = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{root} {W_DECLARATION}/>'
            package.add_part(name, empty.encode(), f"{WORD}.{kind}+xml")
            element = section.makeelement(f"{{{W}}}{reference}")
            element.set(f"{{{W}}}type", place)
            element.set(f"{{{R}}}id", package.relate(DOCUMENT, f"{OFFICE}/{kind}", name))
            section.insert(0, element)
    package.put_xml(DOCUMENT, document)


def _places_used(package: Package, document: _Element) -> list[str]:
    """Which kinds of header this document shows: on all pages, on first pages, on even pages."""
    settings = package.parts.get("word/settings.xml")
    has_even = (
        settings is not None
        and package.xml("word/settings.xml").find(f"{{{W}}}evenAndOddHeaders") is not None
    )
    has_first = next(document.iter(f"{{{W}}}titlePg"), None) is not None
    return ["default", *(["first"] if has_first else []), *(["even"] if has_even else [])]


def _header_line(text: str, style_ids: dict[str, str], watermark: str, number: int) -> str:
    drawn = ""
    if watermark:
        drawn = _WATERMARK.format(
            id=f"readinessWatermark{number}",
            number=number,
            alt=quoteattr(f"Watermark: {clean(watermark)}"),
            text=quoteattr(clean(watermark)),
        )
    return (
        f'<w:p {W_DECLARATION}><w:pPr><w:pStyle w:val="{style_ids["marking"]}"/></w:pPr>'
        f"<w:r><w:t>{escape(clean(text))}</w:t></w:r>{drawn}</w:p>"
    )


def _finish_footer(root: _Element, text: str, style_ids: dict[str, str]) -> None:
    has_numbers = any(
        "PAGE" in one.get(f"{{{W}}}instr", "") for one in root.iter(f"{{{W}}}fldSimple")
    ) or any("PAGE" in (one.text or "") for one in root.iter(f"{{{W}}}instrText"))
    numbers = "" if has_numbers else f'<w:r><w:t xml:space="preserve">  |  </w:t></w:r>{_PAGE_NUMBERS}'
    line = (
        f'<w:p {W_DECLARATION}><w:pPr><w:pStyle w:val="{style_ids["footer"]}"/></w:pPr>'
        f"<w:r><w:t>{escape(clean(text))}</w:t></w:r>{numbers}</w:p>"
    )
    _insert(root, len(root), line)


def _insert(root: _Element, at: int, xml: str) -> None:
    root.insert(at, parse_xml(xml.encode(), "header or footer"))
