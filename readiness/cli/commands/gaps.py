"""The gaps command: what is missing, thin or stale, and what to do about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.base.errors import UsageError
from readiness.cli.shell.options import Force, written_to
from readiness.cli.shell.output import Table, emit, note, write
from readiness.cli.shell.session import Session
from readiness.model.vocabulary import SEVERITIES

if TYPE_CHECKING:
    from readiness.gaps.report import Gap

_FORMATS = ("table", "json", "csv", "md", "xlsx", "docx")


def register(app: typer.Typer) -> None:
    """Add this command to the tree."""
    app.command("gaps")(gaps)


def gaps(
    context: typer.Context,
    criterion: Annotated[str, typer.Option("--criterion", help="Only this criterion, such as A3.")] = "",
    severity: Annotated[
        str, typer.Option("--severity", help="This severity and worse: critical, serious or minor.")
    ] = "minor",
    check: Annotated[str, typer.Option("--check", help="Only this named check.")] = "",
    form: Annotated[str, typer.Option("--format", help="table, json, csv, md, xlsx or docx")] = "table",
    output: Annotated[Path | None, written_to("Write to this file.")] = None,
    is_forced: Force = False,
    fail_on: Annotated[
        str, typer.Option("--fail-on", help="Exit with 1 when there are gaps of this severity or worse.")
    ] = "",
) -> None:
    """List every gap, worst first, each with its reason and its remedy.

    Examples: readiness gaps --criterion A3    readiness gaps --severity serious --format docx -o gaps.docx
    """
    from readiness.gaps.export import gaps_data

    session: Session = context.obj
    found = _chosen(session, criterion, severity, check)
    if output is not None or form not in {"table", "json"}:
        _write_file(session, found, form, output, is_forced=is_forced)
    else:
        session.is_json = session.is_json or form == "json"
        rows = [(one.severity, one.subject, one.reason, one.remedy) for one in found]
        empty = "No gaps as at this date."
        emit(session, gaps_data(found), Table(("Severity", "Where", "What", "To do"), rows, empty=empty))
    if fail_on and any(_at_least(one.severity, fail_on) for one in found):
        raise typer.Exit(1)


def _chosen(session: Session, criterion: str, severity: str, check: str) -> list[Gap]:
    from readiness.base.errors import resolve
    from readiness.gaps.checks.registry import checks_by_id

    ws = session.open()
    ws.need_definition()
    report = ws.gaps(session.as_at)
    wanted = resolve(ws.framework.terms.criterion, criterion, ws.framework.criteria) if criterion else ""
    named = resolve("check", check, checks_by_id(ws.framework)) if check else ""
    return [
        one
        for one in report
        if (not wanted or wanted in one.criteria)
        and (not named or one.check == named)
        and _at_least(one.severity, severity)
    ]


def _at_least(severity: str, least: str) -> bool:
    if least not in SEVERITIES:
        raise UsageError(f"'{least}' is not a severity.", "", "Choose critical, serious or minor.")
    return SEVERITIES.index(severity) <= SEVERITIES.index(least)


def _write_file(
    session: Session, found: list[Gap], form: str, output: Path | None, *, is_forced: bool
) -> None:
    from readiness.workspace.gap_files import export_gaps, gaps_text

    if form not in _FORMATS:
        raise UsageError(f"'{form}' is not a format.", "", f"Choose one of: {', '.join(_FORMATS)}.")
    ws = session.open()
    ws.need_definition()
    report = ws.gaps(session.as_at).only(found)
    if output is None:
        if form in {"xlsx", "docx"}:
            raise UsageError(f"The format {form} needs a file.", "", "Name one with -o FILE.")
        write(gaps_text(ws, report, form, session.measured.why).rstrip("\n"))
        return
    chosen = output.suffix.lstrip(".").casefold() if form == "table" else form
    export_gaps(ws, report, output, chosen, replace=is_forced, why_then=session.measured.why)
    note(f"Wrote {len(found)} gaps to {output}")
