"""The command line: global options and the tree of commands."""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated

import typer

from readiness.cli.commands import (
    drill,
    evidence,
    frameworks,
    gaps,
    lists,
    notice,
    pack,
    plan,
    reports,
    requests,
    sef,
    snapshots,
    statements,
)
from readiness.cli.commands import workspace as workspace_commands
from readiness.cli.shell.output import report
from readiness.cli.shell.session import Session, first_word, hoist_globals, system_clock
from readiness.cli.shell.terminal import open_ui

_EPILOG = (
    "Global options work before or after the command: -w DIR, --as-at DATE, --json, --plain, --user NAME.  "
    "Exit codes: 0 done, 1 problems found, 2 wrong usage, 3 input refused, 4 conflict, 70 a fault of ours."
)

app = typer.Typer(
    name="readiness",
    help="What can we hand over, what is missing or stale, who has it, and by when?",
    epilog=_EPILOG,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
)

for _module in (
    workspace_commands,
    gaps,
    frameworks,
    evidence,
    statements,
    requests,
    notice,
    drill,
    pack,
    lists,
    plan,
    reports,
    sef,
    snapshots,
):
    _module.register(app)
workspace_commands.register_history(app)
workspace_commands.register_safekeeping(app)


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    workspace: Annotated[str, typer.Option("-w", "--workspace", help="Folder of the workspace.")] = "",
    as_at: Annotated[str, typer.Option("--as-at", help="Measure at this date, such as 2026-12-07.")] = "",
    is_json: Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")] = False,
    is_plain: Annotated[bool, typer.Option("--plain", help="Print tab-separated text, no boxes.")] = False,
    user: Annotated[str, typer.Option("--user", help="Record changes under this name.")] = "",
    is_version: Annotated[bool, typer.Option("--version", "-V", help="Print the version.")] = False,
) -> None:
    """Open the terminal UI when no command is given."""
    session: Session = context.obj
    session.workspace, session.as_at_text, session.user_name = workspace, as_at, user
    session.is_json, session.is_plain = is_json, is_plain
    if is_version:
        from readiness import __version__

        typer.echo(f"readiness {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        raise typer.Exit(open_ui(session))


def _branch(word: str) -> typer.Typer:
    """The tree with one command or group only, because making all of them takes longer than most answers.

    The whole tree for any other word, such as `--help` or one that is misspelt.
    """
    commands = [one for one in app.registered_commands if one.name == word]
    groups = [one for one in app.registered_groups if one.name == word]
    if not commands and not groups:
        return app
    branch = copy.copy(app)
    branch.registered_commands, branch.registered_groups = commands, groups
    return branch


def main(arguments: Sequence[str], clock: Callable[[], datetime] = system_clock) -> int:
    """Run one command line and return its exit code; errors are told on standard error."""
    session = Session(clock=clock)
    try:
        words = hoist_globals(arguments)
        outcome = _branch(first_word(words))(words, obj=session, standalone_mode=False)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the outermost door: everything is told
        return report(error)
    finally:
        session.close()
    return outcome if isinstance(outcome, int) else 0
