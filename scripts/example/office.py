"""Writing documents, workbooks and slides from a content source."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from scripts.example.packages import drop_parts, write_package
from scripts.example.source import Block, Source

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from openpyxl.worksheet.worksheet import Worksheet
    from pptx.slide import Slide
    from pptx.util import Length

MAX_COLUMN = 60
USED_STYLES = frozenset(
    {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Title", "Title Char", "Heading 1",
     "Heading 1 Char", "Heading 2", "Heading 2 Char", "List Bullet", "Table Grid"}
)  # fmt: skip


def write_docx(source: Source, target: Path) -> None:
    """A Word document: title, real headings, lists and tables."""
    from docx import Document
    from docx.enum.text import WD_BREAK

    document = Document()
    _slim(document)
    document.add_heading(source.title, 0)
    document.add_paragraph(f"{source.by}, {source.made:%d %B %Y}. Fictional example.")
    for number, part in enumerate(source.parts):
        if number:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        for block in part.blocks:
            _write_block(document, block)
    properties = document.core_properties
    properties.title, properties.author, properties.language = source.title, source.by, "en-GB"
    properties.comments, properties.last_modified_by = "Fictional example", source.by
    properties.created = properties.modified = source.made_at
    stream = BytesIO()
    document.save(stream)
    write_package(stream.getvalue(), target, source)


def _slim(document: WordDocument) -> None:
    """Drop the parts and styles of the default template that nothing here uses; write British English."""
    drop_parts(document.part.rels, "stylesWithEffects")
    drop_parts(document.part.package.rels, "thumbnail")
    root = document.styles.element
    for latent in root.xpath("w:latentStyles"):
        root.remove(latent)
    for language in root.xpath(".//w:lang"):
        language.set(qn("w:val"), "en-GB")
    for style in list(document.styles):
        if style.name not in USED_STYLES:
            style.delete()


def _write_block(document: WordDocument, block: Block) -> None:
    if block.kind == "table":
        rows = block.rows
        table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
        for line, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(line.cells, row, strict=True):
                cell.text = text
                cell.paragraphs[0].paragraph_format.keep_with_next = True
        for cell in table.rows[0].cells:
            for run in cell.paragraphs[0].runs:
                run.bold = True
        document.add_paragraph()
    elif block.kind == "bullets":
        for line in block.lines:
            document.add_paragraph(line, style="List Bullet")
    elif block.kind == "paragraph":
        document.add_paragraph(block.text)
    else:
        document.add_heading(block.text, 1 if block.kind == "heading1" else 2)


def write_xlsx(source: Source, target: Path) -> None:
    """A workbook: one sheet per part; text above, then tables with a bold header and typed figures."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for part in source.parts:
        sheet = book.create_sheet(part.name)
        for block in part.blocks:
            _write_rows(sheet, block)
        _fit(sheet)
    book.properties.title, book.properties.creator = source.title, source.by
    book.properties.created = source.made_at
    stream = BytesIO()
    book.save(stream)
    write_package(stream.getvalue(), target, source)


def _write_rows(sheet: Worksheet, block: Block) -> None:
    from openpyxl.styles import Font

    if block.kind != "table":
        for line in block.lines:
            sheet.append([line])
            if block.kind.startswith("heading"):
                sheet.cell(sheet.max_row, 1).font = Font(bold=True, size=13)
        return
    for row in block.rows:
        sheet.append([typed(cell) for cell in row])
    for cell in sheet[sheet.max_row - len(block.lines) + 1]:
        cell.font = Font(bold=True)


def _fit(sheet: Worksheet) -> None:
    """Columns as wide as their words; printed on one page's width."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for number, column in enumerate(sheet.iter_cols(), start=1):
        widest = max((len(str(cell.value or "")) for cell in column), default=0)
        sheet.column_dimensions[get_column_letter(number)].width = min(max(widest + 2, 10), MAX_COLUMN)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def typed(text: str) -> str | int | float:
    """The cell's value as a number when it is one; ids with leading zeros stay text."""
    bare = text.replace(",", "")
    if bare.isdigit() and (bare == "0" or not bare.startswith("0")):
        return int(bare)
    whole, dot, part = bare.partition(".")
    return float(bare) if dot and whole.isdigit() and part.isdigit() else text


def write_pptx(source: Source, target: Path) -> None:
    """Slides: one per part, its name as the title, with bullets and a table where there is one."""
    from pptx import Presentation

    deck = Presentation()
    title_layout, content_layout = deck.slide_layouts[0], deck.slide_layouts[5]
    cover = deck.slides.add_slide(title_layout)
    _say(cover, 0, source.title)
    _say(cover, 1, f"{source.by}\n{source.made:%d %B %Y}\nFictional example")
    for part in source.parts:
        slide = deck.slides.add_slide(content_layout)
        _say(slide, 0, part.name)
        _fill_slide(slide, part.blocks)
    drop_parts(deck.part.rels, "printerSettings")
    for layout in list(deck.slide_layouts):
        if layout.name not in {title_layout.name, content_layout.name}:
            deck.slide_layouts.remove(layout)
    properties = deck.core_properties
    properties.title, properties.author, properties.last_modified_by = source.title, source.by, source.by
    properties.created = properties.modified = source.made_at
    stream = BytesIO()
    deck.save(stream)
    write_package(stream.getvalue(), target, source)


def _say(slide: Slide, place: int, text: str) -> None:
    slide.placeholders[place].text_frame.text = text


def _fill_slide(slide: Slide, blocks: tuple[Block, ...]) -> None:
    from pptx.util import Cm, Emu

    top = Emu(Cm(4.2))
    for block in blocks:
        height = Emu(Cm(1.2 if block.kind == "table" else 1.6) * len(block.lines))
        if block.kind == "table":
            _place_table(slide, block.rows, top, height)
        else:
            _place_text(slide, block, top, height)
        top = Emu(top + height + Cm(0.5))


def _place_table(slide: Slide, rows: tuple[tuple[str, ...], ...], top: Length, height: Length) -> None:
    from pptx.util import Cm, Pt

    table = slide.shapes.add_table(len(rows), len(rows[0]), Cm(1.5), top, Cm(22.4), height).table
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text
            cell.text_frame.paragraphs[0].font.size = Pt(16)


def _place_text(slide: Slide, block: Block, top: Length, height: Length) -> None:
    from pptx.util import Cm, Pt

    frame = slide.shapes.add_textbox(Cm(1.5), top, Cm(22.4), height).text_frame
    frame.word_wrap = True
    for number, line in enumerate(block.lines):
        one = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        one.text = f"\u2022 {line}" if block.kind == "bullets" else line
        one.font.size = Pt(20)
