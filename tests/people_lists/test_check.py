"""Person-level lists: what is found, where, and that no value of a row gets out."""

from __future__ import annotations

import json
import logging
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from readiness.base.errors import ReadinessError, RefusedError
from readiness.people_lists.check import check_person_list
from readiness.people_lists.report import SHOWN_PER_RULE, Finding
from readiness.people_lists.rows import RowChecker, Seen
from tests.people_lists.list_making import (
    AS_AT,
    GOOD_UPN,
    HEADINGS_1,
    HEADINGS_2,
    LISTS,
    OTHER_UPN,
    good_row,
    good_row_2,
    rules_found,
    write,
)

IN_ORDER = [HEADINGS_1, good_row(), good_row(uid="2", upn=OTHER_UPN, known="Yes", team="CIN")]


def assert_in_order(path: Path) -> None:
    """The file is read as `IN_ORDER`: both rows, and nothing to say about them."""
    report = check_person_list(path, LISTS, as_at=AS_AT)
    assert report.findings == ()
    assert [(one.list_id, one.rows, one.header_row, one.rows_with_errors) for one in report.sheets] == [
        ("one", 2, 1, 0)
    ]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_a_list_in_order_has_no_findings(tmp_path: Path, suffix: str) -> None:
    """Each official file format is read alike, and a right list gives no finding."""
    assert_in_order(write(tmp_path / f"list{suffix}", *IN_ORDER))


def test_a_list_saved_as_an_open_document_has_no_findings() -> None:
    """The third official format, as LibreOffice 7.4 saved it."""
    assert_in_order(Path(__file__).parent / "fixtures" / "list-in-order.ods")


@pytest.mark.programs
def test_a_list_saved_by_the_office_of_today_has_no_findings(tmp_path: Path) -> None:
    """The same list, saved as an open document by the LibreOffice that is installed."""
    path = write(tmp_path / "list.xlsx", *IN_ORDER)
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path), str(path)]
    subprocess.run(convert, check=True, timeout=90)
    assert_in_order(path.with_suffix(".ods"))


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods", ".csv"])
def test_the_same_content_gives_the_same_places_in_every_format(suffix: str) -> None:
    """One list with every kind of cell, saved by LibreOffice in each format, is found alike, errors too."""
    path = Path(__file__).parent / "fixtures" / f"alike{suffix}"
    report = check_person_list(path, LISTS, as_at=AS_AT)
    assert [(one.rows, one.rows_with_errors, one.rows_with_queries) for one in report.sheets] == [(8, 6, 3)]
    assert {(one.rule, one.row, one.column, one.see_also) for one in report.findings} == {
        ("date-form", 5, "C", ""), ("date-form", 6, "C", ""),
        ("cell-error", 6, "K", ""), ("cell-error", 7, "D", ""), ("cell-error", 10, "C", ""),
        ("count-not-whole", 7, "H", ""), ("count-not-whole", 11, "H", ""),
        ("issued-first", 10, "F", ""), ("percent-out-of-range", 11, "I", ""),
        ("stray-row", 9, "", ""), ("uid-required", 7, "A", ""),
        ("upn-check", 7, "B", ""), ("upn-check", 10, "B", ""),
        ("upn-unique", 3, "B", "row 6"), ("upn-unique", 6, "B", "row 3"),
        ("yes-no-form", 6, "J", ""), ("yes-no-form", 11, "J", ""),
    }  # fmt: skip


def test_a_percentage_is_read_as_it_is_shown(tmp_path: Path) -> None:
    """A half shown as 50% is 50 per cent, and one shown as 0.5 is half of one."""
    path = write(tmp_path / "a.xlsx", HEADINGS_1, *[good_row(upn="unknown", absence=0.5) for _ in range(21)])
    assert "percent-fractions" in {one.rule for one in check_person_list(path, LISTS, as_at=AS_AT).findings}
    book = load_workbook(path)
    for number in range(2, 23):
        book.worksheets[0][f"I{number}"].number_format = "0%"
    book.save(path)
    assert check_person_list(path, LISTS, as_at=AS_AT).findings == ()


def test_a_formula_that_was_not_worked_out_is_not_called_missing(tmp_path: Path) -> None:
    """A formula another program wrote and nobody worked out is one error, and no blank cell."""
    path = write(tmp_path / "a.xlsx", HEADINGS_1, good_row(dob="=DATE(2014,5,3)"))
    assert rules_found(check_person_list(path, LISTS, as_at=AS_AT)) == {("not-worked-out", 2, "C")}


