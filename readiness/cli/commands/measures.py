"""Commands about measures: their figures, baseline, target and comparators."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.base.date_words import day_words
from readiness.base.errors import UsageError
from readiness.base.text import counted
from readiness.cli.shell.options import Force, written_to
from readiness.cli.shell.output import Table, emit, write
from readiness.cli.shell.record_parts import PartsCommand
from readiness.cli.shell.records import FieldsCommand, SetCommand, Told, none_fits, show_record
from readiness.cli.shell.session import Session

if TYPE_CHECKING:
    from readiness.plan.figures_import import FigureLine, FiguresPlan

_MEASURE = Told("measures", "measure", "M0003")

_TO = "Last day of the period it is for, or the period: March 2026, autumn 2025, 2025/26."

_Id = Annotated[str, typer.Argument(metavar="ID", help="Measure id, such as M0003.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    measures = typer.Typer(help="Measures: add, record a figure, list.", rich_markup_mode=None)
    measures.command("add")(FieldsCommand("measures", add_measure, leave_out=("title",)))
    recording = FieldsCommand("measures", record, part="observations", leave_out=("period_to", "value"))
    measures.command("record")(recording)
    measures.command("import")(import_figures)
    measures.command("sheet")(sheet_of_figures)
    measures.command("ready")(list_ready)
    measures.command("list")(list_measures)
    measures.command("show")(show)
    measures.command("set", help=_SET)(SetCommand(_MEASURE, why=_WHY))
    figures = PartsCommand(_MEASURE, "observations", order=lambda figure: figure.period_to)
    measures.command("figure", help=_FIGURE)(figures)
    measures.command("benchmark", help=_BENCHMARK)(PartsCommand(_MEASURE, "benchmarks"))
    measures.command("baseline", help=_BASELINE)(PartsCommand(_MEASURE, "baseline"))
    measures.command("delete")(delete)
    app.add_typer(measures, name="measures")


def add_measure(
    context: typer.Context,
    title: Annotated[str, typer.Argument(metavar="[TITLE]", help="What is measured.")] = "",
    ready: Annotated[
        str, typer.Option("--ready", metavar="ID", help="Take this one over from the framework.")
    ] = "",
    *,
    given: dict[str, object],
) -> None:
    """Add a measure, or take over a ready one with its definition.

    Examples: readiness measures add "Young people asked" --unit % --target 80 --criteria A1
        readiness measures add --ready ID --target 75
    """
    from readiness.plan import plan
    from readiness.plan.ready_measures import take_over

    session: Session = context.obj
    named = {"title": title} if title else {}
    if ready:
        measure, _ = take_over(session.open(), ready, **given, **named)
    else:
        measure, _ = plan.add_measure(session.open(), title, **given)
    emit(session, measure.to_document(), lines=[f"{measure.id} added."])


def record(
    context: typer.Context,
    measure_id: _Id,
    period_to: Annotated[str, typer.Option("--to", metavar="DATE", help=_TO)],
    value: Annotated[
        str,
        typer.Argument(metavar="[VALUE]", help='The figure: 58.2, 56%, "under 10", c.'),
    ] = "",
    is_baseline: Annotated[
        bool, typer.Option("--baseline", help="Make it the figure the measure started from.")
    ] = False,
    *,
    given: dict[str, object],
) -> None:
    """Record a figure; one for the same period is replaced. Only --baseline moves the baseline.

    Examples: readiness measures record M0003 58.2 --to 2026-09-30 --source E0021
        readiness measures record M0003 --to "autumn 2025" --count 28 --out-of 50
    """
    from readiness.plan.figures import record_figure

    session: Session = context.obj
    fields = {**given, **({"value": value} if value else {}), "period_to": period_to}
    done = record_figure(session.open(), measure_id, fields, is_baseline=is_baseline)
    emit(session, {"done": done.label}, lines=[f"{done.label}."])


def list_ready(context: typer.Context) -> None:
    """List the measures the framework offers, with their definition and what was made from each.

    Example: readiness measures ready
    """
    from readiness.plan.ready_measures import offered

    session: Session = context.obj
    ws = session.open()
    known = offered(ws.framework, ws.records.measures)
    rows = [
        (one.ready.id, f"{one.ready.title}{one.ready.mark}", one.ready.unit, ", ".join(one.ready.criteria),
         one.ready.definition, ", ".join(one.taken))
        for one in known
    ]  # fmt: skip
    columns = ("Id", "Measure", "Unit", "Criteria", "Definition", "Taken over as")
    data = [{**one.ready.model_dump(mode="json"), "taken": list(one.taken)} for one in known]
    emit(session, data, Table(columns, rows, empty="The framework offers none; add your own."))


def import_figures(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="xlsx, ods or csv, a row for each figure.")],
    is_applied: Annotated[bool, typer.Option("--apply", help="Store what is shown, all of it.")] = False,
    sheet: Annotated[str, typer.Option("--sheet", help="Name of the sheet to read.")] = "",
    fractions: Annotated[
        str,
        typer.Option(
            "--fractions", metavar="WORD", help="What 0.56 is: shares (56%) or percentages (0.56%)."
        ),
    ] = "",
) -> None:
    """Look at a file of figures; with --apply store them as one change, or none of them.

    Headings: Measure (id or title), Period, Figure; and Unit, Good, Count, Out of, Kind, Source.

    Examples: readiness measures import figures.xlsx    readiness measures import figures.xlsx --apply
    """
    from readiness.plan.figures_import import FRACTIONS, apply_figures, plan_figures
    from readiness.plan.figures_words import plan_words, remark_words

    session: Session = context.obj
    ws = session.open()
    if fractions not in FRACTIONS:
        raise UsageError(f"'{fractions}' is not a choice here.", "", "Write shares or percentages.")
    plan = plan_figures(ws, file, sheet=sheet, fractions=FRACTIONS[fractions])
    said = [remark_words(one) for one in (*plan.remarks, *plan.problems)]
    would = plan_words(plan)
    closing = [*said, would if plan.problems else f"{would} would be stored by --apply."]
    data = _import_data(plan)
    if is_applied:
        done = apply_figures(ws, plan)
        data["done"] = done.label if done.changes else ""
        closing = [
            *said,
            f"{done.label}. 'readiness undo' takes it back." if done.changes else "Nothing new.",
        ]
    rows = [_import_row(one) for one in plan.lines]
    columns = ("Row", "Measure", "Up to", "Figure", "In the file", "")
    emit(session, data, Table(columns, rows, empty="No figure can be read."), closing=closing)


def sheet_of_figures(
    context: typer.Context,
    output: Annotated[Path, written_to("An .xlsx file.")],
    is_forced: Force = False,
) -> None:
    """Write every figure, with the counts behind percentages, as a workbook to correct and import again.

    Example: readiness measures sheet -o figures.xlsx
    """
    from readiness.plan.figures_sheet import export_figures

    session: Session = context.obj
    count = export_figures(session.open(), output, dated=session.today, replace=is_forced)
    lines = [f"Wrote {output}: {counted(count, 'figure')}."]
    emit(session, {"file": str(output), "figures": count}, lines=lines)


def _import_row(one: FigureLine) -> tuple[object, ...]:
    from readiness.plan.figures_words import does_words, figure_of_line

    name = f"{one.measure.id} {one.measure.title}"
    day = day_words(one.figure.period_to)
    return one.row, name, day, figure_of_line(one), one.as_written, does_words(one)


def _import_data(plan: FiguresPlan) -> dict[str, object]:
    return {
        "file": plan.file,
        "figures": [
            {
                "row": one.row,
                "measure": one.measure.id,
                "title": one.measure.title,
                "is_new": one.is_new,
                "figure": one.figure.model_dump(mode="json"),
                "replaces": one.replaces.model_dump(mode="json") if one.replaces else None,
            }
            for one in plan.lines
        ],
        "problems": [str(one) for one in plan.problems],
        "remarks": [str(one) for one in plan.remarks],
    }


def list_measures(
    context: typer.Context,
    query: Annotated[str, typer.Argument(metavar="[FILTER]", help="Such as: criterion:A1 weeks")] = "",
) -> None:
    """List measures with where they started and stand, the size of the change, target and comparators."""
    from readiness.model.records.measures import Measure
    from readiness.rules.filters.records import records_matching
    from readiness.rules.measures import benchmark_words, change_words
    from readiness.workspace.editing import around_of

    session: Session = context.obj
    ws, as_at = session.open(), session.as_at
    found = records_matching(Measure, ws.records.measures.values(), query, around_of(ws))
    rows = [
        (
            one.id,
            one.title,
            change_words(one, as_at),
            "; ".join(benchmark_words(other, one.unit) for other in one.benchmarks),
        )
        for one in found
    ]
    columns = ("Id", "Measure", "From and to", "Comparators")
    empty = none_fits(Measure, "measure", query, session) if query else "No measures yet."
    emit(session, [one.to_document() for one in found], Table(columns, rows, empty=empty))


def show(context: typer.Context, measure_id: _Id) -> None:
    """Show everything said about a measure, and the size of its change."""
    from readiness.model.records.measures import Measure
    from readiness.rules.measure_bars import chart_lines
    from readiness.rules.measure_pace import way_to_target, way_words
    from readiness.rules.measures import change_words, course_words
    from readiness.workspace.editing import held_record

    session: Session = context.obj
    show_record(session, _MEASURE, measure_id)
    if not session.is_json:
        measure = held_record(session.open(), Measure, measure_id)
        write(f"How far it has come: {change_words(measure, session.as_at)}")
        if course := course_words(measure, session.as_at):
            write(f"Its course: {course}")
        if way := way_to_target(measure, session.as_at):
            write(f"The way there: {way_words(measure, way)}")
        for drawn in chart_lines(measure, session.as_at):
            write(drawn)


_WHY = "Why a target day moves, and who agreed; needed where one that was set does."

_SET = """Change measures: what is measured, the target, and what it says something about.

Examples: readiness measures set M0003 --target 85 --target-by 2027-08-31
    readiness measures set M0003 --target-by 2027-12-31 --why "The board agreed on 2 December"
"""

_FIGURE = """List, correct or remove the figures of a measure; `measures record` adds one.

Examples: readiness measures figure M0003 set 2026-09-30 --value 58.4
    readiness measures figure M0003 remove 2026-09-30
"""

_BENCHMARK = """List, add, correct or remove figures from elsewhere to set beside ours.

Examples: readiness measures benchmark M0003 add National --value 50.3 --period 2025
    readiness measures benchmark M0003 remove National
"""

_BASELINE = """Show, set or remove the figure a measure started from.

Example: readiness measures baseline M0003 set --value 41 --to 2024-12-31
"""


def delete(context: typer.Context, measure_id: _Id) -> None:
    """Remove a measure, also from the actions that name it, and the links to it; undo brings it back."""
    from readiness.plan import plan

    session: Session = context.obj
    done = plan.delete_measure(session.open(), measure_id)
    emit(session, {"done": done.label}, lines=[f"{done.label}. 'readiness undo' brings it back."])
