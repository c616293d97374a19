"""Facts go out as a workbook and come back: confirmed, corrected, or every fault told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.definitions.fact_sheet import SHEET, SheetFacts, facts_workbook, read_facts
from readiness.definitions.fact_words import FactWordsError, heard, said, writable
from readiness.model.definition.framework import Comparator, EvidenceKind, RequestItem
from readiness.model.definition.parts import PARTS, facts, places
from readiness.model.definition.timetable import DeadlineClass
from tests.making.building import AS_AT, make_full_framework

FRAMEWORK = make_full_framework()


def back(tmp_path: Path, typed: Mapping[str, Mapping[str, object]], source: str = "Page 2") -> SheetFacts:
    """What is read after these cells were typed over, by fact and heading."""
    path = tmp_path / "facts.xlsx"
    path.write_bytes(facts_workbook(FRAMEWORK, list(facts(FRAMEWORK)), area="Testshire", dated=AS_AT))
    book = openpyxl.load_workbook(path)
    rows = list(book[SHEET].iter_rows())
    [heads] = [row for row in rows if row[0].value == "Fact"]
    headings = [cell.value for cell in heads]
    for row in rows:
        for heading, value in typed.get(str(row[0].value), {}).items():
            row[headings.index(heading)].value = value  # type: ignore[assignment]  # as typed
    book.save(path)
    return read_facts(path, FRAMEWORK, source=source)


def test_an_untouched_workbook_says_nothing(tmp_path: Path) -> None:
    """Every row is as before, and nothing is a fault."""
    found = back(tmp_path, {})
    assert (found.settlings, found.edits, found.problems) == ((), {}, ())
    assert found.as_before == len(places(FRAMEWORK))


def test_yes_confirms_and_a_changed_cell_corrects(tmp_path: Path) -> None:
    """With the source and the name of the row, or those given for all."""
    found = back(
        tmp_path,
        {
            "request:PLN01": {"Right?": "Yes", "Where you read it": "Annex A", "Said by": "Lead inspector"},
            "request:PLN02": {"Title": "Waits by service", "Criteria": "A1, A2"},
            "deadline:A": {"Amount": 3, "Unit": "working days"},
            "criterion:A1": {"Right?": "no"},
        },
    )
    assert not found.problems
    said_of = {one.key: one for one in found.settlings}
    assert set(said_of) == {"request:PLN01", "request:PLN02", "deadline:A"}
    assert (said_of["request:PLN01"].source, said_of["request:PLN01"].by) == ("Annex A", "Lead inspector")
    assert said_of["request:PLN02"].source == "Page 2"
    assert said_of["request:PLN02"].corrections == {"title": "Waits by service", "criteria": "A1, A2"}
    assert said_of["deadline:A"].corrections == {"amount": "3", "unit": "working_days"}
    assert set(found.edits) == {"request:PLN02", "deadline:A"}


def test_every_fault_is_told_with_its_row(tmp_path: Path) -> None:
    """Cells that cannot be, a row without its source: errors, so that nothing of it is stored."""
    found = back(
        tmp_path,
        {
            "request:PLN01": {"Title": None},
            "deadline:A": {"Amount": "soon"},
            "deadline:B": {"Unit": "fortnights"},
            "criterion:A1": {"Right?": "x"},
            "criterion:A2": {"Right?": "maybe"},
        },
        source="",
    )
    assert {one.where.record for one in found.problems} == {
        "request:PLN01", "deadline:A", "deadline:B", "criterion:A1", "criterion:A2",
    }  # fmt: skip
    assert all(one.severity == "error" and one.where.line for one in found.problems)


def test_facts_that_are_not_there_or_said_twice_are_faults(tmp_path: Path) -> None:
    """Whatever the program that wrote the file."""
    path = tmp_path / "facts.csv"
    lines = ["Fact,Right?", "criterion:Z9,yes", "criterion:A1,yes", "CRITERION:a1,yes"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = read_facts(path, FRAMEWORK, source="Page 2")
    assert [one.where.line for one in found.problems] == [2, 4]


@given(st.sampled_from(list(facts(FRAMEWORK))))
def test_what_a_cell_says_is_what_the_fact_holds(place: object) -> None:
    """Every field of every fact that goes into a cell comes out of it as it was."""
    known = {one.key: one for one in facts(FRAMEWORK)}
    one = known[place.key]  # type: ignore[attr-defined]  # drawn from the same list
    for name in writable(one.part):
        value = getattr(one.fact, name)
        assert heard(PARTS[one.part].model, name, said(value)) == value


@pytest.mark.parametrize(
    ("model", "name", "text", "held"),
    [
        (RequestItem, "holds_personal_data", "Yes", True),
        (RequestItem, "keywords", 'waits, "children, young people"', ("waits", "children, young people")),
        (EvidenceKind, "stale_after_months", "6", 6),
        (EvidenceKind, "voice", "", None),
        (Comparator, "number", "1,240.5", 1240.5),
        (DeadlineClass, "unit", "calendar days", "calendar_days"),
    ],
)
def test_cells_are_read_as_people_write_them(model: type, name: str, text: str, held: object) -> None:
    """Lists with commas, yes and no, numbers with commas, choices with blanks."""
    assert heard(model, name, text) == held
    assert heard(model, name, said(held)) == held


@pytest.mark.parametrize(
    ("model", "name", "text"),
    [
        (RequestItem, "holds_personal_data", "perhaps"),
        (RequestItem, "nothing", "x"),
        (RequestItem, "title", " "),
        (RequestItem, "keywords", '"' + "x" * 200_000 + '"'),
        (Comparator, "number", "many"),
    ],
)
def test_what_cannot_be_read_is_refused(model: type, name: str, text: str) -> None:
    """With what the field holds."""
    with pytest.raises(FactWordsError, match=name):
        heard(model, name, text)
