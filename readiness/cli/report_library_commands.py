"""Commands about other areas' published reports, kept to learn from."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.base.date_words import day_words
from readiness.base.errors import UsageError
from readiness.base.text import counted, listed
from readiness.cli.shell.output import Table, emit, note
from readiness.cli.shell.session import Session

if TYPE_CHECKING:
    from readiness.model.definition.framework import Framework
    from readiness.plan.learned_report import Hit, LearnedReport


def group() -> typer.Typer:
    """These commands as a group."""
    made = typer.Typer(help="Other areas' reports, kept to learn from.", rich_markup_mode=None)
    made.command("add")(add_reports)
    made.command("find")(find_findings)
    made.command("themes")(list_themes)
    return made


def add_reports(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Published PDFs.")],
) -> None:
    """Keep what published reports say, apart from the evidence; one that is refused does not stop the others.

    Example: readiness report library add dorset.pdf surrey.pdf
    """
    from readiness.base.errors import RefusedError
    from readiness.plan.report_library import add_report

    session: Session = context.obj
    ws = session.open()
    kept: list[LearnedReport] = []
    refused: list[str] = []
    for file in files:
        try:
            kept.append(add_report(ws, file))
        except (RefusedError, UsageError) as error:
            refused.append(f"{error.detail or file.name}")
            note(f"Not kept: {error.title} {error.detail}")
    emit(
        session,
        {"kept": [one.model_dump(mode="json") for one in kept], "refused": refused},
        lines=[f"Kept {one.area}, {counted(len(one.findings), 'finding')}." for one in kept],
    )
    if refused:
        raise typer.Exit(1)


def find_findings(
    context: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(metavar="WORDS...", help="Words to find.")] = None,
    criterion: Annotated[str, typer.Option("--criterion", help="Findings near a criterion.")] = "",
    own: Annotated[
        str,
        typer.Option(
            "--for", metavar="ID", help="Findings like a record, such as S0012, or what a gap is of."
        ),
    ] = "",
) -> None:
    """Show what inspectors wrote in other areas, by outcome, with area and page.

    Examples: readiness report library find speech therapy    readiness report library find --criterion A3
        readiness report library find --for S0012
    """
    from readiness.base.errors import resolve
    from readiness.library.query import parse_query
    from readiness.plan.elsewhere import about
    from readiness.plan.learned_report import about_criterion, reports_by_outcome, with_words
    from readiness.plan.report_library import kept_reports

    session: Session = context.obj
    ws = session.open()
    query = parse_query(f"{' '.join(words or [])} ")
    if [bool(query), bool(criterion), bool(own)].count(True) != 1:
        raise UsageError("Give words, a criterion or an id.", "", "Such as: report library find therapy")
    reports, problems = kept_reports(ws)
    for problem in problems:
        note(problem)
    if criterion:
        found = ws.framework.criteria[resolve(ws.framework.terms.criterion, criterion, ws.framework.criteria)]
        hits = about_criterion(reports, found)
    elif own:
        near = about(reports, ws.framework, ws.records, own.upper())
        if near is None:
            raise UsageError(
                f"There is nothing called {own.upper()}.", "", "Give the id of a record or criterion."
            )
        hits = near
    else:
        hits = with_words(reports, query)
    emit(
        session,
        [_data(hit) for hit in hits],
        lines=[line for hit in hits for line in _lines(hit, ws.framework)],
        closing=[_closing(reports_by_outcome(hits, reports), ws.framework)],
    )


def list_themes(context: typer.Context) -> None:
    """Count the findings of the reports kept under the criterion each is nearest to; a guide, no predictor.

    Example: readiness report library themes
    """
    from readiness.plan.elsewhere import themes
    from readiness.plan.report_library import kept_reports

    session: Session = context.obj
    ws = session.open()
    reports, problems = kept_reports(ws)
    for problem in problems:
        note(problem)
    found = themes(reports, ws.framework)
    titles = {key: f"{key} {one.short}" for key, one in ws.framework.criteria.items()}
    rows = [
        (titles.get(one.criterion, "none"), one.improvement, one.priority_action, one.reports,
         _spread(one.by_outcome, ws.framework))
        for one in found
    ]  # fmt: skip
    columns = (
        ws.framework.terms.criterion.capitalize(),
        "Improvement",
        "Priority action",
        "Reports",
        "By outcome",
    )
    data = [{**asdict(one), "findings": one.findings} for one in found]
    closing = [
        f"{counted(len(reports), 'report')} kept. Counted by keywords; it says nothing about this area."
    ]
    emit(session, data, Table(columns, rows, empty="No reports are kept yet."), closing=closing)


def _spread(by_outcome: tuple[tuple[str, int], ...], framework: Framework) -> str:
    known = framework.outcomes_by_id
    return "; ".join(
        f"{known[key].title if key in known else 'not found'} {number}" for key, number in by_outcome
    )


def _lines(hit: Hit, framework: Framework) -> list[str]:
    outcome = framework.outcomes_by_id.get(hit.report.outcome)
    kind = hit.finding.kind.replace("_", " ")
    title = f"outcome {outcome.id} {outcome.title}" if outcome else "outcome not found"
    head = f"{hit.report.area}, {day_words(hit.report.first)}, {title}, {kind}, page {hit.finding.page}"
    return [head, *hit.finding.text.split("\n"), ""]


def _closing(shares: list[tuple[str, int, int]], framework: Framework) -> str:
    if not shares:
        return "No reports are kept yet: 'readiness report library add FILE' keeps one."
    titles = {key: one.title for key, one in framework.outcomes_by_id.items()}
    parts = [
        f"{hit} of {counted(everyone, 'report')} with outcome {titles.get(key, 'not found')}"
        for key, hit, everyone in shares
    ]
    return f"Found in {listed(parts)}. What was written elsewhere says nothing about this area."


def _data(hit: Hit) -> dict[str, object]:
    return {
        "area": hit.report.area,
        "first": hit.report.first,
        "outcome": hit.report.outcome,
        "file": hit.report.file,
        **hit.finding.model_dump(mode="json"),
    }