@pytest.mark.parametrize("content", [b"<html><table></table></html>", b"PK\x03\x04", b""])
def test_other_things_called_xls_are_refused(tmp_path: Path, content: bytes) -> None:
    """A web page under the ending of an old workbook is refused with what to do."""
    path = tmp_path / "a.xls"
    path.write_bytes(content)
    with pytest.raises(RefusedError) as caught:
        check_person_list(path, LISTS, as_at=AS_AT)
    assert "as xlsx" in caught.value.hint


@pytest.mark.parametrize("length", [600, 2000, 4000, 6000])
def test_an_old_workbook_cut_short_is_refused(tmp_path: Path, length: int) -> None:
    """A truncated xls gives a clear refusal."""
    whole = (Path(__file__).parent / "fixtures" / "alike.xls").read_bytes()
    path = tmp_path / "a.xls"
    path.write_bytes(whole[:length])
    with pytest.raises(RefusedError):
        check_person_list(path, LISTS, as_at=AS_AT)


def test_headings_are_found_below_titles_whatever_dashes_case_and_numbers(tmp_path: Path) -> None:
    """Titles above, numbering, case, dash kind, spacing and brackets do not hide a column."""
    headings = ["1. UNIQUE  ID", "2) unique pupil number", "4 Date of Birth (DD/MM/YYYY)", "Gender [code]",
                "11. Main education establishment \u2013 urn", "suspensions", "Absence",
                "KNOWN TO CHILDREN\u2019S SOCIAL CARE",
                "Which childrens social care team"]  # fmt: skip
    path = write(tmp_path / "a.xlsx", ["SEN support list, area"], [], headings, good_row_2())
    report = check_person_list(path, LISTS, as_at=AS_AT)
    assert [(one.list_id, one.header_row, one.rows) for one in report.sheets] == [("two", 3, 1)]
    assert report.findings == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"uid": None}, ("uid-required", "A")),
        ({"dob": None}, ("dob-required", "C")),
        ({"dob": date(2025, 3, 4)}, ("dob-future", "C")),
        ({"dob": date(1999, 3, 3)}, ("dob-too-old", "C")),
        ({"dob": date(1999, 3, 4)}, ("dob-25", "C")),
        ({"dob": "31/02/2014"}, ("date-unreadable", "C")),
        ({"dob": "2014-05-03"}, ("date-form", "C")),
        ({"dob": 41762}, ("date-form", "C")),
        ({"sex": "Z"}, ("code-unknown", "D")),
        ({"upn": None}, ("upn-needed", "B")),
        ({"upn": "A801200001001"}, ("upn-check", "B")),
        ({"updated": date(2019, 12, 31)}, ("issued-first", "F")),
        ({"urn": 12345}, ("urn-form", "G")),
        ({"away": -1}, ("count-not-whole", "H")),
        ({"away": 1.5}, ("count-not-whole", "H")),
        ({"absence": 101}, ("percent-out-of-range", "I")),
        ({"known": "perhaps"}, ("yes-no-unknown", "J")),
        ({"known": "Y", "team": "CP"}, ("yes-no-form", "J")),
        ({"known": "Yes"}, ("team-needed", "K")),
        ({"team": "CP"}, ("team-not-needed", "K")),
        ({"team": "x" * 501}, ("too-long", "K")),
    ],
)
def test_each_rule_names_its_row_and_column(
    tmp_path: Path, changes: dict[str, Any], expected: tuple[str, str]
) -> None:
    """One broken cell gives that finding at row 2 and its column, with a message and a severity."""
    path = write(tmp_path / "a.xlsx", HEADINGS_1, good_row(**changes))
    report = check_person_list(path, LISTS, as_at=AS_AT)
    found = [one for one in report.findings if one.rule == expected[0]]
    assert [(one.row, one.column) for one in found] == [(2, expected[1])]
    assert found[0].message
    assert found[0].severity in {"error", "query"}


def test_an_unreadable_cell_is_not_called_missing_too(tmp_path: Path) -> None:
    """A date nobody can read is one finding, not also a missing date."""
    path = write(tmp_path / "a.xlsx", HEADINGS_1, good_row(dob="soon"))
    found = {one.rule for one in check_person_list(path, LISTS, as_at=AS_AT).findings}
    assert found == {"date-unreadable"}


@pytest.mark.parametrize("writing", ["a", "A", "Male", "male", "a) Male", "(a) MALE", "a - male"])
def test_codes_are_read_in_every_usual_writing(tmp_path: Path, writing: str) -> None:
    """A code, its title, and both together are the same code."""
    path = write(tmp_path / "a.xlsx", HEADINGS_1, good_row(sex=writing))
    assert check_person_list(path, LISTS, as_at=AS_AT).findings == ()


