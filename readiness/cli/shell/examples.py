"""The examples in a command's help: apart from its words, each on a line of its own, ready to be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROGRAM = "readiness "

_UNWRAPPED = "\b"
"""What click puts before a paragraph whose lines stay as they are."""


def examples_of(help_text: str) -> list[str]:
    """The command lines after "Example:" or "Examples:", whole."""
    _, _, tail = help_text.partition("Example")
    words = " ".join(tail.replace(_UNWRAPPED, " ").split())
    return [f"{_PROGRAM}{one.strip()}" for one in words.split(_PROGRAM)[1:]]


def words_of(help_text: str) -> str:
    """What is said before the examples."""
    return help_text.partition("Example")[0].replace(_UNWRAPPED, "").rstrip()


def set_apart(command: Any) -> None:
    """Put each example on its own line in the help of a command and of all below it."""
    for one in _tree(command):
        shown = examples_of(one.help or "")
        if shown:
            title = "Examples" if len(shown) > 1 else "Example"
            lines = "\n".join(f"  {example}" for example in shown)
            one.help = f"{words_of(one.help)}\n\n{_UNWRAPPED}\n{title}:\n{lines}"


def _tree(command: Any) -> Iterator[Any]:
    yield command
    for one in getattr(command, "commands", {}).values():
        yield from _tree(one)
