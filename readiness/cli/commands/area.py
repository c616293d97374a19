"""Commands about the local area itself."""

from __future__ import annotations

import typer

from readiness.cli.shell.record_parts import PartsCommand
from readiness.cli.shell.records import SetCommand, Told, show_record

_ID = "area"
"""Id of the one area a workspace is about."""

_AREA = Told("area", "area", _ID)


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    group = typer.Typer(help="The area: its name, description, marking, closure days.", rich_markup_mode=None)
    group.command("show")(show)
    group.command("set", help=_SET)(SetCommand(_AREA, only=_ID))
    group.command("contacts", help=_CONTACTS)(PartsCommand(_AREA, "contacts", only=_ID))
    app.add_typer(group, name="area")


_SET = """Change what is said about the area; the description is printed in the self-evaluation.

Example: readiness area set --closure-days "24 Dec 2026, 31 Dec 2026" --marking OFFICIAL-SENSITIVE
"""


_CONTACTS = """Who is who on the night: list, add, set and remove, by role; printed on no pack.

Example: readiness area contacts add "nominated officer" --name "R. Shah" --email r.shah@penmarsh.example
"""


def show(context: typer.Context) -> None:
    """Show everything said about the area."""
    show_record(context.obj, _AREA, _ID)