def test_duplicates_within_a_list_name_both_rows(tmp_path: Path) -> None:
    """A repeated identifier is found whatever its case; accepted words may repeat."""
    rows = [good_row(), good_row(upn="unknown"), good_row(upn="unknown"), good_row(upn=GOOD_UPN.lower())]
    path = write(tmp_path / "a.xlsx", HEADINGS_1, *rows)
    found = [one for one in check_person_list(path, LISTS, as_at=AS_AT).findings if one.rule == "upn-unique"]
    assert [(one.row, one.see_also) for one in found] == [(2, "row 5"), (5, "row 2")]


def test_duplicates_across_two_files_and_two_sheets(tmp_path: Path) -> None:
    """The same child in both lists is found, in two files and in two sheets of one workbook."""
    one = write(tmp_path / "one.xlsx", HEADINGS_1, good_row())
    two = write(tmp_path / "two.csv", HEADINGS_2, good_row_2(upn=OTHER_UPN), good_row_2())
    both = Workbook()
    both.worksheets[0].append(HEADINGS_1)
    both.worksheets[0].append(good_row())
    second = both.create_sheet("Support")
    for row in (HEADINGS_2, good_row_2(upn=OTHER_UPN), good_row_2()):
        second.append(row)
    both.save(tmp_path / "both.xlsx")
    for report in (
        check_person_list(one, LISTS, as_at=AS_AT, other=two),
        check_person_list(tmp_path / "both.xlsx", LISTS, as_at=AS_AT),
    ):
        assert [one.list_id for one in report.sheets] == ["one", "two"]
        assert [(one.rule, one.row, one.see_also) for one in report.findings] == [
            ("in-two-lists", 2, "two row 3"),
            ("in-two-lists", 3, "one row 2"),
        ]
        assert [one.rows_with_errors for one in report.sheets] == [1, 1]


def test_an_identifier_repeated_in_its_list_and_in_the_other_is_named_at_each_place(tmp_path: Path) -> None:
    """That a row repeats another of its own list does not hide that both stand in the other list."""
    one = write(tmp_path / "one.xlsx", HEADINGS_1, good_row(), good_row(uid="2"))
    two = write(tmp_path / "two.csv", HEADINGS_2, good_row_2())
    report = check_person_list(one, LISTS, as_at=AS_AT, other=two)
    assert [(f.list_id, f.rule, f.row, f.see_also) for f in report.findings] == [
        ("one", "in-two-lists", 2, "two row 2"),
        ("one", "upn-unique", 2, "row 3"),
        ("one", "upn-unique", 3, "row 2"),
        ("two", "in-two-lists", 2, "one row 2"),
    ]


def test_the_same_list_in_two_files_is_one_list(tmp_path: Path) -> None:
    """A child on two parts of one list is found, and each place names the other's file."""
    one = write(tmp_path / "one.csv", HEADINGS_1, good_row())
    two = write(tmp_path / "two.csv", HEADINGS_1, good_row(uid="2"))
    found = check_person_list(one, LISTS, as_at=AS_AT, other=two).findings
    assert [(f.source, f.rule, f.see_also) for f in found] == [
        ("one.csv", "upn-unique", "two.csv row 2"),
        ("two.csv", "upn-unique", "one.csv row 2"),
    ]


def test_a_row_of_one_cell_is_an_error_and_its_cell_is_checked(tmp_path: Path) -> None:
    """A person of whom one cell is left is no query, and what is wrong with that cell is said as well."""
    path = write(tmp_path / "a.csv", HEADINGS_1, good_row(), ["", GOOD_UPN], ["", "", "soon"])
    report = check_person_list(path, LISTS, as_at=AS_AT)
    assert rules_found(report) == {
        ("stray-row", 3, ""), ("upn-unique", 2, "B"), ("upn-unique", 3, "B"),
        ("stray-row", 4, ""), ("date-unreadable", 4, "C"),
    }  # fmt: skip
    assert report.sheets[0].rows_with_errors == 3


def test_missing_repeated_and_unknown_columns_are_told_by_letter(tmp_path: Path) -> None:
    """A heading the list does not know is named by its letter only: it could be a child's name."""
    headings = [*HEADINGS_1[:-1], "Suspensions", "Alexandra Planted"]
    path = write(tmp_path / "a.xlsx", headings, [*good_row()[:-1], 1, "x"])
    report = check_person_list(path, LISTS, as_at=AS_AT)
    assert rules_found(report) == {
        ("column-missing", 0, ""), ("column-repeated", 1, "H"), ("column-unknown", 1, "L")
    }  # fmt: skip
    assert report.sheets[0].rules_not_run == ("team-needed", "team-not-needed")
    assert "Planted" not in json.dumps(report.to_document())


