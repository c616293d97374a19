"""The file of a return: what is known of its form is checked, and no cell of it is shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from readiness.base.errors import RefusedError, UsageError
from readiness.definitions.catalogue import load_shipped
from readiness.people_lists import return_file
from readiness.people_lists.return_file import check_return, check_return_file, reads_as, return_of

FRAMEWORK, _ = load_shipped("local-send-reform-plan")
NAME = "lsrp-quarterly-return-999-Westmere.xlsx"
SECRET = "Ada Lovelace-Example"  # noqa: S105 - stands for what must not come out


def _workbook(path: Path, *, years: str = "2026-27 Quarterly Data", council: str = "Westmere") -> Workbook:
    """A return as its form asks for."""
    book = Workbook()
    cover = book.active
    assert cover is not None
    cover.title = "Cover"
    cover["B13"] = council
    sheet = book.create_sheet("Quarterly Return Template")
    sheet["B5"] = years
    sheet["B6"], sheet["C6"] = "A measure", 12
    book.save(path)
    return book


def test_a_return_as_asked_for_has_no_fault(tmp_path: Path) -> None:
    """Read in the limited process; it says how far the rules are known."""
    _workbook(tmp_path / NAME)
    report = check_return(return_of(FRAMEWORK), tmp_path / NAME, council="westmere")
    assert (report.faults, report.findings, report.rows) == (0, (), 2)
    assert "the template itself was not seen" in report.known_from


def test_every_rule_is_told_by_place(tmp_path: Path) -> None:
    """Name, sheets, cells, column A and column B; and never what stands there."""
    path = tmp_path / f"{SECRET}.xlsx"
    book = _workbook(path, years=f"2026-28 {SECRET}", council=SECRET)
    sheet = book["Quarterly Return Template"]
    sheet["A9"], sheet["C10"] = SECRET, SECRET
    book.create_sheet(SECRET)
    book.save(path)
    report = check_return_file(path, return_of(FRAMEWORK), council="Westmere")
    assert [(each.sheet, each.place) for each in report.findings] == [
        ("", ""),
        ("", "sheet 3"),
        ("Cover", "B13"),
        ("Quarterly Return Template", "B5"),
        ("Quarterly Return Template", "row 9"),
        ("Quarterly Return Template", "row 10"),
    ]
    assert report.faults == len(report.findings)
    assert SECRET not in json.dumps(report.to_document())


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    """A sheet by its exact name; a cell by what belongs in it, where its row ends early or is missing."""
    book = _workbook(tmp_path / NAME)
    book["Cover"]["B13"] = None
    book["Cover"]["A13"] = "Local authority"
    book["Quarterly Return Template"].title = "Quarterly return template"
    book.save(tmp_path / NAME)
    report = check_return_file(tmp_path / NAME, return_of(FRAMEWORK))
    assert [(each.sheet, each.place) for each in report.findings] == [
        ("Quarterly Return Template", ""),
        ("", "sheet 2"),
        ("Cover", "B13"),
    ]
    assert "local authority" in report.findings[-1].message
    book["Cover"].delete_rows(13)
    book.save(tmp_path / NAME)
    assert check_return_file(tmp_path / NAME, return_of(FRAMEWORK)).faults == report.faults


def test_all_faults_are_counted_and_the_first_listed(tmp_path: Path) -> None:
    """A sheet with hundreds of unnamed rows gives no page of places."""
    book = _workbook(tmp_path / NAME)
    for row in range(20, 120):
        book["Quarterly Return Template"].cell(row, 3, 1)
    book.save(tmp_path / NAME)
    report = check_return_file(tmp_path / NAME, return_of(FRAMEWORK))
    assert (report.faults, len(report.findings)) == (100, return_file.SHOWN)


@pytest.mark.parametrize(
    ("words", "is_so"),
    [
        ("2026-27 Quarterly Data", True),
        ("2099-00 Quarterly Data", True),
        ("2026-28 Quarterly Data", False),
        ("2026-27 quarterly data", False),
        ("2026/27 Quarterly Data", False),
    ],
)
def test_years_follow_each_other(words: str, *, is_so: bool) -> None:
    """The second year is the one after the first."""
    assert reads_as(words, "{years} Quarterly Data") is is_so


def test_what_cannot_be_checked_says_why(tmp_path: Path) -> None:
    """No form known; another return; a file that is no workbook."""
    with pytest.raises(UsageError, match="what its file must look like"):
        return_of(load_shipped("area-send-2023")[0])
    with pytest.raises(UsageError, match="no such return"):
        return_of(FRAMEWORK, "yearly")
    bare = return_of(FRAMEWORK).model_copy(update={"file": None})
    with pytest.raises(UsageError, match="nothing is known"):
        check_return_file(tmp_path / NAME, bare)
    (tmp_path / NAME).write_bytes(b"no workbook")
    with pytest.raises(RefusedError):
        check_return(return_of(FRAMEWORK, "quarterly-return"), tmp_path / NAME)
