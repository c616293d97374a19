"""The request list as it arrives: any table, with merged cells, many headings or none, or a plain list."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pptx
import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook

from readiness.base.errors import RefusedError, StorageError
from readiness.formats.doors import REQUEST_LISTS
from readiness.requests.their_list_file import RequestLine, read_their_list
from tests.pack.leak_files import open_document

NEAR = date(2025, 3, 3)
MONDAY_NOON = datetime(2025, 3, 10, 12, tzinfo=UTC)
FIVE = datetime(2025, 3, 4, 17, tzinfo=UTC)
Rows = Sequence[Sequence[object]]


def read_request_list(path: Path, *, near: date, received: datetime | None = None) -> tuple[RequestLine, ...]:
    """The lines of a list."""
    return read_their_list(path, near=near, received=received).lines


def sheet(path: Path, rows: Rows, merged: Sequence[str] = ()) -> Path:
    """A workbook with one sheet."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    for area in merged:
        book.worksheets[0].merge_cells(area)
    book.save(path)
    return path


def table(path: Path, rows: Rows) -> Path:
    """A Word file with one table."""
    document = Document()
    made = document.add_table(len(rows), len(rows[0]))
    for at, row in enumerate(rows):
        for place, value in enumerate(row):
            made.cell(at, place).text = str(value)
    document.save(str(path))
    return path


def comma(path: Path, rows: Rows) -> Path:
    """A csv file."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)
    return path


PLAIN: Rows = (
    ("Ref", "Item", "Deadline"),
    ("1.1", "Self-evaluation", "04/03/2025"),
    ("1.2", "Strategy and action plan", "04/03/2025 17:00"),
)


@pytest.mark.parametrize("make", [sheet, table, comma])
def test_a_plain_table_is_read(tmp_path: Path, make: object) -> None:
    """The same table as xlsx, docx and csv gives the same lines."""
    suffix = {"sheet": "xlsx", "table": "docx", "comma": "csv"}[getattr(make, "__name__", "")]
    assert callable(make)
    lines = read_request_list(make(tmp_path / f"a.{suffix}", PLAIN), near=NEAR)
    assert [(one.reference, one.title, one.due) for one in lines] == [
        ("1.1", "Self-evaluation", FIVE), ("1.2", "Strategy and action plan", FIVE),
    ]  # fmt: skip


def test_merged_cells_and_three_heading_rows(tmp_path: Path) -> None:
    """A title, grouped headings, sections merged across and a deadline merged down are understood."""
    rows: Rows = (
        ("Request for information: Exampleshire", None, None, None),
        ("What we need", None, "When", None),
        ("No.", "Information requested", "By when", "Notes"),
        ("Section A: leadership", None, None, None),
        (1, "Self-evaluation", date(2025, 3, 4), "a note"),
        (2, "Strategy", None, None),
        ("Section B: health", None, None, None),
        (3, "Waits for therapy", "Mon 10 March noon", None),
    )
    merged = ("A1:D1", "A2:B2", "C2:D2", "A4:D4", "C5:C6", "A7:D7")
    lines = read_request_list(sheet(tmp_path / "a.xlsx", rows, merged), near=NEAR)
    assert [(one.reference, one.title, one.section, one.due, one.place) for one in lines] == [
        ("1", "Self-evaluation", "Section A: leadership", FIVE, "sheet Sheet, row 5"),
        ("2", "Strategy", "Section A: leadership", FIVE, "sheet Sheet, row 6"),
        ("3", "Waits for therapy", "Section B: health", MONDAY_NOON, "sheet Sheet, row 8"),
    ]


def test_a_table_without_headings_is_guessed(tmp_path: Path) -> None:
    """References, words and dates are told apart by what they look like."""
    rows: Rows = (
        ("A1", "4 March 2025", "Self-evaluation of the area"),
        ("A2", "4 March 2025", "Strategy for SEND"),
    )
    lines = read_request_list(comma(tmp_path / "a.csv", rows), near=NEAR)
    assert [(one.reference, one.title, one.due) for one in lines] == [
        ("A1", "Self-evaluation of the area", FIVE), ("A2", "Strategy for SEND", FIVE),
    ]  # fmt: skip


def test_one_column_of_words_is_a_list(tmp_path: Path) -> None:
    """A bare list of titles needs nothing else."""
    lines = read_request_list(comma(tmp_path / "a.csv", [["Self-evaluation"], ["Strategy"], [""]]), near=NEAR)
    assert [one.title for one in lines] == ["Self-evaluation", "Strategy"]


def test_merged_cells_in_a_word_table(tmp_path: Path) -> None:
    """A section across and a deadline down, in Word."""
    document = Document()
    rows = [
        ("Ref", "Document", "Due"),
        ("Leadership", "", ""),
        ("1", "Self-evaluation", "4 March"),
        ("2", "Strategy", ""),
    ]
    made = document.add_table(4, 3)
    for at, row in enumerate(rows):
        for place, value in enumerate(row):
            made.cell(at, place).text = value
    made.cell(1, 0).merge(made.cell(1, 2))
    made.cell(2, 2).merge(made.cell(3, 2))
    document.save(str(tmp_path / "a.docx"))
    lines = read_request_list(tmp_path / "a.docx", near=NEAR)
    assert [(one.title, one.section, one.due) for one in lines] == [
        ("Self-evaluation", "Leadership", FIVE), ("Strategy", "Leadership", FIVE),
    ]  # fmt: skip


def test_a_word_file_of_lists(tmp_path: Path) -> None:
    """Numbered paragraphs, bullets and Word's own lists, under headings, deadlines in the words."""
    document = Document()
    document.add_paragraph("Dear colleague, please send us the following.")
    document.add_heading("Leadership", 1)
    document.add_paragraph("1.1 Self-evaluation (by 4 March 2025)")
    document.add_paragraph("\u2022 Strategy, no later than 5pm on 4 March")
    document.add_paragraph("Outcomes for children aged 5 to 11", style="List Bullet")
    document.save(str(tmp_path / "a.docx"))
    lines = read_request_list(tmp_path / "a.docx", near=NEAR)
    assert [(one.reference, one.title, one.section, one.due) for one in lines] == [
        ("1.1", "Self-evaluation", "Leadership", FIVE),
        ("", "Strategy", "Leadership", FIVE),
        ("", "Outcomes for children aged 5 to 11", "Leadership", None),
    ]


