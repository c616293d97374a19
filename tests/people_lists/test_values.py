"""Cells read by column type: the value to test, or the name of the fault, never a guess."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.base.text import fold
from readiness.model.definition.person_list import ColumnType, ListCode, ListColumn
from readiness.people_lists.values import FAULTS, LONGEST_CELL, reader_for, text_of
from tests.making.building import SEEN

DAY = date(2014, 5, 3)
CODES = (
    ListCode(code="SEMH", title="Social, emotional and mental health", aliases=("mental health",)),
    ListCode(code="ASD", title="Autistic spectrum disorder"),
    ListCode(code="-"),
)


def column(kind: ColumnType, **more: Any) -> ListColumn:
    """A column of a type."""
    return ListColumn(id="c", title="C", type=kind, **SEEN, **more)


def read(kind: ColumnType, cell: object, *accepted: str) -> tuple[object, str]:
    """What a cell of such a column says."""
    return reader_for(column(kind, codes=CODES if kind == "code" else ()), accepted)(cell)


@pytest.mark.parametrize("kind", ["text", "date", "code", "yes_no", "count", "percent"])
def test_blank_and_overlong_cells_are_the_same_in_every_column(kind: ColumnType) -> None:
    """Nothing, spaces and an empty text are blank without a fault; far too long a text is one."""
    assert [read(kind, cell) for cell in (None, "", " \t\u00a0")] == [(None, "")] * 3
    assert read(kind, "x" * (LONGEST_CELL + 1)) == (None, "too-long")


def test_an_accepted_word_stands_in_place_of_a_value() -> None:
    """In any case and spacing, written as the list writes it; other words are read as values."""
    assert read("date", "  NOT   known", "not known") == ("not known", "")
    assert read("date", "no idea", "not known") == (None, "date-unreadable")


@pytest.mark.parametrize(
    ("kind", "cell", "expected"),
    [
        ("text", " words ", ("words", "")),
        ("text", 123456.0, ("123456", "")),
        ("text", 1.5, ("1.5", "")),
        ("text", True, ("True", "")),
        ("date", DAY, (DAY, "")),
        ("date", datetime(2014, 5, 3, 9, 30, tzinfo=UTC), (DAY, "")),
        ("date", "03/05/2014", (DAY, "")),
        ("date", "3.5.2014", (DAY, "date-form")),
        ("date", "03-05-2014 00:00:00", (DAY, "date-form")),
        ("date", "2014-05-03T00:00:00Z", (DAY, "date-form")),
        ("date", 41762, (DAY, "date-form")),
        ("date", 41762.0, (DAY, "date-form")),
        ("date", 41762.5, (None, "date-unreadable")),
        ("date", 0, (None, "date-unreadable")),
        ("date", True, (None, "date-unreadable")),
        ("date", float("nan"), (None, "date-unreadable")),
        ("date", "31/02/2014", (None, "date-unreadable")),
        ("date", "May 2014", (None, "date-unreadable")),
        ("code", "semh", ("SEMH", "")),
        ("code", "Mental  Health", ("SEMH", "")),
        ("code", "ASD: Autistic spectrum disorder", ("ASD", "")),
        ("code", "Autistic spectrum disorder (ASD)", ("ASD", "")),
        ("code", "-", (None, "code-unknown")),
        ("code", "XYZ", (None, "code-unknown")),
        ("yes_no", "Yes", ("Yes", "")),
        ("yes_no", "No", ("No", "")),
        ("yes_no", "YES ", ("Yes", "")),
        ("yes_no", "y", ("Yes", "yes-no-form")),
        ("yes_no", False, ("No", "yes-no-form")),
        ("yes_no", 1.0, ("Yes", "yes-no-form")),
        ("yes_no", "perhaps", (None, "yes-no-unknown")),
        ("count", 3, (3.0, "")),
        ("count", "3", (3.0, "")),
        ("count", -1, (None, "count-not-whole")),
        ("count", 1.5, (None, "count-not-whole")),
        ("count", True, (None, "count-not-whole")),
        ("count", "three", (None, "count-not-whole")),
        ("count", float("inf"), (None, "count-not-whole")),
        ("percent", "12.5 %", (12.5, "")),
        ("percent", 100, (100.0, "")),
        ("percent", 100.1, (None, "percent-out-of-range")),
        ("percent", -0.1, (None, "percent-out-of-range")),
        ("percent", float("nan"), (None, "percent-out-of-range")),
        ("percent", "1e2", (None, "percent-out-of-range")),
    ],
)
def test_a_cell_is_read_by_its_column(kind: ColumnType, cell: object, expected: tuple[object, str]) -> None:
    """Each usual writing gives its value, another form a query, and what cannot be told an error."""
    assert read(kind, cell) == expected


def test_an_open_list_of_codes_keeps_what_it_does_not_know() -> None:
    """Where the template may have more codes, another one is a query and still a value."""
    reader = reader_for(column("code", codes=CODES, allows_other=True), ())
    assert reader("XYZ") == ("XYZ", "code-other")
    assert reader("asd") == ("ASD", "")


def test_the_thousandth_writing_of_a_code_is_read_like_the_first() -> None:
    """However many ways a code is written in one file, each is that code, also when met again."""
    reader = reader_for(column("code", codes=CODES), ())
    writings = [f"ASD{'.' * dots}" for dots in range(LONGEST_CELL - 3)]
    writings += [f"asd{'.' * dots}" for dots in range(LONGEST_CELL - 3)]
    writings += [f" ASD{'.' * dots}" for dots in range(LONGEST_CELL - 4)]
    assert {reader(one) for one in writings * 2} == {("ASD", "")}


@given(st.dates(date(1900, 1, 2), date(2099, 12, 31)))
def test_a_day_reads_back_however_it_is_kept(day: date) -> None:
    """As a date, as English or ISO text, and as the number a spreadsheet keeps."""
    number = (day - date(1899, 12, 30)).days
    writings: list[object] = [day, f"{day:%d/%m/%Y}", day.isoformat(), number]
    assert {read("date", one)[0] for one in writings} == {day}


CELLS = st.one_of(
    st.none(), st.text(max_size=20), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes()
)


@given(st.sampled_from(["text", "date", "code", "yes_no", "count", "percent"]), CELLS)
def test_no_cell_breaks_a_reader(kind: ColumnType, cell: object) -> None:
    """Any cell gives a value or a fault that has words and a remedy; an error never gives a value too."""
    value, fault = read(kind, cell)
    if fault:
        severity, what, hint = next(words for name, words in FAULTS.items() if name == fault)
        assert what.endswith(".")
        assert hint.endswith(".")
        assert severity == "query" or value is None
    assert value is None or value == value  # noqa: PLR0124 - a value is never NaN


@given(st.text(max_size=40))
def test_folding_settles_at_once(text: str) -> None:
    """Folded text folds to itself, and case and outer spaces never matter."""
    assert fold(fold(text)) == fold(text)
    assert fold(f"  {text} ") == fold(text)
    assert text_of(text) == text.strip()
