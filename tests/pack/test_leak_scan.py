"""The leak scan: everything planted is found and placed, nothing is quoted, a clean set is clear."""

from __future__ import annotations

import json
import logging
import struct
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment
from pptx import Presentation
from pypdf import PdfWriter
from pypdf.annotations import FreeText

from readiness.pack.leak_kinds import LeakReport
from readiness.pack.leak_pictures import picture_leaks
from readiness.pack.leak_scan import scan_files
from tests.pack.conftest import Scan

PLANTED_NAME = "Zebedee Plantagenet"
NHS_NUMBER = "943 476 5919"
UPN = "H801200001001"


def rewrite(
    path: Path,
    *,
    add: dict[str, bytes] | None = None,
    change: Callable[[str, bytes], bytes] | None = None,
) -> Path:
    """Add parts to an Office file, or change the ones it has."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if change is not None:
        parts = {name: change(name, content) for name, content in parts.items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, **(add or {})}.items():
            archive.writestr(name, content)
    return path


def word(folder: Path, body: str = "Plain words.", author: str = "") -> Path:
    """A Word file with one paragraph."""
    document = Document()
    document.core_properties.author = author
    document.core_properties.last_modified_by = ""
    document.add_paragraph(body)
    path = folder / "a.docx"
    document.save(str(path))
    return path


def word_xml(folder: Path, xml: bytes) -> Path:
    """A Word file with this XML put in its body."""
    path = word(folder)

    def put(name: str, content: bytes) -> bytes:
        is_body = name == "word/document.xml"
        return content.replace(b"<w:body>", b"<w:body>" + xml) if is_body else content

    return rewrite(path, change=put)


def workbook(folder: Path) -> tuple[Workbook, Path]:
    """A workbook with one visible sheet and no names in its properties."""
    book = Workbook()
    book.properties.creator = ""
    book.worksheets[0].append(["Measure", 1])
    return book, folder / "a.xlsx"


def saved(book: Workbook, path: Path) -> Path:
    """Save and give the path."""
    book.save(path)
    return path


def plant_author(folder: Path) -> Path:
    """Plant: author."""
    return word(folder, author=PLANTED_NAME)


def plant_comment(folder: Path) -> Path:
    """Plant: comment."""
    comments = f'<w:comments xmlns:w="x"><w:comment w:id="1" w:author="{PLANTED_NAME}"/></w:comments>'
    return rewrite(word(folder), add={"word/comments.xml": comments.encode()})


def plant_changes(folder: Path) -> Path:
    """Plant: changes."""
    run = f"<w:r><w:delText>{PLANTED_NAME}</w:delText></w:r>"
    return word_xml(folder, f'<w:p><w:del w:id="9" w:author="{PLANTED_NAME}">{run}</w:del></w:p>'.encode())


def plant_hidden_text(folder: Path) -> Path:
    """Plant: hidden text."""
    return word_xml(
        folder, f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{PLANTED_NAME}</w:t></w:r></w:p>".encode()
    )


def plant_embedded(folder: Path) -> Path:
    """Plant: embedded."""
    return rewrite(word(folder), add={"word/embeddings/oleObject1.bin": PLANTED_NAME.encode()})


def plant_custom(folder: Path) -> Path:
    """Plant: custom."""
    return rewrite(word(folder), add={"customXml/item1.xml": f"<x>{PLANTED_NAME}</x>".encode()})


def plant_hidden_sheet(folder: Path) -> Path:
    """Plant: hidden sheet."""
    book, path = workbook(folder)
    book.create_sheet("Names").sheet_state = "veryHidden"
    return saved(book, path)


def plant_hidden_rows(folder: Path) -> Path:
    """Plant: hidden rows."""
    book, path = workbook(folder)
    book.worksheets[0].row_dimensions[1].hidden = True
    return saved(book, path)


def plant_hidden_columns(folder: Path) -> Path:
    """Plant: hidden columns."""
    book, path = workbook(folder)
    book.worksheets[0].column_dimensions["B"].hidden = True
    return saved(book, path)


def plant_cell_note(folder: Path) -> Path:
    """Plant: cell note."""
    book, path = workbook(folder)
    book.worksheets[0]["A1"].comment = Comment(PLANTED_NAME, PLANTED_NAME)
    return saved(book, path)


def plant_pivot(folder: Path) -> Path:
    """Plant: pivot."""
    records = f"<r>{PLANTED_NAME}</r>".encode()
    return rewrite(saved(*workbook(folder)), add={"xl/pivotCache/pivotCacheRecords1.xml": records})


def plant_external(folder: Path) -> Path:
    """Plant: external."""
    link = f"<r>{PLANTED_NAME}</r>".encode()
    return rewrite(saved(*workbook(folder)), add={"xl/externalLinks/externalLink1.xml": link})


def plant_notes(folder: Path) -> Path:
    """Plant: notes."""
    show = Presentation()
    show.core_properties.author = show.core_properties.last_modified_by = ""
    slide = show.slides.add_slide(show.slide_layouts[6])
    notes = slide.notes_slide.notes_text_frame
    assert notes is not None
    notes.text = PLANTED_NAME
    show.save(str(folder / "a.pptx"))
    return folder / "a.pptx"


def pdf(folder: Path) -> tuple[PdfWriter, Path]:
    """A PDF of one blank page, not yet written."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    return writer, folder / "a.pdf"