def test_hours_count_from_the_call(tmp_path: Path) -> None:
    """A deadline in hours needs to know when the call came."""
    rows: Rows = (("Item", "Timescale"), ("Self-evaluation", "within 24 hours"), ("Strategy", "24 hours"))
    path = comma(tmp_path / "a.csv", rows)
    received = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)
    assert {one.due for one in read_request_list(path, near=NEAR, received=received)} == {
        datetime(2025, 3, 4, 9, 30, tzinfo=UTC)
    }
    unread = read_request_list(path, near=NEAR)
    assert [(one.due, one.due_text) for one in unread] == [(None, "within 24 hours"), (None, "24 hours")]


def test_bad_files_are_refused_plainly(tmp_path: Path) -> None:
    """Nothing in it, another kind, damaged, or gone."""
    (tmp_path / "empty.csv").write_text("\n\n")
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "bad.docx").write_bytes(b"words")
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    for name in ("empty.csv", "bad.xlsx", "bad.docx", "a.pdf"):
        with pytest.raises(RefusedError):
            read_request_list(tmp_path / name, near=NEAR)
    for name in ("gone.docx", "gone.xlsx"):
        with pytest.raises(StorageError):
            read_request_list(tmp_path / name, near=NEAR)


def test_twenty_thousand_rows_are_read(tmp_path: Path) -> None:
    """A long list is read to its end."""
    rows: list[list[object]] = [["Ref", "Item"]]
    rows += [[str(number), f"Item number {number}"] for number in range(20_000)]
    lines: tuple[RequestLine, ...] = read_request_list(comma(tmp_path / "a.csv", rows), near=NEAR)
    assert len(lines) == 20_000


def control(element: Any) -> Any:
    """An element put into a content control of its own."""
    made, inner = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    element.getparent().replace(element, made)
    inner.append(element)
    made.append(inner)
    return made


@pytest.mark.parametrize("level", ["tbl", "tr", "tc", "p", "r"])
def test_lines_in_content_controls_of_every_kind_are_read(tmp_path: Path, level: str) -> None:
    """Around the table, its rows, its cells, their paragraphs and runs; controls in controls, too."""
    path = table(tmp_path / "a.docx", PLAIN)
    document = Document(str(path))
    for element in list(document.element.body.iter(qn(f"w:{level}"))):
        control(control(element))
    document.save(str(path))
    lines = read_request_list(path, near=NEAR)
    assert [one.title for one in lines] == ["Self-evaluation", "Strategy and action plan"]


def test_list_paragraphs_in_content_controls_are_read(tmp_path: Path) -> None:
    """A document without tables whose every line stands in a control."""
    document = Document()
    for words in ("Self-evaluation", "Strategy and action plan"):
        control(document.add_paragraph(words, style="List Number")._p)
    document.save(str(tmp_path / "a.docx"))
    lines = read_request_list(tmp_path / "a.docx", near=NEAR)
    assert [one.title for one in lines] == ["Self-evaluation", "Strategy and action plan"]


