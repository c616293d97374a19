"""Files of every format with one number planted in one part: what the leak scan must find there."""

from __future__ import annotations

from collections.abc import Callable

from docx import Document
from openpyxl import Workbook
from pptx import Presentation
from pypdf import PdfWriter
from pypdf.annotations import FreeText, Link

from tests.pack.leak_files import (
    _A,
    _P,
    _S,
    _W,
    CHART,
    CUSTOM,
    LINK,
    NUMBER,
    SPLIT,
    WORDS,
    _saved,
    attached,
    csv_file,
    docx,
    forwarded,
    jpeg,
    jpeg_comment,
    mail,
    open_document,
    pdf,
    png,
    pptx,
    put_in,
    with_part,
    xlsx,
    zipped,
)


def _in_word(xml: str) -> Callable[[], bytes]:
    return put_in(docx, "word/document.xml", "<w:body>", xml)


def _in_sheet(after: str, xml: str) -> Callable[[], bytes]:
    return put_in(xlsx, "xl/worksheets/sheet1.xml", after, xml)


_ADDRESS = f"https://example.org/{NUMBER}"
_PICTURE = f'<w:p><w:r><w:drawing><w:docPr id="1" name="Picture 1" descr="{WORDS}"/></w:drawing></w:r></w:p>'
_DELETED = f'<w:p><w:del w:id="9"><w:r><w:delText>{WORDS}</w:delText></w:r></w:del></w:p>'
_HIDDEN = f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{WORDS}</w:t></w:r></w:p>"
_FIELD = f'<w:p><w:r><w:instrText>HYPERLINK "https://example.org/{NUMBER}"</w:instrText></w:r></w:p>'
_PARAGRAPH = f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>"
_BOX = f"<w:p><w:r><w:pict><w:txbxContent>{_PARAGRAPH}</w:txbxContent></w:pict></w:r></w:p>"
_CONTROL = f'<w:p><w:sdt><w:sdtPr><w:alias w:val="{WORDS}"/></w:sdtPr><w:sdtContent/></w:sdt></w:p>'
_ROW = f"<w:tbl><w:tr><w:tc>{_PARAGRAPH}</w:tc></w:tr></w:tbl>"
_CHOICE = f'<dataValidation type="list"><formula1>"A,{NUMBER}"</formula1></dataValidation>'
_LIST = f"<dataValidations>{_CHOICE}</dataValidations>"
_TIP = f'<hyperlinks><hyperlink ref="A1" tooltip="{WORDS}"/></hyperlinks>'
_PRINT = f"<headerFooter><oddHeader>&amp;C{WORDS}</oddHeader></headerFooter>"
_NAMED = f'<definedName name="Case">"{NUMBER}"</definedName>'
_CELL = f'<row r="9"><c r="A9" t="inlineStr"><is><t>{WORDS}</t></is></c></row>'
_FORMULA = f'<row r="9"><c r="A9"><f>IF(1,"{NUMBER}","")</f><v></v></c></row>'
_RUN = f"<a:p><a:r><a:t>{WORDS}</a:t></a:r></a:p>"
_DRAWING = f'<x:wsDr xmlns:x="d" {_A}><x:sp><x:txBody>{_RUN}</x:txBody></x:sp></x:wsDr>'
_ALTERNATIVE = f'<x:wsDr xmlns:x="d"><x:cNvPr id="2" name="Picture 1" descr="{WORDS}"/></x:wsDr>'
_SLIDE_ALT = f'<p:pic><p:nvPicPr><p:cNvPr id="7" name="Picture" descr="{WORDS}"/></p:nvPicPr></p:pic>'
_SLIDE_FOOT = (
    '<p:sp><p:nvSpPr><p:cNvPr id="8" name="Footer"/><p:nvPr><p:ph type="ftr"/></p:nvPr></p:nvSpPr>'
    f"<p:txBody><a:p><a:r><a:t>{WORDS}</a:t></a:r></a:p></p:txBody></p:sp>"
)
_RUNS = "".join(f"<w:r><w:t>{one}</w:t></w:r>" for one in SPLIT)
_WORD_STRIP = f"<w:hdr {_W}><w:p>{_RUNS}</w:p></w:hdr>"
_COMMENT = f'<w:comments {_W}><w:comment w:id="1">{_PARAGRAPH}</w:comment></w:comments>'
_NOTED = f"<comment><text><t>{WORDS}</t></text></comment>"
_CELL_NOTE = f"<comments {_S}><commentList>{_NOTED}</commentList></comments>"
_PIVOT = f'<pivotCacheRecords {_S}><r><s v="{WORDS}"/></r></pivotCacheRecords>'
_TABLE = f'<table {_S} name="T1"><tableColumns><tableColumn name="{WORDS}"/></tableColumns></table>'
_SLIDE_COMMENT = f"<p:cmLst {_P}><p:cm><p:text>{WORDS}</p:text></p:cm></p:cmLst>"
_MASTER = f"<p:sldMaster {_P} {_A}><a:p><a:r><a:t>{WORDS}</a:t></a:r></a:p></p:sldMaster>"
_VML = f'<xml><v:shape alt="x"><v:textbox><div>{WORDS}<br></div></v:textbox></v:shape></xml>'
_XLSX_BOOK = "xl/workbook.xml"

