"""The starter template's theme and font table: the parts Word expects, holding our font and colours only."""

from __future__ import annotations

from readiness.reports.word.package import DECLARATION
from readiness.reports.word.styles import AMBER, FONT, GREY, INK, NAVY, PALE, RULE

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
