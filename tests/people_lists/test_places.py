"""Places written out are complete, say the date, and hold no value; one fault never hides another."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from readiness.base.errors import UsageError
from readiness.definitions.in_force import framework_named
from readiness.people_lists.check import check_person_list
from readiness.people_lists.places import places_file
from readiness.people_lists.report import SHOWN_PER_RULE, ListReport

AS_AT = date(2026, 11, 30)
ROWS = 60
LISTS = framework_named(None, "").person_lists


def report_of(folder: Path, cells: dict[str, str | None] | None = None) -> ListReport:
    """A check of `ROWS` equal rows of list 1 with these cells by column id."""
    one = LISTS[0]
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([column.title for column in one.columns])
    for number in range(ROWS):
        values = {"unique-id": f"U{number}", "date-of-birth": "01/01/2016", **(cells or {})}
        sheet.append([values.get(column.id) for column in one.columns])
    book.save(folder / "list.xlsx")
    return check_person_list(folder / "list.xlsx", LISTS, as_at=AS_AT, keeps_all=True)


def test_every_place_is_written_and_the_first_are_shown(tmp_path: Path) -> None:
    """Sixty rows of one fault: 25 on the screen, all in the file, in both formats, with no value."""
    report = report_of(tmp_path, {"gender": "Zebedee"})
    shown = [one for one in report.findings if one.rule == "code-unknown"]
    assert len(shown) == SHOWN_PER_RULE

    text = places_file(report, Path("a.csv")).decode("utf-8-sig")
    written = list(csv.reader(io.StringIO(text)))
    assert "30/11/2026" in written[0][0]
    rows = [row[2] for row in written if row[5:6] == ["code-unknown"]]
    assert rows == [str(2 + one) for one in range(ROWS)]
    sheet = load_workbook(io.BytesIO(places_file(report, Path("a.xlsx")))).worksheets[0]
    assert sum(row[5] == "code-unknown" for row in sheet.iter_rows(values_only=True)) == ROWS
    assert "Zebedee" not in text
    assert "30/11/2026" in str(sheet["A1"].value)


def test_other_endings_are_refused(tmp_path: Path) -> None:
    """A name that says another format is a usage error."""
    with pytest.raises(UsageError):
        places_file(report_of(tmp_path), Path("a.pdf"))


@pytest.mark.parametrize(
    ("answer", "is_wrong"), [(None, True), ("No", True), ("perhaps", True), ("Yes", False)]
)
def test_a_missing_establishment_is_found_whatever_is_wrong_beside_it(
    tmp_path: Path, answer: str | None, is_wrong: bool
) -> None:
    """A blank or unreadable answer on education at home does not hide that no school is named."""
    report = report_of(tmp_path, {"home-education": answer})
    assert any(one.rule == "establishment-missing" for one in report.findings) is is_wrong


def test_nothing_is_kept_unless_asked(tmp_path: Path) -> None:
    """An ordinary check holds the first places alone."""
    report_of(tmp_path)
    report = check_person_list(tmp_path / "list.xlsx", LISTS, as_at=AS_AT)
    assert report.places == ()
    assert "places" not in report.to_document()
