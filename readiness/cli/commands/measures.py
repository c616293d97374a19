"""Commands about measures: their figures, baseline, target and comparators."""

from __future__ import annotations

from typing import Annotated

import typer

from readiness.cli.shell.output import Table, emit, write
from readiness.cli.shell.record_parts import PartsCommand
from readiness.cli.shell.records import FieldsCommand, SetCommand, Told, show_record
from readiness.cli.shell.session import Session

_MEASURE = Told("measures", "measure", "M0003")

_Id = Annotated[str, typer.Argument(metavar="ID", help="Measure id, such as M0003.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    measures = typer.Typer(help="Measures: add, record a figure, list.", rich_markup_mode=None)
    measures.command("add")(FieldsCommand("measures", add_measure, leave_out=("title",)))
    recording = FieldsCommand("measures", record, part="observations", leave_out=("period_to", "value"))
    measures.command("record")(recording)
    measures.command("list")(list_measures)
    measures.command("show")(show)
    measures.command("set", help=_SET)(SetCommand(_MEASURE))
    figures = PartsCommand(_MEASURE, "observations", order=lambda figure: figure.period_to)
    measures.command("figure", help=_FIGURE)(figures)
    measures.command("benchmark", help=_BENCHMARK)(PartsCommand(_MEASURE, "benchmarks"))
    measures.command("baseline", help=_BASELINE)(PartsCommand(_MEASURE, "baseline"))
    measures.command("delete")(delete)
    app.add_typer(measures, name="measures")


def add_measure(
    context: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What is measured.")],
    *,
    given: dict[str, object],
) -> None:
    """Add a measure.

    Example: readiness measures add "New plans within 20 weeks" --unit % --target 80 --criteria A1
    """
    from readiness.plan import plan

    session: Session = context.obj
    measure, _ = plan.add_measure(session.open(), title, **given)
    emit(session, measure.to_document(), lines=[f"{measure.id} added."])


def record(
    context: typer.Context,
    measure_id: _Id,
    period_to: Annotated[str, typer.Option("--to", metavar="DATE", help="Last day of the period it is for.")],
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
        readiness measures record M0003 --to 2026-09-30 --count 28 --out-of 50
    """
    from readiness.plan.figures import record_figure

    session: Session = context.obj
    fields = {**given, **({"value": value} if value else {}), "period_to": period_to}
    done = record_figure(session.open(), measure_id, fields, is_baseline=is_baseline)
    emit(session, {"done": done.label}, lines=[f"{done.label}."])


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
    empty = "No measure fits this filter." if query else "No measures yet."
    emit(session, [one.to_document() for one in found], Table(columns, rows, empty=empty))


def show(context: typer.Context, measure_id: _Id) -> None:
    """Show everything said about a measure, and the size of its change."""
    from readiness.model.records.measures import Measure
    from readiness.rules.measures import change_words
    from readiness.workspace.editing import held_record

    session: Session = context.obj
    show_record(session, _MEASURE, measure_id)
    if not session.is_json:
        measure = held_record(session.open(), Measure, measure_id)
        write(f"How far it has come: {change_words(measure, session.as_at)}")


_SET = """Change measures: what is measured, the target, and what it says something about.

Example: readiness measures set M0003 --target 85 --target-by 2027-08-31
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
