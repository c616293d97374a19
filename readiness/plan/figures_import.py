"""Figures of many measures from a spreadsheet: looked at first, then stored as one change or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from readiness.base.date_words import day_words
from readiness.base.errors import ReadinessError, RefusedError
from readiness.base.periods import period_end
from readiness.base.problems import Problem, Where
from readiness.base.text import counted, fold, quoted, visible
from readiness.base.typed_dates import DateWordsError
from readiness.formats.limited import read_file
from readiness.formats.sheets.reading import Cell, cell_text, percent_cells
from readiness.formats.sheets.register import Register, RegisterColumn, RegisterRow, read_register
from readiness.model.figures import read_figure, stored_figure
from readiness.model.records.changes import Change, Transaction, put
from readiness.model.records.measures import Measure, Observation
from readiness.model.vocabulary import Direction
from readiness.plan.figures import figure_of, unclear_figure, with_figure
from readiness.rules.figures import is_percentage

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace

Fractions = Literal["", "shares", "percentages"]
"""What 0.56 is in a column of percentages: 56% (shares), 0.56% (percentages), or to be asked."""

FRACTIONS: Final[Mapping[str, Fractions]] = {"": "", "shares": "shares", "percentages": "percentages"}

FIGURE_COLUMNS: Final = (
    RegisterColumn("measure", "Measure", ("kpi", "indicator", "title", "name", "id")),
    RegisterColumn("what", "What is measured"),
    RegisterColumn("unit", "Unit", ("units",)),
    RegisterColumn("good", "Good", ("good is", "polarity", "direction")),
    RegisterColumn(
        "period", "Period", ("up to", "date", "period to", "month", "period end", "as at"), "cell"
    ),
    RegisterColumn("value", "Figure", ("value", "actual", "result", "figures"), "cell"),
    RegisterColumn("count", "Count", ("numerator",), "cell"),
    RegisterColumn("out_of", "Out of", ("denominator", "base"), "cell"),
    RegisterColumn("kind", "Kind", ("status",)),
    RegisterColumn("source", "Source", ()),
    RegisterColumn("counted_anew", "Counted differently from here", ("counted differently", "break")),
)
"""What a sheet of figures is made of, out and back; ``what`` stands there for reading only."""

_GOOD: Final[Mapping[str, Direction]] = {
    "high": "higher", "higher": "higher", "higher is better": "higher", "up": "higher",
    "low": "lower", "lower": "lower", "lower is better": "lower", "down": "lower",
}  # fmt: skip

_NO_UNIT: Final = frozenset({"count", "number", "no", "n"})

_AVERAGED: Final = (" average", " mean")
"""Words behind a period that say how its figure was made, and not when."""

_BEHIND: Final = ("count", "out_of", "kind", "source", "counted_anew")


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One row of the file, as it would be stored."""

    row: int
    measure: Measure
    """As it is now; a new one, without figures, where none has its id or title."""
    is_new: bool
    figure: Observation
    as_written: str
    """Period and figure as they stand in the file."""
    replaces: Observation | None = None


@dataclass(frozen=True, slots=True)
class FiguresPlan:
    """What taking a file in would store."""

    file: str
    lines: tuple[FigureLine, ...]
    problems: tuple[Problem, ...]
    """What cannot be taken as it is; while there is one, nothing is stored."""
    remarks: tuple[Problem, ...]
    """What was left out of the reading, or how a date was taken."""

    @property
    def added(self) -> tuple[Measure, ...]:
        """The measures that would be new, each once."""
        return tuple({one.measure.id: one.measure for one in self.lines if one.is_new}.values())