def test_a_table_in_a_cell_is_a_table_of_its_own(tmp_path: Path) -> None:
    """Its words are not the outer cell's, and each of its lines is read."""
    document = Document()
    outer = document.add_table(2, 2)
    for place, words in enumerate(("Ref", "Item", "1", "Leadership papers")):
        outer.cell(place // 2, place % 2).text = words
    inner = outer.cell(1, 1).add_table(2, 2)
    for place, words in enumerate(("Ref", "Item", "1.1", "Self-evaluation")):
        inner.cell(place // 2, place % 2).text = words
    document.save(str(tmp_path / "a.docx"))
    lines = read_request_list(tmp_path / "a.docx", near=NEAR)
    assert [(one.reference, one.title) for one in lines] == [
        ("1", "Leadership papers"),
        ("1.1", "Self-evaluation"),
    ]


def test_a_list_beside_a_table_is_read_too_and_prose_is_named(tmp_path: Path) -> None:
    """No line of either is lost; what is neither is told with its beginning."""
    path = table(tmp_path / "a.docx", PLAIN)
    document = Document(str(path))
    document.add_paragraph("Please send these as soon as you can.")
    document.add_paragraph("Minutes of the July board by close on Friday", style="List Bullet")
    document.save(str(path))
    read = read_their_list(path, near=date(2026, 11, 23))
    assert [one.title for one in read.lines][2:] == ["Minutes of the July board"]
    assert read.lines[2].due == datetime(2026, 11, 27, 17, tzinfo=UTC)
    assert read.left_out == ("paragraph 1: \u201cPlease send these as soon as you can.\u201d",)


def sheets(path: Path) -> Path:
    """A workbook with a sheet of guidance, the list, and a hidden one."""
    book = Workbook()
    names = {"Guidance": "How to answer", "Request": "Self-evaluation", "Old": "Ofsted letter"}
    for number, (name, words) in enumerate(names.items()):
        page = book.create_sheet(name, number)
        page.append(["Ref", "Item"])
        page.append(["1", words])
        page.sheet_state = "hidden" if name == "Old" else "visible"
    book.remove(book.worksheets[-1])
    book.save(path)
    return path


def test_guidance_and_hidden_sheets_are_named_and_can_be_chosen(tmp_path: Path) -> None:
    """By default only the list is read; a wrong name is refused with the names there are."""
    path = sheets(tmp_path / "a.xlsx")
    read = read_their_list(path, near=NEAR)
    assert [one.title for one in read.lines] == ["Self-evaluation"]
    assert [one.split(",")[0] for one in read.left_out] == ["sheet Guidance", "sheet Old"]
    chosen = read_their_list(path, near=NEAR, sheets=["old", "Request"])
    assert [one.title for one in chosen.lines] == ["Self-evaluation", "Ofsted letter"]
    with pytest.raises(RefusedError, match="no such sheet") as caught:
        read_their_list(path, near=NEAR, sheets=["Requests"])
    assert "Guidance, Request, Old" in caught.value.hint


PEOPLE: Rows = (
    ("Name", "Date of birth", "UPN", "Placement"),
    ("Ada Probe", "01/02/2015", "H801200001001", "Penmarsh Primary"),
    ("Ben Probe", "03/04/2014", "H801200001002", "Penmarsh Primary"),
)


@pytest.mark.parametrize("make", [sheet, table, comma])
def test_a_list_of_people_is_refused_and_nothing_of_it_is_told(tmp_path: Path, make: Any) -> None:
    """A person-level list given by mistake, in any format; no cell of it is in the message."""
    suffix = {"sheet": "xlsx", "table": "docx", "comma": "csv"}[make.__name__]
    with pytest.raises(RefusedError, match="list of people") as caught:
        read_their_list(make(tmp_path / f"a.{suffix}", PEOPLE), near=NEAR)
    told = f"{caught.value.title} {caught.value.detail} {caught.value.hint}"
    assert not any(word in told for word in ("Probe", "H8012", "2015", "Penmarsh"))


def test_pasted_words_are_read(tmp_path: Path) -> None:
    """Numbered lines, cells set apart by tabs, or bare lines, each as a list; headings stand over them."""
    path = tmp_path / "pasted.txt"
    path.write_text("Leadership:\n1. Self-evaluation, by noon on Tuesday\n2. Strategy\n", encoding="utf-8")
    first, second = read_request_list(path, near=date(2026, 11, 23))
    assert (first.title, first.section, first.reference) == ("Self-evaluation", "Leadership:", "1")
    assert (first.due, second.title) == (datetime(2026, 11, 24, 12, tzinfo=UTC), "Strategy")
    path.write_text("Ref\tItem\tDue\n1\tSelf-evaluation\tTuesday noon\n", encoding="utf-8")
    [only] = read_request_list(path, near=date(2026, 11, 23))
    assert (only.title, only.due) == ("Self-evaluation", datetime(2026, 11, 24, 12, tzinfo=UTC))
    path.write_text("Self-evaluation\n\nStrategy and action plan\n", encoding="utf-8")
    assert [one.title for one in read_request_list(path, near=NEAR)] == [
        "Self-evaluation",
        "Strategy and action plan",
    ]


THIN: Rows = (
    ("Ref", "Item", "", "Deadline"),
    ("Leadership", "Leadership", "Leadership", "Leadership"),
    ("", "Self-evaluation", "", "04/03/2025"),
    ("1.2", "Strategy", "note", ""),
)
"""A table with empty cells, and a row that is one cell across it."""


def slides(path: Path, rows: Rows) -> Path:
    """A presentation with the table on its first slide, and on the second again with what is asked next."""
    deck = pptx.Presentation()
    for now in (rows, [rows[0], ("2.1", "Annual report", "", "05/03/2025")]):
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        made = slide.shapes.add_table(len(now), len(now[0]), 0, 0, 9_000_000, 900_000).table
        for at, row in enumerate(now):
            if len(set(row)) == 1:
                made.cell(at, 0).text = str(row[0])
                made.cell(at, 0).merge(made.cell(at, len(row) - 1))
                continue
            for place, value in enumerate(row):
                made.cell(at, place).text = str(value)
    deck.save(str(path))
    return path


def drawn(path: Path, rows: Rows) -> Path:
    """The same table as OpenDocument: text, or one slide."""
    body = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{value}</text:p></table:table-cell>" for value in row)
        + "</table:table-row>"
        for row in rows
    )
    held = f"<table:table>{body}</table:table>"
    if path.suffix == ".odt":
        path.write_bytes(open_document("text", held))
    else:
        path.write_bytes(
            open_document("presentation", f"<draw:page><draw:frame>{held}</draw:frame></draw:page>")
        )
    return path


def page(path: Path, rows: Rows) -> Path:
    """The same table as a web page."""
    body = "".join(f"<tr>{''.join(f'<td>{value}</td>' for value in row)}</tr>" for row in rows)
    path.write_text(f"<table>{body}</table>", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("make", "suffix"), [(slides, "pptx"), (drawn, "odt"), (drawn, "odp"), (page, "html")]
)
def test_a_table_is_the_same_list_whatever_kind_of_document_holds_it(
    tmp_path: Path, make: Any, suffix: str
) -> None:
    """Cells keep their places though some are empty; each table begins with its own headings, as in Word."""
    as_word = read_request_list(table(tmp_path / "a.docx", THIN), near=NEAR)
    lines = read_request_list(make(tmp_path / f"a.{suffix}", THIN), near=NEAR)
    assert lines[: len(as_word)] == as_word
    assert [(one.reference, one.title, one.section, one.due_text) for one in as_word] == [
        ("", "Self-evaluation", "Leadership", "04/03/2025"),
        ("1.2", "Strategy", "Leadership", ""),
    ]
    rest = [(one.place, one.reference, one.title) for one in lines[len(as_word) :]]
    assert rest == ([("table 2, row 2", "2.1", "Annual report")] if suffix == "pptx" else [])


def test_a_list_on_slides_is_read(tmp_path: Path) -> None:
    """Whatever program made them: each line of a slide's text asks for something."""
    asks = ("1. Self-evaluation by 12 March", "2. Annual report of the virtual school")
    body = "".join(f"<text:p>{ask}</text:p>" for ask in asks)
    path = tmp_path / "request.odp"
    path.write_bytes(
        open_document(
            "presentation",
            f"<draw:page><draw:frame><draw:text-box>{body}</draw:text-box></draw:frame></draw:page>",
        )
    )
    lines = read_request_list(path, near=NEAR)
    assert [(line.reference, line.title) for line in lines] == [
        ("1", "Self-evaluation"),
        ("2", "Annual report of the virtual school"),
    ]


def test_what_is_no_list_is_refused_with_what_would_be(tmp_path: Path) -> None:
    """The refusal names every kind that is taken."""
    path = tmp_path / "request.one"
    path.write_bytes(b"notes")
    with pytest.raises(RefusedError) as refused:
        read_request_list(path, near=NEAR)
    assert REQUEST_LISTS.words in refused.value.hint


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods", ".csv"])
def test_a_person_level_list_is_refused_though_it_has_no_names(suffix: str) -> None:
    """Pupil numbers beside dates of birth are children, whatever the file was saved as; nothing is kept."""
    path = Path(__file__).parents[1] / "people_lists" / "fixtures" / f"alike{suffix}"
    with pytest.raises(RefusedError, match="list of people"):
        read_their_list(path, near=date(2026, 11, 23))
