"""Words come out of every format with the place they stand at."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from readiness.formats.sheets.reading import cell_text, column_letter
from readiness.formats.text.collector import MOST_CHARACTERS
from readiness.formats.text.readers import extract_here
from readiness.formats.text.wire import from_wire, to_wire
from readiness.model.records.evidence import Pinpoint
from readiness.model.records.passages import Extracted
from tests.hostile import pdf_making as pdf
from tests.hostile.corpus import CORPUS
from tests.hostile.zip_making import W, rels, write_zip
from tests.hostile.zip_making import docx as docx_parts
from tests.hostile.zip_making import xlsx as xlsx_parts

NS = nsdecls("w")
BOX = "<w:p><w:r><w:t>boxed</w:t></w:r></w:p>"


def places(found: Extracted) -> dict[str, str]:
    """Place of each line of text."""
    return {line: str(one.pinpoint) for one in found.passages for line in one.text.split("\n")}


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A Word document with everything a plain reading misses."""
    document = docx.Document()
    document.add_heading("Audit of plans", 0)
    document.add_heading("Annual reviews", 1)
    paragraph = document.add_paragraph("Reviews are ")
    for xml in (
        f'<w:ins {NS} w:id="1" w:author="x"><w:r><w:t>inserted</w:t></w:r></w:ins>',
        f'<w:del {NS} w:id="2" w:author="x"><w:r><w:delText>deleted</w:delText></w:r></w:del>',
        f"<w:r {NS}><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>",
        f"<w:r {NS}><w:instrText>PAGE</w:instrText><w:noBreakHyphen/><w:tab/><w:t>end</w:t></w:r>",
        f"<w:r {NS}><w:pict><w:txbxContent>{BOX}</w:txbxContent></w:pict></w:r>",
    ):
        element: Any = parse_xml(xml)
        paragraph._p.append(element)
    control = f"<w:sdt {NS}><w:sdtContent><w:p><w:r><w:t>controlled</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(2, parse_xml(control))
    table = document.add_table(2, 2)
    for number, words in enumerate(("Measure", "Value", "On time", "62%")):
        table.cell(number // 2, number % 2).text = words
    document.save(str(tmp_path / "report.docx"))
    return tmp_path / "report.docx"


def test_docx_is_read_as_its_final_view(report: Path) -> None:
    """Insertions, controls, text boxes and tables are read; deletions, hidden text and codes are not."""
    found = extract_here(report)
    assert found.format == "docx"
    assert found.title == "Audit of plans"
    assert found.problems == ()
    assert places(found) == {
        "Audit of plans": "",
        **dict.fromkeys(
            (
                "Annual reviews",
                "controlled",
                "Reviews are inserted- end",
                "boxed",
                "Measure | Value",
                "On time | 62%",
            ),
            "\u201cAnnual reviews\u201d",
        ),
    }


def test_docx_contents_list_is_left_out_and_strict_files_are_read(tmp_path: Path) -> None:
    """Lines of a contents list repeat headings; the ISO strict flavour names its parts otherwise."""
    parts = docx_parts("<w:p><w:r><w:t>Strict words</w:t></w:r></w:p>")
    usual, strict = (
        "schemas.openxmlformats.org/wordprocessingml/2006/main",
        "purl.oclc.org/ooxml/wordprocessingml/main",
    )
    parts["word/document.xml"] = str(parts["word/document.xml"]).replace(usual, strict)
    assert extract_here(write_zip(tmp_path / "strict.docx", parts)).text == "Strict words"
    document = docx.Document()
    document.styles.add_style("TOC 1", 1)
    document.add_paragraph("Annual reviews 4", style="TOC 1")
    document.add_paragraph("Kept")
    document.save(str(tmp_path / "toc.docx"))
    assert extract_here(tmp_path / "toc.docx").text == "Kept"


def test_xlsx_gives_sheet_and_cells(tmp_path: Path) -> None:
    """A row is a passage with its range; values are shown as a reader sees them, formulas never."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Waits"
    sheet["B2"], sheet["C2"], sheet["D3"] = "Weeks", 12.0, "=1+1"
    book.create_sheet("Hidden").sheet_state = "hidden"
    book["Hidden"]["A1"] = "tucked away"
    book.save(tmp_path / "waits.xlsx")
    found = extract_here(tmp_path / "waits.xlsx")
    assert [(one.text, one.pinpoint) for one in found.passages] == [
        ("Weeks | 12", Pinpoint(sheet="Waits", cell="B2:C2")),
        ("tucked away", Pinpoint(sheet="Hidden", cell="A1")),
    ]


def test_older_workbook_is_read() -> None:
    """A workbook in the format of Excel 97 (made with LibreOffice) gives its values and cells."""
    found = extract_here(Path(__file__).with_name("fixtures") / "older-workbook.xls")
    assert [(one.text, str(one.pinpoint)) for one in found.passages] == [
        ("Service | Weeks", "sheet Waits!A1:B1"),
        ("Speech | 12", "sheet Waits!A2:B2"),
    ]


def test_macros_are_said_and_not_run(tmp_path: Path) -> None:
    """Values of a workbook with macros and links to others are read, and both are said."""
    parts = xlsx_parts() | {"xl/vbaProject.bin": b"macro", "xl/externalLinks/externalLink1.xml": b"<a/>"}
    found = extract_here(write_zip(tmp_path / "macros.xlsm", parts))
    assert found.text == "Plain words"
    assert ["macros" in found.problems[0].what, "other workbooks" in found.problems[1].what] == [True, True]


def test_footnotes_are_read(tmp_path: Path) -> None:
    """Words below the line are words of the document."""
    parts = docx_parts() | {
        "word/_rels/document.xml.rels": rels(("a", "footnotes", "footnotes.xml")),
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}"><w:footnote>{BOX}</w:footnote></w:footnotes>',
    }
    found = extract_here(write_zip(tmp_path / "notes.docx", parts))
    assert str(found.passages[-1].pinpoint) == "\u201cNotes\u201d"
    assert found.passages[-1].text == "boxed"


def test_pdf_running_lines_are_left_out(tmp_path: Path) -> None:
    """Headers and page numbers that return on every page are no words of the document."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "long.pdf"))
    for number in range(1, 6):
        canvas.setFont("Helvetica", 24 if number == 1 else 12)
        canvas.drawString(
            72, 800, "Audit of plans" if number == 1 else f"Words of the page called {'abcdef'[number]}."
        )
        canvas.setFont("Helvetica", 12)
        canvas.drawString(72, 700, f"A sentence that stands on its own, {'pqrstu'[number]}.")
        canvas.drawString(72, 40, f"Testshire council, page {number} of 5")
        canvas.showPage()
    canvas.save()
    found = extract_here(tmp_path / "long.pdf")
    assert found.title == "Audit of plans"
    assert "Testshire" not in found.text
    assert [one.pinpoint.page for one in found.passages if "called d" in one.text] == ["3"]


@pytest.mark.parametrize(
    "name", [one for one, hostile in CORPUS.items() if hostile.suffix in {".docx", ".pptx"}]
)
def test_guards_hold_without_the_worker(name: str, tmp_path: Path) -> None:
    """Packages are judged by their own guards, before any limit of the worker is met."""
    hostile = CORPUS[name]
    hostile.build(tmp_path / f"document{hostile.suffix}")
    assert extract_here(tmp_path / f"document{hostile.suffix}").is_readable == (hostile.fate == "read")


def test_pptx_gives_slide_and_notes(tmp_path: Path) -> None:
    """Slides are numbered as shown, titles are headings; notes and rows are read, furniture is not."""
    deck = pptx.Presentation()
    for number in (1, 2):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        assert slide.shapes.title is not None
        slide.shapes.title.text = f"Slide {number}"
        slide.placeholders[1].text_frame.text = f"Body {number}"
    notes = deck.slides[1].notes_slide.notes_text_frame
    assert notes is not None
    notes.text = "Say this"
    grid = deck.slides[0].shapes.add_table(2, 3, 0, 0, 9_000, 9_000).table
    for place, words in enumerate(("Ref", "", "Asked for")):
        grid.cell(0, place).text = words
    grid.cell(1, 0).text = "All of it"
    grid.cell(1, 0).merge(grid.cell(1, 2))
    deck.save(str(tmp_path / "deck.pptx"))
    found = extract_here(tmp_path / "deck.pptx")
    assert places(found)["Say this"] == "p.2, \u201cSlide 2\u201d"
    assert "Body 1\nRef | Asked for\nAll of it" in found.text


def test_pdf_gives_pages_and_says_when_it_is_a_scan(tmp_path: Path) -> None:
    """Words carry their page; a page without words makes the file a scan and says what to do."""
    (tmp_path / "plain.pdf").write_bytes(pdf.plain("On page one"))
    assert places(extract_here(tmp_path / "plain.pdf")) == {"On page one": "p.1, \u201cOn page one\u201d"}
    (tmp_path / "scan.pdf").write_bytes(pdf.plain(""))
    found = extract_here(tmp_path / "scan.pdf")
    assert "scan" in found.problems[0].what
    assert "original" in found.problems[0].hint


def test_html_gives_headings_and_no_scripts(tmp_path: Path) -> None:
    """Blocks stand under their headings; scripts and styles are no words; cells of a row stay together."""
    page = (
        "<html><head><title>Offer</title><style>p{}</style></head><body><h1>Short breaks</h1><p>One "
        "<b>two</b><p>three &amp; four<script>steal()</script><table><tr><td>a<td>b</table></body>"
    )
    (tmp_path / "page.html").write_text(page)
    found = extract_here(tmp_path / "page.html")
    assert found.title == "Offer"
    assert found.text == "Short breaks\nOne two\nthree & four\na | b"
    assert {str(one.pinpoint) for one in found.passages} == {"\u201cShort breaks\u201d"}


@pytest.mark.parametrize(
    ("content", "words", "note"),
    [
        ("Name,Caf\u00e9\n".encode(), "Name | Caf\u00e9", ""),
        ("\ufeffName;Caf\u00e9\nx;y\n".encode(), "Name | Caf\u00e9", ""),
        ("Name\tCaf\u00e9\nx\ty\n".encode("utf-16"), "Name | Caf\u00e9", ""),
        ("Name,Caf\u00e9\n".encode("cp1252"), "Name | Caf\u00e9", "code page 1252"),
    ],
)
def test_csv_in_any_encoding_and_separator(tmp_path: Path, content: bytes, words: str, note: str) -> None:
    """What Excel and other programs write is read; a guessed encoding is said."""
    (tmp_path / "table.csv").write_bytes(content)
    found = extract_here(tmp_path / "table.csv")
    assert found.passages[0].text == words
    assert found.passages[0].pinpoint == Pinpoint(cell="A1:B1")
    assert [note in one.what for one in found.problems] == ([True] if note else [])


def test_text_headings_pages_and_title(tmp_path: Path) -> None:
    """Headings are told from sentences and dates, form feeds count pages, Markdown marks are dropped."""
    text = (
        "Home to school: summary\nTransport lead\n\nNumbers\n\nMany ride.\n\f"
        "3 May 2025\n\n## **Costs**\n\nThey rise.\n"
    )
    (tmp_path / "plain.txt").write_text(text)
    found = extract_here(tmp_path / "plain.txt")
    assert found.title == "Home to school: summary"
    shown = places(found)
    assert shown["Many ride."] == "p.1, \u201cNumbers\u201d"
    assert shown["3 May 2025"] == "p.2, \u201cNumbers\u201d"
    assert shown["They rise."] == "p.2, \u201cCosts\u201d"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"\x89PNG\r\n\x1a\n", "picture"),
        (
            "a.odt",
            b"PK\3\4" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.graphics",
            "OpenDocument",
        ),
        ("a.bin", struct.pack("<500H", *range(500)), "not a document"),
        ("a.pdf", b"only words", "plain text"),
        ("a.txt", b" \n", "No words"),
        ("a.zip", b"PK\3\4 broken", "zip archive"),
    ],
)
def test_what_cannot_be_read_is_said_plainly(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    """The content decides, not the name, and the words say what to do."""
    (tmp_path / name).write_bytes(content)
    found = extract_here(tmp_path / name)
    assert not found.is_readable
    assert says in found.problems[0].what
    assert found.problems[0].hint


def test_wrong_suffix_is_read_and_said(report: Path) -> None:
    """A Word document named .pdf is read, with a warning about its name."""
    renamed = report.rename(report.with_suffix(".pdf"))
    found = extract_here(renamed)
    assert "inserted" in found.text
    assert found.problems[0].severity == "warning"


def test_missing_file_and_folder_are_problems(tmp_path: Path) -> None:
    """A place without a file is a Problem, never an exception."""
    for path in (tmp_path / "none.docx", tmp_path):
        assert "no such file" in extract_here(path).problems[0].what


@pytest.mark.parametrize("text", ["word " * (MOST_CHARACTERS // 5 + 10), "word\n\n" * 300])
def test_long_text_is_cut_and_said(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of too many letters or too many paragraphs gives its beginning and says so."""
    monkeypatch.setattr("readiness.formats.text.collector.MOST_PIECES", 200)
    (tmp_path / "long.txt").write_text(text)
    found = extract_here(tmp_path / "long.txt")
    assert 200 <= found.words <= MOST_CHARACTERS // 5 + 1
    assert "only its beginning" in found.problems[0].what


def test_words_survive_the_wire(report: Path) -> None:
    """What crosses between processes comes back the same."""
    found = extract_here(report)
    assert from_wire(to_wire(found)) == found


def test_cells_and_columns() -> None:
    """Column letters and values follow the workbook's own ways."""
    assert [column_letter(one) for one in (0, 25, 26, 701, 702, 16_383)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]
    assert [cell_text(one) for one in ("", 3.0, 2.5, True, " a ")] == ["", "3", "2.5", "TRUE", "a"]
