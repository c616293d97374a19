"""A table of people is recognised in any format, by its headings or by its rows; documents are not people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from readiness.base.people_tables import PeopleTables
from readiness.formats.text.sandbox import extract
from readiness.library.guess import personal_reason
from tests.pack import leak_files
from tests.pack.conftest import Scan

DAY = date(2026, 11, 27)

CHILDREN = [("Zebedee Quillfeather", f"12/03/20{year}") for year in (10, 12, 14, 15)]


def rows_found(*rows: str, as_at: date | None = DAY) -> list[int]:
    """Rows of each table of people found in some lines."""
    tables = PeopleTables(as_at)
    tables.take("\n".join(rows), table="", place="text")
    return [table.rows for table in tables.found()]


@pytest.mark.parametrize(
    "headings",
    ["Child name | Date of birth | UPN", "Pupil forename | Pupil surname | DOB | School",
     "name,upn",
     "Unique ID | UPN | ULN | Date of birth | Gender",
     "Full name of child\tD.O.B.", "Surname | NHS No", "Young person | Birth date"],
)  # fmt: skip
def test_headings_make_a_table(headings: str) -> None:
    """One row below them is enough; headings alone, as in a template, are none."""
    assert rows_found(headings, "Jo | 12/03/2014") == [1]
    assert rows_found(headings) == []


@pytest.mark.parametrize(
    "headings", ["Owner | Due date", "Name | Role | Organisation", "Date | Item", "School name | Pupils"]
)
def test_other_headings_do_not(headings: str) -> None:
    """A plan with owners and dates, or a list of schools, is no table of children."""
    assert (
        rows_found(headings, "Jane Smith | 12/03/2026", "Amir Khan | 30/04/2026", "Jo Hill | 1/5/2026") == []
    )


@pytest.mark.parametrize(
    ("heading", "place"),
    [("Zebedee Quillfeather 12/03/2014", "under heading 2 of the file"),
     ("Zebedee Quillfeather (Director, Education)", "under heading 2 of the file"),
     ("Local Offer Review", "\u201cLocal Offer Review\u201d")],
)  # fmt: skip
def test_a_heading_that_may_name_a_person_is_no_place(
    scan: Scan, tmp_path: Path, heading: str, place: str
) -> None:
    """It is told by its number: a place never says what may itself be the value that was found."""
    path = tmp_path / "note.txt"
    path.write_text(
        f"Background\n\nWaits fell.\n\n{heading}\n\nSent by a@example.org last week, as agreed.\n"
    )
    [leak] = scan(path).leaks
    assert leak.place == place


def test_rows_make_a_table_without_headings() -> None:
    """Names beside likely dates of birth, three of them; two could be an accident."""
    rows = [f"{name} | {born}" for name, born in CHILDREN]
    assert rows_found(*rows) == [4]
    assert rows_found(*rows[:2]) == []
    assert rows_found(*rows, as_at=None) == []


@pytest.mark.parametrize(
    "row",
    ["Local Offer Review | 01/02/2020", "Joint Commissioning Strategy | 12/03/2019",
     "Hill School | 12/03/2014",
     "Jane Smith | 12/03/2026", "Waits fell | 12/03/2014"],
)  # fmt: skip
def test_documents_and_actions_are_not_people(row: str) -> None:
    """Titles with old dates, and owners with dates of this year, are left alone."""
    assert rows_found(row, row, row) == []


def _csv() -> bytes:
    return "".join(f"{name},{born}\n" for name, born in CHILDREN).encode()


def _word() -> bytes:
    rows = "".join(
        f"<w:tr><w:tc><w:p><w:r><w:t>{name}</w:t></w:r></w:p></w:tc>"
        f"<w:tc><w:p><w:r><w:t>{born}</w:t></w:r></w:p></w:tc></w:tr>"
        for name, born in CHILDREN
    )
    return leak_files.put_in(leak_files.docx, "word/document.xml", "<w:body>", f"<w:tbl>{rows}</w:tbl>")()


def _ods() -> bytes:
    rows = "".join(
        f"<table:table-row><table:table-cell><text:p>{name}</text:p></table:table-cell>"
        f"<table:table-cell><text:p>{born}</text:p></table:table-cell></table:table-row>"
        for name, born in CHILDREN
    )
    return leak_files.open_document("spreadsheet", f"<table:table>{rows}</table:table>")


def _mail() -> bytes:
    return leak_files.mail(
        "\n".join(f"{name}\t{born}" for name, born in CHILDREN), encoding="base64"
    ).as_bytes()


@pytest.mark.parametrize(
    ("suffix", "make"), [("csv", _csv), ("docx", _word), ("ods", _ods), ("eml", _mail), ("txt", _csv)]
)
def test_a_table_is_recognised_in_any_format(
    scan: Scan, tmp_path: Path, suffix: str, make: Callable[[], bytes]
) -> None:
    """Its rows are counted; no name is in the report."""
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(make())
    report = scan(path)
    assert [one.count for one in report.leaks if one.kind == "people_table"] == [4]
    assert "Quillfeather" not in repr(report)


def test_registering_such_a_file_gives_the_reason(tmp_path: Path) -> None:
    """The guess says what it looks like and how many rows, never a name."""
    path = tmp_path / "a.csv"
    path.write_text("Child name,Date of birth\nZebedee Quillfeather,12/03/2014\n", encoding="utf-8")
    assert personal_reason(extract(path)) == "it holds what looks like a table of people (1 row)"