def write_pdf(writer: PdfWriter, path: Path) -> Path:
    """Write and give the path."""
    with path.open("wb") as stream:
        writer.write(stream)
    return path


def plant_pdf_author(folder: Path) -> Path:
    """Plant: pdf author."""
    writer, path = pdf(folder)
    writer.add_metadata({"/Author": PLANTED_NAME})
    return write_pdf(writer, path)


def plant_annotation(folder: Path) -> Path:
    """Plant: annotation."""
    writer, path = pdf(folder)
    writer.add_annotation(0, FreeText(text=PLANTED_NAME, rect=(0, 0, 100, 100)))
    return write_pdf(writer, path)


def plant_attachment(folder: Path) -> Path:
    """Plant: attachment."""
    writer, path = pdf(folder)
    writer.add_attachment("names.txt", PLANTED_NAME.encode())
    return write_pdf(writer, path)


def exif(order: str, *, gps: bool = True, artist: bool = False) -> bytes:
    """A TIFF structure with a place and perhaps a name."""
    entries = [(0x013B, 2, 4, 0)] if artist else []
    entries += [(0x8825, 4, 1, 100)] if gps else [(0x0112, 3, 1, 1)]
    mark = b"II*\0" if order == "<" else b"MM\0*"

    def directory(rows: list[tuple[int, int, int, int]]) -> bytes:
        packed = (struct.pack(f"{order}HHII", *row) for row in rows)
        return struct.pack(f"{order}H", len(rows)) + b"".join(packed)

    place = directory([(2, 5, 3, 0), (4, 5, 3, 0)])
    start = mark + struct.pack(f"{order}I", 8) + directory(entries)
    return start + b"\0" * (100 - len(start)) + place


def jpeg(tiff: bytes) -> bytes:
    """A JPEG with an EXIF block and no picture."""
    body = b"Exif\0\0" + tiff
    length = (len(body) + 2).to_bytes(2, "big")
    return b"\xff\xd8\xff\xe0\x00\x04AB\xff\xe1" + length + body + b"\xff\xda\x00\x02\xff\xd9"


def png(tiff: bytes) -> bytes:
    """A PNG with an eXIf chunk."""
    return b"\x89PNG\r\n\x1a\n" + len(tiff).to_bytes(4, "big") + b"eXIf" + tiff + b"\0\0\0\0"


def plant_location(folder: Path) -> Path:
    """Plant: location."""
    (folder / "a.jpg").write_bytes(jpeg(exif(">")))
    return folder / "a.jpg"


def plant_location_inside(folder: Path) -> Path:
    """Plant: location inside."""
    return rewrite(word(folder), add={"word/media/image1.jpeg": jpeg(exif("<"))})


def plant_nhs_number(folder: Path) -> Path:
    """Plant: nhs number."""
    return word(folder, f"The child {PLANTED_NAME}, NHS number {NHS_NUMBER}, was seen.")


def plant_upn_in_csv(folder: Path) -> Path:
    """Plant: upn in csv."""
    (folder / "a.csv").write_text(f"Name,UPN\n{PLANTED_NAME},{UPN}\n", encoding="utf-8")
    return folder / "a.csv"


