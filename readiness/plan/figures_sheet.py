"""The figures of every measure as a workbook, a row each: corrected there, and imported again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from readiness.formats.sheets.writing import CellValue, SheetColumn, SheetContent, workbook_bytes
from readiness.model.figures import Withheld, plain_number, stored_figure
from readiness.model.records.measures import Measure, Observation
from readiness.model.vocabulary import FIGURE_KINDS
from readiness.plan.figures_import import FIGURE_COLUMNS
from readiness.rules.figures import is_percentage
from readiness.rules.index import id_order
from readiness.workspace.output import marking, need_suffix, notices, save

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace

SUFFIX: Final = ".xlsx"

SHEET: Final = "Figures"

_WIDTHS: Final = {
    "measure": 10, "what": 44, "unit": 14, "good": 10, "period": 13, "value": 14, "count": 10, "out_of": 10,
    "kind": 13, "source": 30, "counted_anew": 40,
}  # fmt: skip

_NOTES: Final = (
    "A row for each figure. Correct figures, counts and sources, add rows below, and import the file again.",
    "A row for a day that has a figure already takes its place; a row taken out takes nothing out.",
    "Percentages are written with their sign. Counts are for percentages: how many, out of how many.",
)


def export_figures(ws: Workspace, output: Path, *, dated: date, replace: bool = False) -> int:
    """Write every figure as a row that `figures_import` takes back; returns how many.

    Raises:
        UsageError: The file name is not that of a workbook.
        RefusedError: A file stands there and may not be replaced.
        StorageError: The file cannot be written.
    """
    need_suffix(output, SUFFIX)
    measures = ws.records.measures
    rows = [row for one in sorted(measures, key=id_order) for row in _rows(measures[one])]
    title = f"Figures of {ws.area.name}"
    sheet = SheetContent(
        SHEET,
        tuple(SheetColumn(one.title, _WIDTHS[one.id]) for one in FIGURE_COLUMNS),
        rows,
        notes=(*notices(ws.area), f"{title}, {dated:%d/%m/%Y}", *_NOTES),
        frozen_columns=2,
    )
    save(
        output,
        workbook_bytes([sheet], title=title, dated=dated, marking=marking(ws.area, ws.framework)),
        replace=replace,
    )
    return len(rows)


def _rows(measure: Measure) -> Iterator[tuple[CellValue, ...]]:
    for figure in measure.figures:
        cells: dict[str, CellValue] = {
            "measure": measure.id,
            "what": measure.title,
            "unit": measure.unit,
            "good": measure.good,
            "period": figure.period_to,
            "value": _written(measure, figure),
            "count": figure.count,
            "out_of": figure.out_of,
            "kind": FIGURE_KINDS[figure.kind],
            "source": figure.source,
            "counted_anew": figure.counted_anew,
        }
        yield tuple(cells[one.id] for one in FIGURE_COLUMNS)


def _written(measure: Measure, figure: Observation) -> CellValue:
    """A figure as it is read back: of a percentage with its sign, a number as a number, a mark as it is."""
    stored = stored_figure(figure.value)
    if not is_percentage(measure.unit) or isinstance(figure.value, Withheld):
        return stored
    return f"{plain_number(stored) if isinstance(stored, float) else stored}%"
