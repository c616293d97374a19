"""Workbooks: words are never formulas, nothing breaks them, and equal content is equal bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from readiness.formats.sheets.writing import (
    LONGEST_TEXT,
    CellValue,
    SheetColumn,
    SheetContent,
    csv_text,
    workbook_bytes,
)

DAY = date(2025, 9, 1)


def made(*rows: tuple[CellValue, ...], notes: tuple[str, ...] = ()) -> bytes:
    """A workbook with one sheet of these rows under a heading A, B."""
    content = SheetContent("Rows", (SheetColumn("A"), SheetColumn("B")), rows, notes)
    return workbook_bytes([content], title="Made", dated=DAY, marking="OFFICIAL & more")


def opened(data: bytes) -> Workbook:
    """The workbook read back."""
    return load_workbook(io.BytesIO(data))


FORMULAS = [
    "=1+1",
    "=cmd|'/C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://x","y")',
    "#REF!",
    "=",
    "\t=1",
    "{=1}",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_words_are_never_a_formula(text: str) -> None:
    """Text that could run stays text, in the cell and in the file's XML."""
    data = made((text, text))
    cell = opened(data)["Rows"]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any(
            b"<f>" in archive.read(name) or b"<f " in archive.read(name) for name in archive.namelist()
        )


@given(st.text(max_size=50), st.text(max_size=50))
@settings(max_examples=80, deadline=None)
def test_any_text_can_be_written_and_read_back(one: str, other: str) -> None:
    """No character breaks the file; controls come back as visible marks."""
    sheet = opened(made((one, other), notes=(other,)))["Rows"]
    for cell in (sheet["A3"], sheet["B3"], sheet["A1"]):
        assert cell.value is None or not {chr(code) for code in (*range(9), 11, 27, 0x202E)} & set(
            str(cell.value)
        )


def test_text_longer_than_a_cell_is_cut_with_a_mark() -> None:
    """Nothing is cut in silence."""
    value = opened(made(("\U0001f600" * LONGEST_TEXT, "x" * LONGEST_TEXT)))["Rows"]
    assert value["A2"].value.endswith("[cut: longer than a cell can hold]")
    assert value["B2"].value == "x" * LONGEST_TEXT


def test_header_is_frozen_filtered_and_marked() -> None:
    """Header row frozen below the notes, a filter over the table, the marking on printed pages."""
    sheet = opened(made(("a", 1), ("b", 2), notes=("One note",)))["Rows"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A3", "A2:B4")
    assert sheet.oddHeader is not None
    assert sheet.oddHeader.center.text == "OFFICIAL && more"
    assert sheet["A2"].font.bold


def test_dates_numbers_and_nothing_keep_their_kind() -> None:
    """Dates are dates shown as DD/MM/YYYY, figures figures, nothing an empty cell."""
    sheet = opened(made((date(2025, 1, 2), 1.5), (datetime(2025, 1, 2, 3, 4, tzinfo=UTC), None)))["Rows"]
    assert sheet["A2"].is_date
    assert sheet["A2"].number_format == "DD/MM/YYYY"
    assert (sheet["B2"].value, sheet["B3"].value) == (1.5, None)
    assert sheet["A3"].value == datetime(2025, 1, 2, 3, 4)  # noqa: DTZ001 - workbooks have no zones


def test_equal_content_is_equal_bytes() -> None:
    """Neither the clock nor the order of anything but the rows shows in the bytes."""
    assert made(("a", 1)) == made(("a", 1))
    assert opened(made(("a", 1))).properties.modified == datetime(2025, 9, 1)  # noqa: DTZ001 - no zones there


def test_sheet_names_are_made_legal_and_different() -> None:
    """Signs Excel refuses, too many letters and repeats are put right."""
    sheets = [
        SheetContent(name, (SheetColumn("A"),), ())
        for name in ("a/b:c", "A b c", "x" * 40, "x" * 40, "", "'")
    ]
    names = opened(workbook_bytes(sheets, title="t", dated=DAY)).sheetnames
    assert len({name.casefold() for name in names}) == 6
    assert all(0 < len(name) <= 31 for name in names)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", " =1", "\t=1"])
def test_csv_cells_are_never_a_formula(text: str) -> None:
    """A csv cell that could run begins with an apostrophe; figures do not."""
    assert csv_text(text).startswith("'")
    assert csv_text(-1) == "-1"
    assert csv_text(DAY) == "01/09/2025"