def test_places_are_capped_and_counts_are_not(tmp_path: Path) -> None:
    """A rule broken in every row lists the first places and counts them all."""
    path = write(tmp_path / "a.csv", HEADINGS_1, *[good_row(upn="unknown", urn="x") for _ in range(300)])
    report = check_person_list(path, LISTS, as_at=AS_AT)
    assert len(report.findings) == SHOWN_PER_RULE
    assert [(one.rule, one.count) for one in report.tallies] == [("urn-form", 300)]
    assert (report.errors, report.sheets[0].rows_with_errors) == (300, 300)


def test_fractions_and_stray_rows_are_queried_once(tmp_path: Path) -> None:
    """Percentages kept as fractions and a note below the table are one query each."""
    rows = [good_row(upn="unknown", absence=0.05) for _ in range(25)]
    path = write(tmp_path / "a.xlsx", HEADINGS_1, *rows, ["Source: our system"])
    report = check_person_list(path, LISTS, as_at=AS_AT)
    assert rules_found(report) == {("percent-fractions", 0, "I"), ("stray-row", 27, "")}


PLANTED = ("Zebedee Plantagenet", "QQ-LOCAL-778899", "A801200001001", "07/08/2031", "Marigold Special Team")


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_no_value_of_a_row_leaves_the_check(
    tmp_path: Path, suffix: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Planted values break every rule and stand nowhere in the report, the logs, the output or on disk."""
    name, uid, upn, born, team = PLANTED
    rows: list[list[Any]] = [
        good_row(uid=uid, upn=upn, dob=born, sex=name, issued=name, updated=name, urn=uid, away=team,
                 absence=name, known=team, team=team)
        for _ in range(3)
    ]  # fmt: skip
    source = tmp_path / "in"
    source.mkdir()
    path = write(source / f"a{suffix}", [*HEADINGS_1, name], *rows)
    with caplog.at_level(logging.DEBUG):
        report = check_person_list(path, LISTS, as_at=AS_AT)
    assert report.errors > 10
    out, err = capfd.readouterr()
    produced = json.dumps(report.to_document()) + repr(report) + str(report) + caplog.text + out + err
    for planted in PLANTED:
        assert planted.casefold() not in produced.casefold()
    assert [one.name for one in tmp_path.rglob("*") if one.is_file()] == [path.name]


def test_a_fault_of_ours_carries_no_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a check itself breaks on a cell, the error has neither the cell nor the cause."""

    def broken(*_: object, **__: object) -> object:
        raise ValueError(PLANTED[0])

    monkeypatch.setattr(RowChecker, "check", broken)
    path = write(tmp_path / "a.xlsx", HEADINGS_1, good_row(uid=PLANTED[0]))
    with pytest.raises(ReadinessError) as caught:
        check_person_list(path, LISTS, as_at=AS_AT)
    error = caught.value
    assert PLANTED[0] not in f"{error.title}{error.detail}{error.hint}"
    assert error.__cause__ is None
    assert error.__context__ is None


def test_a_file_without_headings_is_refused_without_quoting_it(tmp_path: Path) -> None:
    """The first row of a file without headings is data and is not repeated in the message."""
    path = write(tmp_path / "a.csv", good_row(uid=PLANTED[0]), good_row(uid=PLANTED[0]))
    with pytest.raises(RefusedError) as caught:
        check_person_list(path, LISTS, as_at=AS_AT)
    assert PLANTED[0] not in f"{caught.value.title}{caught.value.detail}{caught.value.hint}"
    assert "Unique ID" in caught.value.hint


cells = st.one_of(
    st.none(), st.text(max_size=20), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes()
)


@given(st.lists(st.lists(cells, min_size=11, max_size=11), max_size=5))
@settings(max_examples=150, deadline=None)
def test_no_cell_breaks_the_checker(rows: list[list[Any]]) -> None:
    """Whatever a cell holds, checking ends with a report whose counts add up."""
    from readiness.people_lists.columns import find_headings
    from readiness.people_lists.report import FindingLog

    headings = find_headings([(1, HEADINGS_1)], LISTS)
    assert headings is not None
    log = FindingLog()
    checker = RowChecker(headings, "made up", AS_AT, log, Seen())
    for number, row in enumerate(rows, start=2):
        checker.check(number, row)
    summary = checker.summary()
    assert summary.rows == len(rows)
    assert all(one.filled + one.blank + one.unreadable == len(rows) for one in summary.columns)
    kept: list[Finding] = list(log.findings())
    assert sum(one.count for one in log.tallies()) >= len(kept)


def test_date_cells_with_a_time_are_dates(tmp_path: Path) -> None:
    """A spreadsheet date that carries a time of day is read as its day."""
    path = write(
        tmp_path / "a.xlsx",
        HEADINGS_1,
        good_row(dob=datetime(2014, 5, 3, 12, 30, tzinfo=UTC).replace(tzinfo=None)),
    )
    assert check_person_list(path, LISTS, as_at=AS_AT).findings == ()