_P_TEXT = f"<text:p>{WORDS}</text:p>"
_OD_HEADER = f"<style:master-page><style:header><text:p>{WORDS}</text:p></style:header></style:master-page>"
_OD_NOTE = f"<text:p>Words<office:annotation><text:p>{WORDS}</text:p></office:annotation></text:p>"
_OD_LINK = f'<text:p><text:a xlink:href="https://example.org/{NUMBER}">here</text:a></text:p>'
_OD_ALT = f"<draw:frame><svg:desc>{WORDS}</svg:desc></draw:frame>"
_OD_TITLE = f"<dc:title>{WORDS}</dc:title>"
_OD_SHEET = f'<table:table table:name="{WORDS}"/>'
_OD_ROW = f"<table:table-row><table:table-cell>{_P_TEXT}</table:table-cell></table:table-row>"
_OD_CELL = f"<table:table>{_OD_ROW}</table:table>"
_OD_LIST = f'<table:content-validation table:condition="cell-content-is-in-list(&quot;{NUMBER}&quot;)"/>'
_OD_PAGE = f"<draw:page><draw:frame><draw:text-box>{_P_TEXT}</draw:text-box></draw:frame></draw:page>"


def _titled_docx() -> bytes:
    document = Document()
    document.core_properties.author = document.core_properties.last_modified_by = ""
    document.core_properties.title = WORDS
    document.add_paragraph("Plain words.")
    return _saved(document.save)


def _titled_xlsx() -> bytes:
    book = Workbook()
    book.properties.creator = ""
    book.properties.title = WORDS
    book.worksheets[0].append(["Measure", 1])
    return _saved(book.save)


def _named_sheet() -> bytes:
    book = Workbook()
    book.properties.creator = ""
    book.worksheets[0].title = WORDS
    book.worksheets[0].append(["Measure", 1])
    return _saved(book.save)


def _hidden_cell() -> bytes:
    book = Workbook()
    book.properties.creator = ""
    sheet = book.create_sheet("Kept")
    sheet.append([WORDS])
    sheet.sheet_state = "hidden"
    return _saved(book.save)


def _notes() -> bytes:
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    notes = slide.notes_slide.notes_text_frame
    assert notes is not None
    notes.text = WORDS
    return _saved(show.save)


def _field(writer: PdfWriter) -> None:
    from pypdf.generic import (
        ArrayObject,
        DictionaryObject,
        FloatObject,
        NameObject,
        NumberObject,
        TextStringObject,
    )

    rectangle = ArrayObject([FloatObject(0)] * 4)
    widget = DictionaryObject({
        NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Widget"),
        NameObject("/Rect"): rectangle, NameObject("/F"): NumberObject(4),
        NameObject("/T"): TextStringObject("name"), NameObject("/V"): TextStringObject(WORDS),
    })  # fmt: skip
    writer.add_annotation(0, widget)


