"""Commands about the engagement meeting."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from readiness.base.date_words import day_words
from readiness.cli.shell.options import Force
from readiness.cli.shell.output import emit
from readiness.cli.shell.session import Session


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    group = typer.Typer(
        help="The engagement meeting: what to bring, what may be asked.", rich_markup_mode=None
    )
    group.command("export")(export)
    app.add_typer(group, name="engagement")


def export(
    context: typer.Context,
    output: Annotated[Path, typer.Option("-o", "--output", help="The brief to bring, a .docx file.")],
    internal: Annotated[
        Path | None,
        typer.Option("--internal", help="Likely questions, a .docx file that never leaves the partnership."),
    ] = None,
    *,
    is_forced: Force = False,
) -> None:
    """Write the brief for an engagement meeting: two pages, from what was recorded alone.

    Examples: readiness engagement export -o brief.docx --as-at 2026-12-07
        readiness engagement export -o brief.docx --internal questions.docx
    """
    from readiness.progress.meeting_document import export_meeting

    session: Session = context.obj
    ws, as_at = session.open(), session.as_at
    export_meeting(ws, output, as_at=as_at, internal=internal, replace=is_forced)
    files = [str(one) for one in (output, internal) if one is not None]
    emit(
        session,
        {"file": str(output), "internal": str(internal) if internal else None, "as_at": as_at},
        lines=[f"Wrote {' and '.join(files)}, as at {day_words(as_at)}"],
    )
