"""The styles of the starter template: one value per style, from which the XML and the page layout follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import quoteattr

from readiness.formats.word.namespaces import W_DECLARATION
from readiness.formats.word.package import DECLARATION

FONT = "Arial"

INK = "1A1A1A"

NAVY = "1F3A5F"

GREY = "595959"

RULE = "8A9BB0"

PALE = "DCE4EE"

AMBER = "7A4B00"


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph or character style. Lengths in points."""

    role: str
    id: str
    name: str
    """The name people see in Word; built-in names are Word's own."""
    kind: Literal["paragraph", "character"] = "paragraph"
    size: float = 11
    bold: bool = False
    italic: bool = False
    colour: str = INK
    before: float = 0
    after: float = 6
    left: float = 0
    hanging: float = 0
    line: int = 259
    """Line height in 240ths of the font's own."""
    keeps_next: bool = False
    outline: int | None = None
    align: Literal["", "center", "right"] = ""
    bar: str = ""
    """Colour of a rule down the left side."""
    is_bulleted: bool = False
    is_superscript: bool = False


PARAGRAPH_STYLES: tuple[Style, ...] = (
    Style("body", "BodyText", "Body Text", after=7),
    Style("title", "Title", "Title", size=30, bold=True, colour=NAVY, before=150, after=10, line=240),
    Style("letter_title", "SefLetterTitle", "SEF Letter Title", size=20, bold=True, colour=NAVY, after=14,
          line=240),
    Style("subtitle", "Subtitle", "Subtitle", size=18, colour=NAVY, after=26, line=240),
    Style("cover_fact", "SefCoverFact", "SEF Cover Fact", size=12, after=6),
    Style("cover_notice", "SefCoverNotice", "SEF Cover Notice", size=12, before=16, left=10, bar=AMBER),
    Style("contents_title", "SefContentsTitle", "SEF Contents Title", size=20, bold=True, colour=NAVY,
          after=12),
    Style("heading1", "Heading1", "heading 1", size=20, bold=True, colour=NAVY, before=18, after=10,
          line=240, keeps_next=True, outline=0),
    Style("heading2", "Heading2", "heading 2", size=16, bold=True, colour=NAVY, before=18, after=6,
          line=240, keeps_next=True, outline=1),
    Style("heading3", "Heading3", "heading 3", size=12.5, bold=True, colour=NAVY, before=13, after=4,
          line=240, keeps_next=True, outline=2),
    Style("toc1", "TOC1", "toc 1", before=6, after=3, bold=True),
    Style("toc2", "TOC2", "toc 2", after=3, left=14),
    Style("official", "SefOfficial", "SEF Official Wording", colour=GREY, italic=True, after=8,
          keeps_next=True),
    Style("headline", "SefHeadline", "SEF Headline", size=12.5, bold=True, colour=INK, before=2, after=8),
    Style("local_view", "SefLocalView", "SEF Local View", left=10, bar=NAVY, before=2, after=10),
    Style("statement", "SefStatement", "SEF Statement", after=6),
    Style("impact", "SefImpact", "SEF Impact", left=18, after=9),
    Style("quoted", "SefQuoted", "SEF Quoted Statement", left=10, after=6),
    Style("missing", "SefMissing", "SEF Missing", left=10, bar=AMBER, colour=AMBER, before=2, after=8),
    Style("bullet", "ListBullet", "List Bullet", left=18, hanging=14, after=4, is_bulleted=True),
    Style("source", "SefSource", "SEF Evidence Source", left=22, hanging=22, before=6,
          after=3),
    Style("caption", "Caption", "caption", bold=True, colour=NAVY, before=8, after=4, keeps_next=True),
    Style("table_note", "SefTableNote", "SEF Table Note", before=4, after=10),
    Style("table_text", "SefTableText", "SEF Table Text", before=2, after=2, line=240),
    Style("table_figure", "SefTableFigure", "SEF Table Figure", before=2, after=2, line=240, align="right"),
    Style("table_heading", "SefTableHeading", "SEF Table Heading", bold=True, colour=NAVY, before=3, after=3,
          line=240),
    Style("table_heading_figure", "SefTableHeadingFigure", "SEF Table Heading Figure", bold=True, colour=NAVY,
          before=3, after=3, line=240, align="right"),
    Style("header", "Header", "header", size=9, colour=GREY, after=0, line=240, align="center"),
    Style("footer", "Footer", "footer", size=9, colour=GREY, after=0, line=240, align="center"),
    Style("marking", "SefMarking", "SEF Marking", size=10, bold=True, colour=INK, after=0, line=240,
          align="center"),
)  # fmt: skip

CHARACTER_STYLES: tuple[Style, ...] = (
    Style("strong", "Strong", "Strong", "character", bold=True),
    Style("evidence", "SefEvidence", "SEF Evidence Number", "character", colour=NAVY, is_superscript=True),
    Style("reference", "SefReference", "SEF Reference", "character", size=8, colour=GREY),
)

TABLE_STYLE = ("table", "SefTable", "SEF Table")

STYLES: dict[str, Style] = {style.role: style for style in (*PARAGRAPH_STYLES, *CHARACTER_STYLES)}

STYLE_IDS: dict[str, str] = {
    **{role: style.id for role, style in STYLES.items()},
    TABLE_STYLE[0]: TABLE_STYLE[1],
}
"""Style id by role, in the starter template."""

