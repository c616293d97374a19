"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from typer.models import OptionInfo

Force = Annotated[
    bool,
    typer.Option("--force", help="Replace the file when it exists already.", is_eager=True),
]
"""Read before the place it is about."""


def written_to(what: str) -> OptionInfo:
    """The option for the file a command writes, looked at before the work; `what` is its help."""
    option: OptionInfo = typer.Option("-o", "--output", metavar="FILE", help=what, callback=_free_place)
    return option


def _free_place(context: typer.Context, output: Path | None) -> Path | None:
    if output is not None and not context.resilient_parsing:
        from readiness.workspace.output import need_place

        need_place(output, replace=bool(context.params.get("is_forced")))
    return output
