"""The words of a command line: which are global options, which is the command."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

FLAGS = {"--json", "--plain"}
VALUES = {"-w": "workspace", "--workspace": "workspace", "--as-at": "as_at", "--user": "user"}
"""Global options that take a value, and what each gives."""


def hoist_globals(arguments: Sequence[str]) -> list[str]:
    """The arguments with global options moved to the front, so that they work anywhere.

    Nothing after ``--`` is touched.
    """
    front: list[str] = []
    rest: list[str] = []
    waiting = iter(arguments)
    for one in waiting:
        if one == "--":
            rest += [one, *waiting]
        elif one in VALUES:
            front += [one, *itertools.islice(waiting, 1)]
        elif one in FLAGS or one.partition("=")[0] in VALUES:
            front.append(one)
        else:
            rest.append(one)
    return front + rest


def first_word(arguments: Sequence[str]) -> str:
    """The first word of hoisted arguments that is no global option; empty when there is none."""
    waiting = iter(arguments)
    for one in waiting:
        if one in VALUES:
            next(waiting, None)
        elif one not in FLAGS and one.partition("=")[0] not in VALUES:
            return one
    return ""


def only_options(arguments: Sequence[str]) -> dict[str, str] | None:
    """What the options give, when there is nothing but global options with a value each; else None."""
    found: dict[str, str] = {}
    waiting = iter(arguments)
    for one in waiting:
        name, is_joined, joined = one.partition("=")
        value = joined if is_joined else next(waiting, None)
        if name not in VALUES or value is None or (is_joined and not name.startswith("--")):
            return None
        found[VALUES[name]] = value
    return found
