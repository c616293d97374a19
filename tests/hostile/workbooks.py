"""Small workbooks that would fill memory, each written in a way that a check of the usual spelling misses."""

from __future__ import annotations

from pathlib import Path

from tests.hostile.zip_making import S, write_zip, xlsx

_FIRST = '<row r="1"><c r="A1" t="inlineStr"><is><t>UPN</t></is></c></row>'


def _parts(rows: str) -> dict[str, str | bytes]:
    return xlsx(_FIRST + rows)


def _other_folder() -> dict[str, str | bytes]:
    parts = _parts("")
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    parts["xl/sheets/far.xml"] = f'<worksheet xmlns="{S}"><sheetData>{far}</sheetData></worksheet>'
    return parts


def _many_long_strings() -> dict[str, str | bytes]:
    """One text of 32,000 characters that 120,000 cells point to: four gigabytes once read."""
    cells = "".join(f'<row r="{row}">' + '<c t="s"><v>0</v></c>' * 100 + "</row>" for row in range(1, 1201))
    parts = xlsx(cells)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{S}"><si><t>{"y" * 32_000}</t></si></sst>'
    parts["xl/_rels/workbook.xml.rels"] = str(parts["xl/_rels/workbook.xml.rels"]).replace(
        "</Relationships>",
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    types = str(parts["[Content_Types].xml"])
    parts["[Content_Types].xml"] = types.replace(
        "</Types>",
        '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    )
    return parts


BY_CELLS = {
    "single quotes": "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
    "spaces about the sign": '<row r="1048576"><c r = "XFD1048576"><v>1</v></c></row>',
    "small letters": '<row r="1048576"><c r="xfd1048576"><v>1</v></c></row>',
    "four letters": '<row r="1000"><c r="ZZZZ1000"><v>1</v></c></row>',
    "eight digits": '<row r="99999999"><c r="A99999999"><v>1</v></c></row>',
    "far beyond any sheet": '<row r="99999999"><c r="ZZZZZZ99999999"><v>1</v></c></row>',
    "cells without a place": '<row r="1048576">' + "<c/>" * 16_000 + "<c><v>2</v></c></row>",
    "just under the old limit": '<row r="1048576"><c r="AB1048576"><v>1</v></c></row>',
    "another attribute first": '<row r="1048576"><c s="0" r="XFD1048576"><v>1</v></c></row>',
}
"""Rows that make a used area too large, by what is odd about them."""


def write_workbooks(folder: Path) -> list[Path]:
    """Write every workbook into a folder."""
    made = [write_zip(folder / f"{name}.xlsx", _parts(rows)) for name, rows in BY_CELLS.items()]
    made.append(write_zip(folder / "another folder.xlsx", _other_folder()))
    made.append(write_zip(folder / "many long strings.xlsx", _many_long_strings()))
    return made
