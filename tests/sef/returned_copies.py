"""Copies of an exported self-evaluation as people and programs leave them."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from readiness.sef.export import export_sef
from readiness.sef.round_trip.changes import PlanItem, SefPlan
from readiness.sef.taking_back import plan_sef
from readiness.workspace.workspace import Workspace

AS_AT = date(2026, 12, 7)
TODAY = date(2026, 11, 21)

Document = Any
"""A python-docx document; its XML elements are untyped."""

_LETTERS = {"br": "\n", "tab": "\t", "noBreakHyphen": "\u2011"}


def exported(ws: Workspace, path: Path, **options: Any) -> Path:
    """The self-evaluation as it stands, in a file; the workspace remembers it."""
    export_sef(ws, path, as_at=AS_AT, **options)
    return path


def changed(source: Path, target: Path, edit: Callable[[Document], None]) -> Path:
    """A copy edited by `edit`, saved by another program."""
    document = docx.Document(str(source))
    edit(document)
    document.save(str(target))
    return target


def plan_after(ws: Workspace, source: Path, edit: Callable[[Document], None]) -> SefPlan:
    """What an edited copy of an export proposes."""
    return plan_sef(ws, changed(source, source.with_name("back.docx"), edit))


def words_of(paragraph: Any) -> str:
    """All words of a paragraph element, breaks and tabs too."""
    found = []
    for one in paragraph.iter():
        name = one.tag.rpartition("}")[2] if isinstance(one.tag, str) else ""
        if name == "t":
            found.append(one.text or "")
        elif name in _LETTERS and one.getparent().tag == qn("w:r"):
            found.append(_LETTERS[name])
    return "".join(found)


def paragraphs(document: Document) -> list[Any]:
    """Every paragraph element of the body, those in tables too, in order."""
    return list(document.element.body.iter(qn("w:p")))


def holding(document: Document, words: str) -> Any:
    """The first paragraph element outside the contents page that holds these words."""
    return next(one for one in paragraphs(document) if words in words_of(one))


def named(document: Document, bookmark: str) -> Any:
    """The paragraph element that carries a bookmark."""
    starts = document.element.body.iter(qn("w:bookmarkStart"))
    start = next(one for one in starts if one.get(qn("w:name")) == bookmark)
    while start.tag != qn("w:p"):
        start = start.getparent()
    return start


def type_over(paragraph: Any, words: str) -> None:
    """Select all words of a paragraph and type others: its bookmarks go with them."""
    for one in list(paragraph):
        if one.tag != qn("w:pPr"):
            paragraph.remove(one)
    paragraph.append(run(words))


def run(words: str, look: str = "") -> Any:
    """A run of words; `look` is the inside of its rPr."""
    element = parse_xml(f'<w:r {nsdecls("w")}><w:rPr>{look}</w:rPr><w:t xml:space="preserve"/></w:r>')
    next(element.iter(qn("w:t"))).text = words
    return element


def plain_paragraph(words: str, style: str = "") -> Any:
    """A new paragraph."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    paragraph = parse_xml(f"<w:p {nsdecls('w')}>{look}</w:p>")
    paragraph.append(run(words))
    return paragraph


def into_table(*moved: Any) -> None:
    """Put paragraphs, which stand in a row, into the cells of a new table in their place."""
    table = parse_xml(f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid/></w:tbl>")
    moved[0].addprevious(table)
    for paragraph in moved:
        row = parse_xml(f"<w:tr {nsdecls('w')}><w:tc><w:tcPr/></w:tc></w:tr>")
        row[0].append(paragraph)
        table.append(row)


def without_bookmarks(document: Document) -> None:
    """Take every bookmark out, as some programs do on saving."""
    for one in list(document.element.body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        one.getparent().remove(one)


def without_stamp(source: Path, target: Path) -> Path:
    """The file as a program saves it that does not know custom parts."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename.startswith("customXml/"):
                continue
            if info.filename == "word/_rels/document.xml.rels":
                data = b"".join(
                    part
                    if b"customXml" not in part
                    else b"</Relationships>" * part.endswith(b"</Relationships>")
                    for part in data.replace(b"/><", b"/>\n<").split(b"\n")
                )
            new.writestr(info, data)
    return target


def as_plain_text(source: Path, target: Path) -> Path:
    """All words pasted as plain text into an empty document: no style, name, number, table or stamp."""
    out = docx.Document()
    for one in paragraphs(docx.Document(str(source))):
        out.add_paragraph("")._p.append(_plain_run(words_of(one)))
    out.save(str(target))
    return target


def _plain_run(words: str) -> Any:
    element = parse_xml(f"<w:r {nsdecls('w')}/>")
    for line, part in enumerate(words.split("\n")):
        if line:
            element.append(parse_xml(f"<w:br {nsdecls('w')}/>"))
        for cell, text in enumerate(part.split("\t")):
            if cell:
                element.append(parse_xml(f"<w:tab {nsdecls('w')}/>"))
            element.extend(copy.copy(one) for one in run(text).iter(qn("w:t")))
    return element


def with_part(source: Path, target: Path, name: str, kind: str, xml: str, relation: str) -> Path:
    """The file with one more part related to its main one."""
    held = io.BytesIO(source.read_bytes())
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "[Content_Types].xml":
                entry = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
                data = data.replace(b"</Types>", entry.encode())
            if info.filename == "word/_rels/document.xml.rels":
                place = name.removeprefix("word/")
                entry = f'<Relationship Id="rIdX{place}" Type="{relation}" Target="{place}"/></Relationships>'
                data = data.replace(b"</Relationships>", entry.encode())
            new.writestr(info, data)
        new.writestr(name, xml)
    return target


def only(plan: SefPlan) -> PlanItem:
    """The one change of a plan that has nothing else to say."""
    assert plan.remarks == ()
    (item,) = plan.items
    return item


def cell(document: Any, words: str) -> Any:
    """The paragraph of the first cell that holds these words."""
    lines = (line for cell in document.element.body.iter(qn("w:tc")) for line in cell.iter(qn("w:p")))
    return next(line for line in lines if words in words_of(line))


def cell_of(document: Any, row: str, column: int) -> Any:
    """A cell of the summary table."""
    found = next(one for one in document.tables[0].rows if one.cells[0].text.startswith(row))
    return found.cells[column].paragraphs[0]._p


def heading(document: Any, words: str) -> Any:
    """A heading of the text, not its line on the contents page."""
    found = (one for one in paragraphs(document) if words_of(one).startswith(words))
    return next(
        one for one in found if one.find(qn("w:pPr")).find(qn("w:pStyle")).get(qn("w:val"))[:3] == "Hea"
    )
