"""Commands about the self-evaluation document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, cast

import typer

from readiness.cli.output import emit
from readiness.cli.session import Session
from readiness.core.errors import UsageError
from readiness.core.wording import day_words


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    group = typer.Typer(help="The self-evaluation in Word: export it.", rich_markup_mode=None)
    group.command("export")(export)
    app.add_typer(group, name="sef")


def export(
    context: typer.Context,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="A .docx file.")],
    mode: Annotated[str, typer.Option("--mode", help="draft, or agreed words only")] = "draft",
    version: Annotated[str, typer.Option("--version", help="Version on the cover.")] = "",
    template: Annotated[Path | None, typer.Option("--template", help="The council's own .docx.")] = None,
) -> None:
    """Write the self-evaluation as a Word document.

    Example: readiness sef export -o sef-draft.docx
    """
    from readiness.services.exporting import export_sef

    session: Session = context.obj
    if mode not in {"draft", "agreed"}:
        raise UsageError(f"'{mode}' is not a mode.", "", "Choose draft or agreed.")
    ws, as_at = session.open(), session.as_at
    chosen = cast("Literal['draft', 'agreed']", mode)
    export_sef(ws, output, as_at=as_at, mode=chosen, version=version, template=template)
    emit(
        session,
        {"file": str(output), "as_at": as_at, "mode": mode},
        lines=[f"Wrote the self-evaluation ({mode}, as at {day_words(as_at)}) to {output}"],
    )
