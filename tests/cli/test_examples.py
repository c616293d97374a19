"""Help that can be copied from, and words for a command that is not there."""

from __future__ import annotations

import pytest

from readiness.cli.shell.examples import examples_of, words_of
from tests.cli.conftest import Run


def test_each_example_stands_on_its_own_line(run: Run) -> None:
    """However narrow the help is, a line of it can be copied whole."""
    lines = run("notice", "start", "--help").out.splitlines()
    place = lines.index("  Examples:")
    assert lines[place + 1 : place + 3] == [
        '    readiness notice start --received "2026-11-23 09:15"',
        "    readiness notice start --kind engagement --on 2027-01-14",
    ]


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Do it.\n\nExample: readiness do x", "Do it.", ["readiness do x"]),
        (
            "Do it.\n\nExamples: readiness do x    readiness do\n  --y",
            "Do it.",
            ["readiness do x", "readiness do --y"],
        ),
        ("Do it.", "Do it.", []),
    ],
)  # fmt: skip
def test_examples_are_told_from_the_words_before_them(text: str, words: str, found: list[str]) -> None:
    """One or several, over lines as a docstring breaks them; none is none."""
    assert (words_of(text), examples_of(text)) == (words, found)


@pytest.mark.parametrize("command", [("notice",), ("notice", "show")])
def test_a_command_that_is_missing_or_unknown_names_those_there_are(
    run: Run, command: tuple[str, ...]
) -> None:
    """What to do is a choice, not a riddle."""
    ran = run(*command)
    assert ran.code == 2
    to_do = ran.err.splitlines()[-1]
    assert to_do.startswith("To do: Commands here: correct, end, export,")
    assert to_do.endswith("Add --help to see what each is for.")