def plan_figures(ws: Workspace, path: Path, *, sheet: str = "", fractions: Fractions = "") -> FiguresPlan:
    """What the file's figures would change; nothing is stored.

    Args:
        ws: The workspace.
        path: xlsx, ods or csv with a row for each figure: measure (id or title), period, figure and, where
            they are given, unit, which way is good, count, out of, kind, source.
        sheet: Name of the sheet to read.
        fractions: What a figure such as 0.56 means for a percentage, where no cell format says so.

    Raises:
        RefusedError: The file cannot be read, or has no column of measures.
        StorageError: The file cannot be opened.
    """
    register = read_file(read_register, path, FIGURE_COLUMNS, key="measure", sheet=sheet)
    name = visible(path.name)
    missing = [one for one in ("period", "value") if one not in register.columns]
    if "value" in missing and {"count", "out_of"} <= register.columns:
        missing.remove("value")
    if missing:
        titles = " and ".join(one.title for one in FIGURE_COLUMNS if one.id in missing)
        raise RefusedError(f"The sheet has no column called {titles}.", name, "Give the column its heading.")
    shown = read_file(percent_cells, path, register.sheet) if "value" in register.places else frozenset()
    return _Reading(ws, name, register, shown, fractions).plan()


def apply_figures(ws: Workspace, plan: FiguresPlan) -> Transaction:
    """Store everything as one change.

    Raises:
        RefusedError: There is nothing to store, or something in the file cannot be taken as it is.
    """
    if plan.problems:
        raise RefusedError(
            f"Nothing was stored: {counted(len(plan.problems), 'thing')} cannot be taken as it is.",
            f"{plan.file}: {plan.problems[0].what}",
            "Correct the file, or say what is meant, and try again.",
        )
    if not plan.lines:
        raise RefusedError("The file holds no figure.", plan.file, "Give one row for each figure.")
    after: dict[str, Measure] = {}
    before: dict[str, Measure | None] = {}
    for one in sorted(plan.lines, key=lambda one: one.figure.period_to):
        before.setdefault(one.measure.id, None if one.is_new else one.measure)
        after[one.measure.id] = with_figure(after.get(one.measure.id, one.measure), one.figure)
    fresh = [each for each, held in before.items() if held is None]
    ids = dict(zip(fresh, ws.new_ids(Measure.table, len(fresh)) if fresh else (), strict=True))
    named = {each: one.model_copy(update={"id": ids.get(each, each)}) for each, one in after.items()}
    changes: list[Change] = [put(named[each], held) for each, held in before.items() if named[each] != held]
    return ws.run(Transaction(f"Take in figures from {plan.file}", tuple(changes)))


