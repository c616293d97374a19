"""The map between two editions goes out as a workbook and comes back corrected."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.definitions.edition_map import map_workbook, read_map
from readiness.definitions.editions import Step, propose
from readiness.model.definition.framework import Framework
from tests.definitions.edition_making import BEFORE, with_criteria
from tests.making.building import (
    AS_AT,
    make_framework,
)


def _map(tmp_path: Path, new: Framework, steps: tuple[Step, ...]) -> Path:
    path = tmp_path / "map.xlsx"
    path.write_bytes(map_workbook(BEFORE, new, steps, area="Testshire", dated=AS_AT))
    return path


def test_the_map_comes_back_as_it_left(tmp_path: Path) -> None:
    """Nothing edited: the same steps and no fault."""
    new = with_criteria(("C1", BEFORE.criteria["A1"].title), ("A2", "ramps"))
    steps = propose(BEFORE, new)
    assert read_map(_map(tmp_path, new, steps), new, steps) == (steps, [])


def test_a_corrected_map_is_what_is_done(tmp_path: Path) -> None:
    """A new id typed over, a split, and an emptied cell are taken as a person's choice."""
    import openpyxl

    new = with_criteria(("C1", BEFORE.criteria["A1"].title), ("A2", "ramps"))
    steps = propose(BEFORE, new)
    path = _map(tmp_path, new, steps)
    book = openpyxl.load_workbook(path)
    for row in book["Map"].iter_rows():
        if [cell.value for cell in row[:2]] == ["criterion", "A2"]:
            row[3].value = "C1; A2"
        if [cell.value for cell in row[:2]] == ["criterion", "A1"]:
            row[3].value = None
    book.save(path)
    read, problems = read_map(path, new, steps)
    assert not problems
    said = {(step.kind, step.old): step for step in read}
    assert (said["criterion", "A2"].new, said["criterion", "A2"].how) == (("C1", "A2"), "chosen")
    assert said["criterion", "A1"].new == ()


def test_every_fault_of_a_map_is_listed(tmp_path: Path) -> None:
    """Unknown kinds and ids, and the same id twice, each with its row; nothing raises."""
    path = tmp_path / "map.csv"
    rows = ["criterion,A1,C9", "poem,A1,C1", "criterion,Z1,C1", "criterion,A2,C1", "criterion,A2,A2"]
    path.write_text("Kind,Old id,New id\n" + "\n".join(rows), encoding="utf-8")
    new = with_criteria(("C1", "one"), ("A2", "two"))
    _, problems = read_map(path, new, propose(BEFORE, new))
    assert [one.where.line for one in problems] == [2, 3, 4, 6]
    assert all(one.severity == "error" for one in problems)


@pytest.mark.parametrize("cell", ["#REF!", "#N/A", "=XLOOKUP(1,2,3)"])
def test_a_new_id_that_cannot_be_read_archives_nothing(tmp_path: Path, cell: str) -> None:
    """An error or a formula without its result is a fault of its row, and never an emptied cell."""
    import openpyxl

    new = make_framework()
    steps = propose(BEFORE, new)
    path = _map(tmp_path, new, steps)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    [heads] = [row for row in sheet.iter_rows() if "New id" in [one.value for one in row]]
    at = [one.value for one in heads].index("New id")
    typed = sheet.cell(int(heads[0].row or 0) + 1, at + 1)
    typed.value = cell
    if cell.startswith("#"):
        typed.data_type = "e"
    book.save(path)
    read, problems = read_map(path, new, steps)
    assert read == steps
    assert any("could not be read" in one.what for one in problems)
