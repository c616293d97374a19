"""A matrix counts what reaches a criterion; the weakest come first; every cell opens to its items."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from readiness.evidence.weighing import stale_calendar, suspect_links, weigh
from readiness.model.records.evidence import Evidence
from readiness.rules.coverage import criterion_coverage, lenses_of
from readiness.rules.filters.lists import evidence_matching
from readiness.rules.freshness import stale_on
from readiness.rules.matrix import AXES, Axis, MatrixColumn, matrix
from readiness.workspace.editing import set_fields
from readiness.workspace.example import copy_example
from readiness.workspace.opening import open_workspace
from readiness.workspace.workspace import Workspace

AS_AT = date(2026, 12, 14)


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A copy of the worked example, with items of no date, of no kind, and not begun yet."""
    folder: Path = tmp_path_factory.mktemp("matrix")
    area = copy_example(folder / "area")
    opened = open_workspace(area, user="ali", clock=lambda: datetime(2026, 11, 28, 9, tzinfo=UTC))
    set_fields(opened, Evidence, "E0007", {"kind": ""})
    set_fields(opened, Evidence, "E0008", {"period_from": "2027-01-01", "period_to": "2027-06-30"})
    return opened


@pytest.mark.parametrize("axis", AXES)
def test_every_cell_opens_to_exactly_its_items(ws: Workspace, axis: Axis) -> None:
    """The filter of a cell, typed over the list of evidence, leaves what the cell counts."""
    for row in matrix(ws.index, axis, AS_AT).rows:
        for cell in row.cells:
            found = evidence_matching(ws.index, ws.files, cell.filter, AS_AT)
            assert [one.id for one in found] == sorted(cell.evidence), cell


def test_a_matrix_counts_what_coverage_counts(ws: Workspace) -> None:
    """Kinds with an item are the kinds of the criterion; all freshness states are all its items."""
    kinds, states = matrix(ws.index, "kinds", AS_AT), matrix(ws.index, "freshness", AS_AT)
    for row in kinds.rows:
        covered = criterion_coverage(ws.index, row.criterion, AS_AT)
        assert {one.column for one in row.cells if one.evidence} == set(covered.kinds)
    for row in states.rows:
        assert row.items == criterion_coverage(ws.index, row.criterion, AS_AT).count


@pytest.mark.parametrize("axis", AXES)
def test_the_weakest_come_first(ws: Workspace, axis: Axis) -> None:
    """Rows with least in them, and cells with least; of freshness those with most that is not current."""
    weighed = matrix(ws.index, axis, AS_AT)
    counts = [one.count for one in weighed.weakest]
    if axis == "freshness":
        assert counts == sorted(counts, reverse=True)
        assert all(one.column != "current" for one in weighed.weakest)
        assert counts[-1] > 0
    else:
        assert counts == sorted(counts)
        assert [one.filled for one in weighed.rows] == sorted(one.filled for one in weighed.rows)


def test_a_lens_leaves_what_speaks_to_it(ws: Workspace) -> None:
    """Through the lens itself, a prompt or a statement that names it; a matrix counts only that."""
    for lens in ws.framework.lenses:
        covered = {
            link.evidence
            for link in ws.records.links.values()
            if lens.id in lenses_of(ws.index, link.target_kind, link.target)
            and not ws.records.evidence[link.evidence].is_withdrawn
        }
        left = evidence_matching(ws.index, ws.files, f"lens:{lens.id} -withdrawn", AS_AT)
        assert {item.id for item in left} == covered
        weighed = weigh(ws, "kinds", f"lens:{lens.id}", as_at=AS_AT)
        assert {each for row in weighed.rows for one in row.cells for each in one.evidence} <= covered


def test_what_a_target_stands_for(ws: Workspace) -> None:
    """A lens for itself; prompts and statements for those they name; what is gone, and the rest, for none."""
    lens = ws.framework.lenses[0].id
    prompt = next(one for one in ws.framework.prompts.values() if one.lenses)
    assert lenses_of(ws.index, "lens", lens) == (lens,)
    assert lenses_of(ws.index, "prompt", prompt.id) == prompt.lenses
    statement = next(iter(ws.records.statements.values()))
    assert lenses_of(ws.index, "statement", statement.id) == statement.lenses
    for kind in ("prompt", "statement", "criterion"):
        assert lenses_of(ws.index, kind, "gone") == ()


def test_the_calendar_says_when_each_goes_stale(ws: Workspace) -> None:
    """Month by month, soonest first, and only what is current now."""
    months = stale_calendar(ws, as_at=AS_AT, months=6)
    days = [day for month in months for day, _ in month.items]
    assert days
    assert days == sorted(days)
    for month in months:
        assert all(day.replace(day=1) == month.month for day, _ in month.items)
        assert all(stale_on(one, ws.framework) == day for day, one in month.items)
    health = stale_calendar(ws, "agency:health", as_at=AS_AT, months=6)
    assert {one.id for month in health for _, one in month.items} < {
        one.id for month in months for _, one in month.items
    }


def test_links_that_want_review_say_why(ws: Workspace) -> None:
    """What the flag of the list leaves, each with its reason; a filter narrows them."""
    found = suspect_links(ws, as_at=AS_AT)
    flagged = evidence_matching(ws.index, ws.files, "suspect", AS_AT)
    assert {one.link.evidence for one in found} == {one.id for one in flagged}
    assert all(one.why for one in found)
    assert suspect_links(ws, "id:E9999", as_at=AS_AT) == ()


def test_a_column_is_headed_by_the_shorter_of_its_names() -> None:
    """A few letters where there are some; else the title."""
    assert MatrixColumn("council", "The council", "C").heading == "C"
    assert MatrixColumn("council", "The council").heading == "The council"
