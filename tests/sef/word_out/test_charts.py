"""Charts of measures: native, told in words too, readable without colour, never a small count in public."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from readiness.formats.word.accessibility import accessibility_findings
from readiness.formats.word.package import Package
from readiness.model.records.changes import Transaction, put
from readiness.model.records.measures import Benchmark, Measure, Observation
from readiness.sef import statements
from readiness.sef.export import export_sef
from readiness.sef.round_trip.stamp import Mode
from readiness.sef.taking_back import plan_sef
from readiness.workspace.workspace import Workspace
from tests.sef.returned_copies import AS_AT, TODAY, plan_after

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
FIGURES = (41, 49, 58.5, 60)


def measure_of(*figures: float, unit: str = "%") -> Measure:
    """A measure with one figure a year, the first its baseline, a target and a comparator."""
    series = tuple(
        Observation(period_to=date(2022 + at, 12, 31), value=one) for at, one in enumerate(figures)
    )
    return Measure(
        id="M0001",
        title="Plans in 20 weeks",
        unit=unit,
        criteria=("A1",),
        baseline=series[0],
        observations=series[1:],
        target=75,
        target_by=date(2028, 3, 31),
        benchmarks=(
            Benchmark(name="England", value=50.3, period="2023"),
            Benchmark(name="England", value=46.1, period="2025"),
        ),
    )


def exported(ws: Workspace, path: Path, measure: Measure, mode: Mode = "draft") -> Package:
    """An export of a workspace that holds the measure and a statement."""
    statements.add(ws, "A1", "strength", "Waits fell.", as_at=TODAY)
    ws.run(Transaction("Add", (put(measure),)))
    export_sef(ws, path, as_at=AS_AT, mode=mode)
    return Package.of(path.read_bytes())


def charts_in(package: Package) -> list[etree._Element]:
    """The chart parts of a file."""
    return [package.xml(name) for name in package.parts if name.startswith("word/charts/")]


def test_draws_start_latest_target_and_newest_comparator(workspace: Workspace, tmp_path: Path) -> None:
    """One bar a figure, with its period; of a comparator's periods the newest."""
    package = exported(workspace, tmp_path / "a.docx", measure_of(*FIGURES))
    (chart,) = charts_in(package)
    labels = [one.text for one in chart.iterfind(f".//{CHART}cat//{CHART}v")]
    values = [float(one.text or "") for one in chart.iterfind(f".//{CHART}val//{CHART}v")]
    assert labels == [
        "Dec 2022 (start)", "Dec 2023", "Dec 2024", "Dec 2025", "Target by Mar 2028", "England, 2025",
    ]  # fmt: skip
    assert values == [*FIGURES, 75, 46.1]


def test_every_figure_stands_in_words_beside_it_and_for_those_who_cannot_see(
    workspace: Workspace, tmp_path: Path
) -> None:
    """The description and the line below say all the chart says, and which way is good."""
    package = exported(workspace, tmp_path / "a.docx", measure_of(*FIGURES))
    text = package.parts["word/document.xml"].decode()
    described = re.search(r'<wp:docPr [^>]*descr="([^"]+)"', text)
    below = [
        one.text
        for one in docx.Document(str(tmp_path / "a.docx")).paragraphs
        if "Dec 2024: 58.5%" in one.text
    ]
    assert described
    assert len(below) == 1
    for words in (described[1], below[0]):
        assert all(f"{one}%" in words for one in ("41", "49", "58.5", "60", "75", "46.1"))
        assert "Higher is better." in words
    assert accessibility_findings(package) == []


def test_is_told_apart_without_colour(workspace: Workspace, tmp_path: Path) -> None:
    """Full, hollow and hatched bars, each with a line around it."""
    (chart,) = charts_in(exported(workspace, tmp_path / "a.docx", measure_of(*FIGURES)))
    fills = [
        [etree.QName(fill).localname for fill in point if etree.QName(fill).localname != "ln"]
        for point in chart.iterfind(f".//{CHART}dPt/{CHART}spPr")
    ]
    assert fills == [["solidFill"]] * 5 + [["pattFill"]]
    inks = [point[0][0].get("val") for point in chart.iterfind(f".//{CHART}dPt/{CHART}spPr")][:5]
    assert inks[4] == "FFFFFF"
    assert "FFFFFF" not in inks[:4]


def test_two_figures_are_a_table_and_no_drawing(workspace: Workspace, tmp_path: Path) -> None:
    """A series begins at three."""
    assert charts_in(exported(workspace, tmp_path / "a.docx", measure_of(41, 49))) == []


@pytest.mark.parametrize("mode", ["draft", "publication"])
def test_a_series_with_a_small_count_is_not_drawn_for_the_public(
    workspace: Workspace, tmp_path: Path, mode: Mode
) -> None:
    """3 children are not shown by the height of a bar either."""
    measure = measure_of(12, 8, 3, unit="children")
    assert len(charts_in(exported(workspace, tmp_path / "a.docx", measure, mode))) == (mode == "draft")


def test_the_same_series_gives_the_same_bytes_and_comes_back_unchanged(
    workspace: Workspace, tmp_path: Path
) -> None:
    """A chart is no edit; one that is gone is told."""
    exported(workspace, tmp_path / "a.docx", measure_of(*FIGURES))
    export_sef(workspace, tmp_path / "b.docx", as_at=AS_AT)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    assert plan_sef(workspace, tmp_path / "a.docx").is_empty

    def take_out(document: Any) -> None:
        drawing = next(document.element.body.iter(qn("w:drawing")))
        drawing.getparent().remove(drawing)

    plan = plan_after(workspace, tmp_path / "a.docx", take_out)
    assert (plan.items, plan.remarks) == ((), ("1 chart was taken out.",))


def test_charts_another_program_made_pictures_of_are_no_pictures_added(
    workspace: Workspace, tmp_path: Path
) -> None:
    """As many pictures as charts are gone were there before; one more was put in by somebody."""
    exported(workspace, tmp_path / "a.docx", measure_of(*FIGURES))
    page = "".join(f"<p>{one.text}</p>" for one in docx.Document(str(tmp_path / "a.docx")).paragraphs)
    for pictures, told in ((0, False), (1, False), (2, True)):
        shown = '<p><img src="chart.gif" alt=""></p>' * pictures
        (tmp_path / "b.html").write_text(f"<html><body>{page}{shown}</body></html>", encoding="utf-8")
        remarks = plan_sef(workspace, tmp_path / "b.html").remarks
        assert any("1 picture was added" in one for one in remarks) is told
