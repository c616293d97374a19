"""Errors for programs: with --json one object on standard error, and nothing on standard output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from readiness.cli.app import main


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("--json", "-w", "nowhere", "status"), 2),
        (("-w", "nowhere", "evidence", "set", "E0001", "--json"), 2),
        (("--json", "stuff"), 2),
        (("status", "--as-at", "yesterweek", "--json"), 2),
    ],
)
def test_an_error_is_one_object(
    line: tuple[str, ...],
    code: int,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What happened, where, what to do and the code; the same code ends the program."""
    monkeypatch.chdir(tmp_path)
    assert main(line) == code
    out, err = capsys.readouterr()
    told = json.loads(err)
    assert out == ""
    assert set(told) == {"title", "where", "to_do", "code"}
    assert told["code"] == code
    assert told["title"]
    assert told["to_do"]


def test_after_two_dashes_json_is_a_word_like_others(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands behind ``--`` asks for nothing."""
    monkeypatch.chdir(tmp_path)
    assert main(("find", "--", "--json")) == 2
    assert capsys.readouterr().err.startswith("Error: ")


def test_what_goes_to_a_file_is_never_wrapped(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long title stands whole in its line when nobody looks at a terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    title = " ".join(["Minutes of the partnership board"] * 12)
    assert main(("init", ".", "--area", "Saltings")) == 0
    assert main(("evidence", "add", "https://example.org/minutes", "--title", title)) == 0
    capsys.readouterr()
    assert main(("evidence", "list")) == 0
    assert any(title in line for line in capsys.readouterr().out.splitlines())
