"""Commands about how the evidence is spread: matrices, what goes stale when, links that want review."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.base.date_words import weekday_words
from readiness.base.errors import UsageError
from readiness.cli.shell.options import Force, written_to
from readiness.cli.shell.output import Table, emit
from readiness.cli.shell.session import Session

if TYPE_CHECKING:
    from readiness.rules.matrix import Axis, Matrix

Where = Annotated[
    str, typer.Option("--where", metavar="FILTER", help="Count only what this leaves, such as lens:ap.")
]

_WEAKEST = 10


def register(group: typer.Typer) -> None:
    """Add these commands to the evidence group."""
    group.command("matrix")(show_matrix)
    group.command("calendar")(calendar)
    group.command("suspects")(suspects)


def show_matrix(
    context: typer.Context,
    axis: Annotated[
        str, typer.Argument(metavar="[AXIS]", help="kinds, agencies, voices or freshness.")
    ] = "kinds",
    query: Where = "",
    output: Annotated[
        Path | None,
        written_to("All four as a .docx file, with calendar and links."),
    ] = None,
    is_forced: Force = False,
) -> None:
    """Show how current evidence spreads over the criteria, the weakest first.

    Examples: readiness evidence matrix agencies    readiness evidence matrix -o evidence.docx
    """
    session: Session = context.obj
    if output is not None:
        _write(session, output, query, is_forced=is_forced)
        return
    from readiness.evidence.weighing import weigh

    weighed = weigh(session.open(), _axis(axis), query, as_at=session.as_at)
    rows = [(row.criterion, *(one.count for one in row.cells), row.short) for row in weighed.rows]
    short = [f"{one.short} {one.title}" for one in weighed.columns if one.short]
    titles = {one.id: one.title for one in weighed.columns}
    weakest = [
        (one.criterion, titles[one.column], one.count, one.filter) for one in weighed.weakest[:_WEAKEST]
    ]
    emit(
        session,
        _data(weighed),
        Table(
            ("Id", *(one.heading for one in weighed.columns), "Criterion"),
            rows,
            empty="There are no criteria.",
        ),
        Table(
            ("Criterion", "Column", "Items", "Opens with 'readiness evidence list'"),
            weakest,
            title="Weakest first",
            empty="None is weak.",
        ),
        closing=[", ".join(short)] if short else [],
    )


def _axis(given: str) -> Axis:
    from readiness.rules.matrix import AXES

    found = next((one for one in AXES if given and one.startswith(given.casefold())), None)
    if found is None:
        raise UsageError(f"There is no matrix by {given}.", "", f"Give one of: {', '.join(AXES)}.")
    return found


def _data(weighed: Matrix) -> dict[str, object]:
    return {
        "axis": weighed.axis,
        "columns": [{"id": one.id, "title": one.title} for one in weighed.columns],
        "rows": [
            {
                "criterion": row.criterion,
                "cells": [
                    {
                        "column": one.column,
                        "items": one.count,
                        "evidence": list(one.evidence),
                        "filter": one.filter,
                    }
                    for one in row.cells
                ],
            }
            for row in weighed.rows
        ],
        "weakest": [{"criterion": one.criterion, "column": one.column} for one in weighed.weakest],
    }


def _write(session: Session, output: Path, query: str, *, is_forced: bool) -> None:
    from readiness.evidence.weighing_document import weighing_document
    from readiness.workspace.output import need_suffix, save

    need_suffix(output, ".docx")
    save(output, weighing_document(session.open(), query, as_at=session.as_at), replace=is_forced)
    emit(session, {"file": str(output)}, lines=[f"Wrote {output}."])


def calendar(
    context: typer.Context,
    months: Annotated[int, typer.Option("--months", min=1, max=120, help="How far ahead to look.")] = 12,
    query: Where = "",
) -> None:
    """Show what goes stale when, month by month, and who has it.

    Example: readiness evidence calendar --months 6 --where agency:health
    """
    from readiness.evidence.weighing import stale_calendar

    session: Session = context.obj
    found = stale_calendar(session.open(), query, as_at=session.as_at, months=months)
    rows = [
        (f"{month.month:%B %Y}", weekday_words(day), one.id, one.title, one.owner or "nobody")
        for month in found
        for day, one in month.items
    ]
    emit(
        session,
        [
            {
                "month": f"{month.month:%Y-%m}",
                "items": [
                    {"on": day, "evidence": one.id, "title": one.title, "owner": one.owner}
                    for day, one in month.items
                ],
            }
            for month in found
        ],
        Table(
            ("Month", "Stale from", "Id", "Title", "Owner"),
            rows,
            empty=f"Nothing that is current goes stale within {months} months.",
        ),
    )


def suspects(context: typer.Context, query: Where = "") -> None:
    """List links of which an end has changed since somebody said that they hold, or is gone.

    Each that still holds: readiness evidence review ID TARGET
    """
    from readiness.evidence.weighing import suspect_links

    session: Session = context.obj
    found = suspect_links(session.open(), query, as_at=session.as_at)
    rows = [
        (one.link.evidence, one.title, one.link.target, one.target or "(no longer there)", one.why)
        for one in found
    ]
    emit(
        session,
        [
            {"link": one.link.id, "evidence": one.link.evidence, "target": one.link.target, "why": one.why}
            for one in found
        ],
        Table(
            ("Id", "Evidence", "Target", "What it proves", "Why"),
            rows,
            empty="Every link is as it was when somebody last said that it holds.",
        ),
    )
