"""Figures from a spreadsheet: all of them or none, and every doubt said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from readiness.base.errors import RefusedError
from readiness.model.figures import Bounded, Withheld
from readiness.model.records.measures import Measure
from readiness.plan import plan
from readiness.plan.figures import record_figure
from readiness.plan.figures_import import FiguresPlan, Fractions, apply_figures, plan_figures
from readiness.plan.figures_sheet import export_figures
from readiness.workspace.editing import set_fields
from readiness.workspace.workspace import Workspace
from tests.conftest import TODAY

Take = Callable[..., FiguresPlan]

HEAD = "Measure,Unit,Good,Period,Figure,Count,Out of"


@pytest.fixture
def take(workspace: Workspace, tmp_path: Path) -> Take:
    """Look at a csv of these lines."""

    def look(*lines: str, head: str = HEAD, fractions: Fractions = "") -> FiguresPlan:
        path = tmp_path / "figures.csv"
        path.write_text("\n".join((head, *lines)), "utf-8")
        return plan_figures(workspace, path, fractions=fractions)

    return look


def said(found: FiguresPlan) -> str:
    """Everything that is wrong."""
    return " ".join(one.what for one in found.problems)


def test_figures_of_new_measures_are_one_change(workspace: Workspace, take: Take) -> None:
    """Bounds and marks as they are; the earliest is the start; units as people write them."""
    found = take(
        "Plans in time,percent,high,Jul 2022,56%,28,50",
        "Plans in time,percent,high,Aug-Dec 2021 average,20,,",
        "Backlog,count,low,Jul 2022,over 140,,",
        "backlog ,count,low,31/01/2023,<10,,",
        "Backlog,count,low,Feb 2023,c,,",
    )
    assert found.problems == ()
    assert [one.title for one in found.added] == ["Plans in time", "Backlog"]
    assert workspace.records.measures == {}
    assert len(apply_figures(workspace, found).changes) == 2
    plans, backlog = workspace.records.measures.values()
    assert (plans.unit, backlog.unit, backlog.good) == ("%", "", "lower")
    assert plans.baseline is not None
    assert (plans.baseline.period_to, plans.baseline.value) == (date(2021, 12, 31), 20)
    assert (plans.observations[1].count, plans.observations[1].out_of) == (28, 50)
    assert [one.value for one in backlog.observations] == [
        Bounded("over", 140), Bounded("under", 10), Withheld("c"),
    ]  # fmt: skip


def test_a_second_time_nothing_is_new(workspace: Workspace, take: Take) -> None:
    """By title or id; a changed figure says what it replaces."""
    plan.add_measure(workspace, "Plans in time", unit="%")
    apply_figures(workspace, take("Plans in time,%,high,Jul 2022,56,,"))
    assert apply_figures(workspace, take("Plans in time,%,high,Jul 2022,56,,")).changes == ()
    found = take("M0001,,,Jul 2022,57,,")
    assert [one.replaces and one.replaces.value for one in found.lines] == [56]
    assert found.added == ()


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Plans in time,%,,Jul 2022,0.56,,", "Row 2: 0.56 can mean 56% or 0.56%"),
        ("Plans in time,%,,Jul 2022,half,,", "Row 2: \u201chalf\u201d is not a figure"),
        ("Plans in time,%,,before Aug 2022,56,,", "is not a period"),
        ("Plans in time,%,,no date,56,,", "has no end"),
        ("Plans in time,%,,,56,,", "There is no period"),
        ("Plans in time,%,,Jul 2022,,,", "No figure is given"),
        ("Plans in time,%,,Jul 2022,,51,50", "counts more than there are"),
        ("Plans in time,%,,Jul 2022,,x,50", "Count: this is not a figure"),
        ("Waits,weeks,,Jul 2022,56%,,", "the measure is in weeks"),
        ("Held,%,,Jul 2022,56,,", "M0001 is in weeks, not in %"),
        ("Twice,%,,Jul 2022,56,,", "is the title of M0002, M0003"),
        (",%,,Jul 2022,56,,", "Row 2 has no Measure"),
    ],
)
def test_one_row_that_cannot_be_read_keeps_all_out(
    workspace: Workspace, take: Take, line: str, problem: str
) -> None:
    """It is named with its row, and nothing of the file is stored."""
    plan.add_measure(workspace, "Held", unit="weeks")
    for _ in range(2):
        plan.add_measure(workspace, "Twice", unit="%")
    before = workspace.records.measures
    found = take(line, "Other,%,,Jul 2022,56,,")
    assert problem in said(found)
    with pytest.raises(RefusedError, match="Nothing was stored"):
        apply_figures(workspace, found)
    assert workspace.records.measures == before


def test_two_rows_for_one_period_must_agree(take: Take) -> None:
    """The same twice is once."""
    assert len(take("A,%,,Jul 2022,56,,", "A,%,,Jul 2022,56,,").lines) == 1
    assert "row 2 has another figure" in said(take("A,%,,Jul 2022,56,,", "A,%,,31/7/2022,57,,"))


@pytest.mark.parametrize(("fractions", "value"), [("shares", 56), ("percentages", 0.56)])
def test_what_a_fraction_means_can_be_said(take: Take, fractions: Fractions, value: float) -> None:
    """For the whole file; bounds are still asked about."""
    found = take("A,%,,Jul 2022,0.56,,", fractions=fractions)
    assert [one.figure.value for one in found.lines] == [value]
    assert "can mean" in said(take("A,%,,Jul 2022,under 0.1,,", fractions=fractions))


def test_a_file_without_figures_is_refused(workspace: Workspace, take: Take) -> None:
    """Its missing column is named; counts alone are enough for percentages."""
    with pytest.raises(RefusedError, match="no column called Period and Figure"):
        take("A", head="Measure")
    found = take("A,%,Jul 2022,1,3", head="Measure,Unit,Period,Count,Out of")
    assert [one.figure.value for one in found.lines] == [33.3]
    with pytest.raises(RefusedError, match="holds no figure"):
        apply_figures(workspace, take())


def test_cells_of_a_workbook_are_read_as_they_are_shown(workspace: Workspace, tmp_path: Path) -> None:
    """0.56 shown as 56% is 56; dates are dates; an error and a truth are named, not guessed."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Figures of the partnership"])
    sheet.merge_cells("A1:E1")
    sheet.append(["Measure", "Unit", "Period", "Figure", "Remark"])
    sheet.append(["Plans in time", "%", date(2022, 7, 31), 0.56, "x"])
    sheet["D3"].number_format = "0%"
    sheet.append(["Waits", "weeks", date(2022, 7, 31), 0.56])
    sheet["D4"].number_format = "0.0%"
    sheet.append(["Waits", "weeks", date(2022, 8, 31), "#DIV/0!"])
    sheet["D5"].data_type = "e"
    sheet.append(["Waits", "weeks", date(2022, 9, 30), True])
    sheet.append(["Waits", "weeks", "Oct 2022", 12])
    path = tmp_path / "figures.xlsx"
    book.save(path)
    found = plan_figures(workspace, path)
    assert [one.figure.value for one in found.lines] == [56, 12]
    assert "Row 4: The cell is a percentage, and the measure is in weeks." in said(found)
    assert "Row 5: Figure is the error #DIV/0!" in said(found)
    assert "is a date or a truth" in said(found)
    assert any("taken to end on 31 Oct 2022" in one.what for one in found.remarks)
    assert any("not known" in one.what for one in found.remarks)


