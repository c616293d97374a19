"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Force = Annotated[
    bool,
    typer.Option("--force", help="Replace the file when it exists already.", is_eager=True),
]
"""Read before the place it is about."""


def free_place(context: typer.Context, output: Path | None) -> Path | None:
    """Refuse a place that nothing may be written to before the work for it is done.

    Raises: as `readiness.workspace.output.need_place`.
    """
    if output is not None and not context.resilient_parsing:
        from readiness.workspace.output import need_place

        need_place(output, replace=bool(context.params.get("is_forced")))
    return output