PLANTED: list[tuple[Callable[[Path], Path], str, str]] = [
    (plant_author, "author", "document properties"),
    (plant_comment, "comments", "comments"),
    (plant_changes, "tracked_changes", "document"),
    (plant_hidden_text, "hidden_text", "document"),
    (plant_embedded, "embedded_files", "embedded files"),
    (plant_custom, "custom_data", "custom XML"),
    (plant_hidden_sheet, "hidden_sheet", "workbook"),
    (plant_hidden_rows, "hidden_rows", "sheet 1"),
    (plant_hidden_columns, "hidden_columns", "sheet 1"),
    (plant_cell_note, "comments", "cell notes"),
    (plant_pivot, "pivot_cache", "pivot table"),
    (plant_external, "external_links", "links to workbooks"),
    (plant_notes, "speaker_notes", "notes slide 1"),
    (plant_pdf_author, "author", "document properties"),
    (plant_annotation, "annotations", "p.1"),
    (plant_attachment, "attachments", "attached files"),
    (plant_location, "location", "picture"),
    (plant_location_inside, "location", "picture image1.jpeg"),
    (plant_nhs_number, "nhs_number", "text"),
    (plant_upn_in_csv, "upn", "A2:B2"),
]


def said(report: LeakReport) -> str:
    """Everything a report can show."""
    shown = "".join(one.title + one.hint for one in report.leaks)
    return json.dumps(asdict(report), default=str) + repr(report) + shown


@pytest.mark.parametrize(("plant", "kind", "place"), PLANTED, ids=[one[0].__name__ for one in PLANTED])
def test_what_is_planted_is_found_placed_and_not_quoted(
    scan: Scan,
    tmp_path: Path,
    plant: Callable[[Path], Path],
    kind: str,
    place: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Each hidden thing is found at its place, once, and the planted words stand nowhere."""
    with caplog.at_level(logging.DEBUG):
        report = scan(plant(tmp_path))
    found = [(one.kind, one.count) for one in report.leaks if place in one.place or not place]
    assert (kind, 1) in found, report
    assert PLANTED_NAME not in said(report) + caplog.text
    assert "943" not in said(report).replace(str(tmp_path), "")


def test_a_clean_set_is_clear(scan: Scan, tmp_path: Path) -> None:
    """Six kinds of file with nothing to hide give nothing."""
    book, path = workbook(tmp_path)
    show = Presentation()
    show.core_properties.author = show.core_properties.last_modified_by = ""
    slide = show.slides.add_slide(show.slide_layouts[5])
    assert slide.shapes.title is not None
    slide.shapes.title.text = "Progress of the partnership this year"
    show.save(str(tmp_path / "a.pptx"))
    (tmp_path / "a.jpg").write_bytes(jpeg(exif("<", gps=False)))
    (tmp_path / "a.csv").write_text("Measure,2024,2025\nPlans in 20 weeks,50.3,62\n", encoding="utf-8")
    writer, pdf_path = pdf(tmp_path)
    write_pdf(writer, pdf_path)
    paths = [word(tmp_path, "Waits fell from 52 weeks to 18 between 2024 and 2025."), saved(book, path),
             tmp_path / "a.pptx", tmp_path / "a.jpg", tmp_path / "a.csv"]  # fmt: skip
    for report in scan_files(paths):
        assert report.leaks == (), report.path.name
        assert report.problems == (), report.path.name
    assert scan(pdf_path).leaks == ()


@pytest.mark.parametrize("make", [jpeg, png, bytes], ids=["jpeg", "png", "tiff"])
@pytest.mark.parametrize("order", ["<", ">"])
def test_place_and_name_in_every_picture_kind(make: Callable[[bytes], bytes], order: str) -> None:
    """Both byte orders, three containers; a picture without a place has none."""
    assert picture_leaks(make(exif(order, artist=True))) == (True, True)
    assert picture_leaks(make(exif(order, gps=False))) == (False, False)


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_no_bytes_break_the_picture_reader(content: bytes) -> None:
    """Whatever follows the marks of a picture, the reader answers."""
    for start in (b"", b"\xff\xd8\xff\xe1\x00\xffExif\0\0II*\0", b"\x89PNG\r\n\x1a\n", b"MM\0*"):
        assert picture_leaks(start + content) in {(a, b) for a in (True, False) for b in (True, False)}


def test_what_cannot_be_looked_into_is_said(tmp_path: Path) -> None:
    """A missing, damaged, protected or unknown file is a problem, never silence."""
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 not really")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 not really")
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    writer, path = pdf(tmp_path)
    writer.encrypt("secret")
    write_pdf(writer, path)
    names = ("gone.xlsx", "broken.docx", "broken.pdf", "old.doc", path.name)
    for report in scan_files(tmp_path / name for name in names):
        assert report.problems, report.path.name
        assert not report.is_clear


def test_scanning_stops_when_cancelled(tmp_path: Path) -> None:
    """Nothing more is looked at once the user has stopped it."""
    path = word(tmp_path)
    asked = iter([False, True])
    assert len(list(scan_files([path, path, path], cancelled=lambda: next(asked)))) == 1
