"""Reading tables from files people send: every format alike, and nothing that exhausts memory."""

from __future__ import annotations

import csv
import zipfile
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from readiness.base.errors import RefusedError, StorageError
from readiness.formats import packages
from readiness.formats.sheets import guard
from readiness.formats.sheets.reading import cell_text, column_letter, read_sheets
from readiness.formats.sheets.writing import SheetColumn, SheetContent, workbook_bytes

ROWS = [["Caf\u00e9", "b"], ["", "2"]]


def rows_of(path: Path) -> list[list[list[object]]]:
    """The cells of every sheet."""
    return [[list(cells) for _number, cells in sheet.rows()] for sheet in read_sheets(path)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_csv_in_any_encoding_and_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    """What Excel and other programs save as csv is read alike."""
    path = tmp_path / "a.csv"
    path.write_bytes("\r\n".join(separator.join(row) for row in ROWS).encode(encoding))
    assert rows_of(path) == [ROWS]


def test_rows_and_columns_count_from_the_first_cell_of_the_sheet(tmp_path: Path) -> None:
    """A table that starts low and to the right keeps the row numbers and letters people see."""
    book = Workbook()
    book.worksheets[0]["C5"] = "here"
    hidden = book.create_sheet("Hidden")
    hidden.sheet_state = "hidden"
    hidden["A1"] = 1
    book.save(tmp_path / "a.xlsx")
    first, second = read_sheets(tmp_path / "a.xlsx")
    number, cells = list(first.rows())[-1]
    assert (number, list(cells)) == (5, ["", "", "here"])
    assert (first.is_hidden, second.is_hidden, second.name) == (False, True, "Hidden")


def test_cells_read_as_people_see_them() -> None:
    """Whole numbers without .0, dates in English order, times where there are any."""
    moment = datetime.combine(date(2025, 3, 4), time(9, 30))
    cells = (1.0, 1.5, 10, True, date(2025, 3, 4), moment, time(9, 30), " a ")
    assert [cell_text(cell) for cell in cells] == [
        "1", "1.5", "10", "TRUE", "04/03/2025", "04/03/2025 09:30", "09:30", "a",
    ]  # fmt: skip
    assert [column_letter(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def changed(path: Path, name: str, old: bytes, new: bytes) -> Path:
    """The workbook with bytes of one part replaced."""
    with zipfile.ZipFile(path) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, content in parts.items():
            archive.writestr(one, content)
    return path


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A workbook with two cells."""
    book = Workbook()
    book.worksheets[0].append(["a", 1])
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def test_one_far_cell_does_not_fill_memory(workbook: Path) -> None:
    """A cell in the last corner of a sheet would make a grid of 17 billion: it is refused."""
    path = changed(workbook, "xl/worksheets/sheet1.xml", b'r="B1"', b'r="XFD1048576"')
    with pytest.raises(RefusedError, match="used area"):
        rows_of(path)


def test_a_document_type_is_refused(workbook: Path) -> None:
    """No Office file needs one; attacks do."""
    path = changed(workbook, "xl/worksheets/sheet1.xml", b"<worksheet", b"<!DOCTYPE x><worksheet")
    with pytest.raises(RefusedError):
        rows_of(path)


def test_repeated_cells_of_an_open_document_do_not_fill_memory(tmp_path: Path) -> None:
    """Filled rows and columns repeated a million times are refused; empty filler is not."""
    cell = '<table:table-cell {} office:value-type="float" office:value="1"/>'
    bomb = cell.format('table:number-columns-repeated="16000"')
    for inner, is_refused in (
        (f'<table:table-row table:number-rows-repeated="1000000">{bomb}</table:table-row>', True),
        (
            '<table:table-row table:number-rows-repeated="1048576"><table:table-cell/></table:table-row>',
            False,
        ),
    ):
        path = tmp_path / "a.ods"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("content.xml", f"<office:document-content>{inner}</office:document-content>")
        if is_refused:
            with pytest.raises(RefusedError):
                guard.check_workbook(path)
        else:
            guard.check_workbook(path).close()


def test_bombs_lies_and_passwords_are_refused(
    tmp_path: Path, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too tight, too many, cut short, an old file or a protected one: each has its message."""
    tight = replace(packages.LIMITS["list"], ratio_from=1000)
    monkeypatch.setattr(packages, "LIMITS", {"list": tight})
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 1_000_000)
    (tmp_path / "short.xlsx").write_bytes(workbook.read_bytes()[:-200])
    (tmp_path / "old.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    for name in ("bomb.xlsx", "short.xlsx", "old.xlsx"):
        with pytest.raises(RefusedError):
            rows_of(tmp_path / name)
    with pytest.raises(RefusedError):
        rows_of(tmp_path / "a.docx")
    with pytest.raises(StorageError):
        rows_of(tmp_path / "gone.csv")


def test_a_cell_that_never_ends_is_refused(tmp_path: Path) -> None:
    """An unclosed quotation mark in a long csv is said, whatever limit another reader has set before."""
    csv.field_size_limit(1_000_000)
    path = tmp_path / "a.csv"
    path.write_text('a,"' + "x" * 200_000, encoding="utf-8")
    with pytest.raises(RefusedError, match="never ends"):
        rows_of(path)


def test_rows_are_as_high_as_their_words(tmp_path: Path) -> None:
    """Wrapped words are all seen, in programs that fit no rows themselves; a heading's, too."""
    columns = (SheetColumn("A long heading of words", 10), SheetColumn("B", 10, is_hidden=True))
    rows = (("one two three four five six", None), ("short", "hidden words that count for nothing at all"))
    content = SheetContent("Sheet", columns, rows, ("a note that is long and stands in one line",))
    (tmp_path / "a.xlsx").write_bytes(workbook_bytes((content,), title="t", dated=date(2026, 11, 23)))
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    heights = [sheet.row_dimensions[number].height for number in range(1, 5)]
    assert heights == [None, 45.0, 60.0, 15.0]