class _Reading:
    """One pass over the rows of a file."""

    def __init__(
        self,
        ws: Workspace,
        file: str,
        register: Register,
        shown_as_percent: frozenset[tuple[int, int]],
        fractions: Fractions,
    ) -> None:
        self._ws, self._file, self._register = ws, file, register
        self._percent, self._fractions = shown_as_percent, fractions
        self._new: dict[str, Measure] = {}
        self._problems: list[Problem] = []
        self._remarks: list[Problem] = []

    def plan(self) -> FiguresPlan:
        """Every row read; rows for the same measure and period must agree."""
        for problem in self._register.problems:
            (self._problems if problem.where.line else self._remarks).append(problem)
        lines: dict[tuple[str, date], FigureLine] = {}
        for line in self._lines():
            same = lines.setdefault((line.measure.id, line.figure.period_to), line)
            if same is not line and same.figure != line.figure:
                ended = day_words(line.figure.period_to)
                self._wrong(line.row, f"row {same.row} has another figure for it up to {ended}.")
        return FiguresPlan(self._file, tuple(lines.values()), tuple(self._problems), tuple(self._remarks))

    def _lines(self) -> Iterator[FigureLine]:
        for row in self._register.rows:
            try:
                yield self._line(row)
            except ReadinessError as error:
                self._wrong(row.number, f"{error.title} {error.hint}".strip())

    def _line(self, row: RegisterRow) -> FigureLine:
        measure, is_new = self._measure(row)
        ended = self._ended(row)
        given: dict[str, object] = {
            one: row.values[one] for one in _BEHIND if row.values.get(one) is not None
        }
        given["period_to"] = ended
        given["value"] = self._value(row, measure)
        figure = figure_of(self._ws, measure, given)
        if broken := with_figure(measure, figure).broken_rule:
            raise RefusedError(broken.what, "", broken.how)
        held = next((one for one in measure.figures if one.period_to == ended), None)
        written = f"{row.text('period')}: {row.text('value')}"
        return FigureLine(row.number, measure, is_new, figure, written, held if held != figure else None)

    def _measure(self, row: RegisterRow) -> tuple[Measure, bool]:
        """The measure with this id or title; a new one where there is none."""
        wanted, stored = row.text("measure"), self._ws.records.measures
        if wanted.upper() in stored:
            return stored[wanted.upper()], False
        same = [one for one in stored.values() if fold(one.title) == fold(wanted)]
        unit = row.text("unit")
        if len(same) > 1:
            ids = ", ".join(one.id for one in same)
            raise RefusedError(f"{quoted(wanted)} is the title of {ids}.", "", "Write the id that is meant.")
        if same:
            if unit and is_percentage(unit) != is_percentage(same[0].unit):
                raise RefusedError(f"{same[0].id} is in {same[0].unit or 'no unit'}, not in {unit}.", "", "")
            return same[0], False
        if fold(wanted) not in self._new:
            good = _GOOD.get(row.text("good").casefold(), "higher")
            if "good" not in self._register.columns or not row.text("good"):
                self._remark(row.number, f"{quoted(wanted)} is new; higher is taken to be better.")
            unit = "%" if is_percentage(unit) else "" if fold(unit) in _NO_UNIT else unit
            made = Measure(id=f"new {len(self._new) + 1}", title=wanted, unit=unit, good=good)
            self._new[fold(wanted)] = made
        return self._new[fold(wanted)], True

    def _ended(self, row: RegisterRow) -> date:
        """The last day of the period a row is for."""
        cell = row.values.get("period")
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        text = row.text("period")
        if not text:
            raise RefusedError("There is no period.", "", "Write the last day of it, or its month.")
        try:
            end = period_end(_without(text), None)
        except DateWordsError as error:
            raise RefusedError(f"The period {quoted(text)}: {error.what}.", "", error.remedy) from None
        self._remark(row.number, f"{quoted(text)} is taken to end on {day_words(end)}.")
        return end

    def _value(self, row: RegisterRow, measure: Measure) -> object:
        """The figure in the measure's unit, as words or a number; nothing where only counts are given."""
        cell: Cell | None = row.values.get("value")
        if cell is None:
            return None
        place = (row.number, self._register.places.get("value", -1))
        if isinstance(cell, bool | date):
            raise RefusedError(f"{quoted(cell_text(cell))} is a date or a truth, not a figure.", "", "")
        if isinstance(cell, int | float) and place in self._percent:
            if not is_percentage(measure.unit):
                raise RefusedError(f"The cell is a percentage, and the measure is in {measure.unit}.", "", "")
            return round(float(cell) * 100, 6)
        typed = read_figure(cell_text(cell))
        if typed is None:
            return cell_text(cell)
        if self._fractions and is_percentage(measure.unit) and unclear_figure(measure.unit, typed):
            number = stored_figure(typed.figure)
            if isinstance(number, float):
                return round(number * 100, 6) if self._fractions == "shares" else number
        return cell_text(cell)

    def _wrong(self, row: int, what: str) -> None:
        self._problems.append(Problem("warning", Where(self._file, row), f"Row {row}: {what}"))

    def _remark(self, row: int, what: str) -> None:
        self._remarks.append(Problem("info", Where(self._file, row), f"Row {row}: {what}"))


def _without(text: str) -> str:
    """A period without the word that its figure is an average of it."""
    ending = next((one for one in _AVERAGED if text.casefold().endswith(one)), "")
    return text[: len(text) - len(ending)]