def test_the_sheet_of_figures_comes_back_as_it_left_and_as_it_was_corrected(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Counts, bounds, marks, kinds and a start outside the series: nothing is new until a cell is."""
    plans, _ = plan.add_measure(workspace, "Plans in time", unit="%")
    backlog, _ = plan.add_measure(workspace, "Backlog", good="lower")
    for measure, given in (
        (plans, {"value": "20%", "period_to": "31 Dec 2021"}),
        (plans, {"period_to": "31 Jul 2022", "count": "28", "out_of": "50", "source": "E0001"}),
        (plans, {"value": "0.5%", "period_to": "31 Aug 2022", "kind": "provisional"}),
        (plans, {"value": "under 10%", "period_to": "30 Sep 2022", "counted_anew": "new ones only"}),
        (backlog, {"value": "over 1,400", "period_to": "31 Jul 2022"}),
        (backlog, {"value": "c", "period_to": "31 Aug 2022"}),
    ):
        record_figure(workspace, measure.id, given)
    held = workspace.records.measures[plans.id]
    set_fields(workspace, Measure, plans.id, {"observations": held.observations[1:]})
    before = dict(workspace.records.measures)
    path = tmp_path / "figures.xlsx"
    assert export_figures(workspace, path, dated=TODAY) == 6
    found = plan_figures(workspace, path)
    assert (found.problems, found.remarks) == ((), ())
    assert [one for one in found.lines if one.replaces] == []
    assert apply_figures(workspace, found).changes == ()
    assert workspace.records.measures == before

    book = load_workbook(path)
    page = book.worksheets[0]
    head = next(row for row in page.iter_rows() if row[0].value == "Measure")
    at = {cell.value: cell.column or 0 for cell in head}
    row = (head[0].row or 0) + 2
    assert [page.cell(row, at[one]).value for one in ("Figure", "Count", "Out of")] == ["56%", 28, 50]
    page.cell(row, at["Count"]).value = 27
    page.cell(row, at["Figure"]).value = None
    book.save(path)
    apply_figures(workspace, plan_figures(workspace, path))
    first = workspace.records.measures[plans.id].observations[0]
    assert (first.value, first.count, first.out_of, first.source) == (54, 27, 50, "E0001")
