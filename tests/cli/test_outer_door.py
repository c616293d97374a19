"""What the computer will not do is told in three lines with a fitting code, never as a fault of ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from readiness.cli.shell.output import json_text, report
from readiness.formats.sheets.writing import csv_text, looks_like_formula

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes and devices as on Linux and macOS")


def shell(script: str, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which ``$R`` is the program, standing in a folder."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "R": f"{sys.executable} -m readiness"}
    return subprocess.run(
        ["/bin/bash", "-c", script, "-", *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


SCRIPTS = {
    "a full output": ("$R frameworks list > /dev/full", 3, "Error: The output could not be written."),
    "a closed output": ("$R frameworks list >&-", 0, ""),
    "a reader who has enough": ("$R gaps --json | head -1 >/dev/null; exit ${PIPESTATUS[0]}", 0, ""),
    "a deleted folder": (
        "mkdir x && cd x && rmdir ../x && $R status",
        2,
        "Error: The folder you stand in is gone.",
    ),
    "no home": ("unset HOME XDG_CACHE_HOME XDG_STATE_HOME; $R status >/dev/null", 0, ""),
    "a date beyond reach": ("$R gaps --as-at 31/12/9999 >/dev/null", 2, "Error: "),
    "a number beyond reach": ("$R evidence link E0001 A1 --page 99999999999999999999999", 2, "Error: "),
    "a folder in the place of a file": ("$R gaps --format md -o /", 3, "Error: "),
    "a name longer than a disk takes": (
        "$R sef export -o $(printf 'x%.0s' {1..300}).docx",
        3,
        "x.docx: File name too long",
    ),
    "a name that no path can be": ("$R sef import $(printf 'x%.0s' {1..5000}).docx", 3, "Error: "),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_what_the_computer_will_not_do_is_told(name: str, area: Path) -> None:
    """Each ends with its own code and, where something is wrong, with what to do."""
    script, code, told = SCRIPTS[name]
    done = shell(script, area)
    assert done.returncode == code, (name, done.stdout[-300:], done.stderr[-2000:])
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (PermissionError(13, "Permission denied", "/shared/a.docx"), 3, "/shared/a.docx: Permission denied"),
        (OSError(28, "No space left on device"), 3, "The output could not be written."),
        (OSError(5, "Input/output error", "a\x1b[31m"), 3, "a<U+001B>[31m"),
        (OverflowError("date value out of range"), 2, "too large or too small"),
        (ValueError("year 10000 is out of range"), 2, "too large or too small"),
        (UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"), 2, "signs that no file can"),
        (ValueError("something else"), 70, "in the program itself"),
    ],
)
def test_errors_of_the_system_are_words(
    error: Exception,
    code: int,
    words: str,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With the file's name, and without a report of a crash unless the fault is ours."""
    give_up: Callable[[], None] = lambda: None  # noqa: E731 - one line
    monkeypatch.setattr("readiness.cli.shell.output._give_up_output", give_up)
    assert report(error) == code
    assert words in capfd.readouterr().err


def test_json_shows_what_a_terminal_would_obey() -> None:
    """Direction and control characters are written out, and read back as they were."""
    held = {
        "name": "\u202egpj.exe\x9b31m\u2028 caf\u00e9 \ud83d\ude00".encode("utf-16", "surrogatepass").decode(
            "utf-16"
        )
    }
    text = json_text(held)
    assert json.loads(text) == held
    assert "\\u202e" in text
    assert "\\u009b" in text
    assert "caf\u00e9" in text
    assert all(one.isprintable() for one in text.replace("\n", ""))


@pytest.mark.parametrize("sign", ["\t", "\r", "\n"])
def test_no_cell_begins_with_a_break_a_program_might_skip(sign: str) -> None:
    """A workbook writes it as words for certain; in csv it is a space by then."""
    assert looks_like_formula(f"{sign}cmd")
    assert csv_text(f"{sign}cmd") == " cmd"


@pytest.mark.parametrize(
    "sign", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "\uff1d", "\uff0b", "\uff0d", "\uff20", "  ="]
)
def test_no_cell_begins_like_a_formula(sign: str) -> None:
    """Whatever some spreadsheet program takes for a formula is kept from being one."""
    words = f"{sign}cmd|' /C calc'!A0"
    assert looks_like_formula(words)
    assert csv_text(words).startswith("'")
    assert not looks_like_formula("plain = words")
    assert csv_text("plain = words") == "plain = words"
    assert csv_text(-3) == "-3"
