"""Charts as parts of a Word file: native ones, which Word draws and a reader can select.

openpyxl writes them, with their figures in them and no workbook behind; python-docx has no door to charts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from readiness.formats.word.markup import clean
from readiness.formats.word.model import BarKind, Chart, Part
from readiness.formats.word.package import DOCUMENT, OFFICE, Package
from readiness.formats.word.styles import GREY, INK, NAVY, RULE

if TYPE_CHECKING:
    from openpyxl.chart.series import Series
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.chart.text import RichText

_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"

_LETTER_SIZE = 1000
"""Hundredths of a point."""

_UNSAID = {"showSerName": False, "showCatName": False, "showLegendKey": False, "showPercent": False}


def add_charts(package: Package, parts: Iterable[Part]) -> list[str]:
    """Add the charts among the blocks as parts; gives the relationship of each, in order."""
    charts = [block for part in parts for block in part.blocks if isinstance(block, Chart)]
    relations = []
    for chart in charts:
        name = package.free_name("word/charts/chart")
        package.add_part(name, chart_xml(chart), _TYPE)
        relations.append(package.relate(DOCUMENT, f"{OFFICE}/chart", name))
    return relations


def chart_xml(chart: Chart) -> bytes:
    """The chart part; the same chart gives the same bytes."""
    from openpyxl.chart import BarChart
    from openpyxl.xml.functions import tostring

    drawn = BarChart()
    drawn.type, drawn.gapWidth, drawn.legend = "col", 50, None
    drawn.graphical_properties, drawn.roundedCorners = _ink(line=None), False
    drawn.series = [_series(chart)]
    drawn.x_axis.delete, drawn.y_axis.delete = False, True
    drawn.x_axis.txPr, drawn.x_axis.graphicalProperties = _letters(), _ink(line=RULE)
    drawn.x_axis.tickLblPos, drawn.x_axis.majorTickMark = "low", "none"
    drawn.y_axis.majorGridlines = None
    if all(bar.value >= 0 for bar in chart.bars):
        drawn.y_axis.scaling.min = 0
    whole = cast("Any", drawn)._write()  # noqa: SLF001 - as the library's own writer of workbooks asks for it
    return cast("bytes", tostring(whole))


def _series(chart: Chart) -> Series:
    from openpyxl.chart.data_source import AxDataSource, NumData, NumDataSource, NumVal, StrData, StrVal
    from openpyxl.chart.label import DataLabelList
    from openpyxl.chart.marker import DataPoint
    from openpyxl.chart.series import Series

    bars, count = list(enumerate(chart.bars)), len(chart.bars)
    labels = [StrVal(idx=at, v=clean(bar.label)) for at, bar in bars]
    figures = [NumVal(idx=at, v=bar.value) for at, bar in bars]
    drawn = Series(
        cat=AxDataSource(strLit=StrData(ptCount=count, pt=labels)),
        val=NumDataSource(numLit=NumData(formatCode=chart.figure_format, ptCount=count, pt=figures)),
        dPt=[DataPoint(idx=at, invertIfNegative=False, spPr=_fill(bar.kind)) for at, bar in bars],
        dLbls=DataLabelList(
            numFmt=chart.figure_format, txPr=_letters(), dLblPos="outEnd", showVal=True, **_UNSAID
        ),
    )
    drawn.graphicalProperties = _fill("ours")
    return drawn


def _fill(kind: BarKind) -> GraphicalProperties:
    from openpyxl.drawing.colors import ColorChoice
    from openpyxl.drawing.fill import PatternFillProperties

    shape = _ink(line=INK)
    if kind == "ours":
        shape.solidFill = NAVY
    elif kind == "target":
        shape.solidFill = "FFFFFF"
    else:
        paper, ink = ColorChoice(), ColorChoice()
        paper.srgbClr, ink.srgbClr = "FFFFFF", GREY
        shape.pattFill = PatternFillProperties(prst="wdUpDiag", fgClr=ink, bgClr=paper)
    return shape


def _ink(*, line: str | None) -> GraphicalProperties:
    from openpyxl.chart.shapes import GraphicalProperties

    shape = GraphicalProperties()
    if line is None:
        shape.line.noFill = True
    else:
        shape.line.solidFill, shape.line.width = line, 9525
    return shape


def _letters() -> RichText:
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties

    look = CharacterProperties(sz=_LETTER_SIZE, solidFill=INK)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), endParaRPr=look)])
