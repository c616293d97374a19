"""The command line: global options and the tree of commands."""

from __future__ import annotations

import copy
import itertools
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated

import typer
from typer.models import TyperInfo

from readiness.cli.commands import (
    after,
    area,
    database,
    drill,
    engagement,
    erasing,
    evidence,
    frameworks,
    gaps,
    handovers,
    lists,
    measures,
    notice,
    owners,
    pack,
    plan,
    programme,
    recommendations,
    reports,
    requests,
    sef,
    serve,
    snapshots,
    statements,
)
from readiness.cli.commands import workspace as workspace_commands
from readiness.cli.shell.examples import set_apart
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
    area,
    gaps,
    frameworks,
    evidence,
    owners,
    statements,
    requests,
    notice,
    drill,
    after,
    engagement,
    pack,
    handovers,
    lists,
    plan,
    programme,
    recommendations,
    measures,
    reports,
    sef,
    snapshots,
    serve,
    database,
):
    _module.register(app)
workspace_commands.register_history(app)
workspace_commands.register_safekeeping(app)
erasing.register(app)


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


def _branch(words: Sequence[str]) -> typer.Typer:
    """The tree with the one command that is called: making all of them takes longer than most answers.

    Only the groups by name for any first word that is none of them, such as `--help` or one that is misspelt;
    a whole group when its command is not named, or misspelt.
    """
    word, inner = first_word(words), _second_word(words)
    commands = [one for one in app.registered_commands if one.name == word]
    groups = [one for one in app.registered_groups if one.name == word]
    branch = copy.copy(app)
    if not commands and not groups:
        branch.registered_groups = [_narrowed(one, "") for one in app.registered_groups]
        return branch
    branch.registered_commands = commands
    branch.registered_groups = [_narrowed(one, inner) if _has(one, inner) else one for one in groups]
    return branch


def _called(words: Sequence[str]) -> Callable[..., object]:
    """What runs the command that is called; in its help each example stands on its own line."""
    branch = _branch(words)
    if "--help" not in words:
        return branch
    command = typer.main.get_command(branch)
    set_apart(command)
    return command


def _has(group: TyperInfo, word: str) -> bool:
    held = group.typer_instance
    return held is not None and any(one.name == word for one in held.registered_commands)


def _narrowed(group: TyperInfo, word: str) -> TyperInfo:
    """A group with its command of this name only."""
    narrow, held = copy.copy(group), copy.copy(group.typer_instance)
    if held is not None:
        held.registered_commands = [one for one in held.registered_commands if one.name == word]
        held.registered_groups = []
        narrow.typer_instance = held
    return narrow


def _second_word(words: Sequence[str]) -> str:
    """The word right after the first; empty when there is none or it is an option."""
    place = words.index(first_word(words)) + 1 if first_word(words) else len(words)
    return words[place] if place < len(words) else ""


def _wants_json(arguments: Sequence[str]) -> bool:
    """Whether JSON is asked for, also by a line that could not be understood."""
    return "--json" in itertools.takewhile(lambda word: word != "--", arguments)


def main(arguments: Sequence[str], clock: Callable[[], datetime] = system_clock) -> int:
    """Run one command line and return its exit code; errors are told on standard error."""
    session = Session(clock=clock)
    try:
        words = hoist_globals(arguments)
        outcome = _called(words)(words, obj=session, standalone_mode=False)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the outermost door: everything is told
        return report(error, is_json=_wants_json(arguments))
    finally:
        session.close()
    return outcome if isinstance(outcome, int) else 0
