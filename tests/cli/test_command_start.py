"""The start: no command opens the terminal UI at once, anything else is for the tree of commands."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from readiness.base.errors import UsageError
from readiness.cli import start
from readiness.cli.shell.session import Session, first_word, hoist_globals, only_options


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("", {}),
        ("-w area", {"workspace": "area"}),
        ("--workspace=area --user R.Shah", {"workspace": "area", "user": "R.Shah"}),
        ("-w one -w two --as-at=2026-12-07", {"workspace": "two", "as_at": "2026-12-07"}),
        ("-w", None),
        ("-w=area", None),
        ("--json", None),
        ("--help", None),
        ("status", None),
        ("-w area status", None),
    ],
)
def test_only_options_with_their_values_open_the_screens(line: str, found: dict[str, str] | None) -> None:
    """Everything that is not plainly so is left to the commands, which say what is wrong with it."""
    assert only_options(line.split()) == found


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("", ""),
        ("-w status", ""),
        ("status --json", "status"),
        ("evidence list -w gaps", "evidence"),
        ("--as-at=2026-12-07 gaps", "gaps"),
        ("--help status", "--help"),
    ],
)
def test_the_command_is_the_first_word_that_is_no_option(line: str, word: str) -> None:
    """The value of an option is never taken for a command."""
    assert first_word(hoist_globals(line.split())) == word


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int | str | None:
    monkeypatch.setattr(sys, "argv", ["readiness", *arguments])
    with pytest.raises(SystemExit) as ended:
        start.run()
    return ended.value.code


def test_options_reach_the_screens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workspace, date and user are what was typed, and the exit code is the screens'."""
    seen: list[Session] = []

    def screens(session: Session) -> int:
        seen.append(session)
        return 3

    monkeypatch.setattr(start, "open_ui", screens)

    assert _run(monkeypatch, "-w", "area", "--as-at", "2026-12-07", "--user", "R. Shah") == 3
    assert (seen[0].workspace, seen[0].as_at_text, seen[0].user) == ("area", "2026-12-07", "R. Shah")


def test_what_keeps_the_screens_from_opening_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same three lines and exit code as for a command."""

    def refused(_: Session) -> int:
        raise UsageError("The terminal UI needs a terminal.", "", "Use a command.")

    monkeypatch.setattr(start, "open_ui", refused)

    assert _run(monkeypatch) == 2
    assert "Error: The terminal UI needs a terminal." in capsys.readouterr().err


def test_a_command_is_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """With a command the screens are not asked."""
    monkeypatch.setattr(start, "open_ui", pytest.fail)

    assert _run(monkeypatch, "-w", str(tmp_path), "status") == 2
    assert "There is no workspace here." in capsys.readouterr().err
