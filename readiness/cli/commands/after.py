"""Commands about what follows an inspection: the draft report, the plan's days, and what was promised."""

from __future__ import annotations

import typer

from readiness.cli.shell.output import emit
from readiness.cli.shell.record_parts import PartsCommand
from readiness.cli.shell.records import Told
from readiness.cli.shell.session import Session

_ID = "area"

_AREA = Told("area", "area", _ID)


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    group = typer.Typer(help="After an inspection: draft report, deadlines, promises.", rich_markup_mode=None)
    group.command("show")(show)
    group.command("points", help=_POINTS)(PartsCommand(_AREA, "accuracy", only=_ID))
    group.command("promises", help=_PROMISES)(PartsCommand(_AREA, "promises", only=_ID))
    app.add_typer(group, name="after")


def show(context: typer.Context) -> None:
    """Show what follows the inspection: done, due, late, and what is only about when.

    Set its days with `area set`: --draft-received, --comments-due, --comments-sent, --plan-due,
    --plan-submitted. Example: readiness after show --as-at 2026-12-07
    """
    from dataclasses import asdict

    from readiness.rules.after_inspection import step_words, steps

    session: Session = context.obj
    ws, as_at = session.open(), session.as_at
    found = steps(ws.framework, ws.area, as_at)
    emit(
        session,
        {"as_at": as_at, "steps": [asdict(one) for one in found]},
        lines=[step_words(one, as_at) for one in found],
    )


_POINTS = """Points about the draft report's facts: list, add, set, remove.

Example: readiness after points add "page 4, line 12" --wrong "It is 56%" --evidence "E0021, page 2"
"""

_PROMISES = """What was promised to whom: list, add, set, remove.

Example: readiness after promises add "A named contact for every family" --whom "the board" --due 2027-03-31
"""
