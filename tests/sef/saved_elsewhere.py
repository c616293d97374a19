"""An exported self-evaluation as other programs save it, written out by hand in each format."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import docx
from docx.oxml.ns import qn

from tests.sef.returned_copies import words_of


class Line(NamedTuple):
    """A paragraph: its names, its words, its heading level, and whether it begins or ends a cell."""

    names: tuple[str, ...]
    words: str
    level: int
    cell: tuple[int, int, int] | None
    """Table, row and column."""


def lines_of(content: bytes) -> Iterator[Line]:
    """The paragraphs of a Word document, tables too."""
    body = docx.Document(io.BytesIO(content)).element.body
    tables = 0
    for child in body:
        if child.tag == qn("w:p"):
            yield _line(child, None)
        elif child.tag == qn("w:tbl"):
            tables += 1
            for row, line in enumerate(child.iter(qn("w:tr"))):
                for column, cell in enumerate(line.iter(qn("w:tc"))):
                    for paragraph in cell.iter(qn("w:p")):
                        yield _line(paragraph, (tables, row, column))
        else:
            yield from (_line(one, None) for one in child.iter(qn("w:p")))


def _line(paragraph: Any, cell: tuple[int, int, int] | None) -> Line:
    names = tuple(one.get(qn("w:name")) for one in paragraph.iter(qn("w:bookmarkStart")))
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    name = "" if style is None else style.get(qn("w:val"))
    level = int(name[-1]) if name.startswith("Heading") and name[-1].isdigit() else 0
    return Line(names, words_of(paragraph), level, cell)


def as_text(content: bytes) -> bytes:
    """Plain text, a cell on each line."""
    return "\r\n".join(one.words for one in lines_of(content)).encode()


def as_web_page(content: bytes) -> bytes:
    """A web page with anchors where the names are."""
    return b"<!DOCTYPE html><html><body>" + _assembled(content, _HTML).encode() + b"</body></html>"


def as_rich_text(content: bytes) -> bytes:
    """Rich text with bookmarks."""
    styles = "".join(rf"{{\s{level} heading {level};}}" for level in range(1, 4))
    return (
        rf"{{\rtf1\ansi\ansicpg1252\uc1{{\stylesheet{styles}}}" + _assembled(content, _RTF) + "}"
    ).encode()


def as_open_document(content: bytes) -> bytes:
    """An OpenDocument text."""
    spaces = "urn:oasis:names:tc:opendocument:xmlns"
    names = "".join(f' xmlns:{one}="{spaces}:{one}:1.0"' for one in ("office", "text", "table"))
    body = _assembled(content, _ODT)
    root = f"<office:document-content{names}><office:body><office:text>{body}</office:text></office:body>"
    return opened({"content.xml": f"{root}</office:document-content>"})


def opened(parts: dict[str, str]) -> bytes:
    """An OpenDocument package of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, text in parts.items():
            archive.writestr(name, text)
    return target.getvalue()


class _Way(NamedTuple):
    """How a format writes a paragraph and a table."""

    paragraph: Callable[[Line], str]
    table: Callable[[list[list[list[Line]]]], str]


def _assembled(content: bytes, way: _Way) -> str:
    found: list[str] = []
    table: list[list[list[Line]]] = []
    for one in [*lines_of(content), Line((), "", 0, None)]:
        if one.cell is None or (table and one.cell[0] != (table[0][0][0].cell or (0,))[0]):
            if table:
                found.append(way.table(table))
            table = []
        if one.cell is None:
            found.append(way.paragraph(one))
            continue
        _, row, column = one.cell
        while len(table) <= row:
            table.append([])
        while len(table[row]) <= column:
            table[row].append([])
        table[row][column].append(one)
    return "".join(found)


def _page_paragraph(line: Line) -> str:
    tag = f"h{line.level}" if line.level else "p"
    words = html.escape(line.words).replace("\n", "<br>")
    anchors = "".join(f'<a name="{name}"></a>' for name in line.names)
    return f"<{tag}>{anchors}{words}</{tag}>"


def _page_table(rows: list[list[list[Line]]]) -> str:
    cells = ["".join(f"<td>{''.join(map(_page_paragraph, cell))}</td>" for cell in row) for row in rows]
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def _rich_words(words: str) -> str:
    units = words.encode("utf-16-le", "surrogatepass")
    pairs = (int.from_bytes(units[at : at + 2], "little") for at in range(0, len(units), 2))
    return "".join(_rich_letter(number) for number in pairs)


def _rich_letter(number: int) -> str:
    if number == ord("\n"):
        return r"\line "
    if number == ord("\t"):
        return r"\tab "
    if chr(number) in "\\{}":
        return "\\" + chr(number)
    return chr(number) if 32 <= number < 127 else rf"\u{number if number < 0x8000 else number - 0x10000}?"


def _rich_inside(line: Line) -> str:
    starts = "".join(rf"{{\*\bkmkstart {name}}}" for name in line.names)
    ends = "".join(rf"{{\*\bkmkend {name}}}" for name in line.names)
    return f"{starts}{_rich_words(line.words)}{ends}"


def _rich_paragraph(line: Line) -> str:
    return rf"\pard\plain \s{line.level} {_rich_inside(line)}\par" + "\n"


def _rich_table(rows: list[list[list[Line]]]) -> str:
    found = ""
    for row in rows:
        cells = (r"\par ".join(map(_rich_inside, cell)) for cell in row)
        found += r"\trowd\pard\intbl " + "".join(rf"{one}\cell " for one in cells) + r"\row" + "\n"
    return found + r"\pard "


def _odt_words(words: str) -> str:
    text = html.escape(words).replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")
    return text.replace("  ", ' <text:s text:c="1"/>')


def _odt_paragraph(line: Line) -> str:
    tag = f'text:h text:outline-level="{line.level}"' if line.level else "text:p"
    starts = "".join(f'<text:bookmark-start text:name="{name}"/>' for name in line.names)
    ends = "".join(f'<text:bookmark-end text:name="{name}"/>' for name in line.names)
    return f"<{tag}>{starts}{_odt_words(line.words)}{ends}</{tag.partition(' ')[0]}>"


def _odt_table(rows: list[list[list[Line]]]) -> str:
    cells = [
        [f"<table:table-cell>{''.join(map(_odt_paragraph, cell))}</table:table-cell>" for cell in row]
        for row in rows
    ]
    lines = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in cells)
    return f"<table:table>{lines}</table:table>"


_HTML = _Way(_page_paragraph, _page_table)
_RTF = _Way(_rich_paragraph, _rich_table)
_ODT = _Way(_odt_paragraph, _odt_table)

WAYS: dict[str, Callable[[bytes], bytes]] = {
    "docx": bytes,
    "odt": as_open_document,
    "rtf": as_rich_text,
    "html": as_web_page,
    "txt": as_text,
}
"""Formats a document may come back in."""
