"""What stands on every page: the protective marking, the page numbers, and the watermark of a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from readiness.reports.word.markup import W_DECLARATION, R, W, clean
from readiness.reports.word.package import DOCUMENT, OFFICE, WORD, Package, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

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