STYLE_NAMES: dict[str, str] = {
    **{role: style.name for role, style in STYLES.items()},
    TABLE_STYLE[0]: TABLE_STYLE[2],
}
"""Style name by role, in the starter template."""


def styles_xml() -> str:
    """The starter template's ``word/styles.xml``."""
    return "".join(
        (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles {W_DECLARATION}>',
            _defaults(),
            (
                '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name '
                'w:val="Normal"/><w:qFormat/>'
                "</w:style>"
            ),
            (
                '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
                '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
            ),
            (
                '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
                '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" '
                'w:type="dxa"/></w:tblPr></w:style>'
            ),
            *(_paragraph_style(style) for style in PARAGRAPH_STYLES),
            *(_character_style(style) for style in CHARACTER_STYLES),
            _table_style(),
            "</w:styles>",
        )
    )


def _defaults() -> str:
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        f'<w:color w:val="{INK}"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _paragraph_style(style: Style) -> str:
    numbering = '<w:numPr><w:numId w:val="1"/></w:numPr>' if style.is_bulleted else ""
    bar = (
        f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{style.bar}"/></w:pBdr>'
        if style.bar
        else ""
    )
    tab = (
        f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs>'
        if style.role in ("toc1", "toc2")
        else ""
    )
    indent = f'<w:ind w:left="{_twips(style.left)}"' + (
        f' w:hanging="{_twips(style.hanging)}"/>' if style.hanging else "/>"
    )
    return "".join(
        (
            (
                f'<w:style w:type="paragraph" w:styleId="{style.id}"{_custom(style)}><w:name '
                f"w:val={quoteattr(style.name)}/>"
                '<w:basedOn w:val="Normal"/>'
            ),
            '<w:next w:val="BodyText"/>' if style.outline is not None else "",
            "<w:qFormat/><w:pPr>",
            "<w:keepNext/>" if style.keeps_next else "",
            "<w:keepLines/>" if style.outline is not None else "",
            numbering + bar + tab,
            (
                f'<w:spacing w:before="{_twips(style.before)}" w:after="{_twips(style.after)}" '
                f'w:line="{style.line}"'
                ' w:lineRule="auto"/>'
            ),
            indent if style.left or style.hanging else "",
            f'<w:jc w:val="{style.align}"/>' if style.align else "",
            f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else "",
            f"</w:pPr>{_look(style)}</w:style>",
        )
    )


def _character_style(style: Style) -> str:
    return (
        f'<w:style w:type="character" w:styleId="{style.id}"{_custom(style)}><w:name '
        f"w:val={quoteattr(style.name)}/>"
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>{_look(style)}</w:style>'
    )


def _custom(style: Style) -> str:
    return ' w:customStyle="1"' if style.name.startswith("SEF ") else ""


def _look(style: Style) -> str:
    is_own_size = style.kind == "paragraph" or style.size != 11  # noqa: PLR2004 - the document's own size
    size = (
        f'<w:sz w:val="{round(style.size * 2)}"/><w:szCs w:val="{round(style.size * 2)}"/>'
        if is_own_size
        else ""
    )
    inner = "".join(
        (
            "<w:b/><w:bCs/>" if style.bold else "",
            "<w:i/><w:iCs/>" if style.italic else "",
            f'<w:color w:val="{style.colour}"/>' if style.colour != INK or style.kind == "paragraph" else "",
            size,
            '<w:vertAlign w:val="superscript"/>' if style.is_superscript else "",
        )
    )
    return f"<w:rPr>{inner}</w:rPr>"


def _table_style() -> str:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>'
        for side in ("top", "bottom", "insideH")
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE_STYLE[1]}"><w:name '
        f'w:val="{TABLE_STYLE[2]}"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>'
        f"<w:tblBorders>{lines}</w:tblBorders>"
        '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" '
        'w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:tcPr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{PALE}"/></w:tcPr></w:tblStylePr></w:style>'
    )


def _twips(points: float) -> int:
    return round(points * 20)


PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
"""A4 in twentieths of a point."""

MARGIN_SIDE, MARGIN_TOP, MARGIN_BOTTOM = 1247, 1361, 1247

TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN_SIDE

LANDSCAPE_TEXT_WIDTH = PAGE_HEIGHT - 2 * MARGIN_SIDE

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_COLOURS = {
    "dk1": INK,
    "lt1": "FFFFFF",
    "dk2": NAVY,
    "lt2": PALE,
    "accent1": NAVY,
    "accent2": GREY,
    "accent3": AMBER,
    "accent4": RULE,
    "accent5": NAVY,
    "accent6": GREY,
    "hlink": NAVY,
    "folHlink": GREY,
}


def theme_xml() -> bytes:
    """``word/theme/theme1.xml``."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())
    face = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{DECLARATION}<a:theme xmlns:a="{_A}" name="Readiness"><a:themeElements>'
        f'<a:clrScheme name="Readiness">{colours}</a:clrScheme>'
        f'<a:fontScheme name="Readiness"><a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="Readiness"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    ).encode()


def font_table_xml() -> bytes:
    """``word/fontTable.xml``."""
    return (
        f'{DECLARATION}<w:fonts xmlns:w="{_W}"><w:font w:name="{FONT}"><w:panose1 '
        'w:val="020B0604020202020204"/>'
        '<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    ).encode()
