"""Write docs/commands.md from the tree of commands itself, so that the page cannot be out of date.

Usage: python scripts/command_reference.py
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import get_type_hints

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from readiness.cli.app import app
from readiness.cli.app import root as start
from readiness.cli.shell.examples import examples_of, words_of

PAGE = Path(__file__).resolve().parent.parent / "docs" / "commands.md"

HEAD = """\
# Commands

Every command with everything it takes. This page is written by `scripts/command_reference.py` from the
program itself; a test fails when the two differ.

Results are printed on standard output, everything else (progress, warnings, errors) on standard error. An
error is three lines: what happened, where, what to do.

| exit code | meaning |
|---:|---|
| 0 | done |
| 1 | the check ran and found problems |
| 2 | wrong usage |
| 3 | input refused |
| 4 | conflict: somebody else changed or holds it |
| 70 | a fault of the program; a report without any data is written and its place told |

`READINESS_USER` names you where `--user` does not. `READINESS_DEBUG=1` shows the traceback of a fault.
"""


@functools.cache
def root() -> TyperGroup:
    """The whole tree of commands."""
    tree = typer.main.get_command(app)
    assert isinstance(tree, TyperGroup)  # noqa: S101 - more than one command makes a group
    return tree


def commands(group: TyperGroup | None = None) -> Iterator[tuple[str, TyperCommand]]:
    """Every command under the words that call it, such as `evidence link`, in the order of the help."""
    for name, entry in (group or root()).commands.items():
        if isinstance(entry, TyperGroup):
            yield from ((f"{name} {inner}", one) for inner, one in commands(entry))
        elif isinstance(entry, TyperCommand):
            yield name, entry


def groups() -> dict[str, TyperGroup]:
    """The groups of commands by name."""
    return {name: one for name, one in root().commands.items() if isinstance(one, TyperGroup)}


def examples(command: TyperCommand) -> list[str]:
    """The example command lines in a command's help."""
    return examples_of(_help(command))


def page() -> str:
    """The whole page."""
    parts = [HEAD, _section("## Every command", "", root().params, get_type_hints(start))]
    for name, command in commands():
        group, _, inner = name.partition(" ")
        if inner and f"## {group}\n" not in "".join(parts):
            parts.append(f"## {group}\n\n{groups()[group].help}\n")
        parts.append(_command(name, command))
    return "\n".join(parts)


def _command(name: str, command: TyperCommand) -> str:
    words = words_of(_help(command))
    kinds = _kinds(command)
    signature = " ".join(["readiness", name, *_arguments(command), *_required(command, kinds)])
    shown = [f"`{one}`" for one in examples(command)]
    example = f"\n\n{'Examples' if len(shown) > 1 else 'Example'}: {', '.join(shown)}" if shown else ""
    level = "###" if " " in name else "##"
    text = " ".join(words.split()) + example
    return _section(f"{level} {name}", f"    {signature}\n\n{text}\n", command.params, kinds)


def _kinds(command: TyperCommand) -> Mapping[str, object]:
    """The type of each parameter by name; those made from fields have no type hints of their own."""
    callback = command.callback
    assert callback is not None  # noqa: S101 - every command runs something
    made = inspect.signature(callback, eval_str=True).parameters
    return {**{name: one.annotation for name, one in made.items()}, **get_type_hints(callback)}


def _section(title: str, text: str, params: Sequence[object], kinds: Mapping[str, object]) -> str:
    rows = [row for one in params if (row := _row(one, kinds))]
    table = "\n".join(("| | |", "|---|---|", *rows, "")) if rows else ""
    return "\n".join(one for one in (f"{title}\n", text, table) if one)


def _row(one: object, kinds: Mapping[str, object]) -> str:
    if isinstance(one, TyperArgument):
        return f"| `{one.metavar}` | {one.help or ''} |"
    if isinstance(one, TyperOption) and not one.hidden and one.name in kinds:
        value = "" if one.is_flag else f" {_value(one, kinds)}"
        names = ", ".join(f"`{name}{value}`" for name in (*one.opts, *one.secondary_opts))
        return f"| {names} | {one.help or ''}{' Needed.' if one.required else ''} |"
    return ""


def _arguments(command: TyperCommand) -> list[str]:
    return [str(one.metavar) for one in command.params if isinstance(one, TyperArgument)]


def _required(command: TyperCommand, kinds: Mapping[str, object]) -> list[str]:
    options = [one for one in command.params if isinstance(one, TyperOption) and one.required]
    return [f"{one.opts[0]} {_value(one, kinds)}" for one in options]


def _value(one: TyperOption, kinds: Mapping[str, object]) -> str:
    """What stands for an option's value."""
    kind = kinds.get(str(one.name))
    return one.metavar or ("NUMBER" if kind in {int, float} else "TEXT" if kind is str else "PATH")


def _help(command: TyperCommand) -> str:
    return inspect.cleandoc(command.help or "")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"Wrote {PAGE}")