FILES: list[tuple[str, str, Callable[[], bytes], str]] = [
    ("docx", "text", _in_word(_PARAGRAPH), "text"),
    ("docx", "table", _in_word(_ROW), "text"),
    ("docx", "text box", _in_word(_BOX), "text"),
    ("docx", "page header", with_part(docx, "word/header1.xml", _WORD_STRIP), "page header 1"),
    ("docx", "page footer", with_part(docx, "word/footer2.xml", _WORD_STRIP), "page footer 2"),
    ("docx", "chart title", with_part(docx, "word/charts/chart1.xml", CHART), "chart 1"),
    ("docx", "document property", _titled_docx, "document properties"),
    ("docx", "custom property", with_part(docx, "docProps/custom.xml", CUSTOM), "document properties"),
    ("docx", "link target", with_part(docx, "word/_rels/header1.xml.rels", LINK), "links"),
    ("docx", "field code", _in_word(_FIELD), "links, alternative text"),
    ("docx", "alternative text", _in_word(_PICTURE), "links, alternative text"),
    ("docx", "content control", _in_word(_CONTROL), "links, alternative text"),
    ("docx", "comment", with_part(docx, "word/comments.xml", _COMMENT), "comments"),
    ("docx", "deleted text", _in_word(_DELETED), "hidden or deleted"),
    ("docx", "hidden text", _in_word(_HIDDEN), "hidden or deleted"),
    ("docx", "picture comment", with_part(docx, "word/media/image1.png", png()), "picture image1.png"),
    ("docx", "file inside", with_part(docx, "word/embeddings/list.csv", csv_file()), "embedded file 1"),
    ("docx", "older drawing", with_part(docx, "word/vmlDrawing1.vml", _VML), "drawing 1"),
    ("docx", "custom XML", with_part(docx, "customXml/item1.xml", f"<x>{WORDS}</x>"), "custom XML"),
    ("xlsx", "cell", _in_sheet("</row>", _CELL), "sheet"),
    ("xlsx", "hidden sheet", _hidden_cell, "sheet Kept"),
    ("xlsx", "formula", _in_sheet("</row>", _FORMULA), "formulas"),
    ("xlsx", "print header", _in_sheet("</sheetData>", _PRINT), "print headers"),
    ("xlsx", "validation list", _in_sheet("</sheetData>", _LIST), "lists"),
    ("xlsx", "link text", _in_sheet("</sheetData>", _TIP), "links"),
    ("xlsx", "link target", with_part(xlsx, "xl/worksheets/_rels/sheet1.xml.rels", LINK), "links"),
    ("xlsx", "sheet name", _named_sheet, "sheet names"),
    (
        "xlsx",
        "defined name",
        put_in(xlsx, _XLSX_BOOK, "</sheets>", f"<definedNames>{_NAMED}</definedNames>"),
        "defined names",
    ),
    ("xlsx", "chart title", with_part(xlsx, "xl/charts/chart1.xml", CHART), "chart 1"),
    ("xlsx", "text box", with_part(xlsx, "xl/drawings/drawing1.xml", _DRAWING), "drawing 1"),
    ("xlsx", "alternative text", with_part(xlsx, "xl/drawings/drawing1.xml", _ALTERNATIVE), "drawing 1"),
    ("xlsx", "comment", with_part(xlsx, "xl/comments1.xml", _CELL_NOTE), "cell notes"),
    ("xlsx", "pivot table", with_part(xlsx, "xl/pivotCache/pivotCacheRecords1.xml", _PIVOT), "pivot table"),
    ("xlsx", "table heading", with_part(xlsx, "xl/tables/table1.xml", _TABLE), "headings of table"),
    ("xlsx", "document property", _titled_xlsx, "document properties"),
    ("xlsx", "custom property", with_part(xlsx, "docProps/custom.xml", CUSTOM), "document properties"),
    ("xlsx", "picture comment", with_part(xlsx, "xl/media/image1.jpeg", jpeg()), "picture image1.jpeg"),
    ("xlsx", "file inside", with_part(xlsx, "xl/embeddings/note.txt", WORDS), "embedded file 1"),
    (
        "pptx",
        "text",
        put_in(pptx, "ppt/slides/slide1.xml", "Progress of the partnership", f" {WORDS}"),
        "p.1",
    ),
    ("pptx", "speaker notes", _notes, "p.1"),
    ("pptx", "page footer", put_in(pptx, "ppt/slides/slide1.xml", "<p:grpSpPr/>", _SLIDE_FOOT), "slide 1"),
    (
        "pptx",
        "alternative text",
        put_in(pptx, "ppt/slides/slide1.xml", "<p:grpSpPr/>", _SLIDE_ALT),
        "slide 1",
    ),
    ("pptx", "chart title", with_part(pptx, "ppt/charts/chart7.xml", CHART), "chart 7"),
    ("pptx", "link target", with_part(pptx, "ppt/slides/_rels/slide9.xml.rels", LINK), "links"),
    ("pptx", "comment", with_part(pptx, "ppt/comments/comment1.xml", _SLIDE_COMMENT), "slide comments"),
    ("pptx", "slide master", with_part(pptx, "ppt/slideMasters/slideMaster9.xml", _MASTER), "slide masters"),
    ("pptx", "document property", with_part(pptx, "docProps/custom.xml", CUSTOM), "document properties"),
    ("pptx", "picture comment", with_part(pptx, "ppt/media/image1.png", png()), "picture image1.png"),
    ("pptx", "file inside", with_part(pptx, "ppt/embeddings/book.csv", csv_file()), "embedded file 1"),
    ("odt", "text", lambda: open_document("text", _P_TEXT), "document"),
    ("odt", "page header", lambda: open_document("text", styles=_OD_HEADER), "page headers"),
    ("odt", "comment", lambda: open_document("text", _OD_NOTE), "document"),
    ("odt", "link target", lambda: open_document("text", _OD_LINK), "document"),
    ("odt", "alternative text", lambda: open_document("text", _OD_ALT), "document"),
    ("odt", "document property", lambda: open_document("text", meta=_OD_TITLE), "document properties"),
    (
        "odt",
        "chart title",
        lambda: open_document("text", more={"Object 1/content.xml": f"<x>{WORDS}</x>".encode()}),
        "object 1",
    ),
    (
        "odt",
        "picture comment",
        lambda: open_document("text", more={"Pictures/a.png": png()}),
        "picture a.png",
    ),
    ("ods", "cell", lambda: open_document("spreadsheet", _OD_CELL), "document"),
    ("ods", "sheet name", lambda: open_document("spreadsheet", _OD_SHEET), "document"),
    ("ods", "validation list", lambda: open_document("spreadsheet", _OD_LIST), "document"),
    ("ods", "page header", lambda: open_document("spreadsheet", styles=_OD_HEADER), "page headers"),
    ("odp", "text box", lambda: open_document("presentation", _OD_PAGE), "document"),
    ("pdf", "text", lambda: pdf(text=WORDS), "p.1"),
    (
        "pdf",
        "document property",
        lambda: pdf(lambda made: made.add_metadata({"/Title": WORDS})),
        "document properties",
    ),
    (
        "pdf",
        "custom property",
        lambda: pdf(lambda made: made.add_metadata({"/Case": WORDS})),
        "document properties",
    ),
    (
        "pdf",
        "bookmark",
        lambda: pdf(lambda made: made.add_outline_item(title=WORDS, page_number=0)),
        "bookmarks",
    ),
    (
        "pdf",
        "comment",
        lambda: pdf(lambda made: made.add_annotation(0, FreeText(text=WORDS, rect=(0, 0, 9, 9)))),
        "p.1",
    ),
    (
        "pdf",
        "link target",
        lambda: pdf(lambda made: made.add_annotation(0, Link(rect=(0, 0, 9, 9), url=_ADDRESS))),
        "p.1",
    ),
    ("pdf", "form field", lambda: pdf(_field), "p.1"),
    (
        "pdf",
        "file inside",
        lambda: pdf(lambda made: made.add_attachment("a.csv", csv_file())),
        "attached file 1",
    ),
    ("eml", "subject", lambda: mail(subject=WORDS).as_bytes(), "subject"),
    ("eml", "message, 7bit", lambda: mail(WORDS).as_bytes(), "message"),
    ("eml", "message, base64", lambda: mail(WORDS, encoding="base64").as_bytes(), "message"),
    (
        "eml",
        "message, quoted-printable",
        lambda: mail(f"{WORDS} \u00a35", encoding="quoted-printable").as_bytes(),
        "message",
    ),
    ("eml", "message, 8bit", lambda: mail(f"{WORDS} \u00a35", encoding="8bit").as_bytes(), "message"),
    (
        "eml",
        "message, html",
        lambda: mail(f"<html><p>{WORDS}</p></html>", encoding="base64", kind="html").as_bytes(),
        "message",
    ),
    ("eml", "file inside", lambda: attached(csv_file(), "a.csv"), "attachment 1"),
    ("eml", "e-mail inside", forwarded, "attachment 1"),
    (
        "eml",
        "archive inside",
        lambda: attached(zipped({"b.zip": zipped({"c.txt": WORDS.encode()})}), "a.zip"),
        "attachment 1",
    ),
    ("zip", "file inside", lambda: zipped({"a.txt": WORDS.encode()}), "file 1 in the archive"),
    (
        "zip",
        "archive inside",
        lambda: zipped({"a.zip": zipped({"b.docx": _in_word(_BOX)()})}),
        "file 1 in the archive",
    ),
    ("html", "text", f"<html><p>{WORDS}</p></html>".encode, "text"),
    ("html", "alternative text", f'<html><p>Words</p><img alt="{WORDS}"></html>'.encode, "alternative text"),
    ("html", "link target", f'<html><a href="/?q={NUMBER}">here</a></html>'.encode, "links"),
    ("html", "comment", f"<html><!-- {WORDS} --><p>Words</p></html>".encode, "notes of the page"),
    ("csv", "cell", csv_file, "A2:B2"),
    ("txt", "text", WORDS.encode, "text"),
    ("png", "picture comment", png, "words inside picture"),
    ("jpg", "picture description", jpeg, "words inside picture"),
    ("jpg", "picture comment", jpeg_comment, "words inside picture"),
]
"""Format, part, maker, and words that stand in the place the scan must name."""
