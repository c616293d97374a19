"""Small Office packages made by hand, so that a test can put anything into them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
TYPES = f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
SHEET_TYPES = (
    f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)


def rels(*targets: tuple[str, str, str]) -> str:
    """A .rels part: (id, last part of the type, target); a target with ``://`` is external."""
    items = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"'
        + (' TargetMode="External"' if "://" in target else "")
        + "/>"
        for key, kind, target in targets
    )
    return f'{HEAD}<Relationships xmlns="{_RELS}">{items}</Relationships>'


def docx(
    body: str = "<w:p><w:r><w:t>Plain words</w:t></w:r></w:p>", head: str = HEAD
) -> dict[str, str | bytes]:
    """The parts of a Word document with this body."""
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": rels(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
    }


def pptx(text: str = "Plain words", head: str = HEAD) -> dict[str, str | bytes]:
    """The parts of a presentation of one slide."""
    shown = f'<p:sp xmlns:a="{A}"><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>'
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": rels(("rId1", "officeDocument", "ppt/presentation.xml")),
        "ppt/_rels/presentation.xml.rels": rels(("rId2", "slide", "slides/slide1.xml")),
        "ppt/presentation.xml": f'{HEAD}<p:presentation xmlns:p="{P}" xmlns:r="{R}"><p:sldIdLst>'
        '<p:sldId id="256" r:id="rId2"/></p:sldIdLst></p:presentation>',
        "ppt/slides/slide1.xml": f'{head}<p:sld xmlns:p="{P}"><p:cSld><p:spTree>{shown}</p:spTree></p:cSld>'
        "</p:sld>",
    }


def xlsx(
    rows: str = '<row r="1"><c r="A1" t="inlineStr"><is><t>Plain words</t></is></c></row>', head: str = HEAD
) -> dict[str, str | bytes]:
    """The parts of a workbook of one sheet named Data."""
    return {
        "[Content_Types].xml": SHEET_TYPES,
        "_rels/.rels": rels(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": rels(("rId2", "worksheet", "worksheets/sheet1.xml")),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{S}" xmlns:r="{R}"><sheets>'
        '<sheet name="Data" sheetId="1" r:id="rId2"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{S}"><sheetData>{rows}</sheetData></worksheet>',
    }


def write_zip(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """Write a zip of these members, compressed."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path
